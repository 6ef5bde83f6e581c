//! Wiring: storage, key, engine, ingress, jobs and API become one relay that starts, serves and stops.

use crate::api::{self, Api, Parts};
use crate::chat::{self, Chat};
use crate::clock::{Clock, SharedClock};
use crate::config::{Server, Settings};
use crate::engine::{Engine, EngineError};
use crate::erasure::{self, AgainError, ErasureKey};
use crate::hub::Hub;
use crate::ingress::{self, ConnectionRegistry, Ingress};
use crate::jobs::{self, NoClient, Provider, Runner};
use crate::listen::listen;
use crate::media::{Library, MediaError};
use crate::nodes::{self, Told};
use crate::people::{self, PeopleError};
use crate::secrets::{self, KeyError};
use axum::Router;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use secrecy::ExposeSecret;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use store::error::StoreError;
use store::{PostgresStore, SqliteStore, Store};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How often what is past its time is deleted.
const SWEEP: Duration = Duration::from_secs(600);

/// The store's note of the last change that another process made to connections or their secrets; a new value for every change.
const CONNECTIONS: &str = "connections_changed";
/// How often hotels and connections that another process wrote are looked for.
const NEW_HOTELS: Duration = Duration::from_secs(3);
/// How often a new hotel's connections are read after it was seen first.
const NEW_HOTEL_LOOKS: u32 = 5;
/// Longest time of one delivery.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);

