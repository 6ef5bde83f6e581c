//! One-time codes, by their hash.

use crate::error::Result;
use crate::model::Invitation;
use domain::time::UnixMillis;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
CREATE TABLE invitation (
  code_hash TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  -- One running code a person; empty: the first owner.
  email TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT;
";

/// Keeps one; the same person's older one is gone.
pub(in crate::sqlite) fn put(conn: &Connection, invitation: &Invitation) -> Result<()> {
    conn.prepare_cached("DELETE FROM invitation WHERE email = ?1")?
        .execute([&invitation.email])?;
    conn.prepare_cached(
        "INSERT INTO invitation (code_hash, purpose, email, expires_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        invitation.code_hash,
        invitation.purpose,
        invitation.email,
        invitation.expires_at.0
    ])?;
    Ok(())
}

pub(in crate::sqlite) fn get(
    conn: &Connection,
    code_hash: &str,
    now: UnixMillis,
) -> Result<Option<Invitation>> {
    Ok(conn
        .prepare_cached(
            "SELECT code_hash, purpose, email, expires_at FROM invitation
             WHERE code_hash = ?1 AND expires_at >= ?2",
        )?
        .query_row(params![code_hash, now.0], |row| {
            Ok(Invitation {
                code_hash: row.get(0)?,
                purpose: row.get(1)?,
                email: row.get(2)?,
                expires_at: UnixMillis(row.get(3)?),
            })
        })
        .optional()?)
}

/// Uses one up; true if it was there and good.
pub(in crate::sqlite) fn take(conn: &Connection, code_hash: &str, now: UnixMillis) -> Result<bool> {
    let gone = conn
        .prepare_cached("DELETE FROM invitation WHERE code_hash = ?1 AND expires_at >= ?2")?
        .execute(params![code_hash, now.0])?;
    Ok(gone == 1)
}

pub(in crate::sqlite) fn sweep(conn: &Connection, now: UnixMillis) -> Result<()> {
    conn.prepare_cached("DELETE FROM invitation WHERE expires_at < ?1")?
        .execute([now.0])?;
    Ok(())
}
