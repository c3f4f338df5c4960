//! Objectives and key results as the rows of a table: the columns there are, and the cells of one
//! item. Lists, pages and the due list share them, so that a column means the same everywhere.

use okr_core::domain::record::Type;
use okr_core::report::item::Item;

use super::{Cell, Column, Form, Format, Listing, Row, record};
use crate::cli::manners::Surface;
use crate::words::glyphs::{GlyphSet, Glyphs};
use crate::words::tone::Tone;
use crate::words::{forecast, item as words, progress};

/// How cells look: a table has bars and signs, everything else plain words.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    form: Form,
    /// Whether columns were named: otherwise the usual ones, which come first, are enough.
    has_all: bool,
    is_table: bool,
    bar: usize,
    width: usize,
    glyphs: &'static Glyphs,
    /// Days after which a last check-in is marked.
    fresh_for: i64,
}

impl Look {
    /// `fresh_for` are the days from one review to the next.
    #[must_use]
    pub fn of(format: &Format, surface: &Surface, fresh_for: i64) -> Self {
        let is_table = format.form == Form::Table;
        let bar = match surface.width {
            _ if !is_table => 0,
            100.. => 9,
            72.. => 6,
            _ => 0,
        };
        Self {
            form: format.form,
            has_all: format.columns.is_some(),
            is_table,
            bar,
            width: if is_table { surface.width } else { usize::MAX },
            glyphs: if is_table {
                surface.ruler.figures()
            } else {
                GlyphSet::Ascii.glyphs()
            },
            fresh_for,
        }
    }

    #[must_use]
    pub fn is_table(&self) -> bool {
        self.is_table
    }

    #[must_use]
    pub fn glyphs(&self) -> &'static Glyphs {
        self.glyphs
    }

    /// The glyphs where signs stand before words; none outside of tables.
    #[must_use]
    pub fn signs(&self) -> Option<&'static Glyphs> {
        self.is_table.then_some(self.glyphs)
    }

    /// Columns of the screen; without end outside of tables.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    #[must_use]
    pub fn bar(&self) -> usize {
        self.bar
    }
}

/// All columns of an item. What a narrow terminal has no room for is left to `--columns`.
#[must_use]
pub fn columns(look: &Look) -> Vec<Column> {
    vec![
        Column::text("id", "ID"),
        Column::text("title", "TITLE").shrinks(2),
        Column::text("owner", "OWNER")
            .shrinks(1)
            .from_width(64, look.width),
        Column::number("progress", "PROGRESS"),
        Column::number("pace", "PACE"),
        Column::text("status", "STATUS"),
        Column::number("confidence", "CONF").from_width(56, look.width),
        Column::number("last_checkin", "UPD").from_width(56, look.width),
        Column::number("start", "START").when_asked(),
        Column::number("current", "NOW").when_asked(),
        Column::number("target", "TARGET").when_asked(),
        Column::text("unit", "UNIT").when_asked(),
        Column::text("team", "TEAM").when_asked(),
        Column::text("due", "DUE").when_asked(),
        Column::text("handle", "HANDLE").when_asked(),
        Column::number("forecast", "FORECAST").when_asked(),
        Column::text("range", "80% RANGE").when_asked(),
        Column::number("chance", "CHANCE").when_asked(),
        Column::number("needed", "NEEDED").when_asked(),
        Column::number("per_week", "PER WEEK").when_asked(),
        Column::text("type", "TYPE").when_asked(),
        Column::text("kind", "KIND").when_asked(),
        Column::text("cycle", "CYCLE").when_asked(),
        Column::text("parent", "PARENT").when_asked(),
        Column::text("serves", "SERVES").when_asked(),
        Column::text("tags", "TAGS").when_asked(),
        Column::number("expected", "EXPECTED").when_asked(),
        Column::number("pace_ratio", "RATIO").when_asked(),
        Column::text("zone", "ZONE").when_asked(),
        Column::number("weight", "WEIGHT").when_asked(),
        Column::text("ambition", "AMBITION").when_asked(),
        Column::number("checkins", "CHECK-INS").when_asked(),
        Column::text("blocker", "BLOCKER").shrinks(3).when_asked(),
        Column::text("reason", "REASON").shrinks(3).when_asked(),
        Column::text("uid", "UID").when_asked(),
        Column::text("source", "SOURCE").when_asked(),
    ]
}

/// Leaves the owners out of a table in which nobody has one.
pub fn without_blank_owners(listing: &mut Listing, look: &Look) {
    let Some(place) = listing
        .columns
        .iter()
        .position(|column| column.name == "owner")
    else {
        return;
    };
    let is_blank = |row: &Row| row.cells.get(place).is_none_or(|cell| cell.text.is_empty());
    if look.is_table && listing.rows.iter().all(is_blank) {
        listing.columns[place] = listing.columns[place].when_asked();
    }
}

