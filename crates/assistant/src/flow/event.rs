//! What can happen to a flow.

use super::offer::{NoRoom, Offer};
use crate::reading::Reading;
use domain::reservation::Reservation;

/// Something that happened.
#[derive(Debug, Clone, Copy)]
pub enum Event<'e> {
    /// The guest wrote: the words and what they were understood as.
    Said {
        /// The words.
        text: &'e str,
        /// Their meaning.
        reading: &'e Reading,
    },
    /// The guest tapped a button or a row.
    Tapped {
        /// Its id, whosever it is.
        id: &'e str,
    },
    /// The guest sent what cannot be read: a voice message, a picture without words.
    Sent,
    /// The book answered.
    Answered {
        /// The number of the question ([`super::Ask`]).
        ticket: u64,
        /// What it says.
        answer: &'e Answer,
    },
    /// The guest said nothing for 60 minutes (SPEC 138, 166).
    Silence,
    /// Staff took the conversation, or it went to them without the flow.
    TakenOver,
    /// Staff handed the conversation back, or nobody claimed it in time (SPEC 160, 167).
    HandedBack,
}

/// An answer of the book.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// These are free, best first.
    Free(Vec<Offer>),
    /// Nothing is.
    NoRoom(NoRoom),
    /// It is held; the offer is what it costs now.
    Held {
        /// The book's id of the hold.
        hold: String,
        /// The room at its present price.
        offer: Offer,
    },
    /// The room is not to be had any more: it can be neither held nor reserved.
    Gone,
    /// Not reserved: it costs something else now.
    Repriced(Offer),
    /// Reserved.
    Reserved {
        /// As the guest is to know it.
        reference: String,
    },
    /// The guest's own reservations.
    Reservations(Vec<Reservation>),
    /// It could not be asked, or something went wrong; nothing was done.
    Failed,
}
