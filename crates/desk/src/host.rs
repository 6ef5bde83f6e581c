//! What an operating system gives the desk. A test runs the whole app with a host that is only this trait.

use crate::api::event::DeskEvent;
pub use domain::time::UnixMillis;
use std::path::PathBuf;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// A guest waits for a person.
    Escalation,
    /// A guest wrote in a conversation of mine.
    GuestMessage,
    /// A message of mine was not delivered.
    Failed,
}

/// A notification. One per conversation: a new one replaces the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What a click opens.
    pub conversation: String,
    /// Why it is shown.
    pub kind: NoticeKind,
    /// Guest's name.
    pub guest: String,
    /// `whatsapp`, …
    pub channel: String,
    /// First 160 characters of the last words; may be empty.
    pub text: String,
    /// Stays until somebody acts.
    pub urgent: bool,
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
    /// Takes a conversation's notification off the screen.
    fn close_notice(&self, conversation: &str);
    /// Opens a checked `https:` or `mailto:` link outside.
    fn open_url(&self, url: &str);
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
