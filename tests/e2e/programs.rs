//! Other programs of the computer, as the app calls them.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A program of the system that only writes down what it was asked, in a folder to put first in `PATH`.
pub(crate) struct FakeProgram {
    folder: tempfile::TempDir,
}

impl FakeProgram {
    pub(crate) fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join(name);
        let asked = folder.path().join("asked");
        std::fs::write(
            &script,
            format!("#!/bin/sh\necho \"$1\" >> {}\n", asked.display()),
        )
        .unwrap();
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    /// `PATH` with this program in front.
    pub(crate) fn path(&self) -> String {
        let path = std::env::var("PATH").unwrap_or_default();
        format!("{}:{path}", self.folder.path().display())
    }

    /// The first argument of every call so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        let asked = std::fs::read_to_string(self.folder.path().join("asked")).unwrap_or_default();
        asked.lines().map(str::to_owned).collect()
    }

    /// The files it was asked for, by name.
    pub(crate) fn asked_files(&self) -> Vec<String> {
        let name = |path: &String| Some(Path::new(path).file_name()?.to_str()?.to_owned());
        self.asked().iter().filter_map(name).collect()
    }
}
