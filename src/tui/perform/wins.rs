//! Reads the text of the week and the wins of the cycle, and what the figures of this period would justify.

use chrono::{Datelike, Days, NaiveDate};
use okr_core::domain::check_in::Win;
use okr_core::report::board::{self, Board, Depth, Narrow};
use okr_core::review::{self, End, Order, Review, Seat, Sitting};
use okr_core::store::{facts, names};
use okr_core::{Connection, Result};

use super::{Desk, load};
use crate::tui::screens::wins::{Suggested, Told, Won};
use crate::words::review::text::markdown;
use crate::words::review::wins as words;
use crate::words::text::Ruler;

/// The review of the period that runs as it stands, with its last page.
fn week<T>(
    desk: &mut Desk,
    questions: impl FnOnce(&Connection, &Board, &Review, End) -> Result<T>,
) -> Result<T> {
    let scope = load::filter(desk, "")?;
    let (choice, cadence) = (desk.choice.clone(), desk.cadence);
    let (policy, now) = (desk.context.policy, desk.context.now);
    let by = desk.context.by.clone();
    let day = now.today;
    let book = desk.need()?;
    book.read(|connection| {
        let board = board::board(
            connection,
            &choice,
            &Narrow::Everything,
            Depth::Words,
            &policy,
            day,
        )?;
        let picked = board
            .key_results()
            .filter(|item| !item.is_dropped && scope.matches(item));
        let sitting = Sitting {
            by: &by,
            day,
            cadence,
            order: Order::default(),
            seat: Seat::default(),
            now: now.millis(),
        };
        let held = review::open(connection, picked, sitting)?;
        let end = review::last_page(connection, &held, cadence, &policy, day)?;
        questions(connection, &board, &held, end)
    })
}

/// The text of the week, as the last page of a review gives it.
pub(super) fn text(desk: &mut Desk) -> Result<String> {
    let (day, set) = (desk.context.now.today, desk.glyphs);
    let ruler = Ruler {
        set,
        ..Ruler::default()
    };
    week(desk, |_, _, held, end| {
        Ok(markdown(held, &end, &ruler, day))
    })
}

pub(super) fn wins(desk: &mut Desk) -> Result<Told> {
    let (cadence, day) = (desk.cadence, desk.context.now.today);
    let dismissals = desk.dismissals.clone();
    week(desk, |connection, board, held, end| {
        let suggested = end.wins.iter().filter_map(|proposal| {
            let card = held.cards().get(proposal.place)?;
            Some(Suggested {
                about: card.item.head.uid,
                id: card.item.id(),
                title: words::title(proposal.evidence, card, cadence.every),
                reason: words::reason(proposal.evidence, card, cadence.every),
            })
        });
        let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
        let since = board.cycle.as_ref().map(|cycle| cycle.start);
        let until = board.cycle.as_ref().map_or(day, |cycle| cycle.end.min(day));
        Ok(Told {
            week: monday.min(held.period.start),
            period: held.period.start,
            suggested: suggested.collect(),
            dismissed: dismissals.of_period(held.period.start),
            won: won(connection, since, until)?,
        })
    })
}

/// The wins of a span, newest first, with the short ids of what they came from.
fn won(connection: &Connection, since: Option<NaiveDate>, until: NaiveDate) -> Result<Vec<Won>> {
    let mut wins: Vec<Win> = facts::wins(connection)?;
    wins.retain(|win| since.is_none_or(|since| since <= win.date) && win.date <= until);
    wins.sort_by_key(|win| std::cmp::Reverse((win.date, win.id.number)));
    let with_ids = |win: Win| {
        let mut ids = Vec::new();
        for uid in &win.about {
            let found = names::between(connection, *uid, *uid)?;
            ids.extend(found.into_iter().map(|found| found.id));
        }
        Ok(Won { win, ids })
    };
    wins.into_iter().map(with_ids).collect()
}
