//! Other nodes over the same database.
//!
//! ```text
//!   hub ─ announce, touch, signal ─► Told (newest wins) ─ at most 50 a second, 7 KiB each ─► NOTIFY
//!   hub.here() ◄─ the same ◄───────────────────────────────────────────────────────────────── LISTEN
//! ```
//!
//! Told after the commit and outside of it: in the transaction it would cost every commit a lock of the whole database. It is a
//! wake-up and nothing else. Who misses one looks by itself: streams every few seconds, the job runner at the next due time,
//! a visitor's page with its ping, this module for envelopes of a node that is gone.

mod told;

pub use told::Told;

use crate::app::{StartError, Tools};
use crate::clock::SharedClock;
use crate::engine::Engine;
use crate::hub::{Hub, Touch};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use store::error::StoreError;
use store::model::Heard;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Between two times of telling.
const PAUSE: Duration = Duration::from_millis(20);
/// How often envelopes of nodes that are gone are looked for.
const LOOK: Duration = Duration::from_secs(5);
/// How often the clock is set.
const SET_CLOCK: Duration = Duration::from_secs(10);
/// How often the database is tended.
const TEND: Duration = Duration::from_secs(5);

/// Begins to hear and to tell; nothing happens where there can be no other node.
pub(crate) async fn start(
    tools: &Tools,
    tasks: &TaskTracker,
    closing: &CancellationToken,
) -> Result<(), StartError> {
    let (Some(told), Some(heard)) = (tools.hub.told(), tools.store.hear().await?) else {
        return Ok(());
    };
    let store = || Arc::clone(&tools.store);
    let until = |work| {
        let closing = closing.clone();
        async move {
            let _ended_or_closing = closing.run_until_cancelled(work).await;
        }
    };
    let work: [std::pin::Pin<Box<dyn Future<Output = ()> + Send>>; 5] = [
        Box::pin(tell(Arc::clone(told), store())),
        Box::pin(hear(heard, tools.hub.here(), store())),
        Box::pin(take_over(tools.engine.clone(), store())),
        Box::pin(set_clock(Arc::clone(&tools.shared_clock), store())),
        Box::pin(tend(store())),
    ];
    for work in work {
        tasks.spawn(until(work));
    }
    Ok(())
}

/// Tells what is left, at the end of a process.
pub(crate) async fn last_words(hub: &Hub, store: &dyn Store) {
    let Some(told) = hub.told() else {
        return;
    };
    while let Some(words) = told.take() {
        if let Err(error) = store.tell(&words).await {
            tracing::warn!(%error, "other nodes were not told");
            return;
        }
    }
}

async fn tell(told: Arc<Told>, store: Arc<dyn Store>) {
    loop {
        told.rung().await;
        while let Some(words) = told.take() {
            // Lost: they look by themselves.
            if let Err(error) = store.tell(&words).await {
                tracing::warn!(%error, "other nodes were not told");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn hear(mut heard: mpsc::Receiver<Heard>, here: Hub, store: Arc<dyn Store>) {
    while let Some(news) = heard.recv().await {
        match news {
            Heard::Words(words) => told::pass_on(&words, &here),
            Heard::Gap => {
                if let Err(error) = look(&here, store.as_ref()).await {
                    tracing::warn!(%error, "what other nodes did meanwhile is seen later");
                }
            }
        }
    }
}

/// What may have been told while nobody heard it.
async fn look(here: &Hub, store: &dyn Store) -> Result<(), StoreError> {
    for workspace in here.listened_to() {
        let (head, _) = store.head(&workspace).await?;
        here.announce(&workspace, head);
        here.touch(&workspace, vec![Touch::Anything]);
    }
    Ok(())
}

/// Takes up envelopes of nodes that are gone.
async fn take_over(engine: Engine, store: Arc<dyn Store>) {
    loop {
        tokio::time::sleep(LOOK).await;
        match store.waiting_hotels().await {
            Ok(hotels) => hotels.iter().for_each(|it| engine.envelopes_waiting(it)),
            Err(error) => tracing::warn!(%error, "waiting envelopes are looked for again later"),
        }
    }
}

async fn tend(store: Arc<dyn Store>) {
    loop {
        tokio::time::sleep(TEND).await;
        if let Err(error) = store.tend().await {
            tracing::warn!(%error, "the database is tended later");
        }
    }
}

async fn set_clock(clock: Arc<SharedClock>, store: Arc<dyn Store>) {
    loop {
        tokio::time::sleep(SET_CLOCK).await;
        if let Err(error) = clock.measure(store.as_ref()).await {
            tracing::warn!(%error, "the clock is set later");
        }
    }
}
