//! A hotel with two houses and five colleagues on a real store, a fake Graph server, and a clock that can be moved.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_faults::{Faults, FaultyStore};
use domain::Unknown;
use domain::access::Role;
use domain::channel::Channel;
use domain::command::{Action, Answer, Command};
use domain::connection::{Connection, ConnectionStatus};
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::dead_letter::DeadLetter;
use domain::id::{
    CommandId, ConnectionId, ConversationId, DeviceId, LabelId, MessageId, PropertyId, RecordId,
    StaffId, WorkspaceId,
};
use domain::label::{Label, LabelColor};
use domain::message::{Author, Message};
use domain::property::Property;
use domain::record::{Kind, Scope};
use domain::staff::{Presence, Staff};
use domain::time::UnixMillis;
use relay::clock::{Clock, SystemClock};
use relay::engine::{Engine, Entry, StaffActor};
use relay::erasure::{self, ErasureKey};
use relay::hub::Hub;
use relay::ingress::{self, ACCESS_TOKEN, APP_SECRET, ConnectionRegistry, Ingress, VERIFY_TOKEN};
use relay::jobs::{Runner, Settings};
use relay::media::Library;
use relay::secrets;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use store::Store;
use store::model::{Record, Workspace};
use testkit::graph::FakeGraph;
use testkit::whatsapp::{self, Account, Guest};

/// The secret that signs the shared app's webhooks.
pub(crate) const SECRET: &str = "shared-app-secret";
/// The secret of the connection with its own Meta app.
pub(crate) const OWN_SECRET: &str = "own-app-secret";
/// The phone number id of the connection with its own app.
pub(crate) const OWN_NUMBER: &str = "300000000000001";

/// The machine's clock, moved.
#[derive(Default)]
pub(crate) struct TestClock {
    offset: AtomicI64,
}

impl TestClock {
    pub(crate) fn advance(&self, millis: i64) {
        self.offset.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> UnixMillis {
        SystemClock.now().plus(self.offset.load(Ordering::SeqCst))
    }
    fn new_id(&self) -> String {
        SystemClock.new_id()
    }
}

pub(crate) struct World {
    pub(crate) clock: Arc<TestClock>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) hub: Hub,
    pub(crate) engine: Engine,
    pub(crate) registry: ConnectionRegistry,
    pub(crate) library: Library,
    pub(crate) runner: Runner,
    pub(crate) graph: FakeGraph,
    pub(crate) url: String,
    pub(crate) faults: Arc<Faults>,
    pub(crate) folder: Arc<tempfile::TempDir>,
    http: reqwest::Client,
}

pub(crate) fn workspace() -> WorkspaceId {
    WorkspaceId::new("w1").unwrap()
}

pub(crate) fn staff(name: &str) -> StaffId {
    StaffId::new(name).unwrap()
}

pub(crate) fn ana() -> Guest {
    Guest::new("351912345678", "Ana Sousa")
}

impl World {
    /// Where its erasures are listed.
    pub(crate) fn journal(&self) -> std::path::PathBuf {
        self.folder.path().join(erasure::FILE)
    }

