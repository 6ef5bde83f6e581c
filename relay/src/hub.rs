//! Announcements: "this hotel's sequence is at N now", "this visitor may see something new". Said after the commit, never before.
//! And signals, which nobody commits.

use crate::nodes::Told;
use domain::id::{ContactId, ConversationId, MessageId, WorkspaceId};
use domain::record::Scope;
use domain::signal::Signal;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{broadcast, watch};

/// Touches and signals of a hotel that may wait for a slow listener; who lags looks for itself, or has missed a signal.
const WAITING: usize = 256;

/// Something that a website's visitor may see was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// A conversation: opened, or read by somebody.
    Conversation(ContactId),
    /// A message that the visitor has or gets.
    Message(ConversationId, MessageId),
    /// Nobody knows what: other nodes were not heard for a while.
    Anything,
}

/// A signal and who may hear it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoped {
    /// Of its conversation.
    pub scope: Scope,
    /// The signal.
    pub signal: Signal,
}

/// One watch channel a hotel; the newest number wins, so a slow listener misses nothing but repeats.
#[derive(Debug, Clone, Default)]
pub struct Hub {
    hotels: Arc<Mutex<HashMap<WorkspaceId, Hotel>>>,
    /// What other nodes are to hear, where there may be others.
    told: Option<Arc<Told>>,
}

#[derive(Debug, Clone)]
struct Hotel {
    head: watch::Sender<u64>,
    touches: broadcast::Sender<Touch>,
    signals: broadcast::Sender<Scoped>,
}

impl Default for Hotel {
    fn default() -> Self {
        Self {
            head: watch::channel(0).0,
            touches: broadcast::channel(WAITING).0,
            signals: broadcast::channel(WAITING).0,
        }
    }
}

impl Hub {
    /// An empty hub.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty hub of one node among several.
    #[must_use]
    pub fn among_others(told: Arc<Told>) -> Self {
        Self {
            told: Some(told),
            ..Self::default()
        }
    }

    /// What other nodes are to hear; `None`: there are none.
    #[must_use]
    pub fn told(&self) -> Option<&Arc<Told>> {
        self.told.as_ref()
    }

    /// This node's voice: what other nodes say is only passed on here and not told back.
    #[must_use]
    pub fn here(&self) -> Self {
        Self {
            hotels: Arc::clone(&self.hotels),
            told: None,
        }
    }

    /// Hotels to whose sequence somebody listens.
    #[must_use]
    pub fn listened_to(&self) -> Vec<WorkspaceId> {
        let hotels = self.hotels.lock().unwrap_or_else(PoisonError::into_inner);
        let heard =
            |hotel: &Hotel| hotel.head.receiver_count() > 0 || hotel.touches.receiver_count() > 0;
        let listened = hotels.iter().filter(|(_, hotel)| heard(hotel));
        listened.map(|(id, _)| id.clone()).collect()
    }

    /// Says that `workspace` is at `seq`. Lower numbers than before are ignored.
    pub fn announce(&self, workspace: &WorkspaceId, seq: u64) {
        if let Some(told) = &self.told {
            told.head(workspace, seq);
        }
        self.hotel(workspace).head.send_if_modified(|head| {
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
        self.hotel(workspace).head.subscribe()
    }

    /// Says what visitors may see changed. Nobody listening is fine.
    pub fn touch(&self, workspace: &WorkspaceId, touches: Vec<Touch>) {
        if let Some(told) = &self.told {
            told.touches(workspace, &touches);
        }
        let hotel = self.hotel(workspace);
        for touch in touches {
            let _ = hotel.touches.send(touch);
        }
    }

    /// Hears what visitors may see.
    #[must_use]
    pub fn touches(&self, workspace: &WorkspaceId) -> broadcast::Receiver<Touch> {
        self.hotel(workspace).touches.subscribe()
    }

    /// Passes a signal on. Nobody listening is fine.
    pub fn signal(&self, workspace: &WorkspaceId, signal: Scoped) {
        if let Some(told) = &self.told {
            told.signal(workspace, &signal);
        }
        let _ = self.hotel(workspace).signals.send(signal);
    }

    /// Hears signals of every scope; the listener asks who may.
    #[must_use]
    pub fn signals(&self, workspace: &WorkspaceId) -> broadcast::Receiver<Scoped> {
        self.hotel(workspace).signals.subscribe()
    }

    fn hotel(&self, workspace: &WorkspaceId) -> Hotel {
        let mut hotels = self.hotels.lock().unwrap_or_else(PoisonError::into_inner);
        hotels.entry(workspace.clone()).or_default().clone()
    }
}
