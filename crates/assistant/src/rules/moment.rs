//! One day as a guest names it, not yet placed in the calendar.

use super::item::Items;
use super::term::Term;
use super::token::Kind;
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
    while items.is_any(next, &[Term::Suffix, Term::Of, Term::On, Term::From, Term::In])
        && !items.is(next, Term::Next)
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
            items.find(at, |term| matches!(term, Term::Count(1) | Term::Ordinal(_)).then_some(()))
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
        || [',', '.', '('].iter().any(|sign| items.is_sign(date, *sign))
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
    let joint = |at: usize| {
        items.is_any(at, &[Term::To, Term::Until, Term::And]) || items.is_sign(at, '-')
    };
    let is_day = |at: usize| items.find(at, day).is_some();
    let back = |by: usize| at.checked_sub(by);
    let dot = at + 1 + usize::from(items.is_sign(at + 1, '.') || items.is_sign(at + 1, ','));
    let date = dot + usize::from(items.is(dot, Term::On));
    joint(at + 1) && is_day(at + 2)
        || joint(dot) && is_day(dot + 1)
        || back(1).is_some_and(joint) && back(2).is_some_and(is_day)
        || back(2).is_some_and(joint) && back(3).is_some_and(is_day)
        || items.digits(date).is_some() && !items.is_used(date) && absolute(items, date, true).is_some()
}

/// Dates with numbers.
fn absolute(items: &Items, at: usize, marked: bool) -> Option<(Moment, usize)> {
    if items.is_used(at) {
        return None;
    }
    year_first(items, at)
        .or_else(|| day_and_month(items, at))
        .or_else(|| month_and_day(items, at))
        .or_else(|| numeric(items, at))
        .or_else(|| day(items, at, marked))
}

/// 2027-03-15, also with other signs.
fn year_first(items: &Items, at: usize) -> Option<(Moment, usize)> {
    let year = items.digits(at).filter(|_| items.width(at) == 4)?;
    let month = items.digits(separated(items, at + 1)?)?;
    let last = separated(items, at + 3)?;
    let day = items.digits(last)?;
    Some((dated(Some(year), month, day), last + 1))
}

/// Where the number behind a separator at `at` stands.
fn separated(items: &Items, at: usize) -> Option<usize> {
    let sign = ['-', '/', '.'].iter().any(|sign| items.is_sign(at, *sign));
    (sign && items.digits(at + 1).is_some()).then_some(at + 1)
}

/// "15 March", "15th of March 2027", "15. März", "1er mai", "primo maggio".
fn day_and_month(items: &Items, at: usize) -> Option<(Moment, usize)> {
    let day = day_number(items, at)?;
    let mut next = at + 1;
    while items.is_any(next, &[Term::Suffix, Term::Of])
        || items.is(next, Term::On) && items.find(next + 1, month).is_some()
        || ['.', '-', '/', '°'].iter().any(|sign| items.is_sign(next, *sign))
    {
        next += 1;
        if next > at + 4 {
            return None;
        }
    }
    let month = items.find(next, month)?;
    let (year, end) = year(items, next + 1);
    Some((dated(year, month.unsigned_abs().into(), day), end))
}

/// "March 15", "March the 15th, 2027".
fn month_and_day(items: &Items, at: usize) -> Option<(Moment, usize)> {
    let month = items.find(at, month)?;
    let mut next = at + 1;
    while items.is(next, Term::On) || items.is_sign(next, '.') {
        next += 1;
    }
    if items.is_used(next) || items.width(next) > 2 {
        return None;
    }
    let day = items.digits(next).or_else(|| ordinal(items, next))?;
    let (_, mut end) = (day, next + 1);
    while items.is(end, Term::Suffix) {
        end += 1;
    }
    let (own_year, end) = year(items, end);
    let year = own_year.or_else(|| year_of_range(items, end));
    Some((dated(year, month.unsigned_abs().into(), day), end))
}

