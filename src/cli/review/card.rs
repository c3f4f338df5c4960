//! The questions about one key result, in lines: value, confidence, note, blocker. A refused answer is
//! asked again, `<` goes back one question, and what is typed is a draft until the card is kept. A
//! confidence is never suggested, unless it is the one that was entered into this very card.

use okr_core::act::Action;
use okr_core::act::check_in::{NewCheckIn, Rule};
use okr_core::act::review::Given;
use okr_core::capture::value::Source;
use okr_core::report::item::Item;
use okr_core::review::{Begun, Card, Draft, Review};
use okr_core::{Error, Kind, Result};

use super::{action, tried};
use crate::cli::Answer;
use crate::cli::check_in;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::drafts::Drafts;
use crate::words::{review as around, sitting as words};

/// What a person wants with a key result.
pub enum Wish {
    Keep(Box<NewCheckIn>),
    Skip,
    SkipBecause(String),
    Back,
    Forward,
    Jump(String),
    Win(String),
    Ask(Option<String>),
    Undo,
    Redo,
    Leave,
}

/// Where a card is asked.
#[derive(Clone, Copy)]
pub enum Frame<'a> {
    /// Alone: there is nothing to skip or to go back to.
    Alone,
    In {
        review: &'a Review,
        drafts: &'a Drafts,
    },
}

impl Frame<'_> {
    fn action(&self, row: NewCheckIn) -> Action {
        match self {
            Self::Alone => Action::CheckIn {
                rows: vec![row],
                rule: Rule {
                    keep_going: false,
                    any_date: false,
                    from: Source::Shell,
                },
            },
            Self::In { review, .. } => action(review, Given::CheckIn(row)),
        }
    }

    fn keep_draft(&self, draft: &Draft) {
        if let Self::In { review, drafts } = self
            && let Some(card) = review.card()
        {
            let begun = Begun {
                draft: draft.clone(),
                ..Begun::of(card)
            };
            drafts.keep(review.period.start, begun);
        }
    }
}

/// Asks for one check-in, outside a review.
///
/// # Errors
/// Those of the book, and of kind `Cancelled` when the person leaves.
pub fn one(session: &mut Session<'_>, item: &Item) -> Result<Exit> {
    let card = Card::open(item.clone());
    loop {
        match ask(session, &card, &mut Draft::default(), Frame::Alone)? {
            Wish::Keep(row) => match check_in::answer(session, &Frame::Alone.action(*row)) {
                Ok(answer) => {
                    answer.print(session, None)?;
                    return Ok(Exit::Done);
                }
                Err(error) => super::refused(session, error)?,
            },
            Wish::Leave => return Err(Error::new("E801", Kind::Cancelled, "nothing was written")),
            _ => {}
        }
    }
}

/// The questions in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Value,
    StillTrue,
    Confidence,
    Note,
    Blocker,
}

/// Asks a card; what was answered until then is in the draft.
///
/// # Errors
/// Those of the book; a refused answer is asked again.
pub fn ask(
    session: &mut Session<'_>,
    card: &Card,
    draft: &mut Draft,
    frame: Frame<'_>,
) -> Result<Wish> {
    show(session, card, frame);
    let before = if card.draft.is_empty() {
        Draft::entered(card)
    } else {
        card.draft.clone()
    };
    let mut step = Step::Value;
    loop {
        let typed = match question(session, card, draft, &before, frame, step)? {
            Heard::Text(text) => text,
            Heard::Nothing => String::new(),
            Heard::Back => {
                step = match step {
                    Step::Value => return Ok(Wish::Back),
                    Step::StillTrue | Step::Confidence => Step::Value,
                    Step::Note => Step::Confidence,
                    Step::Blocker => Step::Note,
                };
                continue;
            }
            Heard::Left => return Ok(Wish::Leave),
        };
        match answered(session, card, draft, frame, step, typed)? {
            Next::Again => continue,
            Next::Step(next) => step = next,
            Next::Wish(wish) => return Ok(wish),
        }
        frame.keep_draft(draft);
    }
}

/// What follows an answer.
enum Next {
    /// The same question: the answer was refused, or was none.
    Again,
    Step(Step),
    Wish(Wish),
}

fn answered(
    session: &mut Session<'_>,
    card: &Card,
    draft: &mut Draft,
    frame: Frame<'_>,
    step: Step,
    typed: String,
) -> Result<Next> {
    let keep = |draft: &Draft| Next::Wish(Wish::Keep(Box::new(draft.row(card))));
    Ok(match step {
        Step::Value => return value(session, card, draft, frame, typed),
        Step::StillTrue => match typed.to_lowercase().as_str() {
            "n" | "no" => Next::Step(Step::Value),
            "" | "y" | "yes" => keep(draft),
            _ => {
                draft.note = typed;
                keep(draft)
            }
        },
        // No confidence is a letter, so these still mean what they mean one question before.
        Step::Confidence if typed == "q" => Next::Wish(Wish::Leave),
        Step::Confidence if typed == "s" && matches!(frame, Frame::In { .. }) => {
            Next::Wish(Wish::Skip)
        }
        Step::Confidence => {
            draft.confidence = cleared(typed);
            match is_taken(session, card, draft, frame, step)? {
                true => Next::Step(Step::Note),
                false => {
                    draft.confidence = String::new();
                    Next::Again
                }
            }
        }
        Step::Note => {
            draft.note = cleared(typed);
            match is_taken(session, card, draft, frame, step)? {
                true => Next::Step(Step::Blocker),
                false => {
                    draft.note = String::new();
                    Next::Again
                }
            }
        }
        Step::Blocker => {
            draft.blocker = typed;
            match is_taken(session, card, draft, frame, step)? {
                true => keep(draft),
                false => {
                    draft.blocker = String::new();
                    Next::Again
                }
            }
        }
    })
}

