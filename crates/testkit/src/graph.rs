//! A stand-in for Meta's Graph API: takes messages, serves files, records every request, and misbehaves when told to.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A request that reached the fake.
#[derive(Debug, Clone)]
pub struct GraphRequest {
    /// `GET` or `POST`.
    pub method: String,
    /// With the version, e.g. `/v25.0/100000000000001/messages`.
    pub path: String,
    /// Without `?`.
    pub query: String,
    /// The `Authorization` header.
    pub authorization: String,
    /// JSON of a POST.
    pub body: Value,
}

/// How a send is answered.
#[derive(Debug, Clone)]
pub enum SendAnswer {
    /// Taken, with a wamid of the fake's own.
    Accept,
    /// Refused with Meta's code.
    Error {
        /// HTTP status.
        status: u16,
        /// Meta's code.
        code: i64,
    },
    /// Taken after a while.
    Slow(Duration),
    /// Taken, and the answer never comes.
    Hang,
    /// A status and a body as they are.
    Raw {
        /// HTTP status.
        status: u16,
        /// Body.
        body: String,
    },
}

/// A file that the fake serves.
#[derive(Debug, Clone)]
pub struct FakeMedia {
    /// Type it claims.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it says the file is; its own address where absent.
    pub url: Option<String>,
    /// Size it claims; the true one where absent.
    pub size: Option<u64>,
    /// Answers with a redirect to this instead of the bytes.
    pub redirect: Option<String>,
}

impl FakeMedia {
    /// An honest file.
    #[must_use]
    pub fn new(mime: &str, bytes: &[u8]) -> Self {
        let (mime, bytes) = (mime.to_owned(), bytes.to_vec());
        Self {
            mime,
            bytes,
            url: None,
            size: None,
            redirect: None,
        }
    }

    /// Its digest as webhooks carry it (base64).
    #[must_use]
    pub fn sha256(&self) -> String {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD.encode(Sha256::digest(&self.bytes))
    }
}

/// What is listed, and how.
struct Templates {
    all: Vec<Value>,
    /// Entries of a page.
    page: usize,
    /// Meta's error code instead of a list.
    error: Option<i64>,
}

impl Default for Templates {
    fn default() -> Self {
        Self {
            all: crate::templates::demo(),
            page: 100,
            error: None,
        }
    }
}

#[derive(Default)]
struct Shared {
    requests: Vec<GraphRequest>,
    answers: VecDeque<SendAnswer>,
    media: HashMap<String, FakeMedia>,
    uploaded: HashMap<String, FakeMedia>,
    file_answers: VecDeque<SendAnswer>,
    templates: Templates,
    accepted: u64,
}

/// The running fake; ends with its last handle.
#[derive(Clone)]
pub struct FakeGraph {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    _server: Arc<Server>,
}

