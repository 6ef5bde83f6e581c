//! One committer a hotel: takes what waits, decides it in one transaction, commits, announces, answers.

use super::Core;
use super::error::{EngineError, Fault};
use super::inbound::{Backlog, visitor};
use super::request::{Ask, Reply, Request};
use super::staff::{Prefetched, Run};
use super::work::Work;
use super::{Entry, erase, job_result, key, outcome, staff, templates};
use domain::id::{RecordId, WorkspaceId};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use store::error::StoreError;
use tokio::sync::{Notify, mpsc};

/// Requests in one transaction.
const GROUP: usize = 64;
/// Between two looks at the door while what was stored gives way to what is not yet.
const GIVES_WAY: Duration = Duration::from_millis(2);
/// Requests that may wait in line before callers wait to get in.
const WAITING: usize = 1024;

/// The way into a committer.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) requests: mpsc::Sender<Request>,
    pub(crate) envelopes: Arc<Notify>,
}

pub(crate) struct Committer {
    core: Arc<Core>,
    workspace: WorkspaceId,
    requests: mpsc::Receiver<Request>,
    envelopes: Arc<Notify>,
    backlog: Backlog,
}

/// A committer that does not run yet, and the way into it.
pub(crate) fn open(core: Arc<Core>, workspace: WorkspaceId) -> (Line, Committer) {
    let (sender, requests) = mpsc::channel(WAITING);
    let envelopes = Arc::new(Notify::new());
    let backlog = Backlog::new(Arc::clone(&core), workspace.clone());
    let line = Line {
        requests: sender,
        envelopes: Arc::clone(&envelopes),
    };
    (
        line,
        Committer {
            core,
            workspace,
            requests,
            envelopes,
            backlog,
        },
    )
}

impl Committer {
    /// Runs until the engine closes; requests already in line are still answered.
    pub(crate) async fn run(mut self) {
        let closing = self.core.closing.clone();
        loop {
            let mut group = Vec::new();
            let mut asked = false;
            while group.len() < GROUP
                && let Ok(request) = self.requests.try_recv()
            {
                asked = true;
                if request.ask.stands_alone() {
                    self.commit(std::mem::take(&mut group)).await;
                    self.commit_alone(request).await;
                } else {
                    group.push(request);
                }
            }
            self.commit(group).await;
            if closing.is_cancelled() {
                self.requests.close();
                if !asked {
                    return;
                }
                continue;
            }
            // Heard here too: while requests come one after the other, nobody waits below.
            if self.envelopes.notified().now_or_never().is_some() {
                self.backlog.look();
            }
            if self.backlog.gives_way() && !asked {
                tokio::select! {
                    biased;
                    request = self.requests.recv() => match request {
                        Some(request) => self.commit_alone(request).await,
                        None => return,
                    },
                    () = closing.cancelled() => {}
                    () = tokio::time::sleep(GIVES_WAY) => {}
                }
                continue;
            }
            if self.backlog.apply_some().await || asked {
                continue;
            }
            self.backlog.rest();
            tokio::select! {
                biased;
                request = self.requests.recv() => match request {
                    Some(request) => self.commit_alone(request).await,
                    None => return,
                },
                () = self.envelopes.notified() => self.backlog.look(),
                () = self.backlog.pause() => {}
                () = closing.cancelled() => {}
            }
        }
    }

    async fn commit_alone(&mut self, request: Request) {
        if request.ask.comes_after_the_backlog() {
            self.backlog.look();
            while self.backlog.apply_some().await {}
        }
        self.commit(vec![request]).await;
    }

    async fn commit(&self, group: Vec<Request>) {
        if group.is_empty() {
            return;
        }
        let asks: Vec<&Ask> = group.iter().map(|request| &request.ask).collect();
        let results = match self.guarded(&asks).await {
            Ok(replies) => replies,
            Err(error) if group.len() == 1 => vec![Err(EngineError::from(&error))],
            Err(error) => {
                tracing::warn!(%error, group = group.len(), "group refused, running one by one");
                let mut results = Vec::with_capacity(group.len());
                for ask in asks {
                    match self.guarded(&[ask]).await {
                        Ok(mut replies) => results.append(&mut replies),
                        Err(error) => results.push(Err(EngineError::from(&error))),
                    }
                }
                results
            }
        };
        for (request, result) in group.into_iter().zip(results) {
            // Nobody listens if the caller went away; the effect stands.
            let _ = request.reply.send(result);
        }
    }