fn value(
    session: &mut Session<'_>,
    card: &Card,
    draft: &mut Draft,
    frame: Frame<'_>,
    typed: String,
) -> Result<Next> {
    match command(session, &typed, frame) {
        Some(Some(wish)) => return Ok(Next::Wish(wish)),
        Some(None) => return Ok(Next::Again),
        None => {}
    }
    if typed.is_empty() {
        session.io.refusal(match around::can_repeat(card) {
            true => "type a value, or one of = s < q",
            false => "type a value, or one of s < q",
        });
        return Ok(Next::Again);
    }
    *draft = Draft {
        value: typed,
        ..Draft::default()
    };
    if !is_taken(session, card, draft, frame, Step::Value)? {
        *draft = Draft::default();
        return Ok(Next::Again);
    }
    let is_same = matches!(draft.value.as_str(), "=" | "same");
    let is_whole = is_same || matches!(draft.value.as_str(), "~" | "unknown");
    Ok(match (is_whole, is_same && card.asks_still_true()) {
        (true, true) => Next::Step(Step::StillTrue),
        // The same as last time is the whole answer, and so is no number.
        (true, false) => Next::Wish(Wish::Keep(Box::new(draft.row(card)))),
        (false, _) => Next::Step(Step::Confidence),
    })
}

fn show(session: &mut Session<'_>, card: &Card, frame: Frame<'_>) {
    let place = match frame {
        Frame::Alone => None,
        Frame::In { review, .. } => review
            .place()
            .map(|place| (place + 1, review.cards().len())),
    };
    let text = words::card(card, place, session.now.today);
    let begun = (!card.draft.is_empty()).then_some(around::DRAFT_FOUND);
    for line in text.lines().chain(begun) {
        let line = session.io.err.ruler.safe(line).into_owned();
        session.io.remark(&line);
    }
}

/// What was entered before is taken back by `none`.
fn cleared(typed: String) -> String {
    if typed.eq_ignore_ascii_case("none") {
        String::new()
    } else {
        typed
    }
}

enum Heard {
    Text(String),
    Nothing,
    Back,
    Left,
}

fn question(
    session: &mut Session<'_>,
    card: &Card,
    draft: &Draft,
    before: &Draft,
    frame: Frame<'_>,
    step: Step,
) -> Result<Heard> {
    let (question, entered) = match step {
        Step::Value => (
            match frame {
                Frame::Alone if around::can_repeat(card) => "Value, or = same, q leave".to_owned(),
                Frame::Alone => "Value, or q leave".to_owned(),
                Frame::In { .. } => around::value_question(card),
            },
            &before.value,
        ),
        Step::StillTrue => (
            format!(
                "{} (enter for yes, n for no, or a note)",
                words::still_true(card).unwrap_or_default()
            ),
            &before.note,
        ),
        Step::Confidence => (
            words::confidence_question(card, &before.confidence),
            &before.confidence,
        ),
        Step::Note => (words::note_question(card, &draft.confidence), &before.note),
        Step::Blocker => (words::blocker_question(card), &before.blocker),
    };
    let entered = Some(entered.as_str()).filter(|text| !text.is_empty() && step != Step::StillTrue);
    match session.io.converse(&question, entered) {
        Ok(Answer::Text(text)) => Ok(Heard::Text(text)),
        Ok(Answer::Empty) => Ok(Heard::Nothing),
        Ok(Answer::Back) => Ok(Heard::Back),
        Err(error) if error.kind == Kind::Cancelled => Ok(Heard::Left),
        Err(error) => Err(error),
    }
}

/// An answer in the place of a value that is none. `Some(None)` was dealt with here.
fn command(session: &mut Session<'_>, typed: &str, frame: Frame<'_>) -> Option<Option<Wish>> {
    if typed == "q" {
        return Some(Some(Wish::Leave));
    }
    if matches!(frame, Frame::Alone) {
        return None;
    }
    let (word, rest) = typed.split_once(' ').unwrap_or((typed, ""));
    let rest = rest.trim();
    let wish = match (word, rest) {
        ("s", "") => Wish::Skip,
        (">", "") => Wish::Forward,
        ("u", "") => Wish::Undo,
        ("U", "") => Wish::Redo,
        ("S", because) if !because.is_empty() => Wish::SkipBecause(because.to_owned()),
        ("g", id) if !id.is_empty() => Wish::Jump(id.to_owned()),
        ("w", text) if !text.is_empty() => Wish::Win(text.to_owned()),
        ("x", text) => Wish::Ask(Some(text.to_owned()).filter(|text| !text.is_empty())),
        ("S" | "g" | "w", _) => {
            let example = match word {
                "S" => "S waiting for the survey",
                "g" => "g K6",
                _ => "w First response under 4 hours",
            };
            session
                .io
                .refusal(&format!("type it in one line, as  {example}"));
            return Some(None);
        }
        ("?", "") => {
            for line in around::ANSWERS {
                session.io.remark(line);
            }
            return Some(None);
        }
        _ => return None,
    };
    Some(Some(wish))
}

/// Whether an answer would be taken; says why not, and what looks like a slip.
fn is_taken(
    session: &mut Session<'_>,
    card: &Card,
    draft: &Draft,
    frame: Frame<'_>,
    step: Step,
) -> Result<bool> {
    let Some(answer) = tried(session, &frame.action(draft.row(card)))? else {
        return Ok(false);
    };
    if step == Step::Value && matches!(frame, Frame::In { .. }) {
        for remark in &answer.outcome.remarks {
            session.io.warning(&words::noticed(remark));
        }
    }
    Ok(true)
}
