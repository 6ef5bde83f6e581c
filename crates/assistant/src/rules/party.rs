//! Who comes.

use super::item::Items;
use super::term::Term;
use super::token::Kind;
use crate::reading::PartySaid;

/// More people are no party but a number of something else.
const MOST: u16 = 99;

/// More people than this are not meant by a bare "for 12".
const MOST_BARE: u16 = 20;

const FOLK: &[Term] = &[
    Term::Adult,
    Term::Child,
    Term::OneChild,
    Term::Guest,
    Term::Companions,
    Term::Kin,
    Term::Room,
    Term::Couples,
];

#[derive(Default)]
struct Said {
    adults: Option<u16>,
    children: Option<u16>,
    guests: Option<u16>,
    party: Option<u16>,
    companions: u16,
    /// The children are some of the guests.
    included: bool,
}

/// Takes the words and numbers of guests. `unnamed` children were named by nothing but their age.
pub(super) fn take(items: &mut Items, unnamed: u16) -> PartySaid {
    let mut said = Said::default();
    if unnamed > 0 {
        said.children = Some(unnamed);
    }
    let mut at = 0;
    while at < items.len() {
        let end = if items.is_used(at) {
            None
        } else {
            counted(items, at, &mut said)
                .or_else(|| bare(items, at, &mut said))
                .or_else(|| uncounted(items, at, &mut said))
        };
        if let Some(end) = end {
            items.take(at..end);
        }
        at = end.unwrap_or(at + 1).max(at + 1);
    }
    said.party()
}

impl Said {
    fn party(&self) -> PartySaid {
        let children = self.children.filter(|n| *n <= MOST);
        let guests = self.guests.map(|guests| {
            let inside = children.filter(|_| self.included).unwrap_or(0);
            guests.saturating_sub(inside)
        });
        let together = (self.companions > 0).then_some(self.companions + 1);
        let adults = self.adults.or(guests).or(together).or(self.party);
        let adults = adults.filter(|n| (1..=MOST).contains(n));
        PartySaid {
            adults: adults.and_then(|n| u8::try_from(n).ok()),
            children: children.and_then(|n| u8::try_from(n).ok()),
        }
    }

    fn add(&mut self, what: Term, count: u16, joined: bool) {
        let to = match what {
            Term::Adult => &mut self.adults,
            Term::Guest => &mut self.guests,
            Term::Couples => {
                self.party = self.party.or(count.checked_mul(2));
                return;
            }
            Term::Companions => {
                self.companions = self.companions.saturating_add(count);
                return;
            }
            Term::Child | Term::OneChild | Term::Kin => {
                self.children = Some(self.children.unwrap_or(0).saturating_add(count));
                return;
            }
            _ => return,
        };
        *to = match *to {
            // "2 women and 1 man"
            Some(known) if joined => Some(known.saturating_add(count)),
            Some(known) => Some(known),
            None => Some(count),
        };
    }
}

/// A number and what it counts: "2 adults", "zwei kleine Kinder".
fn counted(items: &Items, at: usize, said: &mut Said) -> Option<usize> {
    let count = items.count(at)?;
    let article = items.digits(at).is_none() && count == 1;
    let mut unit = at + 1;
    let either = items.is_any(unit, &[Term::Or, Term::To]) || items.is_sign(unit, '-');
    let date = at > 0
        && ['/', '.', '-']
            .iter()
            .any(|sign| items.is_sign(at - 1, *sign));
    let open = either && !date && items.count(unit + 1).is_some_and(|second| count < second);
    if open {
        unit += 2;
    }
    let of_them = items.is(unit, Term::Including);
    unit += usize::from(of_them);
    let plain = items.get(unit).is_some_and(|item| item.terms.is_empty()) && items.width(unit) == 0;
    let sign = items.get(unit).is_some_and(|item| item.kind != Kind::Word);
    if plain && !sign && !article {
        unit += 1;
    }
    let what = items.find(unit, |term| FOLK.contains(&term).then_some(term))?;
    // "Talk to a person" is no party of one.
    let begins = at.checked_sub(1).is_none_or(|before| {
        items.is_any(before, &[Term::For, Term::WeAre, Term::Only, Term::And])
            || items
                .get(before)
                .is_some_and(|item| matches!(item.kind, Kind::Sign(_)))
    });
    let meant = !article || what != Term::Guest || begins;
    // "From the 30th to the 2nd, room for two": a day, and a room.
    let day = what == Term::Room
        && items.before(at, Term::To)
        && at >= 2
        && items.digits(at - 2).is_some();
    if day {
        return None;
    }
    if !open && meant {
        if of_them || items.before(at, Term::Including) || items.is(unit + 1, Term::Including) {
            said.included |= matches!(what, Term::Child | Term::OneChild);
        }
        let joined = items.before(at, Term::And) || at > 0 && items.is_sign(at - 1, '+');
        said.add(what, count, joined);
    }
    Some(unit + 1)
}

