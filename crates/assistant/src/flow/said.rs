//! What words lead to. The order is the rule: a number or a title of what was just offered, then a question about the house, then
//! a wish about the booking, then dates and guests, then what the reading says.

use super::button::{Act, Under};
use super::message::Line;
use super::offer::Aim;
use super::outcome::Why;
use super::prompt::acts;
use super::stage::Stage;
use super::stay::{Known, Party};
use super::turn::Turn;
use super::words::{self, Wish};
use crate::language::Language;
use crate::reading::{Intent, PartySaid, Reading, StaySaid, Topic};
use crate::texts;

/// Whether a first message says more than the greeting answers.
pub(super) fn is_more_than_hello(reading: &Reading) -> bool {
    has_details(reading)
        || !matches!(
            reading.intent,
            Intent::Greeting | Intent::Yes | Intent::No | Intent::Thanks | Intent::Goodbye
        )
}

/// Whether it says something of dates or guests.
pub(super) fn has_details(reading: &Reading) -> bool {
    reading.stay != StaySaid::default() || reading.party != PartySaid::default()
}

/// Whether the reading may be acted on as it stands.
pub(super) fn is_sure(reading: &Reading) -> bool {
    !reading.confidence.is_low() && reading.intent != Intent::Unclear
}

impl Turn<'_, '_> {
    /// The guest wrote.
    pub(super) fn said(&mut self, text: &str, reading: &Reading) {
        self.clear_misses();
        if let Some(talk) = &mut self.talk {
            talk.tapped = None;
        }
        let Some(stage) = self.stage().cloned() else {
            return;
        };
        let in_details = matches!(stage, Stage::Details { .. });
        // A name tells nothing of the language it is asked in.
        if !in_details {
            self.hear(reading);
        }
        if let Some(offered) = self.talk.as_ref().and_then(|talk| talk.offered)
            && self.offered(offered, text, reading)
        {
            return;
        }
        if matches!(stage, Stage::Reserving { .. }) {
            if reading.intent == Intent::Person {
                return self.asks_for_person();
            }
            self.because = "wait";
            return self.prompt();
        }
        if in_details {
            return self.details(text, reading);
        }
        if let Some(act) = self.typed(text) {
            self.because = "typed_choice";
            return self.act(act);
        }
        self.understood(&stage, text, reading);
    }

    /// What is not a choice of those shown.
    fn understood(&mut self, stage: &Stage, text: &str, reading: &Reading) {
        let sure = is_sure(reading);
        let reading = &with_number(stage, text, reading);
        match reading.intent {
            // A false hit costs an offer (1.2 e), so this need not be sure.
            Intent::Person => return self.asks_for_person(),
            Intent::Question(topic) if sure => return self.question(topic, reading),
            _ => {}
        }
        let details = has_details(reading) && (sure || stage.is_booking());
        if !details && let Some(row) = named_room(stage, text) {
            self.because = "named_room";
            return self.act(row);
        }
        if details && self.take_details(stage, reading) {
            return;
        }
        if let Some(wish) = words::wish(text, matches!(stage, Stage::Changing { .. }))
            && self.wish(stage, wish)
        {
            return;
        }
        if !sure {
            // Asked for the guests, "a baby too" says something: it is asked on and no miss.
            if details {
                return self.prompt();
            }
            return self.miss(None);
        }
        self.intent(stage, reading.intent);
    }

    fn asks_for_person(&mut self) {
        self.offer(Why::Asked);
        self.because = "person";
    }

    /// An answer to the offer of a person; `false`: it says something else, and the flow goes on with it.
    fn offered(&mut self, why: Why, text: &str, reading: &Reading) -> bool {
        let sure = is_sure(reading) && !has_details(reading);
        let act = self.typed(text).or(match reading.intent {
            Intent::Yes if sure => Some(Act::Team),
            Intent::No if sure => Some(Act::Continue),
            _ => None,
        });
        if act.is_none() && reading.intent == Intent::Person {
            // Asked twice.
            self.escalate(Why::Asked);
            return true;
        }
        if let Some(talk) = &mut self.talk {
            talk.offered = act.map(|_| why);
        }
        if let Some(act) = act {
            self.act(act);
        }
        act.is_some()
    }

    /// The choice that a typed number or title means.
    fn typed(&self, text: &str) -> Option<Act> {
        let talk = self.talk.as_ref()?;
        let acts = acts(&talk.stage, talk.offered, self.world.can.page());
        if let Some(number) = words::number(text) {
            return acts.get(usize::from(number).checked_sub(1)?).copied();
        }
        let changing = matches!(talk.stage, Stage::Changing { .. });
        let under = if changing {
            Under::Change
        } else {
            Under::Other
        };
        // In any language: the one of the message may have just become another than that of the buttons.
        let titled = |act: &&Act| {
            let is_row = matches!(act, Act::Row(_));
            let mut titles = Language::ALL
                .into_iter()
                .flat_map(|language| texts::titles(act.label(under), language));
            !is_row && titles.any(|title| words::same(text, &title))
        };
        acts.iter().find(titled).copied()
    }

