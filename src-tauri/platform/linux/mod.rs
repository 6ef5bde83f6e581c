//! Linux: freedesktop.org's notifications, tray, autostart and taskbar over the session bus, X11 and Wayland through GTK.

mod autostart;
mod clipboard;
mod dropped;
mod notification;
mod session;
mod taskbar;

pub(crate) use autostart::set_autostart;
pub(crate) use clipboard::clipboard_picture;
pub(crate) use dropped::{dropped_files, watch_drags};
pub(crate) use notification::{Shown, close, show};
pub(crate) use session::watch;
pub(crate) use taskbar::count;

use gtk::prelude::GtkWindowExt;
use std::path::Path;
use std::process::{Command, Stdio};
use tauri::WebviewWindow;

/// Runs in the page: what the webview does not bring by itself is asked for.
pub(crate) const PAGE_SCRIPT: &str =
    concat!(include_str!("clipboard.js"), include_str!("dropped.js"));

/// What plays a file where the notification server does not: PipeWire, PulseAudio, ALSA.
const PLAYERS: [(&str, &[&str]); 3] = [("pw-play", &[]), ("paplay", &[]), ("aplay", &["-q"])];

/// Brings a window that is shown to the front, out of the taskbar, too. On the main thread.
pub(crate) fn raise(window: &WebviewWindow) {
    // Not `set_focus`: it does nothing for a window that is still minimised, as it is for a moment after `unminimize`.
    if let Ok(window) = window.gtk_window() {
        window.deiconify();
        window.present();
    }
}

/// Plays a sound file to its end. Blocking.
pub(crate) fn play(file: &Path) {
    let played = PLAYERS.iter().any(|(player, options)| {
        Command::new(player)
            .args(*options)
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    });
    if !played {
        tracing::info!("sound.silent: no program here plays sounds");
    }
}

/// The language the system speaks, as `ar_EG.UTF-8`; empty if it does not say.
pub(crate) fn language() -> String {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

/// What the computer is called; empty if the system does not say.
pub(crate) fn computer_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default()
}
