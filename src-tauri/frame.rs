//! The window's frame: opened hidden where it stood last time, shown when its first frame is painted; closing keeps the app
//! alive.

use crate::tray::Tray;
use crate::{platform, words};
use desk::Desk;
use desk::api::event::DeskEvent;
use desk::api::session::AppState;
use desk::host::Badge;
use desk::window_place::{Screen, WindowPlace};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::window::Color;
use tauri::{
    AppHandle, Manager, PhysicalPosition, PhysicalSize, WebviewUrl, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

const LABEL: &str = "main";
/// Width and height at a first start; a screen with no more than that is filled.
const FIRST: (u32, u32) = (1366, 768);
/// The window is shown after this even if nothing was painted, in paper colour (DESIGN_DESK, First paint).
const PATIENCE: Duration = Duration::from_millis(400);
/// `--paper-frame` of the design's tokens.
const PAPER: Color = Color(0xF4, 0xF2, 0xEC, 0xFF);
/// What is being typed reaches the disk this long after the last key (`ui/src/composer/draft.svelte.ts`).
const LAST_KEY: Duration = Duration::from_millis(350);
/// How long the outbox may take to empty before the app ends; what is left waits on disk.
const FLUSH: Duration = Duration::from_secs(3);

/// What is known of the window beyond what the system says.
pub(crate) struct Frame {
    home: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// Where it stands when it is not maximised, and where it stood before that.
    place: Option<WindowPlace>,
    before: Option<WindowPlace>,
    maximized: bool,
    told_minimizes: bool,
    /// Somebody closed it, and the tray has it.
    hidden: bool,
    hotel: Option<String>,
    badge: Badge,
}

impl Frame {
    /// Of the app whose files lie under `home`.
    pub(crate) fn new(home: &Path) -> Self {
        Self {
            home: home.to_owned(),
            inner: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Draws everything larger or smaller, as a browser's zoom does: the page's own widths decide what still stands side by side.
pub(crate) fn resize_text(app: &AppHandle, percent: u16) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.set_zoom(f64::from(percent) / 100.0)
    {
        tracing::warn!(%error, "window.not_zoomed: the webview refused");
    }
}

/// Opens the window with the first page inside it, so that the first frame needs no round trip.
pub(crate) fn open(app: &AppHandle, desk: &Desk) -> tauri::Result<()> {
    let first = serde_json::to_string(&desk.first_paint()).unwrap_or_else(|_| "null".to_owned());
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(words::text("window-title", &[]))
        .inner_size(f64::from(FIRST.0), f64::from(FIRST.1))
        .min_inner_size(640.0, 520.0)
        .background_color(PAPER)
        .visible(false)
        .initialization_script(format!(
            "window.__BELLHOP__ = {};{}",
            script_safe(&first),
            platform::PAGE_SCRIPT
        ))
        // The app's own pages and nothing else; links open outside through the desk.
        // Files dropped onto a conversation are the page's; the page's own handler takes them (ui/src/composer/DropZone.svelte).
        .disable_drag_drop_handler()
        .on_navigation(|url| {
            matches!(url.scheme(), "tauri" | "about") || is_own_host(url.host_str())
        })
        .build()?;
    platform::watch_drags(app, &window);
    resize_text(app, desk.current_settings().text_size);
    put_back(app, &window)?;
    draw_title(app);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        reveal(&app);
    });
    Ok(())
}

/// Puts the window where it stood, on the screens there are now.
fn put_back(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    let frame = app.state::<Frame>();
    let Some(kept) = WindowPlace::load(&frame.home) else {
        let is_small = |screen: &Screen| screen.width <= FIRST.0 || screen.height <= FIRST.1;
        if screens(window).first().is_some_and(is_small) {
            window.maximize()?;
        }
        return Ok(());
    };
    let place = kept.fitted(&screens(window));
    window.set_size(PhysicalSize::new(place.width, place.height))?;
    window.set_position(PhysicalPosition::new(place.x, place.y))?;
    if place.maximized {
        window.maximize()?;
    }
    let mut inner = frame.known();
    inner.place = Some(place);
    inner.maximized = place.maximized;
    inner.told_minimizes = place.told_minimizes;
    Ok(())
}

fn screens(window: &WebviewWindow) -> Vec<Screen> {
    let monitors = window.available_monitors().unwrap_or_default();
    monitors
        .iter()
        .map(|monitor| Screen {
            x: monitor.position().x,
            y: monitor.position().y,
            width: monitor.size().width,
            height: monitor.size().height,
        })
        .collect()
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

/// Brings the window to the front: a second start, a clicked notification, the tray.
pub(crate) fn present(app: &AppHandle) {
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        if let Some(window) = handle.get_webview_window(LABEL) {
            handle.state::<Frame>().known().hidden = false;
            let _ = window.unminimize();
            let _ = window.show();
            platform::raise(&window);
        }
    });
}

