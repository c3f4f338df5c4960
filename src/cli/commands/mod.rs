//! One file per command, named by the typed word: its options and what runs it. A command turns
//! words into an action or a question and prints what the core answers; it computes no number.

pub mod add;
pub mod ask;
pub mod block;
pub mod calibration;
pub mod checkin;
pub mod completions;
pub mod config;
pub mod cycle;
pub mod db;
pub mod diff;
pub mod doctor;
pub mod drop;
pub mod due;
pub mod explain;
pub mod help;
pub mod list;
pub mod log;
pub mod man;
pub mod r#move;
pub mod note;
pub mod prompt;
pub mod redo;
pub mod restore;
pub mod same;
pub mod search;
pub mod set;
pub mod show;
pub mod status;
pub mod team;
pub mod tree;
pub mod ui;
pub mod undo;
pub mod vision;
pub mod why;
pub mod win;
