//! Who waits, who is silenced, and when to look again. Pure: the clock is an argument.

use super::policy::{STEP, next_bell};
use domain::id::ConversationId;
use domain::time::UnixMillis;
use std::collections::BTreeMap;

/// A guest who waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wait {
    since: UnixMillis,
    next: UnixMillis,
}

/// What has come due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Due {
    /// The bell for who waits since then.
    Waits {
        /// Since when.
        since: UnixMillis,
    },
    /// A message that nobody had opened when its person was not Online.
    Unopened,
    /// The reply window of a guest whom nobody has answered closes soon.
    Closing,
}

/// Guests silenced by a person, until when; kept on disk.
pub(crate) type Silenced = BTreeMap<ConversationId, UnixMillis>;

/// The board behind the bell.
#[derive(Debug, Default)]
pub(crate) struct Board {
    waiting: BTreeMap<ConversationId, Wait>,
    unopened: BTreeMap<ConversationId, UnixMillis>,
    /// Guests whom nobody has answered, and when to remind of it.
    closing: BTreeMap<ConversationId, UnixMillis>,
    silenced: Silenced,
}

impl Board {
    /// What the last run left: who waits joins at their next bell, so that a start is no alarm; who was snoozed rings when that
    /// ends.
    pub(crate) fn resume(
        waiting: impl IntoIterator<Item = (ConversationId, UnixMillis)>,
        silenced: Silenced,
        now: UnixMillis,
    ) -> Self {
        let mut board = Self {
            silenced,
            ..Self::default()
        };
        board.silenced.retain(|_, until| *until > now);
        for (conversation, since) in waiting {
            board.joins(conversation, since, now);
        }
        board
    }

    /// A conversation waits, as was always so: it rings at its next bell.
    pub(crate) fn joins(
        &mut self,
        conversation: ConversationId,
        since: UnixMillis,
        now: UnixMillis,
    ) {
        let next = self.silenced.get(&conversation).copied();
        let next = next.unwrap_or_else(|| next_bell(since, now));
        self.waiting.insert(conversation, Wait { since, next });
    }

    /// A conversation begins to wait: it rings at once, whatever was silenced before.
    pub(crate) fn begins(
        &mut self,
        conversation: ConversationId,
        since: UnixMillis,
        now: UnixMillis,
    ) {
        self.silenced.remove(&conversation);
        self.waiting.insert(conversation, Wait { since, next: now });
    }

    /// Somebody took it, or it is over.
    pub(crate) fn ends(&mut self, conversation: &ConversationId) {
        self.waiting.remove(conversation);
        self.unopened.remove(conversation);
        self.closing.remove(conversation);
    }

    /// An unanswered guest's window closes soon after `remind`; what is past already is no reminder.
    pub(crate) fn closes(
        &mut self,
        conversation: &ConversationId,
        remind: Option<UnixMillis>,
        now: UnixMillis,
    ) {
        match remind.filter(|at| *at > now) {
            Some(at) => self.closing.insert(conversation.clone(), at),
            None => self.closing.remove(conversation),
        };
    }

    /// A message that its person was not there for.
    pub(crate) fn look_again(&mut self, conversation: ConversationId, now: UnixMillis) {
        self.unopened.entry(conversation).or_insert(now.plus(STEP));
    }

    /// Silence about one guest. Who waits rings again when it ends.
    pub(crate) fn silence(&mut self, conversation: ConversationId, until: UnixMillis) {
        if let Some(wait) = self.waiting.get_mut(&conversation) {
            wait.next = until;
        }
        self.unopened.remove(&conversation);
        self.silenced.insert(conversation, until);
    }

    pub(crate) fn is_silenced(&self, conversation: &ConversationId, now: UnixMillis) -> bool {
        self.silenced
            .get(conversation)
            .is_some_and(|until| *until > now)
    }

    /// What must survive a restart.
    pub(crate) fn silenced(&self) -> &Silenced {
        &self.silenced
    }

    /// When there is something to do; `None` if never.
    pub(crate) fn next(&self) -> Option<UnixMillis> {
        let bells = self.waiting.values().map(|wait| wait.next);
        let once = self.unopened.values().chain(self.closing.values());
        bells.chain(once.copied()).min()
    }

    /// Takes what is due by `now`; each bell is set to its next time.
    pub(crate) fn due(&mut self, now: UnixMillis) -> Vec<(ConversationId, Due)> {
        self.silenced.retain(|_, until| *until > now);
        let mut due = Vec::new();
        for (conversation, wait) in &mut self.waiting {
            if wait.next <= now {
                wait.next = next_bell(wait.since, now);
                due.push((conversation.clone(), Due::Waits { since: wait.since }));
            }
        }
        self.unopened.retain(|conversation, at| {
            if *at <= now {
                due.push((conversation.clone(), Due::Unopened));
            }
            *at > now
        });
        self.closing.retain(|conversation, at| {
            if *at <= now {
                due.push((conversation.clone(), Due::Closing));
            }
            *at > now
        });
        due
    }
}
