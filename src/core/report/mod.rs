//! Questions a person asks of the book, each answered by a plain struct. Everything that prints,
//! counts or decides on the state of the book starts from these answers.

pub mod board;
pub mod item;
