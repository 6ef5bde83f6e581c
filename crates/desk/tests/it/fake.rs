//! A relay that says what a test tells it to: for what a healthy relay seldom says.

use crate::host::TestHost;
use crate::world::{Place, quick};
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use desk::{Desk, Options};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use testkit::Line;
use tokio::sync::broadcast;

#[derive(Clone)]
pub(crate) struct FakeRelay {
    pub(crate) url: String,
    pub(crate) said: Arc<Said>,
}

pub(crate) struct Said {
    pub(crate) first: Mutex<Value>,
    pub(crate) changes: Mutex<Value>,
    /// Answer of `/v1/changes` to a cursor that is refused, once.
    pub(crate) unknown: Mutex<Option<Value>>,
    /// By `kind:parent:before`.
    pub(crate) history: Mutex<HashMap<String, Value>>,
    /// Answer of `/v1/checksums`; 404 while null.
    pub(crate) checksums: Mutex<Value>,
    /// Answers of `/v1/changes?scope=`.
    pub(crate) scoped: Mutex<HashMap<String, Value>>,
    /// Files by name.
    pub(crate) media: Mutex<HashMap<String, &'static [u8]>>,
    pub(crate) frames: broadcast::Sender<String>,
    pub(crate) fetched: Mutex<Vec<String>>,
    /// How often a stream was opened.
    pub(crate) joined: Mutex<u32>,
}

impl FakeRelay {
    pub(crate) async fn start(first: Value) -> Self {
        let said = Arc::new(Said {
            first: Mutex::new(first),
            changes: Mutex::new(Value::Null),
            unknown: Mutex::default(),
            history: Mutex::default(),
            checksums: Mutex::default(),
            scoped: Mutex::default(),
            media: Mutex::default(),
            frames: broadcast::channel(64).0,
            fetched: Mutex::default(),
            joined: Mutex::default(),
        });
        let router = Router::new()
            .route("/v1/relay", get(info))
            .route("/v1/sessions", post(session))
            .route("/v1/first-page", get(first_page))
            .route("/v1/changes", get(changes))
            .route("/v1/history", get(history))
            .route("/v1/checksums", get(checksums))
            .route("/v1/stream", get(stream))
            .route("/v1/media/{id}", get(media))
            .with_state(Arc::clone(&said));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, said }
    }

    pub(crate) fn push(&self, frame: &Value) {
        // Between two streams nobody listens.
        let _ = self.said.frames.send(frame.to_string());
    }

    /// A batch over (from, to].
    pub(crate) fn batch(&self, from: &str, to: &str, changes: &[Value]) {
        let now = crate::world::seconds() * 1000;
        self.push(
            &json!({"frame": "batch", "from": from, "to": to, "changes": changes, "now": now}),
        );
    }

    /// A page of history: `kind:parent:before`, and where it goes on.
    pub(crate) fn page(&self, place: &str, changes: &[Value], before: Option<&str>) {
        let page = json!({"changes": changes, "before": before});
        let mut history = self.said.history.lock().unwrap();
        history.insert(place.to_owned(), page);
    }

    /// A file that it hands out.
    pub(crate) fn keep(&self, id: &str, bytes: &'static [u8]) {
        self.said.media.lock().unwrap().insert(id.to_owned(), bytes);
    }

    pub(crate) fn fetched(&self) -> Vec<String> {
        self.said.fetched.lock().unwrap().clone()
    }
}

/// Somebody at a desk that has joined its stream.
pub(crate) async fn at_work(relay: &FakeRelay) -> Place {
    at_work_with(relay, quick()).await
}

/// [`at_work`] with a desk's options.
pub(crate) async fn at_work_with(relay: &FakeRelay, options: Options) -> Place {
    let url: url::Url = relay.url.parse().unwrap();
    let line = Arc::new(Line::to_port(url.port().unwrap()).await.unwrap());
    let host = TestHost::new();
    let desk = Desk::start_with(host.clone(), options.clone()).await;
    let place = Place {
        desk,
        host,
        line,
        options,
    };
    assert_eq!(place.sign_in("ines", true).await["result"], "done");
    place
        .until("the stream is joined", || async {
            (relay.said.frames.receiver_count() > 0).then_some(())
        })
        .await;
    place
}

