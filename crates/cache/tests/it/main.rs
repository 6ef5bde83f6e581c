//! Everything the cache promises, through its public surface.
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "tests"
)]

mod apply;
mod checksum;
mod conversation;
mod damage;
mod draft;
mod encryption;
mod erase;
#[cfg(target_os = "linux")]
mod failing;
mod files;
mod message;
mod message_page;
mod meta;
mod outbox;
mod predict;
mod record;
mod schema;
mod search;
mod sent;
mod world;
mod write;
