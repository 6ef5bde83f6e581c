//! Numbers that are neither days nor guests: hours, prices, ages, telephone numbers. They are taken out first, so that what is left may
//! be read boldly.

use super::item::Items;
use super::term::Term;
use super::token::Kind;

/// Digits of a telephone number, a booking number.
const LONG_NUMBER: usize = 5;

const CHILDREN: &[Term] = &[Term::Child, Term::OneChild, Term::Kin];
const COUNTED: &[Term] = &[
    Term::Night,
    Term::Day,
    Term::Week,
    Term::MonthUnit,
    Term::Adult,
    Term::Child,
    Term::OneChild,
    Term::Guest,
    Term::Room,
];

/// Takes hours, prices and long numbers. Returns whether there was an hour.
pub(super) fn take_hours_and_prices(items: &mut Items) -> bool {
    let mut hours = false;
    for at in 0..items.len() {
        let Some(Kind::Number(value, width)) = items.get(at).map(|item| item.kind) else {
            continue;
        };
        if width >= LONG_NUMBER || value.is_none() {
            items.take(at..at + 1);
            continue;
        }
        hours |= items.is_sign(at + 1, ':') || items.is(at + 1, Term::Clock);
        let small = value.is_some_and(|value| value <= 24);
        let end = if items.is_sign(at + 1, ':') && items.digits(at + 2).is_some() {
            // 15:30, with or without what comes behind.
            at + 3
        } else if items.is(at + 1, Term::Clock) {
            // 18h30.
            at + if items.digits(at + 2).is_some() && !items.is_spaced(at + 2) {
                3
            } else {
                2
            }
        } else if is_decimal(items, at) && items.is_any(at + 3, &[Term::Clock, Term::Measure]) {
            at + 4
        } else if items.is(at + 1, Term::Measure) || is_money(items, at + 1) {
            at + 2
        } else if at.checked_sub(1).is_some_and(|at| is_money(items, at)) {
            at + 1
        } else if small && items.before(at, Term::AtHour) && stands_alone(items, at + 1) {
            hours = true;
            at + 1
        } else {
            continue;
        };
        items.take(at..end);
    }
    hours
}

/// `15.30` or `15,30`.
fn is_decimal(items: &Items, at: usize) -> bool {
    (items.is_sign(at + 1, '.') || items.is_sign(at + 1, ','))
        && !items.is_spaced(at + 2)
        && items.digits(at + 2).is_some()
}

fn is_money(items: &Items, at: usize) -> bool {
    matches!(
        items.get(at).map(|item| item.kind),
        Some(Kind::Sign('€' | '$' | '£' | '%' | '*' | '#'))
    )
}

/// Whether what follows a number neither makes a date of it nor is counted by it.
fn stands_alone(items: &Items, next: usize) -> bool {
    let month = |at| items.find(at, is_month).is_some();
    let of_month = items.is(next, Term::Of) && month(next + 1);
    let sign = ['/', '.', '-']
        .iter()
        .any(|sign| items.is_sign(next, *sign))
        && (items.digits(next + 1).is_some() || month(next + 1));
    let counted =
        items.is_any(next, COUNTED) || items.is_any(next, &[Term::Suffix, Term::To, Term::Until]);
    !(month(next) || of_month || sign || counted)
}

fn is_month(term: Term) -> Option<()> {
    matches!(term, Term::Month(_)).then_some(())
}

/// Takes ages. Returns how many children were named by nothing but their age: "and a 6 year old".
pub(super) fn take_ages(items: &mut Items) -> u16 {
    let mut unnamed = 0;
    for at in 0..items.len() {
        if items.is(at, Term::Year)
            && at
                .checked_sub(1)
                .is_some_and(|at| items.count(at).is_some())
        {
            let number = at.saturating_sub(1);
            let first = first_of_list(items, number);
            let named = (at + 1..at + 3).any(|at| items.is_any(at, CHILDREN));
            let article = items.find(first.saturating_sub(1), |term| {
                (term == Term::Count(1)).then_some(())
            });
            if article.is_some() && first > 0 && !named {
                unnamed += 1;
                items.take(first - 1..first);
            }
            items.take(first..at + 1);
        }
        if items.is(at, Term::Aged) {
            let end = end_of_list(items, at + 1);
            items.take(at..end);
        }
        if items.is_any(at, CHILDREN) {
            take_ages_behind(items, at + 1);
        }
    }
    unnamed
}

/// Ages behind the word for children: "(6 and 8)", "de 5 y 8", "4 & 7".
fn take_ages_behind(items: &mut Items, at: usize) {
    if items.is_sign(at, '(') {
        let end = end_of_list(items, at + 1);
        if items.is_sign(end, ')') || items.get(end).is_none() || items.is(end, Term::Year) {
            items.take(at..end);
        }
        return;
    }
    let from = at + usize::from(items.is(at, Term::Of));
    let end = end_of_list(items, from);
    let of = from > at;
    let numbers = (from..end).filter(|at| items.digits(*at).is_some()).count();
    if numbers > 0 && (of || numbers > 1) && stands_alone(items, end) {
        items.take(at..end);
    }
}

/// Where a list of numbers ends that begins at `at`.
fn end_of_list(items: &Items, at: usize) -> usize {
    let mut end = at;
    let mut next = at;
    while let Some(item) = items.get(next) {
        let number = matches!(item.kind, Kind::Number(..)) || items.is(next, Term::Year);
        let joint = items.is_any(next, &[Term::And, Term::Or, Term::Of])
            || matches!(item.kind, Kind::Sign(',' | '&' | '+' | '/'));
        let word_number = items.count(next).is_some();
        if number || word_number {
            end = next + 1;
        } else if !joint {
            break;
        }
        next += 1;
    }
    // The last number may count something: "kids 4 and 7, 2 nights".
    if end > at && items.is_any(end, COUNTED) {
        let mut back = end.saturating_sub(1);
        while back > at && items.count(back.saturating_sub(1)).is_none() {
            back -= 1;
        }
        return back.max(at);
    }
    end
}

/// Where a list of numbers begins that ends with the one at `last`.
fn first_of_list(items: &Items, last: usize) -> usize {
    let mut first = last;
    while first >= 2
        && (items.is(first - 1, Term::And)
            || items.is_sign(first - 1, ',')
            || items.is_sign(first - 1, '&'))
        && items.digits(first - 2).is_some()
    {
        first -= 2;
    }
    first
}
