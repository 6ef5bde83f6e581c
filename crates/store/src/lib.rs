//! The relay's storage: one small trait, the conformance suite every implementation passes, SQLite and PostgreSQL.
//!
//! Nothing here names a database but `sqlite/` and `postgres/`. The trait knows records as rows
//! (kind, id, scope, parent, owner, state, at, seq, body); what a body means is the engine's business.
//!
//! **Invariants.** The first statement of [`Store::begin`] takes the workspace's lock; a second one gives the next number.
//! Nothing is visible before [`Transaction::commit`]. No transaction is open across network work.

mod buffer;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod copy;
pub mod error;
mod kept;
pub mod model;
mod page;
pub mod postgres;
pub mod secret;
pub mod sqlite;
pub mod store_trait;

pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;
pub use store_trait::{Store, Transaction};
