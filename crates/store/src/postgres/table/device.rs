//! Signed-in computers, by the hash of their token.

use super::id;
use crate::error::Result;
use crate::model::Device;
use crate::postgres::client::{Conn, Text, row, rows, run};
use domain::id::{DeviceId, WorkspaceId};
use domain::time::{MINUTE, UnixMillis};
use tokio_postgres::Row;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE device (
  workspace TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  staff TEXT COLLATE "C" NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  -- Kept after revoking, so that the desk learns why.
  revoked_at BIGINT,
  PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX device_id ON device (id);
"#;

fn read(row: &Row) -> Result<Device> {
    Ok(Device {
        workspace: id(row, 0)?,
        id: id(row, 1)?,
        staff: id(row, 2)?,
        name: row.try_get(3)?,
        token_hash: row.try_get(4)?,
        created_at: UnixMillis(row.try_get(5)?),
        last_seen: UnixMillis(row.try_get(6)?),
        revoked_at: row.try_get::<_, Option<i64>>(7)?.map(UnixMillis),
    })
}

pub(in crate::postgres) async fn insert(conn: &Conn, device: &Device) -> Result<()> {
    run(
        conn,
        "INSERT INTO device (workspace, id, staff, name, token_hash, created_at, last_seen, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            &device.workspace.as_str(),
            &device.id.as_str(),
            &device.staff.as_str(),
            &Text(&device.name),
            &Text(&device.token_hash),
            &device.created_at.0,
            &device.last_seen.0,
            &device.revoked_at.map(|at| at.0),
        ],
    )
    .await?;
    Ok(())
}

/// By token, revoked ones included.
pub(in crate::postgres) async fn by_token(conn: &Conn, token_hash: &str) -> Result<Option<Device>> {
    let found = row(
        conn,
        "SELECT workspace, id, staff, name, token_hash, created_at, last_seen, revoked_at
         FROM device WHERE token_hash = $1",
        &[&Text(token_hash)],
    )
    .await?;
    found.as_ref().map(read).transpose()
}

/// A hotel's, revoked ones excluded, oldest first.
pub(in crate::postgres) async fn list(conn: &Conn, workspace: &WorkspaceId) -> Result<Vec<Device>> {
    let found = rows(
        conn,
        "SELECT workspace, id, staff, name, token_hash, created_at, last_seen, revoked_at
         FROM device WHERE workspace = $1 AND revoked_at IS NULL ORDER BY created_at, id",
        &[&workspace.as_str()],
    )
    .await?;
    found.iter().map(read).collect()
}

pub(in crate::postgres) async fn revoke(
    conn: &Conn,
    workspace: &WorkspaceId,
    device: &DeviceId,
    now: UnixMillis,
) -> Result<bool> {
    let revoked = run(
        conn,
        "UPDATE device SET revoked_at = $3 WHERE workspace = $1 AND id = $2 AND revoked_at IS NULL",
        &[&workspace.as_str(), &device.as_str(), &now.0],
    )
    .await?;
    Ok(revoked == 1)
}

/// Notes a contact, once a minute; time never goes back.
pub(in crate::postgres) async fn touch(
    conn: &Conn,
    device: &DeviceId,
    now: UnixMillis,
) -> Result<()> {
    let before = now.plus(-MINUTE).0;
    run(
        conn,
        "UPDATE device SET last_seen = $2 WHERE id = $1 AND last_seen <= $3",
        &[&device.as_str(), &now.0, &before],
    )
    .await?;
    Ok(())
}
