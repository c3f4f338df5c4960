//! The page of an objective or a key result: facts, sentences, a small chart, its parts, its last
//! check-ins. The same history stands in the machine's form.

use chrono::NaiveDate;
use okr_core::domain::assess::{self, Line};
use okr_core::domain::record::Type;
use okr_core::reference::Found;
use okr_core::report::board::{CycleChoice, Depth, Narrow, board, item};
use okr_core::report::grades;
use okr_core::report::history::{Entry, Happening, history};
use okr_core::report::item::Item;
use okr_core::store::{key_results, names};
use okr_core::{Connection, Error, Result};
use serde_json::{Value, json};

use super::{ShowArgs, Shown, chart};
use crate::cli::output::format::Header;
use crate::cli::output::items::{self, Look};
use crate::cli::output::sheet::{Body, Section, Sheet};
use crate::cli::output::{Listing, record, tables};
use crate::cli::selection;
use crate::cli::session::Session;
use crate::words::{facts, item as words};

const LAST: usize = 3;
const MOST_OPERATIONS: u32 = 200;

pub fn shown(
    session: &Session<'_>,
    connection: &Connection,
    found: &Found,
    arguments: &ShowArgs,
) -> Result<Shown> {
    let day = session.day()?;
    let policy = session.policy();
    let Some(one) = item(connection, found.uid, &policy, day)? else {
        return Err(Error::not_found(
            "E301",
            format!("there is no record {}", found.id),
        ));
    };
    let story = history(connection, found.uid, day, MOST_OPERATIONS)?;
    let lines = explanation(session, connection, &one)?;
    let below = below(session, connection, &one)?;
    let format = session.format()?;
    let period = selection::cadence(session).period(day);
    let look = Look::of(&format, &session.io.out, period.days());
    let mut sheet = Sheet {
        id: one.id(),
        title: one.head.title.clone(),
        under: under(connection, &one)?,
        facts: (
            facts::numbers(&one, day, look.bar().min(9), look.glyphs()),
            facts::circumstances(&one, day, look.signs()),
        ),
        said: facts::sentences(&one, day),
        ..Sheet::default()
    };
    if look.is_table() {
        sheet.chart = chart::lines(session, &one, day);
    }
    let page = Page {
        session,
        day,
        look,
        history: arguments.history,
    };
    if one.grade.is_some()
        && let Some(graded) = grades::one(connection, found.uid, &policy, day)?
    {
        sheet.sections.push(Section {
            heading: "Grade".to_owned(),
            body: Body::Facts("grade", crate::words::grade::facts(&graded)),
        });
    }
    page.parts(&one, &below, &mut sheet.sections);
    page.past(&one, &story.entries, &mut sheet.sections);
    if arguments.history {
        let listing = tables::operations(&story.operations, page.as_of());
        page.table("Changes", listing, Header::Hidden, &mut sheet.sections);
    }
    if arguments.why {
        sheet.sections.push(Section {
            heading: "Why".to_owned(),
            body: Body::Facts("why", tables::steps(&lines)),
        });
    }
    Ok(Shown {
        kind: if one.kind == Type::KeyResult {
            "kr.show"
        } else {
            "objective.show"
        },
        record: whole_record(&one, &below, &story.entries, &lines),
        columns: items::columns(&look),
        row: Some(items::row(&one, &look, 0)),
        sheet,
    })
}

/// The arithmetic behind an item.
///
/// # Errors
/// Those of the file.
pub fn explanation(
    session: &Session<'_>,
    connection: &Connection,
    one: &Item,
) -> Result<Vec<Line>> {
    let mut lines = match key_results::by_uid(connection, one.head.uid)? {
        Some(kr) => assess::why(
            &kr,
            &one.series,
            one.cycle.as_ref(),
            &session.policy(),
            session.day()?,
        ),
        None => assess::why_roll_up(&one.parts, &one.assessment),
    };
    let parts = grades::part_scores(connection, one, &session.policy(), session.day()?)?;
    lines.extend(crate::words::grade::explained(one, &parts));
    Ok(lines)
}

/// What stands right below an item: key results, then objectives that name it.
fn below(session: &Session<'_>, connection: &Connection, one: &Item) -> Result<Vec<Item>> {
    let narrow = Narrow::Under(one.head.uid);
    let board = board(
        connection,
        &CycleChoice::All,
        &narrow,
        Depth::Words,
        &session.policy(),
        session.day()?,
    )?;
    let right_below = |item: &Item| {
        !item.is_dropped
            && item
                .above
                .first()
                .is_some_and(|(uid, _)| *uid == one.head.uid)
    };
    let mut found: Vec<Item> = board.items.into_iter().filter(right_below).collect();
    found.sort_by_key(|item| item.kind != Type::KeyResult);
    Ok(found)
}