/// A number that counts people because of what stands before it: "we are 3", "for two".
fn bare(items: &Items, at: usize, said: &mut Said) -> Option<usize> {
    let we = items.is(at, Term::WeAre);
    if !we && !items.is(at, Term::For) {
        return None;
    }
    let little = we && items.is_any(at + 1, &[Term::To, Term::In, Term::For]);
    // "p/ 2"
    let slash = !little && items.is_sign(at + 1, '/') && !items.is_spaced(at + 1);
    let number = at + 1 + usize::from(little || slash);
    let count = items
        .count(number)
        .filter(|n| (1..=MOST_BARE).contains(n))?;
    let last = items
        .get(number + 1)
        .is_none_or(|item| matches!(item.kind, Kind::Sign(_)));
    let article = items.digits(number).is_none() && count == 1 && !last;
    if article || items.is_used(number) || !ends_there(items, number + 1) {
        return None;
    }
    said.guests = said.guests.or(Some(count));
    Some(number + 1)
}

/// Whether a number is not the beginning of a date or of something counted.
fn ends_there(items: &Items, next: usize) -> bool {
    let Some(item) = items.get(next) else {
        return true;
    };
    let month = |at| {
        items
            .find(at, |term| matches!(term, Term::Month(_)).then_some(()))
            .is_some()
    };
    let sign = matches!(item.kind, Kind::Sign('/' | '.' | '-'))
        && (items.digits(next + 1).is_some() || month(next + 1));
    let range = items.is_any(next, &[Term::To, Term::Until]) && items.count(next + 1).is_some();
    let unit = items.is_any(next, FOLK)
        || items.is_any(
            next,
            &[
                Term::Suffix,
                Term::Night,
                Term::Day,
                Term::Week,
                Term::MonthUnit,
                Term::Clock,
                Term::Measure,
            ],
        );
    let number = matches!(item.kind, Kind::Number(..)) && !item.spaced;
    !(month(next) || items.is(next, Term::Of) && month(next + 1) || sign || range || unit || number)
}

/// People named without a number: "my wife and I", "with a baby", "no kids", "just me".
fn uncounted(items: &Items, at: usize, said: &mut Said) -> Option<usize> {
    if let Some(count) = items.find(at, |term| match term {
        Term::Party(count) => Some(count),
        _ => None,
    }) {
        // "Para mi chica": "para mí" is somebody else.
        if count == 1 && items.is(at + 1, Term::Companion) {
            said.companions = said.companions.saturating_add(1);
            return Some(at + 2);
        }
        said.party = said.party.or(Some(count.into()));
        return Some(at + 1);
    }
    if let Some(count) = items.find(at, |term| match term {
        Term::Children(count) => Some(count),
        _ => None,
    }) {
        said.add(Term::Child, count.into(), false);
        return Some(at + 1);
    }
    if items.is(at, Term::Without) {
        let child =
            (at + 1..at + 3).find(|at| items.is_any(*at, &[Term::Child, Term::OneChild]))?;
        said.children = said.children.or(Some(0));
        return Some(child + 1);
    }
    let joined = is_joined(items, at);
    let parents = items.find(at, |term| match term {
        Term::Adults(count) => Some(count),
        _ => None,
    });
    match parents {
        Some(count) if joined => said.companions = said.companions.saturating_add(count.into()),
        Some(count) => said.adults = said.adults.or(Some(count.into())),
        None if items.is(at, Term::Companion) && joined => {
            said.companions = said.companions.saturating_add(1);
        }
        None if items.is_any(at, &[Term::OneChild, Term::Kin]) && joined => {
            said.add(Term::Kin, 1, true);
        }
        None => return None,
    }
    Some(at + 1)
}

/// Whether the one named at `at` comes along: behind "with" or "and", or before "and me"; "my wife's birthday" does not.
fn is_joined(items: &Items, at: usize) -> bool {
    let me_follows = (items.is(at + 1, Term::And) || items.is_sign(at + 1, ','))
        && (at + 2..at + 4).any(|at| items.is(at, Term::Me));
    // "Io la mia ragazza e un amico"
    let listed = items.is(at + 1, Term::And) || items.is_sign(at + 1, ',');
    if listed && (at.saturating_sub(3)..at).any(|at| items.is(at, Term::Me)) {
        return true;
    }
    let mut back = at;
    // "and my little", "with our"
    for _ in 0..3 {
        let Some(before) = back.checked_sub(1) else {
            break;
        };
        back = before;
        let and = items.is_any(back, &[Term::And, Term::With])
            || items.is_sign(back, '+')
            || items.is_sign(back, '&');
        if and {
            let with = items.is(back, Term::With);
            // What is joined by "and" must be joined to people: "breakfast and my wife" is not.
            let to_people = (back.saturating_sub(3)..back).any(|at| {
                items.is_any(
                    at,
                    &[
                        Term::Me,
                        Term::Companion,
                        Term::Kin,
                        Term::Adult,
                        Term::Child,
                        Term::OneChild,
                        Term::Companions,
                        Term::Guest,
                        Term::WeAre,
                    ],
                ) || items
                    .find(at, |term| {
                        matches!(term, Term::Party(_) | Term::Adults(_)).then_some(())
                    })
                    .is_some()
            });
            return with || to_people || me_follows;
        }
        let list = items.is_sign(back, ',')
            && back.checked_sub(1).is_some_and(|at| {
                items.is_any(at, &[Term::Me, Term::Companion, Term::Kin, Term::Adult])
            });
        if list {
            return true;
        }
        let word = items.get(back).is_some_and(|item| item.kind == Kind::Word);
        if !word {
            break;
        }
    }
    me_follows
}