struct Server(tokio::task::JoinHandle<()>);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[derive(Clone)]
struct Site {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

impl FakeGraph {
    /// Starts on a free port of this machine.
    ///
    /// # Errors
    /// No port.
    pub async fn start() -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Mutex::new(Shared::default()));
        let site = Site {
            address,
            shared: Arc::clone(&shared),
        };
        let router = Router::new()
            .route("/{version}/{number}/messages", post(send))
            .route("/{version}/{waba}/message_templates", get(list_templates))
            .route("/{version}/{number}/media", post(take_file))
            .layer(axum::extract::DefaultBodyLimit::max(200 << 20))
            .route("/{version}/{media}", get(look_up))
            .route("/files/of/{media}", get(download))
            .with_state(site);
        let server = tokio::spawn(async move {
            // The task is aborted with the last handle; an error before that ends the test by timeout.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            shared,
            _server: Arc::new(Server(server)),
        })
    }

    /// What `BELLHOP_GRAPH_URL` is set to.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers the next send so; several wait in line.
    pub fn answer_next(&self, answer: SendAnswer) {
        lock(&self.shared).answers.push_back(answer);
    }

    /// Lists these templates for every account, `page` at a time.
    pub fn put_templates(&self, all: Vec<Value>, page: usize) {
        lock(&self.shared).templates = Templates {
            all,
            page,
            error: None,
        };
    }

    /// Answers lists of templates with Meta's `code`.
    pub fn refuse_templates(&self, code: i64) {
        lock(&self.shared).templates.error = Some(code);
    }

    /// Answers the next upload of a file so; several wait in line. `Accept` keeps it.
    pub fn answer_next_file(&self, answer: SendAnswer) {
        lock(&self.shared).file_answers.push_back(answer);
    }

    /// A file that was uploaded, by the id the fake gave it.
    #[must_use]
    pub fn uploaded(&self, id: &str) -> Option<FakeMedia> {
        lock(&self.shared).uploaded.get(id).cloned()
    }

    /// Serves a file.
    pub fn put_media(&self, id: &str, media: FakeMedia) {
        lock(&self.shared).media.insert(id.to_owned(), media);
    }

    /// Every request so far.
    #[must_use]
    pub fn requests(&self) -> Vec<GraphRequest> {
        lock(&self.shared).requests.clone()
    }

    /// The bodies of sends so far, in order of arrival.
    #[must_use]
    pub fn sent(&self) -> Vec<Value> {
        let posts = self
            .requests()
            .into_iter()
            .filter(|it| it.method == "POST" && it.path.ends_with("/messages"));
        posts.map(|it| it.body).collect()
    }

    /// The texts of sends so far.
    #[must_use]
    pub fn sent_texts(&self) -> Vec<String> {
        let text = |body: &Value| body.pointer("/text/body")?.as_str().map(str::to_owned);
        self.sent().iter().filter_map(text).collect()
    }

    /// Waits until `count` sends have arrived; false after `patience`.
    pub async fn wait_for_sends(&self, count: usize, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        while self.sent().len() < count {
            if Instant::now() >= end {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        true
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn record(
    site: &Site,
    method: &str,
    path: String,
    query: Option<String>,
    headers: &HeaderMap,
    body: Value,
) {
    let authorization = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok());
    lock(&site.shared).requests.push(GraphRequest {
        method: method.to_owned(),
        path,
        query: query.unwrap_or_default(),
        authorization: authorization.unwrap_or_default().to_owned(),
        body,
    });
}

async fn send(
    State(site): State<Site>,
    Path((version, number)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let to = body
        .get("to")
        .or_else(|| body.get("recipient"))
        .cloned()
        .unwrap_or_default();
    record(
        &site,
        "POST",
        format!("/{version}/{number}/messages"),
        None,
        &headers,
        body,
    );
    let answer = lock(&site.shared)
        .answers
        .pop_front()
        .unwrap_or(SendAnswer::Accept);
    match answer {
        SendAnswer::Accept => {}
        SendAnswer::Slow(pause) => tokio::time::sleep(pause).await,
        SendAnswer::Hang => std::future::pending().await,
        SendAnswer::Error { status, code } => {
            let error = json!({ "error": {
                "message": "told by the fake", "type": "OAuthException", "code": code,
                "error_data": { "details": "told by the fake" }, "fbtrace_id": "fake",
            }});
            return (http(status), axum::Json(error)).into_response();
        }
        SendAnswer::Raw { status, body } => return (http(status), body).into_response(),
    }
    let mut shared = lock(&site.shared);
    shared.accepted += 1;
    let id = format!("wamid.fake.{}", shared.accepted);
    axum::Json(json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": to, "wa_id": to.as_str().unwrap_or_default().trim_start_matches('+') }],
        "messages": [{ "id": id, "message_status": "accepted" }],
    }))
    .into_response()
}

async fn list_templates(
    State(site): State<Site>,
    Path((version, waba)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let path = format!("/{version}/{waba}/message_templates");
    record(&site, "GET", path, query.clone(), &headers, Value::Null);
    let shared = lock(&site.shared);
    if let Some(code) = shared.templates.error {
        let error = json!({ "error": { "message": "told by the fake", "code": code } });
        return (StatusCode::BAD_REQUEST, axum::Json(error)).into_response();
    }
    let from: usize = query
        .as_deref()
        .unwrap_or_default()
        .split('&')
        .find_map(|pair| pair.strip_prefix("after="))
        .and_then(|after| after.parse().ok())
        .unwrap_or(0);
    let page: Vec<Value> = shared
        .templates
        .all
        .iter()
        .skip(from)
        .take(shared.templates.page)
        .cloned()
        .collect();
    let to = from + page.len();
    let mut answer = json!({
        "data": page,
        "paging": { "cursors": { "before": from.to_string(), "after": to.to_string() } },
    });
    if to < shared.templates.all.len() {
        answer["paging"]["next"] = format!("http://{}{}", site.address, "/next").into();
    }
    axum::Json(answer).into_response()
}

/// Takes a file as Meta does: multipart with `messaging_product`, `type` and `file`.
async fn take_file(
    State(site): State<Site>,
    Path((version, number)): Path<(String, String)>,
    headers: HeaderMap,
    mut form: axum::extract::Multipart,
) -> Response {
    let (mut product, mut file) = (String::new(), None);
    while let Ok(Some(field)) = form.next_field().await {
        let mime = field.content_type().unwrap_or_default().to_owned();
        match field.name().unwrap_or_default() {
            "messaging_product" => product = field.text().await.unwrap_or_default(),
            "file" => {
                file = field
                    .bytes()
                    .await
                    .ok()
                    .map(|bytes| FakeMedia::new(&mime, &bytes));
            }
            _ => {}
        }
    }
    let path = format!("/{version}/{number}/media");
    record(&site, "POST", path, None, &headers, Value::Null);
    let answer = lock(&site.shared)
        .file_answers
        .pop_front()
        .unwrap_or(SendAnswer::Accept);
    match answer {
        SendAnswer::Accept => {}
        SendAnswer::Slow(pause) => tokio::time::sleep(pause).await,
        SendAnswer::Hang => std::future::pending().await,
        SendAnswer::Error { status, code } => {
            let error = json!({ "error": { "message": "told by the fake", "code": code } });
            return (http(status), axum::Json(error)).into_response();
        }
        SendAnswer::Raw { status, body } => return (http(status), body).into_response(),
    }
    let Some(file) = file.filter(|_| product == "whatsapp") else {
        let error = json!({ "error": { "message": "no file", "code": 100 } });
        return (StatusCode::BAD_REQUEST, axum::Json(error)).into_response();
    };
    let mut shared = lock(&site.shared);
    let id = format!("{}", 9_000 + shared.uploaded.len());
    shared.uploaded.insert(id.clone(), file);
    axum::Json(json!({ "id": id })).into_response()
}

async fn look_up(
    State(site): State<Site>,
    Path((version, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    record(
        &site,
        "GET",
        format!("/{version}/{id}"),
        query,
        &headers,
        Value::Null,
    );
    let Some(media) = lock(&site.shared).media.get(&id).cloned() else {
        let error = json!({ "error": { "message": "no such file", "code": 100 } });
        return (StatusCode::NOT_FOUND, axum::Json(error)).into_response();
    };
    let own = format!("http://{}/files/of/{id}", site.address);
    let size = media.size.unwrap_or(media.bytes.len() as u64).to_string();
    axum::Json(json!({
        "messaging_product": "whatsapp",
        "url": media.url.clone().unwrap_or(own),
        "mime_type": media.mime,
        "sha256": media.sha256(),
        "file_size": size,
        "id": id,
    }))
    .into_response()
}

async fn download(
    State(site): State<Site>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    record(
        &site,
        "GET",
        format!("/files/of/{id}"),
        None,
        &headers,
        Value::Null,
    );
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok());
    if !bearer.is_some_and(|it| it.starts_with("Bearer ")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match lock(&site.shared).media.get(&id).cloned() {
        Some(FakeMedia {
            redirect: Some(to), ..
        }) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Some(media) => ([(header::CONTENT_TYPE, media.mime)], media.bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn http(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
