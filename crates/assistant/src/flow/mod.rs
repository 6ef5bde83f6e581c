//! The booking flow as a pure state machine: what is, what happens and the world go in; what is then and what to do come out.
//!
//! ```text
//!                       first message: greeting, three buttons
//!  Fresh ────────────────────────────────────────────────────────────► Menu ◄── start over, cancel
//!    ▲                                                                  │ Book a Stay / Check Availability / words with dates
//!    │ 60 min of silence (ends the run), hand-back                      ▼
//!    │                                              ┌──────────────── Dates ◄─────────────── other dates ─────────────┐
//!    │                                   to book    ▼                   │ to check                                    │
//!    │                                            Guests ───────────► Searching ──nothing──► NoRoom ──────────────────┤
//!    │                                              ▲                   │ the book's list                             │
//!    │                                              │                   ▼                                             │
//!    │                                              │                Choosing ◄── another room, taken meanwhile ──────┤
//!    │                                              │         to book │   │ to check                                  │
//!    │                                              │                 │   ▼                                           │
//!    │                                              │                 │ Looking ── Book this (guests not said: Guests)│
//!    │                                              │                 ▼   ▼                                           │
//!    │                                              │    Details (first name, last name, e-mail; not of a known guest)│
//!    │                                              │                 ▼                                               │
//!    │                                              │              Holding ──taken──► Searching                       │
//!    │                                              │                 ▼                                               │
//!    │                                       guests └─ Changing ◄─ Summary ◄──── costs something else now ──┐         │
//!    │                                                   │ dates      │ Confirm of what was shown           │         │
//!    │                                                   └────────────┼─────────────────────────────────────┼─────────┘
//!    │                                                                ▼                                     │
//!    │                                                            Reserving ────────────────────────────────┘
//!    │                                                                ▼
//!    └──────────────────────────────────────────────────────────── Booked
//!
//!  Beside every stage: questions about the house are answered and the stage asks again; the guest's own reservations are looked up;
//!  a person is offered (the stage waits behind the offer). Team: from everywhere, until it is handed back to Fresh.
//! ```
//!
//! Two things follow from the shape and not from care. A reservation is asked for in one place, with what the `Summary` stage holds, and
//! that stage is left by it; so a second tap finds `Reserving` and books nothing. And each question to the book has its own number: an
//! answer to anything but the question that the stage waits for changes nothing, and a hold that comes with it is let go.
//!
//! Rejected: one state with many optional fields (every combination would need its rule), and going back by a stack of states (guests do
//! not go back, they say what is to be different).

mod answered;
mod button;
mod codes;
mod details;
mod event;
mod message;
mod offer;
mod outcome;
mod person;
mod prompt;
mod said;
mod search;
mod stage;
mod state;
mod stay;
mod tapped;
mod turn;
mod words;
mod world;

pub use codes::{TOPICS, topic_code};
pub use event::{Answer, Event};
pub use message::{Button, Choices, Label, Line, Message, Row, Summary};
pub use offer::{Aim, List, NoRoom, Offer, Picked, Search, Tax, Who};
pub use outcome::{Ask, Brief, Do, Ending, Outcome, REASONS, Reserve, Why};
pub use state::{Booker, Flow, Person, Unreadable};
pub use stay::{Known, Party, Stay};
pub use world::{House, Knowledge, World};

use stage::Stage;
use state::{Place, Talk};
use turn::Turn;

/// One step of the flow.
#[must_use]
pub fn step(flow: &Flow, event: &Event<'_>, world: &World<'_>) -> Outcome {
    let mut turn = Turn::begin(flow, world);
    match (&flow.place, event) {
        (_, Event::HandedBack) => turn.leave(Place::Fresh, "handed_back"),
        (_, Event::TakenOver) => turn.leave(Place::WithTeam, "taken_over"),
        (Place::WithTeam, Event::Answered { answer, .. }) => turn.stale(answer),
        (Place::WithTeam, _) => turn.because = "with_team",
        (Place::Fresh, Event::Answered { answer, .. }) => turn.stale(answer),
        (Place::Fresh, Event::Silence) => {
            turn.todo.push(Do::End(Ending::Expired));
            turn.because = "silence";
        }
        (Place::Fresh, guest) => turn.first(guest),
        (Place::Talking(_), Event::Silence) => turn.silence(),
        (Place::Talking(_), Event::Answered { ticket, answer }) => turn.answered(*ticket, answer),
        (Place::Talking(_), Event::Said { text, reading }) => turn.said(text, reading),
        (Place::Talking(_), Event::Tapped { id }) => turn.tapped(id),
        (Place::Talking(_), Event::Sent) => turn.sent(),
    }
    turn.finish()
}

impl Turn<'_, '_> {
    /// The first message, whatever it is, is greeted with the three buttons (SPEC 122); then it is answered.
    fn first(&mut self, event: &Event<'_>) {
        self.talk = Some(Talk::at(Stage::Menu { answered: false }));
        if let Event::Said { reading, .. } = event {
            self.hear(reading);
        }
        self.greet();
        match event {
            Event::Said { text, reading } if said::is_more_than_hello(reading) => {
                self.said(text, reading);
            }
            Event::Tapped { id } => self.tapped_first(id),
            Event::Sent => self.sent(),
            _ => self.because = "first",
        }
    }

    /// A voice message or a file.
    fn sent(&mut self) {
        match self.talk.as_ref().map(|talk| &talk.stage) {
            Some(Stage::Reserving { .. }) => self.prompt(),
            _ => self.offer(Why::CannotRead),
        }
        self.because = "cannot_read";
    }

    /// An hour without a word: what was finished is resolved, what was not has expired (1.2 b, x).
    fn silence(&mut self) {
        let ending = match self.talk.as_ref().map(|talk| &talk.stage) {
            // Confirmed and no answer of the book for an hour: somebody must look.
            Some(Stage::Reserving { .. }) => {
                self.escalate(Why::BookTrouble);
                self.because = "silence_while_reserving";
                return;
            }
            Some(Stage::Booked { .. } | Stage::Menu { answered: true }) => Ending::Resolved,
            _ => Ending::Expired,
        };
        self.leave(Place::Fresh, "silence");
        self.todo.push(Do::End(ending));
    }
}
