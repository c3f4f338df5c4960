//! Reads the page of a key result, and the weeks of all of them.

use okr_core::Result;
use okr_core::domain::assess::why;
use okr_core::domain::id::Uid;
use okr_core::report::board::{self, Depth, Narrow};
use okr_core::report::course::Course;
use okr_core::report::timeline::{self, Timeline};
use okr_core::store::{key_results, names};

use super::{Desk, load};
use crate::tui::screens::key_result::Shown;
use crate::words::grade;

/// `None` when there is no such key result any more.
pub(super) fn page(desk: &mut Desk, uid: Uid) -> Result<Option<Shown>> {
    let (policy, day) = (desk.context.policy, desk.context.now.today);
    let Some(book) = desk.open()? else {
        return Ok(None);
    };
    book.read(|connection| {
        let found = board::item(connection, uid, &policy, day)?;
        let kr = key_results::by_uid(connection, uid)?;
        let Some((item, kr)) = found.zip(kr) else {
            return Ok(None);
        };
        let mut above = Vec::new();
        for (uid, id) in &item.above {
            let named = names::between(connection, *uid, *uid)?;
            let title = named.into_iter().next().map(|found| found.title);
            above.push((id.clone(), title.unwrap_or_default()));
        }
        let mut why = why(&kr, &item.series, item.cycle.as_ref(), &policy, day);
        why.extend(grade::explained(&item, &[]));
        Ok(Some(Shown {
            why,
            course: Course::of(&item, day),
            above,
            item,
        }))
    })
}

pub(super) fn timeline(desk: &mut Desk) -> Result<Timeline> {
    let scope = load::filter(desk, "")?;
    let (choice, cadence) = (desk.choice.clone(), desk.cadence);
    let (policy, day) = (desk.context.policy, desk.context.now.today);
    let book = desk.need()?;
    book.read(|connection| {
        let board = board::board(
            connection,
            &choice,
            &Narrow::Everything,
            Depth::Figures,
            &policy,
            day,
        )?;
        timeline::timeline(connection, &board, &scope, cadence, &policy)
    })
}
