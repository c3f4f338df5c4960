//! Reads the wins of the cycle, and what the figures of this period would justify.

use chrono::{Datelike, Days, NaiveDate};
use okr_core::domain::check_in::Win;
use okr_core::report::board::{self, Depth, Narrow};
use okr_core::review::{self, Order, Seat, Sitting};
use okr_core::store::{facts, names};
use okr_core::{Connection, Result};

use super::{Desk, load};
use crate::tui::screens::wins::{Suggested, Told, Won};
use crate::words::review::wins as words;

pub(super) fn wins(desk: &mut Desk) -> Result<Told> {
    let scope = load::filter(desk, "")?;
    let (choice, cadence) = (desk.choice.clone(), desk.cadence);
    let (policy, now) = (desk.context.policy, desk.context.now);
    let by = desk.context.by.clone();
    let day = now.today;
    let dismissals = desk.dismissals.clone();
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
