//! `okr set`: change fields of a record.

use clap::Args;
use okr_core::act::{Action, Change, FieldChange, Remark};

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::report::{board, item::Item};
use okr_core::{Error, Result, reference};

use crate::cli::adding::with_days;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::usage;
use crate::cli::written::Written;
use crate::words::{item as words, progress};

#[derive(Debug, Args)]
pub struct SetArgs {
    /// The records, then the fields: K2 target=80 owner=li
    #[arg(value_name = "REF KEY=VALUE", required = true, num_args = 1.., add = crate::cli::complete::settable())]
    pub words: Vec<String>,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: SetArgs) -> Result<Exit> {
    let (references, changes) = split(&arguments.words)?;
    let changes = with_days(session, changes)?;
    change(session, "set", references, changes)
}

/// Changes fields and says what that did to the progress.
///
/// # Errors
/// Whatever the core refuses.
pub fn change(
    session: &mut Session<'_>,
    kind: &'static str,
    references: Vec<String>,
    changes: Vec<(String, String)>,
) -> Result<Exit> {
    let before = items(session, &references)?;
    let mut written = Written::by(
        session,
        kind,
        &Action::Set {
            references: references.clone(),
            changes,
        },
    )
    .map_err(|error| as_fields(error, kind, &references))?;
    if written.outcome.changes.is_empty() {
        session
            .io
            .remark("nothing changed: the values were so already");
    }
    for (uid, told, moved) in after(&before, &written) {
        for change in &mut written.outcome.changes {
            if let Change::Changed {
                uid: changed,
                fields,
                ..
            } = change
                && *changed == uid
            {
                fields.extend(told.clone());
            }
        }
        written.outcome.remarks.extend(moved);
    }
    written.tell(session)
}

/// The measure's refusals speak in flags of `okr add`; here the same are fields.
fn as_fields(mut error: Error, kind: &str, references: &[String]) -> Error {
    if kind != "set" {
        return error;
    }
    let named: Vec<String> = references.iter().map(|word| usage::quoted(word)).collect();
    let line = |part: &str| {
        let (flag, value) = part.strip_prefix("--")?.split_once(' ')?;
        Some(format!("okr set {} {flag}={value}", named.join(" ")))
    };
    error.next = error
        .next
        .into_iter()
        .flat_map(|next| match next.split("  or  ").map(line).collect() {
            Some(lines) => lines,
            None => vec![next],
        })
        .collect();
    error
}

/// What a change did to one key result: its progress, and a remark when the target moved.
fn after(before: &[Item], written: &Written) -> Vec<(Uid, Option<FieldChange>, Option<Remark>)> {
    let compared = before
        .iter()
        .filter_map(|old| Some((old, written.item(old.head.uid)?)));
    compared
        .map(|(old, new)| {
            let (was, is) = (
                progress::share(old.assessment.progress),
                progress::share(new.assessment.progress),
            );
            let told = (was != is).then(|| FieldChange {
                field: "progress".to_owned(),
                before: Some(was),
                after: Some(is),
            });
            (old.head.uid, told, moved(old, new))
        })
        .collect()
}

/// A target that moved after the opening keeps both scores, and says so once.
fn moved(old: &Item, new: &Item) -> Option<Remark> {
    Some(Remark {
        code: "L21",
        text: words::moved(old, new)?,
        next: Some(format!("okr why {}", new.id())),
    })
}

/// The key results among the references, as they are now. One that is not there is left to the
/// action to refuse.
fn items(session: &mut Session<'_>, references: &[String]) -> Result<Vec<Item>> {
    let (policy, day) = (session.policy(), session.now.today);
    let Some(book) = session.book()? else {
        return Ok(Vec::new());
    };
    book.read(|connection| {
        let found = references
            .iter()
            .filter_map(|typed| {
                reference::exact(
                    connection,
                    typed,
                    &[Type::KeyResult, Type::Objective, Type::Vision],
                )
                .ok()
            })
            .filter(|found| found.kind == Type::KeyResult);
        found
            .filter_map(|found| board::item(connection, found.uid, &policy, day).transpose())
            .collect()
    })
}

/// Fields by name, as typed.
type Fields = Vec<(String, String)>;

/// References first, then `KEY=VALUE`.
pub(super) fn split(words: &[String]) -> Result<(Vec<String>, Fields)> {
    let (mut references, mut changes) = (Vec::new(), Vec::new());
    for word in words {
        match word.split_once('=') {
            Some((key, value)) => changes.push((
                key.trim().to_lowercase().replace('_', "-"),
                value.to_owned(),
            )),
            None if changes.is_empty() => references.push(word.clone()),
            None => {
                return Err(Error::usage(
                    "E107",
                    format!("\"{word}\" is neither a field nor in the place of a reference"),
                )
                .why(
                    "References come first, then KEY=VALUE. A value of several words needs quotes.",
                )
                .next("okr set K2 title=\"Reach 95% of lines tested\""));
            }
        }
    }
    let missing = |what: &str| {
        let named = references.first().map_or("K2", String::as_str);
        Error::usage("E109", format!("something is missing: {what}"))
            .next(format!("okr set {} target=80", usage::quoted(named)))
    };
    match (references.is_empty(), changes.is_empty()) {
        (true, _) => Err(missing("the record to change")),
        (_, true) => Err(missing("KEY=VALUE")),
        _ => Ok((references, changes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn references_come_first_and_a_value_may_hold_an_equals_sign() {
        let (references, changes) =
            split(&words(&["K1", "newsletter", "Commit_Zone=a=b", "due="])).expect("read");
        assert_eq!(references, ["K1", "newsletter"]);
        assert_eq!(
            changes,
            [
                ("commit-zone".to_owned(), "a=b".to_owned()),
                ("due".to_owned(), String::new())
            ]
        );
    }

    #[test]
    fn a_word_in_the_wrong_place_is_refused() {
        for (line, code) in [
            (&["K1", "title=New", "words"][..], "E107"),
            (&["K1", "K2"], "E109"),
            (&["target=5", "owner=li"], "E109"),
        ] {
            assert_eq!(
                split(&words(line)).expect_err("refused").code,
                code,
                "{line:?}"
            );
        }
    }

    #[test]
    fn a_refusal_in_flags_of_add_becomes_fields_to_type() {
        let refused = Error::refused("E221", "no bound").next("--hold 99.9%..  or  --hold ..4h");
        let error = as_fields(refused, "set", &words(&["K1"]));
        assert_eq!(
            error.next,
            ["okr set K1 hold=99.9%..", "okr set K1 hold=..4h"]
        );
        let whole = Error::refused("E221", "no").next("okr list");
        assert_eq!(as_fields(whole, "set", &[]).next, ["okr list"]);
    }
}
