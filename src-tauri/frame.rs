//! The window's frame: opened hidden, shown when its first frame is painted.

use crate::words;
use desk::Desk;
use desk::api::event::DeskEvent;
use desk::api::session::AppState;
use std::time::Duration;
use tauri::window::Color;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

const LABEL: &str = "main";
/// The window is shown after this even if nothing was painted, in paper colour (DESIGN_DESK, First paint).
const PATIENCE: Duration = Duration::from_millis(400);
/// `--paper-frame` of the design's tokens.
const PAPER: Color = Color(0xF4, 0xF2, 0xEC, 0xFF);

/// Opens the window with the first page inside it, so that the first frame needs no round trip.
pub(crate) fn open(app: &AppHandle, desk: &Desk) -> tauri::Result<()> {
    let first = serde_json::to_string(&desk.first_paint()).unwrap_or_else(|_| "null".to_owned());
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(words::text("window-title", &[]))
        .inner_size(1366.0, 768.0)
        .min_inner_size(640.0, 520.0)
        .background_color(PAPER)
        .visible(false)
        .initialization_script(format!("window.__BELLHOP__ = {};", script_safe(&first)))
        // The app's own pages and nothing else; links open outside through the desk.
        .on_navigation(|url| {
            matches!(url.scheme(), "tauri" | "about") || is_own_host(url.host_str())
        })
        .build()?;
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        reveal(&app);
    });
    Ok(())
}

/// Shows the window if it was never shown.
pub(crate) fn reveal(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL)
        && !window.is_visible().unwrap_or(true)
    {
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Brings the window to the front: a second start, or a clicked notification.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Names the hotel in the window's title once somebody is signed in.
pub(crate) fn title_for(app: &AppHandle, event: &DeskEvent) {
    let DeskEvent::State { state } = event else {
        return;
    };
    let title = match state {
        AppState::SignedIn { me, .. } => {
            words::text("window-title-hotel", &[("hotel", &me.workspace)])
        }
        _ => words::text("window-title", &[]),
    };
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.set_title(&title);
    }
}

fn is_own_host(host: Option<&str>) -> bool {
    host == Some("tauri.localhost")
}

/// JSON that may stand inside a script: no end tag and no line separators of JavaScript.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
