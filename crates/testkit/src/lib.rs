//! Test worlds: a relay, fake providers, a line that can be cut.

pub mod graph;
pub mod line;
pub mod relay;
pub mod whatsapp;

pub use line::Line;
pub use relay::{RelayClient, RelayOptions, TestRelay};
