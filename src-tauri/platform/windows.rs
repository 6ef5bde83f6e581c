//! Windows: toasts through notify-rust. Nobody has run this yet (docs/platforms.md).

use crate::notify::Drawn;
use notify_rust::Notification;

/// A notification on screen. Windows keeps toasts in the action centre; there is no number to replace.
pub(crate) struct Shown;

/// Shows `drawn`. `ended` is told once whether it was clicked.
pub(crate) fn show(
    drawn: &Drawn,
    _older: Option<Shown>,
    ended: impl FnOnce(bool) + Send + 'static,
) -> Result<Shown, String> {
    let mut notification = Notification::new();
    notification.summary(&drawn.title).body(&drawn.body);
    notification.show().map_err(|error| error.to_string())?;
    // Clicks reach the application as a reopen of its window; there is nothing to wait for here.
    ended(false);
    Ok(Shown)
}

/// Nothing to take back.
pub(crate) fn close(_shown: Shown) {}

/// What the computer is called; empty if the system does not say.
pub(crate) fn computer_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
