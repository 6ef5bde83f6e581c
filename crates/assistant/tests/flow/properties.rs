//! What holds over any sequence of events.

use crate::events::{Op, SAID, fitting, op};
use crate::fixtures::Setup;
use crate::render::{ALL, assert_fits};
use crate::script::reading;
use assistant::flow::{
    Answer, Ask, Choices, Do, Event, Flow, Line, Message, Offer, REASONS, Search, Summary, Who,
    step,
};
use assistant::reading::{Intent, Reading};
use assistant::texts::render;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Watches a talk from outside: only what is said and asked.
struct Watch<'s> {
    setup: &'s Setup,
    flow: Flow,
    questions: Vec<(u64, Ask)>,
    tickets: BTreeSet<u64>,
    shown: Vec<String>,
    last: Vec<String>,
    /// The summary shown last, with its buttons, if nothing was reserved on it.
    summary: Option<(Summary, Vec<String>)>,
    holds: BTreeSet<String>,
    reserved: usize,
    confirms: usize,
}

impl<'s> Watch<'s> {
    fn new(setup: &'s Setup) -> Self {
        Self {
            setup,
            flow: Flow::new(0xabc),
            questions: Vec::new(),
            tickets: BTreeSet::new(),
            shown: Vec::new(),
            last: Vec::new(),
            summary: None,
            holds: BTreeSet::new(),
            reserved: 0,
            confirms: 0,
        }
    }

    fn does(&mut self, op: &Op) {
        match op {
            Op::Forward => match self.flow.name() {
                "fresh" | "menu" | "dates" | "no_room" | "booked" => {
                    self.said(
                        "for 2, 5 to 7 December",
                        "Book in=2026-12-05 out=2026-12-07 adults=2",
                    );
                }
                "guests" => self.said("3", "Details adults=3"),
                "details" => self.said("Anna Schmidt anna@example.com", "Unclear"),
                "with_team" => self.happens(&Event::HandedBack),
                "searching" | "holding" | "reserving" => self.does(&Op::Answer(9)),
                _ => self.does(&Op::Tap(0)),
            },
            Op::Said(at) => self.said(SAID[*at].0, SAID[*at].1),
            Op::Tap(at) if !self.last.is_empty() => {
                self.tap(&self.last[at % self.last.len()].clone());
            }
            Op::TapOld(at) if !self.shown.is_empty() => {
                self.tap(&self.shown[at % self.shown.len()].clone());
            }
            Op::TapId(id) => self.tap(id),
            Op::Answer(what) => {
                if let Some((ticket, ask)) = self.questions.last().cloned() {
                    self.answer(ticket, &fitting(&ask, *what, ticket));
                }
            }
            Op::AnswerAny(at, what) if !self.questions.is_empty() => {
                let (ticket, _) = self.questions[at % self.questions.len()];
                let (_, ask) = &self.questions[what % self.questions.len()];
                let answer = fitting(ask, what / 7, ticket);
                self.answer(ticket, &answer);
            }
            Op::Tap(_) | Op::TapOld(_) | Op::AnswerAny(..) => {}
            Op::Sent => self.happens(&Event::Sent),
            Op::Silence => self.happens(&Event::Silence),
            Op::TakenOver => self.happens(&Event::TakenOver),
            Op::HandedBack => self.happens(&Event::HandedBack),
        }
    }

    fn said(&mut self, text: &str, spec: &str) {
        let reading = &reading(spec);
        self.happens(&Event::Said { text, reading });
    }

    fn tap(&mut self, id: &str) {
        self.happens(&Event::Tapped { id });
    }

    fn answer(&mut self, ticket: u64, answer: &Answer) {
        if let Answer::Held { hold, .. } = answer
            && !self.holds.insert(hold.clone())
        {
            return; // One hold is not given twice.
        }
        let before = self.flow.name();
        self.happens(&Event::Answered { ticket, answer });
        if before == "reserving" && self.flow.name() == "booked" {
            self.holds.clear(); // It became the reservation.
        }
    }

    fn happens(&mut self, event: &Event<'_>) {
        let with_team = self.flow.is_with_team();
        let before = self.flow.name();
        let outcome = step(&self.flow, event, &self.setup.world());
        assert!(REASONS.contains(&outcome.because), "{}", outcome.because);
        self.flow = Flow::from_json(&outcome.flow.to_json()).unwrap();
        assert_eq!(self.flow, outcome.flow, "stored and read again");
        for it in outcome.todo {
            match it {
                Do::Say(message) => {
                    assert!(!with_team, "the assistant talks over a person: {message:?}");
                    self.says(&message);
                }
                Do::Ask { ticket, ask } => {
                    assert!(self.tickets.insert(ticket), "a number used twice");
                    if let Ask::Reserve(it) = &ask {
                        self.reserves(event, before, it.search, &it.offer, it.hold.as_str());
                    }
                    self.questions.push((ticket, ask));
                }
                Do::Release { hold } => {
                    assert!(self.holds.remove(&hold), "let go twice: {hold}");
                }
                Do::Escalate(_) => {
                    assert!(self.flow.is_with_team());
                    // What was being reserved is somebody's to look at.
                    if before == "reserving" {
                        self.holds.clear();
                    }
                }
                Do::Confirmed { .. } => {
                    self.confirms += 1;
                    assert!(
                        self.confirms <= self.reserved,
                        "confirmed what was not asked for"
                    );
                }
                Do::End(_) => assert_eq!(self.flow.name(), "fresh"),
            }
        }
        if before == "reserving"
            && !matches!(self.flow.name(), "reserving" | "summary" | "searching")
        {
            self.holds.clear();
        }
        if !matches!(self.flow.name(), "summary" | "reserving") {
            assert!(
                self.holds.is_empty(),
                "a room is held for nobody at {}",
                self.flow.name()
            );
        }
    }

