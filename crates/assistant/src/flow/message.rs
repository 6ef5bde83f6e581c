//! What the assistant says, before it has words: the meaning of each line and the choices under it.

use super::offer::{NoRoom, Offer, Search};
use super::outcome::Why;
use super::stay::{Party, Stay};
use crate::language::Language;
use domain::reservation::Reservation;
use jiff::civil::Date;

/// A message to the guest.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// In which language.
    pub language: Language,
    /// In order, each a paragraph.
    pub lines: Vec<Line>,
    /// Under them.
    pub choices: Choices,
}

/// What can be tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// Nothing: the guest is to write.
    None,
    /// Two or three buttons.
    Buttons(Vec<Button>),
    /// Rooms, no more than the channel shows at once.
    Rooms {
        /// The rooms.
        rows: Vec<Row>,
        /// Leads to the next page.
        more: Option<Button>,
    },
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// Comes back when it is tapped.
    pub id: String,
    /// What it says.
    pub label: Label,
}

/// A room in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Comes back when it is tapped.
    pub id: String,
    /// The room.
    pub offer: Offer,
}

/// What stands on a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// *Book a Stay*.
    Book,
    /// *Check Availability*.
    Check,
    /// *My Reservations*.
    Mine,
    /// *Talk to our team*.
    Team,
    /// *Continue with assistant*.
    Continue,
    /// Other dates.
    OtherDates,
    /// *Book this*.
    This,
    /// Back to the list.
    OtherRooms,
    /// *Confirm*.
    Confirm,
    /// *Change*.
    Change,
    /// *Cancel*.
    Cancel,
    /// The dates are to change.
    Dates,
    /// The guests are to change.
    Guests,
    /// The room is to change.
    Room,
    /// The next page of rooms.
    More,
}

impl Label {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Book,
        Self::Check,
        Self::Mine,
        Self::Team,
        Self::Continue,
        Self::OtherDates,
        Self::This,
        Self::OtherRooms,
        Self::Confirm,
        Self::Change,
        Self::Cancel,
        Self::Dates,
        Self::Guests,
        Self::Room,
        Self::More,
    ];
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// Welcome to the house.
    Welcome {
        /// Its name.
        house: String,
    },
    /// Words of the house: its greeting, its answer to a question.
    House(String),
    /// I am an automated assistant, and so you reach a person.
    Assistant,
    /// What can I do for you?
    Menu,
    /// Anything else?
    AnythingElse,
    /// When would you come? With an example.
    AskDates(Stay),
    /// You come on this day; until when, or how many nights?
    AskCheckOut(Date),
    /// From which day on?
    AskCheckIn,
    /// How many are you?
    AskGuests,
    /// One moment.
    Wait,
    /// One moment, the room is being booked.
    WaitBooking,
    /// These rooms are free.
    RoomsFree(Search),
    /// Prices are for so many guests.
    UsualParty(Party),
    /// The room wanted is not free for this.
    RoomNotFree {
        /// Its name.
        room: String,
    },
    /// The room was taken meanwhile.
    RoomGone {
        /// Its name.
        room: String,
    },
    /// Nothing is free, and why.
    NoRoom(NoRoom, Search),
    /// A room with its price.
    Room(Search, Offer),
    /// What is your first name?
    AskFirstName,
    /// And your last name?
    AskLastName {
        /// The first.
        first: String,
    },
    /// And your e-mail address?
    AskEmail,
    /// That is no name; once more.
    WrongName,
    /// That is no e-mail address; once more.
    WrongEmail,
    /// Everything that would be booked.
    Summary(Box<Summary>),
    /// The price changed meanwhile.
    PriceChanged,
    /// What is to be different?
    AskChange,
    /// Nothing was booked.
    NothingBooked,
    /// It is booked.
    Confirmed {
        /// The reference.
        reference: String,
        /// What was booked.
        summary: Box<Summary>,
    },
    /// That is booked already.
    AlreadyBooked {
        /// The reference.
        reference: String,
    },
    /// There is no reservation.
    NoReservations,
    /// These are your reservations.
    Reservations(Vec<Reservation>),
    /// A person is offered.
    Offer(Why),
    /// Then let us go on.
    GoOn,
    /// Not understood.
    NotUnderstood,
    /// So you reach a person.
    ReachPerson,
    /// That button is an old one.
    OldButton,
    /// Not in the past.
    Past,
    /// Not that long.
    TooLong {
        /// At most so many nights.
        nights: u16,
    },
    /// Not that far ahead.
    TooFar {
        /// The last day on sale.
        last: Date,
    },
    /// Not that many in one room.
    TooMany {
        /// At most so many guests.
        guests: u8,
    },
    /// You are welcome.
    Welcomed,
    /// Good-bye.
    Goodbye,
}

/// What a summary shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// When and for whom.
    pub search: Search,
    /// The room and its price.
    pub offer: Offer,
    /// In whose name.
    pub name: String,
    /// Their address, if they gave it here.
    pub email: Option<String>,
}