    /// A panic in a decision is a bug of one command, not the end of the hotel's line.
    async fn guarded(&self, asks: &[&Ask]) -> Result<Vec<Result<Reply, EngineError>>, StoreError> {
        let run = AssertUnwindSafe(self.run_group(asks)).catch_unwind();
        run.await
            .unwrap_or_else(|_| Err(StoreError::Bug("a decision panicked".to_owned())))
    }

    async fn run_group(
        &self,
        asks: &[&Ask],
    ) -> Result<Vec<Result<Reply, EngineError>>, StoreError> {
        // Whatever is read apart from the engine's tables is read before the lock is taken.
        let mut fetched = Vec::with_capacity(asks.len());
        for ask in asks {
            fetched.push(Prefetched::read(&self.core, &self.workspace, ask).await?);
        }
        let now = self.core.clock.now();
        let mut tx = self.core.store.begin(&self.workspace, now).await?;
        let mut replies = Vec::with_capacity(asks.len());
        let (mut jobs, mut touches) = (false, Vec::new());
        for (ask, fetched) in asks.iter().zip(&fetched) {
            tx.mark();
            let mut work = Work::new(&mut *tx, &self.workspace, &self.core, now);
            let decided = decide(&mut work, ask, fetched).await;
            let touched = std::mem::take(&mut work.touches);
            jobs |= work.jobs;
            match decided {
                Ok(reply) => {
                    touches.extend(touched);
                    replies.push(Ok(reply));
                }
                Err(Fault::Store(error)) => return Err(error),
                Err(fault) => {
                    tx.rollback_to_mark();
                    tracing::error!(error = %fault, "a command failed");
                    replies.push(Err(EngineError::Internal(fault.to_string())));
                }
            }
        }
        let head = tx.commit().await?;
        self.core.hub.announce(&self.workspace, head);
        self.core.hub.touch(&self.workspace, touches);
        if jobs {
            self.core.jobs.notify_one();
        }
        Ok(replies)
    }
}

async fn decide(work: &mut Work<'_>, ask: &Ask, fetched: &Prefetched) -> Result<Reply, Fault> {
    match ask {
        Ask::Staff(actor, command) => staff::answer(work, actor, command, Run::Now(fetched))
            .await
            .map(Reply::Answer),
        Ask::Replayed(actor, command, at) => {
            staff::answer(work, actor, command, Run::Replayed(*at))
                .await
                .map(Reply::Answer)
        }
        Ask::Write(entries) => {
            for entry in entries {
                for key in entry.keys() {
                    work.claim_key(key, entry.id()).await?;
                }
                outcome::claim_provider_id(work, entry).await?;
                work.put(entry).await?;
                if let Entry::Connection(id, body) = entry {
                    templates::watch(work, id, body).await?;
                }
            }
            Ok(Reply::Done(work.seq))
        }
        Ask::Templates => {
            templates::watch_all(work).await?;
            Ok(Reply::Done(work.seq))
        }
        Ask::Presence(id, presence) => {
            staff::set_presence(work, id, presence).await?;
            Ok(Reply::Done(work.seq))
        }
        Ask::Origins(id, origins) => {
            if let Some(mut connection) = work.connection(id).await?
                && connection.origins != *origins
            {
                connection.origins.clone_from(origins);
                work.put(&Entry::Connection(id.clone(), connection)).await?;
            }
            Ok(Reply::Done(work.seq))
        }
        Ask::Uploaded(staff, media, mime, size) => {
            // By its type for the message that carries it, without for who asks whether it is here.
            let size = RecordId::new(size.to_string())
                .map_err(|error| Fault::Store(StoreError::Bug(error.to_string())))?;
            for mime in [mime.as_str(), ""] {
                work.tx
                    .set_lookup(key::upload(staff, media, mime), size.clone());
            }
            Ok(Reply::Done(work.seq))
        }
        Ask::Job(result) => {
            job_result::apply(work, result).await?;
            Ok(Reply::Done(work.seq))
        }
        Ask::Visitor(ask) => visitor::decide(work, ask).await.map(Reply::Visitor),
        Ask::Erase(contact) => {
            if work.contact(contact).await?.is_some() {
                erase::guest(work, contact, None).await?;
            }
            Ok(Reply::Done(work.seq))
        }
        Ask::EraseAgain(entry) => {
            erase::again(work, entry).await?;
            Ok(Reply::Done(work.seq))
        }
    }
}
