//! From a text to a new objective or key result: reads it, asks what is open where somebody can
//! answer, and otherwise says what to type about it. It never fills in a number by itself.

mod asking;
mod source;
mod telling;

use std::cell::OnceCell;

use chrono::NaiveDate;
use okr_core::act::add::{New, NewKeyResult};
use okr_core::act::answer::leave_open;
use okr_core::act::read::{self, Draft};
use okr_core::act::{Action, Remark};
use okr_core::capture::date::Prefer;
use okr_core::capture::sentence;
use okr_core::domain::cycle::Cycle;
use okr_core::domain::record::Type;
use okr_core::lint;
use okr_core::reference::{self, Found};
use okr_core::report::board::CycleChoice;
use okr_core::store::{cycles, objectives};
use okr_core::{Connection, Error, Result};

use asking::{Asked, ask};
use source::Source;
pub(super) use telling::describe;
use telling::{added, is_silenced, refuse_if_strict, strict, told_cycle};

use super::exit::Exit;
use super::session::Session;
use super::usage::quoted;
use super::written::Written;
use crate::reading::outline;
use crate::samples::template;

/// Fields with days such as `8/9` written out, by the order of the settings; other days are left to
/// the record's own cycle.
///
/// # Errors
/// `E201` where the order is not set.
pub fn with_days(
    session: &Session<'_>,
    typed: Vec<(String, String)>,
) -> Result<Vec<(String, String)>> {
    let numeric =
        |value: &str| value.contains('/') && value.chars().all(|c| c.is_ascii_digit() || c == '/');
    let written = typed.into_iter().map(|(key, value)| {
        let value = if key == "due" && numeric(&value) {
            session.date(&value, Prefer::Future, None)?.to_string()
        } else {
            value
        };
        Ok((key, value))
    });
    written.collect()
}

/// Where it goes.
#[derive(Debug, Clone, Default)]
pub struct Place {
    to: Option<String>,
    counts: bool,
    known: OnceCell<Known>,
}

/// What the book says of a place.
#[derive(Debug, Clone, Default)]
struct Known {
    found: Option<Found>,
    cycle: Option<Cycle>,
}

/// How strict and how talkative adding is.
#[derive(Debug, Clone, Copy)]
pub struct Manners {
    /// What would be warned about is refused.
    pub strict: bool,
    pub tips: bool,
}

/// Who said that it is an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Said,
    ByPlace,
}

impl Place {
    #[must_use]
    pub fn new(to: Option<String>, counts: bool) -> Self {
        Self {
            to,
            counts,
            known: OnceCell::new(),
        }
    }

    /// What the book says of the place, read once.
    fn known(&self, session: &mut Session<'_>) -> Result<&Known> {
        if let Some(known) = self.known.get() {
            return Ok(known);
        }
        let (choice, today) = (session.cycle_choice(), session.now.today);
        let known = session.ask_ahead(|connection| self.read(connection, choice, today))?;
        let known = match known {
            Some(known) => known,
            None if self.to.is_some() => return Err(session.no_book()?),
            None => Known::default(),
        };
        Ok(self.known.get_or_init(|| known))
    }

    fn read(
        &self,
        connection: &Connection,
        choice: CycleChoice,
        today: NaiveDate,
    ) -> Result<Known> {
        let wanted = [Type::Vision, Type::Objective, Type::KeyResult];
        let found = self
            .to
            .as_ref()
            .map(|to| reference::exact(connection, to, &wanted))
            .transpose()?;
        let all = cycles::all(connection)?;
        let objective = match &found {
            Some(found) => objectives::by_uid(connection, found.uid)?,
            None => None,
        };
        let name = match (objective, choice) {
            (Some(objective), _) => Some(objective.cycle),
            (None, CycleChoice::Named(name)) => Some(name),
            _ => None,
        };
        let cycle = match name {
            Some(name) => all
                .into_iter()
                .find(|cycle| cycle.name.eq_ignore_ascii_case(&name)),
            None => okr_core::act::cycle::current(&all, today).cloned(),
        };
        Ok(Known { found, cycle })
    }

    /// The record named by `--to`.
    fn found(&self, session: &mut Session<'_>) -> Result<Option<Found>> {
        self.known(session).map(|known| known.found.clone())
    }