/// The tray is gone: a window that only it could open again is in the taskbar instead.
pub(crate) fn not_only_hidden(app: &AppHandle) {
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        let was_hidden = std::mem::take(&mut handle.state::<Frame>().known().hidden);
        if let Some(window) = handle.get_webview_window(LABEL).filter(|_| was_hidden) {
            let _ = window.minimize();
            let _ = window.show();
        }
    });
}

/// What happens to the window.
pub(crate) fn on_event(window: &tauri::Window, event: &WindowEvent) {
    let app = window.app_handle();
    match event {
        WindowEvent::Moved(_) | WindowEvent::Resized(_) => remember(window),
        WindowEvent::Focused(false) => keep(app),
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            keep(app);
            if app.state::<Tray>().is_there() {
                app.state::<Frame>().known().hidden = true;
                let _ = window.hide();
            } else {
                let _ = window.minimize();
                say_once(app);
            }
        }
        _ => {}
    }
}

/// Without a tray closing minimises: said once on each computer.
fn say_once(app: &AppHandle) {
    let frame = app.state::<Frame>();
    if std::mem::replace(&mut frame.known().told_minimizes, true) {
        return;
    }
    keep(app);
    let host = app.state::<std::sync::Arc<crate::host::SystemHost>>();
    host.tell_minimized();
}

/// Notes where the window stands now.
fn remember(window: &tauri::Window) {
    if window.is_minimized().unwrap_or(false) || !window.is_visible().unwrap_or(false) {
        return;
    }
    let (Ok(position), Ok(size)) = (window.outer_position(), window.inner_size()) else {
        return;
    };
    let frame = window.state::<Frame>();
    let mut inner = frame.known();
    inner.maximized = window.is_maximized().unwrap_or(false);
    if inner.maximized {
        return;
    }
    let place = WindowPlace {
        x: position.x,
        y: position.y,
        width: size.width,
        height: size.height,
        maximized: false,
        told_minimizes: false,
    };
    if inner.place != Some(place) {
        inner.before = inner.place.replace(place);
    }
}

/// Writes down where the window stands.
pub(crate) fn keep(app: &AppHandle) {
    let frame = app.state::<Frame>();
    let inner = frame.known();
    let Some(mut place) = inner.place else {
        return;
    };
    let filling = app
        .get_webview_window(LABEL)
        .and_then(|window| window.inner_size().ok())
        .is_some_and(|size| (size.width, size.height) == (place.width, place.height));
    // A system may tell the new size before it tells that it is maximised.
    if inner.maximized && filling {
        place = inner.before.unwrap_or(place);
    }
    let kept = WindowPlace {
        maximized: inner.maximized,
        told_minimizes: inner.told_minimizes,
        ..place
    };
    drop(inner);
    if let Err(error) = kept.save(&frame.home) {
        tracing::warn!(%error, "window.not_kept");
    }
}

/// Ends the app: what is being typed and what waits to be sent gets a moment.
pub(crate) fn quit(app: &AppHandle) {
    keep(app);
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.hide();
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(LAST_KEY).await;
        let desk = app.state::<Desk>().inner().clone();
        desk.flush(FLUSH).await;
        app.exit(0);
    });
}

/// Names the hotel in the window's title once somebody is signed in.
pub(crate) fn title_for(app: &AppHandle, event: &DeskEvent) {
    let DeskEvent::State { state } = event else {
        return;
    };
    app.state::<Frame>().known().hotel = match state {
        AppState::SignedIn { me, .. } => Some(me.workspace.clone()),
        _ => None,
    };
    draw_title(app);
}

/// How many wait: in the title and on the taskbar.
pub(crate) fn badge(app: &AppHandle, badge: Badge) {
    app.state::<Frame>().known().badge = badge;
    draw_title(app);
    if let Some(window) = app.get_webview_window(LABEL) {
        platform::count(&window, badge.waiting + badge.unread);
    }
}

fn draw_title(app: &AppHandle) {
    let title = {
        let frame = app.state::<Frame>();
        let inner = frame.known();
        let waiting = inner.badge.waiting;
        match &inner.hotel {
            Some(hotel) if waiting > 0 => {
                words::text_with_count("window-title-waiting", waiting, &[("hotel", hotel)])
            }
            Some(hotel) => words::text("window-title-hotel", &[("hotel", hotel)]),
            None => words::text("window-title", &[]),
        }
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