async fn info() -> Json<Value> {
    Json(json!({
        "product": "bellhop-relay", "version": "0", "name": "Fake", "needs_owner": false, "now": 0,
    }))
}

async fn session() -> Json<Value> {
    Json(json!({
        "token": "fake-token", "device": "d1", "now": crate::world::seconds() * 1000,
        "staff": {"id": "s1", "name": "Ines Fake", "email": "ines@fake.example", "role": "manager", "permissions": []},
        "workspace": {"id": "w1", "name": "Fake"},
    }))
}

async fn first_page(State(said): State<Arc<Said>>) -> Json<Value> {
    said.fetched.lock().unwrap().push("first-page".to_owned());
    Json(said.first.lock().unwrap().clone())
}

async fn changes(
    State(said): State<Arc<Said>>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    if let Some(scope) = query.get("scope") {
        let mut fetched = said.fetched.lock().unwrap();
        fetched.push(format!("scope {scope}"));
        return Json(said.scoped.lock().unwrap()[scope].clone()).into_response();
    }
    said.fetched
        .lock()
        .unwrap()
        .push(format!("changes since {}", query["since"]));
    if let Some(problem) = said.unknown.lock().unwrap().take() {
        return (axum::http::StatusCode::CONFLICT, Json(problem)).into_response();
    }
    let page = said.changes.lock().unwrap().clone();
    if page.is_null() {
        let first = said.first.lock().unwrap();
        let now = crate::world::seconds() * 1000;
        return Json(json!({
            "changes": [], "cursor": query["since"], "more": false, "now": now, "scopes": first["scopes"],
        }))
        .into_response();
    }
    Json(page).into_response()
}

async fn history(
    State(said): State<Arc<Said>>,
    Query(query): Query<HashMap<String, String>>,
) -> Json<Value> {
    let asked = |name: &str| query.get(name).cloned().unwrap_or_default();
    let place = format!("{}:{}:{}", asked("kind"), asked("parent"), asked("before"));
    let page = said.history.lock().unwrap().get(&place).cloned();
    Json(page.unwrap_or_else(|| json!({"changes": []})))
}

async fn checksums(State(said): State<Arc<Said>>) -> Response {
    let page = said.checksums.lock().unwrap().clone();
    if page.is_null() {
        return axum::http::StatusCode::NOT_FOUND.into_response();
    }
    said.fetched.lock().unwrap().push("checksums".to_owned());
    Json(page).into_response()
}

async fn media(
    State(said): State<Arc<Said>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Vec<u8> {
    let asked = format!("media {id}?{}", query.unwrap_or_default());
    said.fetched.lock().unwrap().push(asked);
    said.media.lock().unwrap()[&id].to_vec()
}

async fn stream(State(said): State<Arc<Said>>, upgrade: WebSocketUpgrade) -> Response {
    *said.joined.lock().unwrap() += 1;
    let mut frames = said.frames.subscribe();
    upgrade.on_upgrade(|mut socket| async move {
        while let Ok(frame) = frames.recv().await {
            if socket.send(Message::Text(frame.into())).await.is_err() {
                return;
            }
        }
    })
}

pub(crate) fn record(
    seq: u64,
    kind: &str,
    id: &str,
    scope: &str,
    parent: &str,
    body: &Value,
) -> Value {
    let at = crate::world::seconds() * 1000;
    json!({
        "seq": seq, "kind": kind, "id": id, "scope": scope, "parent": (!parent.is_empty()).then_some(parent), "at": at, "body": body,
    })
}

pub(crate) fn conversation(seq: u64, id: &str, scope: &str, name: &str) -> Value {
    let at = crate::world::seconds() * 1000;
    let body = json!({
        "contact": "g1", "channel": "whatsapp", "connection": "n1", "property": "p1",
        "status": "AWAITING_AGENT", "assignee": null, "card": {"name": name}, "unread": 1,
        "last_guest_at": at, "last_at": at, "opened_at": at,
    });
    record(seq, "conversation", id, scope, "g1", &body)
}

pub(crate) fn message(seq: u64, id: &str, scope: &str, conversation: &str, text: &str) -> Value {
    let at = crate::world::seconds() * 1000;
    let body = json!({
        "conversation": conversation, "author": "guest", "state": "received", "text": text,
        "content": {"type": "text"}, "at": at,
    });
    record(seq, "message", id, scope, conversation, &body)
}
