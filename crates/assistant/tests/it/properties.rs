//! What holds for any text.

use assistant::language::Language;
use assistant::rules::read;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Pieces that dates, guests and wishes are made of, in all orders.
const PIECES: &[&str] = &[
    "15",
    "3",
    "31",
    "0",
    "99",
    "2027",
    "0000",
    "9999",
    "١٥",
    "/",
    ".",
    "-",
    ",",
    "(",
    ")",
    "?",
    "!",
    "'",
    "to",
    "from",
    "until",
    "the",
    "of",
    "march",
    "feb",
    "friday",
    "weekend",
    "next",
    "this",
    "tomorrow",
    "tonight",
    "in",
    "two",
    "weeks",
    "nights",
    "for",
    "adults",
    "kids",
    "aged",
    "years old",
    "me",
    "and",
    "my wife",
    "bis",
    "vom",
    "morgen",
    "übermorgen",
    "hasta",
    "mañana",
    "año",
    "jusqu'au",
    "week-end",
    "fino",
    "dall'",
    "até",
    "dia",
    "من",
    "الى",
    "لليلتين",
    "والسبت",
    "book",
    "cancel",
    "room",
    "😀",
    "\u{200f}",
];

fn holds(text: &str, today: Date, hint: Option<Language>) -> Result<(), TestCaseError> {
    let reading = read(text, today, hint);
    let stay = reading.stay;
    prop_assert!(stay.check_in.is_none_or(|date| date >= today));
    prop_assert!(stay.check_out.is_none_or(|date| date >= today));
    prop_assert!(stay.nights.is_none_or(|nights| (1..=365).contains(&nights)));
    if let (Some(from), Some(to)) = (stay.check_in, stay.check_out) {
        prop_assert_eq!(stay.nights.map(i32::from), Some((to - from).get_days()));
    }
    prop_assert!(
        reading
            .party
            .adults
            .is_none_or(|adults| (1..=99).contains(&adults))
    );
    prop_assert!(reading.confidence.as_percent() <= 100);
    prop_assert!(!reading.rule.is_empty());
    prop_assert_eq!(&reading, &read(text, today, hint), "the same again");
    Ok(())
}

fn days() -> impl Strategy<Value = Date> {
    let edge = prop_oneof![
        Just(Date::MIN),
        Just(Date::MAX),
        Just(date(2028, 2, 29)),
        Just(date(2027, 12, 31))
    ];
    let usual = (2020_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| date(y, m, d));
    prop_oneof![1 => edge, 9 => usual]
}

fn hints() -> impl Strategy<Value = Option<Language>> {
    proptest::option::of(proptest::sample::select(Language::ALL.to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in ".{0,200}", today in days(), hint in hints()) {
        holds(&text, today, hint)?;
    }

    #[test]
    fn any_pieces_are_read(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..25),
        glue in proptest::sample::select(vec!["", " ", "  "]),
        today in days(),
        hint in hints(),
    ) {
        holds(&pieces.join(glue), today, hint)?;
    }
}

/// Work is bounded: what stands behind the first 2,000 letters is not read, and those take no long time whatever they are.
#[test]
fn long_texts_are_read_in_part() {
    let today = date(2027, 3, 10);
    for piece in [
        "a",
        "1",
        "15/3 ",
        "to ",
        "from 15 to ",
        "كلمة",
        "qwertz ",
        "2 adults and ",
        "☃",
        "week end ",
    ] {
        let long = piece.repeat(200_000 / piece.len());
        let part: String = long.chars().take(2_000).collect();
        let begun = Instant::now();
        let reading = read(&long, today, None);
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "{piece} takes long"
        );
        assert_eq!(reading, read(&part, today, None), "{piece}");
    }
}
