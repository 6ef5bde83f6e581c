//! Grown-ups and children.

use assistant::rules::read;

fn check(expected: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, party) in expected {
        let reading = read(text, "2027-03-10".parse().unwrap(), None);
        let said = |count: Option<u8>| count.map_or("-".to_owned(), |count| count.to_string());
        let read = format!(
            "{} {}",
            said(reading.party.adults),
            said(reading.party.children)
        );
        if read != *party {
            wrong.push(format!(
                "{text:?}: {read} instead of {party}, as {:?}",
                reading.intent
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn guests_are_counted() {
    check(&[
        ("2 adults", "2 -"),
        ("two adults and one child", "2 1"),
        ("2 adults and 1 child (6)", "2 1"),
        ("2 adults, 2 kids (4 and 7)", "2 2"),
        ("2 adults and 2 children aged 4 and 7", "2 2"),
        ("4 people, 2 of them kids", "2 2"),
        ("room for 2 tomorrow", "2 -"),
        ("we are 5", "5 -"),
        ("there are three of us", "3 -"),
        ("me and my wife", "2 -"),
        ("my wife and I tomorrow", "2 -"),
        ("me, my wife and our son", "2 1"),
        ("me and two friends", "3 -"),
        ("just me tomorrow", "1 -"),
        ("zwei Erwachsene und ein Kind", "2 1"),
        ("wir sind zu dritt", "3 -"),
        ("meine Frau, ich und unser Sohn", "2 1"),
        ("für 4 Personen", "4 -"),
        ("dos adultos y un niño de 5 años", "2 1"),
        ("somos cuatro", "4 -"),
        ("mi marido, yo y dos niños", "2 2"),
        ("duas pessoas", "2 -"),
        ("eu, minha esposa e 2 filhos", "2 2"),
        ("deux adultes et un bébé", "2 1"),
        ("nous serons trois", "3 -"),
        ("ma femme, moi et notre fille", "2 1"),
        ("due adulti e due bambini", "2 2"),
        ("siamo in tre", "3 -"),
        ("شخصين وطفل", "2 1"),
        ("نحن ٤ اشخاص", "4 -"),
    ]);
}

#[test]
fn other_numbers_count_nobody() {
    check(&[
        ("2 rooms", "- -"),
        ("double room for tomorrow", "- -"),
        ("3 nights", "- -"),
        ("for 3 nights", "- -"),
        ("from 2 to 5 april", "- -"),
        ("for the 2nd of april", "- -"),
        ("für den 2. April", "- -"),
        ("para el 2 de abril", "- -"),
        ("check in at 3 pm", "- -"),
        ("it costs 20 euros", "- -"),
    ]);
}
