//! The sequence: one row a command.

use super::{number, signed};
use crate::error::{Result, StoreError};
use crate::postgres::client::{Conn, row};
use domain::id::WorkspaceId;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE commits (
  workspace TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL CHECK (seq > 0),
  at BIGINT NOT NULL,
  term TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, seq)
);
"#;

pub(in crate::postgres) const INSERT: &str = "INSERT INTO commits (workspace, seq, at, term)
     SELECT $1, seq, $2, $3 FROM generate_series($4::bigint, $5::bigint) AS s (seq)";

/// The last number (0 before the first command) and the newest term that was open at it.
pub(in crate::postgres) async fn head(
    conn: &Conn,
    workspace: &WorkspaceId,
) -> Result<(u64, String)> {
    let found = row(
        conn,
        "SELECT h.seq, COALESCE((
           SELECT t.id FROM terms AS t WHERE t.workspace = $1 AND t.first_seq <= h.seq
           ORDER BY t.number DESC LIMIT 1), '')
         FROM (SELECT COALESCE(MAX(seq), 0) AS seq FROM commits WHERE workspace = $1) AS h",
        &[&workspace.as_str()],
    )
    .await?;
    let row = found.ok_or_else(|| StoreError::Bug("a sum without a row".to_owned()))?;
    Ok((number(&row, 0)?, row.try_get(1)?))
}

/// Values of [`INSERT`] for the numbers in (head, last].
pub(in crate::postgres) fn range(head: u64, last: u64) -> (i64, i64) {
    (signed(head.saturating_add(1)), signed(last))
}
