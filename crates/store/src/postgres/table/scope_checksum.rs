//! Count and sum of each scope's living records, kept in the same transaction as the records.

use super::number;
use crate::error::Result;
use crate::postgres::client::{Conn, Text, rows};
use domain::id::WorkspaceId;
use domain::record::Scope;
use std::collections::BTreeMap;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE scope_checksum (
  workspace TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  count BIGINT NOT NULL DEFAULT 0,
  -- Modulo 2^64, kept as the signed number with the same bits.
  sum BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace, scope)
);
"#;

/// Count and sum of those scopes that ever held something.
pub(in crate::postgres) async fn get(
    conn: &Conn,
    workspace: &WorkspaceId,
    scopes: &[Text<'_>],
) -> Result<BTreeMap<Scope, (u64, u64)>> {
    let found = rows(
        conn,
        "SELECT scope, count, sum FROM scope_checksum WHERE workspace = $1 AND scope = ANY($2)",
        &[&workspace.as_str(), &scopes],
    )
    .await?;
    found
        .iter()
        .map(|row| {
            let sum = row.try_get::<_, i64>(2)?.cast_unsigned();
            Ok((Scope(row.try_get(0)?), (number(row, 1)?, sum)))
        })
        .collect()
}

/// PostgreSQL's own addition would fail at the edge, so Rust adds.
pub(in crate::postgres) const SET: &str =
    "INSERT INTO scope_checksum (workspace, scope, count, sum)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::bigint[])
     ON CONFLICT (workspace, scope) DO UPDATE SET count = excluded.count, sum = excluded.sum";
