//! What differs between systems: one small file each, only documented calls (docs/platforms.md says what nobody has run yet).

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "windows")]
mod windows;

#[cfg(target_os = "linux")]
pub(crate) use linux::{Shown, close, computer_name, show};
#[cfg(target_os = "macos")]
pub(crate) use macos::{Shown, close, computer_name, show};
#[cfg(target_os = "windows")]
pub(crate) use windows::{Shown, close, computer_name, show};
