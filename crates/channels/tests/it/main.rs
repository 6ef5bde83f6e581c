//! The channels through their public surface. The tables are those of the channel's notes (whatsapp.md); each row has a test named after it.
#![expect(clippy::unwrap_used, reason = "tests may be blunt")]
#![expect(clippy::indexing_slicing, reason = "a panic is a failed test")]

mod media;
mod meta;
mod whatsapp;
