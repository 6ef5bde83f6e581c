//! How jobs end, as values the engine turns into records.

use domain::delivery::Failure;
use domain::id::{ConnectionId, MediaId, MessageId};
use domain::inbound::InboundEvent;
use domain::time::UnixMillis;

/// A job's outcome; applied together with the end of the job.
#[derive(Debug, Clone, PartialEq)]
pub struct JobResult {
    /// The job.
    pub job: String,
    /// What happened.
    pub outcome: JobOutcome,
}

/// What happened in a job.
#[derive(Debug, Clone, PartialEq)]
pub enum JobOutcome {
    /// The provider took the message.
    Sent {
        /// Ours.
        message: MessageId,
        /// Over which account.
        connection: ConnectionId,
        /// The provider's name of it.
        provider_id: String,
    },
    /// It was not sent and is not tried again by itself.
    NotSent {
        /// Ours.
        message: MessageId,
        /// Over which account.
        connection: ConnectionId,
        /// Why.
        failure: Failure,
        /// The account itself is at fault: it goes to ERROR with these words.
        stop_connection: bool,
    },
    /// The request may have left and no answer came.
    NotKnown {
        /// Ours.
        message: MessageId,
    },
    /// Tried again, not before.
    Again {
        /// When.
        at: UnixMillis,
    },
    /// A file was fetched and kept.
    Fetched {
        /// Whose file.
        message: MessageId,
        /// The file.
        media: MediaId,
        /// Bytes.
        size: u64,
        /// Its type by its own bytes, where that is known better than what the provider said.
        mime: Option<String>,
    },
    /// A file could not be had.
    NotFetched {
        /// Whose file.
        message: MessageId,
        /// Code of the words `media-…`.
        problem: String,
    },
    /// An event whose message was not here: look again.
    Event {
        /// Over which account.
        connection: ConnectionId,
        /// The event.
        event: Box<InboundEvent>,
        /// After this it is dropped.
        until: UnixMillis,
    },
    /// Nothing to do any more.
    Nothing,
}
