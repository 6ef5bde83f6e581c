//! Raw webhook parts: stored before the provider is answered, processed in order of arrival.

use super::{id, json, number, signed};
use crate::error::Result;
use crate::kept;
use crate::model::{Envelope, EnvelopeEnd, KeptEnvelope, NewEnvelope};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE envelope (
  -- Order of arrival; never reused.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  channel TEXT NOT NULL,
  receiver TEXT,
  body BLOB NOT NULL,
  -- JSON list of identifiers, so that erasing a guest finds it.
  guests TEXT NOT NULL DEFAULT '[]',
  received_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- new, processed, dead
  state TEXT NOT NULL DEFAULT 'new',
  ended_at INTEGER
) STRICT;
CREATE INDEX envelope_new ON envelope (workspace, id) WHERE state = 'new';
CREATE INDEX envelope_ended ON envelope (state, ended_at) WHERE state <> 'new';
";

pub(in crate::sqlite) fn insert(conn: &Connection, envelope: &NewEnvelope) -> Result<i64> {
    conn.prepare_cached(
        "INSERT INTO envelope (workspace, channel, receiver, body, guests, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        envelope.workspace.as_str(),
        envelope.channel,
        envelope.receiver,
        envelope.body,
        json(&envelope.guests)?,
        envelope.received_at.0
    ])?;
    Ok(conn.last_insert_rowid())
}

fn guests(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|error| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Envelope> {
    let guests = guests(row, 5)?;
    Ok(Envelope {
        id: row.get(0)?,
        envelope: NewEnvelope {
            workspace: id(row, 1)?,
            channel: row.get(2)?,
            receiver: row.get(3)?,
            body: row.get(4)?,
            guests,
            received_at: UnixMillis(row.get(6)?),
        },
        attempts: row.get(7)?,
    })
}

/// The next ones in order.
pub(in crate::sqlite) fn waiting(
    conn: &Connection,
    workspace: &WorkspaceId,
    limit: usize,
) -> Result<Vec<Envelope>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, workspace, channel, receiver, body, guests, received_at, attempts
         FROM envelope WHERE workspace = ?1 AND state = 'new' ORDER BY id LIMIT ?2",
    )?;
    let rows = statement.query_map(params![workspace.as_str(), signed(limit as u64)], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The next ones in order; counts an attempt on each and hands out the count before it.
pub(in crate::sqlite) fn take(
    conn: &Connection,
    workspace: &WorkspaceId,
    limit: usize,
) -> Result<Vec<Envelope>> {
    let taken = waiting(conn, workspace, limit)?;
    let mut count =
        conn.prepare_cached("UPDATE envelope SET attempts = attempts + 1 WHERE id = ?1")?;
    for envelope in &taken {
        count.execute([envelope.id])?;
    }
    Ok(taken)
}

pub(in crate::sqlite) fn get(
    conn: &Connection,
    workspace: &WorkspaceId,
    envelope: i64,
) -> Result<Option<Envelope>> {
    Ok(conn
        .prepare_cached(
            "SELECT id, workspace, channel, receiver, body, guests, received_at, attempts
             FROM envelope WHERE id = ?1 AND workspace = ?2",
        )?
        .query_row(params![envelope, workspace.as_str()], read)
        .optional()?)
}

/// Unprocessed envelopes of all hotels.
pub(in crate::sqlite) fn backlog(conn: &Connection) -> Result<u64> {
    Ok(conn
        .prepare_cached("SELECT COUNT(*) FROM envelope WHERE state = 'new'")?
        .query_row([], |row| number(row, 0))?)
}

/// Hotels with unprocessed envelopes.
pub(in crate::sqlite) fn waiting_hotels(conn: &Connection) -> Result<Vec<WorkspaceId>> {
    let mut statement =
        conn.prepare_cached("SELECT DISTINCT workspace FROM envelope WHERE state = 'new'")?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn end(
    conn: &Connection,
    workspace: &WorkspaceId,
    envelope: i64,
    end: EnvelopeEnd,
    now: UnixMillis,
) -> Result<()> {
    let state = match end {
        EnvelopeEnd::Processed => "processed",
        EnvelopeEnd::Dead => "dead",
    };
    conn.prepare_cached(
        "UPDATE envelope SET state = ?1, ended_at = ?2 WHERE id = ?3 AND workspace = ?4",
    )?
    .execute(params![state, now.0, envelope, workspace.as_str()])?;
    Ok(())
}

/// Deletes what is past its time, with the identifiers of guests in it.
pub(in crate::sqlite) fn sweep(conn: &Connection, now: UnixMillis) -> Result<u64> {
    let mut delete =
        conn.prepare_cached("DELETE FROM envelope WHERE state = ?1 AND ended_at < ?2")?;
    let processed = delete.execute(params!["processed", now.plus(-kept::PROCESSED).0])?;
    let dead = delete.execute(params!["dead", now.plus(-kept::DEAD).0])?;
    Ok((processed + dead) as u64)
}

/// Whom each envelope of a hotel names.
pub(in crate::sqlite) fn kept(
    conn: &Connection,
    workspace: &WorkspaceId,
) -> Result<Vec<KeptEnvelope>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, state <> 'new', guests, CASE WHEN guests = '[]' THEN body END
         FROM envelope WHERE workspace = ?1",
    )?;
    let rows = statement.query_map([workspace.as_str()], |row| {
        Ok(KeptEnvelope {
            id: row.get(0)?,
            ended: row.get(1)?,
            guests: guests(row, 2)?,
            unread: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn forget(
    conn: &Connection,
    workspace: &WorkspaceId,
    envelopes: &[i64],
) -> Result<()> {
    let mut delete =
        conn.prepare_cached("DELETE FROM envelope WHERE workspace = ?1 AND id = ?2")?;
    for envelope in envelopes {
        delete.execute(params![workspace.as_str(), envelope])?;
    }
    Ok(())
}
