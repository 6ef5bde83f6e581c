//! Keys of events already applied.

use crate::error::Result;
use crate::kept;
use crate::postgres::client::{Conn, Text, row, rows, run};
use domain::id::WorkspaceId;
use domain::time::UnixMillis;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE event_key (
  workspace TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, key)
);
CREATE INDEX event_key_at ON event_key (at);
"#;

/// Whether each is known, in the order asked.
pub(in crate::postgres) async fn known(
    conn: &Conn,
    workspace: &WorkspaceId,
    keys: &[String],
) -> Result<Vec<bool>> {
    let texts: Vec<Text<'_>> = keys.iter().map(|key| Text(key)).collect();
    let found = rows(
        conn,
        "SELECT EXISTS (SELECT 1 FROM event_key AS e WHERE e.workspace = $1 AND e.key = k.key)
         FROM unnest($2::text[]) WITH ORDINALITY AS k (key, place) ORDER BY k.place",
        &[&workspace.as_str(), &texts],
    )
    .await?;
    found.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

pub(in crate::postgres) const INSERT: &str = "INSERT INTO event_key (workspace, key, at)
     SELECT $1, key, $2 FROM unnest($3::text[]) AS k (key) ON CONFLICT (workspace, key) DO NOTHING";

/// Whether any key lies in [from, to).
pub(in crate::postgres) async fn any(
    conn: &Conn,
    workspace: &WorkspaceId,
    (from, to): (&str, &str),
) -> Result<bool> {
    let found = row(
        conn,
        "SELECT EXISTS (SELECT 1 FROM event_key WHERE workspace = $1 AND key >= $2 AND key < $3)",
        &[&workspace.as_str(), &Text(from), &Text(to)],
    )
    .await?;
    found.map_or(Ok(false), |row| Ok(row.try_get(0)?))
}

/// Every key of a hotel.
pub(in crate::postgres) async fn all(conn: &Conn, workspace: &WorkspaceId) -> Result<Vec<String>> {
    let found = rows(
        conn,
        "SELECT key FROM event_key WHERE workspace = $1",
        &[&workspace.as_str()],
    )
    .await?;
    found.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

pub(in crate::postgres) const FORGET: &str =
    "DELETE FROM event_key WHERE workspace = $1 AND key = ANY($2::text[])";

pub(in crate::postgres) async fn sweep(conn: &Conn, now: UnixMillis) -> Result<()> {
    let end = now.plus(-kept::EVENT_KEY).0;
    run(conn, "DELETE FROM event_key WHERE at < $1", &[&end]).await?;
    Ok(())
}
