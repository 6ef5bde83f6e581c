//! Messages of one conversation, fetched beside the walk: when somebody opens it, scrolls to the end of what is here, or it came into
//! sight.

use super::apply::Freshness;
use super::history;
use super::progress;
use crate::session::{Session, lock};
use domain::id::ConversationId;
use domain::record::Kind;
use std::sync::Arc;
use wire::change::HistoryPage;

/// Pages that are fetched when it is opened, and again when scrolled to the end.
const PAGES: usize = 4;

/// Messages of a conversation beyond what the lanes have brought, from where the last asking stopped.
pub(super) async fn of_conversation(session: &Arc<Session>, conversation: &ConversationId) {
    let read = session.with_cache(|s| s.cache.read(progress::has_every_message));
    let stands = lock(&session.pulled).get(conversation).cloned();
    if read.await.unwrap_or(false) || stands == Some(None) {
        return;
    }
    let mut before = stands.flatten();
    for _ in 0..PAGES {
        let place = before.as_deref();
        let Ok(next) = pull_page(session, conversation, place, Rows::All).await else {
            return;
        };
        before = next;
        if before.is_none() {
            break;
        }
    }
    // Also where nothing new came: the window must learn that there is nothing to wait for.
    lock(&session.pulled).insert(conversation.clone(), before);
    tell(session, conversation);
}

/// Why messages are not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missed {
    /// The relay did not give them.
    Relay,
    /// The disk did not take them.
    Disk,
}

/// All messages of a conversation that is new here, as far back as messages are kept.
pub(super) async fn children(
    session: &Arc<Session>,
    conversation: &ConversationId,
) -> Result<(), Missed> {
    let walked = session.with_cache(|s| {
        s.cache
            .read(|reader| progress::is_walked(reader, &Kind::Message))
    });
    if !walked.await.map_err(|_| Missed::Disk)? {
        // The walk brings them.
        return Ok(());
    }
    let floor = session.history_floor().0;
    let mut before: Option<String> = None;
    loop {
        let place = before.as_deref();
        let next = pull_page(session, conversation, place, Rows::Known).await?;
        let at = |place: &String| {
            place
                .split('.')
                .next()
                .and_then(|at| at.parse::<i64>().ok())
        };
        before = next.filter(|place| at(place).is_some_and(|at| at >= floor));
        if before.is_none() {
            break;
        }
    }
    tell(session, conversation);
    Ok(())
}

fn tell(session: &Session, conversation: &ConversationId) {
    let threads = std::iter::once(conversation.to_string()).collect();
    session.events.push(crate::events::News {
        threads,
        ..Default::default()
    });
}

/// Which rows of a page are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// All: somebody waits for them.
    All,
    /// Only those up to the cursor: what is above it is news, and comes as such.
    Known,
}

/// One page of a conversation; where to go on, `None` at its beginning.
async fn pull_page(
    session: &Arc<Session>,
    conversation: &ConversationId,
    before: Option<&str>,
    which: Rows,
) -> Result<Option<String>, Missed> {
    let mut query = vec![
        ("kind", Kind::Message.as_str()),
        ("limit", history::PAGE),
        ("parent", conversation.as_str()),
    ];
    query.extend(before.map(|before| ("before", before)));
    let mut page: HistoryPage = match session.relay.get("v1/history", &query).await {
        Ok(page) => page,
        Err(error) => {
            drop(session.judge(&error));
            return Err(Missed::Relay);
        }
    };
    let next = page.before.clone();
    let applied = session.with_cache(move |session| {
        if which == Rows::Known {
            let stands = session.cache.read(|reader| reader.meta().cursor())?;
            let seq = stands.map_or(0, |cursor| cursor.seq.unsigned_abs());
            page.changes.retain(|change| change.seq <= seq);
        }
        session.apply_changes(&page.changes, None, Freshness::Old)
    });
    applied.await.map(|()| next).map_err(|_| Missed::Disk)
}
