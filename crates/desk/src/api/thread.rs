//! A conversation: header, messages, what may be done.

use super::inbox::StaffRef;
use super::media::UploadState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A conversation opened: everything the thread draws, from disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Thread {
    /// The header.
    pub header: Header,
    /// The newest page.
    pub page: MessagePage,
}

/// The thread's header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Header {
    /// Conversation id.
    pub id: String,
    /// Contact id.
    pub contact: String,
    /// Guest's name.
    pub name: String,
    /// BCP 47.
    pub language: Option<String>,
    /// `whatsapp`, …
    pub channel: String,
    /// The connection's name.
    pub connection: String,
    /// `CONNECTED`, `ERROR`, …
    pub connection_status: String,
    /// As in SPEC 145–149, pending commands applied.
    pub status: String,
    /// Who has it.
    pub assignee: Option<StaffRef>,
    /// True if that is me.
    pub mine: bool,
    /// Room of the current stay.
    pub room: Option<String>,
    /// First night.
    pub check_in: Option<String>,
    /// Day of leaving.
    pub check_out: Option<String>,
    /// Since when it waits.
    #[ts(type = "number | null")]
    pub waiting_since: Option<i64>,
    /// Why it went to the team, while it waits: `asked_for_person`, …
    pub waiting_reason: Option<String>,
    /// What the bot collected; while it waits, and for a minute after a claim.
    pub brief: Option<BotBrief>,
    /// When the reply window closes or closed; absent if the channel has none.
    #[ts(type = "number | null")]
    pub window_closes_at: Option<i64>,
    /// True where the channel has a window and the guest never wrote.
    pub window_never_opened: bool,
    /// Unread guest messages.
    pub unread: u32,
    /// Actions of the header, in their fixed order; what the role lacks is absent.
    pub actions: Vec<HeaderAction>,
    /// Whether this person may write to guests.
    pub may_reply: bool,
    /// A claim, hand-back or other status change of mine that has not left yet: its command type.
    pub queued_change: Option<String>,
    /// IANA zone of the house; times of day are its.
    pub time_zone: String,
    /// Labels.
    pub labels: Vec<String>,
    /// Characters a message may have on this channel.
    pub max_length: u32,
}

/// What the bot collected before it passed the conversation on (DESIGN_UI 4): only what the messages say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BotBrief {
    /// What the guest came with; absent where that is not on this computer.
    pub asked: Option<BriefLine>,
    /// Buttons and rows that the guest tapped, in order.
    pub tapped: Vec<BriefLine>,
    /// What the guest said last, if that is something else: there the bot stopped.
    pub stopped: Option<BriefLine>,
    /// Why it was passed on: `asked_for_person`, …
    pub reason: String,
    /// When.
    #[ts(type = "number")]
    pub since: i64,
    /// Until when it is shown, once somebody has claimed it.
    #[ts(type = "number | null")]
    pub until: Option<i64>,
}

/// A guest's message in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct BriefLine {
    /// `text`, `image`, … for words such as "Photo".
    pub content: String,
    /// First 160 characters.
    pub text: String,
}

/// One action of the header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HeaderAction {
    /// `claim`, `take_over`, `assign`, `resolve`, `reopen`, `hand_back`.
    pub action: String,
    /// False = drawn disabled.
    pub enabled: bool,
}

/// A page of messages, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MessagePage {
    /// Oldest first.
    pub messages: Vec<ThreadMessage>,
    /// Pass as `before` for the page above; absent = the beginning is here.
    pub before: Option<String>,
    /// Pass as `after` for the page below; absent = the end is here.
    pub after: Option<String>,
    /// True if older messages exist that are not on this computer yet (they are being fetched).
    pub fetching: bool,
    /// True if older messages may exist that are not on this computer, and the relay, which has them, is out of reach.
    pub out_of_reach: bool,
}

/// A message as the thread draws it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ThreadMessage {
    /// Id.
    pub id: String,
    /// `guest`, `bot`, `staff`, `system`, `note`.
    pub author: String,
    /// Which colleague.
    pub staff: Option<StaffRef>,
    /// True if I wrote it.
    pub mine: bool,
    /// `received`, `waiting` (in this computer's outbox), `scheduled` (leaves at `send_at`), `queued`, `sent`, `delivered`, `read`, `failed`, `held`, `unknown`, `stored`.
    pub state: String,
    /// The words.
    pub text: String,
    /// `text`, `image`, `event`, … ; the whole content as the relay keeps it, see `domain::message::Content`.
    #[ts(type = "MessageContent")]
    pub content: serde_json::Value,
    /// When.
    #[ts(type = "number")]
    pub at: i64,
    /// When it leaves or was to leave, if it was written to be sent later.
    #[ts(type = "number | null")]
    pub send_at: Option<i64>,
    /// Somebody here called it off, and the relay does not know yet: it may still leave.
    pub cancelling: bool,
    /// What it answers.
    pub reply_to: Option<ThreadQuote>,
    /// Emoji with who.
    pub reactions: Vec<ThreadReaction>,
    /// Whether this person may react to it now.
    pub may_react: bool,
    /// Whether a reply may quote it.
    pub may_quote: bool,
    /// Why it failed or is held.
    pub failure: Option<ThreadFailure>,
    /// Changed by the guest.
    pub edited: bool,
    /// Taken back by the guest.
    pub revoked: bool,
    /// Forwarded by the guest.
    pub forwarded: bool,
    /// The outbox entry behind it, while state is `waiting` or `held`.
    pub outbox: Option<String>,
    /// How far its file is, while it has one that the relay has not got.
    pub upload: Option<UploadState>,
}

/// A quoted message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ThreadQuote {
    /// The message, if it is here.
    pub message: Option<String>,
    /// `guest`, `staff`, …
    pub author: Option<String>,
    /// Its beginning.
    pub excerpt: String,
}

/// A reaction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ThreadReaction {
    /// `guest` or `staff`.
    pub author: String,
    /// One emoji.
    pub emoji: String,
    /// Ours, and still in this computer's outbox.
    pub waiting: bool,
    /// Ours, and the guest may see another one: why, a code of `failure-…`.
    pub failure: Option<String>,
}

/// Why a message failed or is held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ThreadFailure {
    /// Code of `failure-…` (provider) or `refusal-…` (relay).
    pub code: String,
    /// For "Copy details".
    pub detail: Option<String>,
    /// Whether Retry is offered.
    pub retryable: bool,
}

/// A canned response for the picker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Canned {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// With the blanks filled in for this guest; what could not be filled stays as `{{name}}`.
    pub text: String,
    /// Pieces of `text`, so that filled blanks can be marked.
    pub pieces: Vec<CannedPiece>,
    /// Without the slash.
    pub shortcut: String,
    /// Category.
    pub category: String,
    /// BCP 47.
    pub language: Option<String>,
}

/// A piece of a canned response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CannedPiece {
    /// The words.
    pub text: String,
    /// `plain`, `filled` or `blank`.
    pub kind: String,
}
