//! Files dragged here out of another program. WebKitGTK tells the page that something is let go, and neither files nor their names (seen
//! with 2.50: `files` is empty, `text/uri-list` reads as nothing), so the page asks here.

use crate::platform::DroppedFile;
use gtk::prelude::WidgetExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{AppHandle, Manager, WebviewWindow};

/// More at once is no drop onto a conversation.
const MOST: usize = 20;
/// More than any channel takes, in bytes.
const LARGEST: u64 = 100 << 20;

/// What is being dragged over the window, or was let go in it last.
#[derive(Clone, Default)]
struct Dragged(Arc<Mutex<Vec<PathBuf>>>);

/// Notes what is dragged here.
pub(crate) fn watch_drags(app: &AppHandle, window: &WebviewWindow) {
    let dragged = Dragged::default();
    app.manage(dragged.clone());
    let watched = window.with_webview(move |webview| {
        webview
            .inner()
            .connect_drag_data_received(move |_, _, _, _, data, _, _| {
                let files = data.uris().into_iter().filter_map(|uri| {
                    let (path, host) = gtk::glib::filename_from_uri(&uri).ok()?;
                    // Another computer's file is no file here.
                    host.is_none().then_some(path)
                });
                let files: Vec<PathBuf> = files.take(MOST).collect();
                if !files.is_empty() {
                    *dragged.0.lock().unwrap_or_else(PoisonError::into_inner) = files;
                }
            });
    });
    if let Err(error) = watched {
        tracing::warn!(%error, "drop.not_watched: files cannot be dragged here");
    }
}

/// The files that were let go, once: only what somebody has dragged here is ever read.
pub(crate) async fn dropped_files(app: &AppHandle) -> Vec<DroppedFile> {
    let dragged = app.state::<Dragged>().inner().clone();
    let files = std::mem::take(&mut *dragged.0.lock().unwrap_or_else(PoisonError::into_inner));
    let read = tauri::async_runtime::spawn_blocking(move || {
        files.iter().filter_map(|path| read(path)).collect()
    });
    read.await.unwrap_or_default()
}

fn read(path: &Path) -> Option<DroppedFile> {
    let about = std::fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > LARGEST {
        tracing::warn!("drop.left_out: a folder, or a file that is too large");
        return None;
    }
    let name = path.file_name()?.to_string_lossy().into_owned();
    let bytes = std::fs::read(path).ok()?;
    Some(DroppedFile { name, bytes })
}
