//! The relay: receives the channels' webhooks, keeps the truth, and keeps every desk current.

pub mod auth;
pub mod clock;
pub mod config;
pub mod hub;
