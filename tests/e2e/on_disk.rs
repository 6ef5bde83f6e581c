//! A raw look at what the app left on this computer: its files byte by byte, its secrets in the keyring.

use crate::world::Hotel;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The keyring's service name of the app.
const SERVICE: &str = "app.bellhop.desk";

impl Hotel {
    /// No file under the app's home holds any of these words.
    pub(crate) fn no_word_on_disk(&self, words: &[&str]) {
        no_word_in(self.home(), words);
    }

    /// The people who have a copy of the inbox on this computer, as their files are called.
    pub(crate) fn copies(&self) -> Vec<String> {
        let mut found: Vec<String> = files(self.home())
            .iter()
            .filter(|path| path.extension().is_some_and(|it| it == "cache"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        found.sort();
        found
    }

    /// The key of the cache of the one person who signed in here, as the session's keyring holds it.
    pub(crate) fn cache_key(&self) -> [u8; 32] {
        let copies = self.copies();
        let [copy] = copies.as_slice() else {
            panic!("one person, one copy: {copies:?}");
        };
        let key = lookup("cache-key", copy).stdout;
        key.try_into().expect("32 bytes")
    }

    /// Deletes every secret of the app from this session's keyring, as a reinstalled system would.
    pub(crate) fn forget_keyring(&self) {
        let output = secret_tool(&["clear", "service", SERVICE]);
        assert!(output.status.success());
    }
}

/// No file under a folder holds any of these words.
pub(crate) fn no_word_in(folder: &Path, words: &[&str]) {
    for path in files(folder) {
        // A file may go while this looks; what is gone holds nothing.
        let bytes = std::fs::read(&path).unwrap_or_default();
        for word in words {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word:?} stands in {}", path.display());
        }
    }
}

/// Whether the keyring holds this secret of a copy: `cache-key` or `token`.
pub(crate) fn keyring_has(what: &str, copy: &str) -> bool {
    let output = lookup(what, copy);
    output.status.success() && !output.stdout.is_empty()
}

fn lookup(what: &str, copy: &str) -> std::process::Output {
    let name = format!("{what}:{copy}");
    secret_tool(&["lookup", "service", SERVICE, "username", &name])
}

/// Every file under a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&path)),
            Ok(kind) if kind.is_file() => found.push(path),
            _ => {}
        }
    }
    found
}

fn secret_tool(arguments: &[&str]) -> std::process::Output {
    Command::new("secret-tool")
        .args(arguments)
        .output()
        .expect("libsecret-tools is installed")
}
