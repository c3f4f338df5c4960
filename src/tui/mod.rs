//! The full-screen view. A message changes the model (`update`), the model is drawn (`view`), and what
//! is to be done about it is an effect that `perform` and the runtime do. Only `terminal` and
//! `signals` know a terminal, only `perform` knows a book.

pub mod cards;
pub mod effect;
mod foot;
mod fuzzy;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod model;
pub mod msg;
pub mod pen;
pub mod perform;
#[cfg(unix)]
pub mod runtime;
pub mod screens;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
