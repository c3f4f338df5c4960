//! `okr add`: an objective, or a key result with `--to`.

use clap::Args;
use okr_core::{Error, Result};

use crate::cli::adding;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::usage::{command_place, shown_command};

#[derive(Debug, Args)]
pub struct AddArgs {
    /// The sentence, in quotes; objective or kr before it says which, - reads an outline
    #[arg(value_name = "TEXT", required = true)]
    pub words: Vec<String>,
    /// What it belongs to: an objective makes it a key result; for an objective a vision, an objective or a key result
    #[arg(long, value_name = "REF", add = crate::cli::complete::records())]
    pub to: Option<String>,
    /// An objective's progress counts in its parent objective, not only supports it
    #[arg(long, requires = "to")]
    pub counts: bool,
    #[command(flatten)]
    pub measure: MeasureArgs,
    #[command(flatten)]
    pub meta: MetaArgs,
    /// Refuse what would only be warned about
    #[arg(long, hide_short_help = true)]
    pub strict: bool,
    /// No tip afterwards
    #[arg(long, hide_short_help = true)]
    pub no_tips: bool,
}

/// How a key result is measured, where the sentence does not say it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Measure (overrides the sentence)")]
pub struct MeasureArgs {
    /// count, number, percent, currency, duration, rating, rank, relative, delta, hold, milestone, steps or zones
    #[arg(long, value_name = "KIND", hide_short_help = true, add = crate::cli::complete::kinds())]
    pub kind: Option<String>,
    /// The value now, before any work
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub start: Option<String>,
    /// The value to reach; x0.7 is a factor on the start
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub target: Option<String>,
    /// The unit: articles, USD, hours
    #[arg(long, value_name = "UNIT", hide_short_help = true)]
    pub unit: Option<String>,
    /// Start and target in one: 5%..3%
    #[arg(
        long,
        value_name = "A..B",
        allow_hyphen_values = true,
        conflicts_with_all = ["start", "baseline", "target"],
        hide_short_help = true
    )]
    pub from_to: Option<String>,
    /// Stay inside: 99.9%.. or ..4h or 3..5
    #[arg(
        long,
        value_name = "RANGE",
        allow_hyphen_values = true,
        conflicts_with_all = ["target", "from_to"],
        hide_short_help = true
    )]
    pub hold: Option<String>,
    /// The number before, for factors and differences
    #[arg(
        long,
        value_name = "VALUE",
        allow_hyphen_values = true,
        conflicts_with = "start",
        hide_short_help = true
    )]
    pub baseline: Option<String>,
    /// The top of a rating's scale
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub scale: Option<String>,
    /// A number of steps, or names with weights: design:2,build:5,launch
    #[arg(long, value_name = "N|LIST", hide_short_help = true)]
    pub steps: Option<String>,
    /// What would be a commit, in a sentence
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub commit_zone: Option<String>,
    /// What would reach the target, in a sentence
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub target_zone: Option<String>,
    /// What would be a stretch, in a sentence
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub stretch_zone: Option<String>,
    /// The commit and the target mark on the way: 0.3,0.7
    #[arg(long, value_name = "A,B", hide_short_help = true)]
    pub marks: Option<String>,
    /// linear, back-loaded, or points: 15apr=20,15may=60
    #[arg(long, value_name = "PLAN", hide_short_help = true)]
    pub plan: Option<String>,
}

/// Whose it is and what it is called.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "About it")]
pub struct MetaArgs {
    /// Who answers for it
    #[arg(short, long, value_name = "NAME", add = crate::cli::complete::owners())]
    pub owner: Option<String>,
    /// Whose it is
    #[arg(long, value_name = "NAME", hide_short_help = true, add = crate::cli::complete::teams())]
    pub team: Option<String>,
    /// A tag; may be repeated
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub tag: Vec<String>,
    /// A day of its own
    #[arg(long, value_name = "DATE", hide_short_help = true)]
    pub due: Option<String>,
    /// Its share in the objective: 0.3 or 30%; 0 tracks without counting
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub weight: Option<String>,
    /// Meant as a stretch: 0.7 is a good result
    #[arg(long, conflicts_with = "commit", hide_short_help = true)]
    pub stretch: bool,
    /// Meant as a commitment: 1.0 is expected
    #[arg(long, hide_short_help = true)]
    pub commit: bool,
    /// A name for scripts
    #[arg(long = "as", value_name = "HANDLE")]
    pub handle: Option<String>,
    /// An address; may be repeated
    #[arg(long, value_name = "URL", hide_short_help = true)]
    pub link: Vec<String>,
}

impl MeasureArgs {
    fn typed(self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("kind", self.kind),
            ("unit", self.unit),
            ("scale", self.scale),
            ("start", self.start),
            ("baseline", self.baseline),
            ("target", self.target),
            ("from-to", self.from_to),
            ("hold", self.hold),
            ("steps", self.steps),
            ("commit-zone", self.commit_zone),
            ("target-zone", self.target_zone),
            ("stretch-zone", self.stretch_zone),
            ("marks", self.marks),
            ("plan", self.plan),
        ]
    }
}

