//! Every synced record: what the relay sent, and what staff see.

use super::checksum::{self, Changes};
use crate::error::{Error, Result};
use crate::migrate::Migration;
use crate::stored::{Row, Stored};
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::LazyLock;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 record",
    sql: "
CREATE TABLE record (
  nr INTEGER PRIMARY KEY,               -- local; the derived tables point here
  kind TEXT NOT NULL,                   -- domain::record::Kind, also kinds this build does not know
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  parent TEXT NOT NULL DEFAULT '',      -- id; '' = none
  at INTEGER NOT NULL,                  -- ms since 1970, what history is walked by
  seq INTEGER NOT NULL,                 -- of the base; 0 = the relay does not know it yet
  deleted INTEGER NOT NULL DEFAULT 0,   -- 1 = tombstone, bodies are ''
  predicted INTEGER NOT NULL DEFAULT 0, -- 1 = body differs from what the relay sent
  body TEXT NOT NULL,                   -- JSON, what staff see
  base TEXT NOT NULL DEFAULT '',        -- JSON, what the relay sent; '' = same as body, or none if seq is 0
  UNIQUE (kind, id)
) STRICT;
-- A contact's stays. Messages have their own index; nothing else is asked for by parent.
CREATE INDEX record_stay ON record (parent, at) WHERE kind = 'reservation';
CREATE INDEX record_predicted ON record (nr) WHERE predicted = 1;
",
}];

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record {
    pub(crate) nr: i64,
    pub(crate) kind: Kind,
    pub(crate) id: RecordId,
    pub(crate) scope: Scope,
    pub(crate) seq: i64,
    pub(crate) deleted: bool,
    pub(crate) predicted: bool,
    pub(crate) body: String,
    pub(crate) base: String,
}

const COLUMNS: &str = "nr, kind, id, scope, seq, deleted, predicted, body, base";
/// Asked for every row that comes.
static FIND: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {COLUMNS} FROM record WHERE kind = ?1 AND id = ?2"));

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        nr: row.get(0)?,
        kind: Kind::from_text(row.get_ref(1)?.as_str()?),
        id: id_at(row, 2)?,
        scope: Scope(row.get(3)?),
        seq: row.get(4)?,
        deleted: row.get(5)?,
        predicted: row.get(6)?,
        body: row.get(7)?,
        base: row.get(8)?,
    })
}

/// Reads an id column; a value that is no id is damage.
pub(crate) fn id_at<T: From<RecordId>>(
    row: &rusqlite::Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    RecordId::new(text).map(T::from).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

impl Record {
    /// What the relay sent; `None` if it does not know the record yet.
    pub(crate) fn base(&self) -> Option<&str> {
        match (self.seq, self.base.as_str()) {
            (0, _) => None,
            (_, "") => Some(&self.body),
            (_, base) => Some(base),
        }
    }
}

pub(crate) fn find(conn: &Connection, kind: &Kind, id: &RecordId) -> Result<Option<Record>> {
    Ok(conn
        .prepare_cached(&FIND)?
        .query_row([kind.as_str(), id.as_str()], from_row)
        .optional()?)
}

/// The number of the tombstone that stands in a record's place; without reading what stands there else.
pub(crate) fn deleted_at(conn: &Connection, kind: &Kind, id: &RecordId) -> Result<Option<i64>> {
    Ok(conn
        .prepare_cached("SELECT seq FROM record WHERE kind = ?1 AND id = ?2 AND deleted = 1")?
        .query_row([kind.as_str(), id.as_str()], |row| row.get(0))
        .optional()?)
}

/// A new row; returns its number.
pub(crate) fn insert(conn: &Connection, sums: &Changes, new: &NewRecord<'_>) -> Result<i64> {
    let inserted = insert_if_new(conn, sums, new)?;
    inserted.ok_or(Error::Statement(rusqlite::Error::StatementChangedRows(0)))
}

/// The number of a new row; `None`: it is here, and nothing was changed.
pub(crate) fn insert_if_new(
    conn: &Connection,
    sums: &Changes,
    new: &NewRecord<'_>,
) -> Result<Option<i64>> {
    let inserted = conn
        .prepare_cached(
            "INSERT INTO record (kind, id, scope, parent, at, seq, deleted, predicted, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (kind, id) DO NOTHING",
        )?
        .execute(params![
            new.kind.as_str(),
            new.id.as_str(),
            new.scope.as_str(),
            new.parent.map_or("", RecordId::as_str),
            new.at,
            new.seq,
            new.deleted,
            new.predicted,
            new.body,
        ])?;
    if inserted == 0 {
        return Ok(None);
    }
    let nr = conn.last_insert_rowid();
    sums.add(new.scope, new.hash());
    Ok(Some(nr))
}

/// Columns of a new row, or the new values of a row the relay changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewRecord<'r> {
    pub(crate) kind: &'r Kind,
    pub(crate) id: &'r RecordId,
    pub(crate) scope: &'r Scope,
    pub(crate) parent: Option<&'r RecordId>,
    pub(crate) at: i64,
    pub(crate) seq: i64,
    pub(crate) deleted: bool,
    pub(crate) predicted: bool,
    pub(crate) body: &'r str,
}

