//! One page for leaders: are we on course, what changed, what is worth celebrating, what is at risk, what
//! is needed from them. Notes are only for teams.

use okr_core::report::board::Board;
use okr_core::report::summary::Summary;

use super::tables::Ways;
use super::{Audience, Manner, habit, lead, lines, picture, tables};
use crate::words::dates;
use crate::words::report::page::{Block, Drawing, Page, Room, Table, Text, list};

/// Lines of each list before the rest is only counted: the page is one.
const MOST_CHANGES: usize = 6;
const MOST: usize = 4;
/// At risk and drawn.
const MOST_DRAWN: usize = 1;
/// With more objectives the map is a report of its own.
const MOST_ON_MAP: usize = 12;

pub(super) fn page(found: &Summary<'_>, board: &Board, manner: Manner<'_>) -> Page {
    let mut page = Page {
        title: lead::title(found),
        lead: lead::headline(found),
        figures: lead::figures(found),
        ..Page::default()
    };
    if found.objectives.is_empty() {
        page.section("Next", Room::Whole, list(first_steps()));
        wins(&mut page, found);
        asks(&mut page, found, manner);
        return page;
    }
    let table = Block::Table(tables::objectives(found, manner.glyphs));
    page.section("Objectives", Room::Whole, vec![table]);
    let known = found.course.of > found.course.unknown;
    if !known {
        let all = found.objectives.iter().flat_map(|one| &one.key_results);
        let mut lines: Vec<Text> = all.clone().map(|item| lines::beginning(item)).collect();
        let first = all.clone().next();
        lines.extend(first.map(|item| {
            Text::of(format!(
                "The first check-in tells more: okr checkin {} VALUE",
                item.id()
            ))
        }));
        page.section("Where it starts", Room::Whole, list(lines));
    }
    let changes = lines::changes(found, Some(board), manner, MOST_CHANGES);
    let since = format!("Changed since {}", dates::weekday(found.since, found.day));
    page.section(&since, Room::Half, list(changes));
    wins(&mut page, found);
    if found.objectives.len() <= MOST_ON_MAP {
        let map = Block::Drawn {
            drawing: Drawing::Map(picture::map(board)),
            table: Table::default(),
        };
        page.section("What serves what", Room::Half, vec![map]);
    }
    risks(&mut page, found);
    asks(&mut page, found, manner);
    let skips = &found.said.skips;
    let skips = skips.iter().map(|skip| lines::skip(skip, found.day));
    page.section("Left out of the review", Room::Half, list(skips.collect()));
    if manner.audience == Audience::Team {
        let notes = &found.said.remarks;
        let notes = notes.iter().map(|note| lines::remark(note, found.day));
        page.section("Notes", Room::Half, list(notes.collect()));
    }
    let moved = found
        .objectives
        .iter()
        .flat_map(|one| &one.key_results)
        .filter_map(|item| lines::moved(item))
        .collect();
    page.section("Targets that moved", Room::Half, list(moved));
    let adoption = habit::adoption(&found.adoption, found.since, found.day);
    page.section("Check-ins", Room::Half, list(adoption));
    if found.objectives.len() <= MOST_ON_MAP && known {
        let key_results = Block::Drawn {
            drawing: Drawing::None,
            table: tables::key_results(found, Ways::Today, manner.glyphs),
        };
        page.section("Key results", Room::Whole, vec![key_results]);
    }
    page
}

/// What can be done about a book with nothing in it.
fn first_steps() -> Vec<Text> {
    [
        "Say where you want to be: okr add \"Ship a product people trust\"",
        "Say how you will know: okr add \"Reach 95% of lines tested\" --to O1",
        "Say how it goes, once a week: okr checkin K1 84%",
    ]
    .map(Text::of)
    .to_vec()
}

fn risks(page: &mut Page, found: &Summary<'_>) {
    let mut risks: Vec<Text> = found
        .risks
        .iter()
        .take(MOST)
        .map(|need| lines::risk(need, found.day))
        .collect();
    if found.risks.len() > MOST {
        risks.push(Text::of(format!(
            "and {} more: okr list status:behind or status:stale or status:blocked",
            found.risks.len() - MOST
        )));
    }
    let mut blocks = list(risks);
    let drawn = found
        .risks
        .iter()
        .filter_map(|need| picture::line(need.item, found));
    blocks.extend(drawn.take(MOST_DRAWN));
    page.section("Risks", Room::Half, blocks);
}

fn wins(page: &mut Page, found: &Summary<'_>) {
    let wins = &found.said.wins;
    let mut lines: Vec<Text> = wins
        .iter()
        .take(MOST)
        .map(|win| lines::win(win, found.day))
        .collect();
    if wins.len() > MOST {
        lines.push(Text::of(format!(
            "and {} more: okr report wins",
            wins.len() - MOST
        )));
    }
    page.section("Wins", Room::Half, list(lines));
}

fn asks(page: &mut Page, found: &Summary<'_>, manner: Manner<'_>) {
    page.section("Asks", Room::Half, lines::asks(found));
    if manner.audience == Audience::Team {
        let answered = found.said.answered.iter().map(lines::answered).collect();
        page.section("Answered", Room::Half, list(answered));
    }
}
