//! The command line: typed words in, answers and exit codes out. What may change and what is true is
//! the core's; how things are said is `words`'; this folder only brings the two to the streams.

mod adding;
mod applying;
pub mod calendar;
pub mod catalog;
pub mod check_in;
mod checkup;
pub mod commands;
pub mod complete;
mod editor;
pub mod exit;
pub mod full_screen;
pub mod globals;
mod help;
mod interrupt;
pub mod io;
pub mod manners;
pub mod output;
mod pager;
pub mod picking;
mod prompt;
pub mod review;
mod sayings;
pub mod selection;
pub mod session;
pub mod usage;
pub mod written;

pub use prompt::Answer;