impl NewRecord<'_> {
    fn hash(&self) -> Option<u64> {
        checksum::hash(self.kind, self.id, self.seq, self.deleted)
    }
}

/// The relay's row replaces base and body; any prediction is gone and has to be made again.
pub(crate) fn replace(
    conn: &Connection,
    sums: &Changes,
    old: &Record,
    new: &NewRecord<'_>,
) -> Result<()> {
    sums.take(old);
    sums.add(new.scope, new.hash());
    conn.prepare_cached(
        "UPDATE record SET scope = ?2, parent = ?3, at = ?4, seq = ?5, deleted = ?6, predicted = 0, body = ?7, base = ''
         WHERE nr = ?1",
    )?
    .execute(params![
        old.nr,
        new.scope.as_str(),
        new.parent.map_or("", RecordId::as_str),
        new.at,
        new.seq,
        new.deleted,
        new.body,
    ])?;
    Ok(())
}

/// Sets what staff see and keeps the base beside it.
pub(crate) fn set_bodies(conn: &Connection, nr: i64, body: &str, base: &str) -> Result<()> {
    conn.prepare_cached("UPDATE record SET predicted = ?2, body = ?3, base = ?4 WHERE nr = ?1")?
        .execute(params![nr, true, body, base])?;
    Ok(())
}

/// Back to what the relay sent.
pub(crate) fn clear_prediction(conn: &Connection, nr: i64, base: &str) -> Result<()> {
    conn.prepare_cached("UPDATE record SET predicted = 0, body = ?2, base = '' WHERE nr = ?1")?
        .execute(params![nr, base])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, sums: &Changes, old: &Record) -> Result<()> {
    sums.take(old);
    conn.prepare_cached("DELETE FROM record WHERE nr = ?1")?
        .execute([old.nr])?;
    Ok(())
}

/// Moves a row along with what it hangs on: another scope, the same number.
pub(crate) fn relabel(
    conn: &Connection,
    sums: &Changes,
    old: &Record,
    scope: &Scope,
) -> Result<()> {
    sums.take(old);
    let hash = checksum::hash(&old.kind, &old.id, old.seq, old.deleted);
    sums.add(scope, hash);
    conn.prepare_cached("UPDATE record SET scope = ?2 WHERE nr = ?1")?
        .execute(params![old.nr, scope.as_str()])?;
    Ok(())
}

/// Gives a row another number.
pub(crate) fn set_seq(conn: &Connection, sums: &Changes, old: &Record, seq: i64) -> Result<()> {
    sums.take(old);
    let hash = checksum::hash(&old.kind, &old.id, seq, old.deleted);
    sums.add(&old.scope, hash);
    conn.prepare_cached("UPDATE record SET seq = ?2 WHERE nr = ?1")?
        .execute(params![old.nr, seq])?;
    Ok(())
}

/// Calls `each` with nr, kind, id and seq of every row of a scope that counts for its checksum: a walk over the table.
pub(crate) fn living_in(
    conn: &Connection,
    scope: &Scope,
    mut each: impl FnMut(i64, &Kind, &RecordId, i64),
) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT nr, kind, id, seq FROM record WHERE scope = ?1 AND deleted = 0 AND seq > 0",
    )?;
    let mut rows = statement.query([scope.as_str()])?;
    while let Some(row) = rows.next()? {
        let kind = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let kind = Kind::from_text(kind);
        each(row.get(0)?, &kind, &id_at(row, 2)?, row.get(3)?);
    }
    Ok(())
}

/// One row by its number.
pub(crate) fn by_number(conn: &Connection, nr: i64) -> Result<Option<Record>> {
    let sql = format!("SELECT {COLUMNS} FROM record WHERE nr = ?1");
    Ok(conn
        .prepare_cached(&sql)?
        .query_row([nr], from_row)
        .optional()?)
}

/// Numbers of the rows of a scope: a walk over the table, for the rare event that one is lost.
pub(crate) fn numbers_of(conn: &Connection, scope: &Scope) -> Result<Vec<i64>> {
    numbers(
        conn,
        "SELECT nr FROM record WHERE scope = ?1",
        params![scope.as_str()],
    )
}

/// Numbers of the rows whose base is above `seq`: a walk over the table, for the rare event that a relay was restored.
pub(crate) fn numbers_above(conn: &Connection, seq: i64) -> Result<Vec<i64>> {
    numbers(conn, "SELECT nr FROM record WHERE seq > ?1", params![seq])
}

