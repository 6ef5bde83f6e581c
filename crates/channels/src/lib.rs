//! A provider's bytes to events, a message to an HTTP request value. Pure.
//!
//! ```text
//!   raw bytes ─ meta::verify_signature ─ meta::split ─ whatsapp::parse ──► domain::inbound::InboundEvent
//!   domain::outbound::Outbound ─ whatsapp::render ──► http::HttpRequest ─(the edge sends it)─ whatsapp::read_send_response
//! ```
//!
//! **Invariants of absence:** no clock, no randomness, no network, no async, and no access token: the edge adds it to a
//! request value. Nothing from outside is trusted to have a size, a depth, a type or a field.

pub mod http;
pub mod livechat;
pub mod media;
pub mod meta;
pub mod whatsapp;

mod json;
