//! The screens, one of which is on top. A screen holds where one stands in it; what it shows is in the
//! model. The stack is never empty, so there is always something to draw and somewhere to go back to.

pub mod first;
pub mod grade;
pub mod key_result;
pub mod review;
pub mod stop;
pub mod timeline;
pub mod tree;
pub mod wins;

pub use first::First;
pub use grade::Grades;
pub use key_result::KeyResult;
pub use review::Sitting;
pub use stop::Stop;
pub use timeline::Weeks;
pub use tree::Tree;
pub use wins::Wins;

use super::effect::Effect;
use super::keymap::{Context, Intent};

#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    Tree(Box<Tree>),
    KeyResult(Box<KeyResult>),
    Review(Box<Sitting>),
    Wins(Box<Wins>),
    Timeline(Box<Weeks>),
    Grade(Box<Grades>),
    First(First),
    Stop(Box<Stop>),
}

impl Screen {
    #[must_use]
    pub fn context(&self) -> Context {
        match self {
            Self::Tree(_) => Context::Tree,
            Self::KeyResult(_) => Context::KeyResult,
            Self::Review(sitting) => sitting.context(),
            Self::Wins(wins) => wins.context(),
            Self::Timeline(_) => Context::Timeline,
            Self::Grade(_) => Context::Grade,
            Self::First(_) => Context::First,
            Self::Stop(_) => Context::Stop,
        }
    }
}

/// One of the screens that have a number in the second line.
#[derive(Debug, Clone, Copy)]
pub struct Tab {
    pub label: &'static str,
    /// What its key asks for.
    pub intent: Intent,
    /// Whether a screen belongs to it.
    pub holds: fn(&Screen) -> bool,
}

pub const TABS: &[Tab] = &[
    Tab {
        label: "Tree",
        intent: Intent::ShowTree,
        holds: |screen| matches!(screen, Screen::Tree(_) | Screen::KeyResult(_)),
    },
    Tab {
        label: "Review",
        intent: Intent::ShowReview,
        holds: |screen| matches!(screen, Screen::Review(_)),
    },
    Tab {
        label: "Wins",
        intent: Intent::ShowWins,
        holds: |screen| matches!(screen, Screen::Wins(_)),
    },
    Tab {
        label: "Timeline",
        intent: Intent::ShowTimeline,
        holds: |screen| matches!(screen, Screen::Timeline(_)),
    },
    Tab {
        label: "Grade",
        intent: Intent::ShowGrade,
        holds: |screen| matches!(screen, Screen::Grade(_)),
    },
];

/// What the screens show besides the board, to be read when another board was read.
#[must_use]
pub fn reads(stack: &Stack) -> Vec<Effect> {
    let reads = |screen: &Screen| match screen {
        Screen::KeyResult(page) => Some(Effect::LoadPage(page.uid)),
        Screen::Wins(_) => Some(Effect::LoadWins),
        Screen::Timeline(_) => Some(Effect::LoadTimeline),
        Screen::Grade(_) => Some(Effect::LoadGrades),
        Screen::Tree(_) | Screen::Review(_) | Screen::First(_) | Screen::Stop(_) => None,
    };
    stack.all().filter_map(reads).collect()
}

/// Screens over one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    bottom: Screen,
    above: Vec<Screen>,
}

impl Default for Stack {
    fn default() -> Self {
        Self {
            bottom: Screen::Tree(Box::default()),
            above: Vec::new(),
        }
    }
}

impl Stack {
    #[must_use]
    pub fn top(&self) -> &Screen {
        self.above.last().unwrap_or(&self.bottom)
    }

    pub fn top_mut(&mut self) -> &mut Screen {
        self.above.last_mut().unwrap_or(&mut self.bottom)
    }

    pub fn push(&mut self, screen: Screen) {
        self.above.push(screen);
    }

    /// Goes back to the screen below; `false` when there is none.
    pub fn pop(&mut self) -> bool {
        self.above.pop().is_some()
    }

    /// Leaves one screen only.
    pub fn reset(&mut self, screen: Screen) {
        self.above.clear();
        self.bottom = screen;
    }

    /// Goes back to the lowest screen.
    pub fn go_down(&mut self) {
        self.above.clear();
    }

    /// From the lowest to the one on top.
    pub fn all(&self) -> impl Iterator<Item = &Screen> {
        std::iter::once(&self.bottom).chain(&self.above)
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        std::iter::once(&mut self.bottom).chain(&mut self.above)
    }

    /// The tree, wherever it is.
    pub fn tree_mut(&mut self) -> Option<&mut Tree> {
        self.all_mut()
            .filter_map(|screen| match screen {
                Screen::Tree(tree) => Some(&mut **tree),
                _ => None,
            })
            .next()
    }
}
