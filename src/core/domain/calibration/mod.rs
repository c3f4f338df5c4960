//! Whether what was said beforehand came true: forecasts replayed over a history, and confidence held
//! against results. Pure counting over facts that others gather; it never knows who said what, so it
//! cannot rank people.

mod answers;
#[cfg(test)]
mod made_up;
mod replay;

pub use answers::{Answer, BANDS, Belief, FEWEST, Figures, believed};
pub use replay::{Case, Losses, Scores, replay, score};