/// The year behind the other day of a range that begins before `at`: "March 15-18, 2028".
fn year_of_range(items: &Items, at: usize) -> Option<u16> {
    let joint = items.is_sign(at, '-') || items.is_any(at, &[Term::To, Term::Until]);
    let day = items.digits(at + 1).filter(|_| joint && items.width(at + 1) <= 2)?;
    let end = at + 2 + usize::from(items.is(at + 2, Term::Suffix));
    year(items, end).0.filter(|_| day > 0)
}

/// 15/3, 15.3., 15-03, 15/03/27; m/d only where d/m is impossible.
fn numeric(items: &Items, at: usize) -> Option<(Moment, usize)> {
    let first = items.digits(at).filter(|_| items.width(at) <= 2)?;
    let sign = ['-', '/', '.']
        .into_iter()
        .find(|sign| items.is_sign(at + 1, *sign))?;
    let second = items
        .digits(at + 2)
        .filter(|_| items.width(at + 2) <= 2 && !items.is_used(at + 2))?;
    let spaced = items.is_spaced(at + 1) || items.is_spaced(at + 2);
    let year_at = at + 4;
    let same = items.is_sign(at + 3, sign)
        && !items.is_spaced(year_at)
        && matches!(items.width(year_at), 2 | 4);
    let year = items.digits(year_at).filter(|_| same && !items.is_used(year_at));
    let followed = |at: usize| {
        items.find(at, month).is_some() || items.is(at, Term::Of) && items.find(at + 1, month).is_some()
    };
    let dot = at + 3 + usize::from(items.is_sign(at + 3, '.'));
    // "15/18 March" and "15.-18. März" name two days of a month.
    if followed(at + 3) || followed(dot) {
        return None;
    }
    let fits = match sign {
        '/' => !spaced,
        // "15. 3." with a space, if the second dot stands too.
        '.' => !spaced || items.is_sign(at + 3, '.') && !items.is_spaced(at + 1),
        // "15-18" are two days; "15-03" is one.
        _ => {
            let month = second <= 12 && items.width(at) == 2 && first > second;
            let sure = items.width(at + 2) == 2 || has_a_twin(items, at);
            !spaced && (year.is_some() || month && sure)
        }
    };
    if !fits {
        return None;
    }
    let (day, month) = if second > 12 && first <= 12 && sign != '.' {
        (second, first)
    } else {
        (first, second)
    };
    if sign == '.' && !(1..=12).contains(&month) {
        return None;
    }
    let end = match year {
        Some(_) => year_at + 1,
        None => at + 3,
    };
    let end = end + usize::from(items.is_sign(end, '.') && !items.is_spaced(end));
    let year = year.map(|year| if year < 100 { year + 2000 } else { year });
    Some((dated(year, month, day), end))
}

/// Whether the pair of numbers at `at` is one of two, as in "15-3 to 18-3": then they are day and month, and not two days.
fn has_a_twin(items: &Items, at: usize) -> bool {
    let pair = |at: usize| {
        items.digits(at).is_some() && items.is_sign(at + 1, '-') && items.digits(at + 2).is_some()
    };
    let joint = |at: usize| items.is_any(at, &[Term::To, Term::Until]);
    let before = |by: usize| at.checked_sub(by);
    joint(at + 3) && pair(at + 4)
        || before(1).is_some_and(joint) && before(4).is_some_and(pair)
}

/// "The 15th", "el 15".
fn day(items: &Items, at: usize, marked: bool) -> Option<(Moment, usize)> {
    let day = match items.digits(at) {
        Some(day) if items.width(at) <= 2 => day,
        Some(_) => return None,
        None => ordinal(items, at).filter(|_| marked)?,
    };
    let mut end = at + 1;
    let suffix = items.is(end, Term::Suffix) && !items.is_spaced(end);
    if suffix {
        end += 1;
    } else if items.is_sign(end, '.') || items.is_sign(end, '°') {
        end += usize::from(!items.is_spaced(end));
    }
    // "The first weekend of May"
    let counts = items.is_any(
        end,
        &[Term::Weekend, Term::Week, Term::MonthUnit, Term::Day, Term::Night],
    ) || items.find(end, weekday_term).is_some() && items.digits(at).is_none();
    if counts || !(1..=31).contains(&day) || !(marked || suffix) {
        return None;
    }
    Some((Moment::Day(i8::try_from(day).ok()?), end))
}

