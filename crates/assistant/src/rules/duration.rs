//! How many nights were said.

use super::item::Items;
use super::moment;
use super::term::Term;

/// The longest stay.
pub(super) const MOST_NIGHTS: u16 = 365;

/// Takes every span of nights, days or weeks that is no "in two weeks", and returns the nights of the best one: nights said as nights
/// before weeks and days; and whether they were said as nights.
pub(super) fn take_nights(items: &mut Items) -> (Option<u16>, bool) {
    let mut nights = None;
    let mut roughly = None;
    let mut at = 0;
    while at < items.len() {
        let Some(span) = span_at(items, at) else {
            at += 1;
            continue;
        };
        if span.relative {
            at = span.end;
            continue;
        }
        items.take(at..span.end);
        let valid = span.nights.filter(|n| (1..=MOST_NIGHTS).contains(n));
        if span.in_nights {
            nights = nights.or(valid);
        } else {
            roughly = roughly.or(valid);
        }
        at = span.end;
    }
    (nights.or(roughly), nights.is_some())
}

/// One night, where a night and no number is named: "for tonight", "only Friday night". Without the "for" it may be the first of many.
pub(super) fn that_night(items: &Items) -> Option<u16> {
    let begins = (0..items.len()).filter(|at| items.is_any(*at, &[Term::For, Term::Only]));
    begins
        .map(|at| {
            let mut day = at + 1;
            while items.is_any(day, &[Term::On, Term::This, Term::For]) && !is_day(items, day) {
                day += 1;
            }
            day
        })
        .any(|day| {
            let night = |at| items.is_any(at, &[Term::NightTime, Term::Night, Term::Per]);
            let mut of = day + 1;
            while items.is_any(of, &[Term::Of, Term::On, Term::From]) && !is_day(items, of) {
                of += 1;
            }
            items.is(day, Term::Tonight)
                || is_day(items, day) && (night(day) || night(day + 1))
                || night(day) && is_day(items, of)
        })
        .then_some(1)
}

fn is_day(items: &Items, at: usize) -> bool {
    let day = |term| match term {
        Term::Weekday(_) | Term::Tomorrow | Term::Overmorrow | Term::Today => Some(()),
        _ => None,
    };
    items.find(at, day).is_some()
}

struct Span {
    end: usize,
    /// `None`: said, but not as a number ("one night more", "2 or 3 nights").
    nights: Option<u16>,
    in_nights: bool,
    /// The span has to pass before the stay, so it belongs to a date.
    relative: bool,
}

fn span_at(items: &Items, at: usize) -> Option<Span> {
    if items.is_used(at) {
        return None;
    }
    let certain = |end, nights, in_nights| {
        Some(Span {
            end,
            nights,
            in_nights,
            relative: false,
        })
    };
    // "For a night", "pour la nuit"; without the "for" it is the unit of a price.
    if items.is(at, Term::Per) {
        return certain(at + 1, items.before(at, Term::For).then_some(1), true);
    }
    if items.is(at, Term::For) && items.is(at + 1, Term::On) && items.is(at + 2, Term::Night) {
        return certain(at + 3, Some(1), true);
    }
    if items.is(at, Term::More) {
        let unit = (at + 1..at + 3).find(|at| items.is_any(*at, &[Term::Night, Term::Day]))?;
        return certain(unit + 1, None, true);
    }
    if let Some((nights, in_nights)) = items.find(at, fused) {
        return Some(Span {
            end: at + 1,
            nights: Some(nights),
            in_nights,
            relative: !in_nights && is_relative(items, at, at + 1),
        });
    }
    if items.is(at, Term::Night) {
        // Arabic puts the one behind: ليلة واحدة.
        let one = items.find(at + 1, |term| (term == Term::Count(1)).then_some(()));
        let counts = items.is_any(at + 2, &[Term::Adult, Term::Child, Term::Guest, Term::Room]);
        return match one {
            Some(()) if !counts => certain(at + 2, Some(1), true),
            _ => None,
        };
    }
    let count = items.count(at)?;
    let mut unit = at + 1;
    let mut open = false;
    let between = items.is_any(unit, &[Term::Or, Term::To]) || items.is_sign(unit, '-');
    if between && items.count(unit + 1).is_some() {
        (unit, open) = (unit + 2, true);
    }
    if items.is(unit, Term::More) {
        (unit, open) = (unit + 1, true);
    }
    // "3 lovely nights"
    if items.get(unit).is_some_and(|item| item.terms.is_empty())
        && items.width(unit) == 0
        && !items.is_sign(unit, ',')
    {
        unit += 1;
    }
    let (factor, in_nights) = items.find(unit, unit_of)?;
    let end = unit + 1;
    open |= items.is(end, Term::More);
    let relative = !in_nights && is_relative(items, at, end);
    Some(Span {
        end,
        nights: count.checked_mul(factor).filter(|_| !open),
        in_nights,
        relative,
    })
}

/// The nights in one of the unit, and whether it is a night.
fn unit_of(term: Term) -> Option<(u16, bool)> {
    match term {
        Term::Night => Some((1, true)),
        Term::Day => Some((1, false)),
        Term::Week => Some((7, false)),
        Term::MonthUnit => Some((30, false)),
        _ => None,
    }
}

fn fused(term: Term) -> Option<(u16, bool)> {
    match term {
        Term::Nights(n) => Some((n.into(), true)),
        Term::Days(n) => Some((n.into(), false)),
        Term::Weeks(n) => Some((u16::from(n) * 7, false)),
        Term::Months(n) => Some((u16::from(n) * 30, false)),
        _ => None,
    }
}

/// "In two weeks", "two weeks from now".
fn is_relative(items: &Items, at: usize, end: usize) -> bool {
    let stay = items.before(at, Term::For) && !items.before(at, Term::In);
    !stay && (moment::from_now(items, end).is_some() || items.before(at, Term::In))
}
