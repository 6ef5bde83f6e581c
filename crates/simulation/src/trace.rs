//! What happened, in order: the last lines for a person, a hash of all of them to compare two runs.

use std::collections::VecDeque;

/// Lines kept.
const KEPT: usize = 50_000;

/// The record of a run.
#[derive(Debug)]
pub(crate) struct Trace {
    hash: u64,
    lines: u64,
    last: VecDeque<String>,
}

impl Default for Trace {
    fn default() -> Self {
        Self {
            hash: 0xcbf2_9ce4_8422_2325,
            lines: 0,
            last: VecDeque::new(),
        }
    }
}

impl Trace {
    /// Adds a line.
    pub(crate) fn note(&mut self, at: u64, what: &str) {
        let line = format!("{:>4}.{:03} {what}", at / 1_000, at % 1_000);
        for byte in line.bytes() {
            // FNV-1a.
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        self.lines += 1;
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back(line);
    }

    /// Of everything so far.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// The newest lines, oldest first.
    pub(crate) fn last(&self, count: usize) -> Vec<String> {
        let skip = self.last.len().saturating_sub(count);
        self.last.iter().skip(skip).cloned().collect()
    }
}
