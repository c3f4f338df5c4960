//! How grades are said: scores, what they mean beside what was meant, verdicts, and the lines of a grade.
//! A missed stretch at 0.7 is a good result, and what was dropped was decided: no word here blames.
//! Texts of people are raw: whoever prints them makes them safe.

use okr_core::act::grade::Told;
use okr_core::domain::assess::{Line, exact};
use okr_core::domain::grade::{Grade, Next, Reading, score_text};
use okr_core::domain::objective::Ambition;
use okr_core::report::grades::{Graded, PartScore};
use okr_core::report::item::Item;
use okr_core::report::retro::Verdict;

use super::facts::{Fact, Facts};
use super::markdown::escaped;
use super::text::Ruler;
use super::tone::Tone;
use super::{dates, progress};

/// `0.68`, `-` when unknown.
#[must_use]
pub fn score(score: Option<f64>) -> String {
    score.map_or_else(|| progress::UNKNOWN.to_owned(), score_text)
}

/// What a score means, by what was meant.
#[must_use]
pub fn reading(reading: Reading, ambition: Option<Ambition>) -> &'static str {
    match (reading, ambition) {
        (Reading::Reached, Some(Ambition::Commit)) => "kept, as committed",
        (Reading::Reached, _) => "reached in full",
        (Reading::Good, Some(Ambition::Stretch)) => "a good result for a stretch",
        (Reading::Good, _) => "a good result",
        (Reading::Partly, _) => "part of the way",
        (Reading::Low, _) => "little of the way",
        (Reading::Missed, _) => "below what was committed",
    }
}

/// The scale a score is held against.
#[must_use]
pub fn meant(ambition: Option<Ambition>) -> &'static str {
    match ambition {
        Some(Ambition::Commit) => "Commit: 1.00 is expected",
        Some(Ambition::Stretch) => "Stretch: 0.70 is a good result",
        None => "None named: 0.70 is a good result",
    }
}

#[must_use]
pub fn tone(reading: Reading) -> Tone {
    match reading {
        Reading::Reached | Reading::Good => Tone::On,
        Reading::Partly => Tone::Watch,
        Reading::Low | Reading::Missed => Tone::Behind,
    }
}

/// What becomes of it, in a word.
#[must_use]
pub fn next(next: Next) -> &'static str {
    match next {
        Next::Done => "done",
        Next::Carry => "carried over",
        Next::Change => "changed",
        Next::Drop => "not pursued",
    }
}

/// `graded 0.50, part of the way`, and below it what the value says when that is something else.
#[must_use]
pub fn graded(told: &Told) -> (String, Vec<String>) {
    let line = format!(
        "graded {}, {}",
        score_text(told.score.as_f64()),
        reading(told.reading, told.ambition)
    );
    let mut below = Vec::new();
    if told.differs() {
        let suggested = told.suggested.map(|score| score.as_f64());
        below.push(format!("its value says {}", score(suggested)));
    }
    if let Some(agreed) = told.agreed {
        below.push(format!(
            "by the target agreed at the opening {}",
            score_text(agreed)
        ));
    }
    if let Some(ended) = told
        .next
        .filter(|next| matches!(next, Next::Done | Next::Drop))
    {
        below.push(next(ended).to_owned());
    }
    (line, below)
}

/// A grade as steps of an explanation: who gave which score, and of an objective the mean behind it.
#[must_use]
pub fn explained(item: &Item, parts: &[PartScore]) -> Vec<Line> {
    let line = |label: &str, text: String| Line {
        label: label.to_owned(),
        text,
    };
    let Some(grade) = &item.grade else {
        return Vec::new();
    };
    let mut lines = vec![line("grade", given(grade))];
    let known: Vec<String> = parts
        .iter()
        .filter_map(|part| {
            let (share, score) = (exact(part.share), score_text(part.score?));
            Some(format!("{share}% * {score} of {}", part.label))
        })
        .collect();
    let mean = grade.suggested.filter(|_| !known.is_empty());
    lines.extend(mean.map(|mean| {
        let left_out = parts.iter().filter(|part| part.score.is_none()).count();
        let rest = match left_out {
            0 => String::new(),
            _ => {
                let share: f64 = parts
                    .iter()
                    .filter(|part| part.score.is_some())
                    .map(|part| part.share)
                    .sum();
                format!(" / {}%, the share that has a score", exact(share))
            }
        };
        let sum = known.join(" + ");
        line(
            "score",
            format!("{} = ({sum}){rest}", score_text(mean.as_f64())),
        )
    }));
    lines
}

