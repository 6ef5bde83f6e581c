//! The domain's rules through its public surface.
#![expect(clippy::unwrap_used, reason = "tests may be blunt")]

mod access;
mod brief;
mod contact;
mod delivery;
mod escalation;
mod files;
mod fold;
mod guest_clock;
mod handover;
mod id;
mod inbound;
mod label;
mod mention;
mod phone;
mod schedule;
mod template;
mod window;
mod world;
