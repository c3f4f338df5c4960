//! `okr edit`: records as text in the editor. Only changed fields are written, as one operation. Rule
//! not to break: a draft is kept until it is saved into the book or abandoned, whatever dies meanwhile.

mod draft;

use clap::Args;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::outline::{self, New, Prefer};
use okr_core::report::board::Depth;
use okr_core::{Connection, Error, Kind, Result, reference};

use crate::cli::applying;
use crate::cli::editor;
use crate::cli::exit::Exit;
use crate::cli::prompt::Answer;
use crate::cli::selection::Selection;
use crate::cli::session::Session;
use draft::Draft;

#[derive(Debug, Args)]
pub struct EditArgs {
    /// The records, or filter words; without any all of the current cycle
    #[arg(value_name = "REF|FILTER", add = crate::cli::complete::records())]
    pub words: Vec<String>,
    /// Go on with a draft that was kept
    #[arg(long, value_name = "N", conflicts_with = "words")]
    pub draft: Option<u32>,
}

/// What stands above the records in the editor.
const BEGIN: &str = "\
#: Save and close to write what you changed; only that is written.
#: A line with an id is that record, a line without one a new record. A line that is gone changes
#: nothing: write  drop: REASON  below a record to drop it, and  owner:  to clear a field.
#: Lines that begin with # and no space after it are left out; those with #! are taken away again.
";

/// # Errors
/// `E120` without a terminal, `E802` when nothing was changed, and those of the text.
pub fn run(session: &mut Session<'_>, arguments: EditArgs) -> Result<Exit> {
    if !session.io.can_ask() {
        return Err(
            Error::usage("E120", "okr edit needs a terminal, and there is none")
                .why("Scripts change fields with okr set, and whole texts with okr apply.")
                .next("okr set K2 target=80")
                .next("okr apply plan.outline"),
        );
    }
    session.refuse_writing()?;
    let book = session.path()?;
    let (draft, begin) = match arguments.draft {
        Some(number) => (Draft::kept(&book, number)?, None),
        None => {
            let text = format!("{BEGIN}{}", written(session, &arguments.words)?);
            (Draft::new(&book, &text)?, Some(text))
        }
    };
    sitting(session, &draft, begin.as_deref())
}

/// The text of the records that are meant: named, or picked by filter words.
fn written(session: &mut Session<'_>, words: &[String]) -> Result<String> {
    let book = session.need_book()?;
    book.read(|connection| {
        let uids = match exact(connection, words)? {
            Some(uids) => uids,
            None => {
                let selection = Selection::of(session, words, connection)?;
                let board = selection.board(session, connection, Depth::Words)?;
                let picked = board.items.iter().filter(|item| selection.picks(item));
                let picked = picked.map(|item| item.head.uid);
                let visions = board.visions.iter().filter(|_| selection.is_everything());
                visions.map(|vision| vision.uid).chain(picked).collect()
            }
        };
        if uids.is_empty() {
            return Err(Error::not_found("E301", "there is nothing to edit")
                .why("No record of the current cycle is meant.")
                .next("okr list"));
        }
        outline::write(connection, &uids)
    })
}

/// The records named, an objective with its key results; `None` when these are filter words.
fn exact(connection: &Connection, words: &[String]) -> Result<Option<Vec<Uid>>> {
    let kinds = [Type::Objective, Type::KeyResult, Type::Vision];
    let mut uids = Vec::new();
    for word in words {
        match reference::exact(connection, word, &kinds) {
            Ok(found) => {
                uids.push(found.uid);
                if found.kind == Type::Objective {
                    let below = okr_core::store::key_results::of_objective(connection, found.uid)?;
                    uids.extend(below.iter().map(|kr| kr.head.uid));
                }
            }
            // What looks like an id is no filter.
            Err(error) if word.parse::<okr_core::domain::id::ShortId>().is_ok() => {
                return Err(error);
            }
            Err(error) if error.kind == Kind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok((!uids.is_empty()).then_some(uids))
}

/// One sitting in the editor, until the text is kept, saved as a draft or abandoned.
fn sitting(session: &mut Session<'_>, draft: &Draft, begin: Option<&str>) -> Result<Exit> {
    loop {
        let ended = editor::open(session, &draft.path);
        let ended = ended.map_err(|error| error.why(draft.kept_in()))?;
        let text = draft.text()?;
        if begin == Some(text.as_str()) || text.trim().is_empty() {
            draft.remove();
            return Err(editor::no_change());
        }
        if !ended.success() {
            // An editor that says no is heard; one that died is no reason to lose the text.
            if ended.code().is_some() && begin.is_some() {
                draft.remove();
            } else {
                session.io.remark(&draft.kept_in());
            }
            return Err(editor::no_change());
        }
        let plan = applying::plan(session, &text, (Prefer::Neither, New::Always));
        let (conflicts, refused) = match plan {
            Ok(plan) => {
                let conflicts = plan.conflicts.clone();
                if conflicts.is_empty() && plan.actions.is_empty() {
                    draft.remove();
                    return Err(editor::no_change());
                }
                match applying::carry_out(session, "edit", plan) {
                    Ok(exit) => {
                        draft.remove();
                        return Ok(exit);
                    }
                    Err(error) => (conflicts, error),
                }
            }
            Err(error) => (Vec::new(), error),
        };
        crate::cli::output::error::print(session.io, &refused);
        match choice(session)? {
            Choice::Again => draft.mark(&text, &refused, &conflicts)?,
            Choice::Save => {
                draft.mark(&text, &refused, &conflicts)?;
                session.io.remark(&draft.kept_in());
                return Err(Error::new("E802", Kind::Cancelled, "nothing was written"));
            }
            Choice::Abandon => {
                draft.remove();
                return Err(editor::no_change());
            }
        }
    }
}

enum Choice {
    Again,
    Save,
    Abandon,
}

fn choice(session: &mut Session<'_>) -> Result<Choice> {
    loop {
        let answer = session
            .io
            .ask("e edit again, s save the draft, a abandon", Some("e"));
        let word = match answer {
            Ok(Answer::Text(word)) => word,
            Ok(_) => "e".to_owned(),
            // Who leaves here loses nothing.
            Err(error) if error.kind == Kind::Cancelled => return Ok(Choice::Save),
            Err(error) => return Err(error),
        };
        match word.trim().to_lowercase().as_str() {
            "" | "e" | "edit" => return Ok(Choice::Again),
            "s" | "save" => return Ok(Choice::Save),
            "a" | "abandon" => return Ok(Choice::Abandon),
            _ => {}
        }
    }
}
