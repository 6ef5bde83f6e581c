//! The walk backwards: lanes by kind, newest first, in the background; a conversation that somebody opens goes first.

use super::apply::Freshness;
use super::state::Reach;
use crate::session::{Session, lock};
use cache::{Durability, MetaKey};
use domain::id::ConversationId;
use domain::record::Kind;
use domain::time::{DAY, UnixMillis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use wire::change::HistoryPage;

/// In the order in which people miss them.
const LANES: [Kind; 11] = [
    Kind::Property,
    Kind::Staff,
    Kind::Connection,
    Kind::CannedResponse,
    Kind::Label,
    Kind::Template,
    Kind::DeadLetter,
    Kind::Conversation,
    Kind::Message,
    Kind::Contact,
    Kind::Reservation,
];

const PAGE: &str = "500";

/// Pages of one conversation that are fetched when it is opened; older ones when scrolled to.
const PAGES_ON_OPENING: usize = 4;

/// Pause of the walk after the relay did not answer.
const AFTER_ERROR: Duration = Duration::from_secs(1);

/// How far one lane is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lane {
    /// Continue before this.
    #[serde(default)]
    before: Option<String>,
    #[serde(default)]
    done: bool,
    /// `at` of the oldest row fetched.
    #[serde(default)]
    back_to: Option<UnixMillis>,
}

/// Kept in the cache under [`MetaKey::History`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    #[serde(default)]
    lanes: BTreeMap<String, Lane>,
    /// Tombstones were dropped after the last lane ended.
    #[serde(default)]
    swept: bool,
}

impl Progress {
    /// The lane to walk next.
    fn next(&self) -> Option<Kind> {
        LANES.into_iter().find(|kind| !self.lane(kind).done)
    }

    fn lane(&self, kind: &Kind) -> Lane {
        self.lanes.get(kind.as_str()).cloned().unwrap_or_default()
    }

    /// How far back messages are complete; `None` once all are here.
    fn messages_back_to(&self) -> Option<UnixMillis> {
        let lane = self.lane(&Kind::Message);
        if lane.done {
            None
        } else {
            Some(lane.back_to.unwrap_or(UnixMillis(i64::MAX)))
        }
    }

    /// Notes a page of `kind` whose oldest row is of `oldest`; the lane ends with its last page, or at `floor`.
    fn note(
        &mut self,
        kind: &Kind,
        before: Option<String>,
        oldest: Option<UnixMillis>,
        floor: UnixMillis,
    ) {
        let lane = self.lanes.entry(kind.as_str().to_owned()).or_default();
        lane.back_to = oldest.or(lane.back_to);
        let far_enough = *kind == Kind::Message && lane.back_to.is_some_and(|at| at < floor);
        lane.done = before.is_none() || far_enough;
        lane.before = before;
    }
}

/// Whether the rows of `kind` are all here.
pub(crate) fn is_complete(reader: &cache::Reader<'_>, kind: &Kind) -> cache::Result<bool> {
    let progress: Progress = reader.meta().get(MetaKey::History)?.unwrap_or_default();
    Ok(progress.lane(kind).done)
}

/// Whether no message exists that is not here; false where the walk ended at the floor.
fn has_every_message(reader: &cache::Reader<'_>) -> cache::Result<bool> {
    let progress: Progress = reader.meta().get(MetaKey::History)?.unwrap_or_default();
    let lane = progress.lane(&Kind::Message);
    Ok(lane.done && lane.before.is_none())
}

impl Session {
    /// Whether messages of this conversation may exist that are not here yet and are being fetched.
    pub(crate) fn is_missing_history(
        &self,
        reader: &cache::Reader<'_>,
        conversation: &ConversationId,
    ) -> cache::Result<bool> {
        let reached = lock(&self.sync).reach != Reach::Offline;
        Ok(reached && !lock(&self.pulled).contains(conversation) && !has_every_message(reader)?)
    }

    /// Starts the walk again where it stopped.
    pub(crate) fn wake_history(&self) {
        let _ = self.wanted.send(Wanted::Walk);
    }

    /// How far back messages are complete, for the status.
    pub(crate) fn load_history(&self, reader: &cache::Reader<'_>) -> cache::Result<()> {
        let progress: Progress = reader.meta().get(MetaKey::History)?.unwrap_or_default();
        let back_to = match progress.messages_back_to() {
            Some(UnixMillis(i64::MAX)) => reader.messages().oldest_at()?,
            other => other,
        };
        lock(&self.sync).history_back_to = back_to;
        Ok(())
    }
}

/// What the walk is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The messages of a conversation that somebody opened.
    Conversation(ConversationId),
    /// Go on with the lanes.
    Walk,
}

