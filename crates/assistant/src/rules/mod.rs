//! What a guest's words mean, by rules alone: word tables a language, a small grammar for dates and guests, weights for what is wanted.
//!
//! Rejected: one pattern per kind of sentence, which answers only the sentences somebody thought of, and a model, which nobody can ask why.

mod calendar;
mod cue;
mod cues;
mod duration;
mod intent;
mod item;
mod moment;
mod other_numbers;
mod party;
mod prepare;
mod signals;
mod stay;
mod term;
mod token;
mod vocabulary;
mod words;
mod written;

use crate::language::Language;
use crate::reading::{Confidence, Intent, PartySaid, Reading, StaySaid};
use intent::Facts;
use item::Items;
use jiff::civil::Date;
use signals::Signals;
use stay::Mentions;
use token::Token;

/// What `words` mean on `today`. `hint` is the language the guest wrote before: it decides where the words fit several, and is what a
/// message of nothing but numbers is read in.
#[must_use]
pub fn read(words: &str, today: Date, hint: Option<Language>) -> Reading {
    let tokens = token::tokens(words);
    let spoken = prepare::language(&tokens, hint);
    let tokens = prepare::cleaned(tokens, spoken.read);
    let signals = Signals::of(&tokens, spoken.read);
    let mut items = Items::of(&tokens, spoken.read);
    let hour = other_numbers::take_hours_and_prices(&mut items);
    let unnamed = other_numbers::take_ages(&mut items);
    let (nights, in_nights) = duration::take_nights(&mut items);
    let party = party::take(&mut items, unnamed);
    let mentions = Mentions::of(&items, today);
    let nights = nights.or_else(|| duration::that_night(&items));
    let greeting = signals.is_shouted_greeting();
    let facts = Facts {
        dated: (mentions.any() || nights.is_some()) && !greeting,
        range: mentions.is_range() || mentions.any() && nights.is_some(),
        party: party != PartySaid::default(),
        hour,
        number: is_bare_number(&tokens),
    };
    let decided = intent::decide(&signals, facts);
    let change = decided.intent == Intent::ChangeReservation;
    // "Move it by two days"
    let nights = nights.filter(|_| !change || in_nights || mentions.any());
    let mut reading = Reading {
        intent: decided.intent,
        confidence: Confidence::percent(decided.percent),
        stay: mentions.stay(nights, today, change),
        party,
        language: spoken.told,
        rule: decided.rule,
    };
    if is_beside_a_stay(&reading, facts.range) {
        (reading.stay, reading.party) = (StaySaid::default(), PartySaid::default());
    }
    reading
}

/// Whether the days and people named have nothing to do with a stay: "is the pool open on Sundays?".
fn is_beside_a_stay(reading: &Reading, range: bool) -> bool {
    match reading.intent {
        Intent::Question(_) | Intent::Person => !range,
        Intent::Unclear
        | Intent::Greeting
        | Intent::Thanks
        | Intent::Goodbye
        | Intent::Yes
        | Intent::No => true,
        _ => false,
    }
}

fn is_bare_number(tokens: &[Token]) -> bool {
    let mut numbers = tokens.iter().filter(|token| token.is_number());
    numbers.next().is_some() && tokens.iter().all(|token| !token.is_word())
}
