//! Answers of commands: a repeat gets the first one.

use super::id;
use crate::error::{Result, StoreError};
use crate::kept;
use crate::model::StoredAnswer;
use crate::postgres::client::{Conn, row, run};
use domain::id::{CommandId, WorkspaceId};
use domain::time::UnixMillis;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE command (
  workspace TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  request_hash TEXT COLLATE "C" NOT NULL,
  staff TEXT COLLATE "C" NOT NULL,
  answer TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);
CREATE INDEX command_at ON command (at);
"#;

pub(in crate::postgres) async fn get(
    conn: &Conn,
    workspace: &WorkspaceId,
    command: &CommandId,
) -> Result<Option<StoredAnswer>> {
    let found = row(
        conn,
        "SELECT request_hash, staff, answer FROM command WHERE workspace = $1 AND id = $2",
        &[&workspace.as_str(), &command.as_str()],
    )
    .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    let answer = serde_json::from_str(row.try_get(2)?)
        .map_err(|error| StoreError::Damaged(format!("a stored answer: {error}")))?;
    Ok(Some(StoredAnswer {
        id: command.clone(),
        request_hash: row.try_get(0)?,
        staff: id(&row, 1)?,
        answer,
    }))
}

/// Keeps answers; the first of an id stays.
pub(in crate::postgres) const INSERT: &str =
    "INSERT INTO command (workspace, id, request_hash, staff, answer, at)
     SELECT $1, u.*, $2 FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS u
     ON CONFLICT (workspace, id) DO NOTHING";

pub(in crate::postgres) async fn sweep(conn: &Conn, now: UnixMillis) -> Result<()> {
    let end = now.plus(-kept::ANSWER).0;
    run(conn, "DELETE FROM command WHERE at < $1", &[&end]).await?;
    Ok(())
}
