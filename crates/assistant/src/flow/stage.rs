//! The stages of a talk: each carries what it needs, and nothing else.

use super::offer::{Aim, List, NoRoom, Offer, Picked, Search};
use super::state::{Asking, Booker};
use super::stay::{Known, Party, Stay};
use serde::{Deserialize, Serialize};

/// Where in the talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(super) enum Stage {
    /// The three buttons. `answered`: something that the guest wanted was done.
    Menu {
        #[serde(default)]
        answered: bool,
    },
    /// Asked for dates.
    Dates {
        aim: Aim,
        #[serde(default)]
        known: Known,
        #[serde(default)]
        party: Option<Party>,
        /// The room they want, if it is free then.
        #[serde(default)]
        room: Option<Wanted>,
    },
    /// Asked for the guests, to book.
    Guests {
        stay: Stay,
        #[serde(default)]
        room: Option<Wanted>,
    },
    /// The book was asked what is free. No ticket: it failed, and is asked again when the guest goes on.
    Searching {
        search: Search,
        #[serde(default)]
        room: Option<Wanted>,
        #[serde(default)]
        ticket: Option<u64>,
    },
    /// It has nothing.
    NoRoom { search: Search, reason: NoRoom },
    /// A list of rooms was shown.
    Choosing { list: List },
    /// *Check Availability*: one room was shown with *Book this*.
    Looking { picked: Picked, shown: u64 },
    /// Asked who they are.
    Details { picked: Picked, asking: Asking },
    /// The book was asked to hold the room. No ticket: as above.
    Holding {
        picked: Picked,
        booker: Booker,
        #[serde(default)]
        ticket: Option<u64>,
    },
    /// The summary was shown; only from here a reservation is made, and only by the buttons that carry `shown`.
    Summary {
        picked: Picked,
        booker: Booker,
        hold: String,
        shown: u64,
    },
    /// Asked what is to be different.
    Changing { list: List, room: Option<Wanted> },
    /// Confirmed: the book was asked to reserve, once.
    Reserving {
        picked: Picked,
        booker: Booker,
        hold: String,
        ticket: u64,
        shown: u64,
    },
    /// Reserved and told. `shown`: the summary that was confirmed.
    Booked { reference: String, shown: u64 },
}

impl Stage {
    pub(super) const fn is_booking(&self) -> bool {
        !matches!(self, Self::Menu { .. } | Self::Booked { .. })
    }

    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Menu { .. } => "menu",
            Self::Dates { .. } => "dates",
            Self::Guests { .. } => "guests",
            Self::Searching { .. } => "searching",
            Self::NoRoom { .. } => "no_room",
            Self::Choosing { .. } => "choosing",
            Self::Looking { .. } => "looking",
            Self::Details { .. } => "details",
            Self::Holding { .. } => "holding",
            Self::Summary { .. } => "summary",
            Self::Changing { .. } => "changing",
            Self::Reserving { .. } => "reserving",
            Self::Booked { .. } => "booked",
        }
    }

    /// The list that rows may still be taken from.
    pub(super) const fn list(&self) -> Option<&List> {
        match self {
            Self::Choosing { list } | Self::Changing { list, .. } => Some(list),
            Self::Looking { picked, .. }
            | Self::Details { picked, .. }
            | Self::Holding { picked, .. }
            | Self::Summary { picked, .. }
            | Self::Reserving { picked, .. } => Some(&picked.list),
            _ => None,
        }
    }

    /// The room that is held.
    pub(super) fn hold(&self) -> Option<&str> {
        match self {
            Self::Summary { hold, .. } | Self::Reserving { hold, .. } => Some(hold),
            _ => None,
        }
    }

    /// The room they want, to be found again for other dates or guests.
    pub(super) fn wanted(&self) -> Option<Wanted> {
        match self {
            Self::Dates { room, .. }
            | Self::Guests { room, .. }
            | Self::Searching { room, .. }
            | Self::Changing { room, .. } => room.clone(),
            _ => self.picked().map(|it| Wanted::of(&it.offer)),
        }
    }

    /// When, as far as known.
    pub(super) fn known(&self) -> Known {
        match self {
            Self::Dates { known, .. } => *known,
            Self::Guests { stay, .. } => Known::Whole(*stay),
            _ => self
                .search()
                .map_or(Known::Nothing, |it| Known::Whole(it.stay)),
        }
    }

    /// Who comes, if they said.
    pub(super) fn party(&self) -> Option<Party> {
        match self {
            Self::Dates { party, .. } => *party,
            _ => self.search().and_then(|it| it.who.said()),
        }
    }

    /// What the guest is after.
    pub(super) fn aim(&self) -> Aim {
        match self {
            Self::Dates { aim, .. } => *aim,
            _ => self.search().map_or(Aim::Book, |it| it.aim),
        }
    }

    /// The room that was picked.
    pub(super) const fn picked(&self) -> Option<&Picked> {
        match self {
            Self::Looking { picked, .. }
            | Self::Details { picked, .. }
            | Self::Holding { picked, .. }
            | Self::Summary { picked, .. }
            | Self::Reserving { picked, .. } => Some(picked),
            _ => None,
        }
    }

    /// What was looked for, once that is known.
    pub(super) const fn search(&self) -> Option<Search> {
        match self {
            Self::Searching { search, .. } | Self::NoRoom { search, .. } => Some(*search),
            _ => match self.list() {
                Some(list) => Some(list.search),
                None => None,
            },
        }
    }
}

/// A room that a guest wants again for other dates or guests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) room: String,
    pub(super) name: String,
}

impl Wanted {
    pub(super) fn of(offer: &Offer) -> Self {
        Self {
            room: offer.room.clone(),
            name: offer.name.clone(),
        }
    }
}
