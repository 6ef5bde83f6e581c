//! Dialogues as scripts. What happens: `guest: words | reading`, `tap: title`, `tap first: title` (the oldest button of that title),
//! `tap again`, `tap id: …`, `book: answer`, `silence`, `sent`, `taken over`, `handed back`. What must come of it, each line in turn and
//! nothing besides: `bot: words [title | title]` with `also:` and `not:` for the same message, `asks:`, `releases`, `escalates:`,
//! `confirmed:`, `ends:`; `at:` names the stage. After every step the flow is stored and read again.

use crate::fixtures::{Setup, reservation, rooms};
use assistant::flow::{
    Answer, Ask, Booker, Do, Ending, Event, Flow, Known, Message, NoRoom, Offer, REASONS, Search,
    step,
};
use assistant::language::Language;
use assistant::reading::{Confidence, Intent, PartySaid, Reading, StaySaid, Topic};
use assistant::texts::render;
use domain::message::{Choice, Content};
use jiff::civil::date;
use std::collections::VecDeque;

pub(crate) struct Play {
    setup: Setup,
    pub(crate) flow: Flow,
    outs: VecDeque<Out>,
    last_said: String,
    buttons: Vec<Choice>,
    last_tap: String,
    pub(crate) tickets: Vec<u64>,
    search: Option<Search>,
    offer: Option<Offer>,
}

enum Out {
    Said(String, Vec<Choice>),
    Done(String),
}

/// Plays a script in a new talk.
pub(crate) fn play(setup: Setup, script: &str) -> Play {
    let mut play = Play {
        setup,
        flow: Flow::new(1_764_547_200_000),
        outs: VecDeque::new(),
        last_said: String::new(),
        buttons: Vec::new(),
        last_tap: String::new(),
        tickets: Vec::new(),
        search: None,
        offer: None,
    };
    play.go_on(script);
    play
}

impl Play {
    pub(crate) fn go_on(&mut self, script: &str) {
        for line in script.lines().map(str::trim).filter(|it| !it.is_empty()) {
            let (word, rest) = line.split_once(':').unwrap_or((line, ""));
            self.line(word.trim(), rest.trim(), line);
        }
        self.settled("the end");
    }

    fn line(&mut self, word: &str, rest: &str, line: &str) {
        match word {
            "guest" => self.guest(rest, line),
            "tap" => self.tap(rest, line, false),
            "tap first" => self.tap(rest, line, true),
            "tap again" => self.tap_id(self.last_tap.clone(), line),
            "tap id" => self.tap_id(rest.to_owned(), line),
            "book" => self.book(rest, line, 0),
            "book late" => self.book(rest, line, 1),
            "silence" => self.happens(&Event::Silence, line),
            "sent" => self.happens(&Event::Sent, line),
            "taken over" => self.happens(&Event::TakenOver, line),
            "handed back" => self.happens(&Event::HandedBack, line),
            "bot" => self.bot(rest, line),
            "also" => self.said(rest, true, line),
            "not" => self.said(rest, false, line),
            "at" => assert_eq!(self.flow.name(), rest, "{line}"),
            _ => match self.outs.pop_front() {
                Some(Out::Done(done)) => assert_eq!(done, line),
                Some(Out::Said(text, _)) => panic!("{line}\nbut the assistant says: {text}"),
                None => panic!("{line}\nbut nothing is done"),
            },
        }
    }

    fn settled(&self, line: &str) {
        if let Some(out) = self.outs.front() {
            let what = match out {
                Out::Said(text, choices) => format!("says: {text}\n{:?}", titles(choices)),
                Out::Done(done) => done.clone(),
            };
            panic!("before `{line}` nobody expected that the assistant {what}");
        }
    }

    fn happens(&mut self, event: &Event<'_>, line: &str) {
        self.settled(line);
        let outcome = step(&self.flow, event, &self.setup.world());
        let because = outcome.because;
        assert!(REASONS.contains(&because), "{line}: {because}");
        self.flow = Flow::from_json(&outcome.flow.to_json()).unwrap();
        assert_eq!(self.flow, outcome.flow, "{line}: stored and read again");
        for it in outcome.todo {
            self.does(it);
        }
    }

