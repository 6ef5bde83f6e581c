//! What signs people in, and where they belong.

use super::id;
use crate::error::Result;
use crate::model::Credential;
use crate::postgres::client::{Conn, Text, row, rows, run};

pub(in crate::postgres) const DDL: &str = r#"
-- A staff e-mail is one person on a relay, so this is the one key without a workspace.
CREATE TABLE credential (
  email TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  password_hash TEXT NOT NULL DEFAULT ''
);
CREATE TABLE membership (
  workspace TEXT COLLATE "C" NOT NULL,
  email TEXT COLLATE "C" NOT NULL,
  staff TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace, email)
);
CREATE INDEX membership_email ON membership (email);
"#;

pub(in crate::postgres) async fn get(conn: &Conn, email: &str) -> Result<Option<Credential>> {
    let found = row(
        conn,
        "SELECT password_hash FROM credential WHERE email = $1",
        &[&Text(email)],
    )
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let memberships = rows(
        conn,
        "SELECT workspace, staff FROM membership WHERE email = $1 ORDER BY workspace",
        &[&Text(email)],
    )
    .await?;
    Ok(Some(Credential {
        email: email.to_owned(),
        password_hash: found.try_get(0)?,
        memberships: memberships
            .iter()
            .map(|row| Ok((id(row, 0)?, id(row, 1)?)))
            .collect::<Result<_>>()?,
    }))
}

/// Writes a person, replacing their memberships.
pub(in crate::postgres) async fn put(conn: &Conn, credential: &Credential) -> Result<()> {
    let email = Text(&credential.email);
    run(
        conn,
        "INSERT INTO credential (email, password_hash) VALUES ($1, $2)
         ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash",
        &[&email, &Text(&credential.password_hash)],
    )
    .await?;
    run(conn, "DELETE FROM membership WHERE email = $1", &[&email]).await?;
    let of = &credential.memberships;
    let workspaces: Vec<&str> = of.iter().map(|(workspace, _)| workspace.as_str()).collect();
    let people: Vec<&str> = of.iter().map(|(_, staff)| staff.as_str()).collect();
    run(
        conn,
        "INSERT INTO membership (workspace, email, staff)
         SELECT workspace, $1, staff FROM unnest($2::text[], $3::text[]) AS u (workspace, staff)",
        &[&email, &workspaces, &people],
    )
    .await?;
    Ok(())
}
