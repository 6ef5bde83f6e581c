//! How much one visitor and one network address may do. In memory: a restart forgives, and each node counts alone.

use crate::auth::tries::Rate;
use crate::config;
use domain::time::{HOUR, UnixMillis};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Signals, receipts and pings of one visitor: many more than a page makes.
const SMALL_FRAMES: (u32, i64) = (120, 30_000);

/// Buckets by visitor and by address.
pub(super) struct Limits {
    messages: Rate,
    small: Rate,
    conversations: Rate,
    uploads: Rate,
    places: Arc<Places>,
    most: (u32, u32),
}

impl Limits {
    pub(super) fn new(settings: &config::Chat) -> Self {
        let burst = settings.messages_burst;
        // A burst comes back in as long as it takes at the steady rate.
        let back = i64::from(burst) * 1000 / i64::from(settings.messages_per_second);
        Self {
            messages: Rate::every(burst, back),
            small: Rate::every(SMALL_FRAMES.0, SMALL_FRAMES.1),
            conversations: Rate::every(settings.conversations_per_hour, HOUR),
            uploads: Rate::every(settings.uploads_per_hour, HOUR),
            places: Arc::default(),
            most: (settings.sockets_per_visitor, settings.sockets_per_address),
        }
    }

    /// One more message of a visitor; otherwise the seconds to wait.
    pub(super) fn message(&self, visitor: &str, now: UnixMillis) -> Result<(), u64> {
        self.messages.take(visitor, 1, now)
    }

    /// One more frame that is no message.
    pub(super) fn small(&self, visitor: &str, now: UnixMillis) -> Result<(), u64> {
        self.small.take(visitor, 1, now)
    }

    /// One more conversation from an address.
    pub(super) fn conversation(&self, address: IpAddr, now: UnixMillis) -> Result<(), u64> {
        self.conversations.take(&network(address), 1, now)
    }

    /// One more file of a visitor.
    pub(super) fn upload(&self, visitor: &str, now: UnixMillis) -> Result<(), u64> {
        self.uploads.take(visitor, 1, now)
    }

    /// A place for one more socket of an address; given back when dropped.
    pub(super) fn address(&self, address: IpAddr) -> Option<Place> {
        self.places.take(network(address), self.most.1)
    }

    /// A place for one more socket of a visitor.
    pub(super) fn visitor(&self, visitor: &str) -> Option<Place> {
        self.places.take(visitor.to_owned(), self.most.0)
    }
}

/// One house has one IPv4 address or one IPv6 network of 64 bits: counting single addresses of the latter limits nobody.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

#[derive(Default)]
struct Places {
    taken: Mutex<HashMap<String, u32>>,
}

impl Places {
    fn take(self: &Arc<Self>, key: String, most: u32) -> Option<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(key.clone()).or_insert(0);
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place {
            places: Arc::clone(self),
            key,
        })
    }
}

/// A socket's place.
pub(super) struct Place {
    places: Arc<Places>,
    key: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self
            .places
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.key) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// livechat.md, limits: a whole IPv6 network counts as one house, an IPv4 address alone.
    #[test]
    fn networks() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("203.0.113.1"), of("203.0.113.2"));
    }

    /// A place comes back when its socket ends.
    #[test]
    fn places() {
        let places = Arc::new(Places::default());
        let first = places.take("a".into(), 1);
        assert!(first.is_some() && places.take("a".into(), 1).is_none());
        assert!(places.take("b".into(), 1).is_some());
        drop(first);
        assert!(places.take("a".into(), 1).is_some());
    }
}
