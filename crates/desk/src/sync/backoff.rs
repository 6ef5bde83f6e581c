//! Pauses between tries.

use std::time::Duration;

/// Doubling pauses with jitter, so that a hundred desks do not come back in the same second.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    tries: u32,
}

impl Backoff {
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            tries: 0,
        }
    }

    /// It worked: the next pause is the first again.
    pub(crate) fn reset(&mut self) {
        self.tries = 0;
    }

    /// The next pause: between half and the whole of `first · 2^n`, never above `longest`. `random` is 0–255.
    pub(crate) fn next(&mut self, random: u8) -> Duration {
        let whole = self
            .first
            .saturating_mul(1 << self.tries.min(16))
            .min(self.longest);
        self.tries = self.tries.saturating_add(1);
        whole / 2 + whole / 2 * u32::from(random) / 255
    }
}

/// One random byte; without randomness the middle.
pub(crate) fn jitter() -> u8 {
    let mut byte = [128];
    seam::random(&mut byte);
    byte.first().copied().unwrap_or(128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_start_again() {
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(60));
        let pauses: Vec<u64> = (0..8).map(|_| backoff.next(255).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(backoff.next(0), Duration::from_secs(30));
        backoff.reset();
        assert_eq!(backoff.next(0), Duration::from_millis(500));
    }
}