impl MetaArgs {
    fn typed(self) -> Vec<(&'static str, Option<String>)> {
        let ambition = match (self.stretch, self.commit) {
            (true, _) => Some("stretch".to_owned()),
            (_, true) => Some("commit".to_owned()),
            _ => None,
        };
        let mut typed = vec![
            ("owner", self.owner),
            ("team", self.team),
            ("due", self.due),
            ("weight", self.weight),
            ("ambition", ambition),
            ("handle", self.handle),
        ];
        typed.extend(self.tag.into_iter().map(|tag| ("tag", Some(tag))));
        typed.extend(self.link.into_iter().map(|link| ("link", Some(link))));
        typed
    }
}

/// What the words in front say it is.
enum Wanted {
    Outline,
    /// With `--to` an objective a key result, otherwise an objective.
    ByPlace(String),
    Objective(String),
    KeyResult(String),
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: AddArgs) -> Result<Exit> {
    let wanted = wanted(&arguments.words, &session.arguments)?;
    let typed: Vec<(String, String)> = arguments
        .measure
        .typed()
        .into_iter()
        .chain(arguments.meta.typed())
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect();
    let typed = adding::with_days(session, typed)?;
    let place = adding::Place::new(arguments.to, arguments.counts);
    let manners = adding::Manners {
        strict: arguments.strict,
        tips: !arguments.no_tips && session.settings.is_on("tips"),
    };
    match wanted {
        Wanted::Outline => adding::outline(session, place, &typed, manners),
        Wanted::Objective(title) => {
            adding::objective(session, title, place, &typed, manners, adding::Kind::Said)
        }
        Wanted::KeyResult(title) => adding::key_result(session, title, place, &typed, manners),
        Wanted::ByPlace(title) if place.is_objective(session)? => {
            adding::key_result(session, title, place, &typed, manners)
        }
        Wanted::ByPlace(title) => adding::objective(
            session,
            title,
            place,
            &typed,
            manners,
            adding::Kind::ByPlace,
        ),
    }
}

fn wanted(words: &[String], line: &[String]) -> Result<Wanted> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["-"] => Ok(Wanted::Outline),
        [kind @ ("objective" | "kr")] => Err(Error::usage(
            "E109",
            "something is missing: the text in quotes",
        )
        .next(if *kind == "kr" {
            "okr add kr \"Reach 95% of lines tested\" --to O1"
        } else {
            "okr add objective \"Ship a product people trust\""
        })),
        [title] => Ok(Wanted::ByPlace((*title).to_owned())),
        ["objective", title] => Ok(Wanted::Objective((*title).to_owned())),
        ["kr", title] => Ok(Wanted::KeyResult((*title).to_owned())),
        ["objective" | "kr", title @ ..] => Err(bare(title, line)),
        title => Err(bare(title, line)),
    }
}

/// Several bare words: the same line again with the words in one pair of quotes.
fn bare(title: &[&str], line: &[String]) -> Error {
    let whole = title.join(" ");
    let mut next = Vec::new();
    let mut rest = title.iter().peekable();
    let command = command_place(line).unwrap_or_default();
    for (place, word) in line.iter().enumerate() {
        let is_title = place > command && rest.next_if(|first| **first == word).is_some();
        if !is_title {
            next.push(word.clone());
        } else if rest.len() + 1 == title.len() {
            next.push(whole.clone());
        }
    }
    Error::usage("E107", "a text of several words needs quotes")
        .why("Without them the shell hands over single words, and some may be lost on the way.")
        .next(shown_command(&next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(words: &[&str], line: &[&str]) -> Vec<String> {
        let own = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        wanted(&own(words), &own(line))
            .err()
            .map(|error| error.next)
            .unwrap_or_default()
    }

    #[test]
    fn bare_words_are_refused_with_the_quoted_line() {
        assert_eq!(
            refused(
                &["kr", "Reach", "95%", "of", "lines"],
                &[
                    "okr", "add", "--owner", "li", "kr", "Reach", "95%", "of", "lines", "--to",
                    "O1"
                ]
            ),
            ["okr add --owner li kr \"Reach 95% of lines\" --to O1"]
        );
        assert_eq!(
            refused(&["add", "it"], &["okr", "add", "add", "it"]),
            ["okr add \"add it\""]
        );
    }

    #[test]
    fn the_first_of_two_words_says_what_it_is() {
        let own = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert!(
            matches!(wanted(&own(&["kr", "objective"]), &[]), Ok(Wanted::KeyResult(title)) if title == "objective")
        );
        assert!(matches!(
            wanted(&own(&["kr and more"]), &[]),
            Ok(Wanted::ByPlace(_))
        ));
        assert!(wanted(&own(&["kr"]), &[]).is_err());
    }
}
