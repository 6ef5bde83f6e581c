//! Every released schema, brought up to date, equals a fresh one.

use crate::conformance::Folder;
use rusqlite::Connection;
use std::path::Path;
use store::SqliteStore;

/// Released schemas, frozen: a file that a version made, as SQLite tells it. Never edited.
pub(crate) const FROZEN: &[(u32, &str)] = &[
    (1, include_str!("../../schemas/v1.sql")),
    (2, include_str!("../../schemas/v2.sql")),
    (3, include_str!("../../schemas/v3.sql")),
];

/// What a file holds: name and SQL of everything in it, white space aside.
pub(crate) fn schema(path: &Path) -> Vec<(String, String)> {
    let conn = Connection::open(path).unwrap();
    let mut statement = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name")
        .unwrap();
    let rows = statement.query_map([], |row| {
        let sql: String = row.get(1)?;
        let words: Vec<&str> = sql
            .lines()
            .map(|line| line.split("--").next().unwrap_or_default())
            .flat_map(str::split_whitespace)
            .collect();
        Ok((row.get(0)?, words.join(" ")))
    });
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

fn version(path: &Path) -> u32 {
    Connection::open(path)
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

/// R16 (small): old file + steps = fresh file, and opening twice changes nothing.
#[tokio::test]
async fn every_released_schema_becomes_a_fresh_one() {
    let fresh = Folder::new();
    let made = SqliteStore::open(fresh.0.path()).await.unwrap();
    let expected = schema(made.path());
    assert!(expected.len() > 18);
    for (number, frozen) in FROZEN {
        let folder = Folder::new();
        let path = folder.0.path().join("relay.db");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(frozen).unwrap();
        old.pragma_update(None, "user_version", number).unwrap();
        drop(old);
        for _ in 0..2 {
            SqliteStore::open(&path).await.unwrap();
            assert_eq!(schema(&path), expected, "from version {number}");
            assert_eq!(version(&path), version(made.path()));
        }
    }
}

/// A change of the schema comes with its frozen file.
#[tokio::test]
async fn the_newest_schema_is_frozen() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.0.path()).await.unwrap();
    let (newest, frozen) = FROZEN.last().unwrap();
    assert_eq!(version(store.path()), *newest);
    let path = folder.0.path().join("frozen.db");
    Connection::open(&path)
        .unwrap()
        .execute_batch(frozen)
        .unwrap();
    assert_eq!(schema(&path), schema(store.path()));
}

/// Rules of the SQL: every table is STRICT, and all but four belong to a workspace.
#[tokio::test]
async fn tables_follow_the_rules() {
    let folder = Folder::new();
    let store = SqliteStore::open(folder.0.path()).await.unwrap();
    let conn = Connection::open(store.path()).unwrap();
    let mut statement = conn
        .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let tables: Vec<(String, bool)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(tables.len(), 20);
    let mut without = Vec::new();
    for (table, strict) in &tables {
        assert!(strict, "{table}");
        let has: bool = conn
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = 'workspace' AND \"notnull\" = 1)",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        if !has {
            without.push(table.as_str());
        }
    }
    without.sort_unstable();
    assert_eq!(
        without,
        ["credential", "invitation", "setting", "workspace"]
    );
}