/// Walks until the desk ends. Whoever opens a conversation goes before the walk.
pub(crate) async fn run(session: Arc<Session>, mut wanted: mpsc::UnboundedReceiver<Wanted>) {
    let mut walking = false;
    loop {
        let next = if walking {
            tokio::select! {
                biased;
                () = session.cancel.cancelled() => return,
                asked = wanted.recv() => asked,
                () = tokio::time::sleep(session.options.history_pause) => Some(Wanted::Walk),
            }
        } else {
            tokio::select! {
                biased;
                () = session.cancel.cancelled() => return,
                asked = wanted.recv() => asked,
            }
        };
        let Some(next) = next else { return };
        if lock(&session.sync).reach == Reach::Offline {
            // `reached` starts the walk again.
            walking = false;
            continue;
        }
        match next {
            Wanted::Walk => walking = step(&session).await,
            Wanted::Conversation(id) => pull_conversation(&session, &id).await,
        }
    }
}

/// One page of the next lane; false when nothing is left or the relay did not answer.
async fn step(session: &Arc<Session>) -> bool {
    let read = session.with_cache(|s| s.cache.read(|reader| reader.meta().get(MetaKey::History)));
    let Ok(progress) = read.await else {
        return false;
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
            tokio::time::sleep(AFTER_ERROR).await;
            return true;
        }
    };
    let months = i64::from(session.options.history_months);
    let floor = session.relay_now().plus(-months * 30 * DAY);
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
    if done.is_ok() && list_is_whole {
        // Also where no conversation came: an empty list is waited for no longer.
        session.events.push(crate::events::News {
            all: true,
            ..Default::default()
        });
    }
    done.is_ok()
}

/// All lanes have ended: ids of deleted things are no longer needed, and the window learns that nothing is missing.
async fn finish(session: &Arc<Session>, mut progress: Progress) -> bool {
    if !progress.swept {
        progress.swept = true;
        let swept = session.with_cache(move |session| {
            session.cache.write(Durability::Normal, |writer| {
                writer.drop_tombstones()?;
                writer.meta_mut().set(MetaKey::History, &progress)
            })?;
            session.cache.read(|reader| session.load_history(reader))
        });
        if swept.await.is_ok() {
            session.events.push(crate::events::News {
                house: true,
                ..Default::default()
            });
            session.emit_status();
        }
    }
    false
}

/// The messages of a conversation that somebody opened, before the lanes reach it.
async fn pull_conversation(session: &Arc<Session>, conversation: &ConversationId) {
    let read = session.with_cache(|s| s.cache.read(has_every_message));
    if read.await.unwrap_or(false) || lock(&session.pulled).contains(conversation) {
        return;
    }
    let mut before: Option<String> = None;
    for _ in 0..PAGES_ON_OPENING {
        let mut query = vec![
            ("kind", Kind::Message.as_str().to_owned()),
            ("limit", PAGE.to_owned()),
            ("parent", conversation.to_string()),
        ];
        query.extend(before.take().map(|before| ("before", before)));
        let query: Vec<(&str, &str)> = query.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let page: HistoryPage = match session.relay.get("v1/history", &query).await {
            Ok(page) => page,
            Err(error) => {
                drop(session.judge(&error));
                return;
            }
        };
        before.clone_from(&page.before);
        let applied = session
            .with_cache(move |session| session.apply_changes(&page.changes, None, Freshness::Old));
        if applied.await.is_err() {
            return;
        }
        if before.is_none() {
            break;
        }
    }
    // Also where nothing new came: the window must learn that there is nothing to wait for.
    lock(&session.pulled).insert(conversation.clone());
    let threads = std::iter::once(conversation.to_string()).collect();
    session.events.push(crate::events::News {
        threads,
        ..Default::default()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_walked_in_order_and_messages_end_at_the_floor() {
        let mut progress = Progress::default();
        assert_eq!(progress.next(), Some(Kind::Property));
        assert_eq!(progress.messages_back_to(), Some(UnixMillis(i64::MAX)));
        for kind in LANES.iter().filter(|kind| **kind != Kind::Message) {
            progress.note(kind, None, None, UnixMillis(0));
        }
        assert_eq!(progress.next(), Some(Kind::Message));
        progress.note(
            &Kind::Message,
            Some("b".to_owned()),
            Some(UnixMillis(500)),
            UnixMillis(100),
        );
        assert_eq!(progress.messages_back_to(), Some(UnixMillis(500)));
        assert!(progress.next().is_some());
        progress.note(
            &Kind::Message,
            Some("c".to_owned()),
            Some(UnixMillis(90)),
            UnixMillis(100),
        );
        assert!(progress.next().is_none());
        assert_eq!(progress.messages_back_to(), None);
    }
}
