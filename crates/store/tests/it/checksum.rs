//! The hash that relay and desks share. It must never change: two versions compare sums.

use domain::checksum::row_hash;
use domain::id::RecordId;
use domain::record::Kind;
use std::collections::BTreeSet;

fn hash(kind: &str, id: &str, seq: u64) -> u64 {
    row_hash(&Kind::from_text(kind), &RecordId::new(id).unwrap(), seq)
}

const FROZEN: [u64; 2] = [0x4769_0f9f_0e89_05d8, 0x0386_eae2_0819_fde7];

/// Frozen: computed once with another program.
#[test]
fn the_hash_never_changes() {
    assert_eq!(hash("contact", "c1", 1), FROZEN[0]);
    assert_eq!(hash("message", "0190a3c4-5d6e-7f80", 1 << 40), FROZEN[1]);
}

/// Kind, id and number all count, and neighbours differ in about half of their bits.
#[test]
fn everything_counts_and_spreads() {
    let mut seen = BTreeSet::new();
    let mut bits = 0;
    for seq in 0..1_000 {
        for (kind, id) in [
            ("contact", "ab"),
            ("contact", "a"),
            ("message", "ab"),
            ("message", "a"),
        ] {
            assert!(seen.insert(hash(kind, id, seq)));
        }
        bits += (hash("contact", "ab", seq) ^ hash("contact", "ab", seq + 1)).count_ones();
    }
    assert!((30_000..34_000).contains(&bits), "{bits}");
}
