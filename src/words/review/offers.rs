//! What the last page of a review offers: wins that figures justify, asks for what blocks, and open asks
//! that may be answered by now, each with the change that picking it makes.

use chrono::NaiveDate;
use okr_core::act::Action;
use okr_core::report::cadence::Every;
use okr_core::review::{End, Evidence, Review};

use super::{last, wins};
use crate::words::shell;

/// What an offer would become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Win,
    Ask,
    /// An open ask that is closed.
    Answered,
}

/// One proposal to pick or to leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub worth: Worth,
    /// The short id of the key result it is about, or of the open ask.
    pub id: String,
    pub text: String,
    /// Why it may be said.
    pub reason: String,
    /// Whether a screen shows it picked: what was reached, not what may be chance.
    pub is_likely: bool,
    pub action: Action,
}

impl Offer {
    /// The command line that does the same.
    #[must_use]
    pub fn command(&self) -> String {
        match self.worth {
            Worth::Win => shell::line(&["win", &self.text, "--for", &self.id]),
            Worth::Ask => shell::line(&["ask", &self.text, "--for", &self.id]),
            Worth::Answered => shell::line(&["ask", "close", &self.id]),
        }
    }

    /// `Win: K1 Half of the way: Win 500 readers (48% before, 52% now)`.
    #[must_use]
    pub fn line(&self) -> String {
        match self.worth {
            Worth::Win => format!("Win: {} {} ({})", self.id, self.text, self.reason),
            Worth::Ask => format!("Ask: {} ({})", self.text, self.reason),
            Worth::Answered => {
                format!("Answered: {} {} ({})", self.id, self.text, self.reason)
            }
        }
    }
}

/// Wins first, then asks, then what was asked before.
#[must_use]
pub fn of(review: &Review, end: &End, every: Every, today: NaiveDate) -> Vec<Offer> {
    let card = |place: usize| review.cards().get(place);
    let won = end.wins.iter().filter_map(|proposal| {
        let card = card(proposal.place)?;
        let text = wins::title(proposal.evidence, card, every);
        Some(Offer {
            worth: Worth::Win,
            id: card.item.id(),
            reason: wins::reason(proposal.evidence, card, every),
            is_likely: !matches!(proposal.evidence, Evidence::BestStep { .. }),
            action: Action::Win {
                text: text.clone(),
                about: vec![card.item.id()],
                thanks: Vec::new(),
            },
            text,
        })
    });
    let asked = end.requests.iter().filter_map(|request| {
        let card = card(request.place)?;
        Some(Offer {
            worth: Worth::Ask,
            id: card.item.id(),
            text: request.text.clone(),
            reason: last::from(request, card),
            is_likely: false,
            action: Action::Ask {
                text: request.text.clone(),
                about: vec![card.item.id()],
            },
        })
    });
    let answered = end.open_asks.iter().map(|ask| Offer {
        worth: Worth::Answered,
        id: ask.id.to_string(),
        text: ask.title.clone(),
        reason: last::open_since(ask, today),
        is_likely: false,
        action: Action::CloseAsk {
            reference: ask.id.to_string(),
            answer: None,
        },
    });
    won.chain(asked).chain(answered).collect()
}
