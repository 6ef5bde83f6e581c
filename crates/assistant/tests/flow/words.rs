//! The Fluent files: complete, alike, and every line of every language renders.

use crate::fixtures::{TODAY, offer, reservation};
use assistant::flow::{
    Aim, Choices, Label, Line, Message, NoRoom, Party, Search, Stay, Summary, Who, Why,
};
use assistant::language::Language;
use assistant::texts::{Capabilities, render, titles};
use domain::escalation::asks_for_person;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

const SOURCES: [(Language, &str); 7] = [
    (Language::English, include_str!("../../locales/en.ftl")),
    (Language::Spanish, include_str!("../../locales/es.ftl")),
    (Language::Portuguese, include_str!("../../locales/pt.ftl")),
    (Language::French, include_str!("../../locales/fr.ftl")),
    (Language::German, include_str!("../../locales/de.ftl")),
    (Language::Italian, include_str!("../../locales/it.ftl")),
    (Language::Arabic, include_str!("../../locales/ar.ftl")),
];

/// Key → the variables in it.
fn keys(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|it| !it.starts_with('#')) {
        let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
        if let Some((name, _)) = line.split_once(" = ").filter(|_| begins) {
            key = name.to_owned();
            assert!(!keys.contains_key(&key), "{key} stands twice");
        }
        let names = line.split('$').skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_');
            rest[..end.unwrap_or(rest.len())].to_owned()
        });
        keys.entry(key.clone()).or_default().extend(names);
    }
    keys.remove("");
    keys
}

/// Issue 5.3: every language has exactly the same keys with the same variables, and no line with a mistake.
#[test]
fn every_language_has_the_same_keys() {
    let english = keys(SOURCES[0].1);
    assert!(english.len() > 100);
    for (language, source) in SOURCES {
        let errors = fluent_bundle::FluentResource::try_new(source.to_owned()).err();
        assert!(
            errors.is_none(),
            "{language:?}: {:?}",
            errors.map(|it| it.1)
        );
        assert_eq!(keys(source), english, "{language:?}");
    }
}

fn search(nights: u16, adults: u8, children: u8) -> Search {
    Search {
        stay: Stay::of_nights(date(2026, 12, 30), nights).unwrap(),
        who: Who::Said(Party::new(adults, children).unwrap()),
        aim: Aim::Book,
    }
}

/// Every line there is, with numbers of every plural form.
fn lines() -> Vec<Line> {
    let one = search(1, 1, 0);
    let summary = |search| {
        Box::new(Summary {
            search,
            offer: offer("r", "Garden Room", 15_050, search),
            name: "Anna Schmidt".to_owned(),
            email: Some("anna@example.com".to_owned()),
        })
    };
    let name = || "Garden Room".to_owned();
    let stays = vec![reservation("MIR-1", date(2026, 12, 3), date(2026, 12, 5)); 2];
    let mut lines = vec![
        Line::Welcome { house: name() },
        Line::Assistant,
        Line::Menu,
        Line::AnythingElse,
        Line::AskDates(one.stay),
        Line::AskCheckOut(TODAY),
        Line::AskCheckIn,
        Line::AskGuests,
        Line::Wait,
        Line::WaitBooking,
        Line::UsualParty(Party::new(2, 0).unwrap()),
        Line::RoomNotFree { room: name() },
        Line::RoomGone { room: name() },
        Line::NoRoom(NoRoom::Full, one),
        Line::NoRoom(NoRoom::NoPrice, one),
        Line::NoRoom(NoRoom::Closed, one),
        Line::Room(one, offer("r", "Garden Room", 15_050, one)),
        Line::AskFirstName,
        Line::AskLastName { first: name() },
        Line::AskEmail,
        Line::WrongName,
        Line::WrongEmail,
        Line::PriceChanged,
        Line::AskChange,
        Line::NothingBooked,
        Line::Confirmed {
            reference: name(),
            summary: summary(one),
        },
        Line::AlreadyBooked { reference: name() },
        Line::NoReservations,
        Line::Reservations(stays[..1].to_vec()),
        Line::Reservations(stays),
        Line::GoOn,
        Line::NotUnderstood,
        Line::ReachPerson,
        Line::OldButton,
        Line::Past,
        Line::TooFar { last: TODAY },
        Line::Welcomed,
        Line::Goodbye,
    ];
    for number in [1_u8, 2, 3, 10, 11, 25, 99] {
        let nights = u16::from(number);
        let wide = search(nights, number, number);
        lines.push(Line::NoRoom(NoRoom::MinimumStay { nights }, one));
        lines.push(Line::TooLong { nights });
        lines.push(Line::TooMany { guests: number });
        lines.push(Line::RoomsFree(wide));
        lines.push(Line::RoomsFree(search(nights, number, 0)));
        lines.push(Line::Summary(summary(wide)));
    }
    let whys = [
        Why::Asked,
        Why::Unsure,
        Why::NotUnderstood,
        Why::CannotRead,
        Why::NoAnswer,
        Why::NoRoom,
        Why::BookedStay,
        Why::BookTrouble,
    ];
    lines.extend(whys.map(Line::Offer));
    lines
}

