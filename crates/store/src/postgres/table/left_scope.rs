//! Records that left a scope: whoever sees only the old one is told to forget them.

use super::{id, number, signed};
use crate::error::Result;
use crate::model::Record;
use crate::postgres::client::{Conn, Text, rows};
use domain::id::WorkspaceId;
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE left_scope (
  workspace TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, scope, seq, kind, id)
);
"#;

pub(in crate::postgres) const INSERT: &str =
    "INSERT INTO left_scope (workspace, scope, seq, kind, id)
     SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[])
     ON CONFLICT (workspace, scope, seq, kind, id) DO NOTHING";

pub(in crate::postgres) const FEED_ROWS: &str =
    "SELECT l.scope, l.kind, l.id, l.seq, r.scope FROM left_scope AS l
     LEFT JOIN record AS r ON r.workspace = l.workspace AND r.kind = l.kind AND r.id = l.id
     WHERE l.workspace = $1 AND l.scope = ANY($2) AND l.seq > $3 AND l.seq <= $4";

/// What left the scopes in (since, to], as tombstones that say nothing but the id, each with the scope it is in now.
pub(in crate::postgres) async fn feed_rows(
    conn: &Conn,
    workspace: &WorkspaceId,
    scopes: &[Text<'_>],
    (since, to): (u64, u64),
) -> Result<Vec<(Record, Option<Scope>)>> {
    let found = rows(
        conn,
        FEED_ROWS,
        &[&workspace.as_str(), &scopes, &signed(since), &signed(to)],
    )
    .await?;
    found
        .iter()
        .map(|row| {
            let tombstone = Record {
                kind: Kind::from_text(row.try_get(1)?),
                id: id(row, 2)?,
                scope: Scope(row.try_get(0)?),
                parent: None,
                owner: None,
                state: None,
                at: UnixMillis(0),
                seq: number(row, 3)?,
                deleted: true,
                body: String::new(),
            };
            Ok((tombstone, row.try_get::<_, Option<String>>(4)?.map(Scope)))
        })
        .collect()
}
