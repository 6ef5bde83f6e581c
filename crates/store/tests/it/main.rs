//! The SQLite store from outside: the conformance suite in one line, and what only a file can show.

#![expect(clippy::unwrap_used, reason = "tests")]

mod checksum;
mod conformance;
mod crash;
mod damage;
mod jobs;
mod properties;
mod schema;
mod secret;
