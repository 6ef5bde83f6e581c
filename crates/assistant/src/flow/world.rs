//! What the flow is told of the world for one step: nothing in it is stored with the flow.

use super::stay::Party;
use crate::language::Language;
use crate::reading::Topic;
use crate::texts::Capabilities;
use jiff::civil::Date;

/// The world at one step.
#[derive(Debug, Clone, Copy)]
pub struct World<'w> {
    /// Today in the hotel's zone.
    pub today: Date,
    /// The house.
    pub house: &'w House,
    /// What the house says about itself.
    pub knowledge: &'w [Knowledge],
    /// The guest's name, if the hotel knows them (SPEC 132).
    pub guest: Option<&'w str>,
    /// The language on the guest's card: spoken until a message tells another.
    pub language: Option<Language>,
    /// The connection's own greeting (SPEC 123).
    pub greeting: Option<&'w str>,
    /// What the channel can show.
    pub can: &'w Capabilities,
}

/// A house, as far as the flow needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    /// As guests read it.
    pub name: String,
    /// Most nights of one stay.
    pub longest_stay: u16,
    /// How many days ahead rooms are sold.
    pub days_ahead: u16,
    /// How many the largest room takes; 0: not known, and the book decides.
    pub largest_room: u8,
    /// Whom prices are shown for while nobody said how many they are.
    pub usual: Party,
}

/// What the house says about a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knowledge {
    /// About what.
    pub topic: Topic,
    /// In which language.
    pub language: Language,
    /// The words.
    pub text: String,
}

impl World<'_> {
    /// What the house says about `topic`: in `language`, else in English, else in any.
    #[must_use]
    pub fn knows(&self, topic: Topic, language: Language) -> Option<&str> {
        let about = || self.knowledge.iter().filter(move |it| it.topic == topic);
        let wanted = about().find(|it| it.language == language);
        let english = || about().find(|it| it.language == Language::English);
        let any = || about().next();
        let found = wanted.or_else(english).or_else(any)?;
        Some(found.text.trim()).filter(|text| !text.is_empty())
    }
}