fn day_number(items: &Items, at: usize) -> Option<u16> {
    match items.digits(at) {
        Some(day) => (items.width(at) <= 2).then_some(day),
        None => ordinal(items, at).or_else(|| items.count(at)),
    }
}

fn ordinal(items: &Items, at: usize) -> Option<u16> {
    items.find(at, |term| match term {
        Term::Ordinal(day) => Some(u16::from(day)),
        _ => None,
    })
}

fn month(term: Term) -> Option<i8> {
    match term {
        Term::Month(month) => Some(month),
        _ => None,
    }
}

/// A year of four digits at `at`, behind "of" or a comma too; and where the date ends then.
fn year(items: &Items, at: usize) -> (Option<u16>, usize) {
    let dot = usize::from(items.is_sign(at, '.') && !items.is_spaced(at));
    let little = usize::from(
        items.is(at + dot, Term::Of)
            || [',', '-', '/'].iter().any(|sign| items.is_sign(at + dot, *sign)),
    );
    let said = at + dot + little;
    match items.digits(said) {
        Some(year) if items.width(said) == 4 && (2000..2200).contains(&year) => {
            (Some(year), said + 1)
        }
        _ => (None, at + dot),
    }
}

fn dated(year: Option<u16>, month: u16, day: u16) -> Moment {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return Moment::Nothing;
    };
    let date = |year| Date::new(year, month, day).ok();
    match year {
        Some(year) => i16::try_from(year)
            .ok()
            .and_then(date)
            .map_or(Moment::Nothing, Moment::On),
        // A leap year has every day there is.
        None if date(2028).is_some() => Moment::DayMonth(day, month),
        None => Moment::Nothing,
    }
}

/// Whether a number at `at` is the first of two days: "15 to 18", "15-18 March".
pub(super) fn begins_range(items: &Items, at: usize) -> bool {
    if items.digits(at).is_none() && ordinal(items, at).is_none() || items.is_used(at) {
        return false;
    }
    let mut joint = at + 1;
    while items.is_sign(joint, '.') || items.is(joint, Term::Suffix) {
        joint += 1;
    }
    let dash = items.is_sign(joint, '-') || items.is_sign(joint, '/');
    let and = items.is(joint, Term::And);
    let word = items.is_any(joint, &[Term::To, Term::Until]);
    if !(dash || word || and) {
        return false;
    }
    let mut second = joint + 1;
    while items.is_any(second, &[Term::On, Term::Until, Term::To]) || items.find(second, weekday_term).is_some() {
        second += 1;
    }
    if items.is_used(second) {
        return false;
    }
    let month_follows = day_and_month(items, second).is_some();
    let number = items.digits(second).filter(|_| items.width(second) <= 2);
    let plain = number.is_some_and(|second| (1..=31).contains(&second));
    // A bare "2-3" may be anything; "15-18" are days.
    let days = number.max(items.digits(at)).is_some_and(|most| most >= 10);
    month_follows
        || word && (plain || items.find(second, month).is_some() || ordinal(items, second).is_some())
        || dash && plain && days && !items.is_sign(joint, '/')
        || dash && numeric(items, second).is_some()
}

fn weekday_term(term: Term) -> Option<()> {
    matches!(term, Term::Weekday(_)).then_some(())
}

/// Whether the item names a kind at all, for what only asks that.
pub(super) fn is_number(items: &Items, at: usize) -> bool {
    items
        .get(at)
        .is_some_and(|item| matches!(item.kind, Kind::Number(..)))
}
