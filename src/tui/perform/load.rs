//! Reads the board, the selected record and what a filter means.

use std::collections::HashSet;

use okr_core::act::cycle::current;
use okr_core::domain::id::Uid;
use okr_core::domain::quantity::Quantity;
use okr_core::report::board::{self, Board, CycleChoice, Depth, Narrow};
use okr_core::report::item::Item;
use okr_core::report::status::standing;
use okr_core::select::{self, Filter, FilterContext};
use okr_core::store::{cycles, file, names};
use okr_core::{Connection, Result};

use super::{Desk, identity};
use crate::dismissed::Dismissals;
use crate::drafts::Drafts;
use crate::samples::demo;
use crate::tui::model::{Detail, Summary};
use crate::tui::msg::Loaded;
use crate::words::glyphs::Glyphs;
use crate::words::{facts, status};

/// The sample company in the place of the book. It is in memory, so nothing of it is ever saved.
pub(super) fn samples(desk: &mut Desk) -> Result<Option<Loaded>> {
    desk.book = Some(demo::book(&desk.context)?);
    desk.is_past = true;
    desk.read_only = None;
    desk.drafts = Drafts::none();
    desk.dismissals = Dismissals::default();
    board(desk, Depth::Ends)
}

/// All of the board. `None` while another program writes what is to be read: it is asked again a moment
/// later, and whoever is typing meanwhile does not wait.
pub(super) fn board(desk: &mut Desk, depth: Depth) -> Result<Option<Loaded>> {
    let waits = !desk.is_elsewhere();
    let (choice, cadence, scope) = (desk.choice.clone(), desk.cadence, desk.scope.clone());
    let (policy, day) = (desk.context.policy, desk.context.now.today);
    let context = |desk: &Desk, connection: &Connection| context(desk, connection);
    desk.open()?;
    let Some(book) = &desk.book else {
        return Ok(Some(nothing(desk, depth)));
    };
    let questions = |connection: &Connection| {
        let board = board::board(
            connection,
            &choice,
            &Narrow::Everything,
            depth,
            &policy,
            day,
        )?;
        let scope = match &scope {
            Some(scope) => {
                let words = select::placed(&select::split(scope), connection)?;
                Filter::parse(&words, &context(desk, connection)?)?
            }
            None => Filter::default(),
        };
        let standing = standing(connection, &board, &scope, cadence)?;
        let due = standing.due.items.iter();
        let due: HashSet<Uid> = due.map(|due| due.item.head.uid).collect();
        let glyphs = desk.glyphs.glyphs();
        let live = |item: &&Item| !item.is_dropped;
        let mut summary = Summary {
            objectives: board.objectives().filter(live).count(),
            key_results: board.key_results().filter(live).count(),
            checked_in: standing.due.checked_in,
            total: standing.due.total,
            due: board
                .items
                .iter()
                .filter(|item| due.contains(&item.head.uid))
                .map(|item| item.id())
                .collect(),
            next_review: Some(standing.due.next_review),
            since: Some(standing.due.period.start),
            needs: standing
                .needs
                .iter()
                .map(|need| (need.item.id(), status::need(need)))
                .collect(),
            moved: moved(&board, &scope, glyphs),
            wins: standing.new_wins.clone(),
            asks: standing.open_asks.clone(),
        };
        if summary.wins.is_empty() {
            summary.wins.extend(standing.newest_win.clone());
        }
        let is_new = names::some(connection, 1)?.is_empty();
        let loaded = Loaded {
            is_part: false,
            depth,
            summary,
            scope,
            exists: true,
            is_new,
            read_only: desk.read_only.clone(),
            board,
        };
        Ok((loaded, file::version(connection)?))
    };
    let read = match waits {
        true => book.read(questions),
        false => book.read_at_once(questions),
    };
    let (loaded, version) = match read {
        Err(error) if error.code == "E501" && !waits => {
            desk.is_behind = true;
            return Ok(None);
        }
        other => other?,
    };
    desk.is_behind = false;
    desk.seen = identity(&desk.path).zip(Some(version));
    Ok(Some(loaded))
}

