//! One page for leaders: are we on course, what changed, what is worth celebrating, what is at risk, what
//! is needed from them. Notes are only for teams.

use okr_core::domain::assess::Status;
use okr_core::report::board::Board;
use okr_core::report::status::Need;
use okr_core::report::summary::{Standing, Summary, Tally, course as course_of};

use super::lines::named;
use super::tables::{Ways, column, number};
use super::{Audience, Manner, changed, habit, lead, lines, picture, retro, tables};
use crate::words::report::page::{Block, Drawing, Page, Room, Row, Table, Text, list};
use crate::words::{dates, progress};

/// Lines of each list before the rest is only counted: the page is one.
const MOST_CHANGES: usize = 6;
const MOST: usize = 4;
/// Starts that are told before anything is known.
const MOST_BEGINNINGS: usize = 24;
/// At risk and drawn.
const MOST_DRAWN: usize = 1;
/// More objectives than this are counted by vision, only those that trail are named, and the table of all
/// comes last: the first page answers, the rest is for looking up.
const MOST_OBJECTIVES: usize = 12;
/// Objectives that trail and are named then.
const MOST_TRAILING: usize = 6;

pub(super) fn page(found: &Summary<'_>, board: &Board, manner: Manner<'_>) -> Page {
    let mut page = Page {
        title: lead::title(found),
        lead: lead::headline(found, manner),
        figures: lead::figures(found),
        ..Page::default()
    };
    if found.objectives.is_empty() {
        wins(&mut page, found, manner);
        asks(&mut page, found, manner);
        return page;
    }
    let all: Vec<&Standing<'_>> = found.objectives.iter().collect();
    let is_short = all.len() <= MOST_OBJECTIVES;
    let whole = Block::Table(tables::objectives(found, &all, manner.glyphs));
    if is_short {
        let beside = [lines::visions(found), lines::young(found)];
        let mut blocks = vec![whole.clone()];
        blocks.extend(beside.into_iter().flatten().map(Block::Say));
        page.section("Objectives", Room::Whole, blocks);
    } else {
        let mut blocks = vec![Block::Table(course(found))];
        blocks.extend(lines::young(found).map(Block::Say));
        page.section("Objectives", Room::Whole, blocks);
        trailing(&mut page, found, manner);
    }
    if let Some(scores) = manner.scores {
        let table = Block::Table(retro::scores(scores));
        let room = if is_short { Room::Whole } else { Room::Rest };
        let blocks = vec![table, Block::Say(Text::of(retro::TWO_NUMBERS))];
        page.section("What it came to", room, blocks);
    }
    let known = found.course.of > found.course.unknown;
    if !known {
        let all = found.objectives.iter().flat_map(|one| &one.key_results);
        let count = all.clone().count();
        let shown = all.clone().take(MOST_BEGINNINGS);
        let mut lines: Vec<Text> = shown.map(|item| lines::beginning(item)).collect();
        if count > MOST_BEGINNINGS {
            let more = count - MOST_BEGINNINGS;
            lines.push(lines::more(more, "okr list is:kr", manner));
        }
        let first = all.clone().next();
        lines.extend(first.map(|item| {
            Text::of(format!(
                "The first check-in tells more: okr checkin {} VALUE",
                item.id()
            ))
        }));
        page.section("Where it starts", Room::Whole, list(lines));
    }
    // That everything is closed now is said in the first sentence.
    let changes = match found.course.closed == found.course.of {
        true => Vec::new(),
        false => changed::changes(found, Some(board), manner, MOST_CHANGES),
    };
    let since = format!("Changed since {}", dates::weekday(found.since, found.day));
    page.section(&since, Room::Half, list(changes));
    wins(&mut page, found, manner);
    if is_short {
        let map = Block::Drawn {
            drawing: Drawing::Map(picture::map(board)),
            table: Table::default(),
        };
        page.section("What serves what", Room::Half, vec![map]);
    }
    risks(&mut page, found, manner);
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
    if is_short && known && manner.scores.is_none() {
        let key_results = Block::Drawn {
            drawing: Drawing::None,
            table: tables::key_results(found, Ways::Today, manner.glyphs),
        };
        page.section("Key results", Room::Rest, vec![key_results]);
    }
    if !is_short {
        page.section("All objectives", Room::Rest, vec![whole]);
    }
    page
}

