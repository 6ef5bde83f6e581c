//! Files: what is being attached, how far its upload is, and what of a received one can be played.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file that waits beside a half-written message. It survives a restart like the words do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachmentDraft {
    /// Id.
    pub id: String,
    /// File name, without folders.
    pub name: String,
    /// Its type: by its own bytes once they are here, before that as the window said.
    pub mime: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Bytes that have been handed over; the whole once this is `size`.
    #[ts(type = "number")]
    pub received: u64,
    /// The file's address as `media://localhost/<media>`, once it is whole.
    pub media: Option<String>,
    /// Why it cannot be sent here; it can be removed and nothing else.
    pub problem: Option<AttachmentProblem>,
}

/// Why a file cannot be sent on this channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachmentProblem {
    /// Code of `attachment-…`: `too_large`, `type`, `empty`, `no_media`, `program`.
    pub code: String,
    /// Bytes allowed, for `too_large`.
    #[ts(type = "number | null")]
    pub limit: Option<u64>,
}

/// How far the file of a message of mine has got to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UploadState {
    /// Bytes the relay has.
    #[ts(type = "number")]
    pub sent: u64,
    /// Bytes in all.
    #[ts(type = "number")]
    pub size: u64,
    /// True if somebody stopped it or the relay refused it; Retry goes on from `sent`.
    pub stopped: bool,
}

/// A voice note as it is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Voice {
    /// How long it is.
    pub seconds: f64,
    /// 48 heights from 0 to 1.
    pub peaks: Vec<f32>,
}

/// Where a file was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedFile {
    /// Its name in the downloads folder.
    pub name: String,
}
