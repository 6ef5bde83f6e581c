//! Who did what, about what. Read online, not synced; nothing of a guest's words.

use crate::error::Result;
use domain::id::{StaffId, WorkspaceId};
use domain::time::UnixMillis;
use rusqlite::{Connection, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  -- NULL: the relay itself.
  staff TEXT,
  what TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (workspace, at);
";

pub(in crate::sqlite) fn insert(
    conn: &Connection,
    workspace: &WorkspaceId,
    staff: Option<&StaffId>,
    what: &str,
    about: &str,
    now: UnixMillis,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO audit (workspace, staff, what, about, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        workspace.as_str(),
        staff.map(StaffId::as_str),
        what,
        about,
        now.0
    ])?;
    Ok(())
}
