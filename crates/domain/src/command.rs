//! What a person may ask of the relay, and its answer. The wire carries these as they are.

use crate::id::{
    CommandId, ConnectionId, ContactId, ConversationId, DeadLetterId, MediaId, MessageId, RecordId,
    StaffId,
};
use crate::message::{Attachment, Quote};
use crate::staff::Presence;
use crate::template::TemplateUse;
use crate::time::UnixMillis;
use serde::{Deserialize, Serialize};

/// What the writer of a reply saw when writing; a change holds the reply for review (DESIGN_DESK, Outbox).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// Who had the conversation.
    #[serde(default)]
    pub assignee: Option<StaffId>,
    /// The newest guest message.
    #[serde(default)]
    pub last_guest_message: Option<MessageId>,
    /// The newest message of a colleague.
    #[serde(default)]
    pub last_staff_message: Option<MessageId>,
    /// When it was written, by the relay's clock as the desk knows it.
    #[serde(default)]
    pub written_at: Option<UnixMillis>,
}

/// What is asked, by `type`. Commands of later issues are added here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// Write to the guest. The record id of the message is `message`, or the command's id where absent.
    SendMessage {
        /// Where.
        conversation: ConversationId,
        /// The text; 1 to the channel's limit, or with a file 0 to what the channel allows under one.
        text: String,
        /// A file that goes with it; its bytes are at the relay already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attachment: Option<Attachment>,
        /// Client-made id of the message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
        /// What it answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<Quote>,
        /// What the writer saw; absent = do not check.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<Seen>,
        /// When it leaves; absent = now (SPEC 222).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        send_at: Option<UnixMillis>,
    },
    /// Send an approved template, also after the reply window (SPEC 49, 195).
    SendTemplate {
        /// Where.
        conversation: ConversationId,
        /// Client-made id of the message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
        /// Which, with what in its blanks.
        template: TemplateUse,
        /// What the writer saw; absent = do not check.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<Seen>,
    },
    /// Call off a message that was to leave later (SPEC 224), or one that is held since the relay was restored.
    CancelScheduled {
        /// Where it stands.
        conversation: ConversationId,
        /// Which.
        message: MessageId,
    },
    /// The house's one reaction on a message.
    React {
        /// Where it stands.
        conversation: ConversationId,
        /// Which.
        message: MessageId,
        /// One emoji; absent takes the reaction back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        emoji: Option<String>,
    },
    /// Try a failed or unknown message again.
    RetryMessage {
        /// Where it stands.
        conversation: ConversationId,
        /// Which.
        message: MessageId,
    },
    /// Write to colleagues.
    AddNote {
        /// Where.
        conversation: ConversationId,
        /// The text, 1–10,000 characters; may be empty with a file.
        text: String,
        /// A file that goes with it; its bytes are at the relay already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attachment: Option<Attachment>,
        /// Client-made id of the note.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<MessageId>,
    },
    /// A desk's own: bytes on their way to `/v1/uploads/{media}`, in the outbox before the message that carries them. Its id is
    /// the file's digest. It is never sent as a command, and refused as one.
    Upload {
        /// The file.
        media: MediaId,
        /// Its type.
        mime: String,
        /// Bytes.
        size: u64,
    },
    /// Take a waiting conversation (SPEC 155).
    Claim {
        /// Which.
        conversation: ConversationId,
    },
    /// Step in while the bot handles (SPEC 161).
    TakeOver {
        /// Which.
        conversation: ConversationId,
    },
    /// Give to a colleague (SPEC 158).
    Assign {
        /// Which.
        conversation: ConversationId,
        /// To whom.
        staff: StaffId,
    },
    /// Done (SPEC 159).
    Resolve {
        /// Which.
        conversation: ConversationId,
    },
    /// Open again.
    Reopen {
        /// Which.
        conversation: ConversationId,
    },
    /// Back to the bot (SPEC 160).
    HandBack {
        /// Which.
        conversation: ConversationId,
    },
    /// Somebody who may reply has opened it: unread becomes 0 (1.2 u).
    MarkRead {
        /// Which.
        conversation: ConversationId,
    },
    /// Bring the unread badge back.
    MarkUnread {
        /// Which.
        conversation: ConversationId,
    },
    /// The labels of a conversation, all of them (SPEC 226, 227). The house's list is [`crate::label::Label`].
    SetLabels {
        /// Which.
        conversation: ConversationId,
        /// Names, in the order they are shown.
        labels: Vec<String>,
    },
    /// Begin a conversation with a guest, as the writer's own; the first word in it is a template (SPEC 195).
    StartConversation {
        /// Client-made id.
        conversation: ConversationId,
        /// With whom.
        contact: ContactId,
        /// Over which account.
        connection: ConnectionId,
    },
    /// Online, Away, Offline (SPEC 162–165).
    SetPresence {
        /// What.
        presence: Presence,
    },
    /// Add a guest by hand.
    CreateContact {
        /// Client-made id.
        contact: ContactId,
        /// Name.
        name: String,
        /// Number in any format.
        phone: String,
        /// E-mail.
        #[serde(default)]
        email: Option<String>,
        /// Which house.
        property: crate::id::PropertyId,
    },
    /// Change a guest's details; absent = leave.
    EditContact {
        /// Who.
        contact: ContactId,
        /// Name.
        #[serde(default)]
        name: Option<String>,
        /// Number in any format; empty clears.
        #[serde(default)]
        phone: Option<String>,
        /// E-mail; empty clears.
        #[serde(default)]
        email: Option<String>,
    },
    /// Remove a guest for ever, with everything that names them (R11). Stays are kept without the guest.
    EraseContact {
        /// Who.
        contact: ContactId,
    },
    /// Process a dead letter again.
    ReplayDeadLetter {
        /// Which.
        dead_letter: DeadLetterId,
    },
}

