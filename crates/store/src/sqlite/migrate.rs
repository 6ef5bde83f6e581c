//! Migrations: numbered steps, each one transaction together with its number in `user_version`.
//!
//! A step is never edited once released; it must run under the old program's feet (expand first, contract a version later).
//! `schemas/vN.sql` freezes every released schema, and a test upgrades each and compares it with a fresh file. Mistakes go
//! into `schemas/NOTES.md`.

use super::table;
use crate::error::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior};

/// One step: brings a file from `version - 1` to `version`.
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

/// Brings the file to the newest step.
///
/// # Errors
/// [`StoreError::Newer`] if the file knows more steps than `steps`; nothing is changed then.
pub(super) fn run(conn: &mut Connection, steps: &[Step]) -> Result<()> {
    let known = steps.last().map_or(0, |step| step.version);
    for step in steps {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read under the lock: another process may have migrated meanwhile.
        let found: u32 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        if found >= step.version {
            continue;
        }
        for sql in step.sql {
            tx.execute_batch(sql)?;
        }
        tx.pragma_update(None, "user_version", step.version)?;
        tx.commit()?;
        tracing::info!(store.schema = step.version, "store.schema upgraded");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
