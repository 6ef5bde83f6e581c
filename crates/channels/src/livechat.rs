//! The website's Live Chat (livechat.md): our own protocol, so the limits are ours too.
//!
//! ```text
//!   text frame ─ read ─► ClientFrame ─ event ─► domain::inbound::InboundEvent
//!   bytes ─ upload::inspect ─► type by its own bytes, or a refusal
//!   identity::proves: HMAC-SHA256(the hotel's secret, its user id)
//! ```

mod frame;
mod identity;
mod upload;

pub use frame::{
    ClientFrame, Hello, IdentityClaim, MAX_FRAME, MAX_TEXT, Problem, Reacting, Sender, Words,
    client_msg_id, event, is_email, is_token, provider_id, read,
};
pub use identity::{keyed_hash, prove, proves};
pub use upload::{Inspected, MAX_UPLOAD, Refused, content, inspect};
