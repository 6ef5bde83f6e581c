//! `GET /v1/stream?since=<cursor>`: the WebSocket. Text frames, one JSON each. The desk sends nothing but pongs.

use crate::change::Change;
use crate::cursor::Cursor;
use domain::record::Scope;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// A frame from the relay.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "snake_case")]
pub enum Frame {
    /// Everything you may see in (from, to]; may be empty. At least every 5 s, so `now` is the freshness stamp.
    Batch {
        /// A desk whose cursor is in [from, to) applies it; otherwise it fetches.
        from: Cursor,
        /// Then it stands here.
        to: Cursor,
        /// Ascending by seq.
        changes: Vec<Change>,
        /// Relay time.
        now: UnixMillis,
    },
    /// What you may see changed as of `at`; the batch before ends there. Walk what was added, erase what was removed.
    Scopes {
        /// As of here.
        at: Cursor,
        /// The whole new set.
        scopes: Vec<Scope>,
    },
    /// The stream fell too far behind or the cursor is not known: fetch `/v1/changes`, then join again.
    Fetch {
        /// Why: `lagged`, `cursor_unknown`, `page_too_large`.
        reason: String,
    },
    /// The session ended; the code is that of [`crate::problem::Problem`].
    Closed {
        /// `device_revoked`, `device_expired`, `shutting_down`.
        code: String,
        /// Which device.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        device: Option<String>,
    },
}
