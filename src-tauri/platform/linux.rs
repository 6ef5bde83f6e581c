//! Linux: the desktop notifications of freedesktop.org over the session bus.

use crate::notify::Drawn;
use notify_rust::{Notification, NotificationHandle, NotificationResponse, Timeout, Urgency};
use std::sync::Arc;
use tauri::async_runtime::{JoinHandle, spawn};

/// A notification on screen, and the task that waits for what becomes of it.
pub(crate) struct Shown {
    handle: Arc<NotificationHandle>,
    waiter: JoinHandle<()>,
}

/// Shows `drawn`, replacing `older`. `ended` is told once whether it was clicked (true) or went away (false); never after
/// the notification was replaced.
pub(crate) fn show(
    drawn: &Drawn,
    older: Option<Shown>,
    ended: impl FnOnce(bool) + Send + 'static,
) -> Result<Shown, String> {
    let mut notification = Notification::new();
    notification
        .appname("Bellhop")
        .icon("bellhop")
        .summary(&drawn.title)
        .body(&escape(&drawn.body))
        .action("default", &drawn.open)
        .urgency(if drawn.urgent {
            Urgency::Critical
        } else {
            Urgency::Normal
        })
        .timeout(if drawn.urgent {
            Timeout::Never
        } else {
            Timeout::Default
        });
    if let Some(older) = older {
        // Its number is used again, so its waiter would hear the new one's click.
        older.waiter.abort();
        notification.id(older.handle.id());
    }
    let handle = Arc::new(notification.show().map_err(|error| error.to_string())?);
    let waiting = Arc::clone(&handle);
    let waiter = spawn(async move {
        let mut clicked = false;
        waiting
            .wait_for_action_async(|response| {
                clicked = matches!(
                    response,
                    NotificationResponse::Default | NotificationResponse::Action(_)
                );
            })
            .await;
        ended(clicked);
    });
    Ok(Shown { handle, waiter })
}

/// Takes it off the screen.
pub(crate) fn close(shown: Shown) {
    shown.waiter.abort();
    spawn(async move { shown.handle.close_async().await });
}

/// The body may be read as markup; guest text is text.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// What the computer is called; empty if the system does not say.
pub(crate) fn computer_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default()
}
