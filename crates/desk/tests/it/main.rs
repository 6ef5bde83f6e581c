//! The whole desktop app without a window: a real relay, a line that can be cut, a host that is only the trait.

#![expect(clippy::unwrap_used, reason = "tests")]

mod attachments;
mod begin;
mod beside;
mod brief;
mod compare;
mod crash;
mod erase;
mod fake;
mod far;
mod host;
mod live;
mod notices;
mod offline;
mod picture;
mod place;
mod predict;
mod private;
mod restored;
mod say;
mod session;
mod settings;
mod shared;
mod soak;
mod spine;
mod sync;
mod typing;
mod world;
