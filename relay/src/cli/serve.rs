//! `serve`.

use super::{Stop, Words, print};
use crate::app::{App, StartError};
use crate::clock::SystemClock;
use crate::config::{Server, Settings};
use crate::secrets::KeyError;
use std::net::SocketAddr;
use std::sync::Arc;
use store::error::StoreError;
use tokio::net::{TcpListener, TcpSocket};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Libraries that log payloads at their finest levels.
const TALKATIVE: &[&str] = &["tungstenite", "tokio_tungstenite", "hyper"];

/// How many may wait at the door; the system may allow fewer. All desks of a relay that starts again knock in the same second, and whom
/// the system turns away there tries again after one second, then two, then four.
const WAITING: u32 = 16_384;

fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // As the standard library does: a port is free at once for the next process. On Windows it would let two have it.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

pub(super) async fn run(words: &Words, settings: Settings) -> Result<(), Stop> {
    start_log(&settings);
    let (place, address) = (settings.server.clone(), settings.server.listen);
    let app = App::start(settings, Arc::new(SystemClock))
        .await
        .map_err(|error| start_failed(words, &place, &error))?;
    let listener = bind(address).map_err(|error| {
        let values = [
            ("address", address.to_string().into()),
            ("error", error.to_string().into()),
        ];
        Stop::failed(words.with("listen-failed", &values))
    })?;
    let address = listener
        .local_addr()
        .map_err(|error| super::failed(words, &error))?;
    let signals = Signals::new().map_err(|error| super::failed(words, &error))?;
    if let Some(code) = app
        .owner_code()
        .await
        .map_err(|error| super::failed(words, &error))?
    {
        print(&words.with("owner-code", &[("code", code.into())]))?;
    }
    print(&words.with("listening", &[("address", address.to_string().into())]))?;
    let stopping = words.say("stopping");
    app.serve(listener, async move {
        signals.wait().await;
        tracing::info!("{stopping}");
    })
    .await;
    tracing::info!("{}", words.say("stopped"));
    Ok(())
}

/// Words for what kept the relay from starting.
pub(super) fn start_failed(words: &Words, place: &Server, error: &StartError) -> Stop {
    let values = [
        ("folder", place.data.display().to_string().into()),
        ("error", error.to_string().into()),
    ];
    let name = match error {
        StartError::Folder(_) => "folder-failed",
        StartError::HalfCopied => "copy-half",
        StartError::Store(_) if place.database.is_some() => "database-failed",
        StartError::Store(_) => "store-failed",
        StartError::Key(KeyError::Store(StoreError::WrongMasterKey))
            if place.database.is_some() =>
        {
            "other-master-key"
        }
        _ => return super::failed(words, error),
    };
    Stop::failed(words.with(name, &values))
}

/// To stderr, so that stdout says only what programs wait for.
fn start_log(settings: &Settings) {
    let filter: tracing_subscriber::filter::Targets =
        settings.server.log.parse().unwrap_or_default();
    // These write down what travels, whatever level is asked for: guests' words and tokens.
    let filter = TALKATIVE.iter().fold(filter, |filter, library| {
        filter.with_target(*library, LevelFilter::INFO)
    });
    let plain = fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let layer = if settings.server.log_json {
        plain.json().boxed()
    } else {
        plain.boxed()
    };
    // A second start in one process (a test) keeps the first's log.
    let _ = tracing_subscriber::registry()
        .with(layer.with_filter(filter))
        .try_init();
}

/// Ctrl-C and, on Unix, SIGTERM; listened for before "listening" is said.
struct Signals {
    #[cfg(unix)]
    term: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(not(unix))]
    fn new() -> std::io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn wait(mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn wait(self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
