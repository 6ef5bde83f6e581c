//! The conversation list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which conversations. Empty lists mean no filter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ListFilter {
    /// Channels, e.g. `whatsapp`.
    pub channels: Vec<String>,
    /// `open` (default: all but resolved and expired), `all`, or statuses as in SPEC 145–149.
    pub statuses: Vec<String>,
    /// `me`, `none` or staff ids.
    pub assignees: Vec<String>,
    /// What stands first.
    #[serde(default)]
    pub sort: ListSort,
}

/// In which order the list stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListSort {
    /// Newest message first (SPEC 18).
    #[default]
    Newest,
    /// Oldest message first.
    Oldest,
    /// Who waits, longest first, then the others.
    Waiting,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ListPage {
    /// Rows `offset..offset + rows.len()`.
    pub rows: Vec<Row>,
    /// Where the page starts.
    pub offset: u32,
    /// Rows that match in all.
    pub total: u32,
    /// Conversations that wait for a person, whatever the filter.
    pub waiting: u32,
    /// Since when the longest waits.
    #[ts(type = "number | null")]
    pub longest_waiting_since: Option<i64>,
    /// False while the first sync is still fetching rows that may belong here.
    pub complete: bool,
}

/// A conversation as a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Row {
    /// Conversation id.
    pub id: String,
    /// Guest's name, or number.
    pub name: String,
    /// BCP 47, if known.
    pub language: Option<String>,
    /// `whatsapp`, …
    pub channel: String,
    /// As in SPEC 145–149, pending commands applied.
    pub status: String,
    /// Who has it.
    pub assignee: Option<StaffRef>,
    /// True if that is me.
    pub mine: bool,
    /// Room of the current stay.
    pub room: Option<String>,
    /// First night of the current or next stay.
    pub check_in: Option<String>,
    /// Day of leaving.
    pub check_out: Option<String>,
    /// Last message.
    pub preview: Option<RowPreview>,
    /// Time of the last message.
    #[ts(type = "number")]
    pub last_at: i64,
    /// Unread guest messages.
    pub unread: u32,
    /// Since when it waits.
    #[ts(type = "number | null")]
    pub waiting_since: Option<i64>,
    /// Our messages that failed.
    pub failed: u32,
    /// Commands of mine that wait to be sent.
    pub queued: u32,
    /// Labels.
    pub labels: Vec<String>,
}

/// The last message in a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RowPreview {
    /// `guest`, `bot`, `staff`, `system`.
    pub author: String,
    /// Name of the colleague; absent if me.
    pub staff: Option<String>,
    /// True if I wrote it.
    pub mine: bool,
    /// `text`, `image`, … for words such as "Photo".
    pub content: String,
    /// First 160 characters.
    pub text: String,
}

/// A colleague by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StaffRef {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Up to two capitals.
    pub initials: String,
    /// `online`, `away`, `offline`.
    pub presence: String,
}

/// A label of the house (SPEC 226).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LabelChoice {
    /// Name.
    pub name: String,
    /// `gray`, `brass`, `blue`, `teal`, `rose`, `brown`; one of a newer version has no tone here.
    pub color: String,
}

/// What the filter menus offer: what exists here, with counts of open conversations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FilterChoices {
    /// Channels that have a connection.
    pub channels: Vec<FilterChoice>,
    /// The five statuses.
    pub statuses: Vec<FilterChoice>,
    /// Active colleagues.
    pub staff: Vec<StaffRef>,
}

/// One choice of a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FilterChoice {
    /// Value for [`ListFilter`].
    pub value: String,
    /// Open conversations (for a status: all with it).
    pub count: u32,
}
