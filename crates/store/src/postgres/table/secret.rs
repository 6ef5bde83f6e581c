//! Sealed secrets of connections ([`crate::secret`]).

use crate::error::Result;
use crate::model::SealedSecret;
use crate::postgres::client::{Conn, Text, rows, run};
use domain::id::WorkspaceId;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE secret (
  workspace TEXT COLLATE "C" NOT NULL,
  connection TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  key_id TEXT COLLATE "C" NOT NULL,
  -- Nonce and ciphertext.
  sealed BYTEA NOT NULL,
  PRIMARY KEY (workspace, connection, kind)
);
"#;

pub(in crate::postgres) async fn put(
    conn: &Conn,
    workspace: &WorkspaceId,
    secret: &SealedSecret,
) -> Result<()> {
    run(
        conn,
        "INSERT INTO secret (workspace, connection, kind, key_id, sealed) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (workspace, connection, kind)
         DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed",
        &[
            &workspace.as_str(),
            &Text(&secret.connection),
            &Text(&secret.kind),
            &secret.key_id,
            &secret.sealed,
        ],
    )
    .await?;
    Ok(())
}

pub(in crate::postgres) async fn all(
    conn: &Conn,
    workspace: &WorkspaceId,
) -> Result<Vec<SealedSecret>> {
    let found = rows(
        conn,
        "SELECT connection, kind, key_id, sealed FROM secret
         WHERE workspace = $1 ORDER BY connection, kind",
        &[&workspace.as_str()],
    )
    .await?;
    found
        .iter()
        .map(|row| {
            Ok(SealedSecret {
                connection: row.try_get(0)?,
                kind: row.try_get(1)?,
                key_id: row.try_get(2)?,
                sealed: row.try_get(3)?,
            })
        })
        .collect()
}
