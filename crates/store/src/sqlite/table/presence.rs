//! Leases that say a device of a person is connected.

use super::id;
use crate::error::Result;
use domain::id::{DeviceId, StaffId, WorkspaceId};
use domain::time::UnixMillis;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE presence (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  staff TEXT NOT NULL,
  device TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (workspace, staff, device)
) STRICT, WITHOUT ROWID;
";

pub(in crate::sqlite) fn lease(
    conn: &Connection,
    workspace: &WorkspaceId,
    staff: &StaffId,
    device: &DeviceId,
    until: UnixMillis,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO presence (workspace, staff, device, until) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (workspace, staff, device) DO UPDATE SET until = excluded.until",
    )?
    .execute(params![
        workspace.as_str(),
        staff.as_str(),
        device.as_str(),
        until.0
    ])?;
    Ok(())
}

/// People with a lease that runs beyond `now`.
pub(in crate::sqlite) fn present(
    conn: &Connection,
    workspace: &WorkspaceId,
    now: UnixMillis,
) -> Result<BTreeSet<StaffId>> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT staff FROM presence WHERE workspace = ?1 AND until > ?2",
    )?;
    let rows = statement.query_map(params![workspace.as_str(), now.0], |row| id(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn sweep(conn: &Connection, now: UnixMillis) -> Result<()> {
    conn.prepare_cached("DELETE FROM presence WHERE until < ?1")?
        .execute([now.0])?;
    Ok(())
}