/// The row of an item; `indent` steps the title of a table in.
#[must_use]
pub fn row(item: &Item, look: &Look, indent: usize) -> Row {
    Row {
        cells: cells(item, look, indent),
        item: match look.form.tells_records() {
            true => record::item(item),
            false => serde_json::Value::Null,
        },
        sentence: match look.form {
            Form::Sentences => words::sentence(item),
            _ => String::new(),
        },
    }
}

fn cells(item: &Item, look: &Look, indent: usize) -> Vec<Cell> {
    let found = &item.assessment;
    let measure = item.measure.as_ref();
    let tone = progress::tone(found.status);
    let indent = if look.is_table { indent } else { 0 };
    let title = format!("{}{}", " ".repeat(indent), item.head.title);
    let title = match (
        look.is_table && item.kind == Type::Objective,
        item.is_dropped,
    ) {
        (_, true) if look.is_table => Cell::toned(title, Tone::Muted),
        (true, _) => Cell::toned(title, Tone::Heading),
        _ => title.into(),
    };
    let number =
        |fraction: Option<f64>| fraction.map_or_else(String::new, |one| format!("{one:.2}"));
    let text = |text: Option<&String>| Cell::from(text.cloned().unwrap_or_default());
    let weekly = |change: Option<f64>| {
        let text = change
            .zip(measure)
            .and_then(|(change, measure)| forecast::per_week(change, measure, look.glyphs));
        text.unwrap_or_default()
    };
    let mut cells = vec![
        Cell::toned(item.id(), Tone::Id),
        title,
        text(item.owner.as_ref()),
        done(item, look),
        Cell::toned(progress::points(found.pace_points, look.glyphs), tone),
        status(item, look),
        found
            .confidence
            .map_or_else(|| progress::UNKNOWN.to_owned(), |answer| answer.to_string())
            .into(),
        last(item, look),
    ];
    if !look.has_all {
        return cells;
    }
    cells.extend([
        words::start(item).unwrap_or_default().into(),
        words::current(item).unwrap_or_default().into(),
        words::target(item).unwrap_or_default().into(),
        text(measure.and_then(|measure| measure.unit.as_ref())),
        text(item.team.as_ref()),
        item.head.due.map(record::day).unwrap_or_default().into(),
        text(item.head.handle.as_ref()),
        forecast::value(item).unwrap_or_default().into(),
        forecast::range(item).unwrap_or_default().into(),
        forecast::chance(item).unwrap_or_default().into(),
        weekly(found.needed_per_week).into(),
        weekly(found.pace_per_week).into(),
        item.kind.name().into(),
        measure.map_or("", |measure| measure.kind.name()).into(),
        text(item.cycle.as_ref().map(|cycle| &cycle.name)),
        item.parent().unwrap_or_default().into(),
        item.serves.join(",").into(),
        item.head.tags.join(",").into(),
        progress::share(found.expected).into(),
        number(found.pace).into(),
        found.zone.map_or("", |zone| zone.name()).into(),
        item.head
            .weight
            .map(|weight| weight.to_string())
            .unwrap_or_default()
            .into(),
        item.head
            .ambition
            .map_or("", |ambition| ambition.name())
            .into(),
        found.check_ins.to_string().into(),
        text(item.head.blocker.as_ref()),
        found.reason.clone().into(),
        item.head.uid.to_string().into(),
        text(words::source(item)),
    ]);
    cells
}

/// Bar and percentage in the tone of the status.
#[must_use]
pub fn done(item: &Item, look: &Look) -> Cell {
    let found = &item.assessment;
    let text = if look.bar > 0 {
        progress::bar(found.progress, look.bar, look.glyphs)
    } else {
        progress::share(found.progress)
    };
    Cell::toned(text, progress::tone(found.status))
}

/// The word, in a table with its sign; `stale` stands beside another status.
#[must_use]
pub fn status(item: &Item, look: &Look) -> Cell {
    let found = &item.assessment;
    let word = if look.is_table {
        progress::status(found.status, look.glyphs)
    } else {
        found.status.name().to_owned()
    };
    Cell::toned(word, progress::tone(found.status))
}

/// When it was last checked in.
fn last(item: &Item, look: &Look) -> Cell {
    match words::last(item, look.fresh_for) {
        (Some(tone), text) => Cell::toned(text, tone),
        (None, text) => text.into(),
    }
}
