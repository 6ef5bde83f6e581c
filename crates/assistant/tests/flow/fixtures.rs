//! A house, its rooms and its guests.

use assistant::flow::{House, Knowledge, Offer, Party, Search, Tax, World};
use assistant::language::Language;
use assistant::reading::Topic;
use assistant::texts::Capabilities;
use domain::id::{ContactId, PropertyId};
use domain::reservation::{Reservation, ReservationStatus};
use jiff::civil::{Date, date};

pub(crate) const TODAY: Date = date(2026, 12, 1);

/// A world that lives as long as the test.
pub(crate) struct Setup {
    pub(crate) house: House,
    pub(crate) knowledge: Vec<Knowledge>,
    pub(crate) guest: Option<&'static str>,
    pub(crate) language: Option<Language>,
    pub(crate) greeting: Option<&'static str>,
    pub(crate) can: Capabilities,
}

impl Default for Setup {
    fn default() -> Self {
        let about = |topic, language, text: &str| Knowledge {
            topic,
            language,
            text: text.to_owned(),
        };
        Self {
            house: House {
                name: "Miralva Lisbon".to_owned(),
                longest_stay: 30,
                days_ahead: 400,
                largest_room: 4,
                usual: Party::new(2, 0).unwrap(),
            },
            knowledge: vec![
                about(
                    Topic::Breakfast,
                    Language::English,
                    "Breakfast is served from 7 to 10:30.",
                ),
                about(
                    Topic::Breakfast,
                    Language::German,
                    "Frühstück gibt es von 7 bis 10:30 Uhr.",
                ),
                about(
                    Topic::Parking,
                    Language::English,
                    "Parking is EUR 15 a night.",
                ),
            ],
            guest: None,
            language: None,
            greeting: None,
            can: Capabilities::WHATSAPP,
        }
    }
}

impl Setup {
    /// The same with a guest the hotel knows.
    pub(crate) fn known() -> Self {
        Self {
            guest: Some("Anna Schmidt"),
            ..Self::default()
        }
    }

    pub(crate) fn world(&self) -> World<'_> {
        World {
            today: TODAY,
            house: &self.house,
            knowledge: &self.knowledge,
            guest: self.guest,
            language: self.language,
            greeting: self.greeting,
            can: &self.can,
        }
    }
}

/// A room with its price for a search: a city tax of 2 a night and guest, apart.
pub(crate) fn offer(room: &str, name: &str, nightly: i64, search: Search) -> Offer {
    let nights = i64::from(search.stay.nights());
    Offer {
        room: room.to_owned(),
        name: name.to_owned(),
        nightly_from: nightly,
        nightly_to: nightly,
        nights_total: nightly * nights,
        taxes: vec![Tax {
            name: "City tax".to_owned(),
            amount: 200 * nights * i64::from(search.who.party().guests()),
        }],
        currency: "EUR".to_owned(),
    }
}

/// What is free in the house.
pub(crate) fn rooms(search: Search) -> Vec<Offer> {
    [
        ("classic", "Classic Room", 12_000),
        ("garden", "Garden Room", 15_000),
        ("suite", "River Suite", 21_050),
    ]
    .map(|(room, name, nightly)| offer(room, name, nightly, search))
    .to_vec()
}

pub(crate) fn reservation(reference: &str, check_in: Date, check_out: Date) -> Reservation {
    Reservation {
        reference: reference.to_owned(),
        contact: ContactId::new("c1").unwrap(),
        property: PropertyId::new("p1").unwrap(),
        check_in,
        check_out,
        status: ReservationStatus::Confirmed,
        room: None,
        room_type: "Garden Room".to_owned(),
        adults: 2,
        children: 0,
        total_cents: 31_000,
        paid_cents: 0,
        currency: "EUR".to_owned(),
        unknown: domain::Unknown::default(),
    }
}
