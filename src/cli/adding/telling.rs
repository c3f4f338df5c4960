//! What is said of new key results: how each was read, the gaps with the line to type, one tip, and
//! the refusal where `--strict` turns a gap into an error.

use std::collections::HashMap;

use okr_core::act::answer::line_to_type;
use okr_core::act::cycle::Happened;
use okr_core::act::read::Draft;
use okr_core::act::{Change, Remark};
use okr_core::capture::sentence::{self, Question, Warning};
use okr_core::domain::record::Type;
use okr_core::lint::{self, Finding};
use okr_core::{Error, Result};

use super::{Manners, kept};
use crate::cli::session::Session;
use crate::cli::written::Written;
use crate::words::lint as words;

pub(super) fn strict(what: &str) -> Error {
    Error::refused("E226", what).why("Nothing was written, because of --strict.")
}

pub(super) fn refuse_if_strict(
    session: &Session<'_>,
    drafts: &[Draft],
    manners: Manners,
) -> Result<()> {
    if !manners.strict {
        return Ok(());
    }
    for draft in drafts {
        if let Some(question) = draft.questions.first() {
            let flag = question.flag();
            return Err(strict(&format!(
                "{}: {}",
                draft.new.title,
                question.text(&draft.new.measure)
            ))
            .next(format!("{flag}   or leave out --strict")));
        }
        let heard = |warning: &&Warning| {
            warning
                .code()
                .is_none_or(|code| !is_silenced(session, code))
                && (manners.tips || **warning != Warning::TaskLike)
        };
        if let Some(warning) = draft.warnings.iter().find(heard) {
            return Err(strict(&format!("{}: {}", draft.new.title, warning.text())));
        }
    }
    Ok(())
}

pub(super) fn is_silenced(session: &Session<'_>, code: &str) -> bool {
    session
        .settings
        .get("lint.allow")
        .split([' ', ','])
        .any(|allowed| allowed.eq_ignore_ascii_case(code))
}

/// The short ids of the records of a type that were added, in order.
pub(super) fn added(written: &Written, wanted: Type) -> Vec<String> {
    let ids = written
        .outcome
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Added { kind, id, .. } if *kind == wanted => Some(id.clone()),
            _ => None,
        });
    ids.collect()
}

/// Puts `read as: …` below each key result, and the gaps and one tip beside the answer.
pub(in crate::cli) fn describe(
    session: &Session<'_>,
    written: &mut Written,
    drafts: &[Draft],
    manners: Manners,
) {
    let ids = added(written, Type::KeyResult);
    let mut below: HashMap<String, Vec<String>> = HashMap::new();
    for (id, draft) in ids.iter().zip(drafts) {
        below.insert(
            id.clone(),
            vec![format!(
                "read as: {}",
                sentence::describe(&kept(draft).measure)
            )],
        );
        let named = |text: String| {
            if drafts.len() > 1 {
                format!("{id}: {text}")
            } else {
                text
            }
        };
        for question in &draft.questions {
            written.outcome.remarks.push(Remark {
                code: code(question),
                text: named(
                    question
                        .text(&draft.new.measure)
                        .replace(" Enter: a milestone, done or not", ""),
                ),
                next: Some(line_to_type(question, &draft.new.measure, id)),
            });
        }
        for warning in draft
            .warnings
            .iter()
            .filter(|warning| **warning != Warning::TaskLike)
        {
            written.outcome.remarks.push(Remark {
                code: warning.code().unwrap_or("W221"),
                text: named(warning.text()),
                next: None,
            });
        }
    }
    if manners.tips {
        let mut tips = ids
            .iter()
            .zip(drafts)
            .filter_map(|(id, draft)| tip(session, draft, id));
        written.tip = tips.next();
    }
    written.below = below;
}

/// The most useful finding about the words, as `okr lint` would tell it of the record.
fn tip(session: &Session<'_>, draft: &Draft, id: &str) -> Option<String> {
    let rule = lint::tip(&draft.new.title, &draft.new.measure);
    let rule = rule.filter(|rule| !is_silenced(session, rule.code()))?;
    let finding = Finding {
        rule,
        uid: None,
        id: id.to_owned(),
        title: draft.new.title.clone(),
        count: None,
        about: None,
    };
    let code = rule.code();
    Some(format!(
        "tip {code}: {id} {}: {}  To hear it no more:  okr set {id} allow={code}",
        words::sentence(&finding),
        words::suggestion(&finding)
    ))
}

/// The code of the finding an open question would be.
fn code(question: &Question) -> &'static str {
    match question {
        Question::Start | Question::Baseline => "L05",
        Question::Split { .. } => "L15",
        Question::HowMeasured | Question::AroundWhat | Question::Conditional => "L04",
        Question::PointsOrRelative { .. } | Question::FloorOrTotal { .. } => "W222",
    }
}

/// A cycle that was made on the way is said with the way to another one.
pub(super) fn told_cycle(written: &mut Written) {
    let made = written
        .outcome
        .changes
        .iter()
        .find_map(|change| match change {
            Change::Cycle {
                name,
                what: Happened::Made { .. },
            } => Some(name.clone()),
            _ => None,
        });
    if let (Some(name), Some(id)) = (made, added(written, Type::Objective).first()) {
        written.below.entry(name).or_default().push(format!(
            "another one:  okr cycle new NAME --start DATE --end DATE  and  okr set {id} cycle=NAME"
        ));
    }
}
