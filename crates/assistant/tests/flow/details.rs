//! Names and addresses as guests write them.

use crate::fixtures::Setup;
use crate::script::{Play, play};

fn asked_for_a_name() -> Play {
    play(
        Setup::default(),
        "
        guest: 2 to 4 December, 2 people | Book in=2026-12-02 out=2026-12-04 adults=2
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        asks: free 2026-12-02..2026-12-04 2+0
        book: free classic
        bot: These rooms [Classic Room]
        tap: Classic Room
        bot: What is your first name?
    ",
    )
}

/// SPEC 131: a name is taken as it is written, without the words before it; what is none is asked again.
#[test]
fn names() {
    for (said, name) in [
        ("Anna", "Anna"),
        ("my name is Anna", "Anna"),
        ("I’m Anna.", "Anna"),
        ("Je m'appelle Zoë", "Zoë"),
        ("Mi chiamo Niccolò", "Niccolò"),
        ("Me llamo María José", "María José"),
        ("Ich heiße Jörg", "Jörg"),
        ("Sophie", "Sophie"),
        ("O'Neill", "O'Neill"),
        ("Jean-Luc", "Jean-Luc"),
        ("اسمي خالد", "خالد"),
        ("美咲", "美咲"),
        ("More", "More"),
        ("Bill", "Bill"),
    ] {
        asked_for_a_name().go_on(&format!(
            "
            guest: {said}
            bot: Thank you, {name}. And your last name?
        "
        ));
    }
    for said in [
        "12345",
        "👍",
        "?",
        "@anna",
        "http://example.com",
        "a b c d e f g h",
    ] {
        asked_for_a_name().go_on(&format!(
            "
            guest: {said}
            bot: Please write just the name.
        "
        ));
    }
    // One word that reads like a question or a thing of the house is a name; a question with its mark is not.
    asked_for_a_name().go_on(
        "
        guest: Parker | Parking
        bot: Thank you, Parker.
        guest: is there parking? | Parking
        bot: Parking is EUR 15
        also: And your last name?
    ",
    );
}

/// SPEC 131: who gives the whole name to one question is not called Schmidt Schmidt.
#[test]
fn whole_names() {
    for (first, last, name) in [
        ("Anna", "Schmidt", "Anna Schmidt"),
        ("Anna Schmidt", "Schmidt", "Anna Schmidt"),
        ("Anna", "Anna Schmidt", "Anna Schmidt"),
        ("anna maria", "Anna Maria von Berg", "anna maria von Berg"),
        ("Li", "Li", "Li Li"),
    ] {
        asked_for_a_name().go_on(&format!(
            "
            guest: {first}
            bot: And your last name?
            guest: {last}
            bot: e-mail address
            guest: a@example.com
            asks: hold classic 24800 2026-12-02..2026-12-04 2+0
            book: held
            bot: Name: {name} [Confirm | Change | Cancel]
        "
        ));
    }
}

/// SPEC 131: an address is found among words; what cannot be one is asked again.
#[test]
fn addresses() {
    let asked = || {
        let mut talk = asked_for_a_name();
        talk.go_on(
            "
            guest: Anna
            bot: last name
            guest: Schmidt
            bot: e-mail address
        ",
        );
        talk
    };
    for (said, address) in [
        ("anna@example.com", "anna@example.com"),
        (
            "It is anna.s+hotel@mail.example.co.uk.",
            "anna.s+hotel@mail.example.co.uk",
        ),
        ("<anna@example.com>", "anna@example.com"),
        ("mailto:anna@example.com", "anna@example.com"),
        ("reception@example.com | Person", "reception@example.com"),
        (
            "anna@example.com, 2 Dec | Details in=2026-12-02",
            "anna@example.com",
        ),
    ] {
        asked().go_on(&format!(
            "
            guest: {said}
            asks: hold classic 24800 2026-12-02..2026-12-04 2+0
            book: held
            bot: E-mail: {address} [Confirm | Change | Cancel]
        "
        ));
    }
    for said in [
        "anna",
        "anna@example",
        "anna@@example.com",
        "anna@.com",
        "anna@example.c",
        "anna@-example.com",
        "a..b@example.com",
        ".a@example.com",
        "änna@example.com",
        "anna@1.2",
        "no | No",
    ] {
        asked().go_on(&format!(
            "
            guest: {said}
            bot: does not look like an e-mail address
        "
        ));
    }
}
