//! What handlers share.

use crate::auth::password::Passwords;
use crate::auth::tries::{Rate, Tries};
use crate::clock::Clock;
use crate::config::Settings;
use crate::engine::Engine;
use crate::hub::Hub;
use crate::media::Library;
use domain::id::DeviceId;
use domain::time::UnixMillis;
use metrics_exporter_prometheus::PrometheusHandle;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

/// Devices revoked at the same instant before a listener must look for itself.
const REVOKED_AT_ONCE: usize = 64;

/// Failed tries of a network address count a quarter: a whole hotel may stand behind one.
const ADDRESS_SHARE: u32 = 4;

/// What the API is built from.
#[derive(Clone)]
pub struct Parts {
    /// Storage.
    pub store: Arc<dyn Store>,
    /// Time and ids.
    pub clock: Arc<dyn Clock>,
    /// Announcements.
    pub hub: Hub,
    /// Commands and bulk writes.
    pub engine: Engine,
    /// Files.
    pub media: Library,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Set when the relay goes down.
    pub closing: CancellationToken,
    /// Renders /metrics; absent where the process has another recorder.
    pub metrics: Option<PrometheusHandle>,
}

/// Shared state of the API; clones are the same.
#[derive(Clone)]
pub struct Api {
    inner: Arc<Inner>,
}

struct Inner {
    parts: Parts,
    passwords: Passwords,
    mail_tries: Tries,
    address_tries: Tries,
    command_rate: Rate,
    revoked: broadcast::Sender<DeviceId>,
    streams: Mutex<HashMap<DeviceId, u32>>,
    running: TaskTracker,
}

impl std::ops::Deref for Api {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.inner.parts
    }
}

impl Api {
    /// The state over `parts`.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let quotas = parts.settings.quotas;
        Self {
            inner: Arc::new(Inner {
                passwords: Passwords::default(),
                mail_tries: Tries::new(quotas.free_tries),
                address_tries: Tries::new(quotas.free_tries.saturating_mul(ADDRESS_SHARE)),
                command_rate: Rate::new(quotas.commands_per_minute),
                revoked: broadcast::channel(REVOKED_AT_ONCE).0,
                streams: Mutex::default(),
                running: TaskTracker::new(),
                parts,
            }),
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> UnixMillis {
        self.clock.now()
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.inner.passwords
    }

    pub(crate) fn mail_tries(&self) -> &Tries {
        &self.inner.mail_tries
    }

    pub(crate) fn address_tries(&self) -> &Tries {
        &self.inner.address_tries
    }

    pub(crate) fn command_rate(&self) -> &Rate {
        &self.inner.command_rate
    }

    /// Tells the streams of this process that a device was revoked.
    pub(crate) fn say_revoked(&self, device: &DeviceId) {
        // Nobody listening is fine.
        let _ = self.inner.revoked.send(device.clone());
    }

    /// Hears of revoked devices.
    pub(crate) fn hear_revoked(&self) -> broadcast::Receiver<DeviceId> {
        self.inner.revoked.subscribe()
    }

    /// A place for one more stream of `device`; given back when dropped. `None` if it has its share.
    pub(crate) fn stream_place(&self, device: &DeviceId) -> Option<StreamPlace> {
        let mut streams = self
            .inner
            .streams
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let count = streams.entry(device.clone()).or_insert(0);
        if *count >= self.settings.quotas.streams_per_device {
            return None;
        }
        *count += 1;
        metrics::gauge!("relay_streams").increment(1.0);
        Some(StreamPlace {
            api: self.clone(),
            device: device.clone(),
            _running: self.inner.running.token(),
        })
    }

    /// Waits until every stream has said goodbye.
    pub(crate) async fn streams_ended(&self) {
        self.inner.running.close();
        self.inner.running.wait().await;
    }
}

/// One stream's place among a device's.
pub struct StreamPlace {
    api: Api,
    device: DeviceId,
    _running: TaskTrackerToken,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        metrics::gauge!("relay_streams").decrement(1.0);
        let mut streams = self
            .api
            .inner
            .streams
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = streams.get_mut(&self.device) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                streams.remove(&self.device);
            }
        }
    }
}
