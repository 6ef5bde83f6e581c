//! The tray icon with its dot and menu, where the system has a place for one.

use crate::{frame, picture, words};
use desk::Desk;
use desk::api::session::AppState;
use desk::host::Badge;
use serde_json::json;
use std::sync::{Mutex, PoisonError};
use tauri::menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

const PRESENCES: [&str; 3] = ["online", "away", "offline"];

/// What stands in the tray; empty where the system has none.
#[derive(Default)]
pub(crate) struct Tray(Mutex<Content>);

#[derive(Default)]
struct Content {
    /// The system has a place for it.
    is_wanted: bool,
    icon: Option<Icon>,
    badge: Badge,
    /// What the signed-in person chose.
    presence: Option<String>,
}

struct Icon {
    icon: TrayIcon,
    presences: Vec<CheckMenuItem<Wry>>,
}

impl Tray {
    /// Whether closing the window leaves something to open it again.
    pub(crate) fn is_there(&self) -> bool {
        self.content(|content| content.icon.is_some())
    }

    fn content<T>(&self, work: impl FnOnce(&mut Content) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Changes what the tray shows and draws it, on the main thread.
fn change(app: &AppHandle, change: impl FnOnce(&mut Content) + Send + 'static) {
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        let tray = handle.state::<Tray>();
        tray.content(|content| {
            change(content);
            if let Err(error) = draw(&handle, content) {
                tracing::warn!(%error, "tray.failed: the icon was not drawn");
            }
        });
    });
}

/// There is a place for the icon, or there is none any more: a window that was hidden behind it comes back.
pub(crate) fn wanted(app: &AppHandle, is_wanted: bool) {
    change(app, move |content| content.is_wanted = is_wanted);
    if !is_wanted {
        frame::not_only_hidden(app);
    }
}

/// How many wait.
pub(crate) fn badge(app: &AppHandle, badge: Badge) {
    change(app, move |content| content.badge = badge);
}

/// Who is at work, and as what.
pub(crate) fn state(app: &AppHandle, state: &AppState) {
    let presence = match state {
        AppState::SignedIn { me, .. } => Some(me.presence.clone()),
        _ => None,
    };
    change(app, move |content| content.presence = presence);
}

/// The words are another language's now.
pub(crate) fn reworded(app: &AppHandle) {
    change(app, |content| content.icon = None);
}

fn draw(app: &AppHandle, content: &mut Content) -> tauri::Result<()> {
    if !content.is_wanted {
        content.icon = None;
        return Ok(());
    }
    if content.icon.is_none() {
        content.icon = Some(build(app)?);
    }
    let Some(Icon { icon, presences }) = &content.icon else {
        return Ok(());
    };
    let Badge { waiting, unread } = content.badge;
    icon.set_icon(Some(picture::tray(content.badge)))?;
    let count = waiting + unread;
    icon.set_title((count > 0).then(|| count.to_string()))?;
    icon.set_tooltip(Some(if waiting > 0 {
        words::text_with_count("tray-tooltip-waiting", waiting, &[])
    } else {
        words::text("tray-tooltip", &[])
    }))?;
    for (item, presence) in presences.iter().zip(PRESENCES) {
        item.set_enabled(content.presence.is_some())?;
        item.set_checked(content.presence.as_deref() == Some(presence))?;
    }
    Ok(())
}

fn build(app: &AppHandle) -> tauri::Result<Icon> {
    let open = MenuItem::with_id(
        app,
        "open",
        words::text("tray-open", &[]),
        true,
        None::<&str>,
    )?;
    let quit = MenuItem::with_id(
        app,
        "quit",
        words::text("tray-quit", &[]),
        true,
        None::<&str>,
    )?;
    let mut presences = Vec::new();
    for presence in PRESENCES {
        let label = words::text(&format!("tray-{presence}"), &[]);
        presences.push(CheckMenuItem::with_id(
            app,
            presence,
            label,
            false,
            false,
            None::<&str>,
        )?);
    }
    let menu = Menu::new(app)?;
    menu.append(&open)?;
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    for item in &presences {
        menu.append(item)?;
    }
    menu.append(&PredefinedMenuItem::separator(app)?)?;
    menu.append(&quit)?;
    let icon = TrayIconBuilder::with_id("bellhop")
        .menu(&menu)
        // A click opens the window where the system tells of clicks; Linux opens the menu.
        .show_menu_on_left_click(false)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                ..
            } = event
            {
                frame::present(icon.app_handle());
            }
        })
        .build(app)?;
    Ok(Icon { icon, presences })
}

fn chosen(app: &AppHandle, id: &str) {
    match id {
        "open" => frame::present(app),
        "quit" => frame::quit(app),
        presence => {
            let desk = app.state::<Desk>().inner().clone();
            let args = json!({ "presence": presence });
            tauri::async_runtime::spawn(async move {
                if let Err(error) = desk.rpc("set_presence", args).await {
                    tracing::warn!(code = error.code, "presence.refused");
                }
            });
            // The system ticked what was clicked; what is true is drawn when the desk has said so.
            change(app, |_| {});
        }
    }
}
