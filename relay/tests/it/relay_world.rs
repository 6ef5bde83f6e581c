//! The whole relay in this process, with the demo hotel and a clock that can be moved, reached over a real socket.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail loudly"
)]

use domain::id::{StaffId, WorkspaceId};
use domain::staff::Staff;
use domain::time::UnixMillis;
use futures_util::StreamExt;
use relay::app::{App, Tools};
use relay::clock::{Clock, SystemClock};
use relay::config::{Settings, Sources};
use relay::demo;
use relay::engine::Entry;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use testkit::RelayClient;
use testkit::relay::DEMO_PASSWORD;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// The machine's clock plus what a test adds.
#[derive(Debug, Default)]
pub(crate) struct MovedClock(AtomicI64);

impl Clock for MovedClock {
    fn now(&self) -> UnixMillis {
        SystemClock.now().plus(self.0.load(Ordering::SeqCst))
    }
    fn new_id(&self) -> String {
        SystemClock.new_id()
    }
}

impl MovedClock {
    pub(crate) fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

/// Every command the relay describes, by its `type`: the lists of commands in tests are compared with it, so that a new one is in none
/// of them forgotten.
pub(crate) fn described_commands() -> BTreeSet<String> {
    let document = relay::api::openapi::value().unwrap();
    let mapping = &document["components"]["schemas"]["Command"]["discriminator"]["mapping"];
    mapping.as_object().unwrap().keys().cloned().collect()
}

/// A webhook of the Lisbon house that nobody can read; ends as a dead letter.
pub(crate) fn unreadable() -> Value {
    let value =
        serde_json::json!({"messages": [{"type": "text", "text": {"body": "from nobody"}}]});
    let account = testkit::whatsapp::Account::lisbon();
    let entry = account.entry(vec![account.change("messages", value)]);
    testkit::whatsapp::body(vec![entry])
}

/// A running relay; dropping it stops it.
pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) clock: Arc<MovedClock>,
    /// A second hand on the same data, as the command line has.
    pub(crate) tools: Tools,
    pub(crate) folder: tempfile::TempDir,
    /// The first owner's code, where there is no hotel.
    pub(crate) owner_code: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<()>,
}

impl World {
    /// With the demo hotel.
    pub(crate) async fn demo() -> Self {
        Self::start(true, &[]).await
    }

    /// Without any hotel.
    pub(crate) async fn empty() -> Self {
        Self::start(false, &[]).await
    }

    pub(crate) async fn start(with_demo: bool, overrides: &[(&'static str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data").display().to_string();
        // Nobody is there: no test writes to a real provider.
        let nobody = "http://127.0.0.1:9".to_owned();
        let mut all = vec![("server.data", data), ("providers.graph_url", nobody)];
        if let Some(address) = crate::place::database(folder.path()) {
            all.push(("server.database", address));
        }
        all.extend(
            overrides
                .iter()
                .map(|(key, value)| (*key, (*value).to_owned())),
        );
        let settings = Settings::load(&Sources {
            overrides: all,
            ..Sources::default()
        })
        .unwrap();
        let clock = Arc::new(MovedClock::default());
        let tools = relay::app::open_tools(&settings, clock.clone())
            .await
            .unwrap();
        if with_demo {
            demo::load(&tools).await.unwrap();
        }
        let app = App::start(settings, clock.clone()).await.unwrap();
        let owner_code = app.owner_code().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(app.serve(listener, async move {
            let _ = stopped.await;
        }));
        Self {
            url,
            clock,
            tools,
            folder,
            owner_code,
            stop: Some(stop),
            ended,
        }
    }

    /// Stops it and waits.
    pub(crate) async fn end(mut self) {
        drop(self.stop.take());
        tokio::time::timeout(Duration::from_secs(20), self.ended)
            .await
            .unwrap()
            .unwrap();
        self.tools.close().await;
    }

    /// Tells it to stop without waiting.
    pub(crate) fn begin_end(&mut self) {
        drop(self.stop.take());
    }

    pub(crate) async fn sign_in(&self, name: &str) -> RelayClient {
        let email = format!("{name}@miralva.example");
        RelayClient::sign_in(&self.url, &email, DEMO_PASSWORD)
            .await
            .unwrap()
    }

    /// A signed webhook to the demo hotel.
    pub(crate) async fn receives(&self, body: &Value) {
        let bytes = serde_json::to_vec(body).unwrap();
        let answer = reqwest::Client::new()
            .post(format!("{}/webhooks/meta", self.url))
            .header(
                "x-hub-signature-256",
                testkit::whatsapp::sign("demo-app-secret", &bytes),
            )
            .body(bytes)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
    }

    pub(crate) fn workspace(&self) -> WorkspaceId {
        WorkspaceId::new(demo::WORKSPACE).unwrap()
    }

    /// Changes a colleague's record from another process, as `staff` commands do.
    pub(crate) async fn change_staff(&self, name: &str, change: impl FnOnce(&mut Staff)) {
        let id = StaffId::new(name).unwrap();
        let workspace = self.workspace();
        let store = self.tools.store.as_ref();
        let (mut staff, _) = relay::auth::person::read_staff(store, &workspace, &id)
            .await
            .unwrap()
            .unwrap();
        change(&mut staff);
        let entries = vec![Entry::Staff(id, staff)];
        self.tools
            .engine
            .write_records(&workspace, entries)
            .await
            .unwrap();
    }

    /// Joins the stream; from the head where `since` is absent.
    pub(crate) async fn stream(&self, client: &RelayClient, since: Option<&str>) -> Frames {
        self.try_stream(client, since).await.unwrap()
    }

    pub(crate) async fn try_stream(
        &self,
        client: &RelayClient,
        since: Option<&str>,
    ) -> Result<Frames, tokio_tungstenite::tungstenite::Error> {
        Frames::join(&self.url, client, since).await
    }
}

/// Frames of a stream.
pub(crate) struct Frames {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Frames {
    /// Joins the stream of the relay at `url`.
    pub(crate) async fn join(
        url: &str,
        client: &RelayClient,
        since: Option<&str>,
    ) -> Result<Self, tokio_tungstenite::tungstenite::Error> {
        let query = since
            .map(|since| format!("?since={since}"))
            .unwrap_or_default();
        let url = format!("{}/v1/stream{query}", url.replace("http", "ws"));
        let mut request = url.into_client_request().unwrap();
        let bearer = format!("Bearer {}", client.token).parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        let (socket, _) = tokio_tungstenite::connect_async(request).await?;
        Ok(Self { socket })
    }

    /// The next frame within `seconds`; `None` once the socket is closed.
    pub(crate) async fn next_within(&mut self, seconds: u64) -> Option<Value> {
        let next = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Text(text))) => {
                        return Some(serde_json::from_str(&text).unwrap());
                    }
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                    Some(Ok(_)) => {}
                }
            }
        };
        let limit = Duration::from_secs(seconds);
        tokio::time::timeout(limit, next)
            .await
            .expect("no frame in time")
    }

    /// The next frame that passes `test`; the ones before are dropped.
    pub(crate) async fn until(&mut self, test: impl Fn(&Value) -> bool) -> Value {
        loop {
            let frame = self.next_within(10).await.expect("the stream is closed");
            if test(&frame) {
                return frame;
            }
        }
    }
}
