//! What SQLite says when it cannot, as sentences that help. Nothing else in the project looks at an
//! SQLite result code.

use rusqlite::ErrorCode;

use crate::error::{Error, Kind};

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        let Some(code) = source.sqlite_error_code() else {
            return unreadable(&source);
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::conflict("E501", "the book is busy: another okr is writing to it")
                .why("Nothing was written.")
                .next("Try again, or give it longer with  --wait 30"),
            ErrorCode::ReadOnly => Self::storage("E603", "the book cannot be written to")
                .why("The file, its folder or its file system is read-only for you. Nothing was changed.")
                .next("okr doctor"),
            ErrorCode::DiskFull => Self::storage("E604", "the disk is full")
                .why("Nothing was written; the book is as it was.")
                .next("Free some space and run the same command again"),
            ErrorCode::SystemIoFailure => Self::storage("E605", "the disk reported an error")
                .why(format!("{source}. Nothing was acknowledged; the book is as it was before the command."))
                .next("okr db verify"),
            ErrorCode::CannotOpen => Self::storage("E606", "the book cannot be opened")
                .why("The file or its folder is missing, or you may not read it.")
                .next("okr doctor"),
            ErrorCode::PermissionDenied => Self::storage("E606", "you may not open the book").next("okr doctor"),
            ErrorCode::DatabaseCorrupt => damaged(&source.to_string()),
            ErrorCode::NotADatabase => damaged("it is not an SQLite file"),
            ErrorCode::TooBig => Self::refused("E222", "that is too long to keep").why("A text can have up to 64 kB."),
            ErrorCode::OutOfMemory => Self::storage("E607", "there is not enough memory for that"),
            _ => unreadable(&source),
        }
    }
}

/// The book cannot be read as a book.
pub(crate) fn damaged(reason: &str) -> Error {
    Error::storage("E602", "the book is damaged")
        .why(format!("{reason}. Nothing was changed."))
        .next("okr db verify")
        .next("okr db restore BACKUP")
}

fn unreadable(source: &rusqlite::Error) -> Error {
    use rusqlite::Error as Sql;
    match source {
        Sql::FromSqlConversionFailure(..)
        | Sql::InvalidColumnType(..)
        | Sql::IntegralValueOutOfRange(..)
        | Sql::Utf8Error(..) => damaged(&source.to_string()),
        _ => Error::new(
            "E900",
            Kind::Failure,
            format!("the book gave an answer nobody expected: {source}"),
        ),
    }
}

impl From<serde_json::Error> for Error {
    fn from(source: serde_json::Error) -> Self {
        damaged(&format!("a change in its log cannot be read ({source})"))
    }
}
