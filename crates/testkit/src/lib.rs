//! Test worlds: a relay, fake providers, a line that can be cut.

pub mod believable;
pub mod graph;
pub mod line;
pub mod relay;
pub mod smtp;
pub mod templates;
pub mod visitor;
pub mod whatsapp;

pub use line::Line;
pub use relay::{RelayClient, RelayOptions, TestRelay};
pub use visitor::{Visitor, VisitorRequests};
