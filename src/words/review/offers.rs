//! What the last page of a review offers: wins that figures justify and asks for what blocks, each with
//! the change that picking it makes.

use okr_core::act::Action;
use okr_core::report::cadence::Every;
use okr_core::review::{End, Review};

use super::{last, wins};
use crate::words::shell;

/// What an offer would become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Win,
    Ask,
}

/// One proposal to pick or to leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub worth: Worth,
    /// The short id of the key result it is about.
    pub id: String,
    pub text: String,
    /// Why it may be said.
    pub reason: String,
    pub action: Action,
}

impl Offer {
    /// The command line that does the same.
    #[must_use]
    pub fn command(&self) -> String {
        let verb = match self.worth {
            Worth::Win => "win",
            Worth::Ask => "ask",
        };
        shell::line(&[verb, &self.text, "--for", &self.id])
    }

    /// `Win: K1 Half of the way: Win 500 readers (48% before, 52% now)`.
    #[must_use]
    pub fn line(&self) -> String {
        match self.worth {
            Worth::Win => format!("Win: {} {} ({})", self.id, self.text, self.reason),
            Worth::Ask => format!("Ask: {} ({})", self.text, self.reason),
        }
    }
}

/// Wins first, then asks.
#[must_use]
pub fn of(review: &Review, end: &End, every: Every) -> Vec<Offer> {
    let card = |place: usize| review.cards().get(place);
    let won = end.wins.iter().filter_map(|proposal| {
        let card = card(proposal.place)?;
        let text = wins::title(proposal.evidence, card, every);
        Some(Offer {
            worth: Worth::Win,
            id: card.item.id(),
            reason: wins::reason(proposal.evidence, card, every),
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
            action: Action::Ask {
                text: request.text.clone(),
                about: vec![card.item.id()],
            },
        })
    });
    won.chain(asked).collect()
}
