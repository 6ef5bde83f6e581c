//! Count and sum of each scope's living records as the relay sent them, kept in the same transaction as the rows
//! (DESIGN_SYNC, Stream). What only this desk knows does not count.

use super::record::Record;
use crate::error::Result;
use crate::migrate::Migration;
use domain::checksum::row_hash;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;
use std::collections::BTreeMap;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-30 checksum",
    sql: "
CREATE TABLE checksum (
  scope TEXT NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  sum INTEGER NOT NULL   -- modulo 2^64, as the signed number with the same bits
) STRICT, WITHOUT ROWID;
",
}];

/// Count and sum of one scope.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Checksum {
    /// Living records.
    pub count: u64,
    /// Sum of their hashes, modulo 2^64.
    pub sum: u64,
}

impl Checksum {
    fn add(&mut self, hash: u64) {
        self.count = self.count.wrapping_add(1);
        self.sum = self.sum.wrapping_add(hash);
    }

    fn take(&mut self, hash: u64) {
        self.count = self.count.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(hash);
    }
}

/// The hash of a row, if it counts: living, and known to the relay.
pub(crate) fn hash(kind: &Kind, id: &RecordId, seq: i64, deleted: bool) -> Option<u64> {
    let seq = u64::try_from(seq).ok().filter(|seq| *seq > 0 && !deleted)?;
    Some(row_hash(kind, id, seq))
}

fn hash_of(record: &Record) -> Option<u64> {
    hash(&record.kind, &record.id, record.seq, record.deleted)
}

fn get(conn: &Connection, scope: &Scope) -> Result<Checksum> {
    let found = conn
        .prepare_cached("SELECT count, sum FROM checksum WHERE scope = ?1")?
        .query_row([scope.as_str()], from_row)
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Checksum> {
    Ok(Checksum {
        count: row.get::<_, i64>(0)?.cast_unsigned(),
        sum: row.get::<_, i64>(1)?.cast_unsigned(),
    })
}

fn set(conn: &Connection, scope: &Scope, to: Checksum) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO checksum (scope, count, sum) VALUES (?1, ?2, ?3)
         ON CONFLICT (scope) DO UPDATE SET count = excluded.count, sum = excluded.sum",
    )?
    .execute(params![
        scope.as_str(),
        to.count.cast_signed(),
        to.sum.cast_signed()
    ])?;
    Ok(())
}

/// What a transaction changes in the sums of its scopes, written once at its end: a page has hundreds of rows of few scopes.
#[derive(Debug, Default)]
pub(crate) struct Changes(RefCell<BTreeMap<Scope, Checksum>>);

impl Changes {
    /// A row with this hash came into `scope`.
    pub(crate) fn add(&self, scope: &Scope, hash: Option<u64>) {
        if let Some(hash) = hash {
            self.change(scope, |sum| sum.add(hash));
        }
    }

    /// This row is about to leave its scope.
    pub(crate) fn take(&self, record: &Record) {
        if let Some(hash) = hash_of(record) {
            self.change(&record.scope, |sum| sum.take(hash));
        }
    }

    fn change(&self, scope: &Scope, change: impl FnOnce(&mut Checksum)) {
        let mut scopes = self.0.borrow_mut();
        match scopes.get_mut(scope) {
            Some(sum) => change(sum),
            None => change(scopes.entry(scope.clone()).or_default()),
        }
    }

    /// Writes what has changed so far.
    pub(crate) fn settle(&self, conn: &Connection) -> Result<()> {
        for (scope, change) in self.0.take() {
            let before = get(conn, &scope)?;
            let after = Checksum {
                count: before.count.wrapping_add(change.count),
                sum: before.sum.wrapping_add(change.sum),
            };
            set(conn, &scope, after)?;
        }
        Ok(())
    }
}

/// Counts a scope anew: a walk over the table, for a copy that is older than its checksums or does not fit them. Changes of this
/// transaction are settled before.
pub(crate) fn recount(conn: &Connection, scope: &Scope) -> Result<Checksum> {
    let mut sum = Checksum::default();
    super::record::living_in(conn, scope, |_, kind, id, seq| {
        if let Some(hash) = hash(kind, id, seq, false) {
            sum.add(hash);
        }
    })?;
    set(conn, scope, sum)?;
    Ok(sum)
}

/// All of them, by scope.
pub(crate) fn all(conn: &Connection) -> Result<BTreeMap<Scope, Checksum>> {
    let mut statement = conn.prepare_cached("SELECT count, sum, scope FROM checksum")?;
    let rows = statement.query_map([], |row| Ok((Scope(row.get(2)?), from_row(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
