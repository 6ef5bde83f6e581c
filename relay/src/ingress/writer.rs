//! Group commit of envelopes: everything that waits becomes durable with one fsync (P3).

use crate::engine::Engine;
use domain::id::WorkspaceId;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use store::error::StoreError;
use store::model::NewEnvelope;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

/// Webhooks in one commit.
const GROUP: usize = 512;
/// Bytes in one commit.
const GROUP_BYTES: usize = 32 << 20;
/// Webhooks that may wait for a commit before the next is refused.
const WAITING: usize = 2048;
/// How often the backlog is counted.
const COUNT_EVERY: Duration = Duration::from_secs(1);

/// Why an envelope was not stored; the provider is told to come again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the envelope was not stored: {0}")]
pub struct NotStored(String);

struct Waiting {
    envelopes: Vec<NewEnvelope>,
    reply: oneshot::Sender<Result<(), NotStored>>,
}

/// The one writer of envelopes of this node. Cheap to clone.
#[derive(Clone)]
pub struct EnvelopeWriter {
    line: mpsc::Sender<Waiting>,
    engine: Engine,
}

impl EnvelopeWriter {
    /// Starts the writer; it ends when the last clone is gone. More than `backlog` unprocessed envelopes refuse new ones.
    pub(crate) fn start(engine: &Engine, backlog: u64) -> Self {
        let (line, waiting) = mpsc::channel(WAITING);
        let writer = Writer {
            store: engine.store(),
            engine: engine.clone(),
            backlog,
            counted: None,
            full: false,
        };
        tokio::spawn(writer.run(waiting));
        let engine = engine.clone();
        Self { line, engine }
    }

    /// Stores durably; returns after the commit.
    ///
    /// # Errors
    /// [`NotStored`]: disk trouble or too much is waiting. Nothing was acknowledged.
    pub async fn put(&self, envelopes: Vec<NewEnvelope>) -> Result<(), NotStored> {
        if envelopes.is_empty() {
            return Ok(());
        }
        let _place = self.engine.at_the_door();
        let (reply, answer) = oneshot::channel();
        let waiting = Waiting { envelopes, reply };
        self.line
            .try_send(waiting)
            .map_err(|_| NotStored("too much is waiting".to_owned()))?;
        answer
            .await
            .map_err(|_| NotStored("the writer has ended".to_owned()))?
    }
}

struct Writer {
    store: Arc<dyn Store>,
    engine: Engine,
    backlog: u64,
    counted: Option<Instant>,
    full: bool,
}

impl Writer {
    async fn run(mut self, mut waiting: mpsc::Receiver<Waiting>) {
        while let Some(first) = waiting.recv().await {
            let mut bytes = size(&first);
            let mut group = vec![first];
            while group.len() < GROUP
                && bytes < GROUP_BYTES
                && let Ok(next) = waiting.try_recv()
            {
                bytes = bytes.saturating_add(size(&next));
                group.push(next);
            }
            self.commit(group).await;
        }
    }

    async fn commit(&mut self, mut group: Vec<Waiting>) {
        let envelopes: Vec<NewEnvelope> = group
            .iter_mut()
            .flat_map(|it| std::mem::take(&mut it.envelopes))
            .collect();
        let workspaces: BTreeSet<WorkspaceId> =
            envelopes.iter().map(|it| it.workspace.clone()).collect();
        let result = match self.too_much().await {
            Ok(false) => self.store.put_envelopes(&envelopes).await.map(|_| ()),
            Ok(true) => Err(StoreError::Retry("the backlog is full".to_owned())),
            Err(error) => Err(error),
        };
        let result = result.map_err(|error| {
            tracing::error!(%error, count = envelopes.len(), "envelopes were not stored: {error}");
            NotStored(error.to_string())
        });
        // Before the senders are answered: what applies them need not wait for that.
        if result.is_ok() {
            for workspace in &workspaces {
                self.engine.envelopes_waiting(workspace);
            }
        }
        for it in group {
            // Nobody listens if the provider hung up; what is stored stays.
            let _ = it.reply.send(result.clone());
        }
    }

    async fn too_much(&mut self) -> Result<bool, StoreError> {
        if self.counted.is_none_or(|at| at.elapsed() >= COUNT_EVERY) {
            self.full = self.store.envelope_backlog().await? > self.backlog;
            self.counted = Some(Instant::now());
        }
        Ok(self.full)
    }
}

fn size(waiting: &Waiting) -> usize {
    waiting.envelopes.iter().map(|it| it.body.len()).sum()
}
