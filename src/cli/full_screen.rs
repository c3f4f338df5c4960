//! Whether the whole screen can be used, and what is to be on it first. What is on it is the view's; who
//! puts the parts together lends the function that opens it.

use okr_core::Result;
use okr_core::review::Review;

use super::exit::Exit;
use super::session::Session;

/// Shows the book until the person leaves.
pub type FullScreen = fn(&mut Session<'_>, Begin) -> Result<Exit>;

/// What is shown first.
pub enum Begin {
    Tree,
    /// The tree of the sample company.
    Samples,
    Review(Box<Opened>),
}

/// A review that is ready to be held.
pub struct Opened {
    pub review: Review,
    pub filter: Vec<String>,
    /// Larger, for a team in one room.
    pub presents: bool,
    /// The command line that goes on with it.
    pub command: String,
}

/// Why the whole screen cannot be used, when it cannot.
#[must_use]
pub fn cannot(session: &Session<'_>) -> Option<&'static str> {
    let is_dumb =
        (session.environment)("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    match () {
        () if !session.io.stdin_is_terminal() || !session.io.out.terminal => {
            Some("there is no terminal here to fill")
        }
        () if is_dumb => Some("this terminal cannot show a full screen (TERM is dumb)"),
        () if session.io.out.accessible => Some("line mode is on, and a full screen is none"),
        () if session.full_screen.is_none() => Some("this program has no full screen"),
        () => None,
    }
}
