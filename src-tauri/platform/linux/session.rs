//! What the session says: whether a panel takes tray icons (StatusNotifierItem), and whether the screen is locked.

use super::super::Told;
use futures_util::StreamExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tauri::async_runtime::spawn;
use zbus::fdo::DBusProxy;
use zbus::message::Type;
use zbus::{Connection, MatchRule, MessageStream, Proxy};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";

/// Screen savers that say when they cover the screen: the common name and the desktops' own. Name, which is the interface
/// too, and path.
const SAVERS: [(&str, &str); 5] = [
    (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
    ),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
];

/// Watches for as long as the app runs; says what is, and each change.
pub(crate) fn watch(tell: impl Fn(Told) + Send + Sync + 'static) {
    let tell = Arc::new(tell);
    let to_tray = Arc::clone(&tell);
    spawn(async move {
        if let Err(error) = watch_tray(to_tray.as_ref()).await {
            tracing::info!(%error, "tray.none: the session bus does not answer");
            to_tray(Told::Tray(false));
        }
    });
    // The screen is locked while either says so.
    let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
    let locked = move |which: usize, now: bool| {
        flags[which].store(now, Ordering::Relaxed);
        tell(Told::Locked(
            flags.iter().any(|flag| flag.load(Ordering::Relaxed)),
        ));
    };
    let locked = Arc::new(locked);
    let by_saver = Arc::clone(&locked);
    spawn(async move {
        if let Err(error) = watch_savers(|now| by_saver(0, now)).await {
            tracing::info!(%error, "lock.unknown: no screen saver answers");
        }
    });
    spawn(async move {
        if let Err(error) = watch_logind(|now| locked(1, now)).await {
            tracing::info!(%error, "lock.unknown: logind does not answer");
        }
    });
}

async fn watch_tray(tell: &(impl Fn(Told) + ?Sized)) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let comes_and_goes = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender("org.freedesktop.DBus")
        .member("NameOwnerChanged")
        .arg(0, WATCHER)
        .build()?;
    let hosts = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(WATCHER)
        .build()?;
    let names = MessageStream::for_match_rule(comes_and_goes, &bus, None).await?;
    let hosts = MessageStream::for_match_rule(hosts, &bus, None).await?;
    let mut news = futures_util::stream::select(names, hosts);
    let mut told = None;
    loop {
        let now = takes_icons(&bus).await;
        if told != Some(now) {
            told = Some(now);
            tell(Told::Tray(now));
        }
        if news.next().await.is_none() {
            return Ok(());
        }
    }
}

/// Whether a watcher is there that a panel has registered with.
async fn takes_icons(bus: &Connection) -> bool {
    let asked = async {
        let names = DBusProxy::new(bus).await?;
        if !names.name_has_owner(WATCHER.try_into()?).await? {
            return Ok(false);
        }
        let watcher = Proxy::new(bus, WATCHER, WATCHER_PATH, WATCHER).await?;
        watcher
            .get_property::<bool>("IsStatusNotifierHostRegistered")
            .await
    };
    asked.await.unwrap_or(false)
}

async fn watch_savers(tell: impl Fn(bool)) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .member("ActiveChanged")
        .build()?;
    let mut news = MessageStream::for_match_rule(rule, &bus, None).await?;
    let names = DBusProxy::new(&bus).await?;
    for (name, path) in SAVERS {
        // Asking a name that nobody owns would start a screen saver.
        if names.name_has_owner(name.try_into()?).await?
            && let Ok(saver) = Proxy::new(&bus, name, path, name).await
            && let Ok(active) = saver.call::<_, _, bool>("GetActive", &()).await
        {
            tell(active);
        }
    }
    while let Some(signal) = news.next().await {
        let Ok(signal) = signal else { continue };
        let header = signal.header();
        let ours = header
            .interface()
            .is_some_and(|it| SAVERS.iter().any(|(name, _)| it.as_str() == *name));
        if ours && let Ok(active) = signal.body().deserialize::<bool>() {
            tell(active);
        }
    }
    Ok(())
}

async fn watch_logind(tell: impl Fn(bool)) -> zbus::Result<()> {
    const LOGIND: &str = "org.freedesktop.login1";
    let bus = Connection::system().await?;
    let manager = Proxy::new(
        &bus,
        LOGIND,
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
    )
    .await?;
    // `auto` is the caller's session; its changes are told under its own path.
    let path: zbus::OwnedObjectPath = manager.call("GetSession", &("auto",)).await?;
    let session = Proxy::new(&bus, LOGIND, path, "org.freedesktop.login1.Session").await?;
    let mut news = session.receive_property_changed::<bool>("LockedHint").await;
    tell(session.get_property("LockedHint").await?);
    while let Some(change) = news.next().await {
        if let Ok(locked) = change.get().await {
            tell(locked);
        }
    }
    Ok(())
}
