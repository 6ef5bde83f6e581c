//! Migrations: numbered steps, each one transaction together with its number in `schema_version`, one node at a time.
//!
//! A step is never edited once released; older nodes run while it runs (expand first, contract a version later). `schemas/` freezes
//! every released schema, and a test upgrades each and compares it with a fresh database.

use super::table;
use crate::error::{Result, StoreError};
use deadpool_postgres::Object;

/// One step: brings a database from `version - 1` to `version`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Number, ascending from 1 without gaps.
    pub(super) version: u32,
    /// Statements, by table.
    pub(super) sql: &'static [&'static str],
}

/// Every step there is.
pub(super) const STEPS: &[Step] = &[
    Step {
        version: 1,
        sql: &[
            table::workspace::DDL,
            table::terms::DDL,
            table::commits::DDL,
            table::record::DDL,
            table::left_scope::DDL,
            table::scope_checksum::DDL,
            table::lookup::DDL,
            table::command::DDL,
            table::event_key::DDL,
            table::envelope::DDL,
            table::job::DDL,
            table::credential::DDL,
            table::invitation::DDL,
            table::device::DDL,
            table::presence::DDL,
            table::secret::DDL,
            table::audit::DDL,
            table::setting::DDL,
        ],
    },
    Step {
        version: 2,
        sql: &[table::horizon::DDL, table::horizon::TOMBSTONES],
    },
    Step {
        version: 3,
        sql: &[table::command::ABOUT],
    },
];

/// Any number that means this and nothing else in a database: "bellhop" on a telephone's keys.
const LOCK: i64 = 2_355_467;

/// Brings the database to the newest step.
///
/// # Errors
/// [`StoreError::Newer`] if the database knows more steps than `steps`; nothing is changed then.
pub(super) async fn run(conn: &mut Object, steps: &[Step]) -> Result<()> {
    let known = steps.last().map_or(0, |step| step.version);
    for step in steps {
        // Dropped, it rolls back.
        let tx = conn.transaction().await?;
        tx.batch_execute(&format!(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock({LOCK});
             CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)"
        ))
        .await?;
        // Read under the lock: another node may have migrated meanwhile.
        let found = version(&tx).await?;
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        if found >= step.version {
            continue;
        }
        for sql in step.sql {
            tx.batch_execute(sql).await?;
        }
        tx.batch_execute(&format!(
            "DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES ({})",
            step.version
        ))
        .await?;
        tx.commit().await?;
        tracing::info!(store.schema = step.version, "store.schema upgraded");
    }
    Ok(())
}

async fn version(tx: &deadpool_postgres::Transaction<'_>) -> Result<u32> {
    let found: i64 = tx
        .query_one("SELECT COALESCE(MAX(version), 0) FROM schema_version", &[])
        .await?
        .try_get(0)?;
    u32::try_from(found).map_err(|_| StoreError::Damaged("the schema's version".to_owned()))
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
