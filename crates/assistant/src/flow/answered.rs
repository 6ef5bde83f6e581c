//! What the book's answers lead to.

use super::event::Answer;
use super::message::Line;
use super::offer::{List, NoRoom, Offer, Picked, Search};
use super::outcome::{Do, Why};
use super::stage::{Stage, Wanted};
use super::state::Booker;
use super::turn::Turn;
use domain::reservation::{Reservation, ReservationStatus};

impl Turn<'_, '_> {
    /// An answer of the book, if the stage waits for it.
    pub(super) fn answered(&mut self, number: u64, answer: &Answer) {
        let lookup = self.talk.as_ref().and_then(|talk| talk.lookup);
        if let Some(lookup) = lookup
            && lookup.ticket == number
        {
            return self.looked_up(lookup.to_change, answer);
        }
        match self.stage().cloned() {
            Some(Stage::Searching {
                search,
                room,
                ticket: Some(ticket),
            }) if ticket == number => self.searched(search, room, answer),
            Some(Stage::Holding {
                picked,
                booker,
                ticket: Some(ticket),
            }) if ticket == number => self.held(picked, booker, answer),
            Some(Stage::Reserving {
                picked,
                booker,
                hold,
                ticket,
                shown,
            }) if ticket == number => self.reserved(picked, booker, hold, shown, answer),
            _ => self.stale(answer),
        }
    }

    fn searched(&mut self, search: Search, room: Option<Wanted>, answer: &Answer) {
        let reason = match answer {
            Answer::Free(offers) => {
                // A room without a price is not sold (SPEC 144).
                let priced = |it: &&Offer| it.nights_total > 0;
                let sold: Vec<Offer> = offers.iter().filter(priced).cloned().collect();
                if !sold.is_empty() {
                    return self.found(search, room, sold);
                }
                if offers.is_empty() {
                    NoRoom::Full
                } else {
                    NoRoom::NoPrice
                }
            }
            Answer::NoRoom(reason) => *reason,
            other => {
                self.stale(other);
                return self.trouble(Stage::Searching {
                    search,
                    room,
                    ticket: None,
                });
            }
        };
        self.enter(Stage::NoRoom { search, reason });
        self.prompt();
        self.because = match reason {
            NoRoom::Full => "no_room_full",
            NoRoom::NoPrice => "no_room_no_price",
            NoRoom::Closed => "no_room_closed",
            NoRoom::MinimumStay { .. } => "no_room_minimum_stay",
        };
    }

    fn found(&mut self, search: Search, room: Option<Wanted>, offers: Vec<Offer>) {
        let shown = self.next();
        let wanted = room.as_ref().map(|it| it.room.as_str());
        let again = offers.iter().find(|it| Some(it.room.as_str()) == wanted);
        let again = again.cloned();
        let list = List {
            search,
            offers,
            from: 0,
            shown,
        };
        if let Some(offer) = again {
            return self.pick(list, offer);
        }
        if let Some(room) = room {
            self.line(Line::RoomNotFree { room: room.name });
        }
        self.enter(Stage::Choosing { list });
        self.because = "found";
        self.prompt();
    }

    fn held(&mut self, mut picked: Picked, booker: Booker, answer: &Answer) {
        match answer {
            Answer::Held { hold, offer } => {
                if offer.total() != picked.offer.total() || offer.currency != picked.offer.currency
                {
                    self.line(Line::PriceChanged);
                }
                picked.offer = offer.clone();
                self.summarise(picked, booker, hold.clone());
            }
            Answer::Gone => self.gone(picked),
            other => {
                self.stale(other);
                self.trouble(Stage::Holding {
                    picked,
                    booker,
                    ticket: None,
                });
            }
        }
    }

    fn reserved(
        &mut self,
        mut picked: Picked,
        booker: Booker,
        hold: String,
        shown: u64,
        answer: &Answer,
    ) {
        match answer {
            Answer::Reserved { reference } => {
                let reference = reference.clone();
                if let Some(talk) = &mut self.talk {
                    // Not by `enter`: the hold became the reservation.
                    talk.stage = Stage::Booked {
                        reference: reference.clone(),
                        shown,
                    };
                    talk.offered = None;
                }
                let summary = Box::new(self.summary(&picked, &booker));
                self.line(Line::Confirmed {
                    reference: reference.clone(),
                    summary,
                });
                self.line(Line::AnythingElse);
                self.flush(super::Choices::None);
                self.todo.push(Do::Confirmed { reference });
                self.because = "booked";
            }
            Answer::Repriced(offer) => {
                picked.offer = offer.clone();
                self.line(Line::PriceChanged);
                self.summarise(picked, booker, hold);
                self.because = "repriced";
            }
            Answer::Gone => self.gone(picked),
            // The guest has confirmed: whether it is booked or not, somebody must look, and nothing is tried again.
            other => {
                self.stale(other);
                self.escalate(Why::BookTrouble);
                self.because = "not_reserved";
            }
        }
    }

    /// The room was taken meanwhile: what else is there?
    fn gone(&mut self, picked: Picked) {
        self.line(Line::RoomGone {
            room: picked.offer.name,
        });
        self.search(picked.list.search, None);
        self.because = "gone";
    }

    /// The book gave no answer. The guest may go on, which asks it again, or talk to a person.
    fn trouble(&mut self, stage: Stage) {
        self.enter(stage);
        self.offer(Why::BookTrouble);
        self.because = "book_trouble";
    }

    fn looked_up(&mut self, to_change: bool, answer: &Answer) {
        let Some(talk) = &mut self.talk else {
            return;
        };
        talk.lookup = None;
        let Answer::Reservations(found) = answer else {
            self.stale(answer);
            self.offer(Why::BookTrouble);
            self.because = "book_trouble";
            return;
        };
        if !talk.stage.is_booking() && !matches!(talk.stage, Stage::Booked { .. }) {
            talk.stage = Stage::Menu { answered: true };
        }
        let today = self.world.today;
        let open = |it: &&Reservation| {
            let booked = matches!(
                it.status,
                ReservationStatus::Confirmed | ReservationStatus::CheckedIn
            );
            booked && it.check_out >= today
        };
        let mut open: Vec<Reservation> = found.iter().filter(open).cloned().collect();
        open.sort_by_key(|it| it.check_in);
        self.because = "reservations";
        self.line(if open.is_empty() {
            Line::NoReservations
        } else {
            Line::Reservations(open)
        });
        if to_change {
            return self.offer(Why::BookedStay);
        }
        self.prompt();
    }
}
