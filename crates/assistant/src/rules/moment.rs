//! One day as a guest names it, not yet placed in the calendar: words such as "tomorrow" here, numbers in [`super::written`].

use super::item::Items;
use super::term::Term;
use super::token::Kind;
use super::written::{absolute, month, ordinal};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

/// Which of several: the coming one, that of the next week, that of the week after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The nearest one.
    Coming,
    /// Of the next week.
    Next,
    /// Of the week after the next.
    AfterNext,
}

/// A day as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// A certain day.
    On(Date),
    /// Day and month without a year.
    DayMonth(i8, i8),
    /// A day of some month.
    Day(i8),
    /// 0 is Monday.
    Weekday(u8, Which),
    /// Friday to Sunday.
    Weekend(Which),
    /// Said, but no such day exists.
    Nothing,
}

/// The moment that begins at `at`, and where it ends. A bare number is a day only if `marked`: something before it says so.
pub(super) fn at(items: &Items, at: usize, marked: bool, today: Date) -> Option<(Moment, usize)> {
    if items.is_used(at) {
        return None;
    }
    relative(items, at, today)
        .or_else(|| of_next_month(items, at, today))
        .or_else(|| named(items, at, today))
        .or_else(|| absolute(items, at, marked))
}

/// "Tomorrow", "in two weeks".
fn relative(items: &Items, at: usize, today: Date) -> Option<(Moment, usize)> {
    if let Some(days) = items.find(at, |term| match term {
        Term::Overmorrow => Some(2),
        Term::Tomorrow => Some(1),
        Term::Today | Term::Tonight => Some(0),
        _ => None,
    }) {
        // "heute in zwei Wochen"
        if days == 0
            && items.is(at + 1, Term::In)
            && let Some(found) = relative(items, at + 1, today)
        {
            return Some(found);
        }
        return Some((on(today, days.days()), at + 1));
    }
    let begins = items.is(at, Term::In);
    let from = at + usize::from(begins);
    let (span, end) = span(items, from)?;
    if begins {
        Some((on(today, span), end))
    } else {
        from_now(items, end).map(|end| (on(today, span), end))
    }
}

/// "From now", "from today" at `at`, and where it ends.
pub(super) fn from_now(items: &Items, at: usize) -> Option<usize> {
    if items.is(at, Term::FromNow) {
        Some(at + 1)
    } else if items.is(at, Term::From) && items.is(at + 1, Term::Today) {
        Some(at + 2)
    } else {
        None
    }
}

/// "The 5th of next month", "el 5 del mes que viene".
fn of_next_month(items: &Items, at: usize, today: Date) -> Option<(Moment, usize)> {
    let day = match items.digits(at) {
        Some(day) => (items.width(at) <= 2).then_some(day)?,
        None => ordinal(items, at)?,
    };
    let mut next = at + 1;
    while items.is_any(
        next,
        &[Term::Suffix, Term::Of, Term::On, Term::From, Term::In],
    ) && !items.is(next, Term::Next)
        || items.is_sign(next, '.')
    {
        next += 1;
    }
    let pair = |one, other| items.is(next, one) && items.is(next + 1, other);
    let later = if pair(Term::Next, Term::MonthUnit) || pair(Term::MonthUnit, Term::Next) {
        1
    } else if pair(Term::This, Term::MonthUnit) {
        0
    } else {
        return None;
    };
    let month = today.first_of_month().checked_add(later.months()).ok()?;
    let day = i8::try_from(day).ok()?;
    let date = Date::new(month.year(), month.month(), day);
    Some((date.map_or(Moment::Nothing, Moment::On), next + 2))
}

fn on(today: Date, span: Span) -> Moment {
    today.checked_add(span).map_or(Moment::Nothing, Moment::On)
}

