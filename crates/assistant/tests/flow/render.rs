//! What a channel can show, and what becomes of the rest.

use crate::fixtures::{Setup, offer};
use crate::script::play;
use assistant::flow::{
    Aim, Answer, Button, Choices, Do, Event, Flow, Label, Line, Message, Offer, Party, Row, Search,
    Stay, Who, step,
};
use assistant::language::Language;
use assistant::texts::{Capabilities, Count, Rendered, render};
use domain::channel::Channel;
use domain::message::{Choice, Content};
use jiff::civil::date;
use std::collections::BTreeSet;

pub(crate) const ALL: [Capabilities; 6] = [
    Capabilities::WHATSAPP,
    Capabilities::INSTAGRAM,
    Capabilities::MESSENGER,
    Capabilities::LIVE_CHAT,
    Capabilities::TELEGRAM,
    Capabilities::TEXT,
];

/// Every limit of a channel holds for every part of a message.
pub(crate) fn assert_fits(parts: &[Rendered], can: &Capabilities) {
    assert!(!parts.is_empty());
    for part in parts {
        let (choices, most, title) = match &part.content {
            Content::Text => (&[][..], can.text, 0),
            Content::Buttons { choices } => {
                assert!(choices.len() <= can.buttons.max(can.quick_replies));
                (&choices[..], can.buttons_text, can.button_title)
            }
            Content::List { opener, choices } => {
                assert!(opener.chars().count() <= 20 && choices.len() <= can.rows);
                (&choices[..], can.buttons_text, can.row_title)
            }
            other => panic!("{other:?}"),
        };
        assert!(
            !part.text.trim().is_empty() && can.count.of(&part.text) <= most,
            "{}",
            part.text
        );
        let titles: BTreeSet<&str> = choices.iter().map(|it| it.title.as_str()).collect();
        let ids: BTreeSet<&str> = choices.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(
            (titles.len(), ids.len()),
            (choices.len(), choices.len()),
            "{choices:?}"
        );
        for it in choices {
            assert!(
                !it.title.is_empty() && it.title.chars().count() <= title,
                "{it:?}"
            );
            assert!(it.id.len() <= 64, "{it:?}");
            let description = it.description.as_deref().unwrap_or("-");
            assert!(
                (1..=can.row_description).contains(&description.chars().count()),
                "{it:?}"
            );
        }
    }
}

fn search() -> Search {
    Search {
        stay: Stay::new(date(2026, 12, 10), date(2026, 12, 12)).unwrap(),
        who: Who::Said(Party::new(2, 0).unwrap()),
        aim: Aim::Book,
    }
}

fn listed(names: &[&str]) -> Message {
    let rows = names.iter().enumerate().map(|(at, name)| Row {
        id: format!("bk.1.1.row{at}"),
        offer: offer(&format!("r{at}"), name, 12_345, search()),
    });
    Message {
        language: Language::English,
        lines: vec![Line::RoomsFree(search())],
        choices: Choices::Rooms {
            rows: rows.collect(),
            more: None,
        },
    }
}

fn choices(parts: &[Rendered]) -> Vec<Choice> {
    match parts.last().map(|it| &it.content) {
        Some(Content::Buttons { choices } | Content::List { choices, .. }) => choices.clone(),
        _ => Vec::new(),
    }
}

/// SPEC 128, 130: a row has the name, the rate, the total, the taxes apart and the currency.
#[test]
fn a_row_of_a_list() {
    let parts = render(
        &listed(&["Classic Room", "Garden Room"]),
        &Capabilities::WHATSAPP,
    );
    assert_fits(&parts, &Capabilities::WHATSAPP);
    let rows = choices(&parts);
    assert_eq!(rows[0].title, "Classic Room");
    let line = rows[0].description.clone().unwrap().replace('\u{a0}', " ");
    assert_eq!(
        line,
        "EUR 123.45 a night, total EUR 254.90 incl. EUR 8 taxes"
    );
}

/// Issue 5.3: long names are shortened with the whole name beside the price or above the list, and no two become equal.
#[test]
fn long_names_of_rooms() {
    let names = [
        "Deluxe Double Room with Balcony and River View",
        "Deluxe Double Room with Balcony and Garden View",
        "Superior Double Room, with Terrace",
        "Classic",
        "Classic",
        "Familiensuite mit Küchenzeile 👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
        "جناح عائلي فاخر بإطلالة على النهر والحديقة",
    ];
    for can in ALL {
        let parts = render(&listed(&names), &can);
        assert_fits(&parts, &can);
        let all = choices(&parts);
        let mut seen: String = parts.iter().map(|it| it.text.as_str()).collect();
        seen.extend(all.iter().filter_map(|it| it.description.as_deref()));
        seen.extend(all.iter().map(|it| it.title.as_str()));
        for name in names {
            assert!(seen.contains(name), "{name} is nowhere: {seen}");
        }
    }
    let rows = choices(&render(&listed(&names), &Capabilities::WHATSAPP));
    let titles: Vec<&str> = rows.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles[0], "Deluxe Doub…d River View");
    assert_eq!(titles[1], "Deluxe Doub…Garden View");
    assert_eq!(titles[2], "Superior Double Room, w…");
    assert_eq!((titles[3], titles[4]), ("Classic 4", "Classic 5"));
    assert!(titles[5].starts_with("Familiensuite mit") && titles[5].ends_with('…'));
}

