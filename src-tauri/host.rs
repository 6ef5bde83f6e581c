//! What an operating system gives the desk.

use crate::{frame, notify, platform, secrets, tray, words};
use desk::Desk;
use desk::api::event::DeskEvent;
use desk::api::settings::Settings;
use desk::host::{Badge, Host, News, Notice, NoticeAnswer, SecretError, UnixMillis};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tauri::{AppHandle, Emitter, Manager};
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
            notices: notify::Notices::new(&home),
            app,
            home,
            begun: Instant::now(),
        }
    }

    /// Says that closing only minimised the window.
    pub(crate) fn tell_minimized(&self) {
        self.notices.tell(
            "minimized",
            words::text("minimized-title", &[]),
            words::text("minimized-body", &[]),
        );
    }

    fn settings_changed(&self, settings: &Settings) {
        words::speak(settings.language);
        tray::reworded(&self.app);
        frame::resize_text(&self.app, settings.text_size);
        if let Err(error) = platform::set_autostart(settings.autostart) {
            tracing::warn!(%error, "autostart.failed: the system took no entry");
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
        self.notices.show(notice, move |conversation, answer| {
            let Some(desk) = app.try_state::<Desk>() else {
                return;
            };
            let desk = desk.inner().clone();
            tauri::async_runtime::spawn(async move {
                if let Err(error) = desk.notice_answered(&conversation, answer).await {
                    tracing::warn!(code = error.code, "notification.refused: nothing was done");
                }
            });
        });
    }

    fn tell(&self, news: &News) {
        let app = self.app.clone();
        self.notices.news(news, move |_, answer| {
            if answer == NoticeAnswer::Opened {
                frame::present(&app);
            }
        });
    }

    fn close_notice(&self, about: &str) {
        self.notices.close(about);
    }

    fn badge(&self, badge: Badge) {
        frame::badge(&self.app, badge);
        tray::badge(&self.app, badge);
    }

    fn present(&self) {
        frame::present(&self.app);
    }

    fn quit(&self) {
        frame::quit(&self.app);
    }

    fn open_url(&self, url: &str) {
        if let Err(error) = self.app.opener().open_url(url, None::<&str>) {
            tracing::warn!(%error, "link.failed: the system opened no program for a link");
        }
    }

    fn open_path(&self, path: &Path) {
        let path = path.to_string_lossy();
        if let Err(error) = self.app.opener().open_path(path, None::<&str>) {
            tracing::warn!(%error, "file.failed: the system opened no program for a file");
        }
    }

    fn downloads(&self) -> PathBuf {
        let folder = self.app.path().download_dir();
        folder.unwrap_or_else(|_| self.home.join("downloads"))
    }

    fn emit(&self, event: &DeskEvent) {
        frame::title_for(&self.app, event);
        match event {
            DeskEvent::State { state } => tray::state(&self.app, state),
            DeskEvent::Settings { settings } => self.settings_changed(settings),
            _ => {}
        }
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
