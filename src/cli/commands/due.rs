//! `okr due`: what needs a check-in.

use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Args;
use okr_core::Result;
use okr_core::domain::measure::Kind;
use okr_core::report::board::Depth;
use okr_core::report::due::{Due, DueItem, due};
use okr_core::report::item::Item;
use serde_json::Value;

use crate::cli::exit::Exit;
use crate::cli::output::items::{self, Look};
use crate::cli::output::{Cell, Column, Listing, Row};
use crate::cli::selection::{self, Selection};
use crate::cli::session::Session;
use crate::words::tone::Tone;
use crate::words::{dates, item as words, progress, remind, status};

#[derive(Debug, Args)]
pub struct DueArgs {
    /// Which ones: team:web, status:behind, owner:me, words of a title …
    #[arg(value_name = "FILTER", add = crate::cli::complete::filters())]
    pub filter: Vec<String>,
    /// End with 7 when something is due
    #[arg(long)]
    pub exit_code: bool,
    /// Tell it on the desktop (notify-send), or print it where that cannot be; silent when nothing is due
    #[arg(long)]
    pub notify: bool,
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: DueArgs) -> Result<Exit> {
    let book = session.need_book()?;
    let (selection, board) = book.read(|connection| {
        let selection = Selection::of(session, &arguments.filter, connection)?;
        let board = selection.board(session, connection, Depth::Ends)?;
        Ok((selection, board))
    })?;
    let day = selection.day;
    let cadence = selection::cadence(session);
    let picked = board.items.iter().filter(|item| selection.picks(item));
    let found = due(picked, cadence, day);
    if arguments.notify {
        let waits = arguments.exit_code && !found.items.is_empty();
        let told = remind::notice(&found).is_none_or(|(title, text)| is_notified(&title, &text));
        if told {
            return Ok(if waits { Exit::Found } else { Exit::Done });
        }
    }
    let format = session.format()?;
    let look = Look::of(&format, &session.io.out, found.period.days());
    let mut remarks = Vec::new();
    if !found.items.is_empty() {
        remarks.push(status::checked_in(&found, day));
    }
    remarks.extend(selection.remark(&board.items));
    let listing = Listing {
        kind: "kr.due",
        as_of: selection::as_of(session, day),
        cycle: board.cycle.as_ref().map(|cycle| cycle.name.clone()),
        columns: columns(look.width()),
        rows: found.items.iter().map(|one| row(one, &look)).collect(),
        when_empty: when_empty(&found, day),
        remarks,
    };
    // A script that is quiet only asks for the code.
    if !(arguments.exit_code && session.globals.quiet) {
        session.show(&listing)?;
    }
    let waiting = arguments.exit_code && !listing.rows.is_empty();
    Ok(if waiting { Exit::Found } else { Exit::Done })
}

/// Whether the desktop took the notice. It shows a few tags, so what people wrote is escaped; a desktop
/// that does not answer within five seconds did not.
fn is_notified(title: &str, text: &str) -> bool {
    let lines = text.lines().map(|line| {
        crate::words::text::safe(line)
            .replace('&', "&amp;")
            .replace('<', "&lt;")
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let started = Command::new("notify-send")
        .args(["--app-name=okr", "--", title, &text])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        return false;
    };
    for _ in 0..250 {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(_) => return false,
        }
    }
    drop(child.kill());
    drop(child.wait());
    false
}

fn when_empty(found: &Due<'_>, day: chrono::NaiveDate) -> String {
    if found.total == 0 {
        "no key result needs a check-in here".to_owned()
    } else {
        status::up_to_date(found, day)
    }
}

/// A narrow terminal has no room for owners; `--columns` has.
fn columns(width: usize) -> Vec<Column> {
    vec![
        Column::text("id", "ID"),
        Column::text("title", "TITLE").shrinks(2),
        Column::text("owner", "OWNER")
            .shrinks(1)
            .from_width(64, width),
        Column::text("last", "LAST CHECK-IN"),
        Column::number("current", "NOW").shrinks(3),
        Column::number("target", "TARGET").shrinks(4).not_below(15),
        Column::text("status", "STATUS"),
        Column::text("team", "TEAM").when_asked(),
        Column::text("handle", "HANDLE").when_asked(),
        Column::number("days_since", "DAYS").when_asked(),
        Column::text("overdue", "OVERDUE").when_asked(),
    ]
}

/// The value without the word of its unit, which the title most often has.
fn now(item: &Item) -> String {
    let found = item.measure.as_ref().zip(item.assessment.current);
    found.map_or_else(
        || progress::UNKNOWN.to_owned(),
        |(measure, value)| match measure.kind {
            // Hours or days is no word to guess from the title.
            Kind::Duration => words::value(value, measure),
            _ => words::bare(value, measure),
        },
    )
}

fn target(item: &Item) -> String {
    let duration = item
        .measure
        .as_ref()
        .filter(|measure| measure.kind == Kind::Duration);
    match duration.zip(item.assessment.goal) {
        Some((measure, goal)) => words::value(goal, measure),
        None => words::target(item).unwrap_or_default(),
    }
}

fn row(one: &DueItem<'_>, look: &Look) -> Row {
    let item = one.item;
    let last = one
        .days_since
        .map_or_else(|| "never".to_owned(), dates::ago);
    let last = match (one.overdue, look.is_table()) {
        (true, true) => Cell::toned(format!("{last}!"), Tone::Warning),
        _ => last.into(),
    };
    let days = one
        .days_since
        .map(|days| days.to_string())
        .unwrap_or_default();
    let whole = items::row(item, look, 0);
    let mut record = whole.item;
    if let Value::Object(record) = &mut record {
        record.insert("days_since".to_owned(), one.days_since.into());
        record.insert("overdue".to_owned(), one.overdue.into());
    }
    let said = one.days_since.map_or_else(
        || "never checked in".to_owned(),
        |days| format!("last check-in {}", dates::ago(days)),
    );
    let text = |text: &Option<String>| Cell::from(text.clone().unwrap_or_default());
    Row {
        cells: vec![
            Cell::toned(item.id(), Tone::Id),
            item.head.title.clone().into(),
            text(&item.owner),
            last,
            now(item).into(),
            target(item).into(),
            items::status(item, look),
            text(&item.team),
            text(&item.head.handle),
            days.into(),
            one.overdue.to_string().into(),
        ],
        item: record,
        sentence: words::ended(&[
            format!("Key result {}", item.id()),
            item.head.title.clone(),
            progress::capital(&said),
            progress::capital(&words::way(item)),
        ]),
    }
}
