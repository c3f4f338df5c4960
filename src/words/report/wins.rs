//! A digest for the team's channel or a slide: what was won, thanks to whom, and which targets were reached.

use okr_core::report::summary::Summary;

use super::{Manner, lines};
use crate::words::report::page::{Page, Room, Text, list};
use crate::words::{dates, status};

pub(super) fn page(found: &Summary<'_>, _manner: Manner<'_>) -> Page {
    let wins = &found.said.wins;
    let since = dates::weekday(found.since, found.day);
    let lead = match wins.len() {
        0 => format!("No win was kept since {since}. Keep one: okr win \"…\" --for K1"),
        count => format!("{} since {since}.", status::counted(count, "win")),
    };
    let mut page = Page {
        title: Text::of("Wins"),
        lead: Text::of(lead),
        ..Page::default()
    };
    let lines = wins.iter().map(|win| lines::win(win, found.day)).collect();
    page.section("What worked", Room::Whole, list(lines));
    let reached = &found.reached;
    let reached = reached.iter().map(|item| lines::waiting(item)).collect();
    page.section("Targets reached", Room::Whole, list(reached));
    page
}
