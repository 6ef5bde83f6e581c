//! Up to where tombstones have ended: a cursor below it may have missed some (DESIGN_SYNC, "Cursor and history").

use super::{number, signed};
use crate::error::Result;
use crate::kept;
use crate::postgres::client::{Conn, row, run};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE horizon (
  workspace TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL
);
"#;

/// What makes the sweep find tombstones without reading what lives.
pub(in crate::postgres) const TOMBSTONES: &str =
    "CREATE INDEX record_tombstone ON record (workspace, seq) WHERE deleted;";

pub(in crate::postgres) const END: &str =
    "DELETE FROM record WHERE workspace = $1 AND seq <= $2 AND deleted";

pub(in crate::postgres) async fn get(conn: &Conn, workspace: &WorkspaceId) -> Result<u64> {
    let sql = "SELECT seq FROM horizon WHERE workspace = $1";
    let found = row(conn, sql, &[&workspace.as_str()]).await?;
    found.as_ref().map_or(Ok(0), |row| number(row, 0))
}

/// Ends tombstones past their time, and rows of left scopes with them.
pub(in crate::postgres) async fn sweep(
    conn: &Conn,
    workspace: &WorkspaceId,
    now: UnixMillis,
) -> Result<()> {
    let from = get(conn, workspace).await?;
    let Some(to) = past(conn, workspace, from, now).await? else {
        return Ok(());
    };
    // First, so that of two nodes that sweep at once one waits here, not in the middle of the other's rows.
    run(
        conn,
        "INSERT INTO horizon (workspace, seq) VALUES ($1, $2)
         ON CONFLICT (workspace) DO UPDATE SET seq = GREATEST(horizon.seq, excluded.seq)",
        &[&workspace.as_str(), &signed(to)],
    )
    .await?;
    for sql in [
        END,
        "DELETE FROM left_scope WHERE workspace = $1 AND seq <= $2",
    ] {
        run(conn, sql, &[&workspace.as_str(), &signed(to)]).await?;
    }
    Ok(())
}

/// The last number above `from` that is older than tombstones are kept, at most [`kept::TOMBSTONES_A_SWEEP`] away.
async fn past(
    conn: &Conn,
    workspace: &WorkspaceId,
    from: u64,
    now: UnixMillis,
) -> Result<Option<u64>> {
    let end = signed(from.saturating_add(kept::TOMBSTONES_A_SWEEP));
    let old = now.plus(-kept::TOMBSTONE).0;
    // The first young one is met at once where nothing has ended, which is nearly always.
    let found = row(
        conn,
        "WITH step AS (SELECT seq, at FROM commits WHERE workspace = $1 AND seq > $2 AND seq <= $3)
         SELECT COALESCE((SELECT seq - 1 FROM step WHERE at >= $4 ORDER BY seq LIMIT 1), (SELECT MAX(seq) FROM step), $2)",
        &[&workspace.as_str(), &signed(from), &end, &old],
    )
    .await?;
    let last = found.as_ref().map_or(Ok(from), |row| number(row, 0))?;
    Ok(Some(last).filter(|last| *last > from))
}
