//! The integer key of a message: milliseconds × 1024 + a counter, so that rowid order is time order.
//!
//! Within one millisecond the order is that of the ids, whatever order the messages arrive in (providers count in whole
//! seconds, so one millisecond can hold a burst). The functions here only choose numbers; `message.rs` moves rows.

/// Places in one millisecond.
pub(crate) const SLOTS: i64 = 1024;

/// Latest instant that still has a key; times from outside are clamped to it.
const LAST_MS: i64 = i64::MAX / SLOTS - 2;

/// First key of the millisecond `at`.
pub(crate) fn first(at: i64) -> i64 {
    at.clamp(0, LAST_MS) * SLOTS
}

/// What to do with a message that belongs between two neighbours of its millisecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// This counter is free.
    Free(i64),
    /// No room here: the neighbours below move down, those above up, and the new one takes the middle.
    MakeRoom,
    /// All places are taken: use the next millisecond.
    Full,
}

/// Chooses a counter. `below` and `above` are the counters of the neighbours, `taken` the number of places in use.
pub(crate) fn place(below: Option<i64>, above: Option<i64>, taken: usize) -> Place {
    if i64::try_from(taken).is_ok_and(|n| n >= SLOTS) {
        return Place::Full;
    }
    let counter = match (below, above) {
        (None, None) => SLOTS / 2,
        // A page arrives in ascending order, so the next one goes right above this one.
        (Some(below), None) if below + 1 < SLOTS => below + 1,
        (None, Some(above)) if above > 0 => above / 2,
        (Some(below), Some(above)) if below + 1 < above => below + 1,
        _ => return Place::MakeRoom,
    };
    Place::Free(counter)
}

/// Counters after making room between `below` and `above` rows: those of the rows below in order, the new one's, those of
/// the rows above in order. All free places end up beside the new one, above it, where its successors go.
pub(crate) fn make_room(below: usize, above: usize) -> (Vec<i64>, i64, Vec<i64>) {
    let below = i64::try_from(below).unwrap_or(SLOTS);
    let above = i64::try_from(above).unwrap_or(SLOTS);
    (
        (0..below).collect(),
        below,
        (SLOTS - above..SLOTS).collect(),
    )
}
