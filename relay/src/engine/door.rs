//! Webhooks that wait to be stored. Their senders wait for an answer, and what was stored waits for nobody: in a burst, storing goes before
//! applying.

use std::sync::atomic::{AtomicUsize, Ordering};

/// More than this many at once are a burst; a steady stream is stored in between.
const CROWD: usize = 16;

/// How many stand there.
#[derive(Debug, Default)]
pub(crate) struct Door(AtomicUsize);

/// One that waits; gone when dropped.
#[derive(Debug)]
pub(crate) struct AtTheDoor<'d>(&'d Door);

impl Door {
    pub(crate) fn enter(&self) -> AtTheDoor<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        AtTheDoor(self)
    }

    pub(crate) fn is_crowded(&self) -> bool {
        self.0.load(Ordering::Relaxed) > CROWD
    }
}

impl Drop for AtTheDoor<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sender that hangs up while it waits stands there no longer.
    #[test]
    fn a_crowd_comes_and_goes() {
        let door = Door::default();
        let waiting: Vec<_> = (0..=CROWD).map(|_| door.enter()).collect();
        assert!(door.is_crowded());
        drop(waiting);
        assert!(!door.is_crowded());
    }
}
