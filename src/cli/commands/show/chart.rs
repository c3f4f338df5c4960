//! The small chart on a key result's page. `words::chart` draws the same for every screen.

use chrono::NaiveDate;
use okr_core::report::course::Course;
use okr_core::report::item::Item;

use crate::cli::session::Session;
use crate::words::chart::{self, Drawing, Form};

/// A chart of the values, when there are at least two.
pub fn lines(session: &Session<'_>, one: &Item, day: NaiveDate) -> Vec<String> {
    const HEIGHT: usize = 10;
    let surface = &session.io.out;
    if surface.accessible {
        return Vec::new();
    }
    let drawing = Drawing {
        width: surface.width.saturating_sub(2).min(76),
        height: HEIGHT,
        form: Form::of_name(session.settings.get("ui.chart")),
        picked: None,
    };
    let course = Course::of(one, day);
    chart::record(one, &course, day, &drawing, &surface.ruler)
}
