//! Which cycle is graded and which one is looked back on, when nobody names one.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::act::cycle::current;
use crate::domain::cycle::{Cycle, CycleState};
use crate::error::Result;
use crate::report::grades;
use crate::store::cycles;

/// The cycle that grading is about when none is named: the last one that is over while something in it
/// has no grade, else the one the day belongs to.
///
/// # Errors
/// Those of the file.
pub fn cycle_to_grade(connection: &Connection, day: NaiveDate) -> Result<Option<Cycle>> {
    let all = cycles::all(connection)?;
    let over = all
        .iter()
        .filter(|cycle| cycle.end < day && cycle.state != CycleState::Planning)
        .max_by_key(|cycle| cycle.end);
    if let Some(over) = over
        && !grades::is_graded(connection, over)?
    {
        return Ok(Some(over.clone()));
    }
    Ok(current(&all, day).cloned())
}

/// The cycle that a retrospective is about when none is named: the last one that is over or has a
/// grade, else the one the day belongs to.
///
/// # Errors
/// Those of the file.
pub fn cycle_to_look_back_on(connection: &Connection, day: NaiveDate) -> Result<Option<Cycle>> {
    let all = cycles::all(connection)?;
    let mut looked_at = Vec::new();
    for cycle in &all {
        let has_grades = grades::has_grades(connection, cycle)?;
        if has_grades || (cycle.end < day && cycle.state != CycleState::Planning) {
            looked_at.push(cycle);
        }
    }
    let last = looked_at.into_iter().max_by_key(|cycle| cycle.end);
    Ok(last.or_else(|| current(&all, day)).cloned())
}
