//! Finding guests and messages.

use crate::world::{
    T0, World, contact, contact_row, conversation, conversation_row, found, message, message_row,
    world,
};
use cache::{IncomingRecord, snippet};
use domain::channel::Channel;
use domain::contact::Identity;
use domain::record::Kind;
use proptest::prelude::*;

fn guests(world: &World, query: &str) -> Vec<String> {
    let rows = world
        .cache
        .read(|r| r.search_conversations(query, 50))
        .unwrap();
    rows.iter().map(|row| row.body.card.name.clone()).collect()
}

fn people(list: &[(&str, &str)]) -> World {
    let mut rows: Vec<IncomingRecord> = Vec::new();
    for (n, (name, phone)) in list.iter().enumerate() {
        let (id, seq) = (format!("c{n}"), 2 * n as i64 + 1);
        rows.push(contact_row(&id, seq, &contact(name, Some(phone))));
        rows.push(conversation_row(
            &id,
            seq + 1,
            &conversation(&id, name, T0 + seq),
        ));
    }
    World::with(&rows)
}

fn texts(list: &[&str]) -> World {
    let rows: Vec<IncomingRecord> = list
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let n = n as i64;
            message_row(&format!("m{n}"), n + 1, &message("c1", text, T0 + n * 1000))
        })
        .collect();
    World::with(&rows)
}

/// SPEC 4; BEYOND 5.1: by any word of the name or its beginning, with or without accents, in any script, newest first.
#[test]
fn finds_guests_by_name() {
    let world = people(&[
        ("José Álvarez", "+34600000001"),
        ("Łukasz Groß", "+48600000002"),
        ("Άννα Παπαδοπούλου", "+30600000003"),
        ("Алёна Королёва", "+7600000004"),
        ("أحمد الهاشمي", "+971600000005"),
        ("יעל כהן", "+972600000006"),
        ("王小明", "+86600000007"),
        ("ยินดี ต้อนรับ", "+66600000008"),
        ("김민준", "+82600000009"),
        ("Joseph Alvim", "+1600000010"),
    ]);
    for (query, name) in [
        ("alvarez", "José Álvarez"),
        ("JOSÉ alv", "José Álvarez"),
        ("gross", "Łukasz Groß"),
        ("αννα", "Άννα Παπαδοπούλου"),
        ("королева", "Алёна Королёва"),
        ("هاشمي", "أحمد الهاشمي"),
        ("כהן", "יעל כהן"),
        ("小明", "王小明"),
        ("明", "王小明"),
        ("ต้อน", "ยินดี ต้อนรับ"),
        ("민준", "김민준"),
    ] {
        assert!(
            guests(&world, query).contains(&name.to_owned()),
            "{query} finds {name}"
        );
    }
    assert_eq!(
        guests(&world, "jo"),
        ["Joseph Alvim", "José Álvarez"],
        "newest first"
    );
    assert_eq!(
        guests(&world, "joseph alvarez"),
        Vec::<String>::new(),
        "every word must be there"
    );
    assert_eq!(guests(&world, "  "), Vec::<String>::new());
    assert_eq!(guests(&world, "nobody"), Vec::<String>::new());
}

/// SPEC 5; BEYOND 5.1: by any piece of the number of three digits or more, however it is written.
#[test]
fn finds_guests_by_a_piece_of_the_number() {
    let world = people(&[("Ana", "+351 912 345 678"), ("Ben", "+44 7700 900123")]);
    for query in [
        "912345",
        "345 678",
        "678",
        "+351 912-345",
        "(912) 34",
        "00123",
        "٩١٢٣٤٥",
        "07700 900123",
        "+44 (0)7700 900123",
        "00351 912 345 678",
    ] {
        assert_eq!(guests(&world, query).len(), 1, "{query}");
    }
    assert_eq!(guests(&world, "67 8"), ["Ana"], "spaces do not count");
    assert_eq!(
        guests(&world, "12"),
        Vec::<String>::new(),
        "two digits are too few"
    );
    assert_eq!(guests(&world, "999"), Vec::<String>::new());
    assert_eq!(
        guests(&world, "ana 912"),
        ["Ana"],
        "a name and a piece of the number"
    );
    assert_eq!(guests(&world, "ben 912"), Vec::<String>::new());
}

