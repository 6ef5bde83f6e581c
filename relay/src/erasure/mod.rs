//! What outlives an erased guest: keyed hashes that keep a provider's repeat away, and the journal that erases again after a restore.
//!
//! ```text
//!   command ─► engine: records, keys, jobs, envelopes, in one transaction, with a job ─► journal ─► files ─► database scrubbed
//!   restore ─► journal laid beside the database as "pending" ─► engine: erased again, before anything is served
//! ```

mod again;
mod journal;
mod key;

pub use again::{AgainError, PENDING, again};
pub use journal::{Entry, FILE, Gone, Journal, JournalError, lay_pending};
pub use key::ErasureKey;
