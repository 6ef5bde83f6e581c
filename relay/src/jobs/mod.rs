//! The job runner: claims due work, does what needs the network outside of any transaction, and hands the result to the engine.
//!
//! ```text
//!   claim (attempt and lease committed) ─ request leaves ─ answer ─► engine: result and end of the job, one transaction
//!                  └ killed or no answer in between: the next claim sees `interrupted`, the message becomes "unknown",
//!                    and only the provider's status or a person settles it: nothing is sent twice by itself
//! ```

mod deliver;
mod deliver_media;
mod erase;
mod fetch_media;
mod keep_upload;
mod mail;
mod provider;
mod react;
mod templates;

pub use erase::EraseError;
pub(crate) use provider::client;
pub use provider::{NoAnswer, Provider};

use crate::config;
use crate::engine::{
    Engine, EngineError, JobKind, JobOutcome, JobResult, MailUnreadJob, SendScheduledJob,
};
use crate::ingress::ConnectionRegistry;
use crate::mail::Mailer;
use crate::media::{Fetcher, Library};
use domain::time::MINUTE;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::error::StoreError;
use store::model::Job;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;

/// Jobs that run at the same time.
const SLOTS: usize = 32;
/// Longest look-away: another node may have added a job.
const LONGEST_SLEEP: Duration = Duration::from_secs(15);
/// Shortest sleep when nothing could be claimed.
const SHORTEST_SLEEP: Duration = Duration::from_millis(50);
/// Lease of a delivery, in milliseconds: longer than the longest request.
const LEASE: i64 = MINUTE;
/// Lease of what moves a file.
const LONG_LEASE: i64 = 10 * MINUTE;
/// Tries to hand a result to the engine while the database is away.
const HAND_OVER_TRIES: u32 = 40;

/// What the runner is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `BELLHOP_GRAPH_URL`.
    pub graph_url: Url,
    /// E.g. `v25.0`.
    pub graph_version: String,
    /// Longest time of one delivery; below the lease of a minute.
    pub send_timeout: Duration,
    /// Largest file kept, in bytes.
    pub max_media_bytes: u64,
    /// What a visitor of the website's chat has not had goes by e-mail; absent = it waits for them.
    pub mail: Option<config::Mail>,
    /// The world's address of this relay, for links.
    pub public_url: Option<Url>,
    /// The journal of erasures.
    pub journal: PathBuf,
}