impl Action {
    /// The file it carries or brings.
    #[must_use]
    pub fn file(&self) -> Option<&MediaId> {
        match self {
            Self::SendMessage { attachment, .. } | Self::AddNote { attachment, .. } => {
                attachment.as_ref().map(|file| &file.media)
            }
            Self::Upload { media, .. } => Some(media),
            _ => None,
        }
    }

    /// The conversation it acts on; the outbox's lane.
    #[must_use]
    pub fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::SendMessage { conversation, .. }
            | Self::SendTemplate { conversation, .. }
            | Self::CancelScheduled { conversation, .. }
            | Self::React { conversation, .. }
            | Self::RetryMessage { conversation, .. }
            | Self::AddNote { conversation, .. }
            | Self::Claim { conversation }
            | Self::TakeOver { conversation }
            | Self::Assign { conversation, .. }
            | Self::Resolve { conversation }
            | Self::Reopen { conversation }
            | Self::HandBack { conversation }
            | Self::MarkRead { conversation }
            | Self::MarkUnread { conversation }
            | Self::SetLabels { conversation, .. }
            | Self::StartConversation { conversation, .. } => Some(conversation),
            _ => None,
        }
    }

    /// The guest it names itself.
    #[must_use]
    pub fn contact(&self) -> Option<&ContactId> {
        match self {
            Self::StartConversation { contact, .. }
            | Self::CreateContact { contact, .. }
            | Self::EditContact { contact, .. }
            | Self::EraseContact { contact } => Some(contact),
            _ => None,
        }
    }

    /// The record it is about: its conversation, else its guest.
    #[must_use]
    pub fn about(&self) -> Option<RecordId> {
        let contact = || self.contact().map(RecordId::from);
        self.conversation().map(RecordId::from).or_else(contact)
    }
}

/// A person's command: the id makes a repeat harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Client-made; a repeat gets the first answer.
    pub id: CommandId,
    /// What is asked.
    #[serde(flatten)]
    pub action: Action,
}

crate::open_enum! {
    /// How a command ended.
    Outcome {
        /// Done.
        Done = "done",
        /// Kept for a person to look at; nothing was sent.
        Held = "held",
        /// Not done, with a reason.
        Refused = "refused",
    }
}

crate::open_enum! {
    /// Why a command was refused or held; `refusal-<code>` in Fluent has the words.
    Code {
        /// All well.
        Ok = "ok",
        /// The role may not.
        Forbidden = "forbidden",
        /// There is no such thing, or not for this person.
        NotFound = "not_found",
        /// The command makes no sense; `detail` names the field.
        Invalid = "invalid",
        /// The 24 hours are over (SPEC 49).
        WindowClosed = "window_closed",
        /// A colleague has it.
        AlreadyClaimed = "already_claimed",
        /// Not in this status.
        WrongStatus = "wrong_status",
        /// The conversation is nobody's or the bot's: claim first.
        NotYours = "not_yours",
        /// Held: the owner changed since it was written.
        OwnerChanged = "owner_changed",
        /// Held: given back to the assistant since it was written; nobody of the house has it.
        GivenBack = "given_back",
        /// Held: resolved (or expired) since it was written.
        ResolvedMeanwhile = "resolved_meanwhile",
        /// Held: a colleague answered since it was written.
        ColleagueAnswered = "colleague_answered",
        /// Held: the guest wrote since it was written.
        GuestWrote = "guest_wrote",
        /// Held: its time has passed while it waited on a computer.
        TooLate = "too_late",
        /// Held: the device was away for more than 90 days.
        DeviceAway = "device_away",
        /// Held: it was under way when the relay was lost, and the restored one does not know whether it was done.
        RelayRestored = "relay_restored",
        /// The template is not there, not approved any more, or its blanks do not fit (SPEC 284–287).
        Template = "template",
        /// The channel takes no such file; `detail` is the code of [`crate::limits::Unfit`].
        Attachment = "attachment",
        /// The file's bytes are not at the relay, or not under this person's name.
        AttachmentMissing = "attachment_missing",
        /// Held: somebody stopped the upload.
        UploadStopped = "upload_stopped",
        /// The upload has no room left; try again later.
        Quota = "quota",
        /// It is about a guest who was erased: nothing of it is kept.
        Erased = "erased",
        /// A contact with this number exists.
        Duplicate = "duplicate",
        /// The connection is off or in error.
        ConnectionDown = "connection_down",
        /// Too many commands; try again later.
        RateLimited = "rate_limited",
        /// The same id came with another body.
        Conflict = "conflict",
        /// Our bug; nothing was changed.
        Internal = "internal",
    }
}

/// The answer to one command; stored with its id in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Of the command.
    pub id: CommandId,
    /// How it ended.
    pub outcome: Outcome,
    /// Why.
    pub code: Code,
    /// More, for a person or a log; never guest text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The sequence number that holds its effect, if it had one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
}

/// A refusal or a hold as a value; never an SQL error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    /// Why.
    pub code: Code,
    /// More, for a person or a log.
    pub detail: Option<String>,
}

impl Refusal {
    /// Without detail.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code, detail: None }
    }
    /// With detail.
    #[must_use]
    pub fn with(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: Some(detail.into()),
        }
    }
    /// Whether it is a hold (kept for review) rather than a refusal.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self.code {
            Code::OwnerChanged
            | Code::GivenBack
            | Code::ResolvedMeanwhile
            | Code::ColleagueAnswered
            | Code::GuestWrote
            | Code::TooLate
            | Code::UploadStopped
            | Code::DeviceAway
            | Code::RelayRestored => Outcome::Held,
            _ => Outcome::Refused,
        }
    }
}
