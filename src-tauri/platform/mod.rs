//! What differs between systems: one small file each, only documented calls (docs/platforms.md says what nobody has run yet).

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "windows")]
mod windows;

#[cfg(target_os = "linux")]
pub(crate) use linux::*;
#[cfg(target_os = "macos")]
pub(crate) use macos::*;
#[cfg(target_os = "windows")]
pub(crate) use windows::*;

/// What a system tells while the app runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "only Linux says whether the screen is locked")
)]
pub(crate) enum Told {
    /// Whether there is a place for a tray icon.
    Tray(bool),
    /// Whether the screen is locked.
    Locked(bool),
}

/// A file that was dragged out of another program and let go here.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "elsewhere the webview brings files itself")
)]
pub(crate) struct DroppedFile {
    /// Its name, without folders.
    pub(crate) name: String,
    /// All of it.
    pub(crate) bytes: Vec<u8>,
}