/// SPEC 5: a guest is found by the code of a booking, whole, its number or its beginning; a code that changed or a stay that went finds nobody.
#[test]
fn finds_guests_by_the_code_of_a_booking() {
    let stay = |seq: i64, reference: &str| {
        let body = serde_json::json!({
            "reference": reference, "contact": "g-c0", "property": "p1", "check_in": "2026-12-01",
            "check_out": "2026-12-04", "status": "confirmed", "room_type": "Double", "adults": 2,
            "total_cents": 40_000, "currency": "EUR",
        });
        IncomingRecord {
            parent: Some(crate::world::rid("g-c0")),
            ..crate::world::row(Kind::Reservation, "s1", seq, T0, &body)
        }
    };
    let world = people(&[("Ana", "+351912345678"), ("Ben", "+447700900123")]);
    world.apply(&[stay(50, "MIR-48213")]);
    for query in ["MIR-48213", "mir48213", "48213", "mir 482", "MIR"] {
        let expected = if query == "mir48213" {
            vec![]
        } else {
            vec!["Ana"]
        };
        assert_eq!(guests(&world, query), expected, "{query}");
    }
    let contacts = world
        .cache
        .read(|r| r.search_contacts("MIR-48213", 5))
        .unwrap();
    assert_eq!(contacts.len(), 1);
    world.apply(&[stay(51, "MIR-77777")]);
    assert_eq!(guests(&world, "48213"), Vec::<String>::new());
    assert_eq!(guests(&world, "77777"), ["Ana"]);
    world.apply(&[crate::world::tombstone(&stay(51, "MIR-77777"), 52)]);
    assert_eq!(guests(&world, "77777"), Vec::<String>::new());
}

/// BEYOND 5.1: one typing mistake in a word that stands nowhere still finds; two do not, and a word that is known is never exchanged.
#[test]
fn one_typing_mistake_is_forgiven() {
    let world = texts(&[
        "Two towels to reception please",
        "Завтрак в номер",
        "نريد مناشف",
    ]);
    world.apply(&[conversation_row(
        "c9",
        90,
        &conversation("c9", "Margarida Sousa", T0),
    )]);
    let meant = |query: &str| world.cache.read(|r| r.meant(query)).unwrap();
    for (query, reading) in [
        ("recpetion", "reception"),
        ("recepton", "reception"),
        ("receptionn", "reception"),
        ("receptiom", "reception"),
        ("towels recpetion", "towels reception"),
        ("Zавтрак", ""),
        ("завтрок", "завтрак"),
        ("مناشق", "مناشف"),
        ("Margarita", "margarida"),
        ("recpetiom", ""),
        ("towels", ""),
        ("tow", ""),
        ("towles recpetion", ""),
    ] {
        let readings = meant(query);
        if reading.is_empty() {
            assert_eq!(readings, Vec::<String>::new(), "{query}");
        } else {
            assert_eq!(readings, [reading], "{query}");
        }
    }
    assert_eq!(found(&world.cache, &meant("recpetion")[0]), ["m0"]);
    assert_eq!(guests(&world, &meant("Margarita")[0]), ["Margarida Sousa"]);
}

/// A name that thousands have still gives the newest of them.
#[test]
fn a_common_name_gives_the_newest() {
    let rows: Vec<IncomingRecord> = (0..2100)
        .map(|n| {
            let name = format!("Guest {}", if n % 1000 == 7 { "Rare" } else { "Common" });
            conversation_row(
                &format!("c{n:04}"),
                n + 1,
                &conversation("x", &name, T0 + n),
            )
        })
        .collect();
    let world = World::with(&rows);
    let ids = |query: &str| -> Vec<String> {
        let rows = world
            .cache
            .read(|r| r.search_conversations(query, 3))
            .unwrap();
        rows.iter().map(|row| row.id.to_string()).collect()
    };
    assert_eq!(ids("gu"), ["c2099", "c2098", "c2097"]);
    assert_eq!(ids("guest rare"), ["c2007", "c1007", "c0007"]);
    assert_eq!(ids("guest nobody"), Vec::<String>::new());
}

/// A contact without a conversation is found among contacts, also by address and user name.
#[test]
fn finds_contacts_without_a_conversation() {
    let mut ana = contact("Ana Prado", None);
    ana.email = Some("ana.prado@example.com".to_owned());
    ana.identities = vec![Identity {
        channel: Channel::Instagram,
        address: None,
        scoped_id: None,
        username: Some("sunny_ana".to_owned()),
    }];
    let world = World::with(&[contact_row("x", 1, &ana)]);
    for query in ["prado", "prado@example", "sunny"] {
        let found = world.cache.read(|r| r.search_contacts(query, 10)).unwrap();
        assert_eq!(found.len(), 1, "{query}");
        assert!(guests(&world, query).is_empty());
    }
}

/// A new name replaces the old one in the search, and a housekeeper without contacts finds by the card.
#[test]
fn follows_a_change_of_name() {
    let world = world();
    world.apply(&[conversation_row(
        "c1",
        1,
        &conversation("c1", "Mrs Smith", T0),
    )]);
    world.apply(&[conversation_row(
        "c1",
        2,
        &conversation("c1", "Ms Jones", T0),
    )]);
    assert_eq!(guests(&world, "smith"), Vec::<String>::new());
    assert_eq!(guests(&world, "jones"), ["Ms Jones"]);
}

