//! The full-screen view as people use it: keys on a real book, and the screen that is seen then. The
//! screens stand in tests/snapshots as plain text; `OKR_BLESS=1` writes them anew.

mod any_keys;
mod book;
mod grades;
mod half_typed;
mod key_result;
mod many;
mod newcomer;
mod review;
mod screens;
pub mod stage;
mod terminal;
mod tree;
mod weeks;
mod wins;
