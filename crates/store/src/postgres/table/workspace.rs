//! Hotels.

use super::id;
use crate::error::Result;
use crate::model::Workspace;
use crate::postgres::client::{Conn, Text, row, rows, run};
use domain::id::WorkspaceId;

pub(in crate::postgres) const DDL: &str = r#"
-- A hotel. The row is the lock of its sequence; it is never updated for it.
CREATE TABLE workspace (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  demo BOOLEAN NOT NULL DEFAULT false
);
"#;

/// Adds a hotel; true if it was new.
pub(in crate::postgres) async fn insert(conn: &Conn, workspace: &Workspace) -> Result<bool> {
    let added = run(
        conn,
        "INSERT INTO workspace (id, name, demo) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
        &[
            &workspace.id.as_str(),
            &Text(&workspace.name),
            &workspace.demo,
        ],
    )
    .await?;
    Ok(added == 1)
}

pub(in crate::postgres) async fn all(conn: &Conn) -> Result<Vec<Workspace>> {
    let found = rows(
        conn,
        "SELECT id, name, demo FROM workspace ORDER BY id",
        &[],
    )
    .await?;
    found
        .iter()
        .map(|row| {
            Ok(Workspace {
                id: id(row, 0)?,
                name: row.try_get(1)?,
                demo: row.try_get(2)?,
            })
        })
        .collect()
}

/// Takes the hotel's lock; false if there is no such hotel.
pub(in crate::postgres) async fn lock(conn: &Conn, workspace: &WorkspaceId) -> Result<bool> {
    let found = row(
        conn,
        "SELECT 1 FROM workspace WHERE id = $1 FOR UPDATE",
        &[&workspace.as_str()],
    )
    .await?;
    Ok(found.is_some())
}

/// Takes every hotel's lock, in order.
pub(in crate::postgres) async fn lock_all(conn: &Conn) -> Result<()> {
    run(conn, "SELECT 1 FROM workspace ORDER BY id FOR UPDATE", &[]).await?;
    Ok(())
}
