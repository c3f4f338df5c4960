//! The pages of what is no objective and no key result: visions, cycles, check-ins, wins, asks, notes.

use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;
use okr_core::reference::Found;
use okr_core::report::board::{CycleChoice, Depth, Narrow, board};
use okr_core::store::{check_ins, cycles, facts as said, key_results, names, visions};
use okr_core::{Connection, Error, Result};

use super::Shown;
use crate::cli::output::format::Header;
use crate::cli::output::items::{self, Look};
use crate::cli::output::sheet::{Body, Section, Sheet};
use crate::cli::output::{record, tables};
use crate::cli::selection;
use crate::cli::session::Session;
use crate::words::facts::Facts;
use crate::words::{dates, item as words};

pub fn shown(session: &Session<'_>, connection: &Connection, found: &Found) -> Result<Shown> {
    let shown = match found.kind {
        Type::Vision => vision(session, connection, found)?,
        Type::Cycle => cycle(session, connection, found)?,
        Type::CheckIn => check_in(session, connection, found)?,
        Type::Win => win(session, connection, found)?,
        Type::Ask => ask(session, connection, found)?,
        _ => note(session, connection, found)?,
    };
    shown.ok_or_else(|| Error::not_found("E301", format!("there is no record {}", found.id)))
}

fn page(
    kind: &'static str,
    id: &str,
    title: &str,
    facts: Facts,
    record: serde_json::Value,
) -> Shown {
    Shown {
        kind,
        sheet: Sheet {
            id: id.to_owned(),
            title: title.to_owned(),
            facts: (facts.0, Vec::new()),
            ..Sheet::default()
        },
        record,
        columns: Vec::new(),
        row: None,
    }
}

fn vision(session: &Session<'_>, connection: &Connection, found: &Found) -> Result<Option<Shown>> {
    let day = session.day()?;
    let Some(vision) = visions::all(connection)?
        .into_iter()
        .find(|vision| vision.uid == found.uid)
    else {
        return Ok(None);
    };
    let mut facts = Facts::default();
    facts.add_if("owner", vision.owner.as_ref());
    facts.add_if(
        "dropped",
        vision.dropped.map(|dropped| dates::short(dropped, day)),
    );
    let mut shown = page(
        "vision.show",
        &found.id,
        &vision.title,
        facts,
        record::vision(&vision),
    );
    let narrow = Narrow::Under(vision.uid);
    objectives(
        session,
        connection,
        &session.cycle_choice(),
        &narrow,
        "Objectives that serve it",
        &mut shown,
    )?;
    Ok(Some(shown))
}

fn cycle(session: &Session<'_>, connection: &Connection, found: &Found) -> Result<Option<Shown>> {
    let day = session.day()?;
    let Some(cycle) = cycles::all(connection)?
        .into_iter()
        .find(|cycle| cycle.uid == found.uid)
    else {
        return Ok(None);
    };
    let mut facts = Facts::default();
    facts.add("days", dates::span(cycle.start, cycle.end));
    facts.add("state", cycle.state.name());
    if cycle.contains(day) {
        let (week, weeks) = cycle.week(day);
        let gone = crate::words::progress::share(Some(cycle.time_gone(day)));
        facts.add(
            "now",
            format!("week {week} of {weeks}, {gone} of time gone"),
        );
    }
    facts.add_if("copied from", cycle.ancestor.as_ref());
    let title = dates::span(cycle.start, cycle.end);
    let mut shown = page(
        "cycle.show",
        &cycle.name,
        &title,
        facts,
        record::cycle(&cycle),
    );
    let choice = CycleChoice::Named(cycle.name.clone());
    objectives(
        session,
        connection,
        &choice,
        &Narrow::Everything,
        "Objectives",
        &mut shown,
    )?;
    Ok(Some(shown))
}

fn objectives(
    session: &Session<'_>,
    connection: &Connection,
    choice: &CycleChoice,
    narrow: &Narrow,
    heading: &str,
    shown: &mut Shown,
) -> Result<()> {
    let day = session.day()?;
    let board = board(
        connection,
        choice,
        narrow,
        Depth::Forecasts,
        &session.policy(),
        day,
    )?;
    let period = selection::cadence(session).period(day);
    let look = Look::of(&session.format()?, &session.io.out, period.days());
    let mut listing = tables::empty(
        "objective",
        selection::as_of(session, day),
        items::columns(&look),
    );
    let live = board.objectives().filter(|item| !item.is_dropped);
    listing.rows = live.map(|item| items::row(item, &look, 0)).collect();
    if !listing.rows.is_empty() {
        shown.sheet.sections.push(Section {
            heading: heading.to_owned(),
            body: Body::Table(listing, Header::Shown),
        });
    }
    Ok(())
}

