//! Reads what is to be graded: the named cycle, else the last one that is over while it has something
//! without a grade.

use okr_core::Result;
use okr_core::act::cycle;
use okr_core::act::grade::cycle_to_grade;
use okr_core::report::board::{self, CycleChoice, Depth, Narrow};
use okr_core::report::grades;

use super::{Desk, load};
use crate::tui::screens::grade::Told;

/// `None` while there is no cycle.
pub(super) fn grades(desk: &mut Desk) -> Result<Option<Told>> {
    let scope = load::filter(desk, "")?;
    let choice = desk.choice.clone();
    let (policy, day) = (desk.context.policy, desk.context.now.today);
    let Some(book) = desk.open()? else {
        return Ok(None);
    };
    book.read(|connection| {
        let cycle = match &choice {
            CycleChoice::Named(name) => Some(cycle::named(connection, name)?),
            _ => cycle_to_grade(connection, day)?,
        };
        let Some(cycle) = cycle else {
            return Ok(None);
        };
        let board = board::board(
            connection,
            &CycleChoice::Named(cycle.name.clone()),
            &Narrow::Everything,
            Depth::Words,
            &policy,
            day,
        )?;
        let mut all = grades::graded(connection, &board)?;
        all.retain(|one| scope.matches(&one.item));
        let all = grades::objectives_last(all);
        Ok(Some(Told { cycle, all }))
    })
}
