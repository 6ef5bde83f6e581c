//! A hotel to test in: a real relay with the demo hotel, a fake Graph server, a line that can be cut, an empty computer.

use crate::window::Window;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use testkit::believable::{self, Size};
use testkit::graph::FakeGraph;
use testkit::whatsapp::{self, Account, Guest};
use testkit::{Line, RelayClient, RelayOptions, TestRelay, Visitor};

const PATIENCE: Duration = Duration::from_secs(30);
const APP_SECRET: &str = "demo-app-secret";

/// Everything outside the window.
pub(crate) struct Hotel {
    relay: TestRelay,
    graph: FakeGraph,
    line: Line,
    home: tempfile::TempDir,
    counter: AtomicU64,
}

impl Hotel {
    /// The demo hotel.
    pub(crate) async fn open() -> Self {
        Self::start(true).await
    }

    /// A relay that was just installed: no hotel, no owner.
    pub(crate) async fn empty() -> Self {
        Self::start(false).await
    }

    async fn start(demo: bool) -> Self {
        let graph = FakeGraph::start().await.unwrap();
        let options = RelayOptions {
            demo,
            ..RelayOptions::default()
        }
        .with("BELLHOP_GRAPH_URL", graph.url());
        let relay = TestRelay::start(options).await.unwrap();
        let line = Line::to_port(relay.port()).await.unwrap();
        Self {
            relay,
            graph,
            line,
            home: tempfile::tempdir().unwrap(),
            counter: AtomicU64::new(1),
        }
    }

    /// The address desks use: through the line.
    pub(crate) fn address(&self) -> String {
        self.line.url()
    }

    pub(crate) fn graph(&self) -> &FakeGraph {
        &self.graph
    }

    pub(crate) fn line(&self) -> &Line {
        &self.line
    }

    /// The line leads to the relay again, after it led elsewhere.
    pub(crate) fn lead_home(&self) {
        self.line.redirect(std::net::SocketAddr::from((
            [127, 0, 0, 1],
            self.relay.port(),
        )));
    }

    /// Another line to the relay, which is cut by itself.
    pub(crate) async fn another_line(&self) -> Line {
        Line::to_port(self.relay.port()).await.unwrap()
    }

    /// Where the app of this computer keeps everything.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The app's window as this computer has it: signed out at first, signed in after a restart.
    pub(crate) async fn window(&self) -> Window {
        Window::open(self.home(), &[("BELLHOP_RELAY", &self.address())]).await
    }

    /// The app's window with somebody of the demo hotel at work.
    pub(crate) async fn signed_in_window(&self, email: &str) -> Window {
        self.signed_in_window_with(email, &[]).await
    }

    /// The same, with more in the app's environment.
    pub(crate) async fn signed_in_window_with(
        &self,
        email: &str,
        environment: &[(&str, &str)],
    ) -> Window {
        let address = self.address();
        let mut all = vec![("BELLHOP_RELAY", address.as_str())];
        all.extend(environment);
        let window = Window::open(self.home(), &all).await;
        window
            .sign_in_and_stay(&self.address(), email, "bellhop-demo")
            .await;
        window.by_id("conversation-row").await;
        window.sync("live").await;
        window
    }

    /// A guest writes on WhatsApp; returns the instant the webhook was answered, in milliseconds since 1970.
    pub(crate) async fn guest_writes(&self, phone: &str, name: &str, text: &str) -> i64 {
        let guest = Guest::new(phone.trim_start_matches('+'), name);
        let id = format!("wamid.e2e{}", self.counter.fetch_add(1, Ordering::Relaxed));
        let message = guest.text(&id, now() / 1000, text);
        let body = Account::lisbon().messages(&guest, vec![message]);
        let status = self.signed_post(body.to_string().into_bytes()).await;
        assert_eq!(status, 200);
        now()
    }

    /// The provider reports how far one of our messages got.
    pub(crate) async fn status(&self, provider_id: &str, state: &str, recipient: &str) {
        let status = whatsapp::status(provider_id, state, now() / 1000, recipient);
        let body = Account::lisbon().statuses(vec![status]);
        assert_eq!(self.signed_post(body.to_string().into_bytes()).await, 200);
    }

    /// Posts bytes as Meta does, signed with the app secret.
    pub(crate) async fn signed_post(&self, body: Vec<u8>) -> u16 {
        let signature = whatsapp::sign(APP_SECRET, &body);
        self.post(body, Some(signature)).await
    }

    /// Posts bytes without a signature.
    pub(crate) async fn unsigned_post(&self, body: Vec<u8>) -> u16 {
        self.post(body, None).await
    }

