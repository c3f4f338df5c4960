//! `okr retro`: the look back at a cycle. One page for people, one record for machines, one row for each
//! objective and key result for spreadsheets.

mod page;
pub(super) mod record;

use clap::Args;
use okr_core::act::grade::cycle_to_look_back_on;
use okr_core::report::board::CycleChoice;
use okr_core::report::retro::{Retro, retro};
use okr_core::{Connection, Error, Result};

use crate::cli::exit::Exit;
use crate::cli::output::{Form, tables};
use crate::cli::selection;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct RetroArgs {
    /// The cycle (the last one that is over or has a grade)
    #[arg(value_name = "CYCLE", add = crate::cli::complete::cycles())]
    pub name: Option<String>,
}

/// # Errors
/// `E307` for a cycle that is not there, and those of the book.
pub fn run(session: &mut Session<'_>, arguments: RetroArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let found =
        book.read(|connection| look_back(session, connection, arguments.name.as_deref()))?;
    let format = session.format()?;
    let as_of = selection::as_of(session, found.day);
    match format.form {
        Form::Table | Form::Sentences | Form::Plain | Form::Md => {
            if format.columns.is_some() {
                return Err(
                    Error::usage("E105", "--columns is for tables, and this is a page")
                        .next("okr retro --csv"),
                );
            }
            let sheet = page::sheet(&found, as_of);
            let text = sheet.rendered(&format, &session.io.out)?;
            session.io.print(&text)?;
        }
        Form::Csv | Form::Tsv => session.show(&page::rows(&found, as_of))?,
        _ => {
            let mut listing = tables::empty("retro", as_of, Vec::new());
            listing.cycle = Some(found.cycle.name.clone());
            listing.rows.push(record::row(&found, None));
            session.show(&listing)?;
        }
    }
    Ok(Exit::Done)
}

pub(super) fn look_back(
    session: &Session<'_>,
    connection: &Connection,
    name: Option<&str>,
) -> Result<Retro> {
    let day = session.day()?;
    let cycle = match (name, session.cycle_choice()) {
        (Some(name), _) => Some(okr_core::act::cycle::named(connection, name)?),
        (None, CycleChoice::Named(name)) => Some(okr_core::act::cycle::named(connection, &name)?),
        (None, _) => cycle_to_look_back_on(connection, day)?,
    };
    let Some(cycle) = cycle else {
        return Err(
            Error::not_found("E307", "there is no cycle to look back on")
                .next("okr add \"Ship a product people trust\""),
        );
    };
    retro(connection, &cycle, &session.policy(), day)
}
