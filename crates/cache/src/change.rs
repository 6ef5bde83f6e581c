//! What a transaction changed, so that the window redraws that and nothing else.

use domain::conversation::ConversationStatus;
use domain::id::{ContactId, ConversationId, MessageId, RecordId};
use domain::record::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// A conversation whose visible status moved; `before` is `None` for one that is new here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// Which.
    pub conversation: ConversationId,
    /// What it was.
    pub before: Option<ConversationStatus>,
    /// What it is.
    pub after: ConversationStatus,
}

/// What was changed. Sets, so that it can be merged and drawn once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows that counted.
    pub rows: usize,
    /// Rows that did not: the cache had the same or a newer one.
    pub skipped: usize,
    /// Rows whose body this build does not understand; kept raw.
    pub unreadable: usize,
    /// Conversations that changed or vanished.
    pub conversations: BTreeSet<ConversationId>,
    /// Messages that changed or vanished, by conversation.
    pub messages: BTreeMap<ConversationId, BTreeSet<MessageId>>,
    /// Messages that were not here before, of any author.
    pub new_messages: BTreeSet<MessageId>,
    /// Conversations that were not here before; messages of theirs may be missing.
    pub newly_seen: BTreeSet<ConversationId>,
    /// Contacts that changed or vanished, themselves or through a stay.
    pub contacts: BTreeSet<ContactId>,
    /// Kinds of which something changed (staff, canned responses, connections, …).
    pub kinds: BTreeSet<Kind>,
    /// Conversations whose status moved, in order of application.
    pub statuses: Vec<StatusChange>,
    /// Files whose keys went; what lies on the disk is noise until it is swept.
    pub files: usize,
    /// Records of erased guests: whatever else is kept by their ids goes, and the log is to be emptied.
    pub erased: BTreeSet<RecordId>,
    /// Records whose base changed under a prediction: predict them again in the same transaction.
    pub to_predict: BTreeSet<(Kind, RecordId)>,
}

impl Applied {
    /// Whether nothing on the screen can have changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Adds what a later transaction changed.
    pub fn merge(&mut self, later: Self) {
        self.rows += later.rows;
        self.skipped += later.skipped;
        self.unreadable += later.unreadable;
        self.conversations.extend(later.conversations);
        for (conversation, messages) in later.messages {
            self.messages
                .entry(conversation)
                .or_default()
                .extend(messages);
        }
        self.new_messages.extend(later.new_messages);
        self.newly_seen.extend(later.newly_seen);
        self.contacts.extend(later.contacts);
        self.kinds.extend(later.kinds);
        self.statuses.extend(later.statuses);
        self.files += later.files;
        self.erased.extend(later.erased);
        self.to_predict.extend(later.to_predict);
    }

    pub(crate) fn message(&mut self, conversation: ConversationId, message: MessageId) {
        self.messages
            .entry(conversation)
            .or_default()
            .insert(message);
    }
}
