//! Leases that say a device of a person is connected.

use super::id;
use crate::error::Result;
use crate::postgres::client::{Conn, rows, run};
use domain::id::{DeviceId, StaffId, WorkspaceId};
use domain::time::UnixMillis;
use std::collections::BTreeSet;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE presence (
  workspace TEXT COLLATE "C" NOT NULL,
  staff TEXT COLLATE "C" NOT NULL,
  device TEXT COLLATE "C" NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (workspace, staff, device)
);
"#;

pub(in crate::postgres) async fn lease(
    conn: &Conn,
    workspace: &WorkspaceId,
    staff: &StaffId,
    device: &DeviceId,
    until: UnixMillis,
) -> Result<()> {
    run(
        conn,
        "INSERT INTO presence (workspace, staff, device, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace, staff, device) DO UPDATE SET until = excluded.until",
        &[
            &workspace.as_str(),
            &staff.as_str(),
            &device.as_str(),
            &until.0,
        ],
    )
    .await?;
    Ok(())
}

/// People with a lease that runs beyond `now`.
pub(in crate::postgres) async fn present(
    conn: &Conn,
    workspace: &WorkspaceId,
    now: UnixMillis,
) -> Result<BTreeSet<StaffId>> {
    let found = rows(
        conn,
        "SELECT DISTINCT staff FROM presence WHERE workspace = $1 AND until > $2",
        &[&workspace.as_str(), &now.0],
    )
    .await?;
    found.iter().map(|row| id(row, 0)).collect()
}

pub(in crate::postgres) async fn sweep(conn: &Conn, now: UnixMillis) -> Result<()> {
    run(conn, "DELETE FROM presence WHERE until < $1", &[&now.0]).await?;
    Ok(())
}
