//! Days written with numbers or the names of months.

use super::item::Items;
use super::moment::Moment;
use super::term::Term;
use jiff::civil::Date;

/// Dates with numbers.
pub(super) fn absolute(items: &Items, at: usize, marked: bool) -> Option<(Moment, usize)> {
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
        || ['.', '-', '/', '°']
            .iter()
            .any(|sign| items.is_sign(next, *sign))
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
    let day = items
        .digits(at + 1)
        .filter(|_| joint && items.width(at + 1) <= 2)?;
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
    let year = items
        .digits(year_at)
        .filter(|_| same && !items.is_used(year_at));
    let followed = |at: usize| {
        items.find(at, month).is_some()
            || items.is(at, Term::Of) && items.find(at + 1, month).is_some()
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
    joint(at + 3) && pair(at + 4) || before(1).is_some_and(joint) && before(4).is_some_and(pair)
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
        &[
            Term::Weekend,
            Term::Week,
            Term::MonthUnit,
            Term::Day,
            Term::Night,
        ],
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

pub(super) fn ordinal(items: &Items, at: usize) -> Option<u16> {
    items.find(at, |term| match term {
        Term::Ordinal(day) => Some(u16::from(day)),
        _ => None,
    })
}

/// The month that a word names.
pub(super) fn month(term: Term) -> Option<i8> {
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
            || [',', '-', '/']
                .iter()
                .any(|sign| items.is_sign(at + dot, *sign)),
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
    while items.is_any(second, &[Term::On, Term::Until, Term::To])
        || items.find(second, weekday_term).is_some()
    {
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
        || word
            && (plain || items.find(second, month).is_some() || ordinal(items, second).is_some())
        || dash && plain && days && !items.is_sign(joint, '/')
        || dash && numeric(items, second).is_some()
}

fn weekday_term(term: Term) -> Option<()> {
    matches!(term, Term::Weekday(_)).then_some(())
}
