//! `okr why`: the arithmetic behind a number.

use clap::Args;
use okr_core::domain::record::Type;
use okr_core::report::board::item;
use okr_core::{Error, Result};

use super::show;
use crate::cli::exit::Exit;
use crate::cli::output::sheet::{Body, Section, Sheet};
use crate::cli::output::{Form, tables};
use crate::cli::selection;
use crate::cli::session::Session;

#[derive(Debug, Args)]
pub struct WhyArgs {
    /// The record: id, handle, or a part of its title
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: String,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: WhyArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let day = session.day()?;
    let (one, lines) = book.read(|connection| {
        let wanted = [Type::KeyResult, Type::Objective];
        let found = show::found(session, connection, &arguments.reference, &wanted)?;
        let Some(one) = item(connection, found.uid, &session.policy(), day)? else {
            return Err(Error::not_found(
                "E301",
                format!("there is no record {}", found.id),
            ));
        };
        let lines = show::explanation(session, connection, &one)?;
        Ok((one, lines))
    })?;
    let mut listing = tables::lines(&lines, selection::as_of(session, day));
    listing.cycle = one.cycle.as_ref().map(|cycle| cycle.name.clone());
    let format = session.format()?;
    if matches!(format.form, Form::Table | Form::Md) {
        let sheet = Sheet {
            id: one.id(),
            title: one.head.title.clone(),
            sections: vec![Section {
                heading: String::new(),
                body: Body::Facts("why", tables::steps(&lines)),
            }],
            ..Sheet::default()
        };
        let text = sheet.rendered(&format, &session.io.out)?;
        session.io.print(&text)?;
    } else {
        session.show(&listing)?;
    }
    Ok(Exit::Done)
}
