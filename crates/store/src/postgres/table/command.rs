//! Answers of commands: a repeat gets the first one.

use super::{id, optional_id};
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

/// What a command was about, so that erasing a guest finds the hash of what was asked.
pub(in crate::postgres) const ABOUT: &str = r#"
ALTER TABLE command ADD COLUMN about TEXT COLLATE "C";
CREATE INDEX command_about ON command (workspace, about) WHERE about IS NOT NULL;
"#;

pub(in crate::postgres) async fn get(
    conn: &Conn,
    workspace: &WorkspaceId,
    command: &CommandId,
) -> Result<Option<StoredAnswer>> {
    let found = row(
        conn,
        "SELECT request_hash, staff, answer, about FROM command WHERE workspace = $1 AND id = $2",
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
        about: optional_id(&row, 3)?,
        staff: id(&row, 1)?,
        answer,
    }))
}

/// Keeps answers; the first of an id stays.
pub(in crate::postgres) const INSERT: &str =
    "INSERT INTO command (workspace, id, request_hash, staff, answer, about, at)
     SELECT $1, u.*, $2 FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) AS u
     ON CONFLICT (workspace, id) DO NOTHING";

/// What was asked about these is no longer told from anything else that could have been asked.
pub(in crate::postgres) const FORGET: &str =
    "UPDATE command SET request_hash = '' WHERE workspace = $1 AND about = ANY($2::text[])";

pub(in crate::postgres) async fn sweep(conn: &Conn, now: UnixMillis) -> Result<()> {
    let end = now.plus(-kept::ANSWER).0;
    run(conn, "DELETE FROM command WHERE at < $1", &[&end]).await?;
    Ok(())
}
