//! A page of a report in the form it is read in: Markdown, text for a terminal, or one HTML file. Every form
//! prints the texts of the page and computes nothing; what people wrote is made harmless here, whatever
//! span it stands in.

pub mod calendar;
pub mod html;
pub mod markdown;
pub mod text;

/// A sentence near the end of every page in every form: a file with it may be written over by the next
/// report, any other may not.
pub const MARK: &str = "okr why";