/// Why a relay does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("{0}")]
    Folder(std::io::Error),
    /// The database, or the key does not fit it.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// A copy into this database was interrupted.
    #[error("a copy into this database was not finished")]
    HalfCopied,
    /// What a restored database had still to deliver could not be held.
    #[error("{0}")]
    Engine(#[from] EngineError),
    /// The random source.
    #[error("{0}")]
    People(#[from] PeopleError),
    /// What a restore has to erase again.
    #[error("{0}")]
    Erase(#[from] AgainError),
    /// The master key.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// The media folder.
    #[error("{0}")]
    Media(#[from] MediaError),
    /// The HTTP client for deliveries.
    #[error("{0}")]
    Client(#[from] NoClient),
}

/// Storage and engine without a server: what the command line works with, also while a server runs.
pub struct Tools {
    /// Storage.
    pub store: Arc<dyn Store>,
    /// The engine.
    pub engine: Engine,
    /// Connections with their secrets.
    pub registry: ConnectionRegistry,
    /// Files of messages.
    pub media: Library,
    /// Announcements of this process.
    pub hub: Hub,
    /// Time and ids.
    pub clock: Arc<dyn Clock>,
    /// The same clock, to be set by the database's.
    pub shared_clock: Arc<SharedClock>,
    /// Settings.
    pub settings: Arc<Settings>,
}

impl Tools {
    /// Tells relays that run on the same data that connections or their secrets were written: they read them again within seconds.
    ///
    /// # Errors
    /// Storage trouble.
    pub async fn connections_changed(&self) -> Result<(), StoreError> {
        self.store
            .put_setting(CONNECTIONS, &self.clock.new_id())
            .await
    }

    /// Writes everything out.
    pub async fn close(&self) {
        self.engine.shutdown().await;
        nodes::last_words(&self.hub, self.store.as_ref()).await;
        if let Err(error) = self.store.close().await {
            tracing::error!(%error, "the database did not close well");
        }
    }
}

/// Opens the database that the settings name: PostgreSQL, or the file in the data folder.
///
/// # Errors
/// As the stores' own.
pub async fn open_store(server: &Server) -> Result<Arc<dyn Store>, StoreError> {
    Ok(match &server.database {
        Some(address) => PostgresStore::open(address.expose_secret()).await?,
        None => SqliteStore::open(&server.data).await?,
    })
}

/// Opens the database at a PostgreSQL address, or the file in a folder, which is made where missing.
///
/// # Errors
/// As [`open_tools`].
pub async fn open_place(place: &str) -> Result<Arc<dyn Store>, StartError> {
    if store::postgres::is_address(place) {
        return Ok(PostgresStore::open(place).await?);
    }
    std::fs::create_dir_all(place).map_err(StartError::Folder)?;
    Ok(SqliteStore::open(place).await?)
}

/// Opens storage and engine in the data folder, which is made where missing.
///
/// # Errors
/// [`StartError`].
pub async fn open_tools(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Tools, StartError> {
    let settings = Arc::new(settings.clone());
    std::fs::create_dir_all(&settings.server.data).map_err(StartError::Folder)?;
    let store = open_store(&settings.server).await?;
    if store::copy::is_half(store.as_ref()).await? {
        return Err(StartError::HalfCopied);
    }
    let shared_clock = SharedClock::new(clock);
    shared_clock.measure(store.as_ref()).await?;
    let clock: Arc<dyn Clock> = Arc::clone(&shared_clock) as Arc<dyn Clock>;
    let given = settings.master_key.as_ref().map(|key| key.expose_secret());
    let keys = secrets::open(store.as_ref(), given, &settings.server.data).await?;
    let key = ErasureKey::of(&keys);
    let registry = ConnectionRegistry::load(Arc::clone(&store), keys).await?;
    let media = Library::open(&settings.server.data)?;
    let hub = match settings.server.database {
        Some(_) => Hub::among_others(Told::new()),
        None => Hub::new(),
    };
    let engine = Engine::new(Arc::clone(&store), hub.clone(), Arc::clone(&clock), key);
    Ok(Tools {
        store,
        engine,
        registry,
        media,
        hub,
        clock,
        shared_clock,
        settings,
    })
}

/// A relay that has started and not yet begun to serve.
pub struct App {
    tools: Tools,
    api: Api,
    chat: Chat,
    router: Router,
    closing: CancellationToken,
    tasks: TaskTracker,
}

impl App {
    /// Opens everything, opens the term, and takes up what an earlier run left.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        Self::start_over(settings, clock, None).await
    }

    /// The same over another way to the providers.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start_over(
        settings: Settings,
        clock: Arc<dyn Clock>,
        provider: Option<Arc<dyn Provider>>,
    ) -> Result<Self, StartError> {
        let tools = open_tools(&settings, clock).await?;
        let closing = CancellationToken::new();
        let tasks = TaskTracker::new();
        let term = people::new_term(tools.clock.as_ref());
        tools.store.open_term(&term, tools.clock.now()).await?;
        // Whom a restored database holds again goes before anything of it is applied, delivered or served.
        let again = erasure::again(&tools.engine, &tools.settings.server.data).await?;
        if again > 0 {
            tracing::warn!(again, "{again} erasures were done again after a restore");
        }
        tools.engine.hold_restored().await?;
        tools.engine.start().await?;
        let api = Api::new(Parts {
            store: Arc::clone(&tools.store),
            clock: Arc::clone(&tools.clock),
            hub: tools.hub.clone(),
            engine: tools.engine.clone(),
            media: tools.media.clone(),
            settings: Arc::clone(&tools.settings),
            closing: closing.clone(),
            metrics: prometheus(),
        });
        let backlog = tools.settings.quotas.envelope_backlog;
        let webhooks = Ingress::new(tools.engine.clone(), tools.registry.clone(), backlog);
        let chat = Chat::new(chat::Parts {
            store: Arc::clone(&tools.store),
            clock: Arc::clone(&tools.clock),
            hub: tools.hub.clone(),
            engine: tools.engine.clone(),
            registry: tools.registry.clone(),
            media: tools.media.clone(),
            settings: Arc::clone(&tools.settings),
            closing: closing.clone(),
        });
        let others = ingress::router(webhooks).merge(chat::router(chat.clone()));
        let router = api::router(&api, others);
        // Heard before anything is read, so that nothing falls between.
        nodes::start(&tools, &tasks, &closing).await?;
        let runner = match provider {
            Some(provider) => runner(&tools)?.over(provider),
            None => runner(&tools)?,
        };
        tasks.spawn(runner.run(closing.clone()));
        tasks.spawn(new_hotels(
            tools.registry.clone(),
            Arc::clone(&tools.store),
            closing.clone(),
        ));
        tasks.spawn(sweep(
            Arc::clone(&tools.store),
            tools.media.clone(),
            Arc::clone(&tools.clock),
            closing.clone(),
        ));
        Ok(Self {
            tools,
            api,
            chat,
            router,
            closing,
            tasks,
        })
    }

    /// A new one-time code that makes the owner, while there is no hotel; older ones are void.
    ///
    /// # Errors
    /// Storage or the random source.
    pub async fn owner_code(&self) -> Result<Option<String>, StartError> {
        if !self.tools.store.workspaces().await?.is_empty() {
            return Ok(None);
        }
        let now = self.tools.clock.now();
        let code = people::invite(self.tools.store.as_ref(), people::OWNER, "", now, None).await?;
        Ok(Some(code))
    }

    /// Storage, engine and settings of this relay.
    #[must_use]
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Its API's state.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// What it answers, without the accept loop: for who brings the connections.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Serves until `stop`, then lets open requests and jobs end, at most as long as the settings say.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) {
        let Self {
            tools,
            api,
            chat,
            router,
            closing,
            tasks,
        } = self;
        let limit = tools.settings.server.shutdown;
        let most = tools.settings.quotas.connections;
        let told = closing.clone();
        tokio::spawn(async move {
            stop.await;
            // Streams say goodbye, jobs claim nothing more, and nobody new is let in.
            told.cancel();
        });
        listen(listener, router, most, closing.clone(), limit).await;
        closing.cancel();
        tasks.close();
        let rest = async { tokio::join!(api.streams_ended(), chat.sockets_ended(), tasks.wait()) };
        if tokio::time::timeout(limit, rest).await.is_err() {
            tracing::warn!("background work was cut off");
        }
        tools.close().await;
    }
}

/// The runner of jobs over these tools.
///
/// # Errors
/// The HTTP client cannot be made.
pub fn runner(tools: &Tools) -> Result<Runner, NoClient> {
    let settings = &tools.settings;
    Runner::new(
        tools.engine.clone(),
        tools.registry.clone(),
        tools.media.clone(),
        jobs::Settings {
            graph_url: settings.providers.graph_url.clone(),
            graph_version: settings.providers.graph_version.clone(),
            send_timeout: SEND_TIMEOUT,
            max_media_bytes: settings.quotas.media_bytes,
            mail: settings.mail.clone(),
            public_url: settings.server.public_url.clone(),
            journal: settings.server.erasures.clone(),
        },
    )
}

/// What was seen when this process last read the connections.
#[derive(Default)]
struct Seen {
    /// A count is enough: hotels are only added. Their connections and secrets come a moment after them.
    hotels: usize,
    looks: u32,
    change: Option<String>,
}

/// Takes up hotels that another process (the command line) adds while this one runs, and what it changes of connections.
async fn new_hotels(
    registry: ConnectionRegistry,
    store: Arc<dyn Store>,
    closing: CancellationToken,
) {
    let mut seen = Seen::default();
    loop {
        match refresh(&registry, store.as_ref(), &mut seen).await {
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "hotels are looked for again later"),
        }
        tokio::select! {
            biased;
            () = closing.cancelled() => return,
            () = tokio::time::sleep(NEW_HOTELS) => {}
        }
    }
}

async fn refresh(
    registry: &ConnectionRegistry,
    store: &dyn Store,
    seen: &mut Seen,
) -> Result<(), StoreError> {
    let change = store.setting(CONNECTIONS).await?;
    let all = store.workspaces().await?;
    if all.len() != seen.hotels {
        (seen.hotels, seen.looks) = (all.len(), NEW_HOTEL_LOOKS);
    }
    if seen.looks > 0 || change != seen.change {
        seen.looks = seen.looks.saturating_sub(1);
        for workspace in &all {
            registry.refresh(&workspace.id).await?;
        }
        seen.change = change;
    }
    Ok(())
}

/// Deletes bodies of webhooks past their time, half uploads that nobody continues, and files of visitors that no message carries.
async fn sweep(
    store: Arc<dyn Store>,
    media: Library,
    clock: Arc<dyn Clock>,
    closing: CancellationToken,
) {
    loop {
        tokio::select! {
            biased;
            () = closing.cancelled() => return,
            () = tokio::time::sleep(SWEEP) => {}
        }
        if let Err(error) = store.sweep_envelopes(clock.now()).await {
            tracing::warn!(%error, "old envelopes stay for now");
        }
        if let Err(error) = media.sweep_uploads(clock.now()).await {
            tracing::warn!(%error, "half uploads stay for now");
        }
        if let Err(error) = media.sweep_waiting(clock.now()).await {
            tracing::warn!(%error, "uploads that no message carries stay for now");
        }
    }
}

/// One recorder a process; a second relay in it (a test) shares it.
fn prometheus() -> Option<PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| PrometheusBuilder::new().install_recorder().ok())
        .clone()
}
