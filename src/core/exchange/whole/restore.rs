//! A whole book from its text, inside the caller's transaction. The lines are read strictly and one at
//! a time; then the records are made from the changes by the same code that makes them for a command.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use rusqlite::Connection;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::{FORMAT, Head, Layout, Line};
use crate::domain::id::Uid;
use crate::error::{Error, Kind, Result};
use crate::log::op::Body;
use crate::rebuild;
use crate::store::log_rows::{self, DeviceRow, OpRow, OperationRow, Put, Whose};
use crate::store::migrate::SCHEMA;
use crate::store::tables;

/// No line of a book is longer: a text is kept up to 64 kB, and a change holds few of them.
const LONGEST: u64 = 4 << 20;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    pub operations: i64,
    pub ops: i64,
    /// The book was not empty, and had all of it already.
    pub is_known: bool,
}

/// Puts the changes of a text into an empty book. A book that has all of them already stays as it is.
///
/// # Errors
/// `E244` for a text that no book would write, `E245` for a book that has other changes, `E601` for a
/// text of a newer program. The caller takes everything back then.
pub fn restore(connection: &Connection, source: &mut dyn Read, layout: Layout) -> Result<Restored> {
    let (_, operations, ops) = log_rows::counts(connection)?;
    let mut reader = Reader {
        connection,
        is_empty: operations + ops == 0,
        head: None,
        found: Head::default(),
        line: 0,
    };
    if reader.is_empty {
        log_rows::forget_devices(connection)?;
    }
    match layout {
        Layout::Lines => reader.lines(BufReader::new(source))?,
        Layout::Document => reader.document(source)?,
    }
    reader.finish()
}

struct Reader<'a> {
    connection: &'a Connection,
    is_empty: bool,
    head: Option<Head>,
    /// How many of each came so far.
    found: Head,
    line: usize,
}

fn refused(why: impl Into<String>) -> Error {
    Error::refused("E244", "this is not a book as okr exports it")
        .why(why)
        .why("Nothing was changed.")
}

impl Reader<'_> {
    fn refused(&self, why: impl Into<String>) -> Error {
        refused(why).at(self.line, "1")
    }

    fn lines(&mut self, mut source: impl BufRead) -> Result<()> {
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = source
                .by_ref()
                .take(LONGEST + 1)
                .read_until(b'\n', &mut line);
            if read.map_err(unreadable)? == 0 {
                return Ok(());
            }
            self.line += 1;
            if line.len() as u64 > LONGEST {
                return Err(self.refused("the line is over 4 MB long."));
            }
            let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            if text.trim_ascii().is_empty() {
                continue;
            }
            let line = serde_json::from_slice(text).map_err(|error| self.refused(said(&error)))?;
            self.take(line)?;
        }
    }

    fn document(&mut self, source: &mut dyn Read) -> Result<()> {
        let left = Rc::new(Cell::new(LONGEST));
        let bounded = Bounded {
            source: BufReader::new(source),
            left: Rc::clone(&left),
        };
        let mut parser = serde_json::Deserializer::from_reader(bounded);
        let mut failed = None;
        let document = Document {
            reader: self,
            failed: &mut failed,
            left,
        };
        let read = document
            .deserialize(&mut parser)
            .and_then(|()| parser.end());
        match (failed, read) {
            (Some(error), _) => Err(error),
            (None, Err(error)) if error.is_io() => Err(unreadable(error.into())),
            (None, Err(error)) => {
                Err(refused(said(&error)).at(error.line(), error.column().to_string()))
            }
            (None, Ok(())) => Ok(()),
        }
    }

    fn begin(&mut self, head: Head) -> Result<()> {
        if self.head.is_some() {
            return Err(self.refused("a second book begins here."));
        }
        if head.format > FORMAT || head.schema > SCHEMA {
            return Err(Error::storage(
                "E601",
                format!(
                    "the export was written by a newer okr (format {}, schema {})",
                    head.format, head.schema
                ),
            )
            .why(format!(
                "This one knows format {FORMAT} and schema {SCHEMA}. Nothing was changed."
            ))
            .next("Install the newer okr"));
        }
        if head.format != FORMAT || head.schema < 1 {
            return Err(self.refused(format!(
                "it says format {} and schema {}; there was never such a one.",
                head.format, head.schema
            )));
        }
        self.head = Some(head);
        Ok(())
    }

    fn take(&mut self, line: Line) -> Result<()> {
        if let Line::Book {
            format,
            schema,
            devices,
            operations,
            ops,
        } = line
        {
            return self.begin(Head {
                format,
                schema,
                devices,
                operations,
                ops,
            });
        }
        if self.head.is_none() {
            return Err(self.refused("the line that says what follows is missing."));
        }
        let put = match line {
            Line::Book { .. } => return Ok(()),
            Line::Device {
                n,
                uid,
                own,
                tag,
                seq,
                stamp,
            } => {
                self.found.devices += 1;
                let is_tag = tag.len() < 8 && tag.bytes().all(|byte| byte.is_ascii_lowercase());
                if !is_tag || n < 1 || seq < 0 || stamp < 0 {
                    return Err(self.refused("no device is called that or counts like that."));
                }
                // Two people may bring in one export; each goes on as a device of their own.
                let own = if own { Whose::OwnBefore } else { Whose::Others };
                let row = DeviceRow {
                    n,
                    uid,
                    own,
                    tag,
                    seq,
                    stamp,
                };
                self.place(|connection| log_rows::put_device(connection, &row))?
            }
            Line::Operation {
                n,
                uid,
                device,
                stamp,
                day,
                by,
                command,
                undoes,
                state,
            } => {
                self.found.operations += 1;
                if !["done", "undone", "abandoned"].contains(&state.as_str()) || n < 1 || stamp < 0
                {
                    return Err(self.refused("an operation cannot be in that state."));
                }
                let row = OperationRow {
                    n,
                    uid,
                    device,
                    stamp,
                    day: day.map(crate::store::row::iso),
                    by,
                    command,
                    undoes,
                    state,
                };
                self.place(|connection| log_rows::put_operation(connection, &row))?
            }
            Line::Op {
                oid,
                device,
                seq,
                stamp,
                operation,
                ent,
                body,
            } => {
                self.found.ops += 1;
                if stamp < 0 {
                    return Err(self.refused("a change was made before there were clocks."));
                }
                self.op(&body, |body| OpRow {
                    oid,
                    device,
                    seq,
                    stamp,
                    operation,
                    ent,
                    body,
                })?
            }
        };
        match put {
            Put::Placed => Ok(()),
            Put::Refused => {
                Err(self.refused("its name is there twice, or what it belongs to is missing."))
            }
        }
    }

    fn place(&self, put: impl FnOnce(&Connection) -> Result<Put>) -> Result<Put> {
        if self.is_empty {
            put(self.connection)
        } else {
            Ok(Put::Placed)
        }
    }

    fn op<'b>(
        &self,
        body: &Body,
        row: impl for<'t> FnOnce(&'t str) -> OpRow<'t> + 'b,
    ) -> Result<Put> {
        let text = serde_json::to_string(body)?;
        let row = row(&text);
        if self.is_empty {
            return log_rows::put_op(self.connection, row);
        }
        if log_rows::has_op(self.connection, row.oid)? {
            return Ok(Put::Placed);
        }
        Err(Error::new(
            "E245",
            Kind::Conflict,
            "the book is not empty, and does not have all of this export",
        )
        .why("A whole book is brought into an empty one. Nothing was changed.")
        .next("okr --db restored.db import FILE"))
    }

    fn finish(self) -> Result<Restored> {
        let Some(head) = self.head else {
            return Err(refused("it is empty."));
        };
        for (what, said, found) in [
            ("devices", head.devices, self.found.devices),
            ("operations", head.operations, self.found.operations),
            ("changes", head.ops, self.found.ops),
        ] {
            if said != found {
                return Err(refused(format!(
                    "it says that {said} {what} follow, and {found} do."
                )));
            }
        }
        if self.is_empty {
            rebuild::project_all(self.connection)
                .map_err(|error| refused(format!("{error}: {}", error.why.join(" "))))?;
            self.is_sound()?;
        }
        Ok(Restored {
            operations: head.operations,
            ops: head.ops,
            is_known: !self.is_empty,
        })
    }

    fn is_sound(&self) -> Result<()> {
        let found = tables::log_findings(self.connection)?;
        if let Some(finding) = found.into_iter().next() {
            return Err(refused(format!("{finding}.")));
        }
        if let Some(finding) = log_rows::misplaced(self.connection)? {
            return Err(refused(format!("{finding}.")));
        }
        if has_loop(&log_rows::parents(self.connection)?) {
            return Err(refused("an objective stands below itself."));
        }
        Ok(())
    }
}

