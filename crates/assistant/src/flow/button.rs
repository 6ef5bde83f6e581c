//! What a button does, and the id that says so.
//!
//! An id is `bk.<run>.<shown>.<act>`, at most 64 bytes for Telegram: `run` tells this conversation's buttons from older ones, `shown` the
//! list or summary it stood under.

use super::message::Label;

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Book,
    Check,
    Mine,
    Team,
    Continue,
    /// Other dates.
    Dates,
    /// Other guests.
    Guests,
    /// Another room.
    Room,
    /// The room at this place of the list.
    Row(usize),
    /// The page that begins at this place.
    More(usize),
    This,
    Confirm,
    Change,
    Cancel,
}

const WORDS: [(Act, &str); 12] = [
    (Act::Book, "book"),
    (Act::Check, "check"),
    (Act::Mine, "mine"),
    (Act::Team, "team"),
    (Act::Continue, "continue"),
    (Act::Dates, "dates"),
    (Act::Guests, "guests"),
    (Act::Room, "room"),
    (Act::This, "this"),
    (Act::Confirm, "confirm"),
    (Act::Change, "change"),
    (Act::Cancel, "cancel"),
];

impl Act {
    fn word(self) -> String {
        match self {
            Self::Row(at) => format!("row{at}"),
            Self::More(from) => format!("more{from}"),
            act => {
                let found = WORDS.iter().find(|(it, _)| *it == act);
                found.map_or("", |(_, word)| word).to_owned()
            }
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        if let Some(at) = word.strip_prefix("row") {
            return at.parse().ok().map(Self::Row).or_else(|| named(word));
        }
        if let Some(from) = word.strip_prefix("more") {
            return from.parse().ok().map(Self::More);
        }
        named(word)
    }

    /// The id of the button under what was shown as `shown`.
    pub(super) fn id(self, run: u64, shown: u64) -> String {
        format!("bk.{run:x}.{shown:x}.{}", self.word())
    }

    /// What stands on it, for what is no row.
    pub(super) const fn label(self, under: Under) -> Label {
        match (self, under) {
            (Self::Book, _) => Label::Book,
            (Self::Check, _) => Label::Check,
            (Self::Mine, _) => Label::Mine,
            (Self::Team, _) => Label::Team,
            (Self::Continue, _) => Label::Continue,
            (Self::Dates, Under::Change) => Label::Dates,
            (Self::Dates, Under::Other) => Label::OtherDates,
            (Self::Guests, _) => Label::Guests,
            (Self::Room, Under::Change) => Label::Room,
            (Self::Room, Under::Other) => Label::OtherRooms,
            (Self::Row(_) | Self::More(_), _) => Label::More,
            (Self::This, _) => Label::This,
            (Self::Confirm, _) => Label::Confirm,
            (Self::Change, _) => Label::Change,
            (Self::Cancel, _) => Label::Cancel,
        }
    }

    /// Whether it means the same whatever was shown since: an old one does no harm.
    pub(super) const fn is_timeless(self) -> bool {
        matches!(
            self,
            Self::Book | Self::Check | Self::Mine | Self::Team | Self::Continue | Self::Dates
        )
    }
}

fn named(word: &str) -> Option<Act> {
    let found = WORDS.iter().find(|(_, it)| *it == word);
    found.map(|(act, _)| *act)
}

/// Where a button stands: under *what is to be different?* the same act has a shorter name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Under {
    Change,
    Other,
}

/// A tapped button of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tap {
    pub(super) run: u64,
    pub(super) shown: u64,
    pub(super) act: Act,
}

impl Tap {
    /// Reads an id; `None`: it is nobody's, or another's.
    pub(super) fn of(id: &str) -> Option<Self> {
        let mut parts = id.strip_prefix("bk.")?.splitn(3, '.');
        let number = |text: &str| u64::from_str_radix(text, 16).ok();
        Some(Self {
            run: number(parts.next()?)?,
            shown: number(parts.next()?)?,
            act: Act::of_word(parts.next()?)?,
        })
    }
}
