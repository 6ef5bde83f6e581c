//! Staying current: what the relay says is planned by pure functions, applied in cache transactions, announced afterwards.

pub(crate) mod apply;
pub(crate) mod backoff;
mod clocks;
pub(crate) mod compare;
pub(crate) mod history;
pub(crate) mod offer;
pub(crate) mod older;
pub(crate) mod plan;
#[cfg(feature = "plant")]
mod planted;
pub(crate) mod progress;
pub(crate) mod pull;
pub(crate) mod run;
pub(crate) mod state;
pub(crate) mod stream;
