//! Rows that were pasted into a list, read by the same readers as files: check-ins under a header, an
//! outline, cells of a spreadsheet, or one key result a line. Nothing is written before somebody has
//! seen how each row was read; one that cannot be is marked and stays out.

mod goals;

use std::collections::HashSet;

use okr_core::act::Action;
use okr_core::act::check_in::{self as core_check_in, NewCheckIn, Rule};
use okr_core::act::cycle::current;
use okr_core::capture::date::{self, DateContext, Prefer};
use okr_core::capture::value::Source;
use okr_core::domain::cycle::Cycle;
use okr_core::domain::id::Uid;
use okr_core::store::cycles;
use okr_core::{Connection, Error, Result};

use super::change::told_at;
use super::{Desk, no_book};
use crate::reading::batch::{self, Manner, Unknown};
use crate::tui::effect::{Change, Rows, Wish};
use crate::tui::pen::Piece;
use crate::words::outcome::counted;
use crate::words::tone::Tone;
use crate::words::{dates, item as words};

pub(super) use goals::template;

const RULE: Rule = Rule {
    keep_going: false,
    any_date: false,
    from: Source::File,
};

/// What was pasted, ready to be looked at.
pub(super) fn rows(desk: &mut Desk, text: &str, objective: Option<&str>) -> Result<Rows> {
    desk.open()?;
    let read = |connection: Option<&Connection>| {
        let all = connection.map(cycles::all).transpose()?;
        let all = all.unwrap_or_default();
        let dates = current(&all, desk.context.now.today);
        match (is_batch(text), connection) {
            (true, Some(connection)) => check_ins(desk, connection, text, dates),
            (true, None) => Err(no_book()),
            (false, connection) => goals::read(desk, connection, text, objective, dates),
        }
    };
    match &desk.book {
        Some(book) => book.read(|connection| read(Some(connection))),
        None => read(None),
    }
}

/// A first line that names the two columns every batch of check-ins has.
fn is_batch(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let names: Vec<String> = first
        .split(['\t', ',', ';'])
        .map(|name| name.trim().to_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    has("value") && (has("kr") || has("id"))
}

/// A row that cannot be read, with its reason.
fn wrong(line: usize, error: &Error) -> Vec<Piece> {
    let mut said = error.message.clone();
    if let Some(why) = error.why.first() {
        said = format!("{}. {why}", said.trim_end_matches('.'));
    }
    vec![(Some(Tone::Error), format!("! line {line}: {said}"))]
}

/// What is asked about rows of which some stay out.
fn asked(question: String, wrong: usize) -> String {
    match wrong {
        0 => question,
        1 => format!("{question} 1 row is wrong and stays out"),
        many => format!("{question} {many} rows are wrong and stay out"),
    }
}

fn check_ins(
    desk: &Desk,
    connection: &Connection,
    text: &str,
    dates: Option<&Cycle>,
) -> Result<Rows> {
    let context = DateContext {
        today: desk.context.now.today,
        cycle: dates.map(|cycle| (cycle.start, cycle.end)),
        last_review: None,
        prefer: Prefer::Past,
        order: desk.order,
        fiscal: desk.context.calendar,
    };
    let manner = Manner {
        form: None,
        columns: None,
        unknown: Unknown::Ignore,
        source: None,
        date: None,
        read_date: &|typed| date::date(typed, &context),
    };
    let found = batch::read(text, &manner)?;
    let at = |error: &Error| error.at.as_ref().map_or(0, |at| at.line);
    let unread = found.unread.iter();
    let mut lines: Vec<(usize, Vec<Piece>)> = unread
        .map(|error| (at(error), wrong(at(error), error)))
        .collect();
    let mut many = lines.len();
    let mut seen = HashSet::new();
    let mut good = Vec::new();
    for row in found.rows {
        match told(desk, connection, &row, &mut seen) {
            Ok(line) => {
                lines.push((row.line, line));
                good.push(row);
            }
            Err(error) => {
                lines.push((row.line, wrong(row.line, &error)));
                many += 1;
            }
        }
    }
    lines.sort_by_key(|(line, _)| *line);
    let question = match good.len() {
        0 => "Nothing here can be checked in.".to_owned(),
        count => format!("Keep {}?", counted(count, "check-in")),
    };
    let wish = (!good.is_empty()).then(|| Wish {
        change: Change::Do(Action::CheckIn {
            rows: good,
            rule: RULE,
        }),
        command: "okr checkin -".to_owned(),
    });
    Ok(Rows {
        question: asked(question, many),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        wish,
    })
}

/// What would come of one row. Of a second one for the same key result only its value is told: what
/// stood before it depends on the first.
fn told(
    desk: &Desk,
    connection: &Connection,
    row: &NewCheckIn,
    seen: &mut HashSet<Uid>,
) -> Result<Vec<Piece>> {
    let context = &desk.context;
    let found = core_check_in::tried(connection, context, row, RULE)?.ok_or_else(no_book)?;
    let is_first = seen.insert(found.item.head.uid);
    let place = found.item.series.iter();
    let place = place.clone().position(|one| one.uid == found.uid);
    let glyphs = desk.glyphs.glyphs();
    let whole = place.filter(|_| is_first);
    if let Some(mut line) =
        whole.and_then(|place| told_at(&found.item, place, found.state, context, glyphs))
    {
        let note = row.note.iter().map(|note| (None, format!("  {note}")));
        line.extend(note);
        return Ok(line);
    }
    let value = found.check_in().and_then(|one| one.value);
    let value = value.zip(found.item.measure.as_ref());
    let value = value.map_or_else(
        || row.value.clone(),
        |(value, measure)| words::bare(value, measure),
    );
    let date = row.date.unwrap_or(context.now.today);
    Ok(vec![
        (Some(Tone::Id), found.item.id()),
        (None, format!(" {value}  dated {}", dates::long(date))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_with_key_result_and_value_begins_check_ins() {
        assert!(is_batch("kr,value\nK1,3"));
        assert!(is_batch("\nValue\tID\n"));
        assert!(!is_batch("Reach 95% of lines tested\n"));
    }
}
