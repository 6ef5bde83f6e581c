//! What is wanted: every reading that the cues allow has a weight, and the heaviest wins.

use super::cue::Cue;
use super::signals::Signals;
use crate::reading::{Intent, Topic};

/// A reading lighter than this is none.
const LEAST: u8 = 35;

/// What the grammar of dates and guests has found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// A day or a number of nights.
    pub(super) dated: bool,
    /// Arrival and departure.
    pub(super) range: bool,
    /// Guests.
    pub(super) party: bool,
    /// An hour of the day.
    pub(super) hour: bool,
    /// A number and no word.
    pub(super) number: bool,
}

/// What has been decided, how sure, and by which rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decided {
    pub(super) intent: Intent,
    pub(super) percent: u8,
    pub(super) rule: &'static str,
}

/// What the message wants.
pub(super) fn decide(signals: &Signals, facts: Facts) -> Decided {
    let mut scale = Scale {
        signals,
        facts,
        best: Decided {
            intent: Intent::Unclear,
            percent: 10,
            rule: "nothing understood",
        },
    };
    scale.person();
    scale.cancel();
    scale.change();
    scale.reservations();
    scale.questions();
    scale.availability();
    scale.book();
    scale.small_talk();
    scale.details();
    let mut decided = scale.best;
    if decided.percent < LEAST {
        decided.intent = Intent::Unclear;
    }
    if signals.is_foggy(50) {
        decided.percent = decided.percent.saturating_sub(20);
    }
    decided
}

struct Scale<'a> {
    signals: &'a Signals,
    facts: Facts,
    best: Decided,
}

