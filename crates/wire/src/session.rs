//! Signing in, devices, invitations, and who the relay is.

use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /v1/relay`, without a login: proves that this is a Bellhop relay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RelayInfo {
    /// Always `bellhop-relay`.
    pub product: String,
    /// Version of the relay.
    pub version: String,
    /// The hotel's name, where the relay has exactly one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// True until the first owner exists: an invitation code makes one.
    pub needs_owner: bool,
    /// Relay time.
    #[schema(value_type = i64)]
    pub now: UnixMillis,
}

/// `POST /v1/sessions`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignInRequest {
    /// E-mail, any case.
    pub email: String,
    /// Password.
    pub password: String,
    /// What the computer is called in the list of devices, 1–80 characters.
    pub device_name: String,
    /// Which hotel, for people in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
}

impl std::fmt::Debug for SignInRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInRequest").finish_non_exhaustive()
    }
}

/// A hotel by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceInfo {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// The person who signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffInfo {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Role.
    pub role: String,
    /// Names of permissions.
    pub permissions: Vec<String>,
}

/// 200 of `POST /v1/sessions` and `POST /v1/invitations/redeem`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Bearer token; shown once, kept hashed.
    pub token: String,
    /// This computer's id.
    pub device: String,
    /// Who.
    pub staff: StaffInfo,
    /// Where.
    pub workspace: WorkspaceInfo,
    /// Relay time.
    #[schema(value_type = i64)]
    pub now: UnixMillis,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// `POST /v1/invitations/check {code}` → what it is for; 404 `code_unknown` otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationInfo {
    /// `owner`, `invite` or `reset`.
    pub purpose: String,
    /// Whose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Body of `POST /v1/invitations/check`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct InvitationCheck {
    /// The code, any case, hyphens optional.
    pub code: String,
}

/// `POST /v1/invitations/redeem`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct InvitationRedeem {
    /// The code.
    pub code: String,
    /// New password, 10–200 characters.
    pub password: String,
    /// What the computer is called.
    pub device_name: String,
    /// For `owner`: full name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For `owner`: e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// For `owner`: hotel name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
}

impl std::fmt::Debug for InvitationRedeem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InvitationRedeem").finish_non_exhaustive()
    }
}

/// A signed-in computer (`GET /v1/devices`; managers may add `?staff=<id>` or `?all=true`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceInfo {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whose.
    pub staff: String,
    /// Signed in at.
    #[schema(value_type = i64)]
    pub created_at: UnixMillis,
    /// Last contact.
    #[schema(value_type = i64)]
    pub last_seen: UnixMillis,
    /// The one that asks.
    pub current: bool,
}
