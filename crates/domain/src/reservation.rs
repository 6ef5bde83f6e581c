//! Stays.

use crate::Unknown;
use crate::id::{ContactId, PropertyId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

crate::open_enum! {
    /// How far a stay is.
    ReservationStatus {
        /// Booked, not arrived.
        Confirmed = "confirmed",
        /// In house.
        CheckedIn = "checked_in",
        /// Left.
        CheckedOut = "checked_out",
        /// Called off.
        Cancelled = "cancelled",
        /// Never came.
        NoShow = "no_show",
    }
}

/// A stay. Scope `<property>/stays`, parent = contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// As the guest knows it, e.g. `MIR-48213`.
    pub reference: String,
    /// Whose.
    pub contact: ContactId,
    /// Where.
    pub property: PropertyId,
    /// Civil date in the property's zone.
    pub check_in: Date,
    /// Civil date in the property's zone; after `check_in`.
    pub check_out: Date,
    /// How far.
    pub status: ReservationStatus,
    /// Room number, once given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// E.g. "Deluxe river view".
    pub room_type: String,
    /// Grown-ups.
    pub adults: u8,
    /// Children and infants.
    #[serde(default)]
    pub children: u8,
    /// Whole price in the currency's smallest unit.
    pub total_cents: i64,
    /// Paid so far, same unit.
    #[serde(default)]
    pub paid_cents: i64,
    /// ISO 4217.
    pub currency: String,
    /// Fields of newer versions.
    #[serde(flatten)]
    pub unknown: Unknown,
}
