//! What the page is told. Only what a visitor may see is in these types: no staff id, no failure, no provider's words.

use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId};
use domain::message::{Author, Content, Message};
use domain::time::UnixMillis;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A frame to the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum ServerFrame {
    /// The answer to hello.
    Hello(Box<Welcome>),
    /// A message of the page was kept.
    Ack {
        client_msg_id: String,
        seq: u64,
        id: MessageId,
        at: UnixMillis,
    },
    /// A message.
    Message(Box<Seen>),
    /// How far the visitor's own words got: this message and all before it.
    Receipt { id: MessageId, state: MessageState },
    /// A message that the page has is another now.
    Changed { message: Box<Seen> },
    /// Somebody writes, or stopped.
    Typing {
        author: Author,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        on: bool,
    },
    /// An address was kept.
    Email { address: String },
    /// A frame had no effect.
    Error {
        code: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        client_msg_id: Option<String>,
    },
    /// Still here.
    Pong,
    /// The end.
    Bye { reason: &'static str },
}

impl ServerFrame {
    /// An error that names no message.
    pub(super) fn error(code: &'static str) -> Self {
        Self::Error {
            code,
            retry_after: None,
            client_msg_id: None,
        }
    }
}

/// What a visitor is told first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Welcome {
    pub(super) conversation_id: Option<ConversationId>,
    /// Names what is numbered; another one than the page has means that its messages are somebody else's.
    pub(super) thread: Option<String>,
    pub(super) last_seq: u64,
    pub(super) messages: Vec<Seen>,
    pub(super) team: &'static str,
    pub(super) hotel: String,
    /// Told before a machine says anything (EU AI Act, article 50).
    pub(super) bot_disclosure: String,
    /// Whether an address is known to answer to.
    pub(super) email_known: bool,
}

/// A message as its visitor sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Seen {
    pub(super) seq: u64,
    pub(super) id: MessageId,
    pub(super) author: Author,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    pub(super) text: String,
    pub(super) content: Content,
    pub(super) at: UnixMillis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reply_to: Option<Answered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) client_msg_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reactions: Vec<Reacted>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edited_at: Option<UnixMillis>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) removed: bool,
}

/// What a message answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Answered {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<MessageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Author>,
    pub(super) excerpt: String,
}

/// A reaction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Reacted {
    pub(super) author: Author,
    pub(super) emoji: String,
}

impl Seen {
    /// The message, if it has a number; `name` is what guests call the colleague.
    pub(super) fn of(id: MessageId, message: Message, name: Option<String>) -> Option<Self> {
        let seq = message.number()?;
        let client_msg_id = message
            .provider_id
            .as_deref()
            .filter(|_| message.author == Author::Guest)
            .and_then(channels::livechat::client_msg_id)
            .map(str::to_owned);
        let answered = message.reply_to.map(|quote| Answered {
            id: quote.message,
            author: quote.author,
            excerpt: quote.excerpt,
        });
        let reactions = message.reactions.into_iter().map(|it| Reacted {
            author: it.author,
            emoji: it.emoji,
        });
        Some(Self {
            seq,
            id,
            author: message.author,
            name,
            text: message.text,
            content: message.content,
            at: message.at,
            reply_to: answered,
            client_msg_id,
            reactions: reactions.collect(),
            edited_at: message.edited_at,
            removed: message.revoked_at.is_some(),
        })
    }

    /// Whether it is another than when it was written.
    pub(super) fn is_changed(&self) -> bool {
        self.removed || self.edited_at.is_some() || !self.reactions.is_empty()
    }

    /// As it was written, as far as it can be told.
    pub(super) fn unchanged(&self) -> Self {
        Self {
            reactions: Vec::new(),
            ..self.clone()
        }
    }

    /// Tells two looks of a message apart.
    pub(super) fn digest(&self) -> [u8; 8] {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let whole: [u8; 32] = Sha256::digest(&json).into();
        let [a, b, c, d, e, f, g, h, ..] = whole;
        [a, b, c, d, e, f, g, h]
    }
}
