//! The text of a whole book. One row of the log is in memory at a time, whatever the size of the book.

use std::io::{self, Write};

use rusqlite::Connection;

use super::{FORMAT, Layout};
use crate::domain::id::Uid;
use crate::error::{Error, Result};
use crate::store::log_rows::{self, DeviceRow, OpRow, OperationRow, Whose};
use crate::store::migrate::SCHEMA;

/// Writes every change of the book. `progress` hears after every line how many of how many are done.
///
/// # Errors
/// `E610` for what cannot be written, and those of the file.
pub fn write(
    connection: &Connection,
    layout: Layout,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<()> {
    let (devices, operations, ops) = log_rows::counts(connection)?;
    let all = (devices + operations + ops).unsigned_abs();
    let mut text = Text {
        out,
        layout,
        written: 0,
        all,
        progress,
    };
    let open = match layout {
        Layout::Document => ",\"log\":[",
        Layout::Lines => "}\n",
    };
    let head = format!(
        "{{\"okr\":\"book\",\"format\":{FORMAT},\"schema\":{SCHEMA},\"devices\":{devices},\"operations\":{operations},\"ops\":{ops}{open}"
    );
    text.out.write_all(head.as_bytes()).map_err(unwritable)?;
    for device in log_rows::devices(connection)? {
        text.line(|out| write_device(out, &device))?;
    }
    log_rows::each_operation(connection, |operation| {
        text.line(|out| write_operation(out, operation))
    })?;
    log_rows::each_op(connection, |op| text.line(|out| write_op(out, op)))?;
    if layout == Layout::Document {
        text.out.write_all(b"\n]}\n").map_err(unwritable)?;
    }
    text.out.flush().map_err(unwritable)
}

pub(in crate::exchange) fn unwritable(error: io::Error) -> Error {
    Error::storage("E610", format!("the export cannot be written: {error}"))
}

struct Text<'a> {
    out: &'a mut dyn Write,
    layout: Layout,
    written: u64,
    all: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Text<'_> {
    fn line(&mut self, line: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let before: &[u8] = match self.layout {
            Layout::Document if self.written == 0 => b"\n",
            Layout::Document => b",\n",
            Layout::Lines => b"",
        };
        let after: &[u8] = match self.layout {
            Layout::Document => b"",
            Layout::Lines => b"\n",
        };
        self.out
            .write_all(before)
            .and_then(|()| line(&mut *self.out))
            .and_then(|()| self.out.write_all(after))
            .map_err(unwritable)?;
        self.written += 1;
        (self.progress)(self.written, self.all);
        Ok(())
    }
}

fn quoted(out: &mut dyn Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}

fn named(out: &mut dyn Write, before: &str, uid: Uid) -> io::Result<()> {
    let mut letters = uuid::Uuid::encode_buffer();
    out.write_all(before.as_bytes())?;
    out.write_all(uid.0.hyphenated().encode_lower(&mut letters).as_bytes())
}

fn write_device(out: &mut dyn Write, device: &DeviceRow) -> io::Result<()> {
    write!(
        out,
        "{{\"okr\":\"device\",\"n\":{},\"uid\":\"{}\",\"own\":{},\"tag\":",
        device.n,
        device.uid,
        device.own != Whose::Others
    )?;
    quoted(out, &device.tag)?;
    write!(out, ",\"seq\":{},\"stamp\":{}}}", device.seq, device.stamp)
}

fn write_operation(out: &mut dyn Write, operation: &OperationRow) -> io::Result<()> {
    write!(
        out,
        "{{\"okr\":\"operation\",\"n\":{},\"uid\":\"{}\",\"device\":{},\"stamp\":{},\"day\":",
        operation.n, operation.uid, operation.device, operation.stamp
    )?;
    match &operation.day {
        Some(day) => quoted(out, day)?,
        None => out.write_all(b"null")?,
    }
    out.write_all(b",\"by\":")?;
    quoted(out, &operation.by)?;
    out.write_all(b",\"command\":")?;
    quoted(out, &operation.command)?;
    match operation.undoes {
        Some(undoes) => write!(out, ",\"undoes\":\"{undoes}\"")?,
        None => out.write_all(b",\"undoes\":null")?,
    }
    out.write_all(b",\"state\":")?;
    quoted(out, &operation.state)?;
    out.write_all(b"}")
}

fn write_op(out: &mut dyn Write, op: OpRow<'_>) -> io::Result<()> {
    named(out, "{\"okr\":\"op\",\"oid\":\"", op.oid)?;
    write!(
        out,
        "\",\"device\":{},\"seq\":{},\"stamp\":{},\"operation\":{}",
        op.device, op.seq, op.stamp, op.operation
    )?;
    named(out, ",\"ent\":\"", op.ent)?;
    out.write_all(b"\",\"body\":")?;
    out.write_all(op.body.as_bytes())?;
    out.write_all(b"}")
}