/// Why a runner cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client: {0}")]
pub struct NoClient(#[from] reqwest::Error);

/// The runner. Cheap to clone; run it once a node.
#[derive(Clone)]
pub struct Runner {
    pub(crate) engine: Engine,
    pub(crate) registry: ConnectionRegistry,
    pub(crate) library: Library,
    pub(crate) fetcher: Fetcher,
    /// Only makes requests; [`Self::provider`] sends them.
    pub(crate) requests: reqwest::Client,
    pub(crate) provider: Arc<dyn Provider>,
    pub(crate) mailer: Option<Arc<Mailer>>,
    pub(crate) settings: Arc<Settings>,
}

impl Runner {
    /// A runner; nothing runs before [`run`](Self::run).
    ///
    /// # Errors
    /// The HTTP client cannot be made.
    pub fn new(
        engine: Engine,
        registry: ConnectionRegistry,
        library: Library,
        settings: Settings,
    ) -> Result<Self, NoClient> {
        let fetcher = Fetcher::new(
            &settings.graph_url,
            &settings.graph_version,
            settings.max_media_bytes,
        )?;
        let provider = provider::Internet::new(settings.send_timeout)?;
        Ok(Self {
            engine,
            registry,
            library,
            fetcher,
            requests: provider.client(),
            provider: Arc::new(provider),
            mailer: settings.mail.clone().map(|it| Arc::new(Mailer::new(it))),
            settings: Arc::new(settings),
        })
    }

    /// The same over another way to the providers; files are still fetched over the real one.
    #[must_use]
    pub fn over(mut self, provider: Arc<dyn Provider>) -> Self {
        self.provider = provider;
        self
    }

    /// Asks a provider.
    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, NoAnswer> {
        let request = request.build().map_err(|_| NoAnswer::NotReached)?;
        self.provider.send(request).await
    }

    /// Runs until `closing`; then claims nothing more and finishes what runs.
    pub async fn run(self, closing: CancellationToken) {
        let slots = Arc::new(Semaphore::new(SLOTS));
        let tasks = TaskTracker::new();
        while !closing.is_cancelled() {
            let claimed = match self.claim(slots.available_permits()).await {
                Ok(jobs) => jobs,
                Err(error) => {
                    tracing::error!(%error, "jobs cannot be claimed: {error}");
                    Vec::new()
                }
            };
            let idle = claimed.is_empty();
            for job in claimed {
                let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
                    return;
                };
                let runner = self.clone();
                tasks.spawn(async move {
                    runner.work(job).await;
                    drop(slot);
                    // The next job of the lane, and a free slot.
                    runner.engine.poke_jobs();
                });
            }
            if idle {
                tokio::select! {
                    biased;
                    () = self.engine.job_added() => {}
                    () = tokio::time::sleep(self.sleep().await) => {}
                    () = closing.cancelled() => {}
                }
            }
        }
        tasks.close();
        tasks.wait().await;
    }

    /// Claims and runs everything that is due now, once, and waits for it; for tests and for the command line.
    ///
    /// # Errors
    /// The database.
    pub async fn run_due(&self) -> Result<usize, StoreError> {
        let jobs = self.claim(SLOTS).await?;
        let count = jobs.len();
        futures_util::future::join_all(jobs.into_iter().map(|job| self.work(job))).await;
        Ok(count)
    }

    async fn claim(&self, free: usize) -> Result<Vec<Job>, StoreError> {
        if free == 0 {
            return Ok(Vec::new());
        }
        let (store, now) = (self.engine.store(), self.engine.clock().now());
        let quick = [
            JobKind::Deliver,
            JobKind::React,
            JobKind::SendScheduled,
            JobKind::WaitingEvent,
            JobKind::MailUnread,
            JobKind::SendMail,
        ];
        let quick: Vec<&str> = quick.iter().map(JobKind::as_str).collect();
        let mut jobs = store.claim_jobs(&quick, now, LEASE, free).await?;
        let left = free.saturating_sub(jobs.len()).min(SLOTS / 4);
        if left > 0 {
            let slow = [
                JobKind::DeliverMedia,
                JobKind::FetchMedia,
                JobKind::KeepUpload,
                JobKind::SyncTemplates,
                JobKind::Erase,
            ];
            let slow: Vec<&str> = slow.iter().map(JobKind::as_str).collect();
            jobs.append(&mut store.claim_jobs(&slow, now, LONG_LEASE, left).await?);
        }
        Ok(jobs)
    }

    async fn sleep(&self) -> Duration {
        let now = self.engine.clock().now();
        let until = match self.engine.store().next_due().await {
            Ok(Some(due)) => u64::try_from(due.since(now)).unwrap_or(0),
            _ => u64::MAX,
        };
        Duration::from_millis(until).clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
    }

    async fn work(&self, job: Job) {
        let outcome = match JobKind::from_text(&job.kind) {
            JobKind::Deliver | JobKind::DeliverMedia => match payload(&job) {
                Some(payload) => self.deliver(&job, &payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::React => match payload(&job) {
                Some(payload) => self.react(&job, &payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::SendScheduled => match payload::<SendScheduledJob>(&job) {
                Some(it) => JobOutcome::Due {
                    message: it.message,
                },
                None => JobOutcome::Nothing,
            },
            JobKind::MailUnread => match payload::<MailUnreadJob>(&job) {
                Some(it) => JobOutcome::MailDue {
                    message: it.message,
                },
                None => JobOutcome::Nothing,
            },
            JobKind::SendMail => match payload(&job) {
                Some(payload) => self.send_mail(&job, &payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::KeepUpload => match payload(&job) {
                Some(payload) => self.keep_upload(&payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::SyncTemplates => match payload(&job) {
                Some(payload) => self.sync_templates(&payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::FetchMedia => match payload(&job) {
                Some(payload) => self.fetch_media(&job, &payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::Erase => match payload(&job) {
                Some(payload) => self.erase(&job, &payload).await,
                None => JobOutcome::Nothing,
            },
            JobKind::WaitingEvent => match payload::<crate::engine::WaitingEventJob>(&job) {
                Some(it) => JobOutcome::Event {
                    connection: it.connection,
                    event: Box::new(it.event),
                    until: it.until,
                },
                None => JobOutcome::Nothing,
            },
            JobKind::Other(_) => JobOutcome::Nothing,
        };
        self.hand_over(&job, outcome).await;
    }

    /// The result must reach the records: a message that was sent and is not known as sent becomes "unknown".
    async fn hand_over(&self, job: &Job, outcome: JobOutcome) {
        let result = JobResult {
            job: job.id.clone(),
            outcome,
        };
        for attempt in 0..HAND_OVER_TRIES {
            match self.engine.finish_job(&job.workspace, result.clone()).await {
                Ok(()) => return,
                Err(EngineError::Unavailable(_) | EngineError::Full) => {
                    let pause = Duration::from_millis(50).saturating_mul(1 << attempt.min(5));
                    tokio::time::sleep(pause).await;
                }
                Err(error) => {
                    tracing::error!(%error, job = job.id, "job {} did not end: {error}", job.id);
                    return;
                }
            }
        }
        tracing::error!(
            job = job.id,
            "the result of job {} is lost; its lease runs out",
            job.id
        );
    }
}

fn payload<T: DeserializeOwned>(job: &Job) -> Option<T> {
    match serde_json::from_str(&job.payload) {
        Ok(payload) => Some(payload),
        Err(error) => {
            // Only the place: the parser's words may quote a guest.
            let (line, column) = (error.line(), error.column());
            tracing::error!(
                line,
                column,
                job = job.id,
                "the payload of job {} cannot be read",
                job.id
            );
            None
        }
    }
}
