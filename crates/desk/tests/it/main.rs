//! The whole desktop app without a window: a real relay, a line that can be cut, a host that is only the trait.

mod crash;
mod host;
mod live;
mod offline;
mod private;
mod session;
mod spine;
mod world;
