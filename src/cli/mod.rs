//! The command line: typed words in, answers and exit codes out. What may change and what is true is
//! the core's; how things are said is `words`'; this folder only brings the two to the streams.

pub mod batch;
pub mod catalog;
pub mod check_in;
mod checkup;
pub mod commands;
pub mod complete;
pub mod exit;
pub mod globals;
mod help;
pub mod io;
pub mod manners;
pub mod output;
mod pager;
mod prompt;
pub mod selection;
pub mod session;
pub mod usage;

pub use prompt::Answer;