fn text(language: Language, line: Line) -> String {
    let message = Message {
        language,
        lines: vec![line],
        choices: Choices::None,
    };
    let parts = render(&message, &Capabilities::TEXT);
    parts.into_iter().map(|it| it.text).collect()
}

/// Issue 5.3: every line renders in every language: words of its own, no variable left open, no key in the place of words.
#[test]
fn every_line_renders_in_every_language() {
    let keys = keys(SOURCES[0].1);
    for line in lines() {
        let english = text(Language::English, line.clone());
        for language in Language::ALL {
            let said = text(language, line.clone());
            assert!(
                !said.is_empty() && !said.contains(['{', '}', '$']),
                "{language:?}: {said}"
            );
            assert!(!keys.contains_key(&said), "{language:?}: {said}");
            assert!(
                language == Language::English || said != english,
                "{language:?}: {said}"
            );
        }
    }
}

/// Plural forms: one and many everywhere, all six in Arabic where they differ.
#[test]
fn plurals() {
    let nights = |language, nights| text(language, Line::RoomsFree(search(nights, 1, 0)));
    let table = [
        (Language::English, 1, "1 night,"),
        (Language::English, 2, "2 nights,"),
        (Language::Spanish, 1, "1 noche,"),
        (Language::Spanish, 3, "3 noches,"),
        (Language::Portuguese, 1, "1 noite,"),
        (Language::Portuguese, 2, "2 noites,"),
        (Language::French, 1, "1 nuit,"),
        (Language::French, 2, "2 nuits,"),
        (Language::German, 1, "1 Nacht,"),
        (Language::German, 2, "2 Nächte,"),
        (Language::Italian, 1, "1 notte,"),
        (Language::Italian, 2, "2 notti,"),
        (Language::Arabic, 1, "(ليلة واحدة،"),
        (Language::Arabic, 2, "(ليلتان،"),
        (Language::Arabic, 3, "(3 ليالٍ،"),
        (Language::Arabic, 10, "(10 ليالٍ،"),
        (Language::Arabic, 11, "(11 ليلة،"),
        (Language::Arabic, 100, "(100 ليلة،"),
    ];
    for (language, number, words) in table {
        let said = nights(language, number);
        assert!(said.contains(words), "{language:?} {number}: {said}");
    }
}

/// SPEC 150: the word that the greeting and the hint offer brings a person, in every language.
#[test]
fn the_word_that_is_offered_works() {
    for language in Language::ALL {
        for line in [Line::Assistant, Line::ReachPerson] {
            let said = text(language, line);
            let word = said.split(['“', '«', '„']).nth(1).unwrap();
            let word = word.split(['”', '»', '“']).next().unwrap().trim();
            assert!(asks_for_person(word), "{language:?}: {word}");
        }
    }
}

/// SPEC 122, 133, 153: the titles as the seeds name them; in every language each has one that fits a button, and no two are alike.
#[test]
fn titles_of_buttons() {
    let title = |label| titles(label, Language::English).remove(0);
    let named = [
        (Label::Book, "Book a Stay"),
        (Label::Check, "Check Availability"),
        (Label::Mine, "My Reservations"),
        (Label::Confirm, "Confirm"),
        (Label::Change, "Change"),
        (Label::Cancel, "Cancel"),
        (Label::Team, "Talk to our team"),
        (Label::Continue, "Continue with assistant"),
        (Label::This, "Book this"),
    ];
    for (label, words) in named {
        assert_eq!(title(label), words);
    }
    for language in Language::ALL {
        let mut seen = BTreeSet::new();
        for label in Label::ALL {
            let titles = titles(label, language);
            let shortest = titles.iter().map(|it| it.chars().count()).min().unwrap();
            assert!(
                shortest <= Capabilities::WHATSAPP.button_title,
                "{language:?} {titles:?}"
            );
            for title in titles {
                assert!(
                    seen.insert(title.to_lowercase()),
                    "{language:?}: {title} twice"
                );
            }
        }
    }
}