/// SPEC 129, 141–143: three rooms are a list, quick replies or numbered text, as the channel can; two buttons too.
#[test]
fn degradation() {
    let list = listed(&["Classic Room", "Garden Room", "River Suite", "Attic"]);
    let kind = |can: &Capabilities| match &render(&list, can).last().unwrap().content {
        Content::List { .. } => "list",
        Content::Buttons { .. } => "buttons",
        _ => "numbered",
    };
    assert_eq!(
        ALL.map(|can| kind(&can)),
        ["list", "buttons", "numbered", "list", "buttons", "numbered"]
    );
    let text = render(&list, &Capabilities::MESSENGER).remove(0).text;
    assert!(
        text.contains("1. Classic Room · EUR\u{a0}123.45 a night"),
        "{text}"
    );
    assert!(text.ends_with("4. Attic · EUR\u{a0}123.45 a night, total EUR\u{a0}254.90 incl. EUR\u{a0}8 taxes\n\nPlease reply with the number of your choice."), "{text}");
    let button = |label| Button {
        id: "x".to_owned(),
        label,
    };
    let offer = Message {
        language: Language::English,
        lines: vec![Line::Menu],
        choices: Choices::Buttons(vec![button(Label::Continue)]),
    };
    assert_eq!(
        choices(&render(&offer, &Capabilities::WHATSAPP))[0].title,
        "Stay with assistant"
    );
    assert_eq!(
        choices(&render(&offer, &Capabilities::LIVE_CHAT))[0].title,
        "Continue with assistant"
    );
    assert!(
        render(&offer, &Capabilities::TEXT)[0]
            .text
            .contains("1. Continue with assistant")
    );
    assert_eq!(Capabilities::of(&Channel::WhatsApp), Capabilities::WHATSAPP);
    assert_eq!(Capabilities::of(&Channel::Sms), Capabilities::TEXT);
}

/// A text longer than a message goes out in parts, the choices under the last; bytes are counted where the provider counts them.
#[test]
fn long_texts_are_parted() {
    let words = "مرحبا بكم في فندقنا الجميل على ضفة النهر\n".repeat(60) + &"x".repeat(1500);
    let message = Message {
        language: Language::Arabic,
        lines: vec![Line::House(words.clone())],
        choices: listed(&["A", "B"]).choices,
    };
    for can in ALL {
        let parts = render(&message, &can);
        assert_fits(&parts, &can);
        let whole: String = parts.iter().map(|it| it.text.as_str()).collect();
        let letters = |text: &str| {
            text.chars()
                .filter(|it| !it.is_whitespace())
                .collect::<String>()
        };
        assert!(letters(&whole).starts_with(&letters(&words)));
        let text = |it: &Rendered| it.content == Content::Text;
        assert!(parts[..parts.len() - 1].iter().all(text));
    }
    assert_eq!(Count::Bytes.of("ä"), 2);
}

/// Issue 5.3: more rows than a channel shows are pages, in buttons and in numbers; each row of each page can be taken.
#[test]
fn more_rooms_than_a_page() {
    let many = |search: Search| -> Vec<Offer> {
        let name = |at: u32| format!("Room {at:02}");
        (1..=24)
            .map(|at| offer(&format!("r{at}"), &name(at), 10_000, search))
            .collect()
    };
    for can in ALL {
        let setup = Setup {
            can,
            ..Setup::known()
        };
        let mut talk = play(
            setup,
            "
            guest: hi | Greeting
            bot: Welcome to Miralva Lisbon! TITLES
        "
            .replace(
                "TITLES",
                if can.buttons.max(can.quick_replies) == 0 {
                    ""
                } else {
                    "[Book a Stay | Check Availability | My Reservations]"
                },
            )
            .as_str(),
        );
        talk.go_on(
            "
            guest: 10 to 12 December, 2 | Book in=2026-12-10 out=2026-12-12 adults=2
            asks: free 2026-12-10..2026-12-12 2+0
        ",
        );
        let world = Setup {
            can,
            ..Setup::known()
        };
        let world = world.world();
        let mut flow: Flow = talk.flow;
        let answer = Answer::Free(many(search()));
        let ticket = talk.tickets[0];
        let mut event = Event::Answered {
            ticket,
            answer: &answer,
        };
        let mut seen = Vec::new();
        let mut more;
        for _ in 0..9 {
            let outcome = step(&flow, &event, &world);
            flow = outcome.flow;
            let Some(Do::Say(message)) = outcome.todo.first() else {
                panic!("{:?}", outcome.todo);
            };
            let parts = render(message, &can);
            assert_fits(&parts, &can);
            let Choices::Rooms { rows, more: next } = &message.choices else {
                panic!("{message:?}");
            };
            seen.extend(rows.iter().map(|it| it.offer.name.clone()));
            match next {
                Some(next) => more = next.id.clone(),
                None => break,
            }
            event = Event::Tapped { id: &more };
        }
        let all: Vec<String> = many(search()).into_iter().map(|it| it.name).collect();
        assert_eq!(seen, all);
    }
}

/// The same in words: "more" leads on, and a number means the row of the page shown.
#[test]
fn more_in_words() {
    let can = Capabilities {
        rows: 2,
        ..Capabilities::WHATSAPP
    };
    let setup = Setup {
        can,
        ..Setup::known()
    };
    play(
        setup,
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        guest: 10 to 12 December, 2 | Book in=2026-12-10 out=2026-12-12 adults=2
        asks: free 2026-12-10..2026-12-12 2+0
        book: free
        bot: These rooms [Classic Room | More rooms]
        guest: more
        bot: These rooms [Garden Room | River Suite]
        guest: 2
        asks: hold suite 42900 2026-12-10..2026-12-12 2+0
    ",
    );
}
