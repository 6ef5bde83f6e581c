//! Signing in and out, who I am, and how fresh the desk is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window draws first. Comes with the page (no round trip) and from `app_state`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "phase", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "made rarely, and serialised at once"
)]
pub enum AppState {
    /// The keyring or the cache is being opened.
    Opening {
        /// True while the system's keyring asks the person for its password.
        waiting_for_keyring: bool,
    },
    /// Nobody is signed in.
    SignedOut {
        /// Prefill of the address (`BELLHOP_RELAY` or the last one).
        relay: String,
        /// Prefill of the e-mail.
        email: String,
        /// Why the person was signed out, as a code of `signed-out-…`; absent at a first start.
        reason: Option<String>,
        /// Outbox entries that were kept for this person.
        kept: u32,
    },
    /// Somebody is at work.
    SignedIn {
        /// Who and where.
        me: Me,
        /// How fresh.
        sync: SyncStatus,
    },
    /// The cache cannot be opened; nothing is shown until a person decides.
    Blocked {
        /// `no_keyring`, `newer_cache`, `disk_full`, `disk_error`, `locked_offline`.
        reason: String,
    },
}

/// The signed-in person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Me {
    /// Id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Sign-in address.
    pub email: String,
    /// Up to two capitals.
    pub initials: String,
    /// `owner`, `manager`, `agent`, `housekeeping`.
    pub role: String,
    /// Names of permissions, e.g. `messaging:manage`.
    pub permissions: Vec<String>,
    /// `online`, `away`, `offline`, with a pending change already applied.
    pub presence: String,
    /// Hotel name.
    pub workspace: String,
    /// The relay's address.
    pub relay: String,
    /// This computer's device id.
    pub device: String,
    /// IANA zone of the first property; all hotel times are shown in it.
    pub time_zone: String,
    /// Properties this person sees.
    pub properties: Vec<PropertyRef>,
}

/// A property by name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PropertyRef {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// IANA zone.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
}

/// How fresh the desk is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncStatus {
    /// `live`, `behind` (connected, catching up) or `offline`.
    pub state: String,
    /// Relay time up to which everything is here; absent before the first contact.
    #[ts(type = "number | null")]
    pub complete_to: Option<i64>,
    /// Relay time since when the relay is out of reach.
    #[ts(type = "number | null")]
    pub offline_since: Option<i64>,
    /// When the next try is, desk clock, while offline.
    #[ts(type = "number | null")]
    pub next_try: Option<i64>,
    /// Relay clock minus desk clock in milliseconds; add it to `Date.now()`.
    #[ts(type = "number")]
    pub clock_offset: i64,
    /// Commands that wait to be sent.
    pub queued: u32,
    /// Commands a person must look at (held or refused).
    pub needs_attention: u32,
    /// How far back the history is complete; absent = all of it is here.
    #[ts(type = "number | null")]
    pub history_back_to: Option<i64>,
    /// Connections that work and those in error.
    pub channels_live: u32,
    /// Connections in ERROR.
    pub channels_in_error: u32,
    /// Webhooks nobody understood that this person may see.
    pub dead_letters: u32,
    /// By how many minutes this computer's clock is off, where that is two or more; all times shown follow the relay (BEYOND 5.3).
    pub clock_off: Option<u32>,
    /// The stream does not get through: the relay is asked every three seconds (SPEC 19).
    pub polling: bool,
    /// Why the relay refuses us, as a code of `relay-…` (`not_a_relay`, `certificate`, `unreachable`, `old_relay`); absent if well.
    pub problem: Option<String>,
}

/// Arguments of `sign_in`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SignIn {
    /// Address; `https://` is assumed, `http://` only for loopback.
    pub relay: String,
    /// E-mail.
    pub email: String,
    /// Password; never kept.
    pub password: String,
    /// Keep signed in on this computer after the window closes.
    pub keep: bool,
    /// Which hotel, after a `choose_workspace` answer.
    pub workspace: Option<String>,
}

/// Arguments of `redeem_invitation`: first start (owner) or an invited or reset colleague.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RedeemInvitation {
    /// Address of the relay.
    pub relay: String,
    /// The one-time code.
    pub code: String,
    /// Full name; needed for an owner's first code.
    pub name: Option<String>,
    /// E-mail; needed for an owner's first code.
    pub email: Option<String>,
    /// Hotel name; needed for an owner's first code.
    pub workspace: Option<String>,
    /// The new password, at least 10 characters.
    pub password: String,
    /// Keep signed in on this computer.
    pub keep: bool,
}

/// What an invitation code is for (`check_invitation`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Invitation {
    /// `owner` (first start), `invite` or `reset`.
    pub purpose: String,
    /// Whose, where it is for somebody.
    pub email: Option<String>,
    /// Their name.
    pub name: Option<String>,
}

/// How signing in ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "made rarely, and serialised at once"
)]
pub enum SignInResult {
    /// In.
    Done {
        /// Who and where.
        me: Me,
    },
    /// The person is in several hotels: choose one and sign in again.
    ChooseWorkspace {
        /// Ids and names.
        workspaces: Vec<WorkspaceRef>,
    },
    /// Not in. `code` of `sign-in-…`: `wrong_password`, `too_many_tries`, `unreachable`, `not_a_relay`, `certificate`,
    /// `insecure_address`, `bad_address`, `code_unknown`, `weak_password`, `email_taken`, `missing_field`, `no_keyring`, `disk_full`.
    Failed {
        /// Why.
        code: String,
        /// Seconds to wait, for `too_many_tries`.
        wait_seconds: Option<u32>,
    },
}

/// A hotel to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WorkspaceRef {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// What `probe_relay` found at an address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RelayProbe {
    /// True if a Bellhop relay answered.
    pub ok: bool,
    /// Hotel name, where the relay has one hotel.
    pub name: Option<String>,
    /// Relay version.
    pub version: Option<String>,
    /// Milliseconds the answer took.
    pub milliseconds: u32,
    /// Code of `sign-in-…` if not ok.
    pub problem: Option<String>,
}

/// A signed-in computer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Device {
    /// Id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose, by name.
    pub staff: String,
    /// Last contact.
    #[ts(type = "number")]
    pub last_seen: i64,
    /// Signed in at.
    #[ts(type = "number")]
    pub created_at: i64,
    /// The one this window runs on.
    pub current: bool,
}