    fn does(&mut self, it: Do) {
        let done = match it {
            Do::Say(message) => return self.says(&message),
            Do::Ask { ticket, ask } => {
                self.tickets.push(ticket);
                self.asks(ask)
            }
            Do::Release { .. } => "releases".to_owned(),
            Do::Escalate(brief) => {
                let stay = match brief.stay {
                    Known::Whole(stay) => format!(" {}..{}", stay.check_in(), stay.check_out()),
                    Known::CheckIn(day) => format!(" from {day}"),
                    _ => String::new(),
                };
                let party = brief.party.map(|it| format!(" for {}", it.guests()));
                let room = brief.room.map(|it| format!(" {}", it.room));
                let topic = brief.topic.map(|it| format!(" about {it:?}"));
                let extra = [party, room, topic].map(Option::unwrap_or_default).concat();
                let (why, tag) = (brief.why, brief.language.tag());
                format!(
                    "escalates: {why:?} {tag}{stay}{extra} at {}",
                    brief.stopped_at
                )
            }
            Do::Confirmed { reference } => format!("confirmed: {reference}"),
            Do::End(Ending::Resolved) => "ends: resolved".to_owned(),
            Do::End(Ending::Expired) => "ends: expired".to_owned(),
        };
        self.outs.push_back(Out::Done(done));
    }

    fn asks(&mut self, ask: Ask) -> String {
        let when = |it: Search| {
            let party = it.who.party();
            let (start, end) = (it.stay.check_in(), it.stay.check_out());
            format!("{start}..{end} {}+{}", party.adults(), party.children())
        };
        match ask {
            Ask::Availability(search) => {
                self.search = Some(search);
                format!("asks: free {}", when(search))
            }
            Ask::Hold(search, offer) => {
                self.search = Some(search);
                self.offer = Some(offer.clone());
                format!(
                    "asks: hold {} {} {}",
                    offer.room,
                    offer.total(),
                    when(search)
                )
            }
            Ask::Reserve(it) => {
                let name = match &it.booker {
                    Booker::Known => "known".to_owned(),
                    Booker::New(person) => {
                        format!("{} {} {}", person.first, person.last, person.email)
                    }
                };
                let (room, total) = (&it.offer.room, it.offer.total());
                format!("asks: reserve {room} {total} {} {name}", when(it.search))
            }
            Ask::Reservations => "asks: reservations".to_owned(),
        }
    }

    fn says(&mut self, message: &Message) {
        let parts = render(message, &self.setup.can);
        let text: Vec<&str> = parts.iter().map(|it| it.text.as_str()).collect();
        let text = text.join("\n\n");
        let choices = match parts.last().map(|it| it.content.clone()) {
            Some(Content::Buttons { choices } | Content::List { choices, .. }) => choices,
            _ => Vec::new(),
        };
        self.buttons.extend(choices.iter().cloned());
        self.outs.push_back(Out::Said(text, choices));
    }

    fn bot(&mut self, rest: &str, line: &str) {
        let (words, wanted) = match rest.split_once('[') {
            Some((words, wanted)) => (words.trim(), Some(wanted.trim_end_matches(']'))),
            None => (rest, None),
        };
        match self.outs.pop_front() {
            Some(Out::Said(text, choices)) => {
                assert!(
                    text.contains(words),
                    "{line}\nbut the assistant says: {text}"
                );
                let wanted = wanted.unwrap_or_default().split('|').map(str::trim);
                let wanted: Vec<&str> = wanted.filter(|it| !it.is_empty()).collect();
                assert_eq!(titles(&choices), wanted, "{line}\n{text}");
                self.last_said = text;
            }
            Some(Out::Done(done)) => panic!("{line}\nbut the assistant {done}"),
            None => panic!("{line}\nbut the assistant says nothing"),
        }
    }

    fn said(&self, words: &str, is: bool, line: &str) {
        assert_eq!(
            self.last_said.contains(words),
            is,
            "{line}\n{}",
            self.last_said
        );
    }

    fn guest(&mut self, rest: &str, line: &str) {
        let (text, spec) = rest.split_once(" | ").unwrap_or((rest, "Unclear"));
        let reading = reading(spec);
        let event = Event::Said {
            text: text.trim(),
            reading: &reading,
        };
        self.happens(&event, line);
    }

    fn tap(&mut self, title: &str, line: &str, first: bool) {
        let mut found = self.buttons.iter().filter(|it| it.title == title);
        let found = if first {
            found.next()
        } else {
            found.next_back()
        };
        let id = found
            .unwrap_or_else(|| panic!("{line}: no such button"))
            .id
            .clone();
        self.tap_id(id, line);
    }

    fn tap_id(&mut self, id: String, line: &str) {
        self.happens(&Event::Tapped { id: &id }, line);
        self.last_tap = id;
    }

