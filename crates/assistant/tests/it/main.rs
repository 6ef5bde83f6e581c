//! What guests write, and what is read out of it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may be blunt"
)]

mod benchmark;
mod dates;
mod guests;
mod intents;
mod properties;
