//! Where a guest is in the flow: the value that is stored with the conversation.
//!
//! Stored as JSON with a version. A field is only ever added with a default, and a stage never changes its name; a change that cannot
//! be made so gets the next version and a reader of the old one. A flow of a newer version cannot be read, and the guest is greeted anew.

use super::outcome::Why;
use super::stage::Stage;
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// The version that is written.
const VERSION: u8 = 1;

/// A guest's place in the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    version: u8,
    /// Tells this run's buttons from those of the guest's earlier conversations.
    pub(super) run: u64,
    /// Counts what was shown and what the book was asked: no number is used twice.
    pub(super) serial: u64,
    /// The language spoken last; `None` before the first message.
    #[serde(default, with = "super::codes::language")]
    pub(super) language: Option<Language>,
    pub(super) place: Place,
}

impl Flow {
    /// A guest who said nothing yet. `run` is new for each conversation of a guest on a connection: the milliseconds at which it
    /// began will do.
    #[must_use]
    pub const fn new(run: u64) -> Self {
        Self {
            version: VERSION,
            run,
            serial: 0,
            language: None,
            place: Place::Fresh,
        }
    }

    /// Reads a stored flow.
    ///
    /// # Errors
    /// If it is of a newer version, or no flow: begin with [`Flow::new`].
    pub fn from_json(json: &str) -> Result<Self, Unreadable> {
        #[derive(Deserialize)]
        struct Version {
            version: u8,
        }
        let Version { version } = serde_json::from_str(json).map_err(|_| Unreadable::NoFlow)?;
        match version {
            VERSION => serde_json::from_str(json).map_err(|_| Unreadable::NoFlow),
            other => Err(Unreadable::Version(other)),
        }
    }

    /// For the store.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Every part of it is a plain value with text keys: there is nothing in it that JSON could refuse.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The number given at the beginning; with a ticket it is the key of a reservation.
    #[must_use]
    pub const fn run(&self) -> u64 {
        self.run
    }

    /// The language spoken last.
    #[must_use]
    pub const fn language(&self) -> Option<Language> {
        self.language
    }

    /// Whether the assistant is out of it until the conversation is handed back.
    #[must_use]
    pub const fn is_with_team(&self) -> bool {
        matches!(self.place, Place::WithTeam)
    }

    /// Whether a booking is under way, so that an unsure reading is asked about and not offered a person (SPEC 151).
    #[must_use]
    pub fn is_in_booking(&self) -> bool {
        matches!(&self.place, Place::Talking(talk) if talk.stage.is_booking())
    }

    /// Whether the next message is likely a name or an address: it is to be read on the relay and goes to no language model.
    #[must_use]
    pub fn asks_for_personal(&self) -> bool {
        matches!(&self.place, Place::Talking(talk) if matches!(talk.stage, Stage::Details { .. }))
    }

    /// Where it is, in a word for the trace.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match &self.place {
            Place::Fresh => "fresh",
            Place::Talking(talk) => talk.stage.name(),
            Place::WithTeam => "with_team",
        }
    }
}

/// Why a stored flow is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Not the JSON of a flow.
    NoFlow,
    /// Written by a version that is not known here.
    Version(u8),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoFlow => f.write_str("not a booking flow"),
            Self::Version(version) => write!(f, "a booking flow of version {version}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// The largest parts of the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub(super) enum Place {
    /// Nothing was said; the next message is greeted.
    Fresh,
    /// The assistant speaks with the guest.
    Talking(Box<Talk>),
    /// A person has it: the assistant says nothing.
    WithTeam,
}

/// A talk with a guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Talk {
    /// Messages in a row that were not understood, 0 to 2: the third goes to the team.
    #[serde(default)]
    pub(super) misses: u8,
    /// A person was offered, and why; the stage stands behind it and goes on if the guest wants.
    #[serde(default)]
    pub(super) offered: Option<Why>,
    /// The guest's own reservations are being looked up, beside the stage.
    #[serde(default)]
    pub(super) lookup: Option<Lookup>,
    /// The code of what the guest asked about last without an answer.
    #[serde(default)]
    pub(super) topic: Option<String>,
    /// What an unknown guest told of themselves, so that a change of dates does not ask for it again.
    #[serde(default)]
    pub(super) gave: Option<Person>,
    /// The button tapped last: the same tap again is a double tap.
    #[serde(default)]
    pub(super) tapped: Option<String>,
    pub(super) stage: Stage,
}

impl Talk {
    pub(super) const fn at(stage: Stage) -> Self {
        Self {
            misses: 0,
            offered: None,
            lookup: None,
            topic: None,
            gave: None,
            tapped: None,
            stage,
        }
    }
}

/// A question for the guest's own reservations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lookup {
    pub(super) ticket: u64,
    /// They want one changed or called off, which people do.
    #[serde(default)]
    pub(super) to_change: bool,
}

/// What is asked of an unknown guest, with what is known of them so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "asking", rename_all = "snake_case")]
pub(super) enum Asking {
    FirstName,
    LastName { first: String },
    Email { first: String, last: String },
}

/// Who an unknown guest said they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// First name.
    pub first: String,
    /// Last name.
    pub last: String,
    /// E-mail address.
    pub email: String,
}

/// In whose name a reservation is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Booker {
    /// The conversation's guest, whom the hotel knows (SPEC 132).
    Known,
    /// Somebody who told their name (SPEC 131).
    New(Person),
}
