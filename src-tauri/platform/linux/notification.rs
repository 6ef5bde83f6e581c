//! The desktop notifications of freedesktop.org. What a server can do is asked before each: servers come and go.

use crate::notify::Drawn;
use desk::host::{NoticeAction, NoticeAnswer};
use notify_rust::{
    Hint, Notification, NotificationHandle, NotificationResponse, Timeout, Urgency,
    get_capabilities,
};
use std::sync::Arc;
use tauri::async_runtime::{JoinHandle, spawn};

/// How long a notification that nobody must answer stays (DESIGN_UI 8).
const SHORT: u32 = 6_000;

/// A notification on screen, and the task that waits for what becomes of it.
pub(crate) struct Shown {
    handle: Arc<NotificationHandle>,
    waiter: JoinHandle<()>,
}

/// Shows `drawn`, replacing `older`. `ended` is told once what became of it; never after the notification was replaced. Says
/// whether the server plays the sound itself.
pub(crate) fn show(
    drawn: &Drawn,
    older: Option<Shown>,
    ended: impl FnOnce(NoticeAnswer) + Send + 'static,
) -> Result<(Shown, bool), String> {
    let can = get_capabilities().map_err(|error| error.to_string())?;
    let can = |what: &str| can.iter().any(|one| one == what);
    let mut notification = Notification::new();
    notification
        .appname("Bellhop")
        .icon("bellhop")
        .summary(&drawn.title)
        .urgency(if drawn.urgent {
            Urgency::Critical
        } else {
            Urgency::Normal
        })
        .timeout(if drawn.stays {
            Timeout::Never
        } else {
            Timeout::Milliseconds(SHORT)
        });
    if can("body-markup") {
        notification.body(&escape(&drawn.body));
    } else {
        notification.body(&drawn.body);
    }
    if can("actions") {
        notification.action("default", &drawn.open);
        for (action, words) in &drawn.actions {
            notification.action(action.as_str(), words);
        }
    }
    let plays = can("sound") && drawn.sound.is_some();
    match &drawn.sound {
        Some(file) if plays => notification.hint(Hint::SoundFile(file.display().to_string())),
        _ => notification.hint(Hint::SuppressSound(true)),
    };
    if let Some(older) = older {
        // Its number is used again, so its waiter would hear the new one's click.
        older.waiter.abort();
        notification.id(older.handle.id());
    }
    let handle = Arc::new(notification.show().map_err(|error| error.to_string())?);
    let waiting = Arc::clone(&handle);
    let waiter = spawn(async move {
        let mut answer = NoticeAnswer::Gone;
        waiting
            .wait_for_action_async(|response| answer = read(response))
            .await;
        ended(answer);
    });
    Ok((Shown { handle, waiter }, plays))
}

fn read(response: &NotificationResponse) -> NoticeAnswer {
    match response {
        NotificationResponse::Default => NoticeAnswer::Opened,
        NotificationResponse::Action(name) => NoticeAction::ALL
            .into_iter()
            .find(|action| action.as_str() == name)
            .map_or(NoticeAnswer::Opened, NoticeAnswer::Pressed),
        _ => NoticeAnswer::Gone,
    }
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
