//! Pictures on the clipboard. WebKitGTK's paste event says nothing of them (seen with 2.50: no types, no files), so the page asks here.

use gtk::gdk::{Atom, SELECTION_CLIPBOARD};
use tauri::AppHandle;
use tauri::async_runtime::channel;

/// What a program for screenshots offers.
const KIND: &str = "image/png";
/// More than any channel takes, in bytes.
const LARGEST: usize = 64 << 20;

/// The picture on the clipboard as a PNG file; nothing if there is none.
pub(crate) async fn clipboard_picture(app: &AppHandle) -> Vec<u8> {
    let (found, mut answer) = channel(1);
    let asked = app.run_on_main_thread(move || {
        let clipboard = gtk::Clipboard::get(&SELECTION_CLIPBOARD);
        clipboard.request_contents(&Atom::intern(KIND), move |_, contents| {
            let bytes = contents.data();
            // Nobody may wait any more: the page was closed.
            let _ = found.try_send(bytes);
        });
    });
    if asked.is_err() {
        return Vec::new();
    }
    let picture: Vec<u8> = answer.recv().await.unwrap_or_default();
    if picture.len() > LARGEST {
        tracing::warn!("clipboard.too_large: the picture on the clipboard is not pasted");
        return Vec::new();
    }
    picture
}
