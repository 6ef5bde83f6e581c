//! What a stage asks, and what can be tapped under it.

use super::button::{Act, Under};
use super::message::{Button, Choices, Line, Row, Summary};
use super::offer::{List, Picked, Who};
use super::outcome::Why;
use super::stage::Stage;
use super::state::{Asking, Booker};
use super::stay::{Known, Stay};
use super::turn::Turn;
use jiff::ToSpan;

const MENU: [Act; 3] = [Act::Book, Act::Check, Act::Mine];
const OFFER: [Act; 2] = [Act::Team, Act::Continue];

/// What can be tapped at a stage, in the order shown.
pub(super) fn acts(stage: &Stage, offered: Option<Why>, page: usize) -> Vec<Act> {
    if offered.is_some() {
        return OFFER.to_vec();
    }
    match stage {
        Stage::Menu { .. } => MENU.to_vec(),
        Stage::NoRoom { .. } => vec![Act::Dates, Act::Team],
        Stage::Choosing { list } => rows(list, page),
        Stage::Looking { .. } => vec![Act::This, Act::Room, Act::Dates],
        Stage::Summary { .. } => vec![Act::Confirm, Act::Change, Act::Cancel],
        Stage::Changing { .. } => vec![Act::Dates, Act::Guests, Act::Room],
        Stage::Dates { .. }
        | Stage::Guests { .. }
        | Stage::Searching { .. }
        | Stage::Details { .. }
        | Stage::Holding { .. }
        | Stage::Reserving { .. }
        | Stage::Booked { .. } => Vec::new(),
    }
}

/// The rows of a page of at most `page`, the last of them *more* where there are more.
fn rows(list: &List, page: usize) -> Vec<Act> {
    let left = list.offers.len().saturating_sub(list.from);
    if left <= page {
        return (list.from..list.offers.len()).map(Act::Row).collect();
    }
    let next = list.from + page.saturating_sub(1).max(1);
    let rows = (list.from..next).map(Act::Row);
    rows.chain([Act::More(next)]).collect()
}

impl Turn<'_, '_> {
    /// Welcomes the guest, says what it is and how to reach a person, with the three buttons.
    pub(super) fn greet(&mut self) {
        let own = self.world.greeting.map(str::trim);
        self.line(match own.filter(|it| !it.is_empty()) {
            Some(own) => Line::House(own.to_owned()),
            None => Line::Welcome {
                house: self.world.house.name.clone(),
            },
        });
        self.line(Line::Assistant);
        let shown = self.next();
        let choices = self.buttons(&MENU, shown, Under::Other);
        self.flush(choices);
    }

    /// Asks what the stage asks, or repeats the offer that stands before it.
    pub(super) fn prompt(&mut self) {
        let Some(talk) = self.talk.clone() else {
            return;
        };
        if self.because.is_empty() {
            self.because = "asked_again";
        }
        if let Some(why) = talk.offered {
            self.line(Line::Offer(why));
            let shown = self.next();
            let choices = self.buttons(&OFFER, shown, Under::Other);
            self.flush(choices);
            return;
        }
        match &talk.stage {
            Stage::Searching {
                search,
                room,
                ticket: None,
            } => return self.search(*search, room.clone()),
            Stage::Holding {
                picked,
                booker,
                ticket: None,
            } => return self.hold(picked.clone(), booker.clone()),
            stage => self.ask_lines(stage),
        }
        let acts = acts(&talk.stage, None, self.world.can.page());
        let choices = match &talk.stage {
            Stage::Choosing { list } => self.rooms(list, &acts),
            Stage::Looking { shown, .. } | Stage::Summary { shown, .. } => {
                self.buttons(&acts, *shown, Under::Other)
            }
            stage => {
                let shown = self.next();
                let changing = matches!(stage, Stage::Changing { .. });
                let under = if changing {
                    Under::Change
                } else {
                    Under::Other
                };
                self.buttons(&acts, shown, under)
            }
        };
        self.flush(choices);
    }

    fn ask_lines(&mut self, stage: &Stage) {
        match stage {
            Stage::Menu { answered } => self.line(if *answered {
                Line::AnythingElse
            } else {
                Line::Menu
            }),
            Stage::Dates { known, .. } => self.ask_dates(*known),
            Stage::Guests { .. } => self.line(Line::AskGuests),
            Stage::Searching { .. } | Stage::Holding { .. } => self.line(Line::Wait),
            Stage::Reserving { .. } => self.line(Line::WaitBooking),
            Stage::NoRoom { search, reason } => self.line(Line::NoRoom(*reason, *search)),
            Stage::Choosing { list } => {
                self.line(Line::RoomsFree(list.search));
                if let Who::Usual(party) = list.search.who {
                    self.line(Line::UsualParty(party));
                }
            }
            Stage::Looking { picked, .. } => {
                let Picked { list, offer } = picked;
                self.line(Line::Room(list.search, offer.clone()));
                if let Who::Usual(party) = list.search.who {
                    self.line(Line::UsualParty(party));
                }
            }
            Stage::Details { asking, .. } => self.line(match asking {
                Asking::FirstName => Line::AskFirstName,
                Asking::LastName { first } => Line::AskLastName {
                    first: first.clone(),
                },
                Asking::Email { .. } => Line::AskEmail,
            }),
            Stage::Summary { picked, booker, .. } => {
                let summary = self.summary(picked, booker);
                self.line(Line::Summary(Box::new(summary)));
            }
            Stage::Changing { .. } => self.line(Line::AskChange),
            Stage::Booked { .. } => self.line(Line::AnythingElse),
        }
    }

    fn ask_dates(&mut self, known: Known) {
        let line = match known {
            Known::CheckIn(day) => Line::AskCheckOut(day),
            Known::CheckOut(_) | Known::Nights(_) => Line::AskCheckIn,
            Known::Nothing | Known::Whole(_) => {
                // In a fortnight: soon enough to be real, far enough not to be what they get by copying.
                let start = self.world.today.checked_add(14.days());
                let example = start.ok().and_then(|it| Stay::of_nights(it, 3));
                example.map_or(Line::AskCheckIn, Line::AskDates)
            }
        };
        self.line(line);
    }

    /// What is shown of a booking.
    pub(super) fn summary(&self, picked: &Picked, booker: &Booker) -> Summary {
        let (name, email) = match booker {
            Booker::Known => (self.world.guest.unwrap_or_default().to_owned(), None),
            Booker::New(person) => (
                format!("{} {}", person.first, person.last),
                Some(person.email.clone()),
            ),
        };
        Summary {
            search: picked.list.search,
            offer: picked.offer.clone(),
            name,
            email,
        }
    }

    fn buttons(&self, acts: &[Act], shown: u64, under: Under) -> Choices {
        if acts.is_empty() {
            return Choices::None;
        }
        let button = |act: &Act| Button {
            id: act.id(self.flow.run, shown),
            label: act.label(under),
        };
        Choices::Buttons(acts.iter().map(button).collect())
    }

    fn rooms(&self, list: &List, acts: &[Act]) -> Choices {
        let id = |act: &Act| act.id(self.flow.run, list.shown);
        let row = |act: &Act| match act {
            Act::Row(at) => Some(Row {
                id: id(act),
                offer: list.offers.get(*at)?.clone(),
            }),
            _ => None,
        };
        let more = acts.iter().find(|it| matches!(it, Act::More(_)));
        Choices::Rooms {
            rows: acts.iter().filter_map(row).collect(),
            more: more.map(|act| Button {
                id: id(act),
                label: act.label(Under::Other),
            }),
        }
    }
}
