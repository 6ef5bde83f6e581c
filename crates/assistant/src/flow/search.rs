//! From dates and guests to a search, from a room to a held room.

use super::message::Line;
use super::offer::{Aim, List, Offer, Picked, Search, Who};
use super::outcome::{Ask, Reserve};
use super::stage::{Stage, Wanted};
use super::state::{Asking, Booker};
use super::stay::{Known, Party, Stay};
use super::turn::Turn;
use jiff::ToSpan;

impl Turn<'_, '_> {
    /// Asks for what is missing of dates and guests, or looks in the book.
    pub(super) fn advance(
        &mut self,
        aim: Aim,
        known: Known,
        party: Option<Party>,
        room: Option<Wanted>,
    ) {
        let (known, problem) = self.sellable(known);
        if let Some(problem) = problem {
            self.line(problem);
        }
        let Known::Whole(stay) = known else {
            self.enter(Stage::Dates {
                aim,
                known,
                party,
                room,
            });
            self.because = "dates";
            return self.prompt();
        };
        let largest = self.world.house.largest_room;
        let fits = party.filter(|it| largest == 0 || it.guests() <= u16::from(largest));
        let who = match (fits, party, aim) {
            (Some(party), ..) => Who::Said(party),
            (None, None, Aim::Check) => Who::Usual(self.world.house.usual),
            (None, too_many, _) => {
                if too_many.is_some() {
                    self.line(Line::TooMany { guests: largest });
                    self.line(Line::ReachPerson);
                }
                self.enter(Stage::Guests { stay, room });
                self.because = "guests";
                return self.prompt();
            }
        };
        self.search(Search { stay, who, aim }, room);
    }

    /// What of a stay can be sold, and what is wrong with the rest.
    fn sellable(&self, known: Known) -> (Known, Option<Line>) {
        let (today, house) = (self.world.today, self.world.house);
        let days = i32::from(house.days_ahead).days();
        let last = today.checked_add(days).unwrap_or(jiff::civil::Date::MAX);
        let past = (Known::Nothing, Some(Line::Past));
        let too_far = (Known::Nothing, Some(Line::TooFar { last }));
        let too_long = Line::TooLong {
            nights: house.longest_stay,
        };
        match known {
            Known::CheckIn(day) if day < today => past,
            Known::CheckIn(day) if day > last => too_far,
            Known::CheckOut(day) if day <= today => past,
            Known::Nights(nights) if nights > house.longest_stay => {
                (Known::Nothing, Some(too_long))
            }
            Known::Whole(stay) if stay.check_in() < today => past,
            Known::Whole(stay) if stay.check_out() > last => too_far,
            Known::Whole(stay) if stay.nights() > house.longest_stay => {
                (Known::CheckIn(stay.check_in()), Some(too_long))
            }
            fine => (fine, None),
        }
    }

    /// Asks the book what is free.
    pub(super) fn search(&mut self, search: Search, room: Option<Wanted>) {
        let ticket = Some(self.ask(Ask::Availability(search)));
        self.enter(Stage::Searching {
            search,
            room,
            ticket,
        });
        self.because = "search";
    }

    /// A room of the list was chosen: to check, it is shown; to book, it goes on.
    pub(super) fn pick(&mut self, list: List, offer: Offer) {
        let picked = Picked { list, offer };
        match picked.list.search.aim {
            Aim::Book => self.book(picked),
            Aim::Check => {
                let shown = self.next();
                self.enter(Stage::Looking { picked, shown });
                self.because = "look";
                self.prompt();
            }
        }
    }

    /// Books this room: with guests that were said, in a name that is known or asked for.
    pub(super) fn book(&mut self, mut picked: Picked) {
        picked.list.search.aim = Aim::Book;
        if let Who::Usual(_) = picked.list.search.who {
            let stay: Stay = picked.list.search.stay;
            let room = Some(Wanted::of(&picked.offer));
            self.enter(Stage::Guests { stay, room });
            self.because = "guests";
            return self.prompt();
        }
        let gave = self.talk.as_ref().and_then(|talk| talk.gave.clone());
        let booker = match self.world.guest {
            Some(_) => Some(Booker::Known),
            None => gave.map(Booker::New),
        };
        match booker {
            Some(booker) => self.hold(picked, booker),
            None => self.ask_details(picked),
        }
    }

    /// Asks who they are.
    pub(super) fn ask_details(&mut self, picked: Picked) {
        let asking = Asking::FirstName;
        self.enter(Stage::Details { picked, asking });
        self.because = "details";
        self.prompt();
    }

    /// Asks the book to keep the room while the summary is read.
    pub(super) fn hold(&mut self, picked: Picked, booker: Booker) {
        let ask = Ask::Hold(picked.list.search, picked.offer.clone());
        let ticket = Some(self.ask(ask));
        self.enter(Stage::Holding {
            picked,
            booker,
            ticket,
        });
        self.because = "hold";
    }

    /// Shows what would be booked.
    pub(super) fn summarise(&mut self, picked: Picked, booker: Booker, hold: String) {
        let shown = self.next();
        self.enter(Stage::Summary {
            picked,
            booker,
            hold,
            shown,
        });
        self.because = "summary";
        self.prompt();
    }

    /// Reserves what the summary shows; there is no other way to get here than a Confirm at that stage.
    pub(super) fn reserve(&mut self) {
        let Some(Stage::Summary {
            picked,
            booker,
            hold,
            shown,
        }) = self.stage().cloned()
        else {
            return self.prompt();
        };
        let ask = Ask::Reserve(Box::new(Reserve {
            search: picked.list.search,
            offer: picked.offer.clone(),
            booker: booker.clone(),
            hold: hold.clone(),
        }));
        let ticket = self.ask(ask);
        self.enter(Stage::Reserving {
            picked,
            booker,
            hold,
            ticket,
            shown,
        });
        self.because = "confirmed";
    }
}
