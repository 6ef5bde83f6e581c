//! What a channel's webhook says, in our words. `channels` makes these; the relay's engine applies them.

use crate::contact::Identity;
use crate::delivery::{Failure, MessageState};
use crate::message::Content;
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// A file the provider holds and a job must fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteMedia {
    /// The provider's media id.
    pub provider_media_id: String,
    /// Its sha256 in lower-case hex, if the provider said it.
    #[serde(default)]
    pub sha256: Option<String>,
    /// A direct address, if the provider said one; fetched only from the provider's own hosts.
    #[serde(default)]
    pub url: Option<String>,
}

/// What a message answers, by the provider's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The quoted message's id at the provider.
    pub provider_id: String,
}

/// One event of a webhook. Each has a [`key`](InboundEvent::key) by which a duplicate is recognised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "inbound", rename_all = "snake_case")]
pub enum InboundEvent {
    /// The guest wrote.
    Message {
        /// wamid.
        provider_id: String,
        /// Who; at least one identifier is set.
        from: Identity,
        /// The guest's profile name, if sent.
        #[serde(default)]
        profile_name: Option<String>,
        /// Provider time.
        at: UnixMillis,
        /// Body, caption or title of the choice.
        text: String,
        /// What it is; media without an id yet.
        content: Content,
        /// The file to fetch.
        #[serde(default)]
        media: Option<RemoteMedia>,
        /// What it answers.
        #[serde(default)]
        context: Option<Context>,
        /// Forwarded by the guest.
        #[serde(default)]
        forwarded: bool,
        /// Advertisement the guest came from: its headline.
        #[serde(default)]
        referral: Option<String>,
    },
    /// Staff answered from the business app on the phone (coexistence).
    Echo {
        /// wamid.
        provider_id: String,
        /// To whom.
        to: Identity,
        /// Provider time.
        at: UnixMillis,
        /// Body.
        text: String,
        /// What it is.
        content: Content,
        /// The file to fetch.
        #[serde(default)]
        media: Option<RemoteMedia>,
    },
    /// A reaction was set or (without emoji) removed.
    Reaction {
        /// Id of the reaction itself.
        provider_id: String,
        /// Who reacted.
        from: Identity,
        /// The message reacted to.
        target: String,
        /// Absent = removed.
        #[serde(default)]
        emoji: Option<String>,
        /// Provider time.
        at: UnixMillis,
    },
    /// The guest changed a message.
    Edit {
        /// Id of the edit.
        provider_id: String,
        /// Who.
        from: Identity,
        /// The message changed.
        target: String,
        /// The new text.
        text: String,
        /// Provider time.
        at: UnixMillis,
    },
    /// The guest took a message back.
    Revoke {
        /// Id of the revocation.
        provider_id: String,
        /// Who.
        from: Identity,
        /// The message taken back.
        target: String,
        /// Provider time.
        at: UnixMillis,
    },
    /// One of our messages got further.
    Status {
        /// The message.
        provider_id: String,
        /// How far.
        state: MessageState,
        /// To whom, as the provider names them.
        #[serde(default)]
        recipient: Option<String>,
        /// Provider time.
        at: UnixMillis,
        /// Why, if failed.
        #[serde(default)]
        failure: Option<Failure>,
        /// Our message id, echoed (`biz_opaque_callback_data`).
        #[serde(default)]
        correlation: Option<String>,
        /// Pricing category, e.g. `service`.
        #[serde(default)]
        category: Option<String>,
    },
    /// The guest changed number, user id or phone.
    IdentityChange {
        /// Id of the system message.
        provider_id: String,
        /// As known before.
        from: Identity,
        /// As known now; `None` = a new phone with the same number.
        #[serde(default)]
        to: Option<Identity>,
        /// Provider time.
        at: UnixMillis,
    },
    /// Something about the account, without a guest.
    Account {
        /// The provider's number.
        code: i64,
        /// The provider's words.
        detail: String,
    },
}

impl InboundEvent {
    /// What makes this event the same as another: (kind, id[, status, recipient | sender, time]) (DESIGN_RELAY, Ingress).
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Message { provider_id, .. } => format!("message|{provider_id}"),
            Self::Echo { provider_id, .. } => format!("echo|{provider_id}"),
            Self::Reaction {
                target, from, at, ..
            } => {
                format!("reaction|{target}|{}|{}", who(from), at.0)
            }
            Self::Edit { provider_id, .. } => format!("edit|{provider_id}"),
            Self::Revoke { provider_id, .. } => format!("revoke|{provider_id}"),
            Self::Status {
                provider_id,
                state,
                recipient,
                ..
            } => {
                format!(
                    "status|{provider_id}|{state}|{}",
                    recipient.as_deref().unwrap_or("")
                )
            }
            Self::IdentityChange { provider_id, .. } => format!("identity|{provider_id}"),
            Self::Account { code, detail } => format!("account|{code}|{detail}"),
        }
    }

    /// Provider time; events of one batch are applied in this order. Account events have none.
    #[must_use]
    pub fn at(&self) -> Option<UnixMillis> {
        match self {
            Self::Message { at, .. }
            | Self::Echo { at, .. }
            | Self::Reaction { at, .. }
            | Self::Edit { at, .. }
            | Self::Revoke { at, .. }
            | Self::Status { at, .. }
            | Self::IdentityChange { at, .. } => Some(*at),
            Self::Account { .. } => None,
        }
    }
}

fn who(identity: &Identity) -> &str {
    identity
        .scoped_id
        .as_deref()
        .or(identity.address.as_deref())
        .or(identity.username.as_deref())
        .unwrap_or("")
}
