//! The shares of guests' sentences that are read right, a language.
//!
//! `sentences.tsv` is worked with: what is read wrong is printed. `held_out.tsv` is never looked at, neither the sentences nor which of them
//! are read wrong: only so does its share say how messages are read that nobody had in mind when the word tables were written.

use assistant::language::Language;
use assistant::reading::{Intent, Reading, Topic};
use assistant::rules::read;
use std::collections::BTreeMap;

const SENTENCES: &str = include_str!("../../benchmark/sentences.tsv");
const HELD_OUT: &str = include_str!("../../benchmark/held_out.tsv");

/// Right answers of one language.
#[derive(Default)]
struct Score {
    all: usize,
    dates: usize,
    intents: usize,
    guests: usize,
}

/// One line: what was written, and what it means.
struct Line<'a> {
    language: &'a str,
    today: &'a str,
    sentence: &'a str,
    intent: &'a str,
    stay: [&'a str; 3],
    party: [&'a str; 2],
}

fn lines(table: &str) -> impl Iterator<Item = Line<'_>> {
    let lines = table.lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [
            language,
            today,
            sentence,
            intent,
            from,
            to,
            nights,
            adults,
            children,
        ] = fields[..]
        else {
            panic!("a line without nine columns")
        };
        Line {
            language,
            today,
            sentence,
            intent,
            stay: [from, to, nights],
            party: [adults, children],
        }
    })
}

fn said<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn name(intent: Intent) -> String {
    let topic = |topic| match topic {
        Topic::CheckIn => "check_in",
        Topic::CheckOut => "check_out",
        Topic::Parking => "parking",
        Topic::Breakfast => "breakfast",
        Topic::Pets => "pets",
        Topic::Wifi => "wifi",
        Topic::Pool => "pool",
        Topic::Payment => "payment",
        Topic::Location => "location",
        Topic::Transfer => "transfer",
        Topic::Luggage => "luggage",
        Topic::CancellationPolicy => "cancellation_policy",
        Topic::Children => "children",
        Topic::Accessibility => "accessibility",
    };
    match intent {
        Intent::Greeting => "greeting".to_owned(),
        Intent::Book => "book".to_owned(),
        Intent::Availability => "availability".to_owned(),
        Intent::MyReservations => "my_reservations".to_owned(),
        Intent::CancelReservation => "cancel_reservation".to_owned(),
        Intent::ChangeReservation => "change_reservation".to_owned(),
        Intent::Question(about) => format!("question:{}", topic(about)),
        Intent::Person => "person".to_owned(),
        Intent::Yes => "yes".to_owned(),
        Intent::No => "no".to_owned(),
        Intent::Thanks => "thanks".to_owned(),
        Intent::Goodbye => "goodbye".to_owned(),
        Intent::Details => "details".to_owned(),
        Intent::Unclear => "unclear".to_owned(),
    }
}

fn measure(
    table: &str,
    mut wrong: impl FnMut(&Line<'_>, &Reading, [bool; 3]),
) -> BTreeMap<&str, Score> {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for line in lines(table) {
        let today = line.today.parse().expect("a date");
        let hint = Language::of_tag(line.language);
        assert!(hint.is_some(), "{} is no language", line.language);
        let reading = read(line.sentence, today, None);
        let stay = reading.stay;
        let dates = [said(stay.check_in), said(stay.check_out), said(stay.nights)];
        let party = [said(reading.party.adults), said(reading.party.children)];
        let right = [
            dates == line.stay,
            name(reading.intent) == line.intent,
            party == line.party,
        ];
        let score = scores.entry(line.language).or_default();
        score.all += 1;
        score.dates += usize::from(right[0]);
        score.intents += usize::from(right[1]);
        score.guests += usize::from(right[2]);
        if right.contains(&false) {
            wrong(&line, &reading, right);
        }
    }
    scores
}

#[expect(clippy::print_stdout, reason = "the shares are what the test is for")]
fn print(scores: &BTreeMap<&str, Score>) {
    for (language, score) in scores {
        let percent = |right: usize| right as f64 * 100.0 / score.all as f64;
        println!(
            "{language}: {:5.1} % dates, {:5.1} % intents, {:5.1} % guests of {}",
            percent(score.dates),
            percent(score.intents),
            percent(score.guests),
            score.all
        );
    }
}

#[test]
fn sentences_are_read_right() {
    let scores = measure(SENTENCES, |line, reading, right| {
        let marks = ["dates", "intent", "guests"];
        let marks: Vec<&str> = marks
            .into_iter()
            .zip(right)
            .filter_map(|(mark, right)| (!right).then_some(mark))
            .collect();
        println!(
            "{} {} {:?} {} {}\n    wanted {} {:?} {:?}\n    read   {} [{}] {} {} {} / {} {} ({})",
            line.language,
            line.today,
            line.sentence,
            marks.join("+"),
            said(reading.language.map(Language::tag)),
            line.intent,
            line.stay,
            line.party,
            name(reading.intent),
            reading.rule,
            said(reading.stay.check_in),
            said(reading.stay.check_out),
            said(reading.stay.nights),
            said(reading.party.adults),
            said(reading.party.children),
            reading.confidence.as_percent(),
        );
    });
    print(&scores);
    for (language, score) in &scores {
        let least = score.all * 95;
        assert!(score.dates * 100 >= least, "dates in {language}");
        assert!(score.intents * 100 >= least, "intents in {language}");
    }
}

#[test]
fn unseen_sentences_are_mostly_read_right() {
    let scores = measure(HELD_OUT, |_, _, _| {});
    print(&scores);
    let all: usize = scores.values().map(|score| score.all).sum();
    let intents: usize = scores.values().map(|score| score.intents).sum();
    assert!(intents * 100 >= all * 60, "{intents} of {all}");
}
