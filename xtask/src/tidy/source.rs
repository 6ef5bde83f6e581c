//! The files of the repository, read once.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{paths, process};

/// A text file; its path is from the repository's root, with `/`.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Such as `crates/domain/src/lib.rs`.
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

impl File {
    /// A file by hand, for the rules' own tests.
    #[cfg(test)]
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether it was written by a program (`cargo xtask gen`, cargo, npm).
    pub(super) fn is_generated(&self) -> bool {
        self.path.starts_with("ui/src/generated/")
            || ["Cargo.lock", "package-lock.json", "docs/openapi.json"]
                .iter()
                .any(|end| self.path.ends_with(end))
    }

    /// Whether it is only compiled for tests.
    pub(super) fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.split('/').any(|part| part == "tests")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
            || name.ends_with(".test.ts")
            || self.path.starts_with("crates/testkit/")
            || self.path.starts_with("crates/simulation/")
    }

    /// Whether its name ends like this, such as `.rs`.
    pub(super) fn ends(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }
}

/// Endings of files that people write and rules read.
const ENDINGS: [&str; 17] = [
    ".rs", ".ts", ".js", ".svelte", ".css", ".html", ".ftl", ".toml", ".json", ".md", ".yml",
    ".yaml", ".sql", ".sh", ".txt", ".desktop", "/run",
];

/// Folders that hold only what was built.
const BUILT: [&str; 6] = [".git", "target", "node_modules", "dist", "gen", "shots"];

/// Every text file that git knows or would add; without git, every file outside the built folders.
pub(crate) fn read_all() -> Result<Vec<File>> {
    let root = paths::root();
    let names = match tracked(&root) {
        Some(names) => names,
        None => walk(&root)?,
    };
    let mut files = Vec::new();
    for name in names {
        if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            // A file may be in the index and already deleted, or in another encoding: neither is text to read.
            if let Ok(text) = std::fs::read_to_string(root.join(&name)) {
                files.push(File { path: name, text });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn tracked(root: &Path) -> Option<Vec<String>> {
    let mut git = process::command("git");
    // A copy that belongs to somebody else is read, nothing more.
    git.args([
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let listed = process::try_output(git.current_dir(root))?;
    let names: Vec<String> = listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if names.is_empty() { None } else { Some(names) }
}

fn walk(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut open = vec![root.to_path_buf()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                if !BUILT.contains(&name.as_str()) {
                    open.push(path);
                }
            } else {
                names.push(
                    path.strip_prefix(root)?
                        .to_string_lossy()
                        .replace('\\', "/"),
                );
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The real repository is read, and what is built is not part of it.
    #[test]
    fn the_repository_is_read() {
        let files = read_all().unwrap();
        assert!(
            files
                .iter()
                .any(|file| file.path == "xtask/src/tidy/source.rs")
        );
        assert!(!files.iter().any(|file| file.path.contains("node_modules/")));
    }

    /// Without git the same files are found by walking.
    #[test]
    fn walking_finds_the_sources() {
        let names = walk(&paths::root()).unwrap();
        assert!(names.iter().any(|name| name == "xtask/src/tidy/source.rs"));
        assert!(!names.iter().any(|name| name.starts_with(".git/")));
    }

    /// Test files are told by their place or their name.
    #[test]
    fn test_files() {
        for path in [
            "tests/e2e/main.rs",
            "crates/cache/src/fold/tests.rs",
            "ui/src/a.test.ts",
        ] {
            assert!(File::new(path, "").is_test(), "{path}");
        }
        assert!(!File::new("xtask/src/test.rs", "").is_test());
    }
}
