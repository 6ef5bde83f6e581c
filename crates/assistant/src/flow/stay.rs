//! When and who: what a search of the book needs, and how it grows out of what a guest says bit by bit.

use crate::reading::{PartySaid, StaySaid};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A stay: it leaves after it comes. Made by [`Stay::new`] only, also when read from a stored flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Dates")]
pub struct Stay {
    check_in: Date,
    check_out: Date,
}

#[derive(Deserialize)]
struct Dates {
    check_in: Date,
    check_out: Date,
}

impl TryFrom<Dates> for Stay {
    type Error = &'static str;

    fn try_from(it: Dates) -> Result<Self, Self::Error> {
        Self::new(it.check_in, it.check_out).ok_or("a stay ends after it begins")
    }
}

impl Stay {
    /// From the first night to the day they leave; `None` unless there is a night between.
    #[must_use]
    pub fn new(check_in: Date, check_out: Date) -> Option<Self> {
        (check_in < check_out).then_some(Self {
            check_in,
            check_out,
        })
    }

    /// So many nights from a day on; `None` for no night, or at the end of the calendar.
    #[must_use]
    pub fn of_nights(check_in: Date, nights: u16) -> Option<Self> {
        let check_out = check_in.checked_add(i32::from(nights).days()).ok()?;
        Self::new(check_in, check_out)
    }

    /// The first night.
    #[must_use]
    pub const fn check_in(self) -> Date {
        self.check_in
    }

    /// The day they leave.
    #[must_use]
    pub const fn check_out(self) -> Date {
        self.check_out
    }

    /// How many nights, at least 1.
    #[must_use]
    pub fn nights(self) -> u16 {
        let days = self.check_in.until(self.check_out);
        days.map_or(u16::MAX, |it| it.get_days().try_into().unwrap_or(u16::MAX))
    }

    /// With what is said now: a new first day keeps the nights, new nights keep the first day. What does not fit together leaves a
    /// part to ask for.
    #[must_use]
    pub fn changed(self, said: StaySaid) -> Known {
        let start = said.check_in.unwrap_or(self.check_in);
        let nights = said.nights.unwrap_or(self.nights());
        match (said.check_in, said.check_out, said.nights) {
            (_, Some(end), _) => Self::new(start, end).map_or(Known::CheckOut(end), Known::Whole),
            _ => Self::of_nights(start, nights).map_or(Known::CheckIn(start), Known::Whole),
        }
    }
}

/// Who comes: at least one grown-up. Made by [`Party::new`] only, also when read from a stored flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "People")]
pub struct Party {
    adults: u8,
    children: u8,
}

#[derive(Deserialize)]
struct People {
    adults: u8,
    #[serde(default)]
    children: u8,
}

impl TryFrom<People> for Party {
    type Error = &'static str;

    fn try_from(it: People) -> Result<Self, Self::Error> {
        Self::new(it.adults, it.children).ok_or("a party has a grown-up")
    }
}

impl Party {
    /// `None` without a grown-up.
    #[must_use]
    pub const fn new(adults: u8, children: u8) -> Option<Self> {
        match adults {
            0 => None,
            _ => Some(Self { adults, children }),
        }
    }

    /// Grown-ups.
    #[must_use]
    pub const fn adults(self) -> u8 {
        self.adults
    }

    /// Children and infants.
    #[must_use]
    pub const fn children(self) -> u8 {
        self.children
    }

    /// All of them.
    #[must_use]
    pub const fn guests(self) -> u16 {
        self.adults as u16 + self.children as u16
    }

    /// With what is said now. Grown-ups said alone are the whole party ("we are three now"); children alone come with the
    /// grown-ups known.
    #[must_use]
    pub fn said(known: Option<Self>, said: PartySaid) -> Option<Self> {
        match (said.adults, said.children) {
            (None, None) => known,
            (Some(adults), children) => Self::new(adults, children.unwrap_or(0)).or(known),
            (None, Some(children)) => known.and_then(|it| Self::new(it.adults, children)),
        }
    }
}

/// How much of a stay is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Nothing yet.
    #[default]
    Nothing,
    /// The first night only.
    CheckIn(Date),
    /// The last day only.
    CheckOut(Date),
    /// How long, but not when.
    Nights(u16),
    /// All of it.
    Whole(Stay),
}

impl Known {
    /// What one message says of a stay.
    #[must_use]
    pub fn of(said: StaySaid) -> Self {
        Self::Nothing.and(said)
    }

    /// With what is said now.
    #[must_use]
    pub fn and(self, said: StaySaid) -> Self {
        if said == StaySaid::default() {
            return self;
        }
        match self {
            Self::Whole(stay) => stay.changed(said),
            // Asked until when, a guest answers with a day; it reads as a first day, but it comes after the one known.
            Self::CheckIn(start) if said.nights.is_none() && said.check_out.is_none() => {
                match said.check_in {
                    Some(day) if day > start => whole(Some(start), Some(day), None),
                    day => whole(day.or(Some(start)), None, None),
                }
            }
            Self::CheckIn(start) => {
                whole(said.check_in.or(Some(start)), said.check_out, said.nights)
            }
            Self::CheckOut(end) => whole(said.check_in, said.check_out.or(Some(end)), said.nights),
            Self::Nights(nights) => whole(
                said.check_in,
                said.check_out,
                said.nights
                    .or(Some(nights)
                        .filter(|_| said.check_out.is_none() || said.check_in.is_none())),
            ),
            Self::Nothing => whole(said.check_in, said.check_out, said.nights),
        }
    }
}

fn whole(start: Option<Date>, end: Option<Date>, nights: Option<u16>) -> Known {
    let backwards = |end: Date, nights: u16| {
        let start = end.checked_sub(i32::from(nights).days()).ok()?;
        Stay::new(start, end)
    };
    let stay = match (start, end, nights) {
        (Some(start), Some(end), _) => Stay::new(start, end),
        (Some(start), None, Some(nights)) => Stay::of_nights(start, nights),
        (None, Some(end), Some(nights)) => backwards(end, nights),
        _ => None,
    };
    match (stay, start, end, nights) {
        (Some(stay), ..) => Known::Whole(stay),
        (None, Some(start), ..) => Known::CheckIn(start),
        (None, None, Some(end), _) => Known::CheckOut(end),
        (None, None, None, Some(nights)) if nights > 0 => Known::Nights(nights),
        _ => Known::Nothing,
    }
}
