//! `okr log`: what was changed, when and by which command.

use clap::Args;
use okr_core::Result;
use okr_core::domain::record::Type;
use okr_core::rebuild::Moment;
use okr_core::store::ops;

use super::show;
use crate::cli::exit::Exit;
use crate::cli::output::tables;
use crate::cli::selection;
use crate::cli::session::Session;
use crate::cli::usage::quoted;

#[derive(Debug, Args)]
pub struct LogArgs {
    /// Only what touched this record
    #[arg(value_name = "REF", add = crate::cli::complete::records())]
    pub reference: Option<String>,
    /// At most this many, the newest first
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..))]
    pub limit: i64,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: LogArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let day = session.day()?;
    let moment = session.moment()?;
    let mut found = book.read(|connection| {
        let about = match &arguments.reference {
            None => None,
            Some(typed) => {
                let wanted = [okr_core::reference::ANY.as_slice(), &[Type::Team]].concat();
                Some(show::found(session, connection, typed, &wanted)?.uid)
            }
        };
        // An earlier moment leaves some out, so the limit is applied after that.
        let most = if moment.is_some() {
            i64::MAX
        } else {
            arguments.limit.saturating_add(1)
        };
        ops::list(connection, about, most)
    })?;
    found.retain(|operation| match moment {
        None => true,
        Some(Moment::Operation(last)) => operation.n <= last,
        Some(Moment::Day(day)) => operation.day() <= day,
    });
    let limit = usize::try_from(arguments.limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    let mut listing = tables::operations(&found, selection::as_of(session, day));
    listing.when_empty = "nothing was written yet".to_owned();
    if more {
        let about = arguments
            .reference
            .as_deref()
            .map(|reference| format!("{} ", quoted(reference)))
            .unwrap_or_default();
        listing.remarks.push(format!(
            "older ones are left out; more with  okr log {about}--limit {}",
            arguments.limit.saturating_mul(2)
        ));
    }
    session.show(&listing)?;
    Ok(Exit::Done)
}
