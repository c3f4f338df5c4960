//! What serves what: the tree from visions to key results, what serves nothing, and visions that nothing
//! serves.

use okr_core::domain::record::Type;
use okr_core::report::board::Board;
use okr_core::report::growth::{Leaf, Wanted, grow};
use okr_core::report::item::Item;
use okr_core::report::summary::Summary;

use super::{Manner, lead, lines, picture, tables};
use crate::words::glyphs::GlyphSet;
use crate::words::report::page::{Block, Drawing, Page, Room, Table, Text, list};
use crate::words::{item as words, progress, status};

pub(super) fn page(found: &Summary<'_>, board: &Board, manner: Manner<'_>) -> Page {
    let aligned = found.adoption.aligned;
    let lead = match aligned.of {
        0 => lead::nothing(manner).to_owned(),
        of => format!(
            "{} of {} a vision.",
            aligned.count,
            match of {
                1 => "1 objective serves".to_owned(),
                _ => format!("{} serve", status::counted(of, "objective")),
            }
        ),
    };
    let mut page = Page {
        title: Text::of("What serves what"),
        lead: Text::of(lead),
        ..Page::default()
    };
    let branches = branches(board);
    if branches.is_empty() {
        return page;
    }
    let drawn = Block::Drawn {
        drawing: Drawing::Map(picture::map(board)),
        table: Table::default(),
    };
    page.section(
        "From visions to key results",
        Room::Whole,
        vec![drawn, Block::Branches(branches)],
    );
    let orphans = found
        .objectives
        .iter()
        .filter(|one| one.item.serves.is_empty());
    let orphans = orphans.map(|one| lines::named(&one.item.id(), &one.item.head.title));
    page.section("Serves no vision", Room::Half, list(orphans.collect()));
    let served = |id: &str| {
        let mut all = found.objectives.iter();
        all.any(|one| one.item.serves.iter().any(|vision| vision == id))
    };
    let lonely = found
        .visions
        .iter()
        .filter(|vision| !served(&vision.id.to_string()));
    let lonely = lonely.map(|vision| lines::named(&vision.id.to_string(), &vision.title));
    page.section(
        "Visions that nothing serves",
        Room::Half,
        list(lonely.collect()),
    );
    page
}

fn branches(board: &Board) -> Vec<(usize, Text)> {
    let here = picture::live(board);
    let live = |uid| here.contains(&uid);
    let wanted = Wanted {
        root: None,
        item: &live,
        vision: &|vision| vision.dropped.is_none(),
    };
    let told = grow(board, &wanted).into_iter().filter_map(|branch| {
        let text = match branch.leaf {
            Leaf::Vision(place) => {
                let vision = board.visions.get(place)?;
                lines::named(&vision.id.to_string(), &vision.title)
            }
            Leaf::Item(place) => of_item(board.items.get(place)?),
        };
        Some((branch.lasts.len(), text))
    });
    told.collect()
}

/// The record, how it hangs where that is not clear, and how it stands.
fn of_item(item: &Item) -> Text {
    let found = &item.assessment;
    let done = tables::of_parts(found);
    let text = lines::named(&item.id(), &item.head.title);
    let text = match item.kind {
        Type::KeyResult => text.plain(": ").said(words::way(item)).plain(", "),
        _ => text.plain(": "),
    };
    let pace = match found.pace_points {
        Some(points) => format!(", {}", progress::pace(points)),
        None => String::new(),
    };
    let sign = progress::status(found.status, GlyphSet::Unicode.glyphs());
    text.plain(format!("{done}{pace}, "))
        .strong(sign.trim_start())
        .plain(progress::doubt(item))
}
