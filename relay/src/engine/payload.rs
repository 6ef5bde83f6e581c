//! What jobs carry. Ids only where an id is enough: a job's row is no second place for guest text.

use domain::id::{ConnectionId, ConversationId, MessageId};
use domain::inbound::{InboundEvent, RemoteMedia};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};

domain::open_enum! {
    /// The kinds of jobs.
    JobKind {
        /// Send a message to the guest. Lane `conversation/<id>`.
        Deliver = "deliver",
        /// Fetch a file a guest sent. No lane.
        FetchMedia = "fetch_media",
        /// Look again for the message an event is about. No lane.
        WaitingEvent = "waiting_event",
    }
}

/// Payload of [`JobKind::Deliver`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverJob {
    /// Ours.
    pub message: MessageId,
    /// Where it stands.
    pub conversation: ConversationId,
    /// Over which account.
    pub connection: ConnectionId,
}

/// Payload of [`JobKind::FetchMedia`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchMediaJob {
    /// Whose file.
    pub message: MessageId,
    /// Over which account.
    pub connection: ConnectionId,
    /// What to fetch.
    pub media: RemoteMedia,
}

/// Payload of [`JobKind::WaitingEvent`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitingEventJob {
    /// Over which account.
    pub connection: ConnectionId,
    /// The event.
    pub event: InboundEvent,
    /// After this it is dropped.
    pub until: UnixMillis,
}
