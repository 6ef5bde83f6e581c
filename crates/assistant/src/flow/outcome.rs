//! What a step leads to: the flow as it is then, and what is to be done.

use super::message::Message;
use super::offer::{Offer, Search};
use super::state::{Booker, Flow};
use super::stay::{Known, Party};
use crate::language::Language;
use crate::reading::Topic;
use domain::message::EscalationReason;
use serde::{Deserialize, Serialize};

/// The outcome of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The flow to store.
    pub flow: Flow,
    /// What to do, in this order, with the flow stored first or in the same transaction.
    pub todo: Vec<Do>,
    /// What decided, for the trace that staff see (SPEC 288–294): one of [`REASONS`], never the guest's words.
    pub because: &'static str,
}

/// Every reason a step can have: the codes that the trace's words are made for.
pub const REASONS: [&str; 51] = [
    "asked_again",
    "book_trouble",
    "booked",
    "booked_already",
    "cancelled",
    "cannot_read",
    "change",
    "confirmed",
    "dates",
    "details",
    "double_tap",
    "escalated",
    "first",
    "found",
    "goes_on",
    "gone",
    "goodbye",
    "greeting",
    "guests",
    "handed_back",
    "hold",
    "look",
    "look_up",
    "more",
    "named_room",
    "no_answer",
    "no_room_closed",
    "no_room_full",
    "no_room_minimum_stay",
    "no_room_no_price",
    "not_reserved",
    "not_understood",
    "old_button",
    "other_room",
    "person",
    "question",
    "repriced",
    "reservations",
    "same_room",
    "search",
    "silence",
    "silence_while_reserving",
    "stale_answer",
    "start_over",
    "summary",
    "taken_over",
    "thanks",
    "typed_choice",
    "unsure",
    "wait",
    "with_team",
];

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Do {
    /// Say it to the guest.
    Say(Message),
    /// Ask the book; the answer comes back as [`super::Event::Answered`] with this number.
    Ask {
        /// The question's number. No other question of this flow has it.
        ticket: u64,
        /// The question.
        ask: Ask,
    },
    /// Let a held room go; before any question of the same step.
    Release {
        /// The hold.
        hold: String,
    },
    /// Pass the conversation to the team. What the guest is told then (somebody comes, or nobody is there) is the relay's to say:
    /// it knows who is online.
    Escalate(Brief),
    /// The confirmation with this reference was given in the conversation, so no template repeats it (1.2 w).
    Confirmed {
        /// The reservation.
        reference: String,
    },
    /// The run is over (1.2 x).
    End(Ending),
}

/// A question to the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// What is free.
    Availability(Search),
    /// Hold this room for a while.
    Hold(Search, Offer),
    /// Reserve exactly this, at this price or not at all. The ticket, with [`Flow::run`], is
    /// the key: asked again with the same one, the book answers with the same reservation.
    Reserve(Box<Reserve>),
    /// The reservations of the conversation's guest.
    Reservations,
}

/// What is reserved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserve {
    /// When and for whom.
    pub search: Search,
    /// Which room, at which price.
    pub offer: Offer,
    /// In whose name.
    pub booker: Booker,
    /// The hold that it takes the place of; it may have ended.
    pub hold: String,
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The guest got what they came for.
    Resolved,
    /// Unfinished.
    Expired,
}

/// Why a person is offered or called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The guest asked for one (SPEC 150).
    Asked,
    /// The reading is too unsure outside a booking (SPEC 151).
    Unsure,
    /// Three messages in a row were not understood (SPEC 152).
    NotUnderstood,
    /// A voice message, a file.
    CannotRead,
    /// A question that the house's knowledge has no answer to.
    NoAnswer,
    /// Nothing is free or priced.
    NoRoom,
    /// A booked stay is to be changed or called off.
    BookedStay,
    /// The book did not answer or refused.
    BookTrouble,
}

impl Why {
    /// As the conversation's event names it.
    #[must_use]
    pub fn reason(self) -> EscalationReason {
        EscalationReason::from_text(match self {
            Self::Asked => "asked_for_person",
            Self::Unsure | Self::NotUnderstood => "not_understood",
            Self::CannotRead => "cannot_read",
            Self::NoAnswer => "no_answer",
            Self::NoRoom => "no_room",
            Self::BookedStay => "booked_stay",
            Self::BookTrouble => "book_trouble",
        })
    }
}

/// What the assistant knows when it calls a person (SPEC 154).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Why.
    pub why: Why,
    /// The guest's language.
    pub language: Language,
    /// When they want to come, as far as known.
    pub stay: Known,
    /// Who comes, if they said.
    pub party: Option<Party>,
    /// The room they picked, at the price last shown.
    pub room: Option<Offer>,
    /// In whose name, once known.
    pub booker: Option<Booker>,
    /// Reserved already, in this talk.
    pub reference: Option<String>,
    /// What they asked about without an answer.
    pub topic: Option<Topic>,
    /// Where the flow stopped ([`Flow::name`]).
    pub stopped_at: &'static str,
}
