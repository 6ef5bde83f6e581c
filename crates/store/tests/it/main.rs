//! The stores from outside: the conformance suite in one line each, and what only one of them can show.

#![expect(clippy::unwrap_used, reason = "tests")]

mod archive;
mod checksum;
mod conformance;
mod copy_to;
mod crash;
mod damage;
#[cfg(target_os = "linux")]
mod failing;
mod jobs;
#[cfg(unix)]
mod postgres;
mod properties;
mod schema;
mod secret;
