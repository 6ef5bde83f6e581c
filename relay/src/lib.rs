//! The relay: receives the channels' webhooks, keeps the truth, and keeps every desk current.
//!
//! `app` wires the parts: `ingress` stores what providers send, `engine` turns commands and events into records and jobs,
//! `jobs` delivers and fetches, `api` and `stream` serve the desks, `auth` says who may what.

pub mod api;
pub mod app;
pub mod auth;
pub mod backup;
pub mod chat;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod engine;
pub mod erasure;
pub mod greeting;
pub mod hub;
pub mod ingress;
pub mod jobs;
pub mod listen;
mod mail;
pub mod media;
pub mod nodes;
pub mod people;
pub mod secrets;
pub mod stream;
