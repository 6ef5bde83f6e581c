//! How long things that have a time are kept; the same on every database.

use domain::time::{DAY, HOUR};

/// A command's answer (DESIGN_SYNC, "Commands").
pub(crate) const ANSWER: i64 = 400 * DAY;
/// What is left of a deleted record, or of one that left a scope (DESIGN_SYNC, "Cursor and history").
pub(crate) const TOMBSTONE: i64 = 400 * DAY;
/// An event's key (DESIGN_RELAY, "Ingress"): providers repeat for a week at most.
pub(crate) const EVENT_KEY: i64 = 8 * DAY;
/// A processed envelope.
pub(crate) const PROCESSED: i64 = 72 * HOUR;
/// A dead letter.
pub(crate) const DEAD: i64 = 30 * DAY;

/// Numbers of a hotel's sequence whose tombstones one sweep may end: what it holds up is short.
pub(crate) const TOMBSTONES_A_SWEEP: u64 = 10_000;
