//! Signed-in computers, by the hash of their token.

use super::id;
use crate::error::Result;
use crate::model::Device;
use domain::id::{DeviceId, WorkspaceId};
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE device (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  staff TEXT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  -- Kept after revoking, so that the desk learns why.
  revoked_at INTEGER,
  PRIMARY KEY (workspace, id)
) STRICT;
CREATE UNIQUE INDEX device_id ON device (id);
";

fn read(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        workspace: id(row, 0)?,
        id: id(row, 1)?,
        staff: id(row, 2)?,
        name: row.get(3)?,
        token_hash: row.get(4)?,
        created_at: UnixMillis(row.get(5)?),
        last_seen: UnixMillis(row.get(6)?),
        revoked_at: row.get::<_, Option<i64>>(7)?.map(UnixMillis),
    })
}

pub(in crate::sqlite) fn insert(conn: &Connection, device: &Device) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO device
           (workspace, id, staff, name, token_hash, created_at, last_seen, revoked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        device.workspace.as_str(),
        device.id.as_str(),
        device.staff.as_str(),
        device.name,
        device.token_hash,
        device.created_at.0,
        device.last_seen.0,
        device.revoked_at.map(|at| at.0)
    ])?;
    Ok(())
}

/// By token, revoked ones included.
pub(in crate::sqlite) fn by_token(conn: &Connection, token_hash: &str) -> Result<Option<Device>> {
    Ok(conn
        .prepare_cached(
            "SELECT workspace, id, staff, name, token_hash, created_at, last_seen, revoked_at
             FROM device WHERE token_hash = ?1",
        )?
        .query_row([token_hash], read)
        .optional()?)
}

/// A hotel's, revoked ones excluded, oldest first.
pub(in crate::sqlite) fn list(conn: &Connection, workspace: &WorkspaceId) -> Result<Vec<Device>> {
    let mut statement = conn.prepare_cached(
        "SELECT workspace, id, staff, name, token_hash, created_at, last_seen, revoked_at
         FROM device WHERE workspace = ?1 AND revoked_at IS NULL ORDER BY created_at, id",
    )?;
    let rows = statement.query_map([workspace.as_str()], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::sqlite) fn revoke(
    conn: &Connection,
    workspace: &WorkspaceId,
    device: &DeviceId,
    now: UnixMillis,
) -> Result<bool> {
    let revoked = conn
        .prepare_cached(
            "UPDATE device SET revoked_at = ?3
             WHERE workspace = ?1 AND id = ?2 AND revoked_at IS NULL",
        )?
        .execute(params![workspace.as_str(), device.as_str(), now.0])?;
    Ok(revoked == 1)
}

pub(in crate::sqlite) fn last_seen(
    conn: &Connection,
    device: &DeviceId,
) -> Result<Option<UnixMillis>> {
    Ok(conn
        .prepare_cached("SELECT last_seen FROM device WHERE id = ?1")?
        .query_row([device.as_str()], |row| row.get(0).map(UnixMillis))
        .optional()?)
}

/// Notes a contact; time never goes back.
pub(in crate::sqlite) fn touch(
    conn: &Connection,
    device: &DeviceId,
    now: UnixMillis,
) -> Result<()> {
    conn.prepare_cached("UPDATE device SET last_seen = MAX(last_seen, ?2) WHERE id = ?1")?
        .execute(params![device.as_str(), now.0])?;
    Ok(())
}
