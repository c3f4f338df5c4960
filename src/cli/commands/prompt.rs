//! `okr prompt`: one short text for a prompt, or nothing. It runs before every prompt of a shell, so it
//! never writes, waits, mends or warns, and whatever goes wrong is silence and a 0. It counts what is
//! yours, and for somebody who owns nothing, what is nobody's; everything where no user.name is set.

use clap::{Args, ValueEnum};
use okr_core::act::cycle::current;
use okr_core::domain::cycle::CycleState;
use okr_core::report::board::CycleChoice;
use okr_core::report::due::due_count;
use okr_core::store::cycles;
use okr_core::store::key_results::{self, Whose};
use okr_core::{Book, Result};
use serde_json::json;

use crate::cli::exit::Exit;
use crate::cli::output::json as documents;
use crate::cli::selection;
use crate::cli::session::Session;
use crate::words::text;
use crate::words::tone::Tone;

#[derive(Debug, Args)]
pub struct PromptArgs {
    /// The text, with {due}, {behind}, {cycle}, {week}, {weeks} and {gone} in it
    #[arg(id = "format", long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Colour, marked so that this shell counts columns rightly
    #[arg(long, value_name = "SHELL", value_enum)]
    pub shell: Option<Shell>,
    /// Colour in the words of tmux
    #[arg(long, conflicts_with = "shell")]
    pub tmux: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// What a prompt can show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Standing {
    due: usize,
    behind: usize,
    cycle: String,
    week: i64,
    weeks: i64,
    /// Share of the cycle's time, in percent.
    gone: i64,
}

/// # Errors
/// None: an answer that cannot be found or printed is no answer.
pub fn run(session: &mut Session<'_>, arguments: PromptArgs) -> Result<Exit> {
    let standing = standing(session);
    if session.globals.json.is_some() || session.globals.ndjson {
        let item = standing.map(|standing| {
            json!({
                "okr_schema": 1, "type": "prompt", "due": standing.due, "behind": standing.behind, "cycle": standing.cycle,
                "week": standing.week, "weeks": standing.weeks, "gone": standing.gone,
            })
        });
        session.io.print(&documents::on_one_line(&json!(item)))?;
        return Ok(Exit::Done);
    }
    let Some(standing) = standing else {
        return Ok(Exit::Done);
    };
    let shown = match &arguments.text {
        Some(template) => filled(template, &standing),
        None => usual(&standing),
    };
    let shown = text::safe(&shown).into_owned();
    if shown.is_empty() {
        return Ok(Exit::Done);
    }
    let tone = if standing.behind > 0 {
        Tone::Behind
    } else {
        Tone::Watch
    };
    let shown = match (arguments.shell, arguments.tmux) {
        (Some(shell), _) => for_shell(shell, tone, &shown),
        (None, true) => for_tmux(tone, &shown),
        (None, false) => session.io.out.paint(tone, &shown),
    };
    session.io.line(&shown)?;
    Ok(Exit::Done)
}

fn standing(session: &mut Session<'_>) -> Option<Standing> {
    let book = Book::glance(&session.path().ok()?)?;
    let today = session.now.today;
    let connection = book.connection();
    let choice = match session.cycle_choice() {
        CycleChoice::All => CycleChoice::Current,
        choice => choice,
    };
    let all = cycles::all(connection).ok()?;
    let cycle = match &choice {
        CycleChoice::Named(name) => all
            .iter()
            .find(|cycle| cycle.name.eq_ignore_ascii_case(name)),
        _ => current(&all, today).filter(|cycle| cycle.state == CycleState::Active),
    }?;
    let me = session.me();
    let whose = if !me.is_empty() && key_results::owns_something(connection, &me).ok()? {
        Whose::Of(&me)
    } else if session.settings.get("user.name").is_empty() {
        Whose::Everybodys
    } else {
        Whose::OfOrNobodys(&me)
    };
    let (due, behind) = due_count(
        connection,
        &choice,
        whose,
        selection::cadence(session),
        &session.policy(),
        today,
    )
    .ok()?;
    let (week, weeks) = cycle.week(today);
    Some(Standing {
        due,
        behind,
        cycle: cycle.name.clone(),
        week,
        weeks,
        gone: (cycle.time_gone(today) * 100.0).round() as i64,
    })
}

