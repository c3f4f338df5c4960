//! Check-ins by week in words: what a cell shows, its legend, the streak, and one cell read out.

use chrono::NaiveDate;
use okr_core::domain::assess::Status;
use okr_core::report::cadence::Every;
use okr_core::report::timeline::{Cell, Row, Sum, Week};

use super::glyphs::Glyphs;
use super::outcome::counted;
use super::tone::Tone;
use super::{dates, progress};

/// What the cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    #[default]
    Count,
    Confidence,
    Status,
}

impl Show {
    /// The one after it, round at the end.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Count => Self::Confidence,
            Self::Confidence => Self::Status,
            Self::Status => Self::Count,
        }
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Count => "Check-ins by week",
            Self::Confidence => "Confidence by week",
            Self::Status => "Status by week",
        }
    }
}

/// A cell of at most three columns. A week to come is blank, one without an answer is a dot.
#[must_use]
pub fn cell(cell: &Cell, show: Show, glyphs: &Glyphs) -> (Option<Tone>, String) {
    let Some(status) = cell.status else {
        return (None, String::new());
    };
    match show {
        Show::Count => match cell.count {
            0 => (Some(Tone::Muted), ".".to_owned()),
            1 => (None, glyphs.one.to_string()),
            _ => (None, glyphs.several.to_string()),
        },
        Show::Confidence => match cell.confidence {
            None => (Some(Tone::Muted), ".".to_owned()),
            Some(answer) => (None, answer.to_string()),
        },
        Show::Status => {
            let tone = progress::tone(status);
            match glyphs.status(tone) {
                "" => (Some(tone), ".".to_owned()),
                sign => (Some(tone), sign.to_owned()),
            }
        }
    }
}

/// The status as a word, where a cell has room for one.
#[must_use]
pub fn word(cell: &Cell) -> (Option<Tone>, String) {
    cell.status.map_or((None, String::new()), |status| {
        let word = match status {
            Status::NoData => progress::UNKNOWN,
            known => known.name(),
        };
        (Some(progress::tone(status)), word.to_owned())
    })
}

#[must_use]
pub fn legend(show: Show, glyphs: &Glyphs) -> String {
    match show {
        Show::Count => format!(
            ". none   {} one   {} two or more",
            glyphs.one, glyphs.several
        ),
        Show::Confidence => ". no answer   0 no chance, 10 certain".to_owned(),
        Show::Status => format!(
            "{} ahead  {} on  {} watch  {} behind  {} done  . stale  {} no data",
            glyphs.ahead, glyphs.on, glyphs.watch, glyphs.behind, glyphs.done, glyphs.unknown
        ),
    }
}

/// `Streak: 9 weeks with a team review`, and the same in fewer words; nothing while there is none.
#[must_use]
pub fn streak(count: usize, every: Every) -> [String; 2] {
    let period = match every {
        Every::Week => "week",
        Every::TwoWeeks => "two-week period",
        Every::Month => "month",
    };
    match count {
        0 => [String::new(), String::new()],
        _ => {
            let few = format!("Streak: {}", counted(count, period));
            [format!("{few} with a team review"), few]
        }
    }
}

/// The two lines of sums: their label and one text for each week.
#[must_use]
pub fn sums(sums: &[Sum]) -> [(&'static str, Vec<String>); 2] {
    let mean = |sum: &Sum| {
        sum.confidence
            .map_or_else(|| ".".to_owned(), |mean| format!("{mean:.0}"))
    };
    [
        ("Confidence, team mean", sums.iter().map(mean).collect()),
        (
            "Behind, count",
            sums.iter().map(|sum| sum.behind.to_string()).collect(),
        ),
    ]
}

/// One cell as a sentence: `K6, week 33: 2 check-ins, the last on 13 Aug, confidence 6, behind`.
#[must_use]
pub fn read_out(row: &Row, week: &Week, cell: &Cell, today: NaiveDate) -> String {
    let mut parts = match cell.count {
        0 if cell.status.is_none() => vec!["still to come".to_owned()],
        0 => vec!["no check-in".to_owned()],
        count => vec![counted(count, "check-in")],
    };
    parts.extend(
        cell.last
            .map(|last| format!("the last on {}", dates::short(last, today))),
    );
    parts.extend(cell.confidence.map(|answer| format!("confidence {answer}")));
    parts.extend(cell.status.map(|status| status.name().to_owned()));
    format!("{}, week {}: {}", row.id, week.number, parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::glyphs::GlyphSet;

    #[test]
    fn a_week_without_a_check_in_is_a_dot_and_a_week_to_come_is_blank() {
        let glyphs = GlyphSet::Unicode.glyphs();
        let past = |count| Cell {
            count,
            status: Some(Status::On),
            ..Cell::default()
        };
        let shown = |one: &Cell, show| cell(one, show, glyphs).1;
        assert_eq!(shown(&past(0), Show::Count), ".");
        assert_eq!(shown(&past(1), Show::Count), "▪");
        assert_eq!(shown(&past(3), Show::Count), "■");
        assert_eq!(shown(&Cell::default(), Show::Count), "");
        assert_eq!(shown(&past(0), Show::Confidence), ".");
        assert_eq!(shown(&past(0), Show::Status), "●");
    }

    #[test]
    fn a_streak_of_none_says_nothing() {
        assert_eq!(streak(0, Every::Week), ["", ""]);
        assert_eq!(
            streak(1, Every::Week)[0],
            "Streak: 1 week with a team review"
        );
        assert_eq!(streak(3, Every::Month)[1], "Streak: 3 months");
    }
}
