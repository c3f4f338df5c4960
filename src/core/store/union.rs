//! The log of another book into this one: what is not here yet, under the names it has. A device's
//! changes are numbered without a gap; where two books went on as one device, what the other one wrote
//! is numbered anew under a device of its own.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, params};

use super::log_rows::{self, DeviceRow, OpRow, OperationRow, Whose};
use super::ops;
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::Type;
use crate::error::Result;
use crate::log::clock::Stamp;
use crate::watch::Watch;

/// A stamp further ahead than this does not move our clock.
const AHEAD: i64 = 24 * 60 * 60 * 1000;

/// What was not here.
#[derive(Debug, Default)]
pub struct Came {
    pub operations: usize,
    pub ops: usize,
    /// Every record with a new change, and whether it was here before.
    pub touched: BTreeMap<Uid, bool>,
}

/// Devices of this book by uid, with the changes that came for them.
struct Devices<'a> {
    into: &'a Connection,
    rows: HashMap<Uid, DeviceRow>,
}

impl Devices<'_> {
    fn row(&mut self, uid: Uid, tag: &str) -> Result<&mut DeviceRow> {
        if !self.rows.contains_key(&uid) {
            let n = self.rows.values().map(|row| row.n).max().unwrap_or(0) + 1;
            let row = DeviceRow {
                n,
                uid,
                own: Whose::Others,
                tag: tag.to_owned(),
                seq: 0,
                stamp: 0,
            };
            log_rows::put_device(self.into, &row)?;
            self.rows.insert(uid, row);
        }
        self.rows
            .get_mut(&uid)
            .ok_or_else(|| super::failure::damaged("a device has no row"))
    }
}

/// Adds every operation and change that is not here. The rows made from them are the caller's.
///
/// # Errors
/// Those of both files.
pub fn union(
    from: &Connection,
    into: &Connection,
    wall_millis: i64,
    watch: &Watch,
) -> Result<Came> {
    let theirs: HashMap<i64, DeviceRow> = log_rows::devices(from)?
        .into_iter()
        .map(|row| (row.n, row))
        .collect();
    let ours = log_rows::devices(into)?;
    let own = ours
        .iter()
        .find(|row| row.own == Whose::Own)
        .map(|row| row.uid);
    let mut devices = Devices {
        into,
        rows: ours.into_iter().map(|row| (row.uid, row)).collect(),
    };
    let unknown = || super::failure::damaged("a change belongs to nobody");
    let mut came = Came::default();
    let mut numbers: HashMap<i64, i64> = HashMap::new();
    let mut last = ops::last(into)?;
    log_rows::each_operation(from, |row| {
        let known = ops::named(into, row.uid)?.map(|operation| operation.n);
        if let Some(n) = known {
            numbers.insert(row.n, n);
            return Ok(());
        }
        let device = theirs.get(&row.device).ok_or_else(unknown)?;
        let device = devices.row(device.uid, &device.tag)?.n;
        last += 1;
        numbers.insert(row.n, last);
        came.operations += 1;
        log_rows::put_operation(
            into,
            &OperationRow {
                n: last,
                device,
                ..row.clone()
            },
        )?;
        Ok(())
    })?;
    let mut forked: HashMap<i64, Uid> = HashMap::new();
    let mut is_own_elsewhere = false;
    let mut latest = Stamp::default();
    let (_, _, all) = log_rows::counts(from)?;
    let all = usize::try_from(all).unwrap_or_default();
    let mut seen = 0;
    log_rows::each_op_of_devices(from, |op| {
        seen += 1;
        watch.see(seen, 2 * all);
        if log_rows::has_op(into, op.oid)? {
            return Ok(());
        }
        let device = theirs.get(&op.device).ok_or_else(unknown)?;
        is_own_elsewhere |= own == Some(device.uid);
        let is_next = devices.row(device.uid, &device.tag)?.seq + 1 == op.seq;
        if !is_next {
            forked.entry(op.device).or_insert(device.uid.fork());
        }
        let uid = forked.get(&op.device).copied().unwrap_or(device.uid);
        let row = devices.row(uid, &device.tag)?;
        row.seq += 1;
        row.stamp = row.stamp.max(op.stamp);
        if let Entry::Vacant(first) = came.touched.entry(op.ent) {
            first.insert(log_rows::has_record(into, op.ent)?);
        }
        came.ops += 1;
        let ahead = Stamp::of_millis(wall_millis.saturating_add(AHEAD));
        latest = latest.max(Stamp(op.stamp).min(ahead));
        log_rows::put_op(
            into,
            OpRow {
                device: row.n,
                seq: row.seq,
                operation: numbers.get(&op.operation).copied().ok_or_else(unknown)?,
                ..op
            },
        )?;
        Ok(())
    })?;
    for row in devices.rows.values() {
        // A device that another file goes on as is nobody's from here on: the next change gets a new one.
        let own = match row.own {
            Whose::Own if is_own_elsewhere => Whose::Others,
            other => other,
        };
        let stamp = if own == Whose::Own {
            row.stamp.max(latest.0)
        } else {
            row.stamp
        };
        into.execute(
            "UPDATE device SET seq = ?2, stamp = ?3, own = ?4 WHERE n = ?1",
            params![row.n, row.seq, stamp, own as i64],
        )?;
    }
    if came.operations > 0 {
        ops::settle_all(into)?;
    }
    Ok(came)
}

