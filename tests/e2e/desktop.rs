//! What surrounds the window on a person's desktop, as the tests turn it: a panel for tray icons, a screen lock, a window
//! manager. Each speaks the real protocol on the test's own session bus or display.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use zbus::{Connection, OwnedVariant, Proxy, interface, object_server::SignalEmitter};

const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until a condition holds.
pub(crate) async fn wait_until(what: &str, condition: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !condition().await {
        assert!(begun.elapsed() < PATIENCE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Whether somebody owns this name on the session bus.
pub(crate) async fn is_on_the_bus(name: &str) -> bool {
    let bus = Connection::session().await.unwrap();
    let names = zbus::fdo::DBusProxy::new(&bus).await.unwrap();
    names
        .name_has_owner(name.try_into().unwrap())
        .await
        .unwrap()
}

/// A panel that takes tray icons (StatusNotifierWatcher and host in one), for as long as it lives.
pub(crate) struct Panel {
    bus: Connection,
    items: Arc<Mutex<Vec<String>>>,
}

struct Watcher {
    items: Arc<Mutex<Vec<String>>>,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    async fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: zbus::message::Header<'_>,
    ) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') {
            format!("{sender}{service}")
        } else {
            format!("{service}/StatusNotifierItem")
        };
        self.items.lock().unwrap().push(item);
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.items.lock().unwrap().clone()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

/// A node of a tray's menu (`com.canonical.dbusmenu`).
type MenuNode = (i32, HashMap<String, OwnedVariant>, Vec<OwnedVariant>);

/// The entry of a tray's menu: its number, its label, and whether it is ticked.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    id: i32,
    pub(crate) label: String,
    pub(crate) is_ticked: bool,
}

impl Panel {
    /// A panel appears on the desktop.
    pub(crate) async fn appears() -> Self {
        let items = Arc::default();
        let watcher = Watcher {
            items: Arc::clone(&items),
        };
        let bus = zbus::connection::Builder::session()
            .serve_at("/StatusNotifierWatcher", watcher)
            .name("org.kde.StatusNotifierWatcher")
            .build()
            .await
            .unwrap();
        Self { bus, items }
    }

    /// The app's icon, once it is there.
    pub(crate) async fn icon(&self) -> Icon<'_> {
        wait_until("an icon in the tray", async || {
            !self.items.lock().unwrap().is_empty()
        })
        .await;
        let item = self.items.lock().unwrap().last().cloned().unwrap();
        let (owner, path) = item.split_at(item.find('/').unwrap());
        let proxy = Proxy::new(
            &self.bus,
            owner.to_owned(),
            path.to_owned(),
            "org.kde.StatusNotifierItem",
        )
        .await
        .unwrap();
        Icon { proxy }
    }

    /// How many icons ever came.
    pub(crate) fn count(&self) -> usize {
        self.items.lock().unwrap().len()
    }
}

/// An icon in the tray.
pub(crate) struct Icon<'p> {
    proxy: Proxy<'p>,
}

impl Icon<'_> {
    /// A text of the icon, asked afresh.
    pub(crate) async fn text(&self, property: &str) -> String {
        let properties = Proxy::new(
            self.proxy.connection(),
            self.proxy.destination().clone(),
            self.proxy.path().clone(),
            "org.freedesktop.DBus.Properties",
        )
        .await
        .unwrap();
        let value: OwnedVariant = properties
            .call("Get", &("org.kde.StatusNotifierItem", property))
            .await
            .unwrap();
        String::try_from(value).unwrap_or_default()
    }

    async fn menu(&self) -> Proxy<'_> {
        let path: zbus::OwnedObjectPath = self.proxy.get_property("Menu").await.unwrap();
        Proxy::new(
            self.proxy.connection(),
            self.proxy.destination().clone(),
            path,
            "com.canonical.dbusmenu",
        )
        .await
        .unwrap()
    }

    /// The menu's entries, separators left out.
    pub(crate) async fn entries(&self) -> Vec<Entry> {
        let menu = self.menu().await;
        let nothing: Vec<String> = Vec::new();
        let (_, (_, _, children)): (u32, MenuNode) = menu
            .call("GetLayout", &(0_i32, -1_i32, nothing))
            .await
            .unwrap();
        let entry = |child: OwnedVariant| -> Option<Entry> {
            let (id, properties, _): MenuNode = child.try_into().ok()?;
            let label = properties.get("label")?.try_clone().ok()?;
            let label = String::try_from(label).ok()?.replace('_', "");
            let ticked = properties
                .get("toggle-state")
                .and_then(|it| i32::try_from(it).ok());
            Some(Entry {
                id,
                label,
                is_ticked: ticked == Some(1),
            })
        };
        children.into_iter().filter_map(entry).collect()
    }

    /// Clicks an entry of the menu.
    pub(crate) async fn choose(&self, label: &str) {
        let entries = self.entries().await;
        let entry = entries.iter().find(|entry| entry.label == label);
        let id = entry
            .unwrap_or_else(|| panic!("no {label} in {entries:?}"))
            .id;
        let menu = self.menu().await;
        let data = OwnedVariant::try_from(zbus::Variant::from(0_i32)).unwrap();
        let _: () = menu
            .call("Event", &(id, "clicked", data, 0_u32))
            .await
            .unwrap();
    }
}

