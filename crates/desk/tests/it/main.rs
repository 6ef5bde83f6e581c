//! The whole desktop app without a window: a real relay, a line that can be cut, a host that is only the trait.

#![expect(clippy::unwrap_used, reason = "tests")]

mod attachments;
mod begin;
mod behind;
mod beside;
mod brief;
mod compare;
mod crash;
mod crash_points;
mod erase;
mod fake;
mod far;
mod held;
mod host;
mod jump;
mod live;
mod logged;
mod notices;
mod offline;
mod picture;
mod place;
mod predict;
mod private;
mod restored;
mod say;
mod search;
mod session;
mod settings;
mod shared;
mod soak;
mod spine;
mod sync;
mod typing;
mod versions;
mod world;