    /// Whether a text put here is a key result.
    ///
    /// # Errors
    /// `E301` when there is no such record.
    pub fn is_objective(&self, session: &mut Session<'_>) -> Result<bool> {
        Ok(self
            .found(session)?
            .is_some_and(|found| found.kind == Type::Objective))
    }

    /// The cycle its dates belong to: its objective's, else the one asked for or the current one.
    fn cycle(&self, session: &mut Session<'_>) -> Result<Option<Cycle>> {
        self.known(session).map(|known| known.cycle.clone())
    }
}

/// Adds an objective.
///
/// # Errors
/// Whatever the core refuses.
pub fn objective(
    session: &mut Session<'_>,
    title: String,
    place: Place,
    typed: &read::Typed,
    manners: Manners,
    kind: Kind,
) -> Result<Exit> {
    let cycle = place.cycle(session)?;
    let mut new = read::objective(&title, typed, &session.context(), cycle.as_ref())?;
    if let CycleChoice::Named(name) = session.cycle_choice() {
        new.cycle = Some(name);
    }
    let number = (kind == Kind::ByPlace && place.to.is_none() && !is_silenced(session, "L01"))
        .then(|| lint::reads_like_key_result(&title))
        .flatten();
    if let Some(measure) = number.as_ref().filter(|_| manners.strict) {
        return Err(strict(&format!(
            "reads like a key result: {}",
            sentence::describe(measure)
        ))
        .next(format!("okr add {} --to O1", quoted(&title))));
    }
    new.parent = place.to;
    new.counts = place.counts;
    let other = match &number {
        Some(_) => newest_objective(session)?,
        None => None,
    };
    let mut written = Written::by(session, "add", &Action::AddObjective(Box::new(new)))?;
    if let Some(measure) = number {
        let (first, to) = match other {
            Some(other) => ("okr undo", other),
            None => ("okr undo, add its objective,", "O1".to_owned()),
        };
        written.outcome.remarks.push(Remark {
            code: "L01",
            text: format!(
                "this reads like a key result ({}), and was kept as an objective. To move it:  {first}  and then",
                sentence::describe(&measure)
            ),
            next: Some(format!("okr add {} --to {to}", quoted(&title))),
        });
    }
    if session.cycle_choice() == CycleChoice::Current {
        told_cycle(&mut written);
    }
    if let Some(id) = added(&written, Type::Objective).first() {
        written.next.push(format!("okr add \"…\" --to {id}"));
    }
    written.tell(session)
}

/// The live objective that was made last, to name in a line to type.
fn newest_objective(session: &mut Session<'_>) -> Result<Option<String>> {
    let Some(book) = session.book()? else {
        return Ok(None);
    };
    book.read(|connection| {
        let all = objectives::of_cycle(connection, None)?;
        let live = all
            .iter()
            .filter(|objective| objective.head.dropped.is_none());
        Ok(live
            .max_by_key(|objective| objective.head.id.number)
            .map(|objective| objective.head.id.to_string()))
    })
}

/// Adds a key result, asking at most two questions where somebody can answer.
///
/// # Errors
/// Whatever the core refuses.
pub fn key_result(
    session: &mut Session<'_>,
    title: String,
    place: Place,
    typed: &read::Typed,
    manners: Manners,
) -> Result<Exit> {
    let Some(to) = place.to.clone() else {
        return Err(Error::usage("E109", "a key result needs an objective")
            .why("--to names it.")
            .next(format!("okr add kr {} --to O1", quoted(&title))));
    };
    if place.counts {
        return Err(Error::usage(
            "E112",
            "--counts is for objectives; a key result always counts",
        )
        .why("Weight 0 tracks it without counting:  --weight 0")
        .next(format!(
            "okr add objective {} --to {} --counts",
            quoted(&title),
            quoted(&to)
        )));
    }
    let cycle = place.cycle(session)?;
    let context = session.context();
    let mut draft = read::key_result(&title, typed, &context, cycle.as_ref())?;
    let mut drafts = Vec::new();
    if session.io.can_ask() && !manners.strict {
        match ask(session, &mut draft)? {
            Asked::One => drafts.push(draft),
            Asked::Split(titles) => {
                for title in titles {
                    drafts.push(read::key_result(&title, typed, &context, cycle.as_ref())?);
                }
            }
        }
    } else {
        drafts.push(draft);
    }
    for draft in &mut drafts {
        draft.new.objective = Some(to.clone());
    }
    refuse_if_strict(session, &drafts, manners)?;
    let action = match drafts.as_slice() {
        [only] => Action::AddKeyResult(Box::new(kept(only))),
        all => Action::AddAll(
            all.iter()
                .map(|draft| (1, New::KeyResult(kept(draft))))
                .collect(),
        ),
    };
    let mut written = Written::by(session, "add", &action)?;
    describe(session, &mut written, &drafts, manners);
    if let Some(id) = added(&written, Type::KeyResult).first() {
        written.next.push(format!("okr checkin {id} VALUE"));
    }
    written.tell(session)
}