    async fn post(&self, body: Vec<u8>, signature: Option<String>) -> u16 {
        let mut request = reqwest::Client::new()
            .post(format!("{}/webhooks/meta", self.relay.url()))
            .header("content-type", "application/json")
            .body(body);
        if let Some(signature) = signature {
            request = request.header("x-hub-signature-256", signature);
        }
        request.send().await.unwrap().status().as_u16()
    }

    /// The relay is stopped, as for an update.
    pub(crate) async fn stop_relay(&mut self) {
        let ended = self.relay.stop().await.unwrap();
        assert!(ended.is_some_and(|status| status.success()));
    }

    /// The relay is started again: same data, same port.
    pub(crate) async fn start_relay(&mut self) {
        self.relay.resume().await.unwrap();
    }

    /// The owner's view of the relay, past the line.
    pub(crate) async fn owner(&self) -> RelayClient {
        self.colleague("olga@miralva.example").await
    }

    /// Somebody of the demo hotel at another computer, past the line.
    pub(crate) async fn colleague(&self, email: &str) -> RelayClient {
        self.relay.sign_in(email).await.unwrap()
    }

    /// The conversation of a guest, by name.
    pub(crate) async fn conversation_of(&self, name: &str) -> String {
        let owner = self.owner().await;
        let found = owner
            .until("conversation", |it| {
                it["body"]["card"]["name"] == json!(name)
            })
            .await
            .unwrap();
        found["id"].as_str().unwrap().to_owned()
    }

    /// A visitor of the website's chat who has said this, and the conversation it made.
    pub(crate) async fn visitor(&self, text: &str) -> (Visitor, String) {
        let (mut visitor, _) = Visitor::arrive(&self.relay.url(), "demo").await.unwrap();
        visitor.say(text).await.unwrap();
        let owner = self.owner().await;
        let message = owner
            .until("message", |it| it["body"]["text"] == json!(text))
            .await
            .unwrap();
        let conversation = message["body"]["conversation"].as_str().unwrap();
        (visitor, conversation.to_owned())
    }

    /// Waits until the relay itself says that a guest's conversation has this status.
    pub(crate) async fn wait_for_status(&self, name: &str, status: &str) {
        let owner = self.owner().await;
        owner
            .until("conversation", |it| {
                it["body"]["card"]["name"] == json!(name) && it["body"]["status"] == json!(status)
            })
            .await
            .unwrap();
    }

    /// The provider's id of a message of ours, as the relay knows it.
    pub(crate) async fn provider_id_of(&self, text: &str) -> String {
        let owner = self.owner().await;
        let message = owner
            .until("message", |it| {
                it["body"]["text"] == json!(text) && it["body"]["provider_id"].is_string()
            })
            .await
            .unwrap();
        message["body"]["provider_id"].as_str().unwrap().to_owned()
    }

    /// Waits until the fake Graph server was asked to send this text; the request's body.
    pub(crate) async fn sent(&self, text: &str) -> Value {
        let begun = Instant::now();
        loop {
            let found = self
                .graph
                .sent()
                .into_iter()
                .find(|body| text_of(body) == Some(text));
            if let Some(body) = found {
                return body;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "never sent: {text}; sent {:?}",
                self.graph.sent_texts()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until the fake Graph server was asked to send so many of these.
    pub(crate) async fn wait_for_sent(
        &self,
        what: &str,
        is: impl Fn(&Value) -> bool,
        count: usize,
    ) {
        let begun = Instant::now();
        while self.graph.sent().iter().filter(|body| is(body)).count() < count {
            assert!(begun.elapsed() < PATIENCE, "never sent: {what}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// The one-time code that the relay printed at its first start.
    pub(crate) fn owner_code(&self) -> String {
        let said = self.relay.said();
        said.split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
            .filter(|word| word.len() >= 12 && word.contains('-'))
            .max_by_key(|word| word.len())
            .unwrap_or_else(|| panic!("no code in: {said}"))
            .to_owned()
    }

    /// Fills the cache of who signed in here with a history, while the app does not run: enough to see its shape, or as much as GOALS
    /// asks for where `cargo xtask bench` sets `BELLHOP_BENCH_MESSAGES`. The relay knows nothing of it.
    pub(crate) fn believable_history(&self) -> Size {
        let told = std::env::var("BELLHOP_BENCH_MESSAGES").ok();
        let messages = told.map_or(20_000, |it| it.parse().unwrap());
        let size = Size {
            conversations: messages / 20,
            messages,
        };
        believable::fill_home(self.home(), self.cache_key(), size, now()).unwrap();
        size
    }
}

fn text_of(body: &Value) -> Option<&str> {
    body.pointer("/text/body")?.as_str()
}

/// Milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "a test's clock")]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// The value below which `percent` of the sorted values lie.
pub(crate) fn percentile<T: Copy + Default>(sorted: &[T], percent: usize) -> T {
    let index = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(index).copied().unwrap_or_default()
}