    fn says(&mut self, message: &Message) {
        for can in ALL {
            // A page is made for one channel; the others show what they can of it.
            if can.page() == self.setup.can.page() {
                assert_fits(&render(message, &can), &can);
            }
        }
        let ids: Vec<String> = match &message.choices {
            Choices::None => return,
            Choices::Buttons(buttons) => buttons.iter().map(|it| it.id.clone()).collect(),
            Choices::Rooms { rows, more } => {
                let rows = rows.iter().map(|it| it.id.clone());
                rows.chain(more.iter().map(|it| it.id.clone())).collect()
            }
        };
        for line in &message.lines {
            if let Line::Summary(it) = line {
                self.summary = Some((it.as_ref().clone(), ids.clone()));
            }
        }
        self.shown.extend(ids.iter().cloned());
        self.last = ids;
    }

    /// Only a Confirm, only of the summary shown last, only once for each that was shown.
    fn reserves(
        &mut self,
        event: &Event<'_>,
        before: &str,
        search: Search,
        offer: &Offer,
        hold: &str,
    ) {
        assert_eq!(before, "summary");
        let summary = self.summary.take();
        let (summary, buttons) = summary.expect("a summary that nothing was reserved on");
        let confirmed = match event {
            Event::Tapped { id } => buttons.first().is_some_and(|it| it == id),
            Event::Said { text, reading } => {
                let Reading { intent, .. } = reading;
                *text == "1" || (*intent == Intent::Yes && !reading.confidence.is_low())
            }
            _ => false,
        };
        assert!(confirmed, "{event:?} is no Confirm");
        assert_eq!((summary.search, &summary.offer), (search, offer));
        assert!(
            matches!(search.who, Who::Said(_)),
            "booked for guests that nobody said"
        );
        assert!(self.holds.contains(hold));
        self.reserved += 1;
    }

    /// From here a guest reaches a person and the greeting: by tapping, and by words.
    fn is_not_stuck(&self) {
        let after = |flow: &Flow, event: &Event<'_>| step(flow, event, &self.setup.world());
        let flow = &self.flow;
        if flow.is_with_team() {
            let back = after(flow, &Event::HandedBack).flow;
            assert_eq!(back.name(), "fresh");
            return;
        }
        let team = Event::Tapped { id: "bk.0.0.team" };
        assert!(after(flow, &team).flow.is_with_team(), "{}", flow.name());
        let (person, yes) = (reading("Person"), reading("Yes"));
        let asks = Event::Said {
            text: "reception",
            reading: &person,
        };
        let yes = Event::Said {
            text: "yes",
            reading: &yes,
        };
        let asked = after(flow, &asks).flow;
        assert!(
            asked.is_with_team() || after(&asked, &yes).flow.is_with_team(),
            "{}",
            flow.name()
        );
        if flow.name() != "reserving" {
            let unclear = reading("Unclear");
            let over = Event::Said {
                text: "start over",
                reading: &unclear,
            };
            let said = after(flow, &over).todo;
            let greets = |it: &Do| matches!(it, Do::Say(it) if it.lines.contains(&Line::Assistant));
            assert!(said.iter().any(greets), "{}: {said:?}", flow.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Issue 5.3, SPEC 133, 134: over any events nothing panics, a reservation is asked for only by a Confirm of the summary shown last
    /// and once for each, no room stays held for nobody, a person is never talked over, every message fits its channel, the flow
    /// survives being stored, and nobody is ever stuck.
    #[test]
    fn any_sequence_of_events(
        ops in proptest::collection::vec(op(), 1..60),
        known in any::<bool>(),
        channel in 0..ALL.len(),
    ) {
        let setup = Setup {
            can: ALL[channel],
            ..if known { Setup::known() } else { Setup::default() }
        };
        let mut watch = Watch::new(&setup);
        for op in &ops {
            watch.does(op);
            watch.is_not_stuck();
        }
    }
}

/// The events above do reach the end: else the property would say nothing of reservations.
#[test]
fn the_property_reaches_reservations() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let setup = Setup::known();
    let mut runner = TestRunner::deterministic();
    let ops = proptest::collection::vec(op(), 60);
    let (mut reserved, mut confirmed) = (0, 0);
    for _ in 0..300 {
        let ops = ops.new_tree(&mut runner).unwrap().current();
        let mut watch = Watch::new(&setup);
        ops.iter().for_each(|op| watch.does(op));
        reserved += watch.reserved;
        confirmed += watch.confirms;
    }
    assert!(
        reserved > 30 && confirmed > 15,
        "{reserved} reserved, {confirmed} confirmed"
    );
}
