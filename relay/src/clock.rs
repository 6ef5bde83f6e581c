//! The relay's one clock and one source of ids; everything else gets the time as an argument.

use domain::time::UnixMillis;

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
