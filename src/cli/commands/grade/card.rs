//! One card of grading: its questions, which of them are asked after the answers so far, and what an
//! answer makes of the grade to be.

use okr_core::act::grade::{NewGrade, read_next, read_score};
use okr_core::domain::grade::{Next, Reading, reading};
use okr_core::domain::record::Type;
use okr_core::report::grades::Graded;

use crate::words::grading as words;

/// The questions of a card, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Score,
    Reason,
    Cause,
    Helped,
    Hurt,
    Learned,
    Next,
    Title,
    Target,
}

const STEPS: [Step; 9] = [
    Step::Score,
    Step::Reason,
    Step::Cause,
    Step::Helped,
    Step::Hurt,
    Step::Learned,
    Step::Next,
    Step::Title,
    Step::Target,
];

/// A card being filled in.
pub(super) struct Card<'a> {
    pub one: &'a Graded,
    pub new: NewGrade,
}

impl Card<'_> {
    /// The score as it would be kept.
    fn score(&self) -> Option<f64> {
        match self.new.score.as_deref() {
            None => self.one.score(),
            Some("=") => self.one.suggestion.score,
            Some(typed) => read_score(typed).ok().map(|score| score.as_f64()),
        }
    }

    /// Whether a question has a meaning after the answers so far.
    fn asks(&self, step: Step) -> bool {
        let is_key_result = self.one.item.kind == Type::KeyResult;
        let next = self.new.next.as_deref().and_then(Next::of_name);
        match step {
            Step::Reason => words::differ(self.score(), self.one.suggestion.score),
            Step::Cause => self
                .score()
                .is_some_and(|score| reading(score, self.one.ambition) == Reading::Missed),
            Step::Title => next == Some(Next::Change),
            Step::Target => is_key_result && matches!(next, Some(Next::Carry | Next::Change)),
            _ => true,
        }
    }

    pub(super) fn after(&self, step: Step) -> Option<Step> {
        let mut later = STEPS.into_iter().skip_while(|other| *other != step).skip(1);
        later.find(|step| self.asks(*step))
    }

    pub(super) fn before(&self, step: Step) -> Option<Step> {
        let mut earlier = STEPS
            .into_iter()
            .rev()
            .skip_while(|other| *other != step)
            .skip(1);
        earlier.find(|step| self.asks(*step))
    }

    pub(super) fn question(&self, step: Step, in_a_row: bool) -> String {
        let grade = self.one.item.grade.as_ref();
        let text = |what: &str, before: Option<&String>| words::text_question(what, before);
        match step {
            Step::Score => words::score_question(self.one, in_a_row),
            Step::Reason => text(
                "Why this score",
                grade.and_then(|grade| grade.reason.as_ref()),
            ),
            Step::Cause => text(
                "It was committed: what was the cause",
                grade.and_then(|grade| grade.cause.as_ref()),
            ),
            Step::Helped => text("What helped", grade.and_then(|grade| grade.helped.as_ref())),
            Step::Hurt => text("What hurt", grade.and_then(|grade| grade.hurt.as_ref())),
            Step::Learned => text(
                "What was learned",
                grade.and_then(|grade| grade.learned.as_ref()),
            ),
            Step::Next => words::next_question(grade.and_then(|grade| grade.next)),
            Step::Title => "New words (enter to keep the old ones)".to_owned(),
            Step::Target => words::target_question(&self.one.item),
        }
    }

    /// Takes an answer; `Err` holds what is wrong with it.
    pub(super) fn take(&mut self, step: Step, typed: Option<String>) -> Result<(), String> {
        let new = &mut self.new;
        match step {
            Step::Score => match typed.as_deref() {
                Some("=") | None if self.one.score().is_none() => {
                    return Err("nothing suggests a score; type one, 0 to 1".to_owned());
                }
                None => new.score = self.one.item.grade.is_none().then(|| "=".to_owned()),
                Some(score) => {
                    if score != "=" {
                        read_score(score).map_err(|error| error.message)?;
                    }
                    new.score = typed;
                }
            },
            Step::Reason => new.reason = typed,
            Step::Cause => new.cause = typed,
            Step::Helped => new.helped = typed,
            Step::Hurt => new.hurt = typed,
            Step::Learned => new.learned = typed,
            Step::Next => {
                if let Some(word) = &typed {
                    read_next(word).map_err(|_| "type done, carry, change or drop".to_owned())?;
                }
                new.next = typed.map(|word| word.to_lowercase());
                (new.title, new.target) = (None, None);
            }
            Step::Title => new.title = typed,
            Step::Target => new.target = typed,
        }
        Ok(())
    }
}
