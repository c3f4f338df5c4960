//! A whole cycle on a page: every key result from its start to where it is, what was agreed and moved, what
//! was reached, dropped and celebrated.

use okr_core::report::summary::{Standing, Summary};

use super::tables::Ways;
use super::{Manner, habit, lead, lines, retro, tables};
use crate::words::dates;
use crate::words::report::page::{Block, Page, Room, Text, list};

pub(super) fn page(found: &Summary<'_>, manner: Manner<'_>) -> Page {
    let title = match found.cycle {
        Some(cycle) => Text::default()
            .said(&cycle.name)
            .plain(format!(", {}", dates::span(cycle.start, cycle.end))),
        None => Text::of("All cycles"),
    };
    let mut page = Page {
        title,
        lead: lead::headline(found, manner),
        figures: lead::figures(found),
        ..Page::default()
    };
    if !found.objectives.is_empty() {
        let all: Vec<&Standing<'_>> = found.objectives.iter().collect();
        let table = tables::objectives(found, &all, manner.glyphs);
        page.section("Objectives", Room::Whole, vec![Block::Table(table)]);
        let table = tables::key_results(found, Ways::Whole, manner.glyphs);
        page.section("Key results", Room::Whole, vec![Block::Table(table)]);
    }
    if let Some(scores) = manner.scores {
        let table = Block::Table(retro::scores(scores));
        let blocks = vec![table, Block::Say(Text::of(retro::TWO_NUMBERS))];
        page.section("What it came to", Room::Whole, blocks);
    }
    let reached = &found.reached;
    let reached = reached.iter().map(|item| lines::waiting(item)).collect();
    page.section("Reached", Room::Half, list(reached));
    let all = found.objectives.iter().flat_map(|one| &one.key_results);
    let moved = all.filter_map(|item| lines::moved(item)).collect();
    page.section("Targets that moved", Room::Half, list(moved));
    let dropped = found.dropped.iter().map(|item| {
        let text = lines::named(&item.id(), &item.head.title);
        match &item.head.dropped_because {
            Some(because) => text.plain(": ").said(because),
            None => text,
        }
    });
    page.section("Decided against", Room::Half, list(dropped.collect()));
    let wins = &found.said.wins;
    let wins = wins.iter().map(|win| lines::win(win, found.day)).collect();
    page.section("Wins", Room::Half, list(wins));
    let adoption = habit::adoption(&found.adoption, found.since, found.day);
    page.section("Check-ins", Room::Half, list(adoption));
    page
}