/// BEYOND 5.1; DESIGN_DESK Cache: each script finds its own words; plain tokenizers miss half of these.
#[test]
fn finds_messages_in_every_script() {
    let cases = [
        ("Wir kommen um fünf in die Straße an", "strasse"),
        ("Où est la réception, s'il vous plaît?", "reception"),
        ("İyi akşamlar, oda hazır mı", "hazir"),
        ("Χρειαζόμαστε μια κούνια", "κουνια"),
        ("Нам нужен ещё один ключ", "еще"),
        ("نريد غرفة مطلّة على البحر", "بحر"),
        ("נגיע בשעה שמונה לִפְנֵי", "לפני"),
        ("我们想延迟退房可以吗", "退房"),
        ("朝食は何時からですか", "朝食"),
        ("체크인은 몇 시부터인가요", "체크인"),
        ("ขอผ้าเช็ดตัวเพิ่มสองผืน", "ผ้าเช็ดตัว"),
        ("हमें एक और तकिया चाहिए", "तकिया"),
        ("Full-width ＷＩＦＩ code", "wifi"),
    ];
    let world = texts(&cases.map(|(text, _)| text));
    for (n, (text, query)) in cases.iter().enumerate() {
        assert!(
            found(&world.cache, query).contains(&format!("m{n}")),
            "{query} in {text}"
        );
    }
}

/// Two letters are enough, every word must be there, newest first, and a page leads to the next.
#[test]
fn finds_by_prefix_newest_first_in_pages() {
    let world = texts(&[
        "late check-out please",
        "a late towel",
        "towels for room 12",
        "nothing",
    ]);
    assert_eq!(found(&world.cache, "to"), ["m2", "m1"]);
    assert_eq!(found(&world.cache, "la to"), ["m1"]);
    assert_eq!(
        found(&world.cache, "late towe"),
        ["m1"],
        "the last word may be half typed"
    );
    assert_eq!(found(&world.cache, "towel late"), ["m1"]);
    assert_eq!(
        found(&world.cache, "t"),
        Vec::<String>::new(),
        "one letter is not searched"
    );
    assert_eq!(
        found(&world.cache, "to\" \"late"),
        ["m1"],
        "a quote is no operator"
    );
    assert_eq!(
        found(&world.cache, "late OR nothing"),
        Vec::<String>::new(),
        "nor is a word"
    );
    assert_eq!(
        found(&world.cache, "NEAR( -late ^towel text:"),
        Vec::<String>::new()
    );
    let first = world
        .cache
        .read(|r| r.search_messages("to", None, 1))
        .unwrap();
    let second = world
        .cache
        .read(|r| r.search_messages("to", first.before, 1))
        .unwrap();
    assert_eq!(first.hits[0].message.row.id.as_str(), "m2");
    assert_eq!(second.hits[0].message.row.id.as_str(), "m1");
    assert_eq!(second.before, None);
}