/// "Two weeks", "a month".
fn span(items: &Items, at: usize) -> Option<(Span, usize)> {
    let fused = items.find(at, |term| match term {
        Term::Days(n) => Some(i64::from(n).days()),
        Term::Weeks(n) => Some(i64::from(n).weeks()),
        Term::Months(n) => Some(i64::from(n).months()),
        _ => None,
    });
    if let Some(span) = fused {
        return Some((span, at + 1));
    }
    let (count, unit) = match items.count(at) {
        Some(count) => (i64::from(count.min(366)), at + 1),
        // Arabic: بعد أسبوع, with no number for one.
        None => (1, at),
    };
    let span = items.find(unit, |term| match term {
        Term::Day => Some(count.days()),
        Term::Week => Some(count.weeks()),
        Term::MonthUnit => Some(count.months()),
        _ => None,
    })?;
    Some((span, unit + 1))
}

/// Weekdays and weekends with what stands before and behind them, and a weekday that only comes with a date.
fn named(items: &Items, at: usize, today: Date) -> Option<(Moment, usize)> {
    let (before, from) = match items.find(at, which) {
        Some(which) => (Some(which), at + 1),
        None => (None, at),
    };
    if items.is(from, Term::Weekend) {
        let behind = items.find(from + 1, which);
        let end = from + 1 + usize::from(behind.is_some());
        let of_month = items.is_any(end, &[Term::Of, Term::On, Term::In])
            && items.find(end + 1, month).is_some();
        // "A weekend", "the first weekend of May": some other one than the coming.
        let some = at.checked_sub(1).is_some_and(|at| {
            items
                .find(at, |term| {
                    matches!(term, Term::Count(1) | Term::Ordinal(_)).then_some(())
                })
                .is_some()
        });
        return Some(match behind.or(before) {
            None if of_month || some => (Moment::Nothing, end),
            which => (Moment::Weekend(which.unwrap_or(Which::Coming)), end),
        });
    }
    let day = weekday(items, from)?;
    let mut date = from + 1;
    while items.is(date, Term::On)
        || [',', '.', '(']
            .iter()
            .any(|sign| items.is_sign(date, *sign))
        || items.is(date, Term::Of) && !items.is(date, Term::To)
    {
        date += 1;
    }
    if let Some((moment, end)) = absolute(items, date, true) {
        return Some((moment, end));
    }
    if date == from + 1
        && before.is_none()
        && let Some((Moment::On(said), end)) = relative(items, date, today)
        && said != today
    {
        return Some((Moment::On(said), end));
    }
    let behind = items.find(from + 1, which);
    let which = behind.or(before).unwrap_or(Which::Coming);
    let end = from + 1 + usize::from(behind.is_some());
    Some((Moment::Weekday(day, which), end))
}

fn which(term: Term) -> Option<Which> {
    match term {
        Term::This => Some(Which::Coming),
        Term::Next => Some(Which::Next),
        Term::AfterNext => Some(Which::AfterNext),
        _ => None,
    }
}

/// A weekday; a short form that is also another word only beside another weekday or a date.
fn weekday(items: &Items, at: usize) -> Option<u8> {
    items.find(at, |term| match term {
        Term::Weekday(day) => Some(day),
        Term::Short(day) if short_is_meant(items, at) => Some(day),
        _ => None,
    })
}

fn short_is_meant(items: &Items, at: usize) -> bool {
    let day = |term| matches!(term, Term::Short(_) | Term::Weekday(_)).then_some(());
    let joint =
        |at: usize| items.is_any(at, &[Term::To, Term::Until, Term::And]) || items.is_sign(at, '-');
    let is_day = |at: usize| items.find(at, day).is_some();
    let back = |by: usize| at.checked_sub(by);
    let dot = at + 1 + usize::from(items.is_sign(at + 1, '.') || items.is_sign(at + 1, ','));
    let date = dot + usize::from(items.is(dot, Term::On));
    joint(at + 1) && is_day(at + 2)
        || joint(dot) && is_day(dot + 1)
        || back(1).is_some_and(joint) && back(2).is_some_and(is_day)
        || back(2).is_some_and(joint) && back(3).is_some_and(is_day)
        || items.digits(date).is_some()
            && !items.is_used(date)
            && absolute(items, date, true).is_some()
}

/// Whether a number in digits stands at `at`.
pub(super) fn is_number(items: &Items, at: usize) -> bool {
    items
        .get(at)
        .is_some_and(|item| matches!(item.kind, Kind::Number(..)))
}
