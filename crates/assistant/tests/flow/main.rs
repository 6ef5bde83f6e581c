//! The booking flow: whole dialogues, what holds over any sequence of events, the words in every language and channel.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may be blunt"
)]

mod change;
mod details;
mod deutsch;
mod english;
mod events;
mod fixtures;
mod formats;
mod person;
mod portugues;
mod properties;
mod render;
mod script;
mod stays;
mod stored;
mod trouble;
mod wishes;
mod words;