/// Whether climbing from any record comes back to it.
fn has_loop(parents: &HashMap<Uid, Uid>) -> bool {
    let mut fine: HashSet<Uid> = HashSet::new();
    for start in parents.keys() {
        let mut path: HashSet<Uid> = HashSet::new();
        let mut climbing = *start;
        while !fine.contains(&climbing) {
            if !path.insert(climbing) {
                return true;
            }
            let Some(parent) = parents.get(&climbing) else {
                break;
            };
            climbing = *parent;
        }
        fine.extend(path);
    }
    false
}

fn unreadable(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return refused("a line of it is over 4 MB long.");
    }
    Error::storage("E611", format!("the export cannot be read: {error}"))
}

fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.split(" at line").next().unwrap_or_default();
    format!("The reader says: {text}.")
}

/// Ends with an error when one line takes more than its share.
struct Bounded<R> {
    source: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(into)?;
        let left = self.left.get().checked_sub(count as u64);
        self.left.set(left.ok_or(io::ErrorKind::FileTooLarge)?);
        Ok(count)
    }
}

struct Document<'a, 'b> {
    reader: &'a mut Reader<'b>,
    /// What the book itself refused, which a parser cannot carry.
    failed: &'a mut Option<Error>,
    left: Rc<Cell<u64>>,
}

impl<'de> DeserializeSeed<'de> for Document<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a book")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut head = Head::default();
        let mut has_log = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "okr" if map.next_value::<String>()? == "book" => {}
                "format" => head.format = map.next_value()?,
                "schema" => head.schema = map.next_value()?,
                "devices" => head.devices = map.next_value()?,
                "operations" => head.operations = map.next_value()?,
                "ops" => head.ops = map.next_value()?,
                "log" => {
                    has_log = true;
                    if let Err(error) = self.reader.begin(head) {
                        *self.failed = Some(error);
                        return Err(A::Error::custom("refused"));
                    }
                    map.next_value_seed(Log(&mut self))?;
                }
                other => return Err(A::Error::custom(format!("there is no field \"{other}\""))),
            }
        }
        if has_log {
            Ok(())
        } else {
            Err(A::Error::custom("there is no field \"log\" in it"))
        }
    }
}

struct Log<'l, 'a, 'b>(&'l mut Document<'a, 'b>);

impl<'de> DeserializeSeed<'de> for Log<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Log<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of changes")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while let Some(line) = all.next_element::<Line>()? {
            self.0.left.set(LONGEST);
            self.0.reader.line += 1;
            if let Err(error) = self.0.reader.take(line) {
                *self.0.failed = Some(error);
                return Err(A::Error::custom("refused"));
            }
        }
        Ok(())
    }
}
