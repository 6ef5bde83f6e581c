//! What signs people in, and where they belong.

use super::id;
use crate::error::Result;
use crate::model::Credential;
use rusqlite::{Connection, OptionalExtension, params};

pub(in crate::sqlite) const DDL: &str = "
-- A staff e-mail is one person on a relay, so this is the one key without a workspace.
CREATE TABLE credential (
  email TEXT NOT NULL PRIMARY KEY,
  password_hash TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE membership (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  email TEXT NOT NULL REFERENCES credential (email) ON DELETE CASCADE,
  staff TEXT NOT NULL,
  PRIMARY KEY (workspace, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_email ON membership (email);
";

pub(in crate::sqlite) fn get(conn: &Connection, email: &str) -> Result<Option<Credential>> {
    let found: Option<String> = conn
        .prepare_cached("SELECT password_hash FROM credential WHERE email = ?1")?
        .query_row([email], |row| row.get(0))
        .optional()?;
    let Some(password_hash) = found else {
        return Ok(None);
    };
    let mut statement = conn.prepare_cached(
        "SELECT workspace, staff FROM membership WHERE email = ?1 ORDER BY workspace",
    )?;
    let rows = statement.query_map([email], |row| Ok((id(row, 0)?, id(row, 1)?)))?;
    Ok(Some(Credential {
        email: email.to_owned(),
        password_hash,
        memberships: rows.collect::<rusqlite::Result<_>>()?,
    }))
}

/// Writes a person, replacing their memberships.
pub(in crate::sqlite) fn put(conn: &Connection, credential: &Credential) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO credential (email, password_hash) VALUES (?1, ?2)
         ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash",
    )?
    .execute(params![credential.email, credential.password_hash])?;
    conn.prepare_cached("DELETE FROM membership WHERE email = ?1")?
        .execute([&credential.email])?;
    let mut insert = conn
        .prepare_cached("INSERT INTO membership (workspace, email, staff) VALUES (?1, ?2, ?3)")?;
    for (workspace, staff) in &credential.memberships {
        insert.execute(params![
            workspace.as_str(),
            credential.email,
            staff.as_str()
        ])?;
    }
    Ok(())
}