/// The beginning of a board, for a screen of so many rows. `None` where the reading of all of it is to
/// tell what is wrong, and where a scope leaves nobody knows how little of the beginning.
pub(super) fn opening(desk: &mut Desk, rows: usize) -> Option<Loaded> {
    let (choice, policy, day) = (
        desk.choice.clone(),
        desk.context.policy,
        desk.context.now.today,
    );
    if desk.scope.is_some() {
        return None;
    }
    let book = desk.open().ok()??;
    let board = book
        .read(|connection| board::opening(connection, &choice, rows, &policy, day))
        .ok()?;
    Some(Loaded {
        board,
        is_part: true,
        depth: Depth::Ends,
        summary: Summary::default(),
        scope: Filter::default(),
        exists: true,
        is_new: false,
        read_only: desk.read_only.clone(),
    })
}

fn nothing(desk: &Desk, depth: Depth) -> Loaded {
    Loaded {
        board: Board {
            day: desk.context.now.today,
            cycle: None,
            visions: Vec::new(),
            items: Vec::new(),
        },
        is_part: false,
        depth,
        summary: Summary::default(),
        scope: Filter::default(),
        exists: false,
        is_new: true,
        read_only: desk.read_only.clone(),
    }
}

/// The moves of the last seven days, the largest part of a way first, with the short ids.
fn moved(board: &Board, scope: &Filter, glyphs: &Glyphs) -> Vec<(String, String)> {
    let mut found: Vec<_> = board
        .key_results()
        .filter(|item| !item.is_dropped && scope.matches(item))
        .filter_map(|item| {
            let change = item
                .assessment
                .week_change
                .filter(|change| !change.is_zero())?;
            let measure = item.measure.as_ref()?;
            let told = (item.id(), facts::change(change, measure, glyphs));
            Some((told, way(item, change)))
        })
        .collect();
    found.sort_by_key(|(_, moved)| std::cmp::Reverse(*moved));
    found.into_iter().map(|(told, _)| told).collect()
}

/// How much of its way a key result went, in thousandths.
fn way(item: &Item, change: Quantity) -> i64 {
    let whole = item.assessment.start.zip(item.assessment.goal);
    let whole = whole.map_or(0.0, |(start, goal)| goal.as_f64() - start.as_f64());
    match whole == 0.0 {
        true => 0,
        false => (change.as_f64() / whole * 1000.0).abs() as i64,
    }
}

pub(super) fn detail(desk: &mut Desk, uid: Uid) -> Result<Option<Detail>> {
    let (policy, day) = (desk.context.policy, desk.context.now.today);
    let Some(book) = desk.open()? else {
        return Ok(None);
    };
    let item = book.read(|connection| board::item(connection, uid, &policy, day))?;
    Ok(item.map(|item| Detail { item }))
}

pub(super) fn filter(desk: &mut Desk, text: &str) -> Result<Filter> {
    desk.open()?;
    let Some(book) = &desk.book else {
        return Ok(Filter::default());
    };
    book.read(|connection| {
        let context = context(desk, connection)?;
        let words = select::placed(&select::split(text), connection)?;
        let own = Filter::parse(&words, &context)?;
        match &desk.scope {
            Some(scope) => {
                let words = select::placed(&select::split(scope), connection)?;
                Ok(own.and(&Filter::parse(&words, &context)?))
            }
            None => Ok(own),
        }
    })
}

/// What the words of a filter refer to.
fn context(desk: &Desk, connection: &Connection) -> Result<FilterContext> {
    let today = desk.context.now.today;
    let all = cycles::all(connection)?;
    let cycle = match &desk.choice {
        CycleChoice::Named(name) => all.iter().find(|cycle| cycle.name == *name),
        _ => current(&all, today),
    };
    Ok(FilterContext {
        today,
        me: Some(desk.context.by.clone()).filter(|name| !name.is_empty()),
        views: desk.views.clone(),
        cycle: cycle.map(|cycle| (cycle.start, cycle.end)),
        order: desk.order,
        calendar: desk.context.calendar,
    })
}
