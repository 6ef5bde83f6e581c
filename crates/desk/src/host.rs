//! What an operating system gives the desk. A test runs the whole app with a host that is only this trait.

use crate::api::event::DeskEvent;
pub use domain::time::UnixMillis;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Why the system's keyring did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is none, or it cannot be reached: nothing may be kept on this computer.
    #[error("no keyring")]
    Unavailable,
    /// It is there and locked, and the person did not open it.
    #[error("the keyring is locked")]
    Locked,
}

/// What a notification is about. The glue words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeKind {
    /// A guest waits for a person.
    Escalation,
    /// A guest still waits.
    StillWaiting {
        /// Whole minutes.
        minutes: u32,
    },
    /// A guest wrote in a conversation of mine.
    GuestMessage,
    /// A conversation was given to me.
    Assigned {
        /// The colleague's name; may be empty.
        by: String,
    },
    /// A colleague named me in a note; the words are the note's.
    Mentioned {
        /// The colleague's name; may be empty.
        by: String,
    },
    /// The time to answer a guest of mine ends.
    Closing {
        /// When, by the hotel's clock: `10:21`.
        at: String,
    },
    /// A message of mine was not delivered.
    Failed,
}

/// A button of a notification, where the system has buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeAction {
    /// Take the conversation.
    Claim,
    /// Open it and write.
    Reply,
    /// Silence for 5 minutes.
    Snooze,
    /// Silence for an hour.
    Mute,
    /// Give it back to the bot.
    HandBack,
    /// Send again.
    Retry,
}

impl NoticeAction {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Claim,
        Self::Reply,
        Self::Snooze,
        Self::Mute,
        Self::HandBack,
        Self::Retry,
    ];

    /// Its name towards the system; also the end of its words' key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Reply => "reply",
            Self::Snooze => "snooze",
            Self::Mute => "mute",
            Self::HandBack => "hand-back",
            Self::Retry => "retry",
        }
    }
}

/// What became of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeAnswer {
    /// It was clicked.
    Opened,
    /// One of its buttons was pressed.
    Pressed(NoticeAction),
    /// It left the screen.
    Gone,
}

/// A sound of the desk ([`crate::sound::wav`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// Two notes: somebody waits.
    Bell,
    /// Soft: a guest of mine wrote.
    Tick,
}

/// A notification. One per conversation: a new one replaces the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What a click opens.
    pub conversation: String,
    /// Why it is shown.
    pub kind: NoticeKind,
    /// For a locked screen: [`Self::guest`], [`Self::room`], [`Self::arrives`] and [`Self::text`] are empty, and nothing else says
    /// who it is about.
    pub private: bool,
    /// Guest's name.
    pub guest: String,
    /// Room number of the stay.
    pub room: Option<String>,
    /// Day and month of the arrival, for who has no room yet.
    pub arrives: Option<(u8, u8)>,
    /// `whatsapp`, …
    pub channel: String,
    /// The `type` of the guest's last message, for words such as "Photo".
    pub content: String,
    /// First 140 characters of the guest's last words, or of a note; may be empty.
    pub text: String,
    /// Why the bot stopped (`asked_for_person`, …), or why a message failed (`window_closed`, …).
    pub reason: Option<String>,
    /// Stays until somebody acts.
    pub urgent: bool,
    /// What is to be heard, the settings applied.
    pub sound: Option<Sound>,
    /// Its buttons.
    pub actions: Vec<NoticeAction>,
}

/// News of the house, which concern no single guest. One per [`Self::key`]: a new one replaces the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A channel account cannot send.
    ChannelError {
        /// Its id.
        connection: String,
        /// As staff call it.
        name: String,
        /// Why, in the provider's words.
        problem: Option<String>,
    },
    /// The relay is out of reach.
    Offline {
        /// What is kept and sent later.
        kept: u32,
    },
    /// The relay is back.
    Online {
        /// What was sent since.
        sent: u32,
    },
}

impl News {
    /// The key of what is said about the relay.
    pub const RELAY: &'static str = "~relay";

    /// The key of what is said about a channel account. No conversation's id has its first sign.
    #[must_use]
    pub fn channel_key(connection: &str) -> String {
        format!("~channel-{connection}")
    }

    /// What it is about; [`Host::close_notice`] takes it off the screen by that.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::ChannelError { connection, .. } => Self::channel_key(connection),
            Self::Offline { .. } | Self::Online { .. } => Self::RELAY.to_owned(),
        }
    }
}

/// What stands on taskbar, Dock and tray.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Badge {
    /// Guests who wait for a person.
    pub waiting: u32,
    /// Conversations of mine with messages nobody has opened.
    pub unread: u32,
}

/// A computer, as far as the desk needs one. Calls may block (a keyring asks for its password) unless said otherwise.
pub trait Host: Send + Sync + 'static {
    /// Reads a secret; `None` if there is none of that name.
    ///
    /// # Errors
    /// [`SecretError`].
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError>;
    /// Writes a secret, replacing an older one.
    ///
    /// # Errors
    /// [`SecretError`].
    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError>;
    /// Deletes a secret; one that is not there is no error.
    ///
    /// # Errors
    /// [`SecretError`].
    fn secret_delete(&self, name: &str) -> Result<(), SecretError>;
    /// Shows a notification, in place of an older one of the same conversation.
    fn notify(&self, notice: &Notice);
    /// Tells news of the house, in place of older ones of the same key. A click shows the window.
    fn tell(&self, news: &News);
    /// Takes a conversation's notification, or the news of a key, off the screen.
    fn close_notice(&self, about: &str);
    /// Shows how many wait: taskbar, Dock, tray.
    fn badge(&self, badge: Badge);
    /// Brings the window to the front.
    fn present(&self);
    /// Ends the app. Returns at once.
    fn quit(&self);
    /// Opens a checked `https:` or `mailto:` link outside.
    fn open_url(&self, url: &str);
    /// Opens a checked file in the program of its kind.
    fn open_path(&self, path: &Path);
    /// The folder that saved files go to.
    fn downloads(&self) -> PathBuf;
    /// Tells the window. Must not block.
    fn emit(&self, event: &DeskEvent);
    /// The wall clock. Must not block.
    fn now(&self) -> UnixMillis;
    /// A clock that stands still while the computer sleeps. Must not block.
    fn monotonic(&self) -> Duration;
    /// A fresh UUIDv7. Must not block.
    fn new_id(&self) -> String;
    /// What this computer is called, 1–80 characters.
    fn device_name(&self) -> String;
    /// The folder everything is kept under.
    fn home(&self) -> PathBuf;
}

/// The system's place for this app's data, where `BELLHOP_HOME` is not set.
#[must_use]
pub fn default_home() -> PathBuf {
    let from = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|p| p.is_absolute())
    };
    let base = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    base.unwrap_or_else(std::env::temp_dir).join("bellhop")
}

/// A fresh UUIDv7 from the wall clock and the system's randomness, for hosts.
#[must_use]
pub fn fresh_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
