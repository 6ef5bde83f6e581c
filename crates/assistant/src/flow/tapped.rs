//! What buttons lead to, tapped or typed.

use super::button::{Act, Tap};
use super::message::Line;
use super::offer::{Aim, Picked};
use super::outcome::{Ask, Why};
use super::stage::Stage;
use super::state::Lookup;
use super::stay::Known;
use super::turn::Turn;

impl Turn<'_, '_> {
    /// A button was tapped.
    pub(super) fn tapped(&mut self, id: &str) {
        self.clear_misses();
        let Some(talk) = &mut self.talk else {
            return;
        };
        let tap = Tap::of(id);
        let team = tap.is_some_and(|it| it.act == Act::Team);
        if matches!(talk.stage, Stage::Reserving { .. }) && !team {
            talk.offered = None;
            self.because = "wait";
            return self.prompt();
        }
        let again = talk.tapped.as_deref() == Some(id);
        talk.tapped = Some(id.to_owned());
        let here = tap.filter(|it| it.run == self.flow.run);
        if let (Some(Stage::Booked { reference, shown }), Some(tap)) = (self.stage(), here)
            && tap.act == Act::Confirm
            && tap.shown == *shown
        {
            let reference = reference.clone();
            self.because = "booked_already";
            return self.line(Line::AlreadyBooked { reference });
        }
        match (tap, here) {
            // Twice the same: the first one was answered, this one is asked on.
            (Some(tap), _) if again && tap.act != Act::Team => {
                self.because = "double_tap";
                self.prompt();
            }
            (Some(tap), _) if tap.act.is_timeless() => self.act(tap.act),
            (_, Some(tap)) if self.stands(tap) => self.act(tap.act),
            _ => {
                self.because = "old_button";
                self.line(Line::OldButton);
                self.prompt();
            }
        }
    }

    /// A tap as the first event of a talk: the greeting is out already.
    pub(super) fn tapped_first(&mut self, id: &str) {
        match Tap::of(id).filter(|tap| tap.act.is_timeless() && tap.act != Act::Continue) {
            Some(tap) => self.act(tap.act),
            None => self.because = "old_button",
        }
    }

    /// Whether what stood around the button is still what is shown.
    fn stands(&self, tap: Tap) -> bool {
        let Some(stage) = self.stage() else {
            return false;
        };
        match (tap.act, stage) {
            (Act::Row(at), _) => stage
                .list()
                .is_some_and(|it| it.shown == tap.shown && at < it.offers.len()),
            (Act::More(from), Stage::Choosing { list }) => {
                list.shown == tap.shown && from < list.offers.len()
            }
            (Act::This, Stage::Looking { shown, .. })
            | (Act::Confirm | Act::Change | Act::Cancel, Stage::Summary { shown, .. }) => {
                *shown == tap.shown
            }
            (Act::Guests, _) => stage.search().is_some(),
            (Act::Room, _) => stage.list().is_some(),
            _ => false,
        }
    }

    /// Does what a button says, which is known to stand.
    pub(super) fn act(&mut self, act: Act) {
        let Some(talk) = &mut self.talk else {
            return;
        };
        let offered = talk.offered.take();
        let stage = talk.stage.clone();
        match act {
            Act::Team => self.escalate(offered.unwrap_or(match stage {
                Stage::NoRoom { .. } => Why::NoRoom,
                _ => Why::Asked,
            })),
            Act::Continue => {
                self.because = "goes_on";
                self.line(Line::GoOn);
                self.prompt();
            }
            Act::Book => self.advance(Aim::Book, Known::Nothing, None, None),
            Act::Check => self.advance(Aim::Check, Known::Nothing, None, None),
            Act::Mine => self.look_up(false),
            Act::Dates => {
                let (aim, party, room) = (stage.aim(), stage.party(), stage.wanted());
                self.advance(aim, Known::Nothing, party, room);
            }
            Act::Guests => self.other_guests(),
            Act::Room => self.other_room(),
            Act::Row(at) => self.row(at),
            Act::More(from) => {
                if let Stage::Choosing { mut list } = stage {
                    list.from = from;
                    self.enter(Stage::Choosing { list });
                }
                self.because = "more";
                self.prompt();
            }
            Act::This => match stage {
                Stage::Looking { picked, .. } => self.book(picked),
                _ => self.prompt(),
            },
            Act::Confirm => self.reserve(),
            Act::Change => self.change(),
            Act::Cancel => self.cancel(),
        }
    }

    fn row(&mut self, at: usize) {
        let Some(stage) = self.stage().cloned() else {
            return;
        };
        let Some(list) = stage.list() else {
            return self.prompt();
        };
        let Some(offer) = list.offers.get(at) else {
            return self.prompt();
        };
        // The row that was taken already, tapped again from above.
        if stage.picked().is_some_and(|it| it.offer.room == offer.room) {
            self.because = "same_room";
            return self.prompt();
        }
        self.pick(list.clone(), offer.clone());
    }

    /// Looks up the guest's own reservations beside the stage. `to_change`: a person is offered with them.
    pub(super) fn look_up(&mut self, to_change: bool) {
        let ticket = self.ask(Ask::Reservations);
        if let Some(talk) = &mut self.talk {
            talk.lookup = Some(Lookup { ticket, to_change });
        }
        self.because = "look_up";
    }

    /// What is to be different?
    pub(super) fn change(&mut self) {
        let Some(stage) = self.stage().cloned() else {
            return;
        };
        match stage.list() {
            Some(list) => {
                let room = stage.wanted();
                let list = list.clone();
                self.enter(Stage::Changing { list, room });
                self.because = "change";
                self.prompt();
            }
            // Before there is a list, the dates are all there is to change.
            None => self.advance(stage.aim(), Known::Nothing, stage.party(), stage.wanted()),
        }
    }

    pub(super) fn other_guests(&mut self) {
        let Some(stage) = self.stage().cloned() else {
            return;
        };
        match stage.known() {
            Known::Whole(stay) => {
                let room = stage.wanted();
                self.enter(Stage::Guests { stay, room });
                self.because = "guests";
                self.prompt();
            }
            known => self.advance(stage.aim(), known, None, stage.wanted()),
        }
    }

    /// Back to the list.
    pub(super) fn other_room(&mut self) {
        if let Some(list) = self.stage().and_then(Stage::list).cloned() {
            self.enter(Stage::Choosing { list });
            self.because = "other_room";
        }
        self.prompt();
    }

    /// Other names: they are asked for again.
    pub(super) fn other_name(&mut self) {
        let picked = self.stage().and_then(Stage::picked).cloned();
        match (picked, self.world.guest) {
            (Some(Picked { list, offer }), None) => {
                if let Some(talk) = &mut self.talk {
                    talk.gave = None;
                }
                self.ask_details(Picked { list, offer });
            }
            // In whose name a known guest's stay is, people change.
            _ => self.offer(Why::BookedStay),
        }
    }

    /// Nothing is booked; the three buttons.
    pub(super) fn cancel(&mut self) {
        self.enter(Stage::Menu { answered: false });
        self.line(Line::NothingBooked);
        self.because = "cancelled";
        self.prompt();
    }

    /// From the beginning.
    pub(super) fn start_over(&mut self) {
        self.enter(Stage::Menu { answered: false });
        if let Some(talk) = &mut self.talk {
            talk.gave = None;
        }
        self.because = "start_over";
        self.greet();
    }
}
