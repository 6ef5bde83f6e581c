//! A relay with the demo hotel, a fake Graph server, and desks behind lines that can be cut.

use crate::host::TestHost;
use desk::api::ApiError;
use desk::{Desk, Options};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use testkit::graph::FakeGraph;
use testkit::relay::DEMO_PASSWORD;
use testkit::whatsapp::{Account, Guest, sign};
use testkit::{Line, RelayOptions, TestRelay};

/// Longer than anything takes on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct World {
    pub(crate) relay: TestRelay,
    pub(crate) graph: FakeGraph,
    counter: AtomicU32,
}

/// A computer at the front desk.
pub(crate) struct Place {
    pub(crate) desk: Desk,
    pub(crate) host: Arc<TestHost>,
    pub(crate) line: Arc<Line>,
    pub(crate) options: Options,
}

pub(crate) fn quick() -> Options {
    Options {
        offline_after: Duration::from_millis(200),
        first_pause: Duration::from_millis(50),
        longest_pause: Duration::from_millis(400),
        history_pause: Duration::from_millis(1),
        compare_every: Duration::from_millis(100),
        longest_nap: Duration::from_millis(30),
        viewing_after: Duration::from_millis(20),
        viewing_again: Duration::from_secs(1),
        ..Options::default()
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        let graph = FakeGraph::start().await.unwrap();
        let options = RelayOptions::demo().with("BELLHOP_GRAPH_URL", graph.url());
        let relay = TestRelay::start(options).await.unwrap();
        Self {
            relay,
            graph,
            counter: AtomicU32::new(0),
        }
    }

    /// A computer that nobody has signed in at.
    pub(crate) async fn place_with(&self, options: Options) -> Place {
        let line = Arc::new(Line::to_port(self.relay.port()).await.unwrap());
        let host = TestHost::new();
        let desk = Desk::start_with(host.clone(), options.clone()).await;
        Place {
            desk,
            host,
            line,
            options,
        }
    }

    pub(crate) async fn place(&self) -> Place {
        self.place_with(quick()).await
    }

    /// Somebody of the demo hotel at a computer of their own.
    pub(crate) async fn at_work(&self, name: &str) -> Place {
        let place = self.place().await;
        let result = place.sign_in(name, true).await;
        assert_eq!(result["result"], "done", "{result}");
        place.until_live().await;
        place
    }

    pub(crate) fn next(&self) -> u32 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    /// A guest of this test alone.
    pub(crate) fn guest(&self, name: &str) -> Guest {
        Guest::new(&format!("35196{:07}", 1_000_000 + self.next()), name)
    }

    /// A signed webhook to the Lisbon house.
    pub(crate) async fn receives(&self, body: &Value) {
        let bytes = serde_json::to_vec(body).unwrap();
        let answer = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap()
            .post(format!("{}/webhooks/meta", self.relay.url()))
            .header("x-hub-signature-256", sign("demo-app-secret", &bytes))
            .header("content-type", "application/json")
            .body(bytes)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
    }

    pub(crate) async fn writes(&self, guest: &Guest, text: &str) {
        let id = format!(
            "wamid.in.{}.{}",
            guest.wa_id.as_deref().unwrap(),
            self.next()
        );
        let message = guest.text(&id, seconds(), text);
        self.receives(&Account::lisbon().messages(guest, vec![message]))
            .await;
    }
}

#[expect(clippy::disallowed_methods, reason = "providers have clocks")]
pub(crate) fn seconds() -> i64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

impl Place {
    pub(crate) async fn call(&self, command: &str, args: Value) -> Value {
        match self.desk.rpc(command, args.clone()).await {
            Ok(value) => value,
            Err(error) => panic!("{command} {args}: {} {:?}", error.code, error.detail),
        }
    }

    pub(crate) async fn refused(&self, command: &str, args: Value) -> ApiError {
        self.desk.rpc(command, args).await.unwrap_err()
    }

    pub(crate) async fn sign_in(&self, name: &str, keep: bool) -> Value {
        self.sign_in_with(name, DEMO_PASSWORD, keep).await
    }

    pub(crate) async fn sign_in_with(&self, name: &str, password: &str, keep: bool) -> Value {
        let email = format!("{name}@miralva.example");
        let args = json!({
            "relay": self.line.url(), "email": email, "password": password,
            "keep": keep, "workspace": null,
        });
        self.call("sign_in", args).await
    }

    pub(crate) async fn state(&self) -> Value {
        self.call("app_state", Value::Null).await
    }

