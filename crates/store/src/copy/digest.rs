//! A table's rows as one number, the same on both databases whatever order they give them in.

use super::{Row, Value};
use sha2::{Digest as _, Sha256};

/// How many rows, and the sum of their hashes: a row that is missing, doubled or different changes it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest {
    pub(super) rows: u64,
    sum: [u128; 2],
}

impl Digest {
    pub(super) fn add(&mut self, row: &Row) {
        let mut hash = Sha256::new();
        for value in row {
            feed(&mut hash, value);
        }
        let hash = hash.finalize();
        for (sum, half) in self.sum.iter_mut().zip(hash.chunks_exact(16)) {
            let half = half
                .iter()
                .fold(0, |all, byte| all << 8 | u128::from(*byte));
            *sum = sum.wrapping_add(half);
        }
        self.rows += 1;
    }
}

/// Lengths stand before texts, so that no two rows share a hash.
fn feed(hash: &mut Sha256, value: &Value) {
    let mut bytes = |kind: u8, bytes: &[u8]| {
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    match value {
        Value::Null => bytes(0, &[]),
        Value::Int(number) => bytes(1, &number.to_le_bytes()),
        Value::Bool(flag) => bytes(2, &[u8::from(*flag)]),
        // PostgreSQL keeps the symbol for U+0000 in its place.
        Value::Text(text) => bytes(3, text.replace('\0', "\u{2400}").as_bytes()),
        Value::Bytes(own) => bytes(4, own),
    }
}
