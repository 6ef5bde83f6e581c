//! The relay's storage: one small trait, the conformance suite every implementation passes, and SQLite.
//!
//! PostgreSQL implements the same trait later; nothing here names SQLite but `sqlite/`. The trait knows records as rows
//! (kind, id, scope, parent, owner, state, at, seq, body); what a body means is the engine's business.
//!
//! **Invariants.** The first statement of [`Store::begin`] takes the workspace's lock; a second one gives the next number.
//! Nothing is visible before [`Transaction::commit`]. No transaction is open across network work.

#[cfg(feature = "conformance")]
pub mod conformance;
pub mod error;
pub mod model;
pub mod secret;
pub mod sqlite;
pub mod store_trait;

pub use sqlite::SqliteStore;
pub use store_trait::{Store, Transaction};
