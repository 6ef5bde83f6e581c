//! How a desk notices that its computer slept.

use crate::session::Session;
use domain::time::UnixMillis;
use std::time::Duration;

/// How often the two clocks are compared.
pub(super) const SLEEP_CHECK: Duration = Duration::from_secs(5);

/// The wall clock ran this much further than the other one: the computer slept.
const SLEPT: Duration = Duration::from_secs(10);

/// Compares the wall clock with one that stands still while the computer sleeps.
pub(super) struct Clocks {
    wall: UnixMillis,
    awake: Duration,
}

impl Clocks {
    pub(super) fn new(session: &Session) -> Self {
        Self {
            wall: session.host.now(),
            awake: session.host.monotonic(),
        }
    }

    /// Whether it slept since this was asked before.
    pub(super) fn slept(&mut self, session: &Session) -> bool {
        let now = Self::new(session);
        let wall = Duration::from_millis(u64::try_from(now.wall.since(self.wall)).unwrap_or(0));
        let slept = wall.saturating_sub(now.awake.saturating_sub(self.awake)) > SLEPT;
        *self = now;
        slept
    }
}