fn under(connection: &Connection, one: &Item) -> Result<Vec<String>> {
    let Some((uid, id)) = one.above.first() else {
        return Ok(Vec::new());
    };
    let title = names::between(connection, *uid, *uid)?
        .into_iter()
        .next()
        .map_or_else(String::new, |name| name.title);
    let mut lines = vec![format!("{} {id} {title}", words::bond(one))];
    let serves: Vec<&str> = one
        .serves
        .iter()
        .map(String::as_str)
        .filter(|vision| vision != id)
        .collect();
    if !serves.is_empty() {
        lines.push(format!("serves {}", serves.join(", ")));
    }
    Ok(lines)
}

/// The record with its parts, its history and its arithmetic.
fn whole_record(one: &Item, below: &[Item], entries: &[Entry], lines: &[Line]) -> Value {
    let mut whole = record::item(one);
    let measure = one.measure.clone().unwrap_or_default();
    let story = entries.iter().filter_map(|entry| match &entry.happening {
        Happening::CheckedIn { check_in, .. } => {
            Some(record::check_in(check_in, &one.id(), &measure))
        }
        Happening::Noted(note) => Some(record::note(note, &one.id())),
        Happening::Won(win) => Some(record::win(win, &[one.id()])),
        Happening::Asked(ask) => Some(record::ask(ask, &[one.id()])),
        _ => None,
    });
    if let Value::Object(whole) = &mut whole {
        whole.insert("below".to_owned(), below.iter().map(record::item).collect());
        whole.insert("history".to_owned(), story.collect());
        let why = lines
            .iter()
            .map(|line| json!({"label": line.label, "text": line.text}));
        whole.insert("why".to_owned(), why.collect());
    }
    whole
}

struct Page<'a, 'session> {
    session: &'a Session<'session>,
    day: NaiveDate,
    look: Look,
    history: bool,
}

impl Page<'_, '_> {
    fn as_of(&self) -> chrono::DateTime<chrono::FixedOffset> {
        selection::as_of(self.session, self.day)
    }

    fn table(
        &self,
        heading: impl Into<String>,
        listing: Listing,
        header: Header,
        sections: &mut Vec<Section>,
    ) {
        if !listing.rows.is_empty() {
            sections.push(Section {
                heading: heading.into(),
                body: Body::Table(listing, header),
            });
        }
    }

    /// Key results, and objectives below with whether they count.
    fn parts(&self, one: &Item, below: &[Item], sections: &mut Vec<Section>) {
        let kinds = [
            (Type::KeyResult, "Key results"),
            (Type::Objective, "Objectives below"),
        ];
        for (kind, heading) in kinds {
            let of_kind = below.iter().filter(|item| item.kind == kind);
            let columns = items::columns(&self.look);
            let mut listing = tables::empty("part", self.as_of(), columns);
            listing.rows = of_kind
                .map(|item| items::row(item, &self.look, 0))
                .collect();
            items::without_blank_owners(&mut listing, &self.look);
            let counting = below
                .iter()
                .filter(|item| item.kind == kind && item.counts)
                .count();
            let heading = match kind {
                Type::Objective => format!(
                    "{heading}, {counting} of {} counted in {}",
                    listing.rows.len(),
                    one.id()
                ),
                _ => heading.to_owned(),
            };
            self.table(heading, listing, Header::Shown, sections);
        }
    }

    /// The last check-ins and what was said beside them, or all of it.
    fn past(&self, one: &Item, entries: &[Entry], sections: &mut Vec<Section>) {
        let glyphs = self.look.glyphs();
        if let Some(measure) = &one.measure {
            let mut listing =
                tables::check_ins(entries, &one.id(), measure, self.day, glyphs, self.as_of());
            let heading = self.heading("Check-ins", listing.rows.len());
            listing
                .rows
                .truncate(if self.history { usize::MAX } else { LAST });
            self.table(heading, listing, Header::Shown, sections);
        }
        let mut news = tables::happenings(entries, one.measure.as_ref(), self.day, glyphs);
        let heading = self.heading("Notes and news", news.len());
        news.truncate(if self.history { usize::MAX } else { LAST });
        if !news.is_empty() {
            sections.push(Section {
                heading,
                body: Body::Facts("news", news),
            });
        }
    }

    fn heading(&self, heading: &str, all: usize) -> String {
        if self.history || all <= LAST {
            heading.to_owned()
        } else {
            format!("{heading}, the last {LAST} of {all} (--history shows all)")
        }
    }
}