/// `0.50 by ana on Fri 2 Oct 2026; its value said 0.60`.
#[must_use]
pub fn given(grade: &Grade) -> String {
    let mut text = score_text(grade.score.as_f64());
    if let Some(by) = &grade.by {
        text.push_str(&format!(" by {by}"));
    }
    text.push_str(&format!(" on {}", dates::long(grade.date)));
    if let Some(suggested) = grade.suggested {
        text.push_str(&format!(
            "; its value said {}",
            score_text(suggested.as_f64())
        ));
    }
    text
}

/// Where something goes on: `K9 in 2026Q4`.
#[must_use]
pub fn after(one: &Graded) -> Option<String> {
    let all: Vec<String> = one
        .after
        .iter()
        .map(|after| format!("{} in {}", after.id, after.cycle))
        .collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The grade of a record as facts, with everything that was said.
#[must_use]
pub fn facts(one: &Graded) -> Vec<Fact> {
    let mut facts = Facts::default();
    let Some(grade) = &one.item.grade else {
        return facts.0;
    };
    let read = one.reading().unwrap_or(Reading::Low);
    let score = format!("{}, {}", given(grade), reading(read, one.ambition));
    facts.toned("score", score, tone(read));
    facts.add_if("agreed", one.suggestion.agreed.map(by_agreed));
    for (label, text) in [
        ("reason", &grade.reason),
        ("cause", &grade.cause),
        ("helped", &grade.helped),
        ("hurt", &grade.hurt),
        ("learned", &grade.learned),
    ] {
        facts.add_if(label, text.as_deref());
    }
    facts.add_if("next", what_next(one));
    facts.0
}

/// `0.60 by the target agreed at the opening`.
#[must_use]
pub fn by_agreed(score: f64) -> String {
    format!("{} by the target agreed at the opening", score_text(score))
}

/// One grade as a line of a list in Markdown, with what was learned.
#[must_use]
pub fn markdown(one: &Graded, ruler: &Ruler) -> String {
    let item = &one.item;
    let reading = one.reading().map(|read| reading(read, one.ambition));
    let mut line = format!(
        "- {} {}: {}",
        item.id(),
        escaped(&item.head.title, ruler),
        score(one.score())
    );
    if let Some(reading) = reading {
        line.push_str(&format!(", {reading}"));
    }
    let learned = item.grade.as_ref().and_then(|grade| grade.learned.as_ref());
    if let Some(learned) = learned {
        line.push_str(&format!(". Learned: {}", escaped(learned, ruler)));
    }
    line
}

/// `carried over as K9 in 2026Q4`, `done`.
#[must_use]
pub fn what_next(one: &Graded) -> Option<String> {
    let decided = one
        .item
        .grade
        .as_ref()
        .and_then(|grade| grade.next)
        .map(next);
    match (decided, after(one)) {
        (Some(decided), Some(after)) => Some(format!("{decided}, as {after}")),
        (Some(decided), None) => Some(decided.to_owned()),
        (None, Some(after)) => Some(format!("goes on as {after}")),
        (None, None) => None,
    }
}

/// `the last check-in was fresh on 82% of the days`.
#[must_use]
pub fn rhythm(share: Option<f64>) -> String {
    share.map_or_else(
        || "there was no day to look at".to_owned(),
        |share| {
            format!(
                "the last check-in was fresh on {} of the days",
                progress::share(Some(share))
            )
        },
    )
}

/// How much was looked at where it was too little to judge by: from half of the days on the words are milder.
fn is_uneven(fresh: Option<f64>) -> bool {
    fresh.is_some_and(|share| share + 1e-9 >= 0.5)
}

/// What scores and rhythm say together, in a sentence. `fresh` is the share of days with fresh news.
#[must_use]
pub fn verdict(verdict: Verdict, fresh: Option<f64>) -> &'static str {
    match verdict {
        Verdict::Works => "Looked after, and it worked: keep the plan and the rhythm.",
        Verdict::Strategy => {
            "Weak strategy: it was looked after, and it did not work. Question the plan."
        }
        Verdict::Rhythm if is_uneven(fresh) => {
            "Uneven rhythm: it did not work, and check-ins had gaps. Steady the rhythm before you judge the plan."
        }
        Verdict::Rhythm => {
            "Weak rhythm: on most days the last check-in was old, so little is known about the plan. Mend the rhythm first."
        }
        Verdict::Unwatched if is_uneven(fresh) => {
            "It worked, and check-ins had gaps: keep the plan and steady the rhythm."
        }
        Verdict::Unwatched => {
            "It worked though on most days the last check-in was old: ask whether the targets were too easy."
        }
        Verdict::Unknown => {
            "No verdict yet: it comes when the cycle is over or everything has a grade."
        }
    }
}

