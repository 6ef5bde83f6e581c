//! Windows: toasts through notify-rust, an overlay on the taskbar, the Run key. Nobody has run this yet (docs/platforms.md).

use super::Told;
use crate::notify::Drawn;
use crate::picture;
use desk::host::NoticeAnswer;
use notify_rust::Notification;
use std::io;
use std::path::Path;
use std::process::Command;
use tauri::{AppHandle, WebviewWindow};

/// A notification on screen. Windows keeps toasts in the action centre; there is no number to replace.
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

/// WebView2's events bring pasted pictures and dropped files themselves.
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

/// The taskbar always takes an icon. Whether the screen is locked is the system's own business: its settings decide what
/// toasts say there.
pub(crate) fn watch(tell: impl Fn(Told) + Send + Sync + 'static) {
    tell(Told::Tray(true));
}

/// Brings a window that is shown to the front.
pub(crate) fn raise(window: &WebviewWindow) {
    let _ = window.set_focus();
}

/// The overlay on the taskbar's button: a dot while there is something, as Windows has room for 16 pixels.
pub(crate) fn count(window: &WebviewWindow, count: u32) {
    let _ = window.set_overlay_icon((count > 0).then(picture::overlay));
}

/// Plays a sound file to its end. Blocking.
pub(crate) fn play(file: &Path) {
    let file = file.display().to_string().replace('\'', "''");
    let script = format!("(New-Object Media.SoundPlayer '{file}').PlaySync()");
    let _ = Command::new("powershell")
        .args(["-NoProfile", "-WindowStyle", "Hidden", "-Command", &script])
        .status();
}

/// Starts the app with the computer, or no longer: the Run key of this person.
///
/// # Errors
/// If the registry refuses.
pub(crate) fn set_autostart(on: bool) -> io::Result<()> {
    const KEY: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run";
    let mut command = Command::new("reg");
    if on {
        let program = format!("\"{}\"", std::env::current_exe()?.display());
        command.args([
            "add", KEY, "/v", "Bellhop", "/t", "REG_SZ", "/d", &program, "/f",
        ]);
    } else {
        command.args(["delete", KEY, "/v", "Bellhop", "/f"]);
    }
    let status = command.status()?;
    // Deleting what is not there fails, and nothing is wrong.
    if status.success() || !on {
        Ok(())
    } else {
        Err(io::Error::other("the registry refused"))
    }
}

/// The language the system speaks; Windows says it to the webview only.
pub(crate) fn language() -> String {
    String::new()
}

/// What the computer is called; empty if the system does not say.
pub(crate) fn computer_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
