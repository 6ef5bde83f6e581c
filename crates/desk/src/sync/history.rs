//! The walk backwards: lanes by kind, newest first, in the background; a conversation that somebody opens goes first.

use super::apply::Freshness;
use super::backoff::{Backoff, jitter};
use super::older::{self, Missed};
use super::progress::{self, Progress};
use super::state::Reach;
use crate::session::{Session, lock};
use cache::{Durability, MetaKey};
use domain::id::ConversationId;
use domain::record::Kind;
use domain::time::{DAY, UnixMillis};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use wire::change::HistoryPage;

pub(super) const PAGE: &str = "500";

/// What grows too old is looked for this often.
const LOOK_AGAIN: Duration = Duration::from_secs(6 * 3600);

/// Pause of the walk after the relay did not answer or the disk did not take what it said; the first of ever longer ones.
const AFTER_ERROR: Duration = Duration::from_secs(1);

impl Session {
    /// Where the messages of this conversation are that are not here.
    pub(crate) fn rest_of(
        &self,
        reader: &cache::Reader<'_>,
        conversation: &ConversationId,
    ) -> cache::Result<Rest> {
        let all_pulled = lock(&self.pulled)
            .get(conversation)
            .is_some_and(Option::is_none);
        if all_pulled || progress::has_every_message(reader)? {
            return Ok(Rest::None);
        }
        let reached = lock(&self.sync).reach != Reach::Offline;
        Ok(if reached {
            Rest::AtRelay
        } else {
            Rest::OutOfReach
        })
    }

    /// Starts the walk again where it stopped.
    pub(crate) fn wake_history(&self) {
        let _ = self.wanted.send(Wanted::Walk);
    }

    /// Messages from before this are not kept here.
    pub(super) fn history_floor(&self) -> UnixMillis {
        let months = i64::from(self.options.history_months);
        self.relay_now().plus(-months * 30 * DAY)
    }

    /// Takes out what has grown too old. Blocking.
    fn drop_messages_before(&self, floor: UnixMillis) -> cache::Result<()> {
        let applied = match self.cache.drop_messages_before(floor) {
            // The rows are gone; only the log still holds them because somebody is reading.
            Err(cache::Error::Busy(_)) => {
                self.say_all();
                return Ok(());
            }
            other => other?,
        };
        if !applied.is_empty() {
            self.announce(&applied, false);
        }
        Ok(())
    }

    /// How far back messages are complete, for the status, and whether anything is in doubt.
    pub(crate) fn load_history(&self, reader: &cache::Reader<'_>) -> cache::Result<()> {
        let progress = progress::of(reader)?;
        let back_to = progress.messages_back_to(self.relay_now());
        let mut state = lock(&self.sync);
        state.history_back_to = back_to;
        state.doubted = progress.unsure;
        Ok(())
    }
}

/// Where the messages of a conversation are that are not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// There are none.
    None,
    /// There may be some at the relay, and they are fetched.
    AtRelay,
    /// There may be some at the relay, which is out of reach.
    OutOfReach,
}

/// What the walk is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The messages of a conversation that somebody opened.
    Conversation(ConversationId),
    /// Older messages of a conversation: somebody scrolled to the end of what is here.
    Older(ConversationId),
    /// The messages of a conversation that is new here.
    Children(ConversationId),
    /// Go on with the lanes.
    Walk,
}

/// Walks until the desk ends. Whoever opens a conversation goes before the walk.
pub(crate) async fn run(session: Arc<Session>, mut wanted: mpsc::UnboundedReceiver<Wanted>) {
    let mut walking = false;
    let mut backoff = Backoff::new(AFTER_ERROR, session.options.longest_pause);
    let mut pause = session.options.history_pause;
    // Came into sight while the relay was out of reach, or went in the middle of it, or the disk was full. What a relay that is there does not give, and what is
    // left at a start, a comparison of checksums finds.
    let mut left: BTreeSet<ConversationId> = BTreeSet::new();
    loop {
        let next = if walking {
            tokio::select! {
                biased;
                () = session.cancel.cancelled() => return,
                asked = wanted.recv() => asked,
                () = tokio::time::sleep(pause) => Some(Wanted::Walk),
            }
        } else {
            tokio::select! {
                biased;
                () = session.cancel.cancelled() => return,
                asked = wanted.recv() => asked,
                () = tokio::time::sleep(LOOK_AGAIN) => Some(Wanted::Walk),
            }
        };
        let Some(next) = next else { return };
        if lock(&session.sync).reach == Reach::Offline {
            // `reached` starts the walk again.
            walking = false;
            if let Wanted::Children(id) = next {
                left.insert(id);
            }
            continue;
        }
        match next {
            Wanted::Walk => match left.pop_first() {
                Some(id) => {
                    walking = true;
                    let missed = not_here(&session, id).await;
                    if missed.is_some() {
                        pause = backoff.next(jitter());
                    }
                    left.extend(missed);
                }
                None => {
                    let step = step(&session).await;
                    walking = step != Step::Ended;
                    pause = match step {
                        Step::Failed => backoff.next(jitter()),
                        Step::Done | Step::Ended => {
                            backoff.reset();
                            session.options.history_pause
                        }
                    };
                }
            },
            Wanted::Conversation(id) => {
                if !lock(&session.pulled).contains_key(&id) {
                    older::of_conversation(&session, &id).await;
                }
            }
            Wanted::Older(id) => older::of_conversation(&session, &id).await,
            Wanted::Children(id) => {
                let missed = not_here(&session, id).await;
                walking |= missed.is_some();
                left.extend(missed);
            }
        }
    }
}