/// The same in a table.
#[must_use]
pub fn verdict_word(verdict: Verdict, fresh: Option<f64>) -> &'static str {
    match verdict {
        Verdict::Works => "worked",
        Verdict::Strategy => "weak strategy",
        Verdict::Rhythm if is_uneven(fresh) => "uneven rhythm",
        Verdict::Rhythm => "weak rhythm",
        Verdict::Unwatched if is_uneven(fresh) => "worked, uneven rhythm",
        Verdict::Unwatched => "worked unwatched",
        Verdict::Unknown => progress::UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use okr_core::domain::id::Uid;
    use okr_core::domain::record::Type;

    #[test]
    fn a_verdict_claims_no_more_than_the_check_ins_show() {
        let told = |share| verdict(Verdict::Rhythm, Some(share));
        assert!(told(0.49).starts_with("Weak rhythm: on most days"));
        assert!(told(0.5).starts_with("Uneven rhythm"));
        assert_eq!(
            verdict_word(Verdict::Unwatched, Some(0.66)),
            "worked, uneven rhythm"
        );
    }

    fn told(score: &str, suggested: Option<&str>) -> Told {
        Told {
            kind: Type::KeyResult,
            uid: Uid::random(),
            id: "K6".to_owned(),
            title: "Win 500 readers".to_owned(),
            score: score.parse().expect("a score"),
            suggested: suggested.map(|score| score.parse().expect("a score")),
            agreed: None,
            reading: Reading::Good,
            ambition: Some(Ambition::Stretch),
            next: None,
        }
    }

    #[test]
    fn a_missed_stretch_at_seven_tenths_reads_as_a_good_result() {
        let (line, below) = graded(&told("0.7", Some("0.7")));
        assert_eq!(line, "graded 0.70, a good result for a stretch");
        assert_eq!(below, Vec::<String>::new());
    }

    #[test]
    fn another_score_than_the_value_says_so() {
        let (_, below) = graded(&told("0.7", Some("0.5")));
        assert_eq!(below, ["its value says 0.50"]);
        let (_, below) = graded(&told("0.7", Some("0.7003")));
        assert_eq!(below, Vec::<String>::new());
        let (_, below) = graded(&told("0.7", None));
        assert_eq!(below, Vec::<String>::new());
    }

    #[test]
    fn what_is_not_pursued_is_worded_as_a_decision() {
        let mut dropped = told("0.2", Some("0.2"));
        dropped.next = Some(Next::Drop);
        assert_eq!(graded(&dropped).1, ["not pursued"]);
    }
}
