//! What a reading command was asked about: its filter words inside the scope in force, the cycle, the
//! day. Every command that takes filters asks through here, so that a scope hides the same rows
//! everywhere and says so.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, Weekday};
use okr_core::act::cycle::current;
use okr_core::capture::date::Order;
use okr_core::report::board::{Board, CycleChoice, Depth, Narrow, board};
use okr_core::report::cadence::{Cadence, Every};
use okr_core::report::item::Item;
use okr_core::select::{self, Filter, FilterContext};
use okr_core::store::cycles;
use okr_core::time::Now;
use okr_core::{Connection, Result};

use super::session::Session;

/// Columns made from a forecast, which costs time that other lists do not have.
const AHEAD: [&str; 4] = ["forecast", "range", "chance", "per_week"];

/// A filter of one command, with the scope around it.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The words of the command alone.
    own: Filter,
    /// The same inside the scope.
    whole: Filter,
    scope: Option<String>,
    with_dropped: bool,
    pub day: NaiveDate,
}

impl Selection {
    /// # Errors
    /// Those of a filter, and of the file.
    pub fn of(session: &Session<'_>, words: &[String], connection: &Connection) -> Result<Self> {
        let context = context(session, connection)?;
        let own = Filter::parse(&select::placed(words, connection)?, &context)?;
        refuse_unknown_cycles(&own, connection)?;
        let scope = session.scope();
        let whole = match &scope {
            Some(scope) => {
                let words = select::placed(&select::split(scope), connection)?;
                own.clone().and(&Filter::parse(&words, &context)?)
            }
            None => own.clone(),
        };
        Ok(Self {
            with_dropped: session.globals.all || own.asks_for_dropped(),
            own,
            whole,
            scope,
            day: session.day()?,
        })
    }

    /// Everything the words alone could mean, so that what the scope hides can be counted, read as
    /// deep as the format and the filter need, and at `least` so deep.
    ///
    /// # Errors
    /// Those of the file, and `E307` for a cycle that is not there.
    pub fn board(
        &self,
        session: &Session<'_>,
        connection: &Connection,
        least: Depth,
    ) -> Result<Board> {
        let narrow = self.own.narrow(connection)?;
        let choice = self.own.cycles(session.cycle_choice());
        let format = session.format()?;
        let columns = format.columns.as_deref().unwrap_or_default();
        let depth = if format.form.tells_records() || columns.iter().any(|name| name == "source") {
            Depth::Words
        } else if columns.iter().any(|name| AHEAD.contains(&name.as_str())) {
            self.whole.depth().max(Depth::Forecasts)
        } else if format.columns.is_some() {
            self.whole.depth().max(Depth::Figures)
        } else {
            self.whole.depth().max(least)
        };
        board(
            connection,
            &choice,
            &narrow,
            depth,
            &session.policy(),
            self.day,
        )
    }

    /// The filter with its scope.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.whole
    }

    #[must_use]
    pub fn picks(&self, item: &Item) -> bool {
        (self.with_dropped || !item.is_dropped) && self.whole.matches(item)
    }

    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.whole.is_everything()
    }

    /// `3 more outside scope team:web (--all shows them)`, when a scope hid something.
    #[must_use]
    pub fn remark<'a>(&self, items: impl IntoIterator<Item = &'a Item>) -> Option<String> {
        let scope = self.scope.as_ref()?;
        let hidden = |item: &&Item| {
            (self.with_dropped || !item.is_dropped)
                && self.own.matches(item)
                && !self.whole.matches(item)
        };
        let count = items.into_iter().filter(hidden).count();
        (count > 0).then(|| format!("{count} more outside scope {scope} (--all shows them)"))
    }
}

/// Everything in the cycle asked for, in words.
///
/// # Errors
/// Those of the file, and `E307` for a cycle that is not there.
pub fn whole(session: &Session<'_>, connection: &Connection, day: NaiveDate) -> Result<Board> {
    chosen(session, connection, &session.cycle_choice(), day)
}

fn chosen(
    session: &Session<'_>,
    connection: &Connection,
    choice: &CycleChoice,
    day: NaiveDate,
) -> Result<Board> {
    board(
        connection,
        choice,
        &Narrow::Everything,
        Depth::Words,
        &session.policy(),
        day,
    )
}

/// The same of an earlier moment, for a comparison with a board of today: the cycle is that board's, whichever
/// was the current one then, and one that was not there yet held nothing.
///
/// # Errors
/// Those of the file.
pub fn whole_then(
    session: &Session<'_>,
    connection: &Connection,
    day: NaiveDate,
    now: &Board,
) -> Result<Board> {
    let choice = match &now.cycle {
        Some(cycle) => CycleChoice::Named(cycle.name.clone()),
        None => session.cycle_choice(),
    };
    match chosen(session, connection, &choice, day) {
        Err(error) if error.code == "E307" => Ok(Board {
            day,
            cycle: None,
            visions: Vec::new(),
            items: Vec::new(),
        }),
        other => other,
    }
}

/// A cycle that is not there is a slip, not a filter that nothing passes.
fn refuse_unknown_cycles(filter: &Filter, connection: &Connection) -> Result<()> {
    let wanted = filter.named_cycles();
    if wanted.is_empty() {
        return Ok(());
    }
    let all = cycles::all(connection)?;
    let is_known = |name: &String| all.iter().any(|cycle| select::fold(&cycle.name) == *name);
    for names in wanted {
        if let Some(first) = names.first().filter(|_| !names.iter().any(is_known)) {
            okr_core::act::cycle::named(connection, first)?;
        }
    }
    Ok(())
}

/// What the words of a filter refer to in this session.
fn context(session: &Session<'_>, connection: &Connection) -> Result<FilterContext> {
    let today = session.day()?;
    let all = cycles::all(connection)?;
    let named = match session.cycle_choice() {
        CycleChoice::Named(name) => all.iter().find(|cycle| cycle.name == name),
        _ => current(&all, today),
    };
    let views: BTreeMap<String, String> = session
        .settings
        .named("views")
        .map(|(name, filter)| (name.to_owned(), filter.to_owned()))
        .collect();
    Ok(FilterContext {
        today,
        me: Some(session.me()).filter(|name| !name.is_empty()),
        views,
        cycle: named.map(|cycle| (cycle.start, cycle.end)),
        order: session
            .settings
            .get("date.order")
            .parse()
            .unwrap_or(Order::Ask),
        calendar: session.calendar(),
    })
}

/// When this person holds reviews.
#[must_use]
pub fn cadence(session: &Session<'_>) -> Cadence {
    let usual = Cadence::default();
    let every: Option<Every> = session.settings.get("review.every").parse().ok();
    let day: Option<Weekday> = session.settings.get("review.day").parse().ok();
    Cadence {
        every: every.unwrap_or(usual.every),
        day: day.unwrap_or(usual.day),
    }
}

/// The moment an answer about a day is for: now, or noon of an earlier day.
#[must_use]
pub fn as_of(session: &Session<'_>, day: NaiveDate) -> DateTime<FixedOffset> {
    if day == session.now.today {
        session.now.instant
    } else {
        Now::noon_of(day).instant
    }
}
