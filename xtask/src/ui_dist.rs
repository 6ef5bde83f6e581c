//! Whether the built UI (`ui/dist`) is current. Shared by `build.rs`, which builds it for a plain
//! `cargo build`, and by xtask, which builds it beforehand to show the progress.
//!
//! A build gets the time of its newest source, so that "current" is one comparison and Cargo, which looks at
//! the same times, does not build the app a second time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the UI is built from, below the folder `ui`.
pub(crate) const SOURCES: [&str; 8] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

/// Whether `ui/dist` exists and is at least as new as every source.
pub(crate) fn is_current(ui: &Path) -> bool {
    match (modified(&built_page(ui)), newest_source(ui)) {
        (Some(built), Some(source)) => built >= source,
        _ => false,
    }
}

/// Whether `ui/node_modules` was installed from today's `package-lock.json`.
pub(crate) fn packages_are_current(ui: &Path) -> bool {
    let installed = modified(&ui.join("node_modules/.package-lock.json"));
    match (installed, modified(&ui.join("package-lock.json"))) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

/// Gives the built page the time of its newest source. Call it after a successful build that began when the
/// sources were as old as `newest`.
pub(crate) fn stamp(ui: &Path, newest: SystemTime) -> std::io::Result<()> {
    fs::File::options()
        .write(true)
        .open(built_page(ui))?
        .set_modified(newest)
}

/// The time of the newest source file; nothing when there are no sources.
pub(crate) fn newest_source(ui: &Path) -> Option<SystemTime> {
    SOURCES
        .iter()
        .filter_map(|source| newest_below(&ui.join(source)))
        .max()
}

/// The page that a build writes last.
pub(crate) fn built_page(ui: &Path) -> PathBuf {
    ui.join("dist/index.html")
}

fn newest_below(path: &Path) -> Option<SystemTime> {
    let own = modified(path)?;
    let Ok(entries) = fs::read_dir(path) else {
        return Some(own);
    };
    // A folder's own time counts too: it is what changes when a file is removed.
    entries
        .flatten()
        .filter_map(|entry| newest_below(&entry.path()))
        .chain([own])
        .max()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn ui() -> tempfile::TempDir {
        let ui = tempfile::tempdir().unwrap();
        for folder in ["src/list", "dist"] {
            fs::create_dir_all(ui.path().join(folder)).unwrap();
        }
        for file in [
            "src/list/Row.svelte",
            "index.html",
            "package.json",
            "dist/index.html",
        ] {
            fs::write(ui.path().join(file), "x").unwrap();
        }
        ui
    }

    /// A stamped build is current until a source, however deep, is changed or removed.
    #[test]
    fn a_build_is_current_until_a_source_changes() {
        let ui = ui();
        let newest = newest_source(ui.path()).unwrap();
        stamp(ui.path(), newest).unwrap();
        assert!(is_current(ui.path()));
        let row = fs::File::options()
            .write(true)
            .open(ui.path().join("src/list/Row.svelte"))
            .unwrap();
        row.set_modified(newest + Duration::from_secs(1)).unwrap();
        assert!(!is_current(ui.path()));
        stamp(ui.path(), newest_source(ui.path()).unwrap()).unwrap();
        assert!(is_current(ui.path()));
        fs::remove_file(ui.path().join("dist/index.html")).unwrap();
        assert!(!is_current(ui.path()));
    }

    /// Packages are installed again when the lock file is newer than what was installed.
    #[test]
    fn packages_follow_the_lock_file() {
        let ui = ui();
        assert!(!packages_are_current(ui.path()));
        fs::write(ui.path().join("package-lock.json"), "{}").unwrap();
        assert!(!packages_are_current(ui.path()));
        fs::create_dir_all(ui.path().join("node_modules")).unwrap();
        fs::write(ui.path().join("node_modules/.package-lock.json"), "{}").unwrap();
        assert!(packages_are_current(ui.path()));
    }
}
