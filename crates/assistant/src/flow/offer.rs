//! What the book answers: rooms with their price, or why there is none.

use super::stay::{Party, Stay};
use serde::{Deserialize, Serialize};

/// What the guest is after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// To book: the guests are asked for, and a row of the list leads to the details.
    Book,
    /// To see what is free: only dates are asked for, and a row of the list leads to *Book this*.
    Check,
}

/// What the book is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// When.
    pub stay: Stay,
    /// For whom.
    pub who: Who,
    /// What for.
    pub aim: Aim,
}

/// For whom rooms are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// As the guest said.
    Said(Party),
    /// Not said yet: as many as usual ([`super::world::House::usual`]). Never booked for without asking.
    Usual(Party),
}

impl Who {
    /// The party that prices are for.
    #[must_use]
    pub const fn party(self) -> Party {
        match self {
            Self::Said(party) | Self::Usual(party) => party,
        }
    }

    /// The party, if the guest said it.
    #[must_use]
    pub const fn said(self) -> Option<Party> {
        match self {
            Self::Said(party) => Some(party),
            Self::Usual(_) => None,
        }
    }
}

/// A room type that is free, with its price. Amounts are in the currency's smallest unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The book's id of the room type.
    pub room: String,
    /// Its name, in the guest's language where the house has one.
    pub name: String,
    /// The cheapest night, without what stands in `taxes`.
    pub nightly_from: i64,
    /// The dearest night.
    pub nightly_to: i64,
    /// All nights, without what stands in `taxes`.
    pub nights_total: i64,
    /// Taxes and fees for the whole stay and party, each apart.
    #[serde(default)]
    pub taxes: Vec<Tax>,
    /// ISO 4217.
    pub currency: String,
}

impl Offer {
    /// All taxes and fees.
    #[must_use]
    pub fn taxes_total(&self) -> i64 {
        let amounts = self.taxes.iter().map(|it| it.amount);
        amounts.fold(0, i64::saturating_add)
    }

    /// What the guest pays in all.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.nights_total.saturating_add(self.taxes_total())
    }
}

/// A tax or fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// As the guest reads it.
    pub name: String,
    /// For the whole stay and party.
    pub amount: i64,
}

/// Why the book has no room (SPEC 144, 288, 289).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum NoRoom {
    /// All are taken.
    Full,
    /// Rooms are free but none has a price for these dates.
    NoPrice,
    /// The house is closed on one of these days.
    Closed,
    /// Only longer stays are sold.
    MinimumStay {
        /// At least so many nights.
        nights: u16,
    },
}

/// The rooms of a list that was shown. `shown` is the number that its buttons carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// What was looked for.
    pub search: Search,
    /// What was found, as the book ordered it.
    pub offers: Vec<Offer>,
    /// The first row of the page shown.
    #[serde(default)]
    pub from: usize,
    /// What its buttons carry.
    pub shown: u64,
}

/// A room out of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// The list it stands in: the guest may still take another row.
    pub list: List,
    /// The room, at the price last shown.
    pub offer: Offer,
}
