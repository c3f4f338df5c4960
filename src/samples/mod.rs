//! Texts to begin from: templates, and a company to look around in. Both are made of the same outlines
//! and actions people write; nothing here opens the book of a person.

pub mod demo;
pub mod template;
