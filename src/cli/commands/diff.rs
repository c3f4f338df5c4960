//! `okr diff`: what changed between two days.

use chrono::{Days, NaiveDate};
use clap::Args;
use okr_core::capture::date::Prefer;
use okr_core::rebuild::Moment;
use okr_core::report::board::Board;
use okr_core::report::diff::{Event, Goal, RecordChange, Shift, diff};
use okr_core::store::ops;
use okr_core::{Book, Error, Result};
use serde_json::{Value, json};

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Form, Row, record, tables};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::words::glyphs::{GlyphSet, Glyphs};
use crate::words::tone::Tone;
use crate::words::{dates, difference, progress};

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// From the end of this day or operation (a week ago)
    #[arg(value_name = "SINCE", add = crate::cli::complete::dates())]
    pub since: Option<String>,
    /// To the end of this day or operation (today)
    #[arg(value_name = "UNTIL", add = crate::cli::complete::dates())]
    pub until: Option<String>,
}

/// One end of the comparison.
struct End {
    /// `None` is the book as it is.
    moment: Option<Moment>,
    day: NaiveDate,
    name: String,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: DiffArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let today = session.day()?;
    let since = match &arguments.since {
        Some(typed) => end(session, &book, typed)?,
        None => of_day(today.checked_sub_days(Days::new(7)).unwrap_or(today), today),
    };
    let until = match &arguments.until {
        Some(typed) => end(session, &book, typed)?,
        None => End {
            moment: None,
            day: today,
            name: "now".to_owned(),
        },
    };
    // Whichever way round they were typed, a change runs forward.
    let (since, until) = if until.day < since.day {
        (until, since)
    } else {
        (since, until)
    };
    let after = seen(session, &book, &until, None)?;
    let before = seen(session, &book, &since, Some(&after))?;
    let format = session.format()?;
    let glyphs = match format.form {
        Form::Table | Form::Md => session.io.out.ruler.figures(),
        _ => GlyphSet::Ascii.glyphs(),
    };
    let is_table = format.form == Form::Table;
    let columns = columns(if is_table {
        session.io.out.width
    } else {
        usize::MAX
    });
    let mut listing = tables::empty("diff", selection::as_of(session, until.day), columns);
    listing.cycle = after.cycle.as_ref().map(|cycle| cycle.name.clone());
    listing.rows = diff(&before, &after)
        .iter()
        .map(|change| row(change, &before, &after, glyphs))
        .collect();
    listing.when_empty = format!("nothing changed since {}", since.name);
    if !listing.rows.is_empty() {
        listing
            .remarks
            .push(format!("from {} to {}", since.name, until.name));
    }
    session.show(&listing)?;
    Ok(Exit::Done)
}

fn of_day(day: NaiveDate, today: NaiveDate) -> End {
    End {
        moment: Some(Moment::Day(day)),
        day,
        name: format!("the end of {}", dates::weekday(day, today)),
    }
}

fn end(session: &Session<'_>, book: &Book, typed: &str) -> Result<End> {
    let number = typed
        .strip_prefix("op")
        .and_then(|digits| digits.parse().ok());
    let Some(n) = number else {
        let day = session.date(typed, Prefer::Past, None)?;
        return Ok(of_day(day, session.now.today));
    };
    match ops::numbered(book.connection(), n)? {
        Some(operation) => Ok(End {
            moment: Some(Moment::Operation(n)),
            day: operation.day(),
            name: typed.to_owned(),
        }),
        None => {
            Err(Error::not_found("E302", format!("there is no operation {typed}")).next("okr log"))
        }
    }
}

/// The board at one end, inside the scope; of the earlier end in the cycle of the later one.
fn seen(session: &Session<'_>, book: &Book, end: &End, later: Option<&Board>) -> Result<Board> {
    let earlier = end.moment.map(|moment| book.at(moment)).transpose()?;
    earlier.as_ref().unwrap_or(book).read(|connection| {
        let selection = Selection::of(session, &[], connection)?;
        let mut board = match later {
            Some(later) => selection::whole_then(session, connection, end.day, later)?,
            None => selection::whole(session, connection, end.day)?,
        };
        board.items.retain(|item| selection.filter().matches(item));
        Ok(board)
    })
}

/// What a narrow terminal has no room for is left to `--columns`.
fn columns(width: usize) -> Vec<Column> {
    vec![
        Column::text("id", "ID"),
        Column::text("title", "TITLE").shrinks(2),
        Column::text("value", "VALUE")
            .shrinks(1)
            .from_width(72, width),
        Column::text("progress", "PROGRESS"),
        Column::text("confidence", "CONF").from_width(96, width),
        Column::text("status", "STATUS"),
        Column::text("also", "ALSO")
            .shrinks(3)
            .not_below(if width < 96 { 12 } else { 28 }),
        Column::text("event", "EVENT").when_asked(),
        Column::text("type", "TYPE").when_asked(),
    ]
}

fn row(change: &RecordChange, before: &Board, after: &Board, glyphs: &Glyphs) -> Row {
    let item = after
        .items
        .iter()
        .chain(&before.items)
        .find(|item| item.head.uid == change.uid);
    let measure = item.and_then(|item| item.measure.as_ref());
    let arrow = glyphs.arrow;
    let text = |text: Option<String>| Cell::from(text.unwrap_or_default());
    let tone = change
        .status
        .as_ref()
        .map(|status| progress::tone(status.after));
    let standing = difference::standing(change, arrow).unwrap_or_default();
    Row {
        cells: vec![
            Cell::toned(change.id.clone(), Tone::Id),
            change.title.clone().into(),
            text(difference::value(change, measure, arrow)),
            text(difference::done(change, arrow)),
            text(difference::confidence(change, arrow)),
            Cell {
                text: standing,
                tone,
            },
            difference::also(change, measure, glyphs).join(", ").into(),
            event(change.event).into(),
            change.kind.name().into(),
        ],
        item: record_of(change),
        sentence: difference::sentence(change, measure, glyphs),
    }
}

fn event(event: Event) -> &'static str {
    match event {
        Event::Added => "added",
        Event::Dropped => "dropped",
        Event::Restored => "restored",
        Event::Gone => "gone",
        Event::Changed => "changed",
    }
}

/// Every key always there; a field that did not change is null.
pub(super) fn record_of(change: &RecordChange) -> Value {
    json!({
        "id": change.id,
        "uid": change.uid.to_string(),
        "type": change.kind.name(),
        "title": change.title,
        "event": event(change.event),
        "renamed": pair(change.renamed.as_ref(), |title| json!(title)),
        "owner": pair(change.owner.as_ref(), |owner| json!(owner)),
        "target": pair(change.goal.as_ref(), goal),
        "value": pair(change.value.as_ref(), |value| value.map_or(Value::Null, record::number)),
        "progress": pair(change.progress.as_ref(), |fraction| fraction.map_or(Value::Null, record::fraction)),
        "status": pair(change.status.as_ref(), |status| json!(status.json_name())),
        "confidence": pair(change.confidence.as_ref(), |answer| json!(answer)),
        "blocker": pair(change.blocker.as_ref(), |blocker| json!(blocker)),
        "checkins": change.check_ins,
    })
}

fn goal(goal: &Goal) -> Value {
    let number = |value: Option<_>| value.map_or(Value::Null, record::number);
    json!({"value": number(goal.value), "low": number(goal.low), "high": number(goal.high)})
}

fn pair<T>(shift: Option<&Shift<T>>, value: impl Fn(&T) -> Value) -> Value {
    shift.map_or(
        Value::Null,
        |shift| json!({"before": value(&shift.before), "after": value(&shift.after)}),
    )
}
