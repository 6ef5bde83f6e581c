//! Dates, nights and guests in words.

use super::bundles::say;
use crate::flow::{Party, Stay};
use crate::language::Language;
use jiff::civil::Date;

/// A date that cannot be misread: weekday, day, month in letters, year.
pub(super) fn date(day: Date, language: Language) -> String {
    let weekday = day.weekday().to_monday_one_offset();
    let args = [
        (
            "weekday",
            say(language, &format!("weekday-{weekday}"), &[]).into(),
        ),
        ("day", day.day().to_string().into()),
        ("month", month(day, language).into()),
        ("year", day.year().to_string().into()),
    ];
    say(language, "date", &args)
}

/// A day of a month, as a guest may write it.
pub(super) fn day(day: Date, language: Language) -> String {
    let args = [
        ("day", day.day().to_string().into()),
        ("month", month(day, language).into()),
    ];
    say(language, "date-short", &args)
}

fn month(day: Date, language: Language) -> String {
    say(language, &format!("month-{}", day.month()), &[])
}

/// "3 nights".
pub(super) fn nights(nights: u16, language: Language) -> String {
    say(language, "nights", &[("nights", nights.into())])
}

/// "2 guests", "2 adults and 1 child".
pub(super) fn guests(party: Party, language: Language) -> String {
    if party.children() == 0 {
        return say(language, "party", &[("guests", party.guests().into())]);
    }
    let adults = say(language, "adults", &[("adults", party.adults().into())]);
    let children = [("children", party.children().into())];
    let children = say(language, "children", &children);
    let both = [("adults", adults.into()), ("children", children.into())];
    say(language, "guests", &both)
}

/// "Thursday, 10 December 2026 – Saturday, 12 December 2026".
pub(super) fn stay(stay: Stay, language: Language) -> String {
    let args = [
        ("from", date(stay.check_in(), language).into()),
        ("to", date(stay.check_out(), language).into()),
    ];
    say(language, "stay", &args)
}
