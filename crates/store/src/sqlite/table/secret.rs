//! Sealed secrets of connections ([`crate::secret`]).

use crate::error::Result;
use crate::model::SealedSecret;
use domain::id::WorkspaceId;
use rusqlite::{Connection, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE secret (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  connection TEXT NOT NULL,
  kind TEXT NOT NULL,
  key_id TEXT NOT NULL,
  -- Nonce and ciphertext.
  sealed BLOB NOT NULL,
  PRIMARY KEY (workspace, connection, kind)
) STRICT, WITHOUT ROWID;
";

pub(in crate::sqlite) fn put(
    conn: &Connection,
    workspace: &WorkspaceId,
    secret: &SealedSecret,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO secret (workspace, connection, kind, key_id, sealed)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (workspace, connection, kind)
         DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed",
    )?
    .execute(params![
        workspace.as_str(),
        secret.connection,
        secret.kind,
        secret.key_id,
        secret.sealed
    ])?;
    Ok(())
}

pub(in crate::sqlite) fn all(
    conn: &Connection,
    workspace: &WorkspaceId,
) -> Result<Vec<SealedSecret>> {
    let mut statement = conn.prepare_cached(
        "SELECT connection, kind, key_id, sealed FROM secret
         WHERE workspace = ?1 ORDER BY connection, kind",
    )?;
    let rows = statement.query_map([workspace.as_str()], |row| {
        Ok(SealedSecret {
            connection: row.get(0)?,
            kind: row.get(1)?,
            key_id: row.get(2)?,
            sealed: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
