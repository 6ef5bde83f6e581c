//! One-time codes, by their hash.

use crate::error::Result;
use crate::model::Invitation;
use crate::postgres::client::{Conn, Text, row, run};
use domain::time::UnixMillis;

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE invitation (
  code_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  purpose TEXT COLLATE "C" NOT NULL,
  -- One running code a person; empty: the first owner.
  email TEXT COLLATE "C" NOT NULL UNIQUE,
  expires_at BIGINT NOT NULL
);
"#;

/// Keeps one; the same person's older one is gone.
pub(in crate::postgres) async fn put(conn: &Conn, invitation: &Invitation) -> Result<()> {
    run(
        conn,
        "INSERT INTO invitation (code_hash, purpose, email, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (email) DO UPDATE SET code_hash = excluded.code_hash,
           purpose = excluded.purpose, expires_at = excluded.expires_at",
        &[
            &Text(&invitation.code_hash),
            &invitation.purpose,
            &Text(&invitation.email),
            &invitation.expires_at.0,
        ],
    )
    .await?;
    Ok(())
}

pub(in crate::postgres) async fn get(
    conn: &Conn,
    code_hash: &str,
    now: UnixMillis,
) -> Result<Option<Invitation>> {
    let found = row(
        conn,
        "SELECT code_hash, purpose, email, expires_at FROM invitation
         WHERE code_hash = $1 AND expires_at >= $2",
        &[&Text(code_hash), &now.0],
    )
    .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    Ok(Some(Invitation {
        code_hash: row.try_get(0)?,
        purpose: row.try_get(1)?,
        email: row.try_get(2)?,
        expires_at: UnixMillis(row.try_get(3)?),
    }))
}

/// Uses one up; true if it was there and good.
pub(in crate::postgres) async fn take(
    conn: &Conn,
    code_hash: &str,
    now: UnixMillis,
) -> Result<bool> {
    let gone = run(
        conn,
        "DELETE FROM invitation WHERE code_hash = $1 AND expires_at >= $2",
        &[&Text(code_hash), &now.0],
    )
    .await?;
    Ok(gone == 1)
}

pub(in crate::postgres) async fn sweep(conn: &Conn, now: UnixMillis) -> Result<()> {
    run(
        conn,
        "DELETE FROM invitation WHERE expires_at < $1",
        &[&now.0],
    )
    .await?;
    Ok(())
}
