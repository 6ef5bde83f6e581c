//! A signed-in person at work: their cache, their relay, and what the tasks around them share.

use crate::api::ApiError;
use crate::api::session::SyncStatus;
use crate::events::{Events, News};
use crate::files::Files;
use crate::host::Host;
use crate::notices::Watch;
use crate::options::Options;
use crate::relay_client::{RelayClient, RelayError};
use crate::sync::history::Wanted;
use crate::sync::state::SyncState;
use crate::viewing::Viewing;
use cache::{Applied, Cache, MetaKey};
use domain::access::Role;
use domain::id::{ConversationId, StaffId};
use domain::record::{Kind, Scope};
use domain::staff::Staff;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, broadcast, mpsc};
use tokio_util::sync::CancellationToken;
use wire::session::{StaffInfo, WorkspaceInfo};
use wire::stream::FromDesk;

/// Kept in the cache: who this file belongs to and what they see.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SessionMeta {
    pub(crate) relay: String,
    pub(crate) workspace: WorkspaceInfo,
    pub(crate) staff: StaffInfo,
    pub(crate) device: String,
    /// As of the cursor; absent before the first page.
    #[serde(default)]
    pub(crate) scopes: Option<Vec<Scope>>,
}

/// What a session tells the desk around it: mostly why it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// Our relay revoked this very device: wipe.
    Revoked,
    /// The relay wants a new sign-in; cache and outbox stay. The code of `signed-out-…`.
    Locked(String),
    /// The cache is damaged: save the outbox, wipe, sync again.
    Damaged,
    /// Too long without the relay.
    OfflineTooLong,
    /// Nothing ends: what the window says about the person has changed.
    Known,
    /// The relay was seen again after [`End::OfflineTooLong`].
    Seen,
}

/// Shared by the window's commands and the background tasks.
pub(crate) struct Session {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) options: Options,
    pub(crate) cache: Arc<Cache>,
    pub(crate) relay: RelayClient,
    pub(crate) me: StaffId,
    pub(crate) meta: Mutex<SessionMeta>,
    pub(crate) sync: Mutex<SyncState>,
    /// The status that the window was told last.
    pub(crate) said: Mutex<Option<SyncStatus>>,
    /// Try the relay at once.
    pub(crate) wake_sync: Notify,
    /// The relay was lost; see [`Session::say_when_offline`].
    pub(crate) out_of_reach: Notify,
    /// There is something to send, or the relay is back.
    pub(crate) wake_outbox: Notify,
    /// Conversations somebody opened whose history may be missing.
    pub(crate) wanted: mpsc::UnboundedSender<Wanted>,
    /// Conversations whose messages were fetched beyond the lanes, and where to go on; `None` = to their beginning.
    pub(crate) pulled: Mutex<BTreeMap<ConversationId, Option<String>>>,
    /// What the stream takes up to the relay while it is joined; nothing is kept where it is not.
    pub(crate) signals: broadcast::Sender<FromDesk>,
    pub(crate) files: Files,
    pub(crate) events: Events,
    pub(crate) watch: Watch,
    /// What colleagues are told this person has open.
    pub(crate) viewing: Viewing,
    pub(crate) end: mpsc::UnboundedSender<End>,
    pub(crate) cancel: CancellationToken,
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// The relay's clock, as far as this computer knows it.
    pub(crate) fn relay_now(&self) -> UnixMillis {
        self.host.now().plus(lock(&self.sync).clock_offset)
    }

    /// My record, pending presence applied; what the sign-in said before it has come.
    pub(crate) fn staff(&self, reader: &cache::Reader<'_>) -> cache::Result<Staff> {
        if let Some(row) = reader.get::<Staff>(&self.me)? {
            return Ok(row.body);
        }
        let meta = lock(&self.meta);
        Ok(Staff {
            name: meta.staff.name.clone(),
            email: meta.staff.email.clone(),
            role: Role::from_text(&meta.staff.role),
            properties: Vec::new(),
            presence: domain::staff::Presence::Offline,
            active: true,
            unknown: domain::Unknown::default(),
        })
    }

    /// Runs blocking work on the cache; other tasks go on on other threads meanwhile.
    pub(crate) async fn with_cache<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Session) -> cache::Result<T> + Send + 'static,
    ) -> Result<T, ApiError> {
        let session = Arc::clone(self);
        let joined = seam::brief(move || work(&session)).await;
        match joined {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(self.cache_failed(&error)),
            Err(_) => Err(ApiError::new("internal")),
        }
    }

    /// Turns an error of the cache into words for the window; damage ends the session.
    pub(crate) fn cache_failed(&self, error: &cache::Error) -> ApiError {
        let code = match error {
            cache::Error::Damaged(_) => {
                let _ = self.end.send(End::Damaged);
                "disk_error"
            }
            cache::Error::Full(_) => "disk_full",
            cache::Error::Io(_) | cache::Error::Busy(_) => "disk_error",
            cache::Error::NotFound => "not_found",
            cache::Error::Body(_) | cache::Error::Statement(_) => "internal",
        };
        if code != "not_found" {
            tracing::error!(%error, code, "cache.failed");
        }
        ApiError {
            code: code.to_owned(),
            detail: Some(error.to_string()),
        }
    }

    /// Why what only the relay can answer was not answered.
    pub(crate) fn online(&self, error: &RelayError) -> ApiError {
        drop(self.judge(error));
        match error {
            RelayError::Problem(problem) => ApiError {
                code: problem.code.clone(),
                detail: problem.detail.clone(),
            },
            _ => ApiError::with("offline", error.code()),
        }
    }

    /// Announces what a committed transaction changed.
    pub(crate) fn announce(&self, applied: &Applied, outbox: bool) {
        let mut news = News::from(applied);
        news.outbox = outbox;
        self.events.push(news);
        let about_me = [Kind::Staff, Kind::Property];
        if about_me.iter().any(|kind| applied.kinds.contains(kind)) {
            let _ = self.end.send(End::Known);
        }
    }

    /// Keeps the facts about the session beside the cursor they belong to.
    pub(crate) fn save_meta(&self, writer: &cache::Writer<'_>) -> cache::Result<()> {
        let meta = lock(&self.meta).clone();
        writer.meta_mut().set(MetaKey::Session, &meta)
    }
}

impl ApiError {
    pub(crate) fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            detail: None,
        }
    }

    pub(crate) fn with(code: &str, detail: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            detail: Some(detail.into()),
        }
    }
}
