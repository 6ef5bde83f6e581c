//! A cache in a temporary folder and records to fill it with.

use cache::{Applied, Cache, CacheKey, Cursor, IncomingRecord};
use domain::Unknown;
use domain::channel::{Channel, Source};
use domain::contact::Contact;
use domain::conversation::{Card, Conversation, ConversationStatus};
use domain::delivery::MessageState;
use domain::id::{ContactId, ConversationId, MessageId, RecordId};
use domain::message::{Author, Content, Message};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use std::path::PathBuf;

/// 2026-01-01 in ms.
pub(crate) const T0: i64 = 1_767_225_600_000;

pub(crate) struct World {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) cache: Cache,
}

pub(crate) fn key() -> CacheKey {
    CacheKey::new([7; 32])
}

pub(crate) fn file(dir: &tempfile::TempDir) -> PathBuf {
    dir.path().join("cache.db")
}

pub(crate) fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let cache = Cache::open(&file(&dir), &key()).unwrap();
    World { dir, cache }
}

impl World {
    pub(crate) fn with(rows: &[IncomingRecord]) -> Self {
        let world = world();
        world.apply(rows);
        world
    }

    pub(crate) fn apply(&self, rows: &[IncomingRecord]) -> Applied {
        self.cache.apply_page(rows, None, |_, _| Ok(())).unwrap()
    }
}

pub(crate) fn cid(id: &str) -> ConversationId {
    ConversationId::new(id).unwrap()
}

pub(crate) fn mid(id: &str) -> MessageId {
    MessageId::new(id).unwrap()
}

pub(crate) fn gid(id: &str) -> ContactId {
    ContactId::new(id).unwrap()
}

pub(crate) fn rid(id: &str) -> RecordId {
    RecordId::new(id).unwrap()
}

pub(crate) fn cursor(seq: i64) -> Cursor {
    Cursor {
        term: "t1".to_owned(),
        seq,
    }
}

pub(crate) fn inbox() -> Scope {
    Scope("p1/inbox".to_owned())
}

/// A waiting WhatsApp conversation of contact `g-<id>`.
pub(crate) fn conversation(id: &str, name: &str, last_at: i64) -> Conversation {
    Conversation {
        contact: gid(&format!("g-{id}")),
        channel: Channel::WhatsApp,
        connection: "w1".parse().unwrap(),
        property: "p1".parse().unwrap(),
        status: ConversationStatus::AwaitingAgent,
        assignee: None,
        card: Card {
            name: name.to_owned(),
            ..Card::default()
        },
        preview: None,
        unread: 0,
        last_guest_at: None,
        last_at: UnixMillis(last_at),
        waiting_since: Some(UnixMillis(last_at)),
        opened_at: UnixMillis(T0),
        failed: 0,
        labels: Vec::new(),
        unknown: Unknown::new(),
    }
}

pub(crate) fn message(conversation: &str, text: &str, at: i64) -> Message {
    Message {
        conversation: cid(conversation),
        author: Author::Guest,
        staff: None,
        state: MessageState::Received,
        provider_id: None,
        text: text.to_owned(),
        content: Content::Text,
        at: UnixMillis(at),
        send_at: None,
        reply_to: None,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: false,
        unknown: Unknown::new(),
    }
}

pub(crate) fn contact(name: &str, phone: Option<&str>) -> Contact {
    Contact {
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        email: None,
        source: Source::WhatsApp,
        property: "p1".parse().unwrap(),
        language: None,
        identities: Vec::new(),
        conversations: 1,
        tags: Vec::new(),
        picture: None,
        time_zone: None,
        company: None,
        loyalty: None,
        created_at: UnixMillis(T0),
        unknown: Unknown::new(),
    }
}

pub(crate) fn row(
    kind: Kind,
    id: &str,
    seq: i64,
    at: i64,
    body: &impl serde::Serialize,
) -> IncomingRecord {
    IncomingRecord {
        seq,
        kind,
        id: rid(id),
        scope: inbox(),
        parent: None,
        at,
        deleted: false,
        erased: false,
        body: serde_json::to_string(body).unwrap(),
    }
}

pub(crate) fn conversation_row(id: &str, seq: i64, body: &Conversation) -> IncomingRecord {
    row(Kind::Conversation, id, seq, body.last_at.0, body)
}

pub(crate) fn message_row(id: &str, seq: i64, body: &Message) -> IncomingRecord {
    let parent = Some((&body.conversation).into());
    IncomingRecord {
        parent,
        ..row(Kind::Message, id, seq, body.at.0, body)
    }
}

/// The contact of [`conversation`] `id`.
pub(crate) fn contact_row(id: &str, seq: i64, body: &Contact) -> IncomingRecord {
    let scope = Scope("p1/guests".to_owned());
    IncomingRecord {
        scope,
        ..row(Kind::Contact, &format!("g-{id}"), seq, T0, body)
    }
}

pub(crate) fn tombstone(row: &IncomingRecord, seq: i64) -> IncomingRecord {
    IncomingRecord {
        seq,
        deleted: true,
        body: String::new(),
        ..row.clone()
    }
}

/// Ids of the messages of a thread, oldest first, pending ones last.
pub(crate) fn thread(cache: &Cache, conversation: &str) -> Vec<String> {
    let page = cache
        .read(|r| r.messages().page(&cid(conversation), None, 500))
        .unwrap();
    page.messages.iter().map(|m| m.row.id.to_string()).collect()
}

/// Ids of the messages found, newest first.
pub(crate) fn found(cache: &Cache, query: &str) -> Vec<String> {
    let found = cache.read(|r| r.search_messages(query, None, 50)).unwrap();
    found
        .hits
        .iter()
        .map(|hit| hit.message.row.id.to_string())
        .collect()
}
