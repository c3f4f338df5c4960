//! The look back at a cycle in words: what scores and rhythm say, and what people said, gathered by what it
//! is about and each with the record it belongs to. The page of `okr retro` and the report tell the same.

use okr_core::domain::grade::{Grade, score_text};
use okr_core::report::retro::{Chapter, Retro};

use super::facts::{Fact, Facts};
use super::outcome::counted;
use super::tone::Tone;
use super::{dates, grade as words, grading};

/// Facts of one kind.
#[derive(Debug)]
pub struct Section {
    pub heading: &'static str,
    /// The word that begins their plain lines.
    pub word: &'static str,
    pub facts: Vec<Fact>,
}

/// Everything behind the scores, in the order a team talks about it; empty sections are there too.
#[must_use]
pub fn sections(found: &Retro) -> Vec<Section> {
    let texts = |of: fn(&Grade) -> &Option<String>| {
        let mut facts = Facts::default();
        for one in found.all() {
            let text = one.item.grade.as_ref().and_then(|grade| of(grade).clone());
            facts.add_if(&one.item.id(), text);
        }
        facts.0
    };
    let section = |heading, word, facts| Section {
        heading,
        word,
        facts,
    };
    vec![
        section("Why this score", "reason", reasons(found)),
        section("Targets that moved", "moved", moved(found)),
        section("Committed and missed", "cause", texts(|grade| &grade.cause)),
        section("What helped", "helped", texts(|grade| &grade.helped)),
        section("What hurt", "hurt", texts(|grade| &grade.hurt)),
        section("What was learned", "learned", texts(|grade| &grade.learned)),
        section("What becomes of it", "next", goes_on(found)),
        section("Decided on the way", "dropped", dropped(found)),
        section(
            "Strategy and rhythm",
            "verdict",
            found.chapters.iter().map(verdict).collect(),
        ),
    ]
}

/// What scores and rhythm say together, and how much of it is graded.
#[must_use]
pub fn said(found: &Retro) -> Vec<(Option<Tone>, String)> {
    let mut said = Vec::new();
    if let Some(score) = found.score {
        let (good, scored) = found.good;
        let at_good = match scored {
            0 | 1 => String::new(),
            _ => format!(", {good} of them at 0.70 or more"),
        };
        let unknown = match found.chapters.len() - scored {
            0 => String::new(),
            unknown => format!(" ({unknown} unknown)"),
        };
        said.push((
            None,
            format!(
                "The mean score of {}{unknown} is {}{at_good}; {}, that is at most {} old.",
                counted(scored, "objective"),
                score_text(score),
                words::rhythm(found.rhythm),
                dates::days(found.stale_after)
            ),
        ));
    }
    said.push((
        Some(Tone::Heading),
        words::verdict(found.verdict, found.rhythm).to_owned(),
    ));
    let (graded, of) = found.graded;
    if graded < of {
        said.push((
            Some(Tone::Warning),
            format!(
                "{graded} of {of} have a grade; the others stand with the score their value suggests."
            ),
        ));
    }
    said
}

fn reasons(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for one in found.all() {
        let Some(grade) = &one.item.grade else {
            continue;
        };
        let suggested = grade.suggested.map(|score| score.as_f64());
        let given = grade.score.as_f64();
        match (&grade.reason, suggested) {
            (Some(reason), Some(suggested)) if score_text(given) != score_text(suggested) => facts
                .add(
                    &one.item.id(),
                    format!(
                        "{} instead of {}: {reason}",
                        score_text(given),
                        score_text(suggested)
                    ),
                ),
            (Some(reason), _) => {
                facts.add(&one.item.id(), format!("{}: {reason}", score_text(given)));
            }
            (None, Some(suggested)) if grading::differ(Some(given), Some(suggested)) => {
                let text = format!(
                    "{} instead of {}, without a reason",
                    score_text(given),
                    score_text(suggested)
                );
                facts.add(&one.item.id(), text);
            }
            (None, _) => {}
        }
    }
    facts.0
}

/// Both scores of what has another target than was agreed.
fn moved(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for one in found.all() {
        if let Some(agreed) = one.suggestion.agreed {
            let today = words::score(one.suggestion.score);
            facts.add(
                &one.item.id(),
                format!("{today} by today's target, {}", words::by_agreed(agreed)),
            );
        }
    }
    facts.0
}

fn goes_on(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for one in found.all() {
        facts.add_if(&one.item.id(), words::what_next(one));
    }
    facts.0
}

fn dropped(found: &Retro) -> Vec<Fact> {
    let mut facts = Facts::default();
    for item in &found.dropped {
        let day = item.head.dropped.map(dates::long).unwrap_or_default();
        let because = match &item.head.dropped_because {
            Some(because) => format!(": {because}"),
            None => String::new(),
        };
        facts.add(
            &item.id(),
            format!("{}, let go on {day}{because}", item.head.title),
        );
    }
    facts.0
}

fn verdict(chapter: &Chapter) -> Fact {
    let score = words::score(chapter.objective.score());
    Fact {
        label: chapter.objective.item.id(),
        text: format!(
            "{}: score {score}, {}",
            words::verdict_word(chapter.verdict, chapter.rhythm),
            words::rhythm(chapter.rhythm)
        ),
        tone: None,
    }
}
