//! The core of okr: rules, log and file. It prints nothing, reads no environment and no home
//! folder, and is told what day it is; a terminal, a test and a script are the same to it.

pub mod act;
pub mod book;
pub mod capture;
pub mod domain;
pub mod error;
pub mod exchange;
pub mod lint;
pub mod log;
pub mod merge;
pub mod outline;
pub mod purge;
pub mod rebuild;
pub mod reference;
pub mod report;
pub mod review;
pub mod select;
pub mod store;
pub mod time;
pub mod watch;

pub use book::Book;
/// What questions read from; only this crate writes through it.
pub use rusqlite::Connection;

pub use error::{Error, Kind, Place, Result};