impl Scale<'_> {
    fn offer(&mut self, intent: Intent, percent: u8, rule: &'static str) {
        if percent > self.best.percent {
            self.best = Decided {
                intent,
                percent,
                rule,
            };
        }
    }

    fn has(&self, cue: Cue) -> bool {
        self.signals.has(cue)
    }

    /// Whether it is a question in any way.
    fn asked(&self) -> bool {
        self.signals.question
            || self
                .signals
                .has_any(&[Cue::Ask, Cue::Have, Cue::AskTime, Cue::Price])
    }

    fn said(&self) -> bool {
        self.facts.dated || self.facts.party
    }

    fn person(&mut self) {
        if self.signals.person {
            self.offer(Intent::Person, 97, "asks for a person");
            return;
        }
        if self.has(Cue::Person) {
            self.offer(Intent::Person, 94, "asks for a person, in other words");
        } else if self.signals.person_or_place && self.has(Cue::Desk) {
            let topic = self.signals.topic().filter(|_| self.asked());
            let opens = self.signals.has_any(&[Cue::Open, Cue::AskTime]);
            match topic {
                Some(topic) => self.offer(Intent::Question(topic), 93, "the desk as a place"),
                None if opens => {
                    self.offer(Intent::Question(Topic::CheckIn), 93, "hours of the desk");
                }
                None => self.offer(Intent::Person, 95, "asks for the desk"),
            }
        }
    }

    fn cancel(&mut self) {
        let policy = Intent::Question(Topic::CancellationPolicy);
        let terms = self.has(Cue::Terms) && self.asked() && !self.has(Cue::Unable);
        let topic = self.has(Cue::Topic(Topic::CancellationPolicy));
        if self.has(Cue::Cancel) {
            if (topic || terms) && !self.facts.dated {
                self.offer(policy, 93, "on what terms to cancel");
            } else if self.own() || self.said() || self.has(Cue::Unable) {
                self.offer(Intent::CancelReservation, 92, "cancel a booking");
            } else {
                self.offer(Intent::CancelReservation, 80, "cancel");
            }
        } else if self.has(Cue::Cancellation) {
            let meant = self.signals.has_any(&[Cue::Unable, Cue::Please]);
            if meant && !self.signals.question && self.has(Cue::Reservation) {
                self.offer(Intent::CancelReservation, 82, "a cancellation, please");
            } else {
                self.offer(policy, 85, "cancellation");
            }
        } else if self.has(Cue::Unable) {
            self.offer(Intent::CancelReservation, 66, "cannot come");
        }
    }

    /// Something of a booking of their own is named.
    fn own(&self) -> bool {
        self.signals
            .has_any(&[Cue::Reservation, Cue::Booked, Cue::Mine])
    }

    fn change(&mut self) {
        if !self.has(Cue::Change) {
            return;
        }
        let intent = Intent::ChangeReservation;
        if self.own() || self.has(Cue::Dates) {
            self.offer(intent, 91, "change a booking");
        } else if self.said() || self.has(Cue::Room) {
            self.offer(intent, 84, "change to other days");
        } else {
            self.offer(intent, 62, "change");
        }
    }

    fn reservations(&mut self) {
        let shown = self.has(Cue::Show);
        if self.signals.has_any(&[Cue::Cancel, Cue::Change]) {
            return;
        }
        let intent = Intent::MyReservations;
        let hour = self.has(Cue::AskTime) && self.signals.has_any(&[Cue::Enter, Cue::Exit]);
        if self.has(Cue::Booked) && (shown || self.asked()) && !hour {
            self.offer(intent, 91, "what they booked");
        } else if self.has(Cue::Reservation) && shown {
            let percent = if self.has(Cue::Mine) { 92 } else { 88 };
            self.offer(intent, percent, "see a booking");
        } else if self.has(Cue::Booked) {
            self.offer(intent, 76, "have booked");
        } else if self.has(Cue::Reservation) && self.has(Cue::Mine) {
            self.offer(intent, 82, "their booking");
        } else if self.has(Cue::Reservation) && self.asked() {
            self.offer(intent, 60, "a booking");
        }
    }

    fn questions(&mut self) {
        let asked = self.asked();
        if let Some(topic) = self.signals.topic() {
            let percent = match (asked, self.said()) {
                (true, _) => 89,
                (false, false) if self.signals.is_foggy(24) => 30,
                (false, false) => 86,
                (false, true) => 68,
            };
            self.offer(Intent::Question(topic), percent, "a topic of the house");
        }
        if self.facts.range {
            return;
        }
        if let Some(topic) = self.signals.maybe().filter(|_| asked) {
            self.offer(Intent::Question(topic), 78, "perhaps a topic of the house");
        }
        let hour = self.facts.hour && asked && !self.facts.dated;
        if (self.has(Cue::AskTime) || hour) && !self.signals.has_any(&[Cue::Free, Cue::Price]) {
            let percent = if self.facts.dated && !asked { 60 } else { 84 };
            if self.has(Cue::Enter) {
                let topic = Intent::Question(Topic::CheckIn);
                self.offer(topic, percent, "at what hour to arrive");
            } else if self.has(Cue::Exit) {
                let topic = Intent::Question(Topic::CheckOut);
                self.offer(topic, percent, "at what hour to leave");
            }
        }
    }

    fn availability(&mut self) {
        let room = self.has(Cue::Room);
        let said = self.said();
        let topic = self.signals.topic().is_some();
        let (signals, facts) = (self.signals, self.facts);
        let mut offer = |percent, rule| self.offer(Intent::Availability, percent, rule);
        let has = |cue| signals.has(cue);
        let question = signals.question;
        let asked = question || signals.has_any(&[Cue::Ask, Cue::Have, Cue::Price]);
        if has(Cue::Free) {
            offer(78, "something free");
            if room || asked {
                offer(88, "whether something is free");
            }
            if said {
                offer(90, "whether something is free then");
            }
            if has(Cue::Book) && has(Cue::Have) && !has(Cue::Want) {
                offer(93, "whether something is free to book");
            }
        }
        if has(Cue::Have) {
            if room {
                offer(if said { 90 } else { 83 }, "whether there is a room");
            }
            if facts.dated {
                offer(80, "whether there is something then");
            }
        }
        if has(Cue::Price) {
            let other = topic && !room;
            offer(70, "a price");
            if !other && (room || said || has(Cue::Stay)) {
                offer(if said { 91 } else { 88 }, "the price of a room");
            }
        }
        if room && has(Cue::Ask) {
            offer(if said { 87 } else { 72 }, "a room, asked for");
        }
        if room && question {
            offer(if said { 84 } else { 66 }, "a room and a question mark");
        }
        if facts.dated && has(Cue::Ask) && (question || has(Cue::Stay)) {
            offer(79, "days, asked for");
        }
        if facts.range && question {
            offer(67, "days and a question mark");
        }
    }

    fn book(&mut self) {
        let signals = self.signals;
        if signals.has_any(&[Cue::Cancel, Cue::Change, Cue::Booked]) {
            return;
        }
        let has = |cue| signals.has(cue);
        let (room, said) = (has(Cue::Room), self.said());
        let (question, dated) = (signals.question, self.facts.dated);
        let topic = signals.topic().is_some();
        let mut offer = |percent, rule| self.offer(Intent::Book, percent, rule);
        if has(Cue::Book) {
            let percent = match (room || said, has(Cue::Price) && !has(Cue::Want)) {
                (true, false) => 92,
                (true, true) => 85,
                (false, _) if topic => 80,
                (false, _) => 86,
            };
            offer(percent, "book");
        }
        if has(Cue::Want) {
            if room {
                offer(if said { 89 } else { 85 }, "want a room");
            } else if has(Cue::Stay) {
                offer(if said { 87 } else { 70 }, "want to stay");
            } else if dated {
                offer(76, "want these days");
            }
        }
        if room && has(Cue::Please) && !question {
            offer(if said { 82 } else { 78 }, "a room, please");
        }
        if room && !said {
            offer(50, "a room");
        }
    }

    fn small_talk(&mut self) {
        let signals = self.signals;
        let matter = self.said()
            || signals.topic().is_some()
            || signals.has_any(&[Cue::Book, Cue::Room, Cue::Free, Cue::Price, Cue::Change])
            || signals.has_any(&[Cue::Reservation, Cue::Cancel, Cue::Booked, Cue::Unable]);
        let polite = signals.politeness();
        // Kind words come in many; what else stands there counts less the more of them there are.
        let weigh = |full: u8, needed: usize| {
            if matter {
                34
            } else if polite >= 100 {
                full
            } else if polite >= needed {
                full.saturating_sub(15)
            } else {
                30
            }
        };
        let small = [
            (Cue::Bye, Intent::Goodbye, weigh(94, 25), "good-bye"),
            (Cue::No, Intent::No, weigh(93, 50), "no"),
            (Cue::Yes, Intent::Yes, weigh(92, 50), "yes"),
            (Cue::Thanks, Intent::Thanks, weigh(91, 10), "thanks"),
            (Cue::Fine, Intent::Yes, weigh(82, 50), "fine"),
            (Cue::Greeting, Intent::Greeting, weigh(90, 40), "hello"),
        ];
        for (cue, intent, percent, rule) in small {
            if self.has(cue) && !(cue == Cue::Fine && self.has(Cue::Greeting)) {
                self.offer(intent, percent, rule);
            }
        }
        if signals.words == 0
            && !matter
            && let Some(sign) = signals.sign
        {
            let intent = match sign {
                Cue::No => Intent::No,
                Cue::Thanks => Intent::Thanks,
                Cue::Greeting => Intent::Greeting,
                _ => Intent::Yes,
            };
            self.offer(intent, 80, "a sign");
        }
    }

    fn details(&mut self) {
        if self.said() {
            let lonely = self.facts.dated && !self.facts.range && !self.facts.party;
            let percent = if self.signals.is_foggy(if lonely { 25 } else { 40 }) {
                20
            } else if self.signals.question {
                64
            } else {
                72
            };
            self.offer(Intent::Details, percent, "days or guests");
            if self.best.intent == Intent::Details && self.signals.unknown == 0 {
                self.best.percent = 88;
            }
        } else if self.facts.number {
            self.offer(Intent::Details, 60, "a number");
        }
    }
}
