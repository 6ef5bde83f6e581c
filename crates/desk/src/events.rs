//! News for the window: announced after the commit, at once when nothing was said for a while, then in batches.

use crate::api::event::DeskEvent;
use crate::host::Host;
use cache::Applied;
use domain::record::Kind;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Between two batches: one frame of a 60 Hz screen.
const FRAME: Duration = Duration::from_millis(16);

/// Above this many rows a list helps nobody: "ask again for everything on screen".
const MOST_LISTED: usize = 200;

/// What changed, as a set that can be merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct News {
    pub(crate) conversations: BTreeSet<String>,
    pub(crate) threads: BTreeSet<String>,
    pub(crate) contacts: BTreeSet<String>,
    pub(crate) house: bool,
    pub(crate) outbox: bool,
    pub(crate) all: bool,
}

impl From<&Applied> for News {
    fn from(applied: &Applied) -> Self {
        let house = applied.kinds.iter().any(|kind| {
            !matches!(
                kind,
                Kind::Conversation | Kind::Message | Kind::Contact | Kind::Reservation
            )
        });
        Self {
            conversations: applied
                .conversations
                .iter()
                .map(ToString::to_string)
                .collect(),
            threads: applied.messages.keys().map(ToString::to_string).collect(),
            contacts: applied.contacts.iter().map(ToString::to_string).collect(),
            house,
            outbox: false,
            all: false,
        }
    }
}

impl News {
    fn merge(&mut self, later: Self) {
        self.conversations.extend(later.conversations);
        self.threads.extend(later.threads);
        self.contacts.extend(later.contacts);
        self.house |= later.house;
        self.outbox |= later.outbox;
        self.all |= later.all;
        if self.conversations.len() + self.threads.len() + self.contacts.len() > MOST_LISTED {
            self.all = true;
            self.conversations.clear();
            self.threads.clear();
            self.contacts.clear();
        }
    }

    fn into_event(self) -> DeskEvent {
        DeskEvent::Changed {
            conversations: self.conversations.into_iter().collect(),
            threads: self.threads.into_iter().collect(),
            contacts: self.contacts.into_iter().collect(),
            house: self.house,
            outbox: self.outbox,
            all: self.all,
        }
    }
}

/// Takes news from anywhere and tells the window in batches.
#[derive(Clone)]
pub(crate) struct Events {
    news: mpsc::UnboundedSender<News>,
}

impl Events {
    /// Starts the task that batches; it ends with the last clone.
    pub(crate) fn start(host: Arc<dyn Host>) -> Self {
        let (news, mut incoming) = mpsc::unbounded_channel::<News>();
        tokio::spawn(async move {
            while let Some(mut batch) = incoming.recv().await {
                while let Ok(more) = incoming.try_recv() {
                    batch.merge(more);
                }
                if batch != News::default() {
                    host.emit(&batch.into_event());
                    tokio::time::sleep(FRAME).await;
                }
            }
        });
        Self { news }
    }

    pub(crate) fn push(&self, news: News) {
        // The receiver lives as long as the desk; at its end nobody listens any more.
        let _ = self.news.send(news);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> News {
        News {
            conversations: (0..count).map(|i| format!("c{i}")).collect(),
            ..News::default()
        }
    }

    #[test]
    fn many_changes_become_ask_again_for_everything() {
        let mut few = rows(2);
        few.merge(rows(3));
        assert_eq!(few.conversations.len(), 3);
        assert!(!few.all);
        few.merge(rows(MOST_LISTED + 1));
        assert!(few.all && few.conversations.is_empty());
    }
}