/// `K6 Win 500 new readers`, or the uid of a record that is gone.
fn named(connection: &Connection, uid: Uid) -> Result<(String, String)> {
    let found = names::between(connection, uid, uid)?.into_iter().next();
    Ok(found.map_or_else(
        || (uid.to_string(), uid.to_string()),
        |name| (name.id.clone(), format!("{} {}", name.id, name.title)),
    ))
}

/// Short ids, and the same with titles.
fn all_named(connection: &Connection, about: &[Uid]) -> Result<(Vec<String>, Option<String>)> {
    let pairs: Result<Vec<(String, String)>> =
        about.iter().map(|uid| named(connection, *uid)).collect();
    let (ids, titled): (Vec<String>, Vec<String>) = pairs?.into_iter().unzip();
    Ok((ids, Some(titled.join("; ")).filter(|text| !text.is_empty())))
}

fn check_in(
    session: &Session<'_>,
    connection: &Connection,
    found: &Found,
) -> Result<Option<Shown>> {
    let Some(one) = check_ins::by_uid(connection, found.uid)? else {
        return Ok(None);
    };
    let day = session.day()?;
    let kr = key_results::by_uid(connection, one.kr)?;
    let (measure, id, title) = kr.map_or_else(Default::default, |kr| {
        (kr.measure, kr.head.id.to_string(), kr.head.title)
    });
    let mut facts = Facts::default();
    facts.add("date", dates::long(one.date));
    let value = one.value.map(|value| words::value(value, &measure));
    let same = if one.same { " (same as before)" } else { "" };
    facts.add(
        "value",
        value.map_or_else(|| "no number".to_owned(), |value| format!("{value}{same}")),
    );
    facts.add(
        "confidence",
        one.confidence.map_or_else(
            || "no answer".to_owned(),
            |answer| format!("{answer} of 10"),
        ),
    );
    facts.add_if("note", one.note.as_ref());
    facts.add_if("blocker", one.blocker.as_ref());
    facts.add_if(
        "done",
        Some(one.done.join(", ")).filter(|done| !done.is_empty()),
    );
    facts.add_if("source", one.source.as_ref());
    let since = (day - one.date).num_days();
    let mut shown = page(
        "checkin.show",
        &found.id,
        &format!("Check-in on {id}, {}", dates::ago(since)),
        facts,
        record::check_in(&one, &id, &measure),
    );
    shown.sheet.under.push(format!("{id} {title}"));
    Ok(Some(shown))
}

fn win(session: &Session<'_>, connection: &Connection, found: &Found) -> Result<Option<Shown>> {
    let Some(win) = said::wins(connection)?
        .into_iter()
        .find(|win| win.uid == found.uid)
    else {
        return Ok(None);
    };
    let day = session.day()?;
    let (ids, titled) = all_named(connection, &win.about)?;
    let mut facts = Facts::default();
    facts.add("win", dates::weekday(win.date, day));
    facts.add_if("for", titled);
    facts.add_if(
        "thanks",
        Some(win.thanks.join(", ")).filter(|thanks| !thanks.is_empty()),
    );
    facts.add_if("written by", win.by.as_ref());
    Ok(Some(page(
        "win.show",
        &found.id,
        &win.title,
        facts,
        record::win(&win, &ids),
    )))
}

fn ask(session: &Session<'_>, connection: &Connection, found: &Found) -> Result<Option<Shown>> {
    let Some(ask) = said::asks(connection)?
        .into_iter()
        .find(|ask| ask.uid == found.uid)
    else {
        return Ok(None);
    };
    let day = session.day()?;
    let (ids, titled) = all_named(connection, &ask.about)?;
    let mut facts = Facts::default();
    let age = dates::days((day - ask.date).num_days());
    facts.add(
        "ask",
        match ask.closed {
            None => format!("open for {age}, since {}", dates::weekday(ask.date, day)),
            Some(closed) => format!("closed on {}", dates::weekday(closed, day)),
        },
    );
    facts.add_if("answer", ask.answer.as_ref());
    facts.add_if("for", titled);
    facts.add_if("asked by", ask.by.as_ref());
    Ok(Some(page(
        "ask.show",
        &found.id,
        &ask.title,
        facts,
        record::ask(&ask, &ids),
    )))
}

fn note(session: &Session<'_>, connection: &Connection, found: &Found) -> Result<Option<Shown>> {
    let Some(note) = said::notes(connection)?
        .into_iter()
        .find(|note| note.uid == found.uid)
    else {
        return Ok(None);
    };
    let (id, titled) = named(connection, note.on)?;
    let mut facts = Facts::default();
    facts.add("note on", titled);
    facts.add("date", dates::weekday(note.date, session.day()?));
    facts.add_if("written by", note.by.as_ref());
    Ok(Some(page(
        "note.show",
        &found.id,
        &note.title,
        facts,
        record::note(&note, &id),
    )))
}
