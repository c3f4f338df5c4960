//! The two sets of signs the program draws with. Every sign outside ASCII that is ours, and not a
//! person's, is a field here: a literal elsewhere would reach terminals that cannot show it.

use super::tone::Tone;

/// Which signs the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphSet {
    #[default]
    Unicode,
    Ascii,
}

/// One set of signs. Both sets have the same fields, so nothing drawn depends on which one it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// What a cut text ends with.
    pub ellipsis: &'static str,
    /// Between two facts on one line.
    pub separator: &'static str,
    /// From the old value to the new one.
    pub arrow: &'static str,
    /// The names of the keys up, down, left and right.
    pub arrows: [&'static str; 4],
    /// In front of a negative change.
    pub minus: &'static str,
    pub ahead: &'static str,
    pub on: &'static str,
    pub watch: &'static str,
    pub behind: &'static str,
    pub done: &'static str,
    pub unknown: &'static str,
    pub win: &'static str,
    pub horizontal: char,
    pub vertical: char,
    pub corner: char,
    /// Of a box: upper left, upper right, lower left, lower right.
    pub corners: [char; 4],
    /// In front of a record whose parts are shown, and of one whose parts are folded away.
    pub unfolded: &'static str,
    pub folded: &'static str,
    /// In front of a marked row.
    pub mark: &'static str,
    /// In front of what is being typed.
    pub prompt: &'static str,
    /// A vertical line with a tick to the left.
    pub tick: char,
    /// A branch of a tree that is followed by another one.
    pub branch: &'static str,
    /// The last branch of a tree.
    pub last_branch: &'static str,
    /// One of something in a week, and more than one.
    pub one: char,
    pub several: char,
    /// A measured value on a chart.
    pub point: char,
    /// The point one stands on, and a value outside its bounds.
    pub picked: char,
    pub outside: char,
    /// A braille cell without a dot, where there is braille.
    pub braille: Option<char>,
    /// The way between two values.
    pub path: char,
    pub pace: char,
    pub target: char,
    /// The likely range ahead, and the most likely value in it.
    pub likely: char,
    pub middle: char,
    /// From one eighth to full, seven or fewer steps; the last one is full.
    pub bar: &'static [char],
    pub bar_empty: char,
    /// From lowest to highest.
    pub spark: &'static [char],
    /// For a character that must not reach a terminal and has no sign of its own.
    pub hidden: char,
    /// In front of a mark that has nothing to stand on.
    pub base: char,
}

const UNICODE: Glyphs = Glyphs {
    ellipsis: "…",
    separator: "·",
    arrow: "→",
    arrows: ["↑", "↓", "←", "→"],
    minus: "−",
    ahead: "▲",
    on: "●",
    watch: "◆",
    behind: "▼",
    done: "✓",
    unknown: "–",
    win: "★",
    horizontal: '─',
    vertical: '│',
    corner: '└',
    corners: ['┌', '┐', '└', '┘'],
    unfolded: "▾",
    folded: "▸",
    mark: "▪",
    prompt: "›",
    tick: '┤',
    branch: "├ ",
    last_branch: "└ ",
    one: '▪',
    several: '■',
    point: '●',
    picked: '◉',
    outside: 'x',
    braille: Some('\u{2800}'),
    path: '·',
    pace: '╌',
    target: '┄',
    likely: '░',
    middle: '▒',
    bar: &['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
    bar_empty: '·',
    spark: &['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    hidden: '\u{FFFD}',
    base: '◌',
};

const ASCII: Glyphs = Glyphs {
    ellipsis: "~",
    separator: "-",
    arrow: "->",
    arrows: ["up", "down", "left", "right"],
    minus: "-",
    ahead: "^",
    on: "o",
    watch: "~",
    behind: "x",
    done: "+",
    unknown: "-",
    win: "*",
    horizontal: '-',
    vertical: '|',
    corner: '+',
    corners: ['+', '+', '+', '+'],
    unfolded: "v",
    folded: ">",
    mark: "*",
    prompt: ">",
    tick: '+',
    branch: "|- ",
    last_branch: "`- ",
    one: '+',
    several: '#',
    point: 'o',
    picked: '@',
    outside: 'x',
    braille: None,
    path: '.',
    pace: '-',
    target: '=',
    likely: ':',
    middle: '%',
    bar: &['#'],
    bar_empty: '.',
    spark: &['_', '.', '-', '=', '+', '*', '%', '#'],
    hidden: '?',
    base: '?',
};

impl GlyphSet {
    #[must_use]
    pub fn glyphs(self) -> &'static Glyphs {
        match self {
            Self::Unicode => &UNICODE,
            Self::Ascii => &ASCII,
        }
    }
}

impl Glyphs {
    /// The sign that repeats a status word; empty for tones that are not a status.
    #[must_use]
    pub fn status(&self, tone: Tone) -> &'static str {
        match tone {
            Tone::Ahead => self.ahead,
            Tone::On => self.on,
            Tone::Watch => self.watch,
            Tone::Behind => self.behind,
            Tone::Done => self.done,
            Tone::NoData => self.unknown,
            _ => "",
        }
    }
}
