//! `okr cycle`: the spans of time.

use clap::Args;
use okr_core::act::Action;
use okr_core::act::cycle::{NewCycle, current};
use okr_core::capture::date::Prefer;
use okr_core::store::{cycles, key_results, objectives};
use okr_core::{Connection, Error, Result};

use crate::cli::exit::Exit;
use crate::cli::output::{Cell, Column, Row, record};
use crate::cli::sayings::show;
use crate::cli::session::Session;
use crate::cli::written::{self, Written};
use crate::words::dates;
use crate::words::outcome::counted;
use crate::words::tone::Tone;

#[derive(Debug, Args)]
pub struct CycleArgs {
    #[command(subcommand)]
    pub command: CycleCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum CycleCommand {
    /// All cycles
    List,
    /// A new cycle: by name (2026Q4, 2026-10, 2026T3, FY27Q1), or any name with its days
    New {
        /// Its name
        #[arg(value_name = "NAME")]
        name: String,
        /// The first day
        #[arg(long, value_name = "DATE")]
        start: Option<String>,
        /// The last day
        #[arg(long, value_name = "DATE")]
        end: Option<String>,
        /// Still being planned; open it later
        #[arg(long)]
        planning: bool,
    },
    /// Open a planned or closed cycle
    Open {
        /// Its name
        #[arg(value_name = "NAME", add = crate::cli::complete::cycles())]
        name: String,
    },
    /// Close a cycle: it stays as it is
    Close {
        /// Its name
        #[arg(value_name = "NAME", add = crate::cli::complete::cycles())]
        name: String,
    },
    /// Copy what is live into a new cycle, starting from where things stand
    Copy {
        /// The cycle it is copied from
        #[arg(value_name = "FROM", add = crate::cli::complete::cycles())]
        from: String,
        /// The cycle to come: a new name, or one that is still empty
        #[arg(value_name = "TO")]
        to: String,
        /// The first day of the new one
        #[arg(long, value_name = "DATE")]
        start: Option<String>,
        /// The last day of the new one
        #[arg(long, value_name = "DATE")]
        end: Option<String>,
        /// Still being planned; open it later
        #[arg(long)]
        planning: bool,
    },
}

/// # Errors
/// Whatever the core refuses.
pub fn run(session: &mut Session<'_>, arguments: CycleArgs) -> Result<Exit> {
    match arguments.command {
        CycleCommand::List => list(session),
        CycleCommand::New {
            name,
            start,
            end,
            planning,
        } => {
            let new = new(session, name, (start, end), planning)?;
            let mut written = Written::by(session, "cycle.new", &Action::NewCycle(new.clone()))?;
            if planning {
                written.next.push(format!("okr cycle open {}", new.name));
            } else {
                written.next.push(format!(
                    "okr add \"Ship a product people trust\" --cycle {}",
                    new.name
                ));
            }
            written.tell(session)
        }
        CycleCommand::Open { name } => {
            written::write(session, "cycle.open", &Action::OpenCycle { name })
        }
        CycleCommand::Close { name } => close(session, name),
        CycleCommand::Copy {
            from,
            to,
            start,
            end,
            planning,
        } => {
            let to = new(session, to, (start, end), planning)?;
            let next = format!("okr list --cycle {}", to.name);
            let mut written = Written::by(session, "cycle.copy", &Action::CopyCycle { from, to })?;
            written.next.push(next);
            written.tell(session)
        }
    }
}

/// Closes a cycle and points to what comes after: its grades, or the look back at it.
fn close(session: &mut Session<'_>, name: String) -> Result<Exit> {
    let mut written = Written::by(
        session,
        "cycle.close",
        &Action::CloseCycle { name: name.clone() },
    )?;
    let book = session.need_book()?;
    let next = book.read(|connection| {
        let cycle = okr_core::act::cycle::named(connection, &name)?;
        super::grade::next_line(connection, &cycle)
    })?;
    written.next.push(next);
    written.tell(session)
}

fn new(
    session: &Session<'_>,
    name: String,
    days: (Option<String>, Option<String>),
    planning: bool,
) -> Result<NewCycle> {
    if name.eq_ignore_ascii_case("all") {
        return Err(
            Error::refused("E219", format!("\"{name}\" cannot be a cycle's name"))
                .why("--cycle all means every cycle."),
        );
    }
    let day = |text: Option<String>| {
        text.map(|text| session.date(&text, Prefer::Future, None))
            .transpose()
    };
    Ok(NewCycle {
        name,
        start: day(days.0)?,
        end: day(days.1)?,
        planning,
    })
}

fn list(session: &mut Session<'_>) -> Result<Exit> {
    let day = session.day()?;
    let rows = session
        .need_book()?
        .read(|connection| rows(connection, day))?;
    let columns = vec![
        Column::text("id", "CYCLE"),
        Column::text("state", "STATE"),
        Column::text("start", "START"),
        Column::text("end", "END"),
        Column::number("objectives", "OBJECTIVES"),
        Column::number("key_results", "KEY RESULTS"),
        Column::text("now", "NOW"),
    ];
    show(
        session,
        "cycle.list",
        columns,
        rows,
        "No cycles yet; the first objective makes the one today belongs to. Or:  okr cycle new 2026Q3",
    )
}

/// Cycles by start, with what is live in them. The current one is the one new objectives join.
fn rows(connection: &Connection, day: chrono::NaiveDate) -> Result<Vec<Row>> {
    let all = cycles::all(connection)?;
    let now = current(&all, day).map(|cycle| cycle.uid);
    let mut rows = Vec::new();
    for cycle in &all {
        let (mut planned, mut measured) = (0, 0);
        for objective in objectives::of_cycle(connection, Some(&cycle.name))? {
            if objective.head.dropped.is_none() {
                let below = key_results::of_objective(connection, objective.head.uid)?;
                planned += 1;
                measured += below.iter().filter(|kr| kr.head.dropped.is_none()).count();
            }
        }
        let is_current = now == Some(cycle.uid);
        let (week, weeks) = cycle.week(day);
        let place = if is_current && cycle.contains(day) {
            format!("week {week} of {weeks}")
        } else {
            String::new()
        };
        let mut item = record::cycle(cycle);
        if let serde_json::Value::Object(item) = &mut item {
            item.insert("objectives".to_owned(), planned.into());
            item.insert("key_results".to_owned(), measured.into());
            item.insert("current".to_owned(), is_current.into());
        }
        rows.push(Row {
            sentence: format!(
                "{}. {}. {}. {}, {}.{}",
                cycle.name,
                cycle.state.name(),
                dates::span(cycle.start, cycle.end),
                counted(planned, "objective"),
                counted(measured, "key result"),
                if place.is_empty() {
                    String::new()
                } else {
                    format!(" Now in {place}.")
                }
            ),
            cells: vec![
                Cell::toned(cycle.name.clone(), Tone::Id),
                cycle.state.name().into(),
                record::day(cycle.start).into(),
                record::day(cycle.end).into(),
                planned.to_string().into(),
                measured.to_string().into(),
                if is_current && place.is_empty() {
                    "current".into()
                } else {
                    place.into()
                },
            ],
            item,
        });
    }
    Ok(rows)
}
