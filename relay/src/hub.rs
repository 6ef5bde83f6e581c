//! Announcements: "this hotel's sequence is at N now". Said after the commit, never before.

use domain::id::WorkspaceId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// One watch channel a hotel; the newest number wins, so a slow listener misses nothing but repeats.
#[derive(Debug, Clone, Default)]
pub struct Hub {
    heads: Arc<Mutex<HashMap<WorkspaceId, watch::Sender<u64>>>>,
}

impl Hub {
    /// An empty hub.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that `workspace` is at `seq`. Lower numbers than before are ignored.
    pub fn announce(&self, workspace: &WorkspaceId, seq: u64) {
        self.sender(workspace).send_if_modified(|head| {
            let news = seq > *head;
            if news {
                *head = seq;
            }
            news
        });
    }

    /// Listens; joined before the first read, so nothing is missed between reading and listening.
    #[must_use]
    pub fn subscribe(&self, workspace: &WorkspaceId) -> watch::Receiver<u64> {
        self.sender(workspace).subscribe()
    }

    fn sender(&self, workspace: &WorkspaceId) -> watch::Sender<u64> {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads
            .entry(workspace.clone())
            .or_insert_with(|| watch::channel(0).0)
            .clone()
    }
}
