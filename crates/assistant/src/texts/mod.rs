//! The assistant's words: a [`Message`](crate::flow::Message) becomes text and choices that a channel can show.

mod bundles;
mod capabilities;
mod dates;
mod labels;
mod lines;
mod money;
mod render;
mod rooms;
mod shorten;

pub use capabilities::{Capabilities, Count};
pub use labels::titles;
pub use render::{Rendered, render};