/// `okr 3` for three that are due, with a `!` when something is behind; nothing when neither.
fn usual(standing: &Standing) -> String {
    match (standing.due, standing.behind) {
        (0, 0) => String::new(),
        (due, 0) => format!("okr {due}"),
        (due, _) => format!("okr {due}!"),
    }
}

fn filled(template: &str, standing: &Standing) -> String {
    template
        .replace("{due}", &standing.due.to_string())
        .replace("{behind}", &standing.behind.to_string())
        .replace("{weeks}", &standing.weeks.to_string())
        .replace("{week}", &standing.week.to_string())
        .replace("{gone}", &standing.gone.to_string())
        .replace("{cycle}", &standing.cycle)
}

/// The shells expand what stands in a prompt, some of them twice, so nothing they could run is left.
fn for_shell(shell: Shell, tone: Tone, shown: &str) -> String {
    let (begin, end) = (ansi(tone), "\u{1b}[0m");
    let shown = shown.replace(['$', '`', '\\'], "_");
    match shell {
        // Marks of invisible characters that readline knows; \[ and \] only work in PS1 itself.
        Shell::Bash => format!("\u{1}{begin}\u{2}{shown}\u{1}{end}\u{2}"),
        Shell::Zsh => format!("%{{{begin}%}}{}%{{{end}%}}", shown.replace('%', "%%")),
        Shell::Fish => format!("{begin}{shown}{end}"),
    }
}

fn ansi(tone: Tone) -> &'static str {
    if tone == Tone::Behind {
        "\u{1b}[1;35m"
    } else {
        "\u{1b}[33m"
    }
}

fn for_tmux(tone: Tone, shown: &str) -> String {
    let colour = if tone == Tone::Behind {
        "magenta,bold"
    } else {
        "yellow"
    };
    format!("#[fg={colour}]{}#[default]", shown.replace('#', "##"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing() -> Standing {
        Standing {
            due: 3,
            behind: 1,
            cycle: "2026Q3%#".to_owned(),
            week: 9,
            weeks: 14,
            gone: 63,
        }
    }

    #[test]
    fn nothing_to_do_is_nothing_to_show() {
        assert_eq!(
            usual(&Standing {
                due: 0,
                behind: 0,
                ..standing()
            }),
            ""
        );
        assert_eq!(
            usual(&Standing {
                behind: 0,
                ..standing()
            }),
            "okr 3"
        );
        assert_eq!(usual(&standing()), "okr 3!");
    }

    #[test]
    fn a_template_of_ones_own_is_filled() {
        let text = filled(
            "{due} due, {behind} behind, {week}/{weeks}, {gone}% of {cycle} {other}",
            &standing(),
        );
        assert_eq!(text, "3 due, 1 behind, 9/14, 63% of 2026Q3%# {other}");
    }

    #[test]
    fn signs_of_the_shell_are_shown_not_obeyed() {
        assert_eq!(
            for_shell(Shell::Zsh, Tone::Watch, "5%n"),
            "%{\u{1b}[33m%}5%%n%{\u{1b}[0m%}"
        );
        assert_eq!(
            for_shell(Shell::Fish, Tone::Watch, "$(id)`id`"),
            "\u{1b}[33m_(id)_id_\u{1b}[0m"
        );
        assert_eq!(
            for_tmux(Tone::Behind, "#(date)"),
            "#[fg=magenta,bold]##(date)#[default]"
        );
    }

    #[test]
    fn its_own_format_stands_before_the_one_of_every_command() {
        let entry = crate::cli::catalog::find("prompt").expect("a command");
        for grammar in [
            crate::cli::catalog::grammar(),
            crate::cli::catalog::grammar_of(entry),
        ] {
            let matches = grammar
                .try_get_matches_from(["okr", "prompt", "--format", "{due} due"])
                .expect("read");
            let (_, options) = matches.subcommand().expect("a command");
            assert_eq!(
                options.get_one::<String>("format").map(String::as_str),
                Some("{due} due")
            );
        }
    }
}
