//! A throw-away PostgreSQL for tests: one cluster a machine, shared by every test that runs, a database for each of them.
//!
//! ```text
//!   first test ─ initdb, start, address written ─┐            ┌ nobody for two minutes: the watcher stops it and
//!   others ───── address read, `used` touched ───┴─ tests … ──┤   deletes its data
//!                                                             └ `cargo xtask test` stops it at its end
//! ```
//!
//! Measurements start one of their own that is durable ([`Durable`]).
//!
//! `BELLHOP_TEST_POSTGRES` names another server (`postgres://user@host:port`). The cluster forgets everything: it never waits for the
//! disk, and anybody on this computer may look into it.

mod command;
mod database;
mod durable;
mod start;

pub use database::Database;
pub use durable::Durable;
pub use start::{folder, shared, stop};

/// Names another server.
pub const VARIABLE: &str = "BELLHOP_TEST_POSTGRES";
