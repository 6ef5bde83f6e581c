//! A relay one version apart: the real one, with what it says changed on its way to the desk as another version would have said it.
//!
//! No version has been released yet, so there is no old program to run. What a neighbour may differ in is a rule (DESIGN_SYNC): fields,
//! frames and routes are added, never renamed or given another meaning.

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::{Message as Near, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message as Far;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// Which neighbour it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Version {
    /// Every object it says has a field more, and there are frames that today's desk does not know.
    Ahead,
    /// Of what was added since it knows nothing: these routes (their beginnings), commands and fields of frames.
    Behind {
        /// Beginnings of paths that are not found.
        routes: Vec<&'static str>,
        /// Types of commands that it cannot read.
        commands: Vec<&'static str>,
        /// Fields of frames that it does not say.
        fields: Vec<&'static str>,
    },
}

/// The neighbour; ends when dropped.
pub struct OtherVersion {
    port: u16,
    task: JoinHandle<()>,
}

struct Between {
    relay: String,
    version: Version,
    http: reqwest::Client,
}

impl OtherVersion {
    /// Before the relay at a port of this machine.
    ///
    /// # Errors
    /// No port.
    pub async fn before(relay: u16, version: Version) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let between = Arc::new(Between {
            relay: format!("127.0.0.1:{relay}"),
            version,
            http: reqwest::Client::builder().no_proxy().build()?,
        });
        let router = Router::new()
            .route("/v1/stream", axum::routing::get(stream))
            .fallback(ask)
            .with_state(between);
        let task = tokio::spawn(async move {
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { port, task })
    }

    /// Where it is.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for OtherVersion {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A field more in every object.
fn more(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(more);
            let new = json!({"since": "the next version", "list": [1, null]});
            fields.insert("zz_of_the_next_version".to_owned(), new);
        }
        Value::Array(all) => all.iter_mut().for_each(more),
        _ => {}
    }
}

impl Between {
    /// What the relay said, as this version says it.
    fn said(&self, text: &str) -> Option<String> {
        let mut value: Value = serde_json::from_str(text).ok()?;
        match &self.version {
            Version::Ahead => more(&mut value),
            Version::Behind { fields, .. } => {
                if let Some(object) = value.as_object_mut() {
                    object.retain(|name, _| !fields.contains(&name.as_str()));
                }
            }
        }
        Some(value.to_string())
    }

    /// What a desk asks, as this version reads it.
    fn read(&self, body: &[u8]) -> Option<Vec<u8>> {
        let Version::Behind { commands, .. } = &self.version else {
            return None;
        };
        let mut value: Value = serde_json::from_slice(body).ok()?;
        let one = |command: &mut Value| {
            let known = command["type"].as_str().unwrap_or_default().to_owned();
            if commands.contains(&known.as_str()) {
                command["type"] = json!(format!("{known}_that_is_not_known_yet"));
            }
        };
        match &mut value {
            Value::Array(all) => all.iter_mut().for_each(one),
            command => one(command),
        }
        serde_json::to_vec(&value).ok()
    }
}

async fn ask(
    State(between): State<Arc<Between>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Version::Behind { routes, .. } = &between.version
        && routes.iter().any(|route| uri.path().starts_with(route))
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    match forward(&between, method, &uri, &headers, body).await {
        Ok(response) => response,
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

async fn forward(
    between: &Between,
    method: Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    let mut request = between
        .http
        .request(method, format!("http://{}{path}", between.relay));
    for (name, value) in headers.iter().filter(|(name, _)| passes(name)) {
        request = request.header(name, value);
    }
    let body = match uri.path() {
        "/v1/commands" => between.read(&body).map_or(body, Bytes::from),
        _ => body,
    };
    let answer = request.body(body).send().await?;
    let (status, kind) = (
        answer.status(),
        answer.headers().get(header::CONTENT_TYPE).cloned(),
    );
    let all = answer.headers().iter();
    let passing = all.filter(|(name, _)| passes(name));
    let answered: HeaderMap = passing
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let bytes = answer.bytes().await?;
    let is_json = kind
        .as_ref()
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.contains("json"));
    let text = is_json.then(|| String::from_utf8_lossy(&bytes).into_owned());
    let bytes = text
        .and_then(|text| between.said(&text))
        .map_or(bytes, Bytes::from);
    Ok((status, answered, bytes).into_response())
}

/// What belongs to one connection, or to the bytes that are changed here, does not pass.
fn passes(name: &HeaderName) -> bool {
    ![
        header::HOST,
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::ACCEPT_ENCODING,
    ]
    .contains(name)
}

async fn stream(
    State(between): State<Arc<Between>>,
    uri: Uri,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    match join(&between, &uri, &headers).await {
        Ok(far) => upgrade.on_upgrade(move |near| async move {
            let _ended = carry(&between, near, far).await;
        }),
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

type FarSocket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn join(between: &Between, uri: &Uri, headers: &HeaderMap) -> Result<FarSocket> {
    let path = uri.path_and_query().map_or("/", |it| it.as_str());
    let mut request = format!("ws://{}{path}", between.relay).into_client_request()?;
    let bearer = headers
        .get(header::AUTHORIZATION)
        .context("no token")?
        .clone();
    request.headers_mut().insert(header::AUTHORIZATION, bearer);
    Ok(tokio_tungstenite::connect_async(request).await?.0)
}

async fn carry(between: &Between, near: WebSocket, far: FarSocket) -> Result<()> {
    let (mut to_near, mut from_near) = near.split();
    let (mut to_far, mut from_far) = far.split();
    let down = async {
        while let Some(message) = from_far.next().await {
            match message? {
                Far::Text(text) => {
                    if between.version == Version::Ahead {
                        let frame = json!({"frame": "of_the_next_version", "what": [1]});
                        to_near.send(Near::Text(frame.to_string().into())).await?;
                    }
                    let said = between.said(&text).context("no JSON")?;
                    to_near.send(Near::Text(said.into())).await?;
                }
                Far::Ping(bytes) => to_near.send(Near::Ping(bytes)).await?,
                Far::Close(_) => break,
                _ => {}
            }
        }
        anyhow::Ok(())
    };
    let up = async {
        while let Some(message) = from_near.next().await {
            match message? {
                Near::Text(text) => to_far.send(Far::Text(text.as_str().into())).await?,
                Near::Pong(bytes) => to_far.send(Far::Pong(bytes)).await?,
                Near::Close(_) => break,
                _ => {}
            }
        }
        anyhow::Ok(())
    };
    tokio::select! {
        ended = down => ended,
        ended = up => ended,
    }
}