    /// A question about the house is answered, and the flow goes on where it was.
    pub(super) fn question(&mut self, topic: Topic, reading: &Reading) {
        let answer = self.world.knows(topic, self.language).map(str::to_owned);
        let Some(stage) = self.stage().cloned() else {
            return;
        };
        match answer {
            Some(answer) => {
                self.line(Line::House(answer));
                if let Some(talk) = &mut self.talk
                    && let Stage::Menu { answered } = &mut talk.stage
                {
                    *answered = true;
                }
            }
            None => {
                if let Some(talk) = &mut self.talk {
                    talk.topic = Some(super::topic_code(topic).to_owned());
                }
                self.offer(Why::NoAnswer);
                self.because = "no_answer";
                return;
            }
        }
        let asks_more = has_details(reading) && !matches!(stage, Stage::Details { .. });
        if asks_more && self.take_details(&stage, reading) {
            return;
        }
        self.prompt();
        self.because = "question";
    }

    /// Dates or guests were said; `false`: nothing new in them.
    pub(super) fn take_details(&mut self, stage: &Stage, reading: &Reading) -> bool {
        let said = match reading.intent {
            Intent::Availability => Aim::Check,
            _ => Aim::Book,
        };
        let (known, party) = (stage.known(), stage.party());
        if !stage.is_booking() {
            let known = Known::of(reading.stay);
            self.advance(said, known, Party::said(None, reading.party), None);
            return true;
        }
        let (now_known, now_party) = (known.and(reading.stay), Party::said(party, reading.party));
        if (now_known, now_party) == (known, party) {
            return false;
        }
        let aim = match (stage, reading.intent) {
            (Stage::Dates { .. }, Intent::Book) => Aim::Book,
            _ => stage.aim(),
        };
        self.advance(aim, now_known, now_party, stage.wanted());
        true
    }

    /// A wish about the booking; `false`: there is none to have it about.
    pub(super) fn wish(&mut self, stage: &Stage, wish: Wish) -> bool {
        let booking = stage.is_booking();
        match wish {
            Wish::StartOver => self.start_over(),
            Wish::Stop if booking => self.cancel(),
            Wish::Dates if booking => self.act(Act::Dates),
            Wish::Guests if booking => self.other_guests(),
            Wish::Room if stage.list().is_some() => self.other_room(),
            Wish::Name if stage.picked().is_some() => self.other_name(),
            Wish::Change if booking => self.change(),
            Wish::More => {
                let acts = acts(stage, None, self.world.can.page());
                let more = acts.iter().find(|it| matches!(it, Act::More(_)));
                match more {
                    Some(more) => self.act(*more),
                    None => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// What the reading says, where nothing above took it.
    fn intent(&mut self, stage: &Stage, intent: Intent) {
        let booking = stage.is_booking();
        match intent {
            Intent::MyReservations => self.look_up(false),
            Intent::CancelReservation if booking => self.cancel(),
            Intent::ChangeReservation if booking => self.change(),
            Intent::CancelReservation | Intent::ChangeReservation => self.look_up(true),
            Intent::Book if !booking => self.act(Act::Book),
            Intent::Availability if !booking => self.act(Act::Check),
            Intent::Book if matches!(stage, Stage::Looking { .. }) => self.act(Act::This),
            Intent::Yes => self.yes(stage),
            Intent::No => self.no(stage),
            Intent::Thanks => {
                self.line(Line::Welcomed);
                if booking {
                    self.prompt();
                }
                self.because = "thanks";
            }
            Intent::Goodbye => {
                self.line(Line::Goodbye);
                self.because = "goodbye";
            }
            Intent::Greeting if !booking => {
                self.greet();
                self.because = "greeting";
            }
            _ => {
                self.because = "asked_again";
                self.prompt();
            }
        }
    }

    fn yes(&mut self, stage: &Stage) {
        match stage {
            Stage::Summary { .. } => self.reserve(),
            Stage::Looking { .. } => self.act(Act::This),
            Stage::NoRoom { .. } => self.act(Act::Dates),
            // One room only: yes means it.
            Stage::Choosing { list } if list.offers.len() == 1 => self.act(Act::Row(0)),
            _ => {
                self.because = "asked_again";
                self.prompt();
            }
        }
    }

    fn no(&mut self, stage: &Stage) {
        match stage {
            Stage::Summary { .. } => self.change(),
            Stage::Looking { .. } => self.act(Act::Room),
            Stage::Choosing { .. } => self.act(Act::Dates),
            Stage::Booked { .. } | Stage::Menu { answered: true } => {
                self.line(Line::Goodbye);
                self.because = "goodbye";
            }
            Stage::Menu { .. } => self.prompt(),
            _ => self.cancel(),
        }
    }
}

/// The row that a room's name means; the one that is picked already is no choice.
fn named_room(stage: &Stage, text: &str) -> Option<Act> {
    let list = stage.list()?;
    let at = words::named(text, list.offers.iter().map(|it| it.name.as_str()))?;
    let picked = stage.picked().map(|it| it.offer.room.as_str());
    let room = list.offers.get(at).map(|it| it.room.as_str());
    (picked != room).then_some(Act::Row(at))
}

/// A bare number answers the question asked: how many nights, how many guests.
fn with_number(stage: &Stage, text: &str, reading: &Reading) -> Reading {
    let mut reading = reading.clone();
    let Some(number) = words::number(text) else {
        return reading;
    };
    let small = u8::try_from(number).ok().filter(|it| (1..100).contains(it));
    match stage {
        Stage::Dates {
            known: Known::CheckIn(_),
            ..
        } if (1..=365).contains(&number) => {
            reading.stay = StaySaid {
                nights: Some(number),
                ..StaySaid::default()
            };
            reading.party = PartySaid::default();
        }
        Stage::Guests { .. } if small.is_some() => {
            reading.stay = StaySaid::default();
            reading.party = PartySaid {
                adults: small,
                children: None,
            };
        }
        _ => {}
    }
    reading
}
