//! Migrations: each table brings its own list, all of them run in order of date, in one transaction, or not at all.
//!
//! `user_version` is about *forward* compatibility only: it rises when an older build must not open the file any more.
//! A column that is no longer used stays. Every mistake made here is written into `schemas/NOTES.md`.

use crate::error::{Error, OpenError};
use rusqlite::{Connection, TransactionBehavior};

/// One step. Never edited once released.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// `date table-or-purpose`; unique; steps run in this order.
    pub(crate) name: &'static str,
    /// Statements.
    pub(crate) sql: &'static str,
}

/// What this build writes into `user_version`, and the highest it opens.
pub(crate) const FORMAT: i64 = 1;

fn all() -> Vec<Migration> {
    use crate::table;
    let mut steps: Vec<Migration> = [
        table::record::MIGRATIONS,
        table::conversation::MIGRATIONS,
        table::tally::MIGRATIONS,
        table::message::MIGRATIONS,
        table::message_fts::MIGRATIONS,
        table::term::MIGRATIONS,
        table::outbox::MIGRATIONS,
        table::meta::MIGRATIONS,
        table::draft::MIGRATIONS,
        table::file::MIGRATIONS,
        table::attachment::MIGRATIONS,
        table::checksum::MIGRATIONS,
        table::sent::MIGRATIONS,
    ]
    .concat();
    steps.sort_by_key(|step| step.name);
    steps
}

/// Brings the file to this build's tables.
pub(crate) fn run(conn: &mut Connection) -> Result<(), OpenError> {
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(Error::from)?;
    let found: i64 = tx
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(Error::from)?;
    if found > FORMAT {
        return Err(OpenError::Newer {
            found,
            known: FORMAT,
        });
    }
    apply(&tx).map_err(Error::from)?;
    tx.commit().map_err(Error::from)?;
    Ok(())
}

fn apply(tx: &rusqlite::Transaction<'_>) -> rusqlite::Result<()> {
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY) STRICT",
    )?;
    for step in all() {
        let done: bool = tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM migration WHERE name = ?1)",
            [step.name],
            |row| row.get(0),
        )?;
        if !done {
            tx.execute_batch(step.sql)?;
            tx.execute("INSERT INTO migration (name) VALUES (?1)", [step.name])?;
        }
    }
    tx.pragma_update(None, "user_version", FORMAT)
}
