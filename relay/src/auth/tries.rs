//! Growing waits after failures, by e-mail address and by network address; and plain rates.

use domain::time::{HOUR, MINUTE, UnixMillis};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// More keys than this are not remembered one by one: the oldest go.
const MOST_KEYS: usize = 50_000;

/// The first wait, doubled with each further failure up to an hour.
const FIRST_WAIT: i64 = 2_000;

/// Counts failures in a row a key. In memory: a restart forgives, a second node doubles the tries; both are known and small
/// against 78-bit codes and ten-character passwords.
#[derive(Debug)]
pub struct Tries {
    free: u32,
    failures: Mutex<HashMap<String, Failures>>,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: UnixMillis,
    until: UnixMillis,
}

impl Tries {
    /// `free` failures cost nothing.
    #[must_use]
    pub fn new(free: u32) -> Self {
        Self {
            free,
            failures: Mutex::new(HashMap::new()),
        }
    }

    /// Counts a try that may go on as failed until [`forgive`](Self::forgive) says otherwise, so that tries that run at the
    /// same time are counted too.
    ///
    /// # Errors
    /// The seconds to wait before these keys may try.
    pub fn begin(&self, keys: &[String], now: UnixMillis) -> Result<(), u64> {
        let mut all = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = keys
            .iter()
            .filter_map(|key| all.get(key))
            .map(|failures| failures.until.since(now))
            .max()
            .unwrap_or(0);
        if wait > 0 {
            return Err(u64::try_from(wait).unwrap_or(1).div_ceil(1000));
        }
        if all.len() >= MOST_KEYS {
            all.retain(|_, failures| now.since(failures.last) < HOUR);
        }
        for key in keys {
            let entry = all.entry(key.clone()).or_insert(Failures {
                count: 0,
                last: now,
                until: now,
            });
            // A day of silence forgives.
            if now.since(entry.last) > 24 * HOUR {
                entry.count = 0;
            }
            entry.count = entry.count.saturating_add(1);
            entry.last = now;
            let beyond = entry.count.saturating_sub(self.free);
            if beyond > 0 {
                let wait = FIRST_WAIT
                    .saturating_mul(1 << (beyond - 1).min(20))
                    .min(HOUR);
                entry.until = now.plus(wait);
            }
        }
        Ok(())
    }

    /// The try was good, but others under the same key may not have been: takes this one back.
    pub fn take_back(&self, key: &str) {
        let mut all = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failures) = all.get_mut(key) {
            failures.count = failures.count.saturating_sub(1);
            failures.until = failures.last;
        }
    }

    /// The try was good: its keys begin anew.
    pub fn forgive(&self, keys: &[String]) {
        let mut all = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            all.remove(key);
        }
    }
}

/// So many in a time for each key, refilled steadily.
#[derive(Debug)]
pub struct Rate {
    most: u32,
    period: i64,
    left: Mutex<HashMap<String, (f64, UnixMillis)>>,
}

impl Rate {
    /// At most `per_minute` at once and on average.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self::every(per_minute, MINUTE)
    }

    /// At most `most` at once, and on average in `period` milliseconds.
    #[must_use]
    pub fn every(most: u32, period: i64) -> Self {
        Self {
            most,
            period: period.max(1),
            left: Mutex::new(HashMap::new()),
        }
    }

    /// Takes `count`; otherwise the seconds until there are enough.
    ///
    /// # Errors
    /// Seconds to wait.
    pub fn take(&self, key: &str, count: u32, now: UnixMillis) -> Result<(), u64> {
        let full = f64::from(self.most);
        let period = u32::try_from(self.period).map_or(f64::MAX, f64::from);
        let mut all = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_KEYS {
            all.retain(|_, (_, at)| now.since(*at) < self.period);
        }
        let (left, at) = all.entry(key.to_owned()).or_insert((full, now));
        let periods = u32::try_from(now.since(*at).max(0)).map_or(1.0, |it| f64::from(it) / period);
        *left = (*left + periods * full).min(full);
        *at = now;
        // A list larger than a whole share passes when the bucket is full.
        let wanted = f64::from(count).min(full);
        if *left >= wanted {
            *left -= wanted;
            return Ok(());
        }
        let seconds = ((wanted - *left) / full * period / 1000.0)
            .ceil()
            .clamp(1.0, 3600.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 to 3600"
        )]
        Err(seconds as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits begin after the free tries, double, end at an hour, and a success forgives.
    #[test]
    fn waits_grow() {
        let tries = Tries::new(2);
        let keys = ["mail|a".to_owned(), "ip|1".to_owned()];
        let mut now = UnixMillis(1_000_000);
        assert_eq!(tries.begin(&keys, now), Ok(()));
        assert_eq!(tries.begin(&keys, now), Ok(()));
        assert_eq!(
            tries.begin(&keys, now),
            Ok(()),
            "the third fails and starts the wait"
        );
        assert_eq!(tries.begin(&keys, now), Err(2));
        assert_eq!(
            tries.begin(&keys[1..], now),
            Err(2),
            "another e-mail from the same address waits too"
        );
        now = now.plus(2_000);
        assert_eq!(tries.begin(&keys, now), Ok(()));
        assert_eq!(tries.begin(&keys, now), Err(4));
        for _ in 0..30 {
            now = now.plus(HOUR);
            let _ = tries.begin(&keys, now);
        }
        assert_eq!(tries.begin(&keys, now), Err(3600));
        tries.forgive(&keys);
        assert_eq!(tries.begin(&keys, now), Ok(()));
    }

    /// A bucket empties and refills.
    #[test]
    fn rates() {
        let rate = Rate::new(60);
        let now = UnixMillis(0);
        assert_eq!(rate.take("d", 60, now), Ok(()));
        assert_eq!(rate.take("d", 10, now), Err(10));
        assert_eq!(rate.take("e", 1, now), Ok(()));
        assert_eq!(rate.take("d", 10, now.plus(10_000)), Ok(()));
    }
}
