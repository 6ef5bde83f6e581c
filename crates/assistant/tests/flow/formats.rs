//! Money and dates as each language writes them.

use crate::fixtures::offer;
use assistant::flow::{Aim, Choices, Line, Message, Party, Search, Stay, Who};
use assistant::language::Language;
use assistant::texts::{Capabilities, render};
use jiff::civil::date;

fn shown(language: Language, currency: &str, nightly: (i64, i64), total: i64) -> String {
    let search = Search {
        stay: Stay::new(date(2027, 2, 28), date(2027, 3, 1)).unwrap(),
        who: Who::Said(Party::new(2, 0).unwrap()),
        aim: Aim::Check,
    };
    let mut offer = offer("r", "Room", nightly.0, search);
    offer.nightly_to = nightly.1;
    offer.nights_total = total;
    offer.taxes.clear();
    currency.clone_into(&mut offer.currency);
    let message = Message {
        language,
        lines: vec![Line::Room(search, offer)],
        choices: Choices::None,
    };
    render(&message, &Capabilities::TEXT).remove(0).text
}

/// Issue 5.3: amounts in the guest's way of writing, the currency by its code, with the decimals it has.
#[test]
fn money() {
    let table = [
        (Language::English, "EUR", 123_450, "Total: EUR 1,234.50"),
        (
            Language::English,
            "USD",
            100_000_000,
            "Total: USD 1,000,000",
        ),
        (Language::English, "JPY", 123_450, "Total: JPY 123,450"),
        (Language::English, "KWD", 123_450, "Total: KWD 123.450"),
        (Language::English, "EUR", 5, "Total: EUR 0.05"),
        (Language::Spanish, "EUR", 123_450, "Total: 1.234,50 EUR"),
        (Language::Portuguese, "BRL", 99_900, "Total: 999 BRL"),
        (
            Language::French,
            "EUR",
            123_450,
            "Total : 1\u{202f}234,50 EUR",
        ),
        (Language::German, "CHF", 123_400, "Gesamtpreis: 1.234 CHF"),
        (Language::Italian, "EUR", 123_405, "Totale: 1.234,05 EUR"),
        (Language::Arabic, "AED", 123_450, "المجموع: AED 1,234.50"),
    ];
    for (language, currency, total, words) in table {
        let text = shown(language, currency, (10_000, 10_000), total);
        let text = text.replace('\u{a0}', " ");
        assert!(text.contains(words), "{language:?}: {text}");
    }
    let range = shown(Language::English, "EUR", (10_000, 12_550), 22_550);
    assert!(
        range
            .replace('\u{a0}', " ")
            .contains("Per night: EUR 100 to EUR 125.50"),
        "{range}"
    );
}

/// SPEC 126, 127: dates that cannot be misread: the weekday, and the month in letters.
#[test]
fn dates() {
    let table = [
        (
            Language::English,
            "Sunday, 28 February 2027 to Monday, 1 March 2027",
        ),
        (
            Language::Spanish,
            "domingo, 28 de febrero de 2027 – lunes, 1 de marzo de 2027",
        ),
        (
            Language::Portuguese,
            "domingo, 28 de fevereiro de 2027 a segunda-feira, 1 de março de 2027",
        ),
        (
            Language::French,
            "dimanche 28 février 2027 – lundi 1 mars 2027",
        ),
        (
            Language::German,
            "Sonntag, 28. Februar 2027 bis Montag, 1. März 2027",
        ),
        (
            Language::Italian,
            "domenica 28 febbraio 2027 – lunedì 1 marzo 2027",
        ),
        (
            Language::Arabic,
            "من الأحد 28 فبراير 2027 إلى الاثنين 1 مارس 2027",
        ),
    ];
    for (language, words) in table {
        let text = shown(language, "EUR", (1, 1), 1);
        assert!(text.contains(words), "{language:?}: {text}");
    }
}
