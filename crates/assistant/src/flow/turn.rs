//! One step while it is made: the talk as it becomes, the lines not yet sent, the things to do.

use super::event::Answer;
use super::message::{Choices, Line, Message};
use super::outcome::{Ask, Brief, Do, Outcome, Why};
use super::stage::Stage;
use super::state::{Booker, Flow, Place, Talk};
use super::world::World;
use crate::language::Language;
use crate::reading::Reading;

/// A step. `talk` is there while the assistant speaks with the guest; without it, `place` is where the step ends.
pub(super) struct Turn<'t, 'w> {
    pub(super) flow: &'t Flow,
    pub(super) world: &'t World<'w>,
    pub(super) serial: u64,
    pub(super) language: Language,
    /// The language of the message, if it told.
    heard: Option<Language>,
    pub(super) talk: Option<Talk>,
    place: Place,
    /// Misses before this step; each step clears them unless it is one more.
    misses: u8,
    lines: Vec<Line>,
    pub(super) todo: Vec<Do>,
    pub(super) because: &'static str,
}

impl<'t, 'w> Turn<'t, 'w> {
    pub(super) fn begin(flow: &'t Flow, world: &'t World<'w>) -> Self {
        let (talk, place) = match &flow.place {
            Place::Talking(talk) => (Some(talk.as_ref().clone()), Place::Fresh),
            place => (None, place.clone()),
        };
        Self {
            flow,
            world,
            serial: flow.serial,
            language: flow
                .language
                .or(world.language)
                .unwrap_or(Language::English),
            heard: None,
            misses: talk.as_ref().map_or(0, |it| it.misses),
            talk,
            place,
            lines: Vec::new(),
            todo: Vec::new(),
            because: "",
        }
    }

    pub(super) fn finish(mut self) -> Outcome {
        self.flush(Choices::None);
        // A room that is let go is free for the search that follows: what the guest held must not stand in their own way.
        self.todo
            .sort_by_key(|it| !matches!(it, Do::Release { .. }));
        let mut flow = self.flow.clone();
        flow.serial = self.serial;
        flow.language = self.heard.or(flow.language);
        flow.place = self
            .talk
            .map_or(self.place, |talk| Place::Talking(Box::new(talk)));
        Outcome {
            flow,
            todo: self.todo,
            because: self.because,
        }
    }

    /// The language of a message, where its words tell.
    pub(super) fn hear(&mut self, reading: &Reading) {
        if let Some(language) = reading.language
            && !reading.confidence.is_low()
        {
            self.language = language;
            self.heard = Some(language);
        }
    }

    /// A number never used before in this flow.
    pub(super) const fn next(&mut self) -> u64 {
        self.serial = self.serial.saturating_add(1);
        self.serial
    }

    pub(super) fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Sends the lines gathered so far with `choices` under them.
    pub(super) fn flush(&mut self, choices: Choices) {
        if self.lines.is_empty() {
            return;
        }
        let message = Message {
            language: self.language,
            lines: std::mem::take(&mut self.lines),
            choices,
        };
        self.todo.push(Do::Say(message));
    }

    /// Asks the book; what was to be said is said before.
    pub(super) fn ask(&mut self, ask: Ask) -> u64 {
        self.flush(Choices::None);
        let ticket = self.next();
        self.todo.push(Do::Ask { ticket, ask });
        ticket
    }

    /// The stage, while there is a talk.
    pub(super) fn stage(&self) -> Option<&Stage> {
        self.talk.as_ref().map(|talk| &talk.stage)
    }

    /// Goes to a stage. A room held for the stage that is left is let go, unless the new one holds the same.
    pub(super) fn enter(&mut self, stage: Stage) {
        if let Some(talk) = &mut self.talk {
            let left = std::mem::replace(&mut talk.stage, stage);
            talk.offered = None;
            if let Some(hold) = left.hold()
                && talk.stage.hold() != Some(hold)
            {
                self.todo.push(Do::Release {
                    hold: hold.to_owned(),
                });
            }
        }
    }

    /// Ends the talk. A held room is let go, but for one that is just being reserved.
    pub(super) fn leave(&mut self, place: Place, because: &'static str) {
        self.flush(Choices::None);
        if let Some(talk) = self.talk.take()
            && let Some(hold) = talk.stage.hold()
            && !matches!(talk.stage, Stage::Reserving { .. })
        {
            self.todo.push(Do::Release {
                hold: hold.to_owned(),
            });
        }
        self.place = place;
        self.because = because;
    }

    /// Passes the guest to the team with all that is known.
    pub(super) fn escalate(&mut self, why: Why) {
        let brief = self.talk.as_ref().map(|talk| self.brief(talk, why));
        self.leave(Place::WithTeam, "escalated");
        self.todo.extend(brief.map(Do::Escalate));
    }

    fn brief(&self, talk: &Talk, why: Why) -> Brief {
        let booker = match &talk.stage {
            Stage::Holding { booker, .. }
            | Stage::Summary { booker, .. }
            | Stage::Reserving { booker, .. } => Some(booker.clone()),
            _ => talk.gave.clone().map(Booker::New),
        };
        let reference = match &talk.stage {
            Stage::Booked { reference, .. } => Some(reference.clone()),
            _ => None,
        };
        let code = talk.topic.as_deref();
        let topic = super::TOPICS.iter().find(|(_, it)| Some(*it) == code);
        Brief {
            why,
            language: self.language,
            stay: talk.stage.known(),
            party: talk.stage.party(),
            room: talk.stage.picked().map(|it| it.offer.clone()),
            booker,
            reference,
            topic: topic.map(|(topic, _)| *topic),
            stopped_at: talk.stage.name(),
        }
    }

    /// Offers a person; the stage waits behind the offer.
    pub(super) fn offer(&mut self, why: Why) {
        if let Some(talk) = &mut self.talk {
            talk.offered = Some(why);
        }
        self.prompt();
    }

    /// A message that was not understood: asked again, outside a booking offered a person, and the third goes to the team
    /// (SPEC 151, 152).
    pub(super) fn miss(&mut self, again: Option<Line>) {
        const DIRECT: u8 = 3;
        let misses = self.misses.saturating_add(1);
        if misses >= DIRECT {
            self.escalate(Why::NotUnderstood);
            return;
        }
        if let Some(talk) = &mut self.talk {
            talk.misses = misses;
        }
        if !self.stage().is_some_and(Stage::is_booking) {
            self.offer(Why::Unsure);
            self.because = "unsure";
            return;
        }
        self.because = "not_understood";
        let asks_itself = again.is_some();
        self.line(again.unwrap_or(Line::NotUnderstood));
        if misses + 1 == DIRECT {
            self.line(Line::ReachPerson);
        }
        if !asks_itself {
            self.prompt();
        }
    }

    /// Every event of the guest but a miss ends the row of misses.
    pub(super) fn clear_misses(&mut self) {
        if let Some(talk) = &mut self.talk {
            talk.misses = 0;
        }
    }

    /// An answer that nobody waits for: a hold in it is let go.
    pub(super) fn stale(&mut self, answer: &Answer) {
        self.because = "stale_answer";
        if let Answer::Held { hold, .. } = answer {
            self.todo.push(Do::Release { hold: hold.clone() });
        }
    }
}
