//! The engine: turns commands (a person's action, a webhook's event, a job's end) into the records they change and the jobs
//! that follow, commits them together and announces only after it.
//!
//! ```text
//!   staff() ─┐                         ┌─ decide (pure, domain) ─ refused: back to the mark
//!   jobs  ───┼─► one committer a hotel ┤
//!   envelopes┘   (≤ 64 in a group)     └─ commit ─► hub.announce ─► answers
//! ```
//!
//! **Invariants.** Everything of a hotel goes through its one committer. Nothing is announced or answered before the commit.
//! No network inside. Follow-up work is a job in the same transaction as the fact.

mod committer;
mod door;
mod entry;
mod erase;
mod error;
mod inbound;
mod job_result;
pub(crate) mod key;
mod mail;
mod notice;
mod numbering;
mod outcome;
mod payload;
mod request;
mod restored;
mod scheduled;
mod staff;
mod templates;
mod work;

pub use entry::Entry;
pub(crate) use erase::is_erased;
pub use error::EngineError;
pub(crate) use inbound::UNKNOWN_RECEIVER;
pub use inbound::visitor::{Visitor, VisitorAct, VisitorAsk, VisitorReply, Writing};
pub use job_result::{JobOutcome, JobResult};
pub use mail::MailEnd;
pub use payload::{
    DeliverJob, EraseJob, FetchMediaJob, JobKind, KeepUploadJob, MailUnreadJob, ReactJob,
    SendMailJob, SendScheduledJob, SyncTemplatesJob, WaitingEventJob,
};
pub use request::StaffActor;
pub use restored::RESTORED;
pub(crate) use templates::MOST as MOST_TEMPLATES;
pub use templates::template_id;

use crate::clock::Clock;
use crate::erasure::{self, ErasureKey};
use crate::hub::Hub;
use committer::Line;
use domain::command::{Answer, Command};
use domain::id::{ConnectionId, ContactId, MediaId, StaffId, WorkspaceId};
use domain::staff::Presence;
use domain::time::UnixMillis;
pub(crate) use door::{AtTheDoor, Door};
use request::{Ask, Reply, Request};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::Store;
use store::error::StoreError;
use tokio::sync::{Notify, OnceCell, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The records of a bulk write that share one number (DESIGN_RELAY).
pub const PIECE: usize = 500;

/// The engine. Cheap to clone; every clone is the same engine.
#[derive(Clone)]
pub struct Engine {
    core: Arc<Core>,
}

/// What committers share.
pub(crate) struct Core {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) hub: Hub,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) key: ErasureKey,
    pub(crate) door: Door,
    /// Rung whenever a commit added a job.
    pub(crate) jobs: Notify,
    pub(crate) closing: CancellationToken,
    warm: OnceCell<()>,
    lines: Mutex<HashMap<WorkspaceId, Line>>,
    tasks: TaskTracker,
}

impl Core {
    /// Reads the tables of phone numbers and languages, which takes long on first use: before an attempt is counted and a lock
    /// is held, not under them.
    pub(crate) async fn warm_up(&self) {
        let read = || async {
            let task = seam::blocking(|| {
                let number = domain::phone::normalize("+351912345678", None);
                let asked = domain::escalation::asks_for_person("");
                (number, asked, crate::greeting::greeting(None, ""))
            });
            if task.await.is_err() {
                tracing::error!("the tables of phone numbers could not be read");
            }
        };
        self.warm.get_or_init(read).await;
    }
}