/// Records of one type that were given the same number, in the order of these numbers.
pub struct Doubles {
    pub kind: Type,
    pub number: u32,
    pub uids: Vec<Uid>,
}

/// # Errors
/// Those of the file.
pub fn same_ids(connection: &Connection) -> Result<Vec<Doubles>> {
    const TABLES: [&str; 6] = [
        "SELECT 'vision', number, tag, uid FROM vision WHERE (number, tag) IN (SELECT number, tag FROM vision GROUP BY number, tag HAVING count(*) > 1) ORDER BY number, tag",
        "SELECT 'objective', number, tag, uid FROM objective WHERE (number, tag) IN (SELECT number, tag FROM objective GROUP BY number, tag HAVING count(*) > 1) ORDER BY number, tag",
        "SELECT 'kr', number, tag, uid FROM kr WHERE (number, tag) IN (SELECT number, tag FROM kr GROUP BY number, tag HAVING count(*) > 1) ORDER BY number, tag",
        "SELECT 'checkin', number, tag, uid FROM checkin WHERE (number, tag) IN (SELECT number, tag FROM checkin GROUP BY number, tag HAVING count(*) > 1) ORDER BY number, tag",
        "SELECT kind, number, tag, uid FROM fact WHERE (kind, number, tag) IN (SELECT kind, number, tag FROM fact GROUP BY kind, number, tag HAVING count(*) > 1) ORDER BY kind, number, tag",
        "SELECT 'review', number, tag, uid FROM review WHERE (number, tag) IN (SELECT number, tag FROM review GROUP BY number, tag HAVING count(*) > 1) ORDER BY number, tag",
    ];
    let mut found: Vec<(Type, u32, String, Vec<Uid>)> = Vec::new();
    for sql in TABLES {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let kind = super::row::word(row, 0, Type::of_name)?;
            let (number, tag, uid): (u32, String, Uid) = (row.get(1)?, row.get(2)?, row.get(3)?);
            match found.last_mut() {
                Some(last) if (last.0, last.1, &last.2) == (kind, number, &tag) => last.3.push(uid),
                _ => found.push((kind, number, tag, vec![uid])),
            }
        }
    }
    let doubles = found
        .into_iter()
        .map(|(kind, number, _, uids)| Doubles { kind, number, uids });
    Ok(doubles.collect())
}

/// Whether a record has this short id.
///
/// # Errors
/// Those of the file.
pub fn is_taken(connection: &Connection, id: &ShortId) -> Result<bool> {
    let sql = match id.kind {
        Type::Vision => "SELECT count(*) > 0 FROM vision WHERE number = ?1 AND tag = ?2",
        Type::Objective => "SELECT count(*) > 0 FROM objective WHERE number = ?1 AND tag = ?2",
        Type::KeyResult => "SELECT count(*) > 0 FROM kr WHERE number = ?1 AND tag = ?2",
        Type::CheckIn => "SELECT count(*) > 0 FROM checkin WHERE number = ?1 AND tag = ?2",
        Type::Review => "SELECT count(*) > 0 FROM review WHERE number = ?1 AND tag = ?2",
        _ => "SELECT count(*) > 0 FROM fact WHERE kind = ?3 AND number = ?1 AND tag = ?2",
    };
    let mut statement = connection.prepare_cached(sql)?;
    let of_fact = matches!(id.kind, Type::Win | Type::Ask | Type::Note);
    Ok(if of_fact {
        statement.query_row(params![id.number, id.tag, id.kind.name()], |row| row.get(0))?
    } else {
        statement.query_row(params![id.number, id.tag], |row| row.get(0))?
    })
}

/// Live records with a handle that another one has too, by handle.
///
/// # Errors
/// Those of the file.
pub fn same_handles(connection: &Connection) -> Result<BTreeMap<String, Vec<Uid>>> {
    let mut statement = connection.prepare(
        "WITH named AS (SELECT handle, uid FROM objective WHERE handle IS NOT NULL AND dropped IS NULL
             UNION ALL SELECT handle, uid FROM kr WHERE handle IS NOT NULL AND dropped IS NULL)
         SELECT handle, uid FROM named WHERE handle IN (SELECT handle FROM named GROUP BY handle HAVING count(*) > 1)",
    )?;
    let mut found: BTreeMap<String, Vec<Uid>> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(found)
}
