//! Up to where tombstones have ended: a cursor below it may have missed some (DESIGN_SYNC, "Cursor and history").

use super::{number, signed};
use crate::error::Result;
use crate::kept;
use domain::id::WorkspaceId;
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE horizon (
  workspace TEXT NOT NULL PRIMARY KEY REFERENCES workspace (id),
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// What makes the sweep find tombstones without reading what lives.
pub(in crate::sqlite) const TOMBSTONES: &str =
    "CREATE INDEX record_tombstone ON record (workspace, seq) WHERE deleted = 1;";

pub(in crate::sqlite) const END: &str =
    "DELETE FROM record WHERE workspace = ?1 AND seq <= ?2 AND deleted = 1";

pub(in crate::sqlite) fn get(conn: &Connection, workspace: &WorkspaceId) -> Result<u64> {
    let found = conn
        .prepare_cached("SELECT seq FROM horizon WHERE workspace = ?1")?
        .query_row([workspace.as_str()], |row| number(row, 0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Ends tombstones past their time, and rows of left scopes with them.
pub(in crate::sqlite) fn sweep(
    conn: &Connection,
    workspace: &WorkspaceId,
    now: UnixMillis,
) -> Result<()> {
    let from = get(conn, workspace)?;
    let Some(to) = past(conn, workspace, from, now)? else {
        return Ok(());
    };
    for sql in [
        END,
        "DELETE FROM left_scope WHERE workspace = ?1 AND seq <= ?2",
        "INSERT INTO horizon (workspace, seq) VALUES (?1, ?2)
         ON CONFLICT (workspace) DO UPDATE SET seq = excluded.seq",
    ] {
        conn.prepare_cached(sql)?
            .execute(params![workspace.as_str(), signed(to)])?;
    }
    Ok(())
}

/// The last number above `from` that is older than tombstones are kept, at most [`kept::TOMBSTONES_A_SWEEP`] away.
fn past(
    conn: &Connection,
    workspace: &WorkspaceId,
    from: u64,
    now: UnixMillis,
) -> Result<Option<u64>> {
    let mut statement = conn.prepare_cached(
        "SELECT seq, at FROM commits WHERE workspace = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
    )?;
    let mut rows = statement.query(params![
        workspace.as_str(),
        signed(from),
        signed(kept::TOMBSTONES_A_SWEEP)
    ])?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(1)? >= now.plus(-kept::TOMBSTONE).0 {
            break;
        }
        last = Some(number(row, 0)?);
    }
    Ok(last)
}