/// Fetches the messages of a conversation that is new here; gives it back if the relay went meanwhile or the disk did not take them.
async fn not_here(session: &Arc<Session>, id: ConversationId) -> Option<ConversationId> {
    let again = match older::children(session, &id).await {
        Ok(()) => false,
        Err(Missed::Relay) => lock(&session.sync).reach == Reach::Offline,
        Err(Missed::Disk) => true,
    };
    again.then_some(id)
}

/// How a step of the walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// There may be more.
    Done,
    /// Nothing is left.
    Ended,
    /// The relay did not answer, or the disk did not take it: again, after a longer pause each time.
    Failed,
}

/// One page of the next lane.
async fn step(session: &Arc<Session>) -> Step {
    let read = session.with_cache(|s| s.cache.read(|reader| reader.meta().get(MetaKey::History)));
    let Ok(progress) = read.await else {
        return Step::Failed;
    };
    let progress: Progress = progress.unwrap_or_default();
    let Some(kind) = progress.next() else {
        return finish(session, progress).await;
    };
    let lane = progress.lane(&kind);
    let mut query = vec![("kind", kind.as_str()), ("limit", PAGE)];
    if let Some(before) = &lane.before {
        query.push(("before", before));
    }
    let page: HistoryPage = match session.relay.get("v1/history", &query).await {
        Ok(page) => page,
        Err(error) => {
            drop(session.judge(&error));
            return Step::Failed;
        }
    };
    let floor = session.history_floor();
    let list_is_whole = kind == Kind::Conversation && page.before.is_none();
    let done = session
        .with_cache(move |session| {
            session.apply_changes(&page.changes, None, Freshness::Old)?;
            let oldest = page.changes.iter().map(|change| change.at).min();
            // Read again inside: a change of scopes may have begun the walk anew meanwhile.
            session.cache.write(Durability::Normal, |writer| {
                let now: Progress = writer.meta().get(MetaKey::History)?.unwrap_or_default();
                if now.lane(&kind) == progress.lane(&kind) {
                    let mut next = now;
                    next.note(&kind, page.before.clone(), oldest, floor);
                    writer.meta_mut().set(MetaKey::History, &next)?;
                }
                Ok(())
            })?;
            session.cache.read(|reader| session.load_history(reader))
        })
        .await;
    if done.is_err() {
        return Step::Failed;
    }
    if list_is_whole {
        // Also where no conversation came: an empty list is waited for no longer.
        session.say_all();
    }
    Step::Done
}

/// All lanes have ended: ids of deleted things are no longer needed, messages that have grown too old leave, and the window learns
/// that nothing is missing.
async fn finish(session: &Arc<Session>, progress: Progress) -> Step {
    if progress.unsure {
        // Checksums have the word first: where messages end at the floor they could not tell any more.
        return Step::Ended;
    }
    let swept = session
        .with_cache(move |session| session.sweep(&progress))
        .await;
    match swept {
        Ok(true) => {
            session.events.push(crate::events::News {
                house: true,
                ..Default::default()
            });
            session.emit_status();
            lock(&session.sync).compare_at = None;
            Step::Ended
        }
        Ok(false) => Step::Ended,
        Err(_) => Step::Failed,
    }
}

impl Session {
    /// True if anything was to be done. Blocking.
    fn sweep(&self, progress: &Progress) -> cache::Result<bool> {
        self.forget_sent()?;
        let floor = self.history_floor();
        let oldest = self.cache.read(|reader| reader.messages().oldest_at())?;
        let too_old = oldest.is_some_and(|at| at < floor);
        if progress.swept && !too_old {
            return Ok(false);
        }
        // Noted before they go: who dies in between has a few more than it says, and not a few fewer.
        self.cache.write(Durability::Normal, |writer| {
            let mut progress = progress::of(writer)?;
            if progress.next().is_some() {
                // A change of scopes has begun the walk anew meanwhile.
                return Ok(());
            }
            if too_old {
                progress.ends_at(floor);
            }
            progress.swept = true;
            writer.drop_tombstones()?;
            writer.meta_mut().set(MetaKey::History, &progress)
        })?;
        if too_old {
            self.drop_messages_before(floor)?;
        }
        lock(&self.pulled).clear();
        self.cache.read(|reader| self.load_history(reader))?;
        Ok(true)
    }
}