    pub(crate) async fn sync(&self) -> Value {
        self.state().await["sync"].clone()
    }

    /// Asks until `test` holds.
    pub(crate) async fn until<F: Future<Output = Option<T>>, T>(
        &self,
        what: &str,
        ask: impl Fn() -> F,
    ) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ask().await {
                return found;
            }
            assert!(Instant::now() < end, "waited in vain until {what}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub(crate) async fn until_live(&self) {
        self.until("live", || async {
            (self.sync().await["state"] == "live").then_some(())
        })
        .await;
    }

    pub(crate) async fn until_offline(&self) {
        self.until("offline", || async {
            (self.sync().await["state"] == "offline").then_some(())
        })
        .await;
    }

    /// Everything sent and confirmed.
    pub(crate) async fn until_settled(&self) {
        let end = Instant::now() + PATIENCE;
        loop {
            let outbox = self.call("outbox", Value::Null).await;
            if outbox.as_array().unwrap().is_empty() {
                return;
            }
            if Instant::now() >= end {
                let sync = self.sync().await;
                panic!("the outbox is never empty: {outbox} {sync}");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub(crate) async fn until_history(&self) {
        self.until("all history is here", || async {
            let page = self.call("conversation_list", json!({"limit": 1})).await;
            let sync = self.sync().await;
            (page["complete"] == true && sync["history_back_to"].is_null()).then_some(())
        })
        .await;
    }

    /// The row of a guest, once there is one that passes `test`.
    pub(crate) async fn row(&self, name: &str, test: impl Fn(&Value) -> bool) -> Value {
        let filter = json!({"channels": [], "statuses": ["all"], "assignees": []});
        self.until(&format!("a row of {name}"), || async {
            let page = self
                .call(
                    "conversation_list",
                    json!({"filter": filter, "offset": 0, "limit": 100}),
                )
                .await;
            page["rows"]
                .as_array()
                .unwrap()
                .iter()
                .find(|r| r["name"] == name && test(r))
                .cloned()
        })
        .await
    }

    pub(crate) async fn thread(&self, conversation: &Value) -> Vec<Value> {
        let thread = self
            .call("open_conversation", json!({"conversation": conversation}))
            .await;
        thread["page"]["messages"].as_array().unwrap().clone()
    }

    /// A message by its text, once it passes `test`.
    pub(crate) async fn message(
        &self,
        conversation: &Value,
        text: &str,
        test: impl Fn(&Value) -> bool,
    ) -> Value {
        self.until(&format!("a message {text:?}"), || async {
            let thread = self.thread(conversation).await;
            thread.into_iter().find(|m| m["text"] == text && test(m))
        })
        .await
    }

    pub(crate) async fn act(&self, conversation: &Value, action: &str) {
        self.call(
            "act",
            json!({"conversation": conversation, "action": action, "staff": null}),
        )
        .await;
    }

    pub(crate) async fn say(&self, conversation: &Value, text: &str) -> Value {
        let args = json!({"conversation": conversation, "text": text, "reply_to": null});
        self.call("send_message", args).await["message"].clone()
    }

    /// The copy on this computer's disk, beside a desk that runs or after it.
    pub(crate) fn cache(&self) -> cache::Cache {
        let secrets = self.host.secrets.lock().unwrap();
        let key = secrets.iter().find_map(|(name, key)| {
            let key = <[u8; 32]>::try_from(key.as_slice()).ok()?;
            name.starts_with("cache-key").then_some(key)
        });
        let file = std::fs::read_dir(desk::host::Host::home(self.host.as_ref()))
            .unwrap()
            .map(|file| file.unwrap().path())
            .find(|path| path.extension().is_some_and(|it| it == "cache"));
        cache::Cache::open(&file.unwrap(), &cache::CacheKey::new(key.unwrap())).unwrap()
    }

    /// Ends the app as its last window does, and starts it again on the same computer.
    pub(crate) async fn restart(self) -> Self {
        self.desk.shutdown().await;
        self.begin_again().await
    }

    /// Kills the app, and starts it again on the same computer.
    pub(crate) async fn crash(self) -> Self {
        self.begin_again().await
    }

    async fn begin_again(self) -> Self {
        let Self {
            desk,
            host,
            line,
            options,
        } = self;
        drop(desk);
        tokio::time::sleep(Duration::from_millis(50)).await;
        let desk = Desk::start_with(host.clone(), options.clone()).await;
        Self {
            desk,
            host,
            line,
            options,
        }
    }
}
