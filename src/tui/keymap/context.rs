//! The places where keys have a meaning, and which other places each falls back to.

/// A place where keys have a meaning. Each knows the places it falls back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Whatever is on the screen, also while typing.
    Always,
    /// On every screen, unless something is typed.
    Everywhere,
    Tree,
    /// The page of a key result.
    KeyResult,
    Wins,
    Timeline,
    Grade,
    /// The filter line.
    Filter,
    /// A text field of a card.
    Field,
    /// A list to choose from, narrowed by typing.
    Choice,
    Help,
    /// A question with a yes.
    Preview,
    /// The empty value field of a card of the review.
    Review,
    /// The last page of the review.
    ReviewEnd,
    /// The screen of an empty book.
    First,
    /// A message that stops everything.
    Stop,
}

impl Context {
    pub const ALL: [Self; 16] = [
        Self::Always,
        Self::Everywhere,
        Self::Tree,
        Self::KeyResult,
        Self::Wins,
        Self::Timeline,
        Self::Grade,
        Self::Filter,
        Self::Field,
        Self::Choice,
        Self::Help,
        Self::Preview,
        Self::Review,
        Self::ReviewEnd,
        Self::First,
        Self::Stop,
    ];

    /// The name of its section in the settings: `keys.tree`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Everywhere => "everywhere",
            Self::Tree => "tree",
            Self::KeyResult => "key_result",
            Self::Wins => "wins",
            Self::Timeline => "timeline",
            Self::Grade => "grade",
            Self::Filter => "filter",
            Self::Field => "field",
            Self::Choice => "choice",
            Self::Help => "help",
            Self::Preview => "preview",
            Self::Review => "review",
            Self::ReviewEnd => "review_end",
            Self::First => "first",
            Self::Stop => "stop",
        }
    }

    /// When it is the place one is in.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Always => "Whatever is on the screen",
            Self::Everywhere => "On every screen while nothing is typed",
            Self::Tree => "The tree of objectives and key results",
            Self::KeyResult => "The page of a key result",
            Self::Wins => "The wins of the cycle",
            Self::Timeline => "Check-ins by week",
            Self::Grade => "On the screen of grades",
            Self::Filter => "While a filter is typed",
            Self::Field => "In a field of a card",
            Self::Choice => "In a list that typing narrows: commands, where to move",
            Self::Help => "On the card of keys",
            Self::Review => "On a card of the review, while its value is empty",
            Self::ReviewEnd => "On the last page of the review",
            Self::Preview => "On a question about pasted rows",
            Self::First => "In a book with nothing in it",
            Self::Stop => "On a message that stops everything",
        }
    }

    /// Where a key is looked for, in this order.
    #[must_use]
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Always => &[Self::Always],
            Self::Everywhere => &[Self::Everywhere, Self::Always],
            Self::Tree => &[Self::Tree, Self::Everywhere, Self::Always],
            Self::KeyResult => &[Self::KeyResult, Self::Everywhere, Self::Always],
            Self::Wins => &[Self::Wins, Self::Everywhere, Self::Always],
            Self::Timeline => &[Self::Timeline, Self::Everywhere, Self::Always],
            Self::Grade => &[Self::Grade, Self::Everywhere, Self::Always],
            Self::First => &[Self::First, Self::Everywhere, Self::Always],
            Self::Filter => &[Self::Filter, Self::Always],
            Self::Field => &[Self::Field, Self::Always],
            Self::Choice => &[Self::Choice, Self::Always],
            Self::Help => &[Self::Help, Self::Always],
            Self::Preview => &[Self::Preview, Self::Always],
            Self::Review => &[Self::Review, Self::Always],
            Self::ReviewEnd => &[Self::ReviewEnd, Self::Always],
            Self::Stop => &[Self::Stop, Self::Always],
        }
    }
}
