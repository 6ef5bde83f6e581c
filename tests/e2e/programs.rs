//! Other programs of the computer: one that only notes what it was asked, one from which a file is dragged and copied.

use crate::desktop::said;
use gtk::gdk::{DragAction, ModifierType, SELECTION_CLIPBOARD};
use gtk::gdk_pixbuf::Pixbuf;
use gtk::prelude::*;
use gtk::{TargetEntry, TargetFlags};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

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

/// Where the icon of [`FileManager`] lies: right of every window of the stories.
const ICON: (i32, i32) = (1700, 900);

/// A file manager: one icon to drag, and its picture in the clipboard. GTK serves one thread, so it has its own.
pub(crate) struct FileManager(Option<std::thread::JoinHandle<()>>);

impl FileManager {
    /// A picture with something on it.
    pub(crate) fn picture() -> PathBuf {
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/icons/512.png"))
    }

    /// Shows the icon of a picture and copies it.
    pub(crate) fn with(picture: &Path) -> Self {
        let picture = picture.to_owned();
        let (ready, shown) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            gtk::init().unwrap();
            let icon = icon_of(&picture);
            gtk::Clipboard::get(&SELECTION_CLIPBOARD)
                .set_image(&Pixbuf::from_file(&picture).unwrap());
            ready.send(()).unwrap();
            gtk::main();
            drop(icon);
        });
        shown.recv().unwrap();
        Self(Some(thread))
    }

    /// Drags the icon to a point of the display, in steps as a hand does; it is not let go.
    pub(crate) async fn drag_to(&self, x: i64, y: i64) {
        move_to(i64::from(ICON.0 + 30), i64::from(ICON.1 + 30)).await;
        said("xdotool", &["mousedown", "1"]);
        for step in 1..=10 {
            let part = |from: i32, to: i64| i64::from(from) + (to - i64::from(from)) * step / 10;
            move_to(part(ICON.0, x), part(ICON.1, y)).await;
        }
        move_to(x + 2, y + 2).await;
    }

    /// Lets go.
    pub(crate) fn let_go(&self) {
        said("xdotool", &["mouseup", "1"]);
    }
}

impl Drop for FileManager {
    fn drop(&mut self) {
        gtk::glib::idle_add_once(gtk::main_quit);
        if let Some(thread) = self.0.take() {
            let _ = thread.join();
        }
    }
}

async fn move_to(x: i64, y: i64) {
    said("xdotool", &["mousemove", &x.to_string(), &y.to_string()]);
    tokio::time::sleep(Duration::from_millis(60)).await;
}

fn icon_of(file: &Path) -> gtk::Window {
    let address = format!("file://{}", file.display());
    let icon = gtk::Window::new(gtk::WindowType::Popup);
    icon.set_default_size(60, 60);
    icon.move_(ICON.0, ICON.1);
    let files = TargetEntry::new("text/uri-list", TargetFlags::OTHER_APP, 0);
    icon.drag_source_set(ModifierType::BUTTON1_MASK, &[files], DragAction::COPY);
    icon.connect_drag_data_get(move |_, _, data, _, _| {
        data.set_uris(&[&address]);
    });
    icon.show_all();
    icon
}
