//! From typed text to meaning: a key result's sentence to its measure, a value to a quantity, words
//! to a date. Pure; every guess is reported with how it was made.

pub mod date;
pub mod number;
pub mod sentence;
pub mod value;