/// BEYOND 5.1: every hit can be reached, page by page and newest first; what arrives meanwhile moves none of them.
#[test]
fn pages_reach_every_hit_once() {
    let words: Vec<String> = (0..730).map(|n| format!("towel {n}")).collect();
    let world = texts(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let mut seen: Vec<String> = Vec::new();
    let mut before = None;
    loop {
        let page = world
            .cache
            .read(|r| r.search_messages("towel", before, 50))
            .unwrap();
        assert!(page.hits.len() <= 50);
        seen.extend(page.hits.iter().map(|hit| hit.message.row.id.to_string()));
        let news = message("c1", "one more towel", T0 + 900_000_000);
        world.apply(&[message_row("news", 900, &news)]);
        before = page.before;
        if before.is_none() {
            break;
        }
    }
    let expected: Vec<String> = (0..730).rev().map(|n| format!("m{n}")).collect();
    assert_eq!(seen, expected);
}

/// An edit replaces the words; a status change touches nothing.
#[test]
fn follows_an_edit() {
    let world = texts(&["the blue room"]);
    let mut edited = message("c1", "the green room", T0);
    world.apply(&[message_row("m0", 5, &edited)]);
    assert_eq!(found(&world.cache, "blue"), Vec::<String>::new());
    assert_eq!(found(&world.cache, "green"), ["m0"]);
    edited.state = domain::delivery::MessageState::Read;
    world.apply(&[message_row("m0", 6, &edited)]);
    assert_eq!(found(&world.cache, "green"), ["m0"]);
    edited.text = String::new();
    world.apply(&[message_row("m0", 7, &edited)]);
    assert_eq!(found(&world.cache, "green"), Vec::<String>::new());
    assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
}

/// The excerpt shows the match with its place, also in a long text and where letters fold to others.
#[test]
fn the_excerpt_marks_what_was_found() {
    let world = texts(&["Où est la RÉCEPTION ?"]);
    let search = world
        .cache
        .read(|r| r.search_messages("recep", None, 5))
        .unwrap();
    let hit = &search.hits[0].snippet;
    assert_eq!(
        hit.marks
            .iter()
            .map(|m| &hit.text[m.clone()])
            .collect::<Vec<_>>(),
        ["RÉCEP"]
    );

    let long = format!(
        "{}the late towel{}",
        "lorem ipsum ".repeat(50),
        " dolor".repeat(50)
    );
    let cut = snippet(&long, &["towel".to_owned(), "late".to_owned()]);
    assert!(
        cut.text.chars().count() <= 162 && cut.text.starts_with('…') && cut.text.ends_with('…')
    );
    assert_eq!(
        cut.marks
            .iter()
            .map(|m| &cut.text[m.clone()])
            .collect::<Vec<_>>(),
        ["late", "towel"]
    );

    for (text, term, marked) in [
        ("我们想延迟退房可以吗", "退房", "退房"),
        ("die Straße", "strasse", "Straße"),
        ("على البحر", "بحر", "بحر"),
        ("lateral", "ate", ""),
        ("", "late", ""),
    ] {
        let cut = snippet(text, &[term.to_owned()]);
        let got: Vec<&str> = cut.marks.iter().map(|m| &cut.text[m.clone()]).collect();
        assert_eq!(got.join("|"), marked, "{term} in {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// R8 (small form): whatever a guest writes and whatever is looked for, an excerpt is short and its marks are pieces of it.
    #[test]
    fn any_text_has_an_excerpt(text in "\\PC{0,300}|[a-zéß我退בحا\u{301}\n ]{0,900}", query in "\\PC{0,20}|[a-zß我退ح]{1,4}") {
        let cut = snippet(&text, &domain::fold::query_terms(&query));
        prop_assert!(cut.text.chars().count() <= 162);
        let mut end = 0;
        for mark in &cut.marks {
            prop_assert!(end <= mark.start && mark.start < mark.end);
            prop_assert!(cut.text.get(mark.clone()).is_some());
            end = mark.end;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// R15: no query is an error, whatever signs it is made of.
    #[test]
    fn any_query_is_a_query(queries in prop::collection::vec("\\PC{0,40}|[a-z\"*^:()'%_# -]{0,30}", 20)) {
        let world = people(&[("Ana \"Quote\" O'Neil", "+351912345678")]);
        world.apply(&[message_row("m0", 90, &message("c0", "NEAR(late) OR \"towel\" * ^text: -1", T0))]);
        for query in queries {
            world.cache.read(|r| {
                r.search_messages(&query, None, 5)?;
                r.search_conversations(&query, 5)?;
                r.search_contacts(&query, 5)
            }).unwrap();
        }
    }
}

/// BEYOND 2.5.8: a number in a message is found in one piece or in several, with 00, 0 or + before it, and is marked where it stands.
#[test]
fn finds_numbers_in_messages() {
    let world = texts(&[
        "call 912 345 678 today",
        "or 912345678",
        "+351 912-345-678",
        "912 rooms, 345 guests",
        "912 and 345 and 678",
    ]);
    for query in ["912345678", "91 234 56 78", "9123 456", "0912 345678"] {
        assert_eq!(found(&world.cache, query), ["m2", "m1", "m0"], "{query}");
    }
    // Typed in pieces, what has the pieces as words is found, too.
    assert_eq!(found(&world.cache, "912 345 678"), ["m4", "m2", "m1", "m0"]);
    for query in ["00351 912345678", "+351912345678", "351 (0) 912 345 678"] {
        assert_eq!(found(&world.cache, query), ["m2"], "{query}");
    }
    let hits = world
        .cache
        .read(|r| r.search_messages("912345678", None, 9))
        .unwrap()
        .hits;
    let marked: Vec<&str> = hits
        .iter()
        .map(|hit| &hit.snippet.text[hit.snippet.marks[0].clone()])
        .collect();
    assert_eq!(marked, ["912-345-678", "912345678", "912 345 678"]);
}

/// SPEC 13, 41: what colleagues wrote to each other is found as what guests wrote.
#[test]
fn finds_notes() {
    let note = domain::message::Message {
        author: domain::message::Author::Note,
        ..message("c1", "Allergic to pistachio", T0)
    };
    let said = message("c1", "Is the pistachio cake fresh?", T0 + 1);
    let world = World::with(&[message_row("n1", 1, &note), message_row("m1", 2, &said)]);
    assert_eq!(found(&world.cache, "pistachio"), ["m1", "n1"]);
    assert_eq!(found(&world.cache, "allergic"), ["n1"]);
}
