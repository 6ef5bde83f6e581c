//! Live Chat: the hotel's own channel (livechat.md). A guest page and a widget, a socket, and the same frames by HTTP.
//!
//! ```text
//!   page ─ hello {token} ─► Visit ─ acts ─► engine (committed) ─► ack {seq}
//!                             ▲                 │
//!                             └── touches ◄─────┘  numbered messages, changes, receipts
//!   typing ◄──── hub.signals ────► /v1/stream     never stored, never numbered
//! ```
//!
//! **Invariants.** A message is acknowledged after its commit. A visitor's token is kept as a keyed hash and is never logged. A visitor
//! reads what has a number and nothing else: no note, no event, no scheduled or failed message.

mod assets;
mod frames;
mod handle;
mod limits;
mod media;
mod origin;
mod page;
mod poll;
mod present;
mod read;
mod socket;
mod visit;
pub(crate) mod words;

use crate::api::{Line, Row, line, of_lines};
use crate::auth::Access;
use crate::clock::Clock;
use crate::config::Settings;
use crate::engine::Engine;
use crate::hub::Hub;
use crate::ingress::{ConnectionRegistry, Known, VISITOR_KEY};
use crate::media::Library;
use crate::secrets::{self, KeyError};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::{get, post};
use channels::livechat;
use domain::channel::Channel;
use domain::id::ConnectionId;
use limits::Limits;
pub(crate) use origin::is_site;
use present::Present;
use std::sync::Arc;
use store::Store;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::compression::CompressionLayer;

/// More than an upload may have, so that what is too large is told so and not cut off.
const BODY: usize = livechat::MAX_UPLOAD + (64 << 10);

/// What the chat is built from.
#[derive(Clone)]
pub struct Parts {
    /// Storage.
    pub store: Arc<dyn Store>,
    /// Time and ids.
    pub clock: Arc<dyn Clock>,
    /// Announcements and signals.
    pub hub: Hub,
    /// What visitors do.
    pub engine: Engine,
    /// Connections with their secrets.
    pub registry: ConnectionRegistry,
    /// Files.
    pub media: Library,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Set when the relay goes down.
    pub closing: CancellationToken,
}

/// The chat's state. Cheap to clone; every clone is the same.
#[derive(Clone)]
pub struct Chat {
    inner: Arc<Inner>,
}

struct Inner {
    parts: Parts,
    limits: Limits,
    present: Present,
    parked: poll::Parked,
    /// One visitor key a connection is made, not two.
    making_key: tokio::sync::Mutex<()>,
    sockets: TaskTracker,
}

impl std::ops::Deref for Chat {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.inner.parts
    }
}

impl Chat {
    /// The chat over `parts`.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            inner: Arc::new(Inner {
                limits: Limits::new(&parts.settings.chat),
                present: Present::default(),
                parked: poll::Parked::default(),
                making_key: tokio::sync::Mutex::default(),
                sockets: TaskTracker::new(),
                parts,
            }),
        }
    }

    /// Waits until every visitor's socket has said goodbye.
    pub async fn sockets_ended(&self) {
        self.inner.sockets.close();
        self.inner.sockets.wait().await;
    }

    /// The connection, if it is a website's chat.
    fn known(&self, connection: &str) -> Option<Arc<Known>> {
        let id = ConnectionId::new(connection).ok()?;
        self.registry
            .get(&id)
            .filter(|known| known.channel == Channel::LiveChat)
    }

    /// What stands for a token here.
    async fn token_hash(&self, known: &Known, token: &str) -> Result<String, KeyError> {
        let key = self.visitor_key(known).await?;
        Ok(livechat::keyed_hash(key.as_bytes(), token))
    }

    /// The key of a connection's visitors: random, sealed like every secret, made when the first visitor comes. Unlike a key that is derived
    /// from the master key it survives a change of that.
    async fn visitor_key(&self, known: &Known) -> Result<String, KeyError> {
        let find = || {
            let fresh = self.registry.get(&known.id)?;
            fresh.secret(VISITOR_KEY).map(str::to_owned)
        };
        if let Some(key) = find() {
            return Ok(key);
        }
        let _making = self.inner.making_key.lock().await;
        if let Some(key) = find() {
            return Ok(key);
        }
        // Another process may have made one meanwhile.
        self.registry.refresh(&known.workspace).await?;
        if let Some(key) = find() {
            return Ok(key);
        }
        let key = hex::encode(secrets::nonce()?);
        self.registry
            .put_secret(&known.workspace, &known.id, VISITOR_KEY, &key)
            .await?;
        Ok(key)
    }
}

/// The page and its files: the same for everybody.
fn page_lines() -> Vec<Line<Chat>> {
    let page = get(page::page);
    let mut lines = assets::lines();
    lines.push(line(
        Method::GET,
        "/chat/{connection}",
        Access::Public,
        page,
    ));
    lines
}

/// What is a guest's own.
fn visit_lines() -> Vec<Line<Chat>> {
    use Access::Visitor;
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    vec![
        line(GET, "/chat/{connection}/ws", Visitor, get(socket::join)),
        line(
            POST,
            "/chat/{connection}/frames",
            Visitor,
            post(poll::frames),
        ),
        line(GET, "/chat/{connection}/events", Visitor, get(poll::events)),
        line(
            POST,
            "/chat/{connection}/media",
            Visitor,
            post(media::upload),
        ),
        line(
            GET,
            "/chat/{connection}/media/{id}",
            Visitor,
            get(media::fetch),
        ),
    ]
}

/// Every route of the chat.
#[must_use]
pub fn table() -> Vec<Row> {
    let lines = page_lines().into_iter().chain(visit_lines());
    lines.map(|(row, _)| row).collect()
}

/// The chat's routes.
pub fn router(chat: Chat) -> Router {
    // Only what is the same for everybody is compressed: the length of an answer with a guest's words says nothing of them.
    of_lines(page_lines())
        .layer(CompressionLayer::new())
        .merge(of_lines(visit_lines()))
        .layer(DefaultBodyLimit::max(BODY))
        .with_state(chat)
}
