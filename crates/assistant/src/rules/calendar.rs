//! Days named without their year, month or week, placed in the calendar.

use super::moment::{Moment, Which};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A stay that only fits by going round to the next year is meant to be this long at most; a longer one has its dates the wrong way round.
const LONGEST_OVER_NEW_YEAR: i32 = 120;

/// So many nights lie between.
pub(super) fn nights(check_in: Date, check_out: Date) -> i32 {
    (check_out - check_in).get_days()
}

/// `days` later, or earlier.
pub(super) fn later(from: Date, days: i64) -> Option<Date> {
    from.checked_add(days.days()).ok()
}

/// The first such day on or after `from`.
fn next_day(from: Date, day: i8) -> Option<Date> {
    (0..=12).find_map(|months: i64| {
        let month = from.first_of_month().checked_add(months.months()).ok()?;
        let date = Date::new(month.year(), month.month(), day).ok()?;
        (date >= from).then_some(date)
    })
}

/// The last such day before `end`.
fn last_day(end: Date, day: i8) -> Option<Date> {
    (0..=12).find_map(|months: i64| {
        let month = end.first_of_month().checked_sub(months.months()).ok()?;
        let date = Date::new(month.year(), month.month(), day).ok()?;
        (date < end).then_some(date)
    })
}

/// The first such day on or after `from`; 29 February may be years away.
fn next_day_month(from: Date, day: i8, month: i8) -> Option<Date> {
    (0..=8).find_map(|years| {
        let date = Date::new(from.year().checked_add(years)?, month, day).ok()?;
        (date >= from).then_some(date)
    })
}

fn last_day_month(end: Date, day: i8, month: i8) -> Option<Date> {
    (0..=8).find_map(|years| {
        let date = Date::new(end.year().checked_sub(years)?, month, day).ok()?;
        (date < end).then_some(date)
    })
}

/// The first such weekday on or after `from`.
fn next_weekday(from: Date, weekday: u8) -> Option<Date> {
    let today = from.weekday().to_monday_zero_offset();
    let ahead = (i64::from(weekday) - i64::from(today)).rem_euclid(7);
    later(from, ahead)
}

/// Monday of the week that `weeks` later.
fn monday(today: Date, weeks: i64) -> Option<Date> {
    let offset = i64::from(today.weekday().to_monday_zero_offset());
    later(today, weeks * 7 - offset)
}

/// Friday and Sunday of a weekend; one that has begun begins today.
pub(super) fn weekend(today: Date, which: Which) -> Option<(Date, Date)> {
    let saturday = today.weekday().to_monday_zero_offset() == 5;
    let friday = if saturday {
        later(today, -1)?
    } else {
        next_weekday(today, 4)?
    };
    let weeks = match which {
        Which::Coming => 0,
        Which::Next => 1,
        Which::AfterNext => 2,
    };
    let friday = later(friday, weeks * 7)?;
    Some((friday.max(today), later(friday, 2)?))
}

/// The arrival, with nothing but today known.
pub(super) fn check_in(moment: Moment, today: Date) -> Option<Date> {
    match moment {
        Moment::On(date) => Some(date).filter(|date| *date >= today),
        Moment::DayMonth(day, month) => next_day_month(today, day, month),
        Moment::Day(day) => next_day(today, day),
        Moment::Weekday(weekday, Which::Coming) => next_weekday(later(today, 1)?, weekday),
        Moment::Weekday(weekday, Which::Next) => later(monday(today, 1)?, weekday.into()),
        Moment::Weekday(weekday, Which::AfterNext) => later(monday(today, 2)?, weekday.into()),
        Moment::Weekend(which) => weekend(today, which).map(|(friday, _)| friday),
        Moment::Nothing => None,
    }
}

/// A weekday of the weekend that begins on `friday`.
pub(super) fn around_weekend(weekday: u8, friday: Date, today: Date) -> Option<Date> {
    next_weekday(later(friday, -2)?.max(today), weekday)
}

/// The departure after `check_in`.
pub(super) fn check_out(moment: Moment, check_in: Date) -> Option<Date> {
    let after = later(check_in, 1)?;
    let date = match moment {
        Moment::On(date) => Some(date),
        Moment::DayMonth(day, month) => next_day_month(after, day, month).filter(|date| {
            date.year() == check_in.year() || nights(check_in, *date) <= LONGEST_OVER_NEW_YEAR
        }),
        Moment::Day(day) => next_day(after, day),
        Moment::Weekday(weekday, which) => {
            // "From next Friday to next Sunday": the second "next" says nothing new.
            let weeks = if which == Which::AfterNext { 7 } else { 0 };
            next_weekday(later(after, weeks)?, weekday)
        }
        Moment::Weekend(_) => {
            let sunday = next_weekday(after, 6)?;
            Some(sunday)
        }
        Moment::Nothing => None,
    }?;
    (date > check_in).then_some(date)
}

/// Both dates, where the arrival lacks what the departure has: "28 to 2 January", "15 to 18 March 2027".
pub(super) fn from_the_end(first: Moment, last: Moment, today: Date) -> Option<(Date, Date)> {
    let before = |end: Date| match first {
        Moment::Day(day) => last_day(end, day),
        Moment::DayMonth(day, month) => last_day_month(end, day, month),
        _ => None,
    };
    match (first, last) {
        (Moment::Day(_), Moment::DayMonth(day, month)) => {
            let end = next_day_month(today, day, month)?;
            let start = before(end)?;
            if start >= today {
                return Some((start, end));
            }
            let end = next_day_month(later(end, 1)?, day, month)?;
            before(end).map(|start| (start, end))
        }
        (Moment::Day(_) | Moment::DayMonth(..), Moment::On(end)) => {
            before(end).map(|start| (start, end))
        }
        _ => None,
    }
}
