//! Questions a person asks of the book, each answered by a plain struct. Everything that prints,
//! counts or decides on the state of the book starts from these answers.

pub mod board;
pub mod cadence;
pub mod calibration;
pub mod course;
pub mod diff;
pub mod due;
pub mod ends;
pub mod grades;
pub mod growth;
pub mod history;
pub mod item;
pub mod retro;
pub mod rhythm;
pub mod search;
pub mod status;
pub mod timeline;

#[cfg(test)]
pub(crate) mod sample;
