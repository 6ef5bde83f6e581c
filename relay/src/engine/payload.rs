//! What jobs carry. Ids only where an id is enough: a job's row is no second place for guest text.

use crate::erasure::Entry;
use domain::id::{ConnectionId, ConversationId, MediaId, MessageId};
use domain::inbound::{InboundEvent, RemoteMedia};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

domain::open_enum! {
    /// The kinds of jobs.
    JobKind {
        /// Send a message to the guest. Lane `conversation/<id>`.
        Deliver = "deliver",
        /// Send a message with a file, which may take minutes. Same payload, same lane.
        DeliverMedia = "deliver_media",
        /// Send our reaction on a message. Lane of its conversation, so that reactions keep their order among words.
        React = "react",
        /// A message's time has come. No lane: its time is its own.
        SendScheduled = "send_scheduled",
        /// Ask the provider for a connection's templates. No lane.
        SyncTemplates = "sync_templates",
        /// Look whether a visitor of the website's chat has had a message of ours. No lane: its time is its own.
        MailUnread = "mail_unread",
        /// Send what a visitor has not had by e-mail. Lane of the visitor, so that mails keep their order.
        SendMail = "send_mail",
        /// Put a visitor's upload among the files, now that a message carries it. No lane.
        KeepUpload = "keep_upload",
        /// Fetch a file a guest sent. No lane.
        FetchMedia = "fetch_media",
        /// Look again for the message an event is about. No lane.
        WaitingEvent = "waiting_event",
        /// What is left to do of an erasure once its records are gone. No lane.
        Erase = "erase",
    }
}

/// Payload of [`JobKind::Deliver`] and [`JobKind::DeliverMedia`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverJob {
    /// Ours.
    pub message: MessageId,
    /// Where it stands.
    pub conversation: ConversationId,
    /// Over which account.
    pub connection: ConnectionId,
}

/// Payload of [`JobKind::React`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactJob {
    /// On which message.
    pub message: MessageId,
    /// Where it stands.
    pub conversation: ConversationId,
    /// Over which account.
    pub connection: ConnectionId,
    /// What is sent; absent takes the reaction back.
    #[serde(default)]
    pub emoji: Option<String>,
    /// What the guest saw before; shown again if it cannot be taken back.
    #[serde(default)]
    pub before: Option<String>,
}

/// Payload of [`JobKind::SendScheduled`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendScheduledJob {
    /// Ours.
    pub message: MessageId,
}

/// Payload of [`JobKind::MailUnread`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailUnreadJob {
    /// Ours.
    pub message: MessageId,
}

/// Payload of [`JobKind::SendMail`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendMailJob {
    /// Where the newest stands.
    pub conversation: ConversationId,
    /// What the visitor has not had, in order.
    pub messages: Vec<MessageId>,
}

/// Payload of [`JobKind::KeepUpload`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepUploadJob {
    /// The file.
    pub media: MediaId,
}

/// Payload of [`JobKind::SyncTemplates`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncTemplatesJob {
    /// Of which account.
    pub connection: ConnectionId,
    /// Again every day; otherwise once.
    pub daily: bool,
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

/// Payload of [`JobKind::Erase`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseJob {
    /// For the journal; absent where it stands there already.
    #[serde(default)]
    pub entry: Option<Entry>,
    /// Files that go where nothing else names them.
    pub media: BTreeSet<MediaId>,
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
