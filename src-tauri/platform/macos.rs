//! macOS: Notification Center through notify-rust, the Dock's badge, a launch agent. Nobody has run this yet (docs/platforms.md).

use super::Told;
use crate::notify::Drawn;
use desk::host::NoticeAnswer;
use notify_rust::Notification;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use tauri::{AppHandle, WebviewWindow};

/// A notification on screen. Notification Center groups by application; there is no number to replace.
pub(crate) struct Shown;

/// Shows `drawn`. `ended` is told once what became of it. Says whether the system plays the sound itself.
pub(crate) fn show(
    drawn: &Drawn,
    _older: Option<Shown>,
    ended: impl FnOnce(NoticeAnswer) + Send + 'static,
) -> Result<(Shown, bool), String> {
    let mut notification = Notification::new();
    notification.summary(&drawn.title).body(&drawn.body);
    notification.show().map_err(|error| error.to_string())?;
    // Clicks reach the application as a reopen of its window; there is nothing to wait for here.
    ended(NoticeAnswer::Gone);
    Ok((Shown, false))
}

/// WKWebView's events bring pasted pictures and dropped files themselves.
pub(crate) const PAGE_SCRIPT: &str = "";

/// See [`PAGE_SCRIPT`].
pub(crate) async fn clipboard_picture(_app: &AppHandle) -> Vec<u8> {
    Vec::new()
}

/// See [`PAGE_SCRIPT`].
pub(crate) fn watch_drags(_app: &AppHandle, _window: &WebviewWindow) {}

/// See [`PAGE_SCRIPT`].
pub(crate) async fn dropped_files(_app: &AppHandle) -> Vec<super::DroppedFile> {
    Vec::new()
}

/// Nothing to take back.
pub(crate) fn close(_shown: Shown) {}

/// The menu bar always takes an icon. Whether the screen is locked is the system's own business: it hides the text of
/// notifications there unless its person chose otherwise.
pub(crate) fn watch(tell: impl Fn(Told) + Send + Sync + 'static) {
    tell(Told::Tray(true));
}

/// Brings a window that is shown to the front.
pub(crate) fn raise(window: &WebviewWindow) {
    let _ = window.set_focus();
}

/// The number on the Dock.
pub(crate) fn count(window: &WebviewWindow, count: u32) {
    let _ = window.set_badge_count((count > 0).then_some(i64::from(count)));
}

/// Plays a sound file to its end. Blocking.
pub(crate) fn play(file: &Path) {
    let _ = Command::new("afplay").arg(file).status();
}

/// Starts the app with the computer, or no longer: a launch agent of this person.
///
/// # Errors
/// As the disk says.
pub(crate) fn set_autostart(on: bool) -> io::Result<()> {
    let home = std::env::var_os("HOME").ok_or_else(|| io::Error::other("no home folder"))?;
    let folder = PathBuf::from(home).join("Library/LaunchAgents");
    let file = folder.join("app.bellhop.desk.plist");
    if !on {
        return match std::fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let program = std::env::current_exe()?;
    let program = program
        .to_string_lossy()
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(
        file,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n<key>Label</key><string>app.bellhop.desk</string>\n\
             <key>ProgramArguments</key><array><string>{program}</string></array>\n<key>RunAtLoad</key><true/>\n</dict></plist>\n"
        ),
    )
}

/// The language the system speaks; empty if it does not say.
pub(crate) fn language() -> String {
    let said = Command::new("defaults")
        .args(["read", "-g", "AppleLocale"])
        .output();
    said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned())
        .unwrap_or_default()
}

/// What the computer is called; empty if the system does not say.
pub(crate) fn computer_name() -> String {
    std::env::var("HOSTNAME").unwrap_or_default()
}
