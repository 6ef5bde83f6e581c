//! The cues of a whole message, gathered.

use super::cue::Cue;
use super::token::Token;
use super::vocabulary;
use crate::language::Language;
use crate::reading::Topic;
use domain::escalation::asks_for_person;

/// A word that denies reaches this many words on: "no big dogs".
const REACH: usize = 3;

/// Which topic is meant where several are named: what is rarely named beside the point comes first.
const PRECEDENCE: [Topic; 14] = [
    Topic::CancellationPolicy,
    Topic::Luggage,
    Topic::Transfer,
    Topic::Accessibility,
    Topic::Children,
    Topic::Pets,
    Topic::Breakfast,
    Topic::Wifi,
    Topic::Pool,
    Topic::Parking,
    Topic::CheckOut,
    Topic::CheckIn,
    Topic::Payment,
    Topic::Location,
];

/// What a message holds of cues.
#[derive(Debug, Default)]
pub(super) struct Signals {
    cues: Vec<Cue>,
    /// A question mark stands somewhere.
    pub(super) question: bool,
    /// How many words there are.
    pub(super) words: usize,
    /// How many of them stand in no table.
    pub(super) unknown: usize,
    /// How many belong to hello, thanks, yes and the like.
    pub(super) polite: usize,
    /// A person is asked for, even without the words that name a place.
    pub(super) person: bool,
    /// A person is asked for by a word that may also name a place.
    pub(super) person_or_place: bool,
    /// What a sign says where no word does.
    pub(super) sign: Option<Cue>,
    exclaims: bool,
}

impl Signals {
    /// Reads the cleaned tokens of a message, first with the words of `language`.
    pub(super) fn of(tokens: &[Token], language: Language) -> Self {
        let (own, others) = vocabulary::with_others(language);
        let mut signals = Self {
            question: tokens.iter().any(|token| token.is_sign('?')),
            exclaims: tokens.iter().any(|token| token.is_sign('!')),
            sign: tokens.iter().find_map(sign),
            words: tokens.iter().filter(|token| token.is_word()).count(),
            ..Self::default()
        };
        let mut beside_the_desk = String::new();
        let mut denied_to = 0;
        let mut mine = false;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let known = own.is_some_and(|own| own.knows(&token.text));
            let found = own.and_then(|own| own.cues(tokens, at)).or_else(|| {
                let foreign = !known && token.text.chars().nth(3).is_some();
                let mut others = others.iter().filter(|_| foreign);
                others.find_map(|other| other.cues(tokens, at))
            });
            let Some((end, cues)) = found else {
                signals.unknown += usize::from(token.is_word() && !known);
                push_words(&mut beside_the_desk, tokens, at, at + 1);
                mine &= !token.is_word();
                at += 1;
                continue;
            };
            if !cues.contains(&Cue::Desk) && !cues.contains(&Cue::Helped) {
                push_words(&mut beside_the_desk, tokens, at, end);
            }
            if cues.iter().any(|cue| is_polite(*cue)) {
                signals.polite += end - at;
            }
            let denied = at < denied_to;
            if cues.contains(&Cue::Not) {
                denied_to = end + REACH;
            }
            for cue in &cues {
                signals.add(*cue, denied, mine);
            }
            mine = cues.contains(&Cue::Mine);
            at = end;
        }
        let mut all = String::new();
        push_words(&mut all, tokens, 0, tokens.len());
        signals.person = asks_for_person(&beside_the_desk);
        signals.person_or_place = asks_for_person(&all);
        signals
    }

    fn add(&mut self, cue: Cue, denied: bool, mine: bool) {
        let cue = match cue {
            Cue::Topic(_) | Cue::Maybe(_) if denied => return,
            // "My booking for the 15th" is one already made.
            Cue::Book if mine => Cue::Reservation,
            cue => cue,
        };
        if !self.cues.contains(&cue) {
            self.cues.push(cue);
        }
    }

    /// Whether the cue is there.
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }

    /// Whether one of the cues is there.
    pub(super) fn has_any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }

    /// The topic that is named.
    pub(super) fn topic(&self) -> Option<Topic> {
        PRECEDENCE
            .into_iter()
            .find(|topic| self.has(Cue::Topic(*topic)))
    }

    /// The topic that is named if it is a question.
    pub(super) fn maybe(&self) -> Option<Topic> {
        PRECEDENCE
            .into_iter()
            .find(|topic| self.has(Cue::Maybe(*topic)))
    }

    /// The share of polite words, in percent.
    pub(super) fn politeness(&self) -> usize {
        (self.polite * 100).checked_div(self.words).unwrap_or(0)
    }

    /// Whether more than so many percent of the words, and more than one, are unknown, so that the rest may mean anything.
    pub(super) fn is_foggy(&self, percent: usize) -> bool {
        self.unknown > 1 && self.unknown * 100 > self.words * percent
    }

    /// Nothing but a greeting with an exclamation mark: German "Morgen!" greets, "morgen" is tomorrow.
    pub(super) fn is_shouted_greeting(&self) -> bool {
        self.exclaims && self.has(Cue::Greeting) && self.polite == self.words
    }
}

fn push_words(to: &mut String, tokens: &[Token], from: usize, end: usize) {
    for token in tokens.get(from..end).unwrap_or_default() {
        to.push_str(&token.text);
        to.push(' ');
    }
}

const fn is_polite(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Greeting
            | Cue::Thanks
            | Cue::Helped
            | Cue::Bye
            | Cue::Yes
            | Cue::Fine
            | Cue::No
            | Cue::Please
    )
}

fn sign(token: &Token) -> Option<Cue> {
    [
        ("👍👌✅✔", Cue::Yes),
        ("👎❌", Cue::No),
        ("🙏❤🥰", Cue::Thanks),
        ("👋", Cue::Greeting),
    ]
    .into_iter()
    .find_map(|(signs, cue)| signs.chars().any(|it| token.is_sign(it)).then_some(cue))
}
