//! Where things are: the repository and the folder that everything built goes to.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The repository's root folder: the one above this crate. Cargo is asked now and not when this was compiled: several checkouts may
/// share a target folder, and this program may have been built in another one.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.filter(|folder| folder.ends_with("xtask"));
    match here.as_deref().and_then(Path::parent) {
        Some(root) => root.to_path_buf(),
        // Started without cargo: where the person stands.
        None => std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
    }
}

/// Cargo's target folder: `CARGO_TARGET_DIR` when set, else `target` in the repository.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) if !folder.is_empty() => root().join(folder),
        _ => root().join("target"),
    }
}

/// A program that a debug build made.
pub(crate) fn debug_binary(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The cargo that called us, so that the same toolchain builds everything.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The person's home folder, if the system names one.
pub(crate) fn home() -> Option<PathBuf> {
    std::env::home_dir()
}