/// How many objectives of each vision stand how, and of all. One that serves two visions counts for both.
fn course(found: &Summary<'_>) -> Table {
    let row = |name: Text, tally: Tally| {
        let open = [tally.on, tally.watch, tally.behind, tally.stale];
        let counts = [&[tally.of][..], &open, &[tally.unknown]].concat();
        let counts = counts.into_iter().map(|count| count.to_string().into());
        Row {
            level: 0,
            cells: std::iter::once(name.into()).chain(counts).collect(),
        }
    };
    let mut rows = Vec::new();
    for vision in &found.visions {
        let id = vision.id.to_string();
        let serving = found.objectives.iter();
        let serving = serving.filter(|one| one.item.serves.contains(&id));
        rows.push(row(named(&id, &vision.title), course_of(serving)));
    }
    let alone = found.objectives.iter();
    let alone = course_of(alone.filter(|one| one.item.serves.is_empty()));
    if !rows.is_empty() && alone.of > 0 {
        rows.push(row(Text::of("No vision"), alone));
    }
    rows.push(row(Text::default().strong("All"), found.course));
    let counted = [
        "Objectives",
        "On course",
        "Watch",
        "Behind",
        "Stale",
        "No data",
    ];
    Table {
        columns: std::iter::once(column("Vision"))
            .chain(counted.map(number))
            .collect(),
        rows,
    }
}

/// The objectives that trail most, where there are too many to name all.
fn trailing(page: &mut Page, found: &Summary<'_>, manner: Manner<'_>) {
    let of = |need: &Need<'_>| {
        let mut all = found.objectives.iter();
        all.find(|one| one.item.head.uid == need.item.head.uid)
    };
    let worst = found.trailing.iter().take(MOST_TRAILING);
    let worst: Vec<&Standing<'_>> = worst.filter_map(of).collect();
    // The same counts as in the table above; who is only blocked stands there by another word.
    let count = |status: Status| {
        let all = found.trailing.iter();
        all.filter(|need| need.item.assessment.status == status)
            .count()
    };
    let (behind, stale) = (count(Status::Behind), count(Status::Stale));
    let counts = [
        (behind, "behind"),
        (stale, "stale"),
        (found.trailing.len() - behind - stale, "only blocked"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let counts = progress::capital(&counts.join(", "));
    let heading = match found.trailing.len() {
        0 => return,
        all if all > worst.len() => format!("{counts}: the worst {}", worst.len()),
        _ => format!("{counts}, worst first"),
    };
    let table = tables::objectives(found, &worst, manner.glyphs);
    page.section(&heading, Room::Whole, vec![Block::Table(table)]);
}

fn risks(page: &mut Page, found: &Summary<'_>, manner: Manner<'_>) {
    let mut risks: Vec<Text> = found
        .risks
        .iter()
        .take(MOST)
        .map(|need| lines::risk(need, found.day))
        .collect();
    if found.risks.len() > MOST {
        let more = found.risks.len() - MOST;
        let line = "okr list is:kr status:behind,stale,blocked not:status:done,closed";
        risks.push(lines::more(more, line, manner));
    }
    let mut blocks = list(risks);
    let drawn = found
        .risks
        .iter()
        .filter_map(|need| picture::line(need.item, found));
    blocks.extend(drawn.take(MOST_DRAWN));
    page.section("Risks", Room::Half, blocks);
}

fn wins(page: &mut Page, found: &Summary<'_>, manner: Manner<'_>) {
    let wins = &found.said.wins;
    let mut lines: Vec<Text> = wins
        .iter()
        .take(MOST)
        .map(|win| lines::win(win, found.day))
        .collect();
    if wins.len() > MOST {
        let more = wins.len() - MOST;
        lines.push(lines::more(more, "okr report wins", manner));
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
