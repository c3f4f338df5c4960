//! What can be done to records, and the change each asks for: from the answers on a card to an action
//! of the core and the command line that would have done the same. No value is read here; what was
//! typed goes to the core as it is.

mod wishes;

use okr_core::act::Action;
use okr_core::domain::id::Uid;
use okr_core::domain::record::Type;

use crate::tui::effect::Wish;
use crate::words::shell;
use wishes::{add, answer, check_in, done, each, edit, grade, objective, some, thank, win};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    CheckIn,
    Edit,
    /// A key result, or an objective under a vision.
    Add,
    AddObjective,
    AddVision,
    Win,
    /// The fields of a win.
    Reword,
    /// Names are added to those a win thanks.
    Thank,
    Ask,
    Block,
    Note,
    Move,
    Drop,
    Grade,
}

/// A record that something is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub uid: Uid,
    pub id: String,
    pub kind: Type,
}

/// Answers by the name of their field.
pub type Answers = [(String, String)];

impl Verb {
    /// Whether it can be done to this kind of record.
    #[must_use]
    pub fn takes(self, kind: Type) -> bool {
        match self {
            Self::CheckIn => kind == Type::KeyResult,
            Self::Edit
            | Self::Win
            | Self::Ask
            | Self::Block
            | Self::Note
            | Self::Move
            | Self::Drop
            | Self::Grade => {
                matches!(kind, Type::Objective | Type::KeyResult)
            }
            Self::Reword | Self::Thank => kind == Type::Win,
            Self::Add | Self::AddObjective | Self::AddVision => true,
        }
    }

    /// What the title of its card begins with, before the ids.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CheckIn => "Check in",
            Self::Edit | Self::Reword => "Edit",
            Self::Add => "Add below",
            Self::AddObjective => "New objective",
            Self::AddVision => "New vision",
            Self::Win => "Win for",
            Self::Thank => "Thanks for",
            Self::Ask => "Ask for help with",
            Self::Block => "Blocker of",
            Self::Note => "Note on",
            Self::Move => "Move",
            Self::Drop => "Drop",
            Self::Grade => "Grade",
        }
    }

    /// The change the answers ask for; `None` while they ask for nothing.
    #[must_use]
    pub fn wish(self, subjects: &[Subject], answers: &Answers) -> Option<Wish> {
        let ids: Vec<String> = subjects.iter().map(|subject| subject.id.clone()).collect();
        match self {
            Self::CheckIn => check_in(&ids, answers),
            Self::Edit | Self::Reword => edit(ids, answers),
            Self::Add => add(subjects.first(), answer(answers, "text")),
            Self::AddObjective => objective(None, answer(answers, "text")),
            Self::AddVision => {
                let title = some(answer(answers, "text"))?;
                let command = shell::line(&["vision", "add", &title]);
                Some(done(Action::AddVision { title, owner: None }, command))
            }
            Self::Win => win(ids, answers),
            Self::Thank => thank(ids, answers),
            Self::Ask => {
                let text = some(answer(answers, "text"))?;
                let mut words = vec!["ask", text.as_str()];
                words.extend(ids.iter().flat_map(|id| ["--for", id.as_str()]));
                let command = shell::line(&words);
                Some(done(Action::Ask { text, about: ids }, command))
            }
            Self::Block => {
                let text = answer(answers, "blocker");
                each(&ids, |id| {
                    let words = match text {
                        "" => shell::line(&["block", id, "--clear"]),
                        text => shell::line(&["block", id, text]),
                    };
                    let reference = id.to_owned();
                    (
                        Action::Block {
                            reference,
                            blocker: some(text),
                        },
                        words,
                    )
                })
            }
            Self::Note => {
                let text = some(answer(answers, "text"))?;
                each(&ids, |id| {
                    let action = Action::Note {
                        reference: id.to_owned(),
                        text: text.clone(),
                    };
                    (action, shell::line(&["note", id, &text]))
                })
            }
            Self::Move => {
                let to = some(answer(answers, "to"))?;
                each(&ids, |id| {
                    let action = Action::Move {
                        reference: id.to_owned(),
                        to: to.clone(),
                        counts: None,
                    };
                    (action, shell::line(&["move", id, "--to", &to]))
                })
            }
            Self::Grade => grade(ids, answers),
            Self::Drop => {
                let because = some(answer(answers, "because"));
                let mut words = vec!["drop"];
                words.extend(ids.iter().map(String::as_str));
                if let Some(because) = &because {
                    words.extend(["--because", because.as_str()]);
                }
                let command = shell::line(&words);
                Some(done(
                    Action::Drop {
                        references: ids,
                        because,
                    },
                    command,
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::effect::Change;

    fn subject(id: &str, kind: Type) -> Subject {
        Subject {
            uid: Uid::random(),
            id: id.to_owned(),
            kind,
        }
    }

    fn answers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn the_history_shows_the_command_that_would_have_done_it() {
        let k6 = [subject("K6", Type::KeyResult)];
        let line = |verb: Verb, given: &[(&str, &str)]| {
            verb.wish(&k6, &answers(given)).map(|wish| wish.command)
        };
        let shown = line(
            Verb::CheckIn,
            &[
                ("value", "222"),
                ("confidence", "5"),
                ("note", "form is live"),
                ("blocker", ""),
            ],
        );
        assert_eq!(
            shown.as_deref(),
            Some("okr checkin K6 222 -c 5 -m \"form is live\"")
        );
        assert_eq!(line(Verb::CheckIn, &[("value", " ")]), None);
        assert_eq!(
            line(Verb::Edit, &[("target", "450")]).as_deref(),
            Some("okr set K6 target=450")
        );
        assert_eq!(line(Verb::Edit, &[]), None);
        assert_eq!(
            line(Verb::Block, &[("blocker", "")]).as_deref(),
            Some("okr block K6 --clear")
        );
        assert_eq!(line(Verb::Drop, &[]).as_deref(), Some("okr drop K6"));
    }

    #[test]
    fn two_marked_records_are_one_change() {
        let both = [
            subject("K1", Type::KeyResult),
            subject("K2", Type::KeyResult),
        ];
        let wish = Verb::Note
            .wish(&both, &answers(&[("text", "seen")]))
            .expect("a wish");
        assert!(matches!(wish.change, Change::Do(Action::Together(all)) if all.len() == 2));
    }
}
