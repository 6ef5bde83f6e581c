//! A file manager of the desktop (PCManFM) with one file in it, and a hand that drags it: the real protocol between two programs (XDND).

use crate::desktop::{said, wait_until, window_number};
use crate::window::Window;
use std::cell::Cell;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Below a window of 1440 × 900 with its frame, on the tests' screen.
const AT: [&str; 2] = ["20", "945"];
const SIZE: [&str; 2] = ["500", "220"];
/// The middle of the first icon, inside the file manager's window; the icon is 48 wide and high.
const ICON: [&str; 2] = ["206", "98"];

/// An open folder, for as long as it lives.
pub(crate) struct FileManager {
    child: Child,
    number: String,
    _folder: TempDir,
}

impl FileManager {
    /// Opens a folder that holds a copy of this file under this name, and nothing else.
    pub(crate) async fn with(file: &Path, name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (shown, home) = (folder.path().join("shown"), folder.path().join("home"));
        std::fs::create_dir(&shown).unwrap();
        std::fs::copy(file, shown.join(name)).unwrap();
        let child = Command::new("pcmanfm")
            .arg("--new-win")
            .arg(&shown)
            .env("HOME", &home)
            .env_remove("XDG_CONFIG_HOME")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("pcmanfm is installed (cargo xtask test installs it)");
        wait_until("a file manager", async || !visible().is_empty()).await;
        let number = visible();
        said(
            "xdotool",
            &["windowsize", "--sync", &number, SIZE[0], SIZE[1]],
        );
        said("xdotool", &["windowmove", "--sync", &number, AT[0], AT[1]]);
        Self {
            child,
            number,
            _folder: folder,
        }
    }

    /// Takes hold of the file and drags it to the middle of what the selector finds in the app's window; repeats the last, small move
    /// until the page shows `seen`, as a hand that trembles.
    pub(crate) async fn drag_over(&self, window: &Window, selector: &str, seen: &str) {
        let [x, y] = ICON;
        said(
            "xdotool",
            &[
                "mousemove",
                "--window",
                &self.number,
                x,
                y,
                "sleep",
                "0.3",
                "mousedown",
                "1",
            ],
        );
        // Slowly: a file manager takes a fast move for a click that slipped.
        for _ in 0..5 {
            said("xdotool", &["sleep", "0.1", "mousemove_relative", "6", "2"]);
        }
        self.move_over(window, selector, seen).await;
    }

    /// Goes on dragging, to there.
    pub(crate) async fn move_over(&self, window: &Window, selector: &str, seen: &str) {
        let (x, y) = window.middle_of(selector).await;
        let (app, y) = (window_number(), y.to_string());
        let tremble = Cell::new(0);
        wait_until(seen, async || {
            tremble.set((tremble.get() + 1) % 5);
            let x = (x + tremble.get()).to_string();
            said("xdotool", &["mousemove", "--window", &app, &x, &y]);
            window.eval(seen).await == true
        })
        .await;
    }

    /// Lets go of the file.
    pub(crate) fn let_go(&self) {
        said("xdotool", &["mouseup", "1"]);
    }
}

impl Drop for FileManager {
    fn drop(&mut self) {
        // A story that ended in the middle leaves no button pressed to the next one.
        self.let_go();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn visible() -> String {
    let found = said(
        "xdotool",
        &["search", "--onlyvisible", "--class", "pcmanfm"],
    );
    found.lines().last().unwrap_or_default().to_owned()
}
