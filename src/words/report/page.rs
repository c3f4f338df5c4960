//! A page of a report as parts with a meaning: sentences, tables, lists, drawings. Filled once and told in
//! every form, so that no form can have a number of its own. Words of people stay raw and are marked as
//! theirs; whoever prints makes them safe.

use chrono::NaiveDate;
use okr_core::domain::assess::Status;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Ours.
    Plain(String),
    /// Ours, and worth more.
    Strong(String),
    /// A short id.
    Id(String),
    /// Words of a person: a title, a note, a name.
    Said(String),
}

impl Span {
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Strong(text) | Self::Id(text) | Self::Said(text) => text,
        }
    }
}

/// A sentence or a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Span>);

impl Text {
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self::default().plain(text)
    }

    #[must_use]
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Plain(text.into()));
        self
    }

    #[must_use]
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Strong(text.into()));
        self
    }

    #[must_use]
    pub fn id(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Id(text.into()));
        self
    }

    #[must_use]
    pub fn said(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Said(text.into()));
        self
    }

    /// All of it, raw.
    #[must_use]
    pub fn raw(&self) -> String {
        self.0.iter().map(Span::text).collect()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text().is_empty())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    Right,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: &'static str,
    pub align: Align,
}

/// What may stand beside the text of a cell where pictures can be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    Status(Status),
    /// Progress and the progress expected by now, 0 to 1, in the look of a status.
    Bar {
        progress: Option<f64>,
        expected: Option<f64>,
        status: Status,
    },
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    pub text: Text,
    pub mark: Option<Mark>,
}

impl From<Text> for Cell {
    fn from(text: Text) -> Self {
        Self { text, mark: None }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Text::of(text).into()
    }
}

/// A row; `level` 0 heads the rows of level 1 below it. One that has only its first cell is a heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub level: usize,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// A value on a day, with what a person reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub day: NaiveDate,
    pub value: f64,
    pub text: String,
}

/// What is likely on the last day.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    pub value: Point,
    /// The least and the most of eight in ten cases, from today to the last day.
    pub cone: Vec<(NaiveDate, f64, f64)>,
}

/// A line of values against plan, target and what is likely.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub id: String,
    /// What the line shows, in a sentence.
    pub told: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub today: NaiveDate,
    /// Oldest first.
    pub points: Vec<Point>,
    /// Corners of the plan; empty for none.
    pub plan: Vec<(NaiveDate, f64)>,
    pub target: Option<(f64, String)>,
    pub ahead: Option<Ahead>,
}

/// A record on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    pub id: String,
    pub status: Option<Status>,
}

/// A vision or an objective on the map with the key results right below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    pub stop: Stop,
    pub depth: usize,
    pub key_results: Vec<Stop>,
}

/// What is drawn where pictures can be shown. The same numbers stand in a table beside it or on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Only the table, which is too wide for where only text can be shown.
    None,
    Line(Box<Line>),
    Map(Vec<Track>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Say(Text),
    List(Vec<Text>),
    /// A list whose order counts.
    Steps(Vec<Text>),
    /// Lines with their depth, each under the nearest one above it that is less deep.
    Branches(Vec<(usize, Text)>),
    Table(Table),
    /// Left out where only text can be shown, with its table.
    Drawn {
        drawing: Drawing,
        table: Table,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    #[default]
    Whole,
    /// Beside another one where there is room.
    Half,
    /// After all that has to be read: on paper on a sheet of its own, unless the first one holds it.
    Rest,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    pub heading: String,
    pub room: Room,
    pub blocks: Vec<Block>,
}

/// A number worth a glance, with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub number: String,
    pub label: String,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The report: `exec`.
    pub kind: &'static str,
    pub title: Text,
    /// Where and when.
    pub under: Text,
    pub lead: Text,
    /// Said elsewhere on the page too.
    pub figures: Vec<Figure>,
    pub sections: Vec<Section>,
    pub foot: Vec<Text>,
}

impl Page {
    /// Adds a section that has something to show.
    pub fn section(&mut self, heading: &str, room: Room, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.sections.push(Section {
                heading: heading.to_owned(),
                room,
                blocks,
            });
        }
    }
}

/// A list, unless there is nothing in it.
#[must_use]
pub fn list(lines: Vec<Text>) -> Vec<Block> {
    if lines.is_empty() {
        Vec::new()
    } else {
        vec![Block::List(lines)]
    }
}
