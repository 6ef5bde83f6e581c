//! Settings of the store itself.

use crate::error::Result;
use crate::postgres::client::{Conn, Text, row, run};

pub(in crate::postgres) const DDL: &str = r#"
CREATE TABLE setting (
  name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
"#;

pub(in crate::postgres) async fn get(conn: &Conn, name: &str) -> Result<Option<String>> {
    let found = row(
        conn,
        "SELECT value FROM setting WHERE name = $1",
        &[&Text(name)],
    )
    .await?;
    Ok(found.map(|row| row.try_get(0)).transpose()?)
}

/// The first value of a name stays; returns what stands.
pub(in crate::postgres) async fn keep(conn: &Conn, name: &str, value: &str) -> Result<String> {
    run(
        conn,
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        &[&Text(name), &Text(value)],
    )
    .await?;
    Ok(get(conn, name).await?.unwrap_or_default())
}

pub(in crate::postgres) async fn put(conn: &Conn, name: &str, value: &str) -> Result<()> {
    run(
        conn,
        "INSERT INTO setting (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[&Text(name), &Text(value)],
    )
    .await?;
    Ok(())
}
