//! Native notifications: one per conversation, replaced in place; a click opens the conversation.
//!
//! Actions beyond the click are a capability of the system and come with a later version; without them a click is enough
//! (DESIGN_DESK, Systems).

use crate::platform;
use crate::words;
use desk::host::{Notice, NoticeKind};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What is on the system's screen, by conversation.
#[derive(Default)]
pub(crate) struct Notices {
    shown: Arc<Mutex<HashMap<String, platform::Shown>>>,
}

/// A notification ready to be drawn: all in words.
pub(crate) struct Drawn {
    /// First line.
    pub(crate) title: String,
    /// Second line.
    pub(crate) body: String,
    /// Label of the click's action, for systems that list it.
    pub(crate) open: String,
    /// Stays until somebody acts.
    pub(crate) urgent: bool,
}

impl Notices {
    /// Shows a notice, in place of an older one of the same conversation. `open` is called when it is clicked.
    pub(crate) fn show(&self, notice: &Notice, open: impl Fn(String) + Send + 'static) {
        let drawn = draw(notice);
        let conversation = notice.conversation.clone();
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let older = shown.remove(&conversation);
        let clicked = conversation.clone();
        let kept = Arc::clone(&self.shown);
        let result = platform::show(&drawn, older, move |was_clicked| {
            kept.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&clicked);
            if was_clicked {
                open(clicked.clone());
            }
        });
        match result {
            Ok(handle) => {
                shown.insert(conversation, handle);
            }
            Err(reason) => {
                tracing::warn!(%reason, "notification.failed: the system shows no notification");
            }
        }
    }

    /// Takes a conversation's notification off the screen.
    pub(crate) fn close(&self, conversation: &str) {
        let shown = self
            .shown
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(conversation);
        if let Some(shown) = shown {
            platform::close(shown);
        }
    }
}

fn draw(notice: &Notice) -> Drawn {
    let channel = words::channel(&notice.channel);
    let arguments = [
        ("guest", notice.guest.as_str()),
        ("channel", &channel),
        ("text", notice.text.as_str()),
    ];
    let (title, body, empty) = match notice.kind {
        NoticeKind::Escalation => (
            "notice-escalation-title",
            "notice-escalation-body",
            "notice-escalation-body-empty",
        ),
        NoticeKind::GuestMessage => (
            "notice-message-title",
            "notice-message-body",
            "notice-message-body-empty",
        ),
        NoticeKind::Failed => (
            "notice-failed-title",
            "notice-failed-body",
            "notice-failed-body",
        ),
    };
    Drawn {
        title: words::text(title, &arguments),
        body: words::text(
            if notice.text.is_empty() { empty } else { body },
            &arguments,
        ),
        open: words::text("notice-open", &[]),
        urgent: matches!(notice.kind, NoticeKind::Escalation),
    }
}
