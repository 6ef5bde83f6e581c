//! Native notifications: one per conversation, replaced in place; buttons where the system has them, a click everywhere.

use crate::sound::Sounds;
use crate::{platform, words};
use desk::host::{News, Notice, NoticeAction, NoticeAnswer, NoticeKind};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What is on the system's screen, by conversation.
pub(crate) struct Notices {
    shown: Arc<Mutex<HashMap<String, platform::Shown>>>,
    sounds: Sounds,
}

/// A notification ready to be drawn: all in words.
pub(crate) struct Drawn {
    /// First line.
    pub(crate) title: String,
    /// Second line; may be empty.
    pub(crate) body: String,
    /// Label of the click's action, for systems that list it.
    pub(crate) open: String,
    /// Buttons, in order.
    pub(crate) actions: Vec<(NoticeAction, String)>,
    /// Louder to the eye.
    pub(crate) urgent: bool,
    /// Stays until somebody acts.
    pub(crate) stays: bool,
    /// What is to be heard.
    pub(crate) sound: Option<PathBuf>,
}

impl Notices {
    /// With its sounds in `home`.
    pub(crate) fn new(home: &std::path::Path) -> Self {
        Self {
            shown: Arc::default(),
            sounds: Sounds::new(home),
        }
    }

    /// Shows a notice, in place of an older one of the same conversation. `answered` is called once with what became of it, unless
    /// it is replaced.
    pub(crate) fn show(
        &self,
        notice: &Notice,
        answered: impl FnOnce(String, NoticeAnswer) + Send + 'static,
    ) {
        let mut drawn = draw(notice);
        drawn.sound = notice.sound.and_then(|sound| self.sounds.file(sound));
        self.put(&notice.conversation, &drawn, answered);
    }

    /// Tells something that belongs to no conversation and needs no answer.
    pub(crate) fn tell(&self, key: &str, title: String, body: String) {
        let drawn = Drawn {
            title,
            body,
            open: words::text("notice-open", &[]),
            actions: Vec::new(),
            urgent: false,
            stays: true,
            sound: None,
        };
        self.put(key, &drawn, |_, _| {});
    }

    /// Tells news of the house. `answered` is called as for [`Self::show`].
    pub(crate) fn news(
        &self,
        news: &News,
        answered: impl FnOnce(String, NoticeAnswer) + Send + 'static,
    ) {
        let (title, body) = told(news);
        let drawn = Drawn {
            title,
            body,
            open: words::text("notice-open", &[]),
            actions: Vec::new(),
            urgent: false,
            stays: !matches!(news, News::Online { .. }),
            sound: None,
        };
        self.put(&news.key(), &drawn, answered);
    }

    fn put(
        &self,
        key: &str,
        drawn: &Drawn,
        answered: impl FnOnce(String, NoticeAnswer) + Send + 'static,
    ) {
        // Never held while the system is asked: some answer before they return.
        let older = taken(&self.shown, key);
        let (whose, kept) = (key.to_owned(), Arc::clone(&self.shown));
        let result = platform::show(drawn, older, move |answer| {
            let handle = taken(&kept, &whose);
            // Some servers leave it standing after a button was pressed.
            if answer != NoticeAnswer::Gone
                && let Some(handle) = handle
            {
                platform::close(handle);
            }
            answered(whose, answer);
        });
        match result {
            Ok((handle, plays)) => {
                self.shown
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(key.to_owned(), handle);
                if let Some(file) = drawn.sound.clone().filter(|_| !plays) {
                    self.sounds.play(file);
                }
            }
            Err(reason) => {
                tracing::warn!(%reason, "notification.failed: the system shows no notification");
                // Nobody sees it; who waits is heard all the same.
                if let Some(file) = drawn.sound.clone() {
                    self.sounds.play(file);
                }
            }
        }
    }

    /// Takes a conversation's notification off the screen.
    pub(crate) fn close(&self, conversation: &str) {
        if let Some(shown) = taken(&self.shown, conversation) {
            platform::close(shown);
        }
    }
}

fn taken(shown: &Mutex<HashMap<String, platform::Shown>>, key: &str) -> Option<platform::Shown> {
    shown
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .remove(key)
}

fn draw(notice: &Notice) -> Drawn {
    let (title, body) = if notice.private {
        (words::text("notice-private-title", &[]), String::new())
    } else {
        said(notice)
    };
    let label = |action: &NoticeAction| words::text(&format!("notice-{}", action.as_str()), &[]);
    Drawn {
        title,
        body,
        open: words::text("notice-open", &[]),
        actions: notice.actions.iter().map(|it| (*it, label(it))).collect(),
        urgent: notice.urgent,
        stays: notice.urgent || notice.kind == NoticeKind::Failed,
        sound: None,
    }
}

/// Title and body (the table of the design's notification page).
fn said(notice: &Notice) -> (String, String) {
    let guest = if notice.guest.is_empty() {
        words::text("notice-guest-unnamed", &[])
    } else {
        notice.guest.clone()
    };
    let who = who(notice, &guest);
    let text = if notice.text.is_empty() {
        coded(&format!("content-{}", notice.content), "content-unknown")
    } else {
        notice.text.clone()
    };
    let reason = notice.reason.as_deref().unwrap_or_default();
    let named = [("guest", guest.as_str()), ("who", &who)];
    match &notice.kind {
        NoticeKind::Escalation | NoticeKind::GuestMessage => (who, text),
        NoticeKind::StillWaiting { minutes } => (
            words::text_with_count("notice-still-title", *minutes, &named),
            coded(&format!("stopped-{reason}"), "stopped-unknown"),
        ),
        NoticeKind::Assigned { by } if by.is_empty() => {
            (words::text("notice-assigned-title-unnamed", &named), text)
        }
        NoticeKind::Assigned { by } => (
            words::text("notice-assigned-title", &[("by", by), ("who", &who)]),
            text,
        ),
        NoticeKind::Mentioned { by } if by.is_empty() => {
            (words::text("notice-mentioned-title-unnamed", &named), text)
        }
        NoticeKind::Mentioned { by } => (
            words::text("notice-mentioned-title", &[("by", by), ("who", &who)]),
            text,
        ),
        NoticeKind::Closing { at } => (
            words::text("notice-closing-title", &[("guest", &guest), ("time", at)]),
            text,
        ),
        NoticeKind::Failed => (
            words::text("notice-failed-title", &named),
            coded(&format!("failed-{reason}"), "failed-unknown"),
        ),
    }
}

/// Title and body of news of the house.
fn told(news: &News) -> (String, String) {
    match news {
        News::ChannelError { name, problem, .. } => (
            words::text("news-channel-title", &[("name", name)]),
            problem.clone().unwrap_or_default(),
        ),
        News::Offline { kept } => (
            words::text("news-offline-title", &[]),
            words::text_with_count("news-offline-body", *kept, &[]),
        ),
        News::Online { sent } => (
            words::text("news-online-title", &[]),
            words::text_with_count("news-online-body", *sent, &[]),
        ),
    }
}

/// The guest with room or arrival.
fn who(notice: &Notice, guest: &str) -> String {
    match (&notice.room, notice.arrives) {
        (Some(room), _) => words::text("notice-who-room", &[("guest", guest), ("room", room)]),
        (None, Some((day, month))) => words::text(
            "notice-who-arrives",
            &[("guest", guest), ("day", &words::day(day, month))],
        ),
        (None, None) => words::isolated_name(guest),
    }
}

/// The words of a code's key, or those for every code without words.
fn coded(key: &str, other: &str) -> String {
    words::text(if words::has(key) { key } else { other }, &[])
}
