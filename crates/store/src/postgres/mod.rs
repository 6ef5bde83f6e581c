//! The store on PostgreSQL: many nodes over one database.
//!
//! The hotel's row is its lock: an engine transaction's first statement takes it (`FOR UPDATE`, the row itself is never changed), a
//! second one reads where the sequence is, so under READ COMMITTED it sees everything that was committed before the lock was
//! given. Never both in one statement: its snapshot would be older than the lock. There are no foreign keys: every insert would
//! touch the row that is the lock.

mod address;
mod client;
mod error;
mod feed;
mod flush;
mod migrate;
mod nodes;
mod pool;
mod rows;
mod session;
mod store;
mod table;
mod tend;
mod transaction;

use crate::error::{Result, StoreError};
use pool::Pool;
use std::sync::Arc;

/// The relay's storage in a PostgreSQL database. Made by [`PostgresStore::open`].
pub struct PostgresStore {
    pool: Pool,
    /// This opening of the store, as other nodes see it: who takes envelopes.
    node: String,
}

impl PostgresStore {
    /// Opens the database at `postgres://…`, which must exist, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::Newer`] for a schema of a newer version, [`StoreError::Denied`] for an address, a name or a password that is not
    /// good, [`StoreError::Retry`] while the database is away.
    pub async fn open(address: &str) -> Result<Arc<Self>> {
        let pool = Pool::new(address::read(address)?)?;
        let mut conn = pool.read().await?;
        encoding(&conn).await?;
        migrate::run(&mut conn, migrate::STEPS).await?;
        let node = client::row(&conn, "SELECT gen_random_uuid()::text", &[])
            .await?
            .ok_or_else(|| StoreError::Bug("a database without an answer".to_owned()))?
            .try_get(0)?;
        drop(conn);
        Ok(Arc::new(Self { pool, node }))
    }
}

/// Whether a place is a database's address and not a folder.
#[must_use]
pub fn is_address(place: &str) -> bool {
    place.starts_with("postgres://") || place.starts_with("postgresql://")
}

/// Guests write in every script.
async fn encoding(conn: &client::Conn) -> Result<()> {
    let found = client::row(conn, "SELECT current_setting('server_encoding')", &[]).await?;
    let found: String = match found {
        Some(row) => row.try_get(0)?,
        None => String::new(),
    };
    if found == "UTF8" {
        return Ok(());
    }
    Err(StoreError::Denied(format!(
        "its encoding is {found} and must be UTF8"
    )))
}
