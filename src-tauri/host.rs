//! What an operating system gives the desk.

use crate::{frame, notify, platform, secrets, words};
use desk::api::event::DeskEvent;
use desk::host::{Host, Notice, SecretError, UnixMillis};
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tauri::{AppHandle, Emitter};
use tauri_plugin_opener::OpenerExt;

/// The event every batch of news travels under.
const EVENT: &str = "desk-event";

/// This computer.
pub(crate) struct SystemHost {
    app: AppHandle,
    home: PathBuf,
    begun: Instant,
    notices: notify::Notices,
}

impl SystemHost {
    /// Of this app, with its files under `home`.
    pub(crate) fn new(app: AppHandle, home: PathBuf) -> Self {
        Self {
            app,
            home,
            begun: Instant::now(),
            notices: notify::Notices::default(),
        }
    }
}

/// `BELLHOP_HOME`, or the system's place for an app's data.
pub(crate) fn home() -> PathBuf {
    std::env::var_os("BELLHOP_HOME").map_or_else(desk::host::default_home, PathBuf::from)
}

impl Host for SystemHost {
    fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, SecretError> {
        secrets::get(name)
    }

    fn secret_set(&self, name: &str, secret: &[u8]) -> Result<(), SecretError> {
        secrets::set(name, secret)
    }

    fn secret_delete(&self, name: &str) -> Result<(), SecretError> {
        secrets::delete(name)
    }

    fn notify(&self, notice: &Notice) {
        let app = self.app.clone();
        self.notices.show(notice, move |conversation| {
            frame::show(&app);
            announce(&app, &DeskEvent::Open { conversation });
        });
    }

    fn close_notice(&self, conversation: &str) {
        self.notices.close(conversation);
    }

    fn open_url(&self, url: &str) {
        if let Err(error) = self.app.opener().open_url(url, None::<&str>) {
            tracing::warn!(%error, "link.failed: the system opened no program for a link");
        }
    }

    fn emit(&self, event: &DeskEvent) {
        frame::title_for(&self.app, event);
        announce(&self.app, event);
    }

    #[expect(clippy::disallowed_methods, reason = "the desktop's one clock")]
    fn now(&self) -> UnixMillis {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        UnixMillis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Duration {
        self.begun.elapsed()
    }

    fn new_id(&self) -> String {
        desk::host::fresh_id()
    }

    fn device_name(&self) -> String {
        let name: String = platform::computer_name().trim().chars().take(80).collect();
        if name.is_empty() {
            words::text("computer-unnamed", &[])
        } else {
            name
        }
    }

    fn home(&self) -> PathBuf {
        self.home.clone()
    }
}

fn announce(app: &AppHandle, event: &DeskEvent) {
    if let Err(error) = app.emit(EVENT, event) {
        tracing::warn!(%error, "event.failed: the window was not told");
    }
}
