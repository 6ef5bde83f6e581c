//! What guests write, and what is read out of it.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may be blunt"
)]

mod benchmark;
