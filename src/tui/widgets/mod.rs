//! Small things that screens and cards are made of. They hold plain data and know no message.

pub mod field;
pub mod list;
