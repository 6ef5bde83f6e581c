//! The checksum of a scope: count and wrapping sum of one hash a living record (DESIGN_SYNC, "Stream").
//!
//! Both sides compute it with this function. It finds faults, not enemies, so it is fast and needs no key.

use crate::id::RecordId;
use crate::record::Kind;

/// The hash of one record at one number: FNV-1a over kind, id and number, mixed so that sums spread over all bits.
#[must_use]
pub fn row_hash(kind: &Kind, id: &RecordId, seq: u64) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    };
    kind.as_str().bytes().for_each(&mut eat);
    // A kind has no NUL, so ("ab", "c") and ("a", "bc") differ.
    eat(0);
    id.as_str().bytes().for_each(&mut eat);
    eat(0);
    seq.to_le_bytes().into_iter().for_each(&mut eat);
    hash ^= hash >> 30;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^= hash >> 27;
    hash = hash.wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
