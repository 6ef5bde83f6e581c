//! Search over names, numbers and messages (SPEC 4, 5).

use super::inbox::Row;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchResult {
    /// Conversations whose guest's name or number matches, newest first, 50 at most.
    pub conversations: Vec<Row>,
    /// Older conversations match, too.
    pub more_conversations: bool,
    /// Messages that match, newest first, 50 at most.
    pub messages: Vec<MessageHit>,
    /// Pass as `before` for the messages older than these; absent = there are none here.
    pub before: Option<SearchPlace>,
    /// How far back messages are complete; absent = all.
    #[ts(type = "number | null")]
    pub complete_back_to: Option<i64>,
    /// The words as they were typed find nothing; these, a typing mistake away, found this.
    pub instead: Option<String>,
}

/// Where a search goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchPlace {
    /// Messages older than this.
    pub before: String,
    /// What is looked for: what was typed, or what was found instead. It stays the same on every page of a search.
    pub texts: Vec<String>,
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
