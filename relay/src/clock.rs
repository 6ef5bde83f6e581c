//! The relay's one clock and one source of ids; everything else gets the time as an argument.

use domain::time::UnixMillis;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::Store;
use store::error::StoreError;

/// Tells the time and makes ids; a test gives its own.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> UnixMillis;
    /// A new UUIDv7 in text form.
    fn new_id(&self) -> String;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> UnixMillis {
        UnixMillis(jiff::Timestamp::now().as_millisecond())
    }

    fn new_id(&self) -> String {
        uuid::Uuid::now_v7().to_string()
    }
}

/// Differences below this are the line's, not the clock's, in milliseconds.
const JITTER: i64 = 50;

/// The clock that all nodes over one database go by: its own. Leases and due times of two nodes must not differ by their machines.
pub struct SharedClock {
    inner: Arc<dyn Clock>,
    ahead: AtomicI64,
}

impl SharedClock {
    /// `inner`, until the difference is [measured](Self::measure).
    #[must_use]
    pub fn new(inner: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self {
            inner,
            ahead: AtomicI64::new(0),
        })
    }

    /// Asks the database how far its clock is ahead of this machine's; nothing changes where it goes by this machine's.
    ///
    /// # Errors
    /// The database.
    pub async fn measure(&self, store: &dyn Store) -> Result<(), StoreError> {
        let before = SystemClock.now();
        let Some(there) = store.clock().await? else {
            return Ok(());
        };
        let middle = before.plus(SystemClock.now().since(before) / 2);
        let ahead = there.since(middle);
        let known = self.ahead.load(Ordering::Relaxed);
        if ahead.abs_diff(known) > JITTER.unsigned_abs() {
            self.ahead.store(ahead, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Clock for SharedClock {
    fn now(&self) -> UnixMillis {
        self.inner.now().plus(self.ahead.load(Ordering::Relaxed))
    }

    fn new_id(&self) -> String {
        self.inner.new_id()
    }
}
