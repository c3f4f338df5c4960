//! One immutable change to one record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::clock::Stamp;
use crate::domain::id::Uid;
use crate::domain::record::{Fields, Type};

/// What a group of ops was: who did it with which command, and what it undoes. Rides on the first
/// op of its group, and on every op of an undo, so that each record's ops alone tell which of them
/// were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Header {
    pub by: String,
    /// The author's own day, which no reader works out again in another time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// The command line or the action of the view, as a person would read it.
    pub command: String,
    /// The group whose effect this one takes back; taking back an undo is a redo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Uid>,
}

/// The part of an op that is kept as text. Keys it does not know are kept as they came.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Body {
    /// Field to new value; null clears the field.
    pub set: Fields,
    /// The ops whose values this one saw and replaced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<Uid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The body of the op that makes a record without elements of sets, written straight from the record.
#[derive(Debug, Serialize)]
pub struct First<'a, T> {
    set: Typed<'a, T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<&'a Header>,
}

#[derive(Debug, Serialize)]
struct Typed<'a, T> {
    #[serde(rename = "type")]
    kind: Type,
    #[serde(flatten)]
    record: &'a T,
}

impl<'a, T> First<'a, T> {
    #[must_use]
    pub fn new(kind: Type, record: &'a T, header: Option<&'a Header>) -> Self {
        Self {
            set: Typed { kind, record },
            header,
        }
    }
}

/// One immutable change: fields of one record set by one command on one device.
#[derive(Debug, Clone, PartialEq)]
pub struct Op {
    /// Random, the op's name everywhere.
    pub oid: Uid,
    /// Orders writes that did not see each other; ties go to the larger `oid`.
    pub stamp: Stamp,
    /// The record it changes.
    pub ent: Uid,
    /// The command it belongs to: one group is one undo.
    pub group: Uid,
    pub body: Body,
}
