//! Arguments of the commands that have no noun of their own.

use super::inbox::{FilterChoices, ListFilter, ListPage};
use super::search::SearchPlace;
use super::session::AppState;
use super::settings::Settings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct NoArgs {}

/// Of `probe_relay`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProbeArgs {
    /// What was typed.
    pub address: String,
}

/// Of `check_invitation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvitationArgs {
    /// Address of the relay.
    pub relay: String,
    /// The one-time code.
    pub code: String,
}

/// Of `revoke_device`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeviceArgs {
    /// Which.
    pub device: String,
}

/// Of `conversation_list`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ListArgs {
    /// Which.
    #[serde(default)]
    pub filter: ListFilter,
    /// First row.
    #[serde(default)]
    pub offset: u32,
    /// Rows, 1–500.
    pub limit: u32,
}

/// A conversation and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationArgs {
    /// Which.
    pub conversation: String,
}

/// Of `typing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TypingArgs {
    /// Where.
    pub conversation: String,
    /// Whether somebody writes now.
    pub on: bool,
}

/// Of `messages`: the newest page, or the one that one of `before`, `after`, `until` and `around` names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessagesArgs {
    /// Which.
    pub conversation: String,
    /// `before` of the page below: what comes above it.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<String>,
    /// `after` of the page above: what comes below it.
    #[serde(default)]
    #[ts(optional)]
    pub after: Option<String>,
    /// `after` of a page: once more what ends with it.
    #[serde(default)]
    #[ts(optional)]
    pub until: Option<String>,
    /// A message's id: what stands around it. Fetched from the relay where it is not here; asked again, it will have come.
    #[serde(default)]
    #[ts(optional)]
    pub around: Option<String>,
    /// Messages, 1–500.
    pub limit: u32,
}

/// Of `canned_responses`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CannedArgs {
    /// For whose guest.
    pub conversation: String,
    /// What was typed, with or without the slash.
    pub query: String,
}

/// Of `search`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchArgs {
    /// What was typed.
    pub text: String,
    /// `before` of the page above: the messages older than those, and no conversations.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<SearchPlace>,
}

/// Of `send_message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendArgs {
    /// Where.
    pub conversation: String,
    /// The words.
    pub text: String,
    /// The message it answers.
    pub reply_to: Option<String>,
    /// Attachment drafts that go with it, in order; the words are the first one's caption where the channel has captions.
    #[serde(default)]
    pub attachments: Vec<String>,
    /// When it is to leave, in milliseconds of relay time; at once where absent.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub send_at: Option<i64>,
}

/// Of `add_note`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteArgs {
    /// Where.
    pub conversation: String,
    /// The words.
    pub text: String,
    /// Attachment drafts that go with it, in order.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Of `retry_message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RetryArgs {
    /// Where.
    pub conversation: String,
    /// Which.
    pub message: String,
}

/// Of `react`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReactArgs {
    /// Where.
    pub conversation: String,
    /// On which message.
    pub message: String,
    /// One emoji; absent takes the reaction back.
    pub emoji: Option<String>,
}

/// Of `set_labels`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetLabelsArgs {
    /// Where.
    pub conversation: String,
    /// All of its labels, by name.
    pub labels: Vec<String>,
}

/// Of `write_to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WriteToArgs {
    /// What was typed: a name, a number.
    pub text: String,
}

/// Of `start_conversation`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StartArgs {
    /// With which guest; absent for a number that is nobody's.
    pub contact: Option<String>,
    /// House of the new guest.
    pub property: Option<String>,
    /// Their number, in any format.
    pub phone: Option<String>,
    /// Their name; may be empty.
    #[serde(default)]
    pub name: String,
    /// Over which account.
    pub connection: String,
}

/// Of `send_template`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendTemplateArgs {
    /// Where.
    pub conversation: String,
    /// The provider's name of it.
    pub template: String,
    /// Its language.
    pub language: String,
    /// One text for each blank, in their order.
    pub parameters: Vec<String>,
}

/// The id of a message's echo; the message keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Written {
    /// Message id.
    pub message: String,
}

/// Of `act`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActArgs {
    /// On what.
    pub conversation: String,
    /// What is done.
    pub action: ActName,
    /// To whom, for `assign`.
    pub staff: Option<String>,
}

/// What a person may do to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActName {
    /// Take a waiting conversation.
    Claim,
    /// Step in for the bot.
    TakeOver,
    /// Give to a colleague.
    Assign,
    /// Done.
    Resolve,
    /// Open again.
    Reopen,
    /// Back to the bot.
    HandBack,
    /// Unread becomes 0.
    MarkRead,
    /// The badge comes back.
    MarkUnread,
}

/// Of `set_presence`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresenceArgs {
    /// `online`, `away`, `offline`.
    pub presence: String,
}

/// A guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GuestArgs {
    /// Which.
    pub contact: String,
}

/// An outbox entry or a dead letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IdArgs {
    /// Which.
    pub id: String,
}

/// Of `draft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftArgs {
    /// Where.
    pub conversation: String,
    /// For colleagues.
    pub note: bool,
}

/// Of `save_draft`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveDraftArgs {
    /// Where.
    pub conversation: String,
    /// For colleagues.
    pub note: bool,
    /// Empty forgets it.
    pub text: String,
}

/// Of `on_screen`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OnScreenArgs {
    /// What is open; absent if nothing is.
    pub conversation: Option<String>,
    /// Whether the window has the focus.
    pub focused: bool,
}

/// Of `open_link`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkArgs {
    /// Of whose guest.
    pub conversation: String,
    /// Which.
    pub kind: LinkKind,
}

/// A link of the guest panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// `https://wa.me/…`
    Whatsapp,
    /// `mailto:…`
    Email,
}

/// Of `open_place`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceArgs {
    /// The location message.
    pub message: String,
}

/// Of `painted`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaintedArgs {
    /// `inbox`, `login`, …
    pub what: String,
}

/// What the first frame is drawn from, without a round trip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Boot {
    /// Who is at work.
    pub state: AppState,
    /// What this computer remembers about the window.
    pub settings: Settings,
    /// The first page of the list, if somebody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub list: Option<ListPage>,
    /// What the filters offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub choices: Option<FilterChoices>,
}

/// Of `attachment_begin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachArgs {
    /// Where.
    pub conversation: String,
    /// For colleagues.
    pub note: bool,
    /// File name.
    pub name: String,
    /// MIME type as the window knows it; may be empty.
    pub mime: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// Of `attachment_piece`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PieceArgs {
    /// Which.
    pub attachment: String,
    /// Where the piece begins: `received` of the answer before.
    #[ts(type = "number")]
    pub offset: u64,
    /// Bytes; 512 KiB at most.
    pub base64: String,
}

/// An attachment draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachmentArgs {
    /// Which.
    pub attachment: String,
}

/// A message and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MessageArgs {
    /// Which.
    pub message: String,
}
