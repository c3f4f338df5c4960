//! Owns the SQLite file. Nothing outside this folder writes SQL; nothing inside it decides what a
//! record may become, that is `domain`'s. Rows become domain types here, and nowhere else do untyped
//! values travel.

pub mod check_ins;
pub mod choices;
pub mod cycles;
pub mod facts;
pub mod failure;
pub mod file;
pub mod grades;
pub mod key_results;
pub mod log_rows;
pub mod migrate;
pub mod names;
pub mod objectives;
pub mod ops;
pub mod project;
pub mod replace;
pub mod reviews;
pub mod row;
pub mod tables;
pub mod union;
pub mod visions;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::id::Uid;
use crate::domain::quantity::Quantity;

impl ToSql for Uid {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.bytes())))
    }
}

impl FromSql for Uid {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes: [u8; 16] = value
            .as_blob()?
            .try_into()
            .map_err(|_| FromSqlError::InvalidType)?;
        Ok(Self::from_bytes(bytes))
    }
}

impl ToSql for Quantity {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for Quantity {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|()| FromSqlError::InvalidType)
    }
}