/// Adds what a template holds, as one change.
///
/// # Errors
/// `E310` for a template nobody has, and whatever the core refuses.
pub fn template(session: &mut Session<'_>, name: &str) -> Result<Exit> {
    let found = template::find(name, session.templates().as_deref())?;
    let wanted = match session.cycle_choice() {
        CycleChoice::Named(name) => Some(name),
        _ => None,
    };
    let context = session.context();
    let dates = Place::new(None, false).cycle(session)?;
    let plan = match session.book()? {
        None => template::plan(&found, &context, None, (wanted, dates.as_ref())),
        Some(book) => book.read(|connection| {
            template::plan(&found, &context, Some(connection), (wanted, dates.as_ref()))
        }),
    }?;
    let manners = Manners {
        strict: false,
        tips: false,
    };
    let mut written = Written::by(session, "init", &Action::AddAll(plan.lines))?;
    describe(session, &mut written, &plan.drafts, manners);
    told_cycle(&mut written);
    if let Some(id) = added(&written, Type::KeyResult).first() {
        written.next.push(format!("okr checkin {id} VALUE"));
        written
            .next
            .push("okr undo   takes all of it back".to_owned());
    }
    written.tell(session)
}

/// Adds all of an outline or nothing.
///
/// # Errors
/// The line that is wrong, and whatever the core refuses.
pub fn outline(
    session: &mut Session<'_>,
    place: Place,
    typed: &read::Typed,
    manners: Manners,
) -> Result<Exit> {
    if let Some((key, value)) = typed.first() {
        return Err(
            Error::usage("E112", format!("--{key} cannot be said of a whole outline")).why(
                format!("Write it below the line it belongs to:  {key}: {value}"),
            ),
        );
    }
    let above = match place.found(session)? {
        Some(found) if place.counts && found.kind != Type::Objective => {
            return Err(Error::usage("E112", "--counts needs an objective above"));
        }
        Some(found) => Some(found),
        None => None,
    };
    let cycle = match session.cycle_choice() {
        CycleChoice::Named(name) => Some(name),
        _ => None,
    };
    let dates = place.cycle(session)?;
    let source = Source::of(session)?;
    let plan = outline::read(source.text(), &session.context(), dates.as_ref());
    let plan = plan
        .and_then(|plan| plan.placed(above.as_ref(), place.counts, cycle))
        .and_then(|plan| {
            refuse_if_strict(session, &plan.drafts, manners)?;
            Ok(plan)
        });
    let plan = plan.map_err(|error| source.keep(error))?;
    let is_named = plan
        .lines
        .iter()
        .any(|(_, new)| matches!(new, New::Objective(new) if new.cycle.is_some()));
    let mut written = Written::by(session, "add", &Action::AddAll(plan.lines))
        .map_err(|error| source.keep(error))?;
    source.discard();
    describe(session, &mut written, &plan.drafts, manners);
    if !is_named {
        told_cycle(&mut written);
    }
    written.next.push("okr list".to_owned());
    written.tell(session)
}

/// What is kept of a draft: what nobody answered stays unknown.
fn kept(draft: &Draft) -> NewKeyResult {
    let mut new = draft.new.clone();
    for question in &draft.questions {
        leave_open(&mut new.measure, question);
    }
    new
}
