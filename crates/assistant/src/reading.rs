//! What one message of a guest means, as far as words tell. Nothing here is a promise: dates, rooms and prices come from the book.

use crate::language::Language;
use jiff::civil::Date;

/// What a guest wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    /// Hello, and nothing else.
    Greeting,
    /// A room, for themselves, to be booked.
    Book,
    /// Whether there is a room, or what it costs.
    Availability,
    /// Their own bookings: to see one, to ask about it.
    MyReservations,
    /// To call off a stay that is booked.
    CancelReservation,
    /// To change a stay that is booked.
    ChangeReservation,
    /// Something about the house.
    Question(Topic),
    /// A person instead of the assistant (SPEC 150).
    Person,
    /// Yes, that is right.
    Yes,
    /// No.
    No,
    /// Thank you, and nothing else.
    Thanks,
    /// Good-bye, and nothing else.
    Goodbye,
    /// Dates, nights or numbers of guests and nothing else: an answer to a question.
    Details,
    /// Not understood.
    Unclear,
}

/// What a question about the house is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// From when, early arrival.
    CheckIn,
    /// Until when, late departure.
    CheckOut,
    /// Where to leave the car.
    Parking,
    /// Breakfast and its price or hours.
    Breakfast,
    /// Animals.
    Pets,
    /// The network.
    Wifi,
    /// Pool and sauna; a gym is no topic of its own.
    Pool,
    /// Cards, cash, deposits, invoices.
    Payment,
    /// The address, the way, how far from somewhere.
    Location,
    /// To and from airport or station.
    Transfer,
    /// Luggage before and after the stay.
    Luggage,
    /// Until when a booking can be called off, and what it costs.
    CancellationPolicy,
    /// Cots, extra beds, children's prices.
    Children,
    /// Lift, ramp, wheelchair.
    Accessibility,
}

/// How sure the reading is, 0 to 100 percent. Below 50 outside the booking flow a person is offered (SPEC 151).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// Of so many percent; more than 100 is 100.
    #[must_use]
    pub const fn percent(percent: u8) -> Self {
        Self(if percent > 100 { 100 } else { percent })
    }

    /// In percent, 0 to 100.
    #[must_use]
    pub const fn as_percent(self) -> u8 {
        self.0
    }

    /// Whether it is too low to act on outside the booking flow (SPEC 151).
    #[must_use]
    pub const fn is_low(self) -> bool {
        self.0 < 50
    }
}

/// When a guest would come and go, as far as they said it. If both dates are there, `check_out` is after `check_in`, and `nights` is how
/// many nights lie between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StaySaid {
    /// The first night.
    pub check_in: Option<Date>,
    /// The day they leave.
    pub check_out: Option<Date>,
    /// How many nights, 1 to 365.
    pub nights: Option<u16>,
}

/// Who comes, as far as they said it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PartySaid {
    /// Grown-ups, or guests where nothing was said of children; 1 to 99.
    pub adults: Option<u8>,
    /// Children and infants.
    pub children: Option<u8>,
}

/// What one message means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is wanted.
    pub intent: Intent,
    /// How sure that is.
    pub confidence: Confidence,
    /// When.
    pub stay: StaySaid,
    /// Who.
    pub party: PartySaid,
    /// The language it is written in, where the words tell.
    pub language: Option<Language>,
    /// What decided, for the trace that staff see (SPEC 288–294): the name of a rule, never the guest's words.
    pub rule: &'static str,
}
