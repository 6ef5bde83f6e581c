//! The guest panel.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The guest beside the thread (SPEC 53–58).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GuestPanel {
    /// Contact id.
    pub contact: String,
    /// Name.
    pub name: String,
    /// Up to two capitals; what is drawn without a picture.
    pub initials: String,
    /// The address of their picture as `media://localhost/<picture>`, where a channel gives one (SPEC 56).
    pub picture: Option<String>,
    /// False if this role never gets contacts: then only name, language and room are known.
    pub visible: bool,
    /// BCP 47.
    pub language: Option<String>,
    /// As the country writes it.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// User name on the channel.
    pub username: Option<String>,
    /// `https://wa.me/<digits>`, only for a valid number (SPEC 51, 71).
    pub whatsapp_link: Option<String>,
    /// `mailto:…`, only with an address (SPEC 52, 70).
    pub email_link: Option<String>,
    /// Where their clock stands, if that can be told (DESIGN_UI 11).
    pub clock: Option<GuestClock>,
    /// `whatsapp`, …
    pub source: Option<String>,
    /// `whatsapp`, …
    pub channel: String,
    /// Company or agency.
    pub company: Option<String>,
    /// Loyalty tier.
    pub loyalty: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Conversations ever.
    pub conversations: u32,
    /// When first known.
    #[ts(type = "number | null")]
    pub created_at: Option<i64>,
    /// Current or next stay.
    pub stay: Option<Stay>,
    /// Further stays to come.
    pub coming: Vec<Stay>,
    /// Past stays, newest first.
    pub past: Vec<Stay>,
    /// Sum over stays that were not called off; absent without one.
    pub lifetime: Option<Lifetime>,
}

/// The guest's own clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GuestClock {
    /// IANA time zone.
    pub zone: String,
    /// ISO 3166 alpha-2 of the country that names it; without one the zone's city does.
    pub country: Option<String>,
}

/// A stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Stay {
    /// Reservation id.
    pub id: String,
    /// E.g. MIR-48213.
    pub reference: String,
    /// YYYY-MM-DD.
    pub check_in: String,
    /// YYYY-MM-DD.
    pub check_out: String,
    /// Nights.
    pub nights: u32,
    /// `confirmed`, `checked_in`, …
    pub status: String,
    /// Room number.
    pub room: Option<String>,
    /// Room type.
    pub room_type: String,
    /// Grown-ups.
    pub adults: u32,
    /// Children.
    pub children: u32,
    /// Whole price in cents.
    #[ts(type = "number")]
    pub total_cents: i64,
    /// Still to pay in cents.
    #[ts(type = "number")]
    pub due_cents: i64,
    /// ISO 4217.
    pub currency: String,
}

/// Sums over a guest's stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Lifetime {
    /// Stays that took or take place.
    pub stays: u32,
    /// Nights.
    pub nights: u32,
    /// Spent in cents.
    #[ts(type = "number")]
    pub spent_cents: i64,
    /// ISO 4217.
    pub currency: String,
}