fn numbers(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<i64>> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map(params, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets the ids of deleted things, once the walk over history has ended.
pub(crate) fn drop_tombstones(conn: &Connection) -> Result<usize> {
    Ok(conn.execute("DELETE FROM record WHERE deleted = 1", [])?)
}

fn collect(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Record>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(params, from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A record as the relay sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRecord {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: RecordId,
    /// Who may see it.
    pub scope: Scope,
    /// Number of its last change.
    pub seq: i64,
    /// Its body, without this desk's predictions.
    pub base: String,
}

/// Reads whole records.
#[derive(Debug, Clone, Copy)]
pub struct RecordReader<'c>(pub(crate) &'c Connection);

impl RecordReader<'_> {
    /// One record as staff see it; `None` if it is not here, was deleted, or has a body of a newer version.
    ///
    /// # Errors
    /// As every read.
    pub fn get<T: Stored>(&self, id: &T::Id) -> Result<Option<Row<T>>> {
        let id: RecordId = id.clone().into();
        Ok(find(self.0, &T::KIND, &id)?.and_then(to_row))
    }

    /// What the relay sent, without the predictions of this desk.
    ///
    /// # Errors
    /// As every read.
    pub fn base<T: Stored>(&self, id: &T::Id) -> Result<Option<T>> {
        let id: RecordId = id.clone().into();
        let Some(record) = find(self.0, &T::KIND, &id)?.filter(|r| !r.deleted) else {
            return Ok(None);
        };
        Ok(record
            .base()
            .and_then(|base| serde_json::from_str(base).ok()))
    }

    /// All of a small kind (staff, canned responses, connections, properties, dead letters), by id.
    ///
    /// # Errors
    /// As every read.
    pub fn all<T: Stored>(&self) -> Result<Vec<Row<T>>> {
        let sql =
            format!("SELECT {COLUMNS} FROM record WHERE kind = ?1 AND deleted = 0 ORDER BY id");
        Ok(collect(self.0, &sql, params![T::KIND.as_str()])?
            .into_iter()
            .filter_map(to_row)
            .collect())
    }

    /// A contact's stays, the latest arrival first (SPEC 58).
    ///
    /// # Errors
    /// As every read.
    pub fn reservations_of(
        &self,
        contact: &domain::id::ContactId,
    ) -> Result<Vec<Row<domain::reservation::Reservation>>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM record
             WHERE kind = 'reservation' AND parent = ?1 AND deleted = 0"
        );
        let mut stays: Vec<Row<domain::reservation::Reservation>> =
            collect(self.0, &sql, params![contact.as_str()])?
                .into_iter()
                .filter_map(to_row)
                .collect();
        stays.sort_by(|a, b| (b.body.check_in, &b.id).cmp(&(a.body.check_in, &a.id)));
        Ok(stays)
    }

    /// Records whose visible body is a prediction.
    ///
    /// # Errors
    /// As every read.
    pub fn predicted(&self) -> Result<Vec<(Kind, RecordId)>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT kind, id FROM record WHERE predicted = 1 ORDER BY nr")?;
        let rows = statement.query_map([], |row| {
            Ok((Kind::from_text(row.get_ref(0)?.as_str()?), id_at(row, 1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records of a kind, tombstones left out.
    ///
    /// # Errors
    /// As every read.
    pub fn count(&self, kind: &Kind) -> Result<u64> {
        let n: i64 = self
            .0
            .prepare_cached("SELECT count(*) FROM record WHERE kind = ?1 AND deleted = 0")?
            .query_row([kind.as_str()], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// What of the relay's records is here, tombstones and what only this desk predicts left out: for comparing two caches.
    ///
    /// # Errors
    /// As every read.
    pub fn kept(&self) -> Result<Vec<KeptRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM record WHERE deleted = 0 AND seq > 0");
        let all = collect(self.0, &sql, [])?.into_iter();
        Ok(all
            .map(|record| KeptRecord {
                base: record.base().unwrap_or_default().to_owned(),
                kind: record.kind,
                id: record.id,
                scope: record.scope,
                seq: record.seq,
            })
            .collect())
    }

    /// The highest sequence number any record has; 0 if there is none.
    ///
    /// # Errors
    /// As every read.
    pub fn highest_seq(&self) -> Result<i64> {
        Ok(self
            .0
            .query_row("SELECT coalesce(max(seq), 0) FROM record", [], |row| {
                row.get(0)
            })?)
    }
}

fn to_row<T: Stored>(record: Record) -> Option<Row<T>> {
    if record.deleted {
        return None;
    }
    match serde_json::from_str(&record.body) {
        Ok(body) => Some(Row {
            id: T::Id::from(record.id),
            body,
            seq: record.seq,
            predicted: record.predicted,
        }),
        Err(_) => {
            // A newer relay may send a shape this build does not know; the record stays raw and unseen.
            tracing::warn!(kind = %record.kind, id = %record.id, "record body not understood");
            None
        }
    }
}

/// What [`find`] must have found.
pub(crate) fn require(conn: &Connection, kind: &Kind, id: &RecordId) -> Result<Record> {
    find(conn, kind, id)?
        .filter(|r| !r.deleted)
        .ok_or(Error::NotFound)
}

pub(crate) fn visible<T: Stored>(record: Record) -> Option<Row<T>> {
    to_row(record)
}
