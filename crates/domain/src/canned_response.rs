//! Canned responses (SPEC 213–216).

use crate::Unknown;
use serde::{Deserialize, Serialize};

/// A prepared text. Scope `house`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedResponse {
    /// Shown in the picker.
    pub title: String,
    /// The text; `{{guest}}`, `{{room}}`, `{{check_in}}`, `{{check_out}}`, `{{staff}}` are filled in.
    pub content: String,
    /// Typed after `/`, without the slash, e.g. `checkin`.
    pub shortcut: String,
    /// Booking, Check-in, General, …
    pub category: String,
    /// BCP 47, where the text is in one language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}