    pub(crate) async fn new() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let graph = FakeGraph::start().await.unwrap();
        let world = Self::open(folder, graph, Duration::from_millis(700)).await;
        world.furnish().await;
        world
    }

    /// A relay on what the folder holds.
    pub(crate) async fn open(
        folder: Arc<tempfile::TempDir>,
        graph: FakeGraph,
        send_timeout: Duration,
    ) -> Self {
        let faults = Arc::new(Faults::default());
        let inner = crate::place::store(folder.path()).await;
        let store: Arc<dyn Store> = Arc::new(FaultyStore {
            inner,
            faults: Arc::clone(&faults),
        });
        let clock = Arc::new(TestClock::default());
        let hub = Hub::new();
        let keys = secrets::open(store.as_ref(), None, folder.path())
            .await
            .unwrap();
        let key = ErasureKey::of(&keys);
        let engine = Engine::new(Arc::clone(&store), hub.clone(), clock.clone(), key);
        let registry = ConnectionRegistry::load(Arc::clone(&store), keys)
            .await
            .unwrap();
        let library = Library::open(folder.path()).unwrap();
        let settings = Settings {
            graph_url: graph.url().parse().unwrap(),
            graph_version: "v25.0".to_owned(),
            send_timeout,
            max_media_bytes: 1 << 20,
            mail: None,
            public_url: None,
            journal: folder.path().join(erasure::FILE),
        };
        let runner =
            Runner::new(engine.clone(), registry.clone(), library.clone(), settings).unwrap();
        let ingress = Ingress::new(engine.clone(), registry.clone(), 100_000);
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
            .await
            .unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = ingress::router(ingress);
        tokio::spawn(async move { axum::serve(listener, router).await });
        engine.start().await.unwrap();
        let http = reqwest::Client::new();
        Self {
            clock,
            store,
            hub,
            engine,
            registry,
            library,
            runner,
            graph,
            url,
            faults,
            folder,
            http,
        }
    }

    async fn furnish(&self) {
        let name = "Hotel Miralva".to_owned();
        let hotel = Workspace {
            id: workspace(),
            name,
            demo: false,
        };
        self.store.create_workspace(&hotel).await.unwrap();
        self.store
            .open_term("term-1", self.clock.now())
            .await
            .unwrap();
        let mut entries = vec![
            Entry::Property(property("lisbon"), house("Miralva Lisbon")),
            Entry::Property(property("beach"), house("Miralva Beach")),
        ];
        for (id, role, houses) in [
            ("olga", Role::Owner, vec!["lisbon", "beach"]),
            ("ines", Role::Manager, vec!["lisbon", "beach"]),
            ("tomas", Role::Agent, vec!["lisbon"]),
            ("bea", Role::Agent, vec!["lisbon"]),
            ("bruno", Role::Agent, vec!["beach"]),
            ("rita", Role::Housekeeping, vec!["lisbon"]),
        ] {
            entries.push(Entry::Staff(staff(id), colleague(id, role, &houses)));
        }
        for (id, house, number) in [
            ("wa-lisbon", "lisbon", "100000000000001"),
            ("wa-beach", "beach", "100000000000003"),
            ("wa-own", "beach", OWN_NUMBER),
        ] {
            entries.push(Entry::Connection(connection(id), account(house, number)));
        }
        for name in ["Sales", "Billing"] {
            let label = Label {
                name: name.to_owned(),
                color: LabelColor::Gray,
                unknown: Unknown::default(),
            };
            entries.push(Entry::Label(LabelId::new(name).unwrap(), label));
        }
        self.engine
            .write_records(&workspace(), entries)
            .await
            .unwrap();
        for (id, secret) in [
            ("wa-lisbon", SECRET),
            ("wa-beach", SECRET),
            ("wa-own", OWN_SECRET),
        ] {
            for (kind, plain) in [
                (APP_SECRET, secret),
                (VERIFY_TOKEN, &format!("verify-{id}")),
                (ACCESS_TOKEN, &format!("token-{id}")),
            ] {
                let id = connection(id);
                self.registry
                    .put_secret(&workspace(), &id, kind, plain)
                    .await
                    .unwrap();
            }
        }
    }

    /// Seconds since 1970, `ago` seconds back.
    pub(crate) fn seconds(&self, ago: i64) -> i64 {
        self.clock.now().0 / 1000 - ago
    }

    pub(crate) async fn post_raw(
        &self,
        path: &str,
        body: Vec<u8>,
        signature: Option<String>,
    ) -> u16 {
        let mut request = self.http.post(format!("{}{path}", self.url)).body(body);
        if let Some(signature) = signature {
            request = request.header("X-Hub-Signature-256", signature);
        }
        request.send().await.unwrap().status().as_u16()
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let answer = self
            .http
            .get(format!("{}{path}", self.url))
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Posts a signed body and waits until it is applied.
    pub(crate) async fn receive(&self, body: &Value) {
        let bytes = serde_json::to_vec(body).unwrap();
        let signature = whatsapp::sign(SECRET, &bytes);
        assert_eq!(
            self.post_raw("/webhooks/meta", bytes, Some(signature))
                .await,
            200
        );
        self.settle().await;
    }

    /// A text of a guest, `ago` seconds back.
    pub(crate) async fn says(&self, guest: &Guest, id: &str, ago: i64, text: &str) {
        let message = guest.text(id, self.seconds(ago), text);
        self.receive(&Account::lisbon().messages(guest, vec![message]))
            .await;
    }

    /// Waits until every envelope is applied.
    pub(crate) async fn settle(&self) {
        let end = Instant::now() + Duration::from_secs(30);
        while self.store.envelope_backlog().await.unwrap() > 0 {
            assert!(Instant::now() < end, "envelopes are still waiting");
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }

    /// Runs jobs until none is due.
    pub(crate) async fn run_jobs(&self) {
        while self.runner.run_due().await.unwrap() > 0 {}
    }

    pub(crate) async fn command(&self, who: &str, id: &str, action: Action) -> Answer {
        let command = Command {
            id: CommandId::new(id).unwrap(),
            action,
        };
        let device = DeviceId::new(format!("device-{who}")).unwrap();
        let actor = StaffActor {
            id: staff(who),
            device,
        };
        self.engine
            .staff(&workspace(), actor, command)
            .await
            .unwrap()
    }

    /// A command with an id of its own.
    pub(crate) async fn act(&self, who: &str, action: Action) -> Answer {
        self.command(who, &SystemClock.new_id(), action).await
    }

    pub(crate) async fn send(
        &self,
        who: &str,
        conversation: &ConversationId,
        text: &str,
    ) -> Answer {
        self.act(who, say(conversation, text)).await
    }

    /// Every living record of a kind.
    pub(crate) async fn all<T: DeserializeOwned>(&self, kind: Kind) -> Vec<(RecordId, T)> {
        let records = self
            .records()
            .await
            .into_iter()
            .filter(|it| it.kind == kind && !it.deleted);
        records
            .map(|it| (it.id, serde_json::from_str(&it.body).unwrap()))
            .collect()
    }

    /// The whole feed, from the beginning.
    pub(crate) async fn records(&self) -> Vec<Record> {
        self.feed(0).await.0
    }

    /// Everything above `since`, and where it ends.
    pub(crate) async fn feed(&self, mut since: u64) -> (Vec<Record>, u64) {
        let mut all = Vec::new();
        loop {
            let page = self
                .store
                .feed(&workspace(), &scopes(), since, 5000)
                .await
                .unwrap();
            since = page.to;
            all.extend(page.records);
            if !page.more {
                return (all, since);
            }
        }
    }

    pub(crate) async fn conversations(&self) -> Vec<(ConversationId, Conversation)> {
        let all = self.all(Kind::Conversation).await;
        all.into_iter()
            .map(|(id, body)| (id.into(), body))
            .collect()
    }

    /// The only conversation there is.
    pub(crate) async fn conversation(&self) -> (ConversationId, Conversation) {
        let mut all = self.conversations().await;
        assert_eq!(all.len(), 1, "one conversation");
        all.remove(0)
    }

    pub(crate) async fn contacts(&self) -> Vec<Contact> {
        self.all(Kind::Contact)
            .await
            .into_iter()
            .map(|(_, body)| body)
            .collect()
    }

    pub(crate) async fn dead_letters(&self) -> Vec<(RecordId, DeadLetter)> {
        self.all(Kind::DeadLetter).await
    }

    pub(crate) async fn connection(&self, id: &str) -> Connection {
        let all: Vec<(RecordId, Connection)> = self.all(Kind::Connection).await;
        all.into_iter().find(|(it, _)| it.as_str() == id).unwrap().1
    }

    /// All messages in order of time, then id.
    pub(crate) async fn messages(&self) -> Vec<(MessageId, Message)> {
        let mut all: Vec<(RecordId, Message)> = self.all(Kind::Message).await;
        all.sort_by(|(a, x), (b, y)| (x.at, a).cmp(&(y.at, b)));
        all.into_iter()
            .map(|(id, body)| (id.into(), body))
            .collect()
    }

    pub(crate) async fn by(&self, author: Author) -> Vec<(MessageId, Message)> {
        let all = self.messages().await;
        all.into_iter()
            .filter(|(_, message)| message.author == author)
            .collect()
    }

    /// The message with this provider id.
    pub(crate) async fn provider(&self, id: &str) -> Message {
        let all = self.messages().await;
        let found = all
            .into_iter()
            .find(|(_, it)| it.provider_id.as_deref() == Some(id));
        found.unwrap_or_else(|| panic!("no message {id}")).1
    }

    /// Ana has written, Tomas has the conversation.
    pub(crate) async fn with_tomas(&self) -> ConversationId {
        self.says(&ana(), "wamid.first", 5, "hello").await;
        let (id, _) = self.conversation().await;
        let take = Action::TakeOver {
            conversation: id.clone(),
        };
        assert_eq!(self.act("tomas", take).await.outcome.as_str(), "done");
        id
    }
}

pub(crate) fn say(conversation: &ConversationId, text: &str) -> Action {
    Action::SendMessage {
        conversation: conversation.clone(),
        text: text.to_owned(),
        attachment: None,
        message: None,
        reply_to: None,
        seen: None,
        send_at: None,
    }
}

pub(crate) fn property(id: &str) -> PropertyId {
    PropertyId::new(id).unwrap()
}

pub(crate) fn connection(id: &str) -> ConnectionId {
    ConnectionId::new(id).unwrap()
}

/// Everything anybody of the hotel may see.
pub(crate) fn scopes() -> BTreeSet<Scope> {
    let mut all = BTreeSet::from([Scope::house()]);
    for house in ["lisbon", "beach"] {
        let house = property(house);
        all.extend([
            Scope::inbox(&house),
            Scope::guests(&house),
            Scope::stays(&house),
            Scope::admin(&house),
        ]);
    }
    all
}

fn house(name: &str) -> Property {
    Property {
        name: name.to_owned(),
        time_zone: "Europe/Lisbon".to_owned(),
        currency: "EUR".to_owned(),
        country: "PT".to_owned(),
        unknown: Unknown::new(),
    }
}

fn colleague(id: &str, role: Role, houses: &[&str]) -> Staff {
    Staff {
        name: id.to_owned(),
        email: format!("{id}@miralva.example"),
        role,
        properties: houses.iter().map(|house| property(house)).collect(),
        presence: Presence::Offline,
        active: true,
        unknown: Unknown::new(),
    }
}

pub(crate) fn account(house: &str, number: &str) -> Connection {
    Connection {
        channel: Channel::WhatsApp,
        property: property(house),
        name: house.to_owned(),
        status: ConnectionStatus::Connected,
        address: number.to_owned(),
        account: Some("100000000000002".to_owned()),
        display: None,
        greeting: None,
        origins: Vec::new(),
        problem: None,
        active_conversations: 0,
        unknown: Unknown::new(),
    }
}

/// Whether any file below `folder` holds `needle`.
pub(crate) fn holds(folder: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return holds(&path, needle);
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}
