//! `okr vision`: what objectives serve.

use clap::Args;
use okr_core::act::Action;
use okr_core::domain::record::Type;
use okr_core::report::board::{Depth, Narrow, board};
use okr_core::store::visions;
use okr_core::{Connection, Result};

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Row, record};
use crate::cli::sayings::show;
use crate::cli::session::Session;
use crate::cli::written;
use crate::words::outcome::counted;
use crate::words::tone::Tone;

use super::set;

#[derive(Debug, Args)]
pub struct VisionArgs {
    #[command(subcommand)]
    pub command: VisionCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum VisionCommand {
    /// All visions with what serves them
    List,
    /// A new vision
    Add {
        /// The sentence
        #[arg(value_name = "TEXT")]
        text: String,
        /// Who owns it
        #[arg(short, long, value_name = "NAME")]
        owner: Option<String>,
    },
    /// Change title or owner
    Set {
        #[arg(value_name = "REF", add = crate::cli::complete::visions())]
        reference: String,
        #[arg(value_name = "KEY=VALUE", required = true)]
        changes: Vec<String>,
    },
    /// Archive a vision
    Drop {
        #[arg(value_name = "REF", add = crate::cli::complete::visions())]
        reference: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        because: Option<String>,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: VisionArgs) -> Result<Exit> {
    match arguments.command {
        VisionCommand::List => list(session),
        VisionCommand::Add { text, owner } => written::write(
            session,
            "vision.add",
            &Action::AddVision { title: text, owner },
        ),
        VisionCommand::Set { reference, changes } => {
            vision_only(session, &reference)?;
            let (references, changes) = set::split(&[vec![reference], changes].concat())?;
            set::change(session, "vision.set", references, changes)
        }
        VisionCommand::Drop { reference, because } => {
            vision_only(session, &reference)?;
            let references = vec![reference];
            written::write(
                session,
                "vision.drop",
                &Action::Drop {
                    references,
                    because,
                },
            )
        }
    }
}

fn vision_only(session: &mut Session<'_>, typed: &str) -> Result<()> {
    let book = session.need_book()?;
    book.read(|connection| {
        okr_core::reference::exact(connection, typed, &[Type::Vision]).map(|_| ())
    })
}

fn list(session: &mut Session<'_>) -> Result<Exit> {
    let all = session.globals.all;
    let rows = session
        .need_book()?
        .read(|connection| rows(session, connection, all))?;
    let columns = vec![
        Column::text("id", "ID"),
        Column::number("objectives", "OBJECTIVES"),
        Column::text("owner", "OWNER").shrinks(1),
        Column::text("title", "VISION").shrinks(2),
    ];
    show(
        session,
        "vision.list",
        columns,
        rows,
        "No vision yet. What do your leaders want to be true?  okr vision add \"…\"",
    )
}

/// Visions with the number of live objectives that serve them, directly or under others: those that
/// the page of a vision lists.
fn rows(session: &Session<'_>, connection: &Connection, all: bool) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for vision in visions::all(connection)?
        .iter()
        .filter(|vision| all || vision.dropped.is_none())
    {
        let board = board(
            connection,
            &session.cycle_choice(),
            &Narrow::Under(vision.uid),
            Depth::Figures,
            &session.policy(),
            session.day()?,
        )?;
        let serving = board.objectives().filter(|item| !item.is_dropped).count();
        let owner = vision.owner.clone().unwrap_or_default();
        let mut item = record::vision(vision);
        if let serde_json::Value::Object(item) = &mut item {
            item.insert("objectives".to_owned(), serving.into());
        }
        rows.push(Row {
            cells: vec![
                Cell::toned(vision.id.to_string(), Tone::Id),
                serving.to_string().into(),
                owner.into(),
                vision.title.clone().into(),
            ],
            item,
            sentence: format!(
                "{}. {}. Served by {}.",
                vision.id,
                vision.title,
                counted(serving, "objective")
            ),
        });
    }
    Ok(rows)
}
