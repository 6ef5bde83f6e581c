//! Every line's words.

use super::bundles::say;
use super::dates::{date, day, guests, nights, stay};
use super::money::money;
use super::rooms;
use crate::flow::{Line, NoRoom, Search, Summary, Why};
use crate::language::Language;
use domain::reservation::Reservation;
use fluent_bundle::FluentValue;

/// The words of a line.
pub(super) fn line(it: &Line, language: Language) -> String {
    let plain = |key: &str| say(language, key, &[]);
    let with = |key: &str, name: &str, value: FluentValue<'_>| say(language, key, &[(name, value)]);
    match it {
        Line::House(words) => words.clone(),
        Line::Welcome { house } => with("welcome", "house", house.as_str().into()),
        Line::Assistant => plain("assistant"),
        Line::Menu => plain("menu"),
        Line::AnythingElse => plain("anything-else"),
        Line::AskDates(example) => {
            let args = [
                ("from", day(example.check_in(), language).into()),
                ("to", day(example.check_out(), language).into()),
            ];
            say(language, "ask-dates", &args)
        }
        Line::AskCheckOut(start) => with("ask-check-out", "date", date(*start, language).into()),
        Line::AskCheckIn => plain("ask-check-in"),
        Line::AskGuests => plain("ask-guests"),
        Line::Wait => plain("wait"),
        Line::WaitBooking => plain("wait-booking"),
        Line::RoomsFree(search) => searched("rooms-free", search, language),
        Line::UsualParty(party) => with("usual-party", "guests", guests(*party, language).into()),
        Line::RoomNotFree { room } => with("room-not-free", "room", room.as_str().into()),
        Line::RoomGone { room } => with("room-gone", "room", room.as_str().into()),
        Line::NoRoom(reason, search) => no_room(*reason, search, language),
        Line::Room(search, offer) => {
            let mut lines = vec![offer.name.clone()];
            lines.push(searched("stay-line", search, language));
            lines.extend(rooms::prices(offer, language));
            lines.join("\n")
        }
        Line::AskFirstName => plain("ask-first-name"),
        Line::AskLastName { first } => with("ask-last-name", "first", first.as_str().into()),
        Line::AskEmail => plain("ask-email"),
        Line::WrongName => plain("wrong-name"),
        Line::WrongEmail => plain("wrong-email"),
        Line::Summary(it) => {
            let lines = [
                plain("summary"),
                summary(it, language),
                plain("summary-confirm"),
            ];
            lines.join("\n\n")
        }
        Line::PriceChanged => plain("price-changed"),
        Line::AskChange => plain("ask-change"),
        Line::NothingBooked => plain("nothing-booked"),
        Line::Confirmed {
            reference,
            summary: it,
        } => {
            let booked = with("confirmed", "reference", reference.as_str().into());
            [booked, summary(it, language), plain("confirmed-closing")].join("\n\n")
        }
        Line::AlreadyBooked { reference } => {
            with("already-booked", "reference", reference.as_str().into())
        }
        Line::NoReservations => plain("no-reservations"),
        Line::Reservations(found) => {
            let heading = with("reservations", "count", found.len().into());
            let all = found.iter().map(|it| reservation(it, language));
            std::iter::once(heading)
                .chain(all)
                .collect::<Vec<_>>()
                .join("\n\n")
        }
        Line::Offer(why) => offer(*why, language),
        Line::GoOn => plain("go-on"),
        Line::NotUnderstood => plain("not-understood"),
        Line::ReachPerson => plain("reach-person"),
        Line::OldButton => plain("old-button"),
        Line::Past => plain("past"),
        Line::TooLong { nights: most } => with("too-long", "nights", (*most).into()),
        Line::TooFar { last } => with("too-far", "date", date(*last, language).into()),
        Line::TooMany { guests } => with("too-many", "guests", (*guests).into()),
        Line::Welcomed => plain("welcomed"),
        Line::Goodbye => plain("goodbye"),
    }
}

fn searched(key: &str, search: &Search, language: Language) -> String {
    let args = [
        ("stay", stay(search.stay, language).into()),
        ("nights", nights(search.stay.nights(), language).into()),
        ("guests", guests(search.who.party(), language).into()),
    ];
    say(language, key, &args)
}

fn no_room(reason: NoRoom, search: &Search, language: Language) -> String {
    let dates = ("stay", stay(search.stay, language).into());
    let why = match reason {
        NoRoom::Full => say(language, "no-room-full", &[dates]),
        NoRoom::NoPrice => say(language, "no-room-no-price", &[dates]),
        NoRoom::Closed => say(language, "no-room-closed", &[dates]),
        NoRoom::MinimumStay { nights } => say(
            language,
            "no-room-minimum-stay",
            &[dates, ("nights", nights.into())],
        ),
    };
    format!("{why}\n\n{}", say(language, "no-room-next", &[]))
}

fn offer(why: Why, language: Language) -> String {
    let key = match why {
        Why::Asked => "offer-asked",
        Why::Unsure | Why::NotUnderstood => "offer-unsure",
        Why::CannotRead => "offer-cannot-read",
        Why::NoAnswer => "offer-no-answer",
        Why::NoRoom => "offer-no-room",
        Why::BookedStay => "offer-booked-stay",
        Why::BookTrouble => "offer-book-trouble",
    };
    let question = say(language, "offer-question", &[]);
    format!("{} {question}", say(language, key, &[]))
}

/// Everything of a booking, a line each.
fn summary(it: &Summary, language: Language) -> String {
    let field = |key: &str, value: String| say(language, key, &[("value", value.into())]);
    let stay = it.search.stay;
    let mut lines = vec![
        field("summary-room", it.offer.name.clone()),
        field("summary-arrival", date(stay.check_in(), language)),
        field("summary-departure", date(stay.check_out(), language)),
        field("summary-nights", nights(stay.nights(), language)),
        field("summary-guests", guests(it.search.who.party(), language)),
    ];
    if !it.name.trim().is_empty() {
        lines.push(field("summary-name", it.name.trim().to_owned()));
    }
    lines.extend(it.email.clone().map(|email| field("summary-email", email)));
    lines.extend(rooms::prices(&it.offer, language));
    lines.join("\n")
}

fn reservation(it: &Reservation, language: Language) -> String {
    let dates = crate::flow::Stay::new(it.check_in, it.check_out);
    let dates = dates.map_or_else(|| date(it.check_in, language), |it| stay(it, language));
    let args = [
        ("reference", it.reference.as_str().into()),
        ("room", it.room_type.as_str().into()),
        ("stay", dates.into()),
        (
            "total",
            money(it.total_cents, &it.currency, language).into(),
        ),
    ];
    say(language, "reservation", &args)
}
