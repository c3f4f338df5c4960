//! A card with fields to fill in: which one is being typed, what was typed, and what became of it so
//! far. What the answers mean is the verb's.

use okr_core::Error;

use super::verb::{Subject, Verb};
use crate::tui::effect::Wish;
use crate::tui::key::Key;
use crate::tui::pen::Piece;
use crate::tui::widgets::field::Field;

/// One field with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The name of the core: `target`.
    pub name: &'static str,
    pub label: &'static str,
    pub field: Field,
    /// What it began with. Only what differs is a change.
    pub begin: String,
    /// What is known or possible, shown while the field is empty and behind a short text.
    pub beside: String,
}

impl Row {
    #[must_use]
    pub fn new(name: &'static str, label: &'static str, begin: String) -> Self {
        Self {
            name,
            label,
            field: Field::of(begin.clone()),
            begin,
            beside: String::new(),
        }
    }

    #[must_use]
    pub fn beside(self, text: impl Into<String>) -> Self {
        Self {
            beside: text.into(),
            ..self
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub verb: Verb,
    pub subjects: Vec<Subject>,
    pub title: String,
    pub rows: Vec<Row>,
    pub focus: usize,
    /// What was refused and why; it stands under the field it is about.
    pub slip: Option<Slip>,
    /// What would come of it.
    pub preview: Vec<Vec<Piece>>,
    /// Escape was pressed once over something typed.
    pub is_leaving: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub row: usize,
    pub lines: Vec<String>,
}

/// What is to be done after Enter.
#[derive(Debug, Clone, PartialEq)]
pub enum Entered {
    /// The next field is being typed.
    Next,
    Save(Box<Wish>),
    /// The answers ask for nothing.
    Nothing,
}

impl Card {
    #[must_use]
    pub fn new(verb: Verb, subjects: Vec<Subject>, rows: Vec<Row>) -> Self {
        let ids: Vec<&str> = subjects.iter().map(|subject| subject.id.as_str()).collect();
        let about = match verb {
            Verb::AddObjective | Verb::AddVision => String::new(),
            _ if ids.len() > 4 => format!(" {} records", ids.len()),
            _ => format!(" {}", ids.join(" ")),
        };
        let title = match (verb, ids.is_empty()) {
            (Verb::Win, true) => "New win".to_owned(),
            (Verb::Ask, true) => "Ask for help".to_owned(),
            _ => format!("{}{about}", verb.title()).trim_end().to_owned(),
        };
        Self {
            title,
            verb,
            subjects,
            rows,
            focus: 0,
            slip: None,
            preview: Vec::new(),
            is_leaving: false,
        }
    }

    /// What was typed; of a change of fields only those that differ.
    #[must_use]
    pub fn answers(&self) -> Vec<(String, String)> {
        let only_changed = matches!(self.verb, Verb::Edit | Verb::Reword | Verb::Grade);
        self.rows
            .iter()
            .filter(|row| !only_changed || row.field.text().trim() != row.begin.trim())
            .map(|row| (row.name.to_owned(), row.field.text().to_owned()))
            .collect()
    }

    /// Whether closing it would lose something that was typed.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.rows.iter().any(|row| row.field.text() != row.begin)
    }

    #[must_use]
    pub fn wish(&self) -> Option<Wish> {
        self.verb.wish(&self.subjects, &self.answers())
    }

    /// Takes a key of typing; `false` when it means nothing here.
    pub fn take(&mut self, key: Key) -> bool {
        let taken = match self.rows.get_mut(self.focus) {
            Some(row) => row.field.take(key),
            None => false,
        };
        if taken {
            self.slip = None;
        }
        taken
    }

    pub fn paste(&mut self, text: &str) {
        if let Some(row) = self.rows.get_mut(self.focus) {
            row.field.paste(text);
            self.slip = None;
        }
    }

    /// Puts texts into the fields of these names and goes to the last of them.
    pub fn fill(&mut self, fields: &[(String, String)]) {
        for (place, row) in self.rows.iter_mut().enumerate() {
            if let Some((_, text)) = fields.iter().find(|(name, _)| name == row.name) {
                row.field = Field::of(text.clone());
                self.focus = place;
            }
        }
    }

    /// Takes what is known by now from rows that were made anew; what was typed stays.
    pub fn refresh(&mut self, fresh: Vec<Row>) {
        for now in fresh {
            let Some(row) = self.rows.iter_mut().find(|row| row.name == now.name) else {
                continue;
            };
            if row.field.text() == row.begin && row.begin != now.begin {
                row.field = now.field;
            }
            (row.begin, row.beside) = (now.begin, now.beside);
        }
    }

    /// Goes to another field, round at the ends.
    pub fn step(&mut self, by: isize) {
        let count = self.rows.len().max(1) as isize;
        self.focus = (self.focus as isize + by).rem_euclid(count) as usize;
    }

    /// Whether Enter goes to the next field from here.
    #[must_use]
    pub fn leads_on(&self) -> bool {
        match self.verb {
            Verb::CheckIn => self.focus < 2,
            Verb::Win => self.focus == 0,
            _ => false,
        }
    }

    /// A check-in goes from field to field and is saved behind the note; everything else is saved at
    /// once, wherever one stands.
    #[must_use]
    pub fn enter(&mut self) -> Entered {
        let is_answered = self
            .rows
            .first()
            .is_some_and(|row| !row.field.text().trim().is_empty());
        if self.leads_on() && is_answered {
            self.focus += 1;
            return Entered::Next;
        }
        match self.wish() {
            Some(wish) => Entered::Save(Box::new(wish)),
            None => {
                self.focus = 0;
                Entered::Nothing
            }
        }
    }

    /// Shows an error under the field it is about, and goes there.
    pub fn refuse(&mut self, error: &Error) {
        let named = |name: &str| self.rows.iter().position(|row| row.name == name);
        let message = error.message.as_str();
        let is_named = |row: &Row| {
            message.starts_with(row.name) || message.contains(&format!("the {}", row.name))
        };
        // A text that is quoted is the one that was typed into its field.
        let is_quoted = |row: &Row| {
            let typed = row.field.text().trim();
            typed != row.begin && !typed.is_empty() && message.contains(&format!("\"{typed}\""))
        };
        let about = match error.code {
            "E210" => named("confidence"),
            _ => {
                let place = self.rows.iter().position(is_named);
                place.or_else(|| self.rows.iter().position(is_quoted))
            }
        };
        let row = about.unwrap_or(match self.verb {
            Verb::CheckIn => 0,
            _ => self.focus,
        });
        self.focus = row.min(self.rows.len().saturating_sub(1));
        let mut lines = vec![error.message.clone()];
        lines.extend(error.why.iter().cloned());
        self.slip = Some(Slip {
            row: self.focus,
            lines,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &'static str, begin: &str) -> Row {
        Row::new(name, name, begin.to_owned())
    }

    fn check_in() -> Card {
        let subject = Subject {
            uid: okr_core::domain::id::Uid::random(),
            id: "K1".to_owned(),
            kind: okr_core::domain::record::Type::KeyResult,
        };
        let rows = ["value", "confidence", "note", "blocker"].map(|name| row(name, ""));
        Card::new(Verb::CheckIn, vec![subject], rows.to_vec())
    }

    #[test]
    fn three_enters_save_a_check_in() {
        let mut card = check_in();
        assert_eq!(card.enter(), Entered::Nothing);
        for key in ['4', '2'] {
            card.take(Key::Char(key));
        }
        assert_eq!(card.enter(), Entered::Next);
        assert_eq!(card.enter(), Entered::Next);
        assert!(matches!(card.enter(), Entered::Save(wish) if wish.command == "okr checkin K1 42"));
    }

    #[test]
    fn an_error_stands_under_the_field_it_is_about() {
        let mut card = check_in();
        card.focus = 2;
        card.refuse(&Error::refused("E210", "confidence is 0 to 10"));
        assert_eq!(card.focus, 1);
        card.focus = 2;
        card.refuse(&Error::refused("E204", "\"x\" is not a number"));
        assert_eq!(card.slip.as_ref().map(|slip| slip.row), Some(0));
    }
}
