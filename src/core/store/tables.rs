//! Whole tables: comparing, digesting and copying them. Table names here come from the fixed list
//! below, never from anybody's input.

use rusqlite::{Connection, Row, types::Value};

use crate::error::Result;
use crate::rebuild::shown;

/// A projection: its name, the query that reads all of it in a fixed order, and its first column
/// that names a row to a person.
pub struct Projection {
    pub name: &'static str,
    rows: &'static str,
}

/// Everything that can be rebuilt from the log. `n` is left out where it is only SQLite's row number.
pub const PROJECTIONS: [Projection; 9] = [
    Projection {
        name: "counter",
        rows: "SELECT * FROM counter ORDER BY kind",
    },
    Projection {
        name: "cycle",
        rows: "SELECT * FROM cycle ORDER BY uid",
    },
    Projection {
        name: "team",
        rows: "SELECT * FROM team ORDER BY uid",
    },
    Projection {
        name: "vision",
        rows: "SELECT * FROM vision ORDER BY uid",
    },
    Projection {
        name: "objective",
        rows: "SELECT uid, number, tag, title, handle, owner, team, tags, links, parent, due, weight, ambition, blocker, blocked_since, \
               allow, dropped, dropped_because, ancestor, created, updated, cycle, counts FROM objective ORDER BY uid",
    },
    Projection {
        name: "kr",
        rows: "SELECT uid, number, tag, title, handle, owner, team, tags, links, parent, due, weight, ambition, blocker, blocked_since, \
               allow, dropped, dropped_because, ancestor, created, updated, kind, unit, direction, start, target, change, scale, low, high, shape, \
               targets, latest FROM kr ORDER BY uid",
    },
    Projection {
        name: "checkin",
        rows: "SELECT * FROM checkin ORDER BY kr, date, recorded, number, tag, uid",
    },
    Projection {
        name: "fact",
        rows: "SELECT * FROM fact ORDER BY uid",
    },
    Projection {
        name: "review",
        rows: "SELECT * FROM review ORDER BY uid",
    },
];

fn values(row: &Row<'_>, width: usize) -> rusqlite::Result<Vec<Value>> {
    (0..width).map(|column| row.get(column)).collect()
}

/// At most three rows that differ between the file and the rebuilt tables, as sentences.
///
/// # Errors
/// Those of the file.
pub fn difference(
    disk: &Connection,
    rebuilt: &Connection,
    table: Projection,
) -> Result<Vec<String>> {
    let mut on_disk = disk.prepare(table.rows)?;
    let mut from_log = rebuilt.prepare(table.rows)?;
    // The names are asked of the rebuilt tables: in a damaged file they may be no text at all.
    let columns: Vec<String> = from_log.column_names().map(str::to_owned).collect();
    let width = columns.len();
    let mut on_disk = on_disk.query_map([], |row| values(row, width))?;
    let mut from_log = from_log.query_map([], |row| values(row, width))?;
    let mut findings = Vec::new();
    while findings.len() < 3 {
        match (on_disk.next().transpose()?, from_log.next().transpose()?) {
            (None, None) => break,
            (Some(disk), Some(log)) if disk == log => {}
            (Some(disk), Some(log)) => {
                let differing = columns
                    .iter()
                    .zip(disk.iter().zip(&log))
                    .find(|(_, (a, b))| a != b);
                if let Some((column, (a, b))) = differing {
                    findings.push(format!(
                        "{}.{column} is {} but the log says {}",
                        table.name,
                        shown(a),
                        shown(b)
                    ));
                }
            }
            (Some(row), None) => findings.push(format!(
                "{} has a row the log does not know: {}",
                table.name,
                shown(&row[0])
            )),
            (None, Some(row)) => findings.push(format!(
                "{} lacks a row that the log has: {}",
                table.name,
                shown(&row[0])
            )),
        }
    }
    Ok(findings)
}

/// What is wrong with the log itself: gaps in a device's numbering, ops without an operation.
///
/// # Errors
/// Those of the file.
pub fn log_findings(connection: &Connection) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    let mut devices = connection.prepare(
        "SELECT device.n, device.seq, count(op.n), coalesce(max(op.seq), 0)
         FROM device LEFT JOIN op ON op.device = device.n GROUP BY device.n",
    )?;
    let rows = devices.query_map([], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
            row.get::<_, i64>(3)?,
        ))
    })?;
    for row in rows {
        let (device, seq, count, last) = row?;
        if seq != last || count != last {
            findings.push(format!(
                "device {device} wrote {seq} changes; {count} are here, the last is number {last}"
            ));
        }
    }
    let orphans: i64 = connection.query_row(
        "SELECT count(*) FROM op WHERE operation NOT IN (SELECT n FROM operation) OR device NOT IN (SELECT n FROM device)",
        [],
        |row| row.get(0),
    )?;
    if orphans > 0 {
        findings.push(format!("{orphans} changes belong to no operation"));
    }
    Ok(findings)
}

/// How many ops and operations the log holds.
///
/// # Errors
/// Those of the file.
pub fn log_size(connection: &Connection) -> Result<(u64, u64)> {
    Ok(connection.query_row(
        "SELECT (SELECT count(*) FROM op), (SELECT count(*) FROM operation)",
        [],
        |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)),
    )?)
}

/// 64-bit FNV-1a (Fowler, Noll, Vo): enough to compare two honest books by eye, no proof against
/// forgery.
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, value: &Value) {
        for byte in shown(value).bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

fn digest(connection: &Connection, queries: &[&str]) -> Result<String> {
    let mut digest = Digest::new();
    for sql in queries {
        let mut statement = connection.prepare(sql)?;
        let width = statement.column_count();
        for row in statement.query_map([], |row| values(row, width))? {
            for value in row? {
                digest.add(&value);
            }
        }
    }
    Ok(digest.text())
}

/// # Errors
/// Those of the file.
pub fn log_digest(connection: &Connection) -> Result<String> {
    digest(
        connection,
        &["SELECT oid, stamp, ent, body FROM op ORDER BY oid"],
    )
}

/// # Errors
/// Those of the file.
pub fn state_digest(connection: &Connection) -> Result<String> {
    let queries: Vec<&str> = PROJECTIONS.iter().map(|table| table.rows).collect();
    digest(connection, &queries)
}

/// Copies the log into a rebuilt book, so that history can be asked there too.
///
/// # Errors
/// Those of the file.
pub fn copy_log(source: &Connection, target: &Connection) -> Result<()> {
    const COPIES: [(&str, &str); 3] = [
        (
            "SELECT n, uid, own, tag, seq, stamp FROM device",
            "INSERT INTO device VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        ),
        (
            "SELECT n, uid, device, stamp, day, by, command, undoes, state FROM operation",
            "INSERT INTO operation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        ),
        (
            "SELECT n, oid, device, seq, stamp, operation, ent, body FROM op",
            "INSERT INTO op VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        ),
    ];
    for (read, write) in COPIES {
        let mut reading = source.prepare(read)?;
        let mut writing = target.prepare(write)?;
        let width = reading.column_count();
        for row in reading.query_map([], |row| values(row, width))? {
            writing.execute(rusqlite::params_from_iter(row?))?;
        }
    }
    Ok(())
}
