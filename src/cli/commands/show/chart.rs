//! The small chart on a key result's page. `words::chart` draws the same for every screen.

use chrono::NaiveDate;
use okr_core::domain::assess::Forecast;
use okr_core::report::item::Item;

use crate::cli::session::Session;
use crate::words::chart;

/// A chart of the values, when there are at least two of a kind that can be drawn.
pub fn lines(session: &Session<'_>, one: &Item, cone: &[Forecast], day: NaiveDate) -> Vec<String> {
    const HEIGHT: usize = 10;
    let surface = &session.io.out;
    if surface.accessible {
        return Vec::new();
    }
    let width = surface.width.saturating_sub(2).min(76);
    chart::record(one, cone, day, width, HEIGHT, &surface.ruler)
}
