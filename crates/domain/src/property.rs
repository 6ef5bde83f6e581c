//! A property: one house of the hotel.

use crate::Unknown;
use serde::{Deserialize, Serialize};

/// A house. Scope `house`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// As guests read it, e.g. "Miralva Lisbon".
    pub name: String,
    /// IANA time zone; all hotel times are shown in it.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// ISO 3166 alpha-2; local phone formats are read with it.
    pub country: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}
