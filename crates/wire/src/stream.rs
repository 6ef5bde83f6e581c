//! `GET /v1/stream?since=<cursor>`: the WebSocket. Text frames, one JSON each. The desk sends pongs and [`FromDesk`].

use crate::change::Change;
use crate::cursor::Cursor;
use domain::id::ConversationId;
use domain::record::Scope;
use domain::signal::Signal;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// A frame from the relay.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "snake_case")]
pub enum Frame {
    /// Everything you may see in (from, to]; may be empty. At least every 5 s, so `now` is the freshness stamp where no `more` is said.
    Batch {
        /// A desk whose cursor is in [from, to) applies it; otherwise it fetches.
        from: Cursor,
        /// Then it stands here.
        to: Cursor,
        /// Ascending by seq.
        changes: Vec<Change>,
        /// Relay time before the batch was read: nothing that happened until then is missing, unless there is `more`.
        now: UnixMillis,
        /// Another batch follows at once: this desk is not current yet. Absent from older relays.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        more: bool,
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
    /// What is true for a moment, of a conversation you may see. Lossy: nobody says what was missed.
    Signal(Signal),
}

/// A frame from the desk: signals only. Everything that counts is a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromDesk {
    /// The person writes to the guest, or stopped; said again every few seconds while it lasts.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Which.
        on: bool,
    },
    /// The person has this conversation open, or left it; said again while it lasts.
    Viewing {
        /// Which.
        conversation: ConversationId,
        /// Which.
        on: bool,
    },
}

impl Frame {
    /// Reads a text frame; `None` for a frame of a newer relay.
    ///
    /// The derived `Deserialize` cannot read a batch with bodies: a tagged enum is buffered first, and a raw JSON body cannot be
    /// read from a buffer. So the tag is read alone, and then the frame it names.
    ///
    /// # Errors
    /// Not JSON, or not the shape of the frame it says it is.
    pub fn from_json(text: &str) -> Result<Option<Self>, serde_json::Error> {
        #[derive(Deserialize)]
        struct Tag {
            frame: String,
        }
        #[derive(Deserialize)]
        struct Batch {
            from: Cursor,
            to: Cursor,
            changes: Vec<Change>,
            now: UnixMillis,
            #[serde(default)]
            more: bool,
        }
        match serde_json::from_str::<Tag>(text)?.frame.as_str() {
            "batch" => {
                let Batch {
                    from,
                    to,
                    changes,
                    now,
                    more,
                } = serde_json::from_str(text)?;
                Ok(Some(Self::Batch {
                    from,
                    to,
                    changes,
                    now,
                    more,
                }))
            }
            "scopes" | "fetch" | "closed" | "signal" => serde_json::from_str(text).map(Some),
            _ => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A batch with bodies survives the way; a frame of a newer relay is no error.
    #[test]
    fn frames_are_read_as_they_are_written() {
        let text = r#"{"frame":"batch","from":"t.1","to":"t.2","now":5,"changes":[
            {"seq":2,"kind":"staff","id":"s","scope":"house","at":1,"body":{"name":"Ana"}}]}"#;
        let Ok(Some(Frame::Batch { to, changes, .. })) = Frame::from_json(text) else {
            panic!("a batch")
        };
        assert_eq!(to.seq, 2);
        let body = changes.first().and_then(|change| change.body.as_ref());
        assert_eq!(body.map(|body| body.get()), Some(r#"{"name":"Ana"}"#));
        let again = Frame::Batch {
            from: to.clone(),
            to,
            changes,
            now: UnixMillis(5),
            more: true,
        };
        let written = serde_json::to_string(&again).unwrap();
        assert!(matches!(
            Frame::from_json(&written),
            Ok(Some(Frame::Batch { more: true, .. }))
        ));
        assert!(matches!(
            Frame::from_json(r#"{"frame":"weather"}"#),
            Ok(None)
        ));
        assert!(matches!(
            Frame::from_json(r#"{"frame":"closed","code":"device_revoked","device":"d"}"#),
            Ok(Some(Frame::Closed { .. }))
        ));
        let typing =
            r#"{"frame":"signal","signal":"typing","conversation":"c","author":"guest","on":true}"#;
        let Ok(Some(Frame::Signal(signal))) = Frame::from_json(typing) else {
            panic!("a signal")
        };
        let written = serde_json::to_string(&Frame::Signal(signal)).unwrap();
        assert_eq!(written, typing);
        assert!(Frame::from_json("{").is_err());
        assert!(Frame::from_json(r#"{"frame":"batch"}"#).is_err());
    }
}
