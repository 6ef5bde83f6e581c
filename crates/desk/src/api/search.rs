//! Search over names, numbers and messages (SPEC 4, 5).

use super::inbox::Row;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchResult {
    /// Conversations whose guest's name or number matches, newest first, 50 at most.
    pub conversations: Vec<Row>,
    /// Messages that match, newest first, 50 at most.
    pub messages: Vec<MessageHit>,
    /// How far back messages are complete; absent = all.
    #[ts(type = "number | null")]
    pub complete_back_to: Option<i64>,
    /// The words as they were typed find nothing; these, a typing mistake away, found this.
    pub instead: Option<String>,
}

/// A message that matches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MessageHit {
    /// Conversation as a row.
    pub row: Row,
    /// Message id.
    pub message: String,
    /// `guest`, `staff`, …
    pub author: String,
    /// Up to 160 characters around the match.
    pub excerpt: String,
    /// Ranges of `excerpt` in UTF-16 code units that match.
    pub marks: Vec<(u32, u32)>,
    /// When.
    #[ts(type = "number")]
    pub at: i64,
}
