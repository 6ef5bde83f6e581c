//! Moving everything to another database: every table, row by row, as it is.
//!
//! ```text
//!   target empty? ─ note "copying" ─ every table in pages ─ every table read again on both sides, digests equal ─ note taken back
//!                        └ interrupted: nobody serves it, and the copy can be run again
//! ```
//!
//! What moves stands in [`TABLES`], once for both databases; a test compares it with their schemas.

mod digest;
mod table;

pub use table::{Column, Row, TABLES, Table, Value};

use crate::error::{Result, StoreError};
use crate::store_trait::Store;
use digest::Digest;

/// Rows in a page.
const PAGE: usize = 500;
/// The note in the target while it is half full.
const NOTE: &str = "copying";

/// How a copy ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// Everything is there: how many rows of how many tables, the same on both sides.
    Whole {
        /// Rows.
        rows: u64,
        /// Tables.
        tables: usize,
    },
    /// The target holds something else already; nothing was written.
    NotEmpty,
    /// This table differs: somebody wrote to one of the two meanwhile.
    Differs(&'static str),
}

/// Whether a copy into this store was interrupted: it is half full and must not be used.
///
/// # Errors
/// Storage trouble.
pub async fn is_half(store: &dyn Store) -> Result<bool> {
    Ok(store
        .setting(NOTE)
        .await?
        .is_some_and(|note| !note.is_empty()))
}

/// Copies everything of `from` into `to`.
///
/// # Errors
/// Storage trouble on either side; the target stays marked as half full and the copy can be run again.
pub async fn copy(from: &dyn Store, to: &dyn Store) -> Result<Copied> {
    if is_half(from).await? {
        return Err(StoreError::Damaged(
            "it is itself a copy that was not finished".to_owned(),
        ));
    }
    if !to.workspaces().await?.is_empty() && !is_half(to).await? {
        return Ok(Copied::NotEmpty);
    }
    to.put_setting(NOTE, "1").await?;
    let mut total = 0;
    for table in TABLES {
        let mut after = None;
        loop {
            let mut page = from.rows(table, after.as_ref(), PAGE).await?;
            after = page.last().cloned();
            let full = page.len() == PAGE;
            page.retain(|row| !is_note(table, row));
            to.put_rows(table, &page).await?;
            if !full {
                break;
            }
        }
    }
    for table in TABLES {
        let (there, here) = (digest(from, table).await?, digest(to, table).await?);
        if there != here {
            return Ok(Copied::Differs(table.name));
        }
        total += there.rows;
    }
    to.put_setting(NOTE, "").await?;
    Ok(Copied::Whole {
        rows: total,
        tables: TABLES.len(),
    })
}

async fn digest(store: &dyn Store, table: &'static Table) -> Result<Digest> {
    let (mut digest, mut after) = (Digest::default(), None);
    loop {
        let page = store.rows(table, after.as_ref(), PAGE).await?;
        for row in page.iter().filter(|row| !is_note(table, row)) {
            digest.add(row);
        }
        after = page.last().cloned();
        if page.len() < PAGE {
            return Ok(digest);
        }
    }
}

fn is_note(table: &Table, row: &Row) -> bool {
    table.name == "setting" && row.first() == Some(&Value::Text(NOTE.to_owned()))
}
