//! The number on the taskbar: the `com.canonical.Unity.LauncherEntry` signal, which KDE's, Ubuntu's and other docks hear.

use std::collections::HashMap;
use tauri::WebviewWindow;
use tauri::async_runtime::spawn;
use tokio::sync::OnceCell;
use zbus::{Connection, Variant};

/// The installed program's entry, as tauri's bundler names it.
const ENTRY: &str = "application://Bellhop.desktop";
const PATH: &str = "/app/bellhop/desk/LauncherEntry";

static BUS: OnceCell<Connection> = OnceCell::const_new();

/// Shows a number beside the app's icon; 0 shows none.
pub(crate) fn count(_window: &WebviewWindow, count: u32) {
    spawn(async move {
        if let Err(error) = say(count).await {
            tracing::debug!(%error, "taskbar.silent: no session bus for the count");
        }
    });
}

async fn say(count: u32) -> zbus::Result<()> {
    let bus = BUS.get_or_try_init(Connection::session).await?;
    let properties = HashMap::from([
        ("count", Variant::from(i64::from(count))),
        ("count-visible", Variant::from(count > 0)),
    ]);
    bus.emit_signal(
        None::<&str>,
        PATH,
        "com.canonical.Unity.LauncherEntry",
        "Update",
        &(ENTRY, properties),
    )
    .await
}
