//! Answers of commands: a repeat gets the first one.

use super::{id, optional_id};
use crate::error::{Result, StoreError};
use crate::kept;
use crate::model::StoredAnswer;
use domain::id::{CommandId, RecordId, StaffId, WorkspaceId};
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE command (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  staff TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX command_at ON command (at);
";

/// What a command was about, so that erasing a guest finds the hash of what was asked.
pub(in crate::sqlite) const ABOUT: &str = "
ALTER TABLE command ADD COLUMN about TEXT;
CREATE INDEX command_about ON command (workspace, about) WHERE about IS NOT NULL;
";

pub(in crate::sqlite) fn get(
    conn: &Connection,
    workspace: &WorkspaceId,
    command: &CommandId,
) -> Result<Option<StoredAnswer>> {
    let found: Option<(String, StaffId, String, Option<RecordId>)> = conn
        .prepare_cached(
            "SELECT request_hash, staff, answer, about FROM command WHERE workspace = ?1 AND id = ?2",
        )?
        .query_row(params![workspace.as_str(), command.as_str()], |row| {
            Ok((row.get(0)?, id(row, 1)?, row.get(2)?, optional_id(row, 3)?))
        })
        .optional()?;
    let Some((request_hash, staff, answer, about)) = found else {
        return Ok(None);
    };
    let answer = serde_json::from_str(&answer)
        .map_err(|error| StoreError::Damaged(format!("a stored answer: {error}")))?;
    Ok(Some(StoredAnswer {
        id: command.clone(),
        request_hash,
        about,
        staff,
        answer,
    }))
}

/// Keeps an answer; the first of an id stays.
pub(in crate::sqlite) fn insert(
    conn: &Connection,
    workspace: &WorkspaceId,
    stored: &StoredAnswer,
    at: UnixMillis,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO command (workspace, id, request_hash, staff, answer, at, about)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (workspace, id) DO NOTHING",
    )?
    .execute(params![
        workspace.as_str(),
        stored.id.as_str(),
        stored.request_hash,
        stored.staff.as_str(),
        super::json(&stored.answer)?,
        at.0,
        stored.about.as_ref().map(RecordId::as_str)
    ])?;
    Ok(())
}

/// What was asked about these is no longer told from anything else that could have been asked.
pub(in crate::sqlite) fn forget(
    conn: &Connection,
    workspace: &WorkspaceId,
    about: &[RecordId],
) -> Result<()> {
    let mut blank = conn.prepare_cached(
        "UPDATE command SET request_hash = '' WHERE workspace = ?1 AND about = ?2",
    )?;
    for record in about {
        blank.execute(params![workspace.as_str(), record.as_str()])?;
    }
    Ok(())
}

pub(in crate::sqlite) fn sweep(conn: &Connection, now: UnixMillis) -> Result<()> {
    conn.prepare_cached("DELETE FROM command WHERE at < ?1")?
        .execute([now.plus(-kept::ANSWER).0])?;
    Ok(())
}
