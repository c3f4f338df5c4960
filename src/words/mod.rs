//! How things are said to people, for the command line and the full-screen view alike: safe text,
//! widths, tones, glyphs and small figures. Nothing here knows a stream, a flag or a layout.

pub mod answers;
pub mod calendar;
pub mod calibration;
pub mod chart;
pub mod check_in;
pub mod dates;
pub mod difference;
pub mod excerpt;
pub mod facts;
pub mod forecast;
pub mod glyphs;
pub mod grade;
pub mod grading;
pub mod happening;
pub mod import;
pub mod item;
pub mod learn;
pub mod lint;
pub mod markdown;
pub mod meter;
pub mod outcome;
pub mod page;
pub mod progress;
pub mod report;
pub mod retro;
pub mod review;
mod safe;
pub mod shell;
pub mod sitting;
pub mod source;
pub mod status;
pub mod text;
pub mod timeline;
pub mod tone;
pub mod wins;
pub mod wrap;
