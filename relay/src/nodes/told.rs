//! What is to be told: collected, the newest of a kind only, packed into pieces.

use crate::hub::{Hub, Scoped, Touch};
use domain::id::{ContactId, ConversationId, MessageId, WorkspaceId};
use domain::record::Scope;
use domain::signal::Signal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Bytes of a piece.
const PIECE: usize = 7 * 1024;
/// Touches that wait; more are let go, and the pages look by themselves.
const TOUCHES: usize = 10_000;
/// Signals that wait; the oldest are let go.
const SIGNALS: usize = 64;

/// One line of a piece. A line that this version cannot read is a newer version's and passed over.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum News {
    /// The hotel is at this number.
    Head(WorkspaceId, u64),
    /// A conversation of this guest changed.
    Conversation(WorkspaceId, ContactId),
    /// A message changed.
    Message(WorkspaceId, ConversationId, MessageId),
}

/// A signal, with its hotel and who may hear it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Moment {
    Signal(WorkspaceId, Scope, Signal),
}

#[derive(Default)]
struct Waiting {
    heads: BTreeMap<WorkspaceId, u64>,
    touches: BTreeSet<News>,
    signals: VecDeque<Moment>,
}

/// What other nodes are to hear. See the module.
#[derive(Default)]
pub struct Told {
    waiting: Mutex<Waiting>,
    bell: Notify,
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Told").finish_non_exhaustive()
    }
}

impl Told {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    pub(crate) fn head(&self, workspace: &WorkspaceId, seq: u64) {
        self.add(|waiting| {
            let head = waiting.heads.entry(workspace.clone()).or_default();
            *head = seq.max(*head);
        });
    }

    pub(crate) fn touches(&self, workspace: &WorkspaceId, touches: &[Touch]) {
        if touches.is_empty() {
            return;
        }
        self.add(|waiting| {
            for touch in touches {
                let news = match touch.clone() {
                    Touch::Conversation(contact) => News::Conversation(workspace.clone(), contact),
                    Touch::Message(conversation, message) => {
                        News::Message(workspace.clone(), conversation, message)
                    }
                    Touch::Anything => continue,
                };
                if waiting.touches.len() < TOUCHES {
                    waiting.touches.insert(news);
                }
            }
        });
    }

    pub(crate) fn signal(&self, workspace: &WorkspaceId, said: &Scoped) {
        self.add(|waiting| {
            let moment = Moment::Signal(workspace.clone(), said.scope.clone(), said.signal.clone());
            waiting.signals.retain(|other| !same(other, &moment));
            if waiting.signals.len() == SIGNALS {
                waiting.signals.pop_front();
            }
            waiting.signals.push_back(moment);
        });
    }

    fn add(&self, change: impl FnOnce(&mut Waiting)) {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.bell.notify_one();
    }

    /// Waits until something was added.
    pub(crate) async fn rung(&self) {
        self.bell.notified().await;
    }

    /// The next piece: numbers first, then touches; signals only where there is room, and gone otherwise.
    pub(crate) fn take(&self) -> Option<String> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut piece = String::new();
        while let Some((workspace, seq)) = waiting.heads.pop_first() {
            if !fits(&mut piece, &News::Head(workspace.clone(), seq)) {
                waiting.heads.insert(workspace, seq);
                return Some(piece);
            }
        }
        while let Some(news) = waiting.touches.pop_first() {
            if !fits(&mut piece, &news) {
                waiting.touches.insert(news);
                return Some(piece);
            }
        }
        for moment in waiting.signals.drain(..) {
            fits(&mut piece, &moment);
        }
        (!piece.is_empty()).then_some(piece)
    }
}

/// Whether the newer one says what the older one said: who is typing, who looks, who writes, and where.
fn same(older: &Moment, newer: &Moment) -> bool {
    let (Moment::Signal(a, _, older), Moment::Signal(b, _, newer)) = (older, newer);
    a == b && of_one(older, newer)
}

fn of_one(older: &Signal, newer: &Signal) -> bool {
    match (older, newer) {
        (
            Signal::Typing {
                conversation: a,
                author: by,
                staff: who,
                ..
            },
            Signal::Typing {
                conversation: b,
                author,
                staff,
                ..
            },
        ) => (a, by, who) == (b, author, staff),
        (
            Signal::Viewing {
                conversation: a,
                staff: who,
                ..
            },
            Signal::Viewing {
                conversation: b,
                staff,
                ..
            },
        )
        | (
            Signal::Writing {
                conversation: a,
                staff: who,
                ..
            },
            Signal::Writing {
                conversation: b,
                staff,
                ..
            },
        ) => (a, who) == (b, staff),
        _ => false,
    }
}

/// Adds a line if there is room. A line alone always has: ids are short.
fn fits<T: Serialize>(piece: &mut String, line: &T) -> bool {
    let Ok(line) = serde_json::to_string(line) else {
        return true;
    };
    if piece.len() + line.len() + 1 > PIECE {
        return piece.is_empty();
    }
    piece.push_str(&line);
    piece.push('\n');
    true
}

/// Says here what another node told.
pub(super) fn pass_on(piece: &str, here: &Hub) {
    for line in piece.lines() {
        if let Ok(Moment::Signal(workspace, scope, signal)) = serde_json::from_str(line) {
            here.signal(&workspace, Scoped { scope, signal });
            continue;
        }
        match serde_json::from_str(line) {
            Ok(News::Head(workspace, seq)) => here.announce(&workspace, seq),
            Ok(News::Conversation(workspace, contact)) => {
                here.touch(&workspace, vec![Touch::Conversation(contact)]);
            }
            Ok(News::Message(workspace, conversation, message)) => {
                here.touch(&workspace, vec![Touch::Message(conversation, message)]);
            }
            Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
