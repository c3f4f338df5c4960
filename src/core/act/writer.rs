//! The pen of one command: turns changes of fields into ops, writes them with their rows, and
//! gathers them in one operation. Everything it does is inside the command's one transaction.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use crate::domain::check_in::CheckIn;
use crate::domain::id::{ShortId, Uid};
use crate::domain::record::{Fields, Type, encode};
use crate::error::Result;
use crate::log::op::{Body, First, Header, Op};
use crate::log::register::Registers;
use crate::store::ops::{self, Device};
use crate::store::{check_ins, key_results, project};
use crate::time::Now;

/// Writes the ops of one command.
pub struct Writer<'a> {
    pub connection: &'a Connection,
    pub now: &'a Now,
    header: Header,
    device: Device,
    group: Uid,
    operation: Option<i64>,
    /// The last number given out here of each kind; the book hears of them once, at the end.
    numbers: BTreeMap<Type, u32>,
    /// Key results whose check-ins changed; their pointers move once, at the end.
    moved: BTreeSet<Uid>,
    /// What would stand in the log of each record, of a pen that only tries.
    tried: Option<BTreeMap<Uid, Vec<Op>>>,
}

impl<'a> Writer<'a> {
    /// # Errors
    /// Those of the file.
    pub fn new(connection: &'a Connection, header: Header, now: &'a Now) -> Result<Self> {
        Ok(Self {
            connection,
            now,
            header,
            device: ops::own_device(connection)?,
            group: Uid::random(),
            operation: None,
            numbers: BTreeMap::new(),
            moved: BTreeSet::new(),
            tried: None,
        })
    }

    /// A pen that leaves no mark, and so never waits for another one or makes it wait. Whatever was
    /// written with it cannot be read back from the book.
    ///
    /// # Errors
    /// Those of the file.
    pub fn trying(connection: &'a Connection, header: Header, now: &'a Now) -> Result<Self> {
        Ok(Self {
            tried: Some(BTreeMap::new()),
            ..Self::new(connection, header, now)?
        })
    }

    /// What a record's log would be, where it was written to.
    #[must_use]
    pub fn tried(&self, uid: Uid) -> Option<&[Op]> {
        self.tried.as_ref()?.get(&uid).map(Vec::as_slice)
    }

    /// Who is writing.
    #[must_use]
    pub fn by(&self) -> Option<String> {
        Some(self.header.by.clone()).filter(|by| !by.is_empty())
    }

    /// The next id of a kind. It stays used even if the command is undone.
    ///
    /// # Errors
    /// Those of the file.
    pub fn next_id(&mut self, kind: Type) -> Result<ShortId> {
        let last = match self.numbers.get(&kind) {
            Some(last) => *last,
            None => ops::last_number(self.connection, kind)?,
        };
        let number = ops::number_after(last)?;
        if self.tried.is_none() {
            self.numbers.insert(kind, number);
        }
        Ok(self.id(kind, number))
    }

    fn id(&self, kind: Type, number: u32) -> ShortId {
        ShortId {
            kind,
            number,
            tag: self.device.tag.clone(),
        }
    }

    /// Writes a new record under a uid nobody has used.
    ///
    /// # Errors
    /// Those of the file.
    pub fn create<T: Serialize>(&mut self, kind: Type, uid: Uid, record: &T) -> Result<()> {
        let set = encode(kind, record)?;
        // A uid that follows from a name may be of a record that was undone, which then comes back.
        let is_random = uid.0.get_version_num() == 7;
        let all = if is_random {
            Vec::new()
        } else {
            ops::of_record(self.connection, uid)?
        };
        self.write(uid, all, set)
    }

    /// Writes a new check-in. A batch may bring a hundred thousand, so the text of its op and its row
    /// are both made of what is at hand; a rebuild makes that row of that text. Its instant is the op's.
    ///
    /// # Errors
    /// Those of the file.
    pub fn create_check_in(&mut self, check_in: &mut CheckIn) -> Result<()> {
        if self.tried.is_some() {
            return self.create(Type::CheckIn, check_in.uid, check_in);
        }
        let (operation, header) = self.next_op()?;
        let first = First::new(Type::CheckIn, check_in, header.as_ref());
        let body = serde_json::to_string(&first)?;
        let oid = Uid::random();
        ops::add_text(
            self.connection,
            &self.device,
            operation,
            (oid, check_in.uid),
            &body,
        )?;
        check_in.recorded = self.device.stamp.millis();
        check_ins::put(self.connection, check_in)?;
        self.moved.insert(check_in.kr);
        Ok(())
    }

