//! The relay: receives the channels' webhooks, keeps the truth, and keeps every desk current.

pub mod clock;
pub mod hub;