/// A screen lock that says what it does.
pub(crate) struct ScreenLock {
    bus: Connection,
}

struct Saver;

#[interface(name = "org.freedesktop.ScreenSaver")]
impl Saver {
    fn get_active(&self) -> bool {
        false
    }

    #[zbus(signal)]
    async fn active_changed(emitter: &SignalEmitter<'_>, active: bool) -> zbus::Result<()>;
}

impl ScreenLock {
    const PATH: &str = "/org/freedesktop/ScreenSaver";

    pub(crate) async fn appears() -> Self {
        let bus = zbus::connection::Builder::session()
            .serve_at(Self::PATH, Saver)
            .name("org.freedesktop.ScreenSaver")
            .build()
            .await
            .unwrap();
        Self { bus }
    }

    /// Locks or opens the screen.
    pub(crate) async fn lock(&self, locked: bool) {
        let emitter = SignalEmitter::new(&self.bus, Self::PATH).unwrap();
        Saver::active_changed(&emitter, locked).await.unwrap();
    }
}

/// A window manager for as long as it lives: without one nothing can be minimised or brought forward.
pub(crate) struct WindowManager(Child);

impl WindowManager {
    pub(crate) async fn appears() -> Self {
        let child = Command::new("openbox")
            .args(["--sm-disable"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openbox is installed (cargo xtask test installs it)");
        wait_until("a window manager", async || {
            !said("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]).contains("no such atom")
                && said("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]).contains("0x")
        })
        .await;
        Self(child)
    }
}

impl Drop for WindowManager {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a program says.
pub(crate) fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Puts a picture on the desktop's clipboard, as a program for screenshots does.
pub(crate) fn copied(picture: &Path) {
    let status = Command::new("xclip")
        .args(["-selection", "clipboard", "-target", "image/png", "-in"])
        .arg(picture)
        // It stays in the background to answer who pastes, and would hold the test's pipes open.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("xclip is installed (cargo xtask test installs it)");
    assert!(status.success());
}

/// The app's window as the display numbers it.
pub(crate) fn window_number() -> String {
    let found = said(
        "xdotool",
        &["search", "--onlyvisible", "--class", "bellhop"],
    );
    found.lines().last().unwrap_or_default().to_owned()
}

/// The title of the window that has the keyboard.
pub(crate) fn active_title() -> String {
    said("xdotool", &["getactivewindow", "getwindowname"])
}

/// The number of the app's process; `None` when it has ended.
pub(crate) fn app_process(home: &Path) -> Option<u32> {
    let wanted = format!("BELLHOP_HOME={}", home.display());
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let is_app = |folder: &PathBuf| {
        let program = std::fs::read_link(folder.join("exe")).unwrap_or_default();
        let environment = std::fs::read(folder.join("environ")).unwrap_or_default();
        program == crate::window::app()
            && environment
                .split(|byte| *byte == 0)
                .any(|entry| entry == wanted.as_bytes())
    };
    processes
        .map(|entry| entry.path())
        .find(is_app)
        .and_then(|folder| folder.file_name()?.to_str()?.parse().ok())
}
