//! RFC 9457 problems. Clients branch on `code`, never on words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An error answer (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `about:blank`.
    #[serde(rename = "type")]
    pub kind: String,
    /// HTTP status.
    pub status: u16,
    /// Short words for a person.
    pub title: String,
    /// Stable code: `unauthorized`, `device_revoked`, `device_expired`, `device_unused`, `forbidden`, `not_found`, `invalid`,
    /// `too_many_tries`, `wrong_password`, `choose_workspace`, `cursor_unknown`, `code_unknown`, `too_large`, `unavailable`, `conflict`, `internal`.
    pub code: String,
    /// More, without anything personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// For `device_revoked`: which device. A desk wipes only if it is its own (DESIGN_DESK).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Seconds to wait, for `too_many_tries`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// For `choose_workspace`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workspaces: Vec<crate::session::WorkspaceInfo>,
    /// For `cursor_unknown`: the last number both sides share; the desk drops every row above it and continues from this cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common: Option<String>,
}

impl Problem {
    /// A problem with the usual type.
    #[must_use]
    pub fn new(status: u16, code: &str, title: &str) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            status,
            title: title.to_owned(),
            code: code.to_owned(),
            detail: None,
            device: None,
            retry_after: None,
            workspaces: Vec::new(),
            common: None,
        }
    }
}