impl Engine {
    /// An engine over `store`; nothing runs until something is asked or [`start`](Self::start) is called.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, hub: Hub, clock: Arc<dyn Clock>, key: ErasureKey) -> Self {
        let core = Core {
            store,
            hub,
            clock,
            key,
            door: Door::default(),
            jobs: Notify::new(),
            closing: CancellationToken::new(),
            warm: OnceCell::new(),
            lines: Mutex::default(),
            tasks: TaskTracker::new(),
        };
        Self {
            core: Arc::new(core),
        }
    }

    /// Takes up what an earlier run left: envelopes that were acknowledged and not yet applied.
    ///
    /// # Errors
    /// The list of hotels could not be read.
    pub async fn start(&self) -> Result<(), StoreError> {
        for workspace in self.core.store.workspaces().await? {
            let (head, _) = self.core.store.head(&workspace.id).await?;
            self.core.hub.announce(&workspace.id, head);
            self.envelopes_waiting(&workspace.id);
            if let Err(error) = self.ask(&workspace.id, Ask::Templates).await {
                tracing::warn!(%error, "templates are looked at after the next start: {error}");
            }
        }
        Ok(())
    }

    /// Runs a person's command. The role is read under the lock; what the person may not see is `not_found`; a repeated id gets
    /// the first answer, the same id with another body or from another person is `conflict`.
    ///
    /// # Errors
    /// The database is away or the relay closes: nothing was changed and the same command may be sent again.
    pub async fn staff(
        &self,
        workspace: &WorkspaceId,
        actor: StaffActor,
        command: Command,
    ) -> Result<Answer, EngineError> {
        match self
            .ask(workspace, Ask::Staff(actor, Box::new(command)))
            .await?
        {
            Reply::Answer(answer) => Ok(answer),
            _ => Err(EngineError::Internal(
                "a command without an answer".to_owned(),
            )),
        }
    }

    /// Takes what was done before the relay was restored from a backup: a known id gets its first answer, of an unknown one what was
    /// written at `at` is kept as history, and nothing is delivered.
    ///
    /// # Errors
    /// As [`staff`](Self::staff).
    pub async fn replayed(
        &self,
        workspace: &WorkspaceId,
        actor: StaffActor,
        command: Command,
        at: UnixMillis,
    ) -> Result<Answer, EngineError> {
        let ask = Ask::Replayed(actor, Box::new(command), at);
        match self.ask(workspace, ask).await? {
            Reply::Answer(answer) => Ok(answer),
            _ => Err(EngineError::Internal(
                "a command without an answer".to_owned(),
            )),
        }
    }

    /// Runs what a website's visitor does; a repeated message gets the first number again.
    ///
    /// # Errors
    /// As [`staff`](Self::staff): nothing was changed and the same may be asked again.
    pub async fn visitor(
        &self,
        workspace: &WorkspaceId,
        ask: VisitorAsk,
    ) -> Result<VisitorReply, EngineError> {
        self.core.warm_up().await;
        match self.ask(workspace, Ask::Visitor(ask)).await? {
            Reply::Visitor(reply) => Ok(reply),
            _ => Err(EngineError::Internal(
                "a visitor without an answer".to_owned(),
            )),
        }
    }

    /// Writes records as they are, [`PIECE`] to a number, with their unique keys (phone, identities, open conversation,
    /// connection address, provider message). For the demo hotel, staff, properties, connections and canned responses. Returns the
    /// last number. All or nothing for each piece, not for the whole.
    ///
    /// # Errors
    /// [`EngineError::Taken`] if a unique key leads to another record; otherwise as [`staff`](Self::staff).
    pub async fn write_records(
        &self,
        workspace: &WorkspaceId,
        entries: Vec<Entry>,
    ) -> Result<u64, EngineError> {
        let mut entries = entries.into_iter();
        let mut last = 0;
        loop {
            let piece: Vec<Entry> = entries.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                return Ok(last);
            }
            if let Reply::Done(Some(seq)) = self.ask(workspace, Ask::Write(piece)).await? {
                last = seq;
            }
        }
    }

    /// Sets what a person chose to be, said by the relay itself (e.g. at sign-out). Nothing happens for an unknown person.
    ///
    /// # Errors
    /// As [`staff`](Self::staff).
    pub async fn set_presence(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        presence: Presence,
    ) -> Result<(), EngineError> {
        self.ask(workspace, Ask::Presence(staff.clone(), presence))
            .await
            .map(|_| ())
    }

    /// Replaces the sites that may show a website's chat; what else the record says, its counter above all, stays. Nothing happens for
    /// an unknown connection.
    ///
    /// # Errors
    /// As [`staff`](Self::staff).
    pub async fn set_origins(
        &self,
        workspace: &WorkspaceId,
        connection: &ConnectionId,
        origins: Vec<String>,
    ) -> Result<(), EngineError> {
        self.ask(workspace, Ask::Origins(connection.clone(), origins))
            .await
            .map(|_| ())
    }

    /// Erases a guest on the command line, where whoever may touch the data folder may do everything. False = there is no such
    /// guest, or not any more.
    ///
    /// # Errors
    /// As [`staff`](Self::staff).
    pub async fn erase(
        &self,
        workspace: &WorkspaceId,
        contact: &ContactId,
    ) -> Result<bool, EngineError> {
        let reply = self.ask(workspace, Ask::Erase(contact.clone())).await?;
        Ok(matches!(reply, Reply::Done(Some(_))))
    }

    /// Erases a guest whom a restored database may hold again. Nothing happens for a hotel that is not here.
    ///
    /// # Errors
    /// As [`staff`](Self::staff).
    pub async fn erase_again(&self, entry: erasure::Entry) -> Result<(), EngineError> {
        let all = self.core.store.workspaces().await;
        let all = all.map_err(|error| EngineError::from(&error))?;
        if !all.iter().any(|it| it.id == entry.workspace) {
            return Ok(());
        }
        let workspace = entry.workspace.clone();
        self.ask(&workspace, Ask::EraseAgain(Box::new(entry)))
            .await
            .map(|_| ())
    }

    /// Applies the end of a job.
    ///
    /// # Errors
    /// As [`staff`](Self::staff); the job stays claimed until its lease ends.
    pub async fn finish_job(
        &self,
        workspace: &WorkspaceId,
        result: JobResult,
    ) -> Result<(), EngineError> {
        self.ask(workspace, Ask::Job(result)).await.map(|_| ())
    }

    /// Remembers that a person has brought a file of this type here, so that their messages may carry it.
    ///
    /// # Errors
    /// As [`staff`](Self::staff).
    pub async fn keep_upload(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        media: &MediaId,
        mime: &str,
        size: u64,
    ) -> Result<(), EngineError> {
        let ask = Ask::Uploaded(staff.clone(), media.clone(), mime.to_owned(), size);
        self.ask(workspace, ask).await.map(|_| ())
    }

    /// The size of a file, if this person has brought it here.
    ///
    /// # Errors
    /// The database.
    pub async fn uploaded(
        &self,
        workspace: &WorkspaceId,
        staff: &StaffId,
        media: &MediaId,
    ) -> Result<Option<u64>, StoreError> {
        let keys = [key::upload(staff, media, "")];
        let found = self.core.store.lookups(workspace, &keys).await?;
        Ok(found
            .into_iter()
            .flatten()
            .find_map(|size| size.as_str().parse().ok()))
    }

    /// Notes a webhook that waits to be stored, as long as what is returned lives.
    pub(crate) fn at_the_door(&self) -> AtTheDoor<'_> {
        self.core.door.enter()
    }

    /// Says that envelopes of this hotel were stored.
    pub fn envelopes_waiting(&self, workspace: &WorkspaceId) {
        self.line(workspace).envelopes.notify_one();
    }

    /// Waits until a commit added a job (or [`poke_jobs`](Self::poke_jobs)).
    pub async fn job_added(&self) {
        self.core.jobs.notified().await;
    }

    /// Makes the job runner look again, e.g. after a test moved the clock.
    pub fn poke_jobs(&self) {
        self.core.jobs.notify_one();
    }

    /// The storage below.
    #[must_use]
    pub fn store(&self) -> Arc<dyn Store> {
        Arc::clone(&self.core.store)
    }

    /// The clock everything here reads.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.core.clock)
    }

    /// Finishes the groups that run and refuses what comes after; envelopes wait for the next start.
    pub async fn shutdown(&self) {
        self.core.closing.cancel();
        self.core
            .lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.core.tasks.close();
        self.core.tasks.wait().await;
    }

    async fn ask(&self, workspace: &WorkspaceId, ask: Ask) -> Result<Reply, EngineError> {
        if self.core.closing.is_cancelled() {
            return Err(EngineError::Closed);
        }
        let (reply, answer) = oneshot::channel();
        let line = self.line(workspace);
        line.requests
            .send(Request { ask, reply })
            .await
            .map_err(|_| EngineError::Closed)?;
        answer.await.map_err(|_| EngineError::Closed)?
    }

    fn line(&self, workspace: &WorkspaceId) -> Line {
        let mut lines = self
            .core
            .lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        lines
            .entry(workspace.clone())
            .or_insert_with(|| {
                let (line, committer) = committer::open(Arc::clone(&self.core), workspace.clone());
                self.core.tasks.spawn(committer.run());
                line
            })
            .clone()
    }
}