    /// The book answers its last question, or the one `before` it.
    fn book(&mut self, rest: &str, line: &str, before: usize) {
        let ticket = self.tickets[self.tickets.len() - 1 - before];
        let (word, value) = rest.split_once(' ').unwrap_or((rest, ""));
        let priced = |offer: &Option<Offer>| {
            let mut offer = offer.clone().unwrap();
            if let Ok(total) = value.parse() {
                offer.nights_total = total;
            }
            offer
        };
        let answer = match word {
            "free" => {
                let wanted: Vec<&str> = value.split_whitespace().collect();
                let all = rooms(self.search.unwrap()).into_iter();
                let kept = |it: &Offer| wanted.is_empty() || wanted.contains(&it.room.as_str());
                Answer::Free(all.filter(kept).collect())
            }
            "unpriced" => {
                let mut all = rooms(self.search.unwrap());
                all.iter_mut().for_each(|it| it.nights_total = 0);
                Answer::Free(all)
            }
            "nothing" => Answer::Free(Vec::new()),
            "full" => Answer::NoRoom(NoRoom::Full),
            "closed" => Answer::NoRoom(NoRoom::Closed),
            "no-price" => Answer::NoRoom(NoRoom::NoPrice),
            "minimum" => Answer::NoRoom(NoRoom::MinimumStay {
                nights: value.parse().unwrap(),
            }),
            "held" => Answer::Held {
                hold: format!("h{ticket}"),
                offer: priced(&self.offer),
            },
            "gone" => Answer::Gone,
            "repriced" => {
                let offer = priced(&self.offer);
                self.offer = Some(offer.clone());
                Answer::Repriced(offer)
            }
            "reserved" => Answer::Reserved {
                reference: value.to_owned(),
            },
            "reservations" => Answer::Reservations(match value {
                "none" => Vec::new(),
                _ => vec![
                    reservation("MIR-2", date(2027, 3, 1), date(2027, 3, 3)),
                    reservation("MIR-1", date(2026, 12, 20), date(2026, 12, 22)),
                    reservation("MIR-0", date(2026, 1, 1), date(2026, 1, 3)),
                ],
            }),
            "failed" => Answer::Failed,
            other => panic!("{line}: {other}?"),
        };
        let answer = &answer;
        self.happens(&Event::Answered { ticket, answer }, line);
    }
}

fn titles(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|it| it.title.as_str()).collect()
}

/// `Book in=2026-12-10 out=2026-12-12 nights=2 adults=2 children=1 conf=90 lang=de`.
pub(crate) fn reading(spec: &str) -> Reading {
    let mut words = spec.split_whitespace();
    let intent = match words.next().unwrap() {
        "Greeting" => Intent::Greeting,
        "Book" => Intent::Book,
        "Availability" => Intent::Availability,
        "MyReservations" => Intent::MyReservations,
        "CancelReservation" => Intent::CancelReservation,
        "ChangeReservation" => Intent::ChangeReservation,
        "Breakfast" => Intent::Question(Topic::Breakfast),
        "Parking" => Intent::Question(Topic::Parking),
        "Pets" => Intent::Question(Topic::Pets),
        "Person" => Intent::Person,
        "Yes" => Intent::Yes,
        "No" => Intent::No,
        "Thanks" => Intent::Thanks,
        "Goodbye" => Intent::Goodbye,
        "Details" => Intent::Details,
        "Unclear" => Intent::Unclear,
        other => panic!("no intent {other}"),
    };
    let mut reading = Reading {
        intent,
        confidence: Confidence::percent(if intent == Intent::Unclear { 0 } else { 95 }),
        stay: StaySaid::default(),
        party: PartySaid::default(),
        language: None,
        rule: "script",
    };
    for word in words {
        let (name, value) = word.split_once('=').unwrap();
        match name {
            "in" => reading.stay.check_in = Some(value.parse().unwrap()),
            "out" => reading.stay.check_out = Some(value.parse().unwrap()),
            "nights" => reading.stay.nights = Some(value.parse().unwrap()),
            "adults" => reading.party.adults = Some(value.parse().unwrap()),
            "children" => reading.party.children = Some(value.parse().unwrap()),
            "conf" => reading.confidence = Confidence::percent(value.parse().unwrap()),
            "lang" => reading.language = Language::of_tag(value),
            other => panic!("no field {other}"),
        }
    }
    if let (Some(start), Some(end), None) = (
        reading.stay.check_in,
        reading.stay.check_out,
        reading.stay.nights,
    ) {
        let days = start.until(end).unwrap().get_days();
        reading.stay.nights = Some(days.try_into().unwrap());
    }
    reading
}
