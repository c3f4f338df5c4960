//! The team's own page: what moved, what did not, what was said, what blocks, what still waits for a
//! check-in.

use okr_core::domain::assess::Status;
use okr_core::domain::record::Type;
use okr_core::report::diff::Event;
use okr_core::report::item::Item;
use okr_core::report::summary::Summary;

use super::{Audience, Manner, changed, habit, lead, lines, tables};
use crate::words::dates;
use crate::words::report::page::{Block, Page, Room, Text, list};

pub(super) fn page(found: &Summary<'_>, manner: Manner<'_>) -> Page {
    let since = dates::weekday(found.since, found.day);
    let mut page = Page {
        title: Text::of(format!("Since {since}")),
        lead: lead::headline(found, manner),
        figures: lead::figures(found),
        ..Page::default()
    };
    let moved = tables::moved(found, manner.glyphs).map(Block::Table);
    page.section("Moved", Room::Whole, moved.into_iter().collect());
    let reached: Vec<Text> = found
        .reached
        .iter()
        .filter(|item| {
            let mut changes = found.changes.iter();
            changes.any(|change| {
                change.uid == item.head.uid
                    && (change.event == Event::Added || change.status.is_some())
            })
        })
        .map(|item| lines::waiting(item))
        .collect();
    page.section("Reached", Room::Half, list(reached));
    let others = found
        .changes
        .iter()
        .filter(|change| {
            // That everything is closed is said in the first sentence.
            let is_closed = change.event == Event::Changed
                && change
                    .status
                    .as_ref()
                    .is_some_and(|shift| shift.after == Status::Closed);
            (change.kind == Type::Objective && !is_closed)
                || change.event != Event::Changed
                || change.goal.is_some()
        })
        .cloned()
        .collect();
    let planned = Summary {
        changes: others,
        ..found.clone()
    };
    let planned = changed::changes(&planned, None, manner, usize::MAX);
    page.section("Also changed", Room::Half, list(planned));
    let stuck = found
        .stuck
        .iter()
        .map(|item| lines::waiting(item))
        .collect();
    page.section("Not moved", Room::Half, list(stuck));
    let blocked = blocked(found);
    page.section("Blocked", Room::Half, list(blocked));
    let skips = &found.said.skips;
    let skips = skips.iter().map(|skip| lines::skip(skip, found.day));
    page.section("Left out of the review", Room::Half, list(skips.collect()));
    let wins = &found.said.wins;
    let wins = wins.iter().map(|win| lines::win(win, found.day)).collect();
    page.section("Wins", Room::Half, list(wins));
    if manner.audience == Audience::Team {
        let notes = &found.said.remarks;
        let notes = notes.iter().map(|note| lines::remark(note, found.day));
        page.section("Notes", Room::Half, list(notes.collect()));
    }
    page.section("Asks", Room::Half, lines::asks(found));
    let answered = found.said.answered.iter().map(lines::answered).collect();
    page.section("Answered", Room::Half, list(answered));
    let adoption = habit::adoption(&found.adoption, found.since, found.day);
    page.section("Check-ins", Room::Half, list(adoption));
    page
}

/// Objectives and key results with a blocker of their own.
fn blocked(found: &Summary<'_>) -> Vec<Text> {
    let all = found
        .objectives
        .iter()
        .flat_map(|one| std::iter::once(one.item).chain(one.key_results.iter().copied()));
    all.filter_map(|item: &Item| {
        let blocker = item.head.blocker.as_ref()?;
        let since = item.head.blocked_since;
        let since = since.map_or_else(String::new, |since| {
            format!(" (since {})", dates::weekday(since, found.day))
        });
        Some(
            lines::named(&item.id(), &item.head.title)
                .plain(": ")
                .said(blocker)
                .plain(since),
        )
    })
    .collect()
}