    /// Changes fields of a record; null clears one. Fields that have the value already are left out.
    /// Answers whether anything changed.
    ///
    /// # Errors
    /// Those of the file.
    pub fn change(&mut self, uid: Uid, set: Fields) -> Result<bool> {
        let all = ops::of_record(self.connection, uid)?;
        let registers = Registers::of(&all);
        let set: Fields = set
            .into_iter()
            .filter(|(field, value)| registers.value(field).unwrap_or(&Value::Null) != value)
            .collect();
        if set.is_empty() {
            return Ok(false);
        }
        self.write(uid, all, set)?;
        Ok(true)
    }

    /// Changes a record into another one: the fields in which the two differ. One that is gone is cleared.
    ///
    /// # Errors
    /// Those of the file.
    pub fn rewrite<T: Serialize>(
        &mut self,
        kind: Type,
        uid: Uid,
        before: &T,
        after: &T,
    ) -> Result<bool> {
        let (before, after) = (encode(kind, before)?, encode(kind, after)?);
        let mut set: Fields = before
            .keys()
            .filter(|field| !after.contains_key(*field))
            .map(|field| (field.clone(), Value::Null))
            .collect();
        set.extend(
            after
                .into_iter()
                .filter(|(field, value)| before.get(field) != Some(value)),
        );
        self.change(uid, set)
    }

    /// Notes in a record's own log that this command passed it without changing a field, so that an
    /// undo with nothing left to put back is known to have been.
    ///
    /// # Errors
    /// Those of the file.
    pub fn pass(&mut self, uid: Uid) -> Result<()> {
        let all = ops::of_record(self.connection, uid)?;
        self.write(uid, all, Fields::new())
    }

    fn write(&mut self, uid: Uid, mut all: Vec<Op>, set: Fields) -> Result<()> {
        let mut over = seen(&Registers::of(&all), &set);
        if set.contains_key("dropped") {
            let next = self.device.stamp.after(self.now.millis());
            let faster = all.iter().filter(|op| op.stamp > next).map(|op| op.oid);
            over.extend(faster);
        }
        all.push(self.add(uid, set, over)?);
        if let Some(tried) = &mut self.tried {
            tried.insert(uid, all);
            return Ok(());
        }
        self.project(uid, &all)
    }

    /// Steps on to the next op: answers the operation it belongs to and the header it carries.
    fn next_op(&mut self) -> Result<(i64, Option<Header>)> {
        self.device.seq += 1;
        self.device.stamp = self.device.stamp.after(self.now.millis());
        let (operation, header) = match (self.operation, &self.tried) {
            (Some(operation), _) => (operation, None),
            (None, Some(_)) => (0, None),
            (None, None) => {
                let n = ops::add_operation(
                    self.connection,
                    self.group,
                    &self.device,
                    self.device.stamp,
                    &self.header,
                )?;
                (n, Some(self.header.clone()))
            }
        };
        let header = header.or_else(|| self.header.undoes.map(|_| self.header.clone()));
        self.operation = Some(operation);
        Ok((operation, header))
    }

    fn add(&mut self, ent: Uid, set: Fields, over: Vec<Uid>) -> Result<Op> {
        let (operation, header) = self.next_op()?;
        let op = Op {
            oid: Uid::random(),
            stamp: self.device.stamp,
            ent,
            group: self.group,
            body: Body {
                set,
                over,
                header,
                rest: serde_json::Map::new(),
            },
        };
        if self.tried.is_none() {
            ops::add_op(self.connection, &self.device, operation, &op)?;
        }
        Ok(op)
    }

    fn project(&mut self, uid: Uid, all: &[Op]) -> Result<()> {
        if let Some(kr) = project::record(self.connection, uid, all)? {
            self.moved.insert(kr);
        }
        Ok(())
    }

    /// Moves what must move once per command. Answers the operation's number, `None` when nothing
    /// changed.
    ///
    /// # Errors
    /// Those of the file.
    pub fn finish(self) -> Result<Option<i64>> {
        for (kind, number) in &self.numbers {
            ops::number_issued(self.connection, &self.id(*kind, *number))?;
        }
        for kr in &self.moved {
            key_results::point_to_latest(self.connection, *kr)?;
        }
        if self.operation.is_some() {
            ops::keep_device(self.connection, &self.device)?;
        }
        Ok(self.operation)
    }
}

/// The ops a write of these fields names as seen: the values it replaces, and the drop of a dropped
/// record, which would be void if anybody changed the record without knowing of it.
fn seen(registers: &Registers<'_>, set: &Fields) -> Vec<Uid> {
    let drop = registers
        .value("dropped")
        .and_then(|_| registers.author("dropped"));
    let seen: BTreeSet<Uid> = set
        .keys()
        .flat_map(|field| registers.replaced_by_a_write_of(field))
        .chain(drop)
        .collect();
    seen.into_iter().collect()
}
