//! Nouns and rules of the front desk: no I/O, no async, no clock of its own.
//!
//! Everything here is a value or a function over values. The relay's engine and the desk's prediction call the same
//! functions, so what a receptionist sees while offline is what the relay will decide when it is back.
//!
//! **Invariant of absence:** no `now()`, no randomness, no SQL, no HTTP. The clock and new ids come in as arguments.

pub mod access;
pub mod begin;
pub mod brief;
pub mod canned_response;
pub mod channel;
pub mod checksum;
pub mod command;
pub mod connection;
pub mod contact;
pub mod conversation;
pub mod dead_letter;
pub mod delivery;
pub mod escalation;
pub mod file_type;
pub mod fold;
pub mod guest_clock;
pub mod handover;
pub mod id;
pub mod inbound;
pub mod label;
pub mod limits;
pub mod mention;
pub mod message;
pub mod open_enum;
pub mod outbound;
pub mod phone;
pub mod property;
pub mod record;
pub mod reservation;
pub mod schedule;
pub mod signal;
pub mod staff;
pub mod template;
pub mod time;
pub mod window;

/// Fields of a body that this version does not know; they survive read-modify-write
/// (DESIGN_RELAY, "Versions one apart").
pub type Unknown = std::collections::BTreeMap<String, serde_json::Value>;
