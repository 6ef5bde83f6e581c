//! What is wanted, beyond the benchmark: the rules of reading, each with its edge.

use assistant::language::Language;
use assistant::reading::{Intent, Reading, Topic};
use assistant::rules::read as read_on;

fn read(text: &str, hint: Option<Language>) -> Reading {
    read_on(text, "2027-03-10".parse().unwrap(), hint)
}

fn check(expected: &[(&str, Intent)]) {
    let mut wrong = Vec::new();
    for (text, intent) in expected {
        let reading = read(text, None);
        if reading.intent != *intent {
            wrong.push(format!(
                "{text:?}: {:?} by {:?} instead of {intent:?}",
                reading.intent, reading.rule
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn asking_is_not_booking() {
    check(&[
        ("do you have a room tomorrow?", Intent::Availability),
        ("how much is a double room?", Intent::Availability),
        ("i want to book a room", Intent::Book),
        ("hello, i would like a room for tomorrow", Intent::Book),
        (
            "Hallo, haben Sie morgen ein Zimmer frei?",
            Intent::Availability,
        ),
        ("Hallo, ich möchte ein Zimmer buchen", Intent::Book),
        ("hola, quiero reservar", Intent::Book),
        ("hola, ¿cuánto cuesta una habitación?", Intent::Availability),
        ("Bonjour, je voudrais réserver", Intent::Book),
        ("quel est le prix d'une chambre ?", Intent::Availability),
        ("vorrei prenotare", Intent::Book),
        ("avete una camera?", Intent::Availability),
        ("quero reservar um quarto", Intent::Book),
        ("tem quarto para amanhã?", Intent::Availability),
        ("اريد حجز غرفة", Intent::Book),
        ("كم سعر الغرفة؟", Intent::Availability),
    ]);
}

#[test]
fn bookings_of_their_own() {
    check(&[
        ("show me my booking", Intent::MyReservations),
        ("cancel my booking for 15 march", Intent::CancelReservation),
        (
            "please don't cancel, just change the dates",
            Intent::ChangeReservation,
        ),
        (
            "can i cancel free of charge?",
            Intent::Question(Topic::CancellationPolicy),
        ),
        (
            "ich muss meine Reservierung stornieren",
            Intent::CancelReservation,
        ),
        ("quiero ver mi reserva", Intent::MyReservations),
        (
            "je voudrais modifier ma réservation",
            Intent::ChangeReservation,
        ),
        (
            "posso cancellare gratis?",
            Intent::Question(Topic::CancellationPolicy),
        ),
        ("quero alterar a minha reserva", Intent::ChangeReservation),
        ("الغاء الحجز لو سمحت", Intent::CancelReservation),
    ]);
}

#[test]
fn a_person_is_asked_for_and_a_desk_is_a_place() {
    check(&[
        ("human please", Intent::Person),
        ("i need help", Intent::Person),
        ("can i speak to reception?", Intent::Person),
        (
            "is the reception open at night?",
            Intent::Question(Topic::CheckIn),
        ),
        (
            "can i leave my luggage at reception?",
            Intent::Question(Topic::Luggage),
        ),
        ("thanks for your help", Intent::Thanks),
        ("thanks for your help, but i want a human", Intent::Person),
        (
            "ist die Rezeption 24 Stunden besetzt?",
            Intent::Question(Topic::CheckIn),
        ),
        ("Mensch bitte", Intent::Person),
        ("gracias por la ayuda", Intent::Thanks),
        ("necesito ayuda", Intent::Person),
        ("merci pour votre aide", Intent::Thanks),
        ("شكرا على المساعدة", Intent::Thanks),
    ]);
}

#[test]
fn the_hour_makes_a_question_of_arriving() {
    check(&[
        (
            "we're arriving around 11pm, is that ok?",
            Intent::Question(Topic::CheckIn),
        ),
        (
            "possiamo arrivare alle 23?",
            Intent::Question(Topic::CheckIn),
        ),
        (
            "nous arrivons vendredi soir et repartons lundi",
            Intent::Details,
        ),
        (
            "what's the latest we can check out",
            Intent::Question(Topic::CheckOut),
        ),
    ]);
}

#[test]
fn a_topic_denied_or_beside_a_room_is_no_question() {
    check(&[
        ("no pets, 2 adults", Intent::Details),
        ("ohne Frühstück, 15. bis 18. März", Intent::Details),
        (
            "I'd like to book a room with breakfast, 15 to 18 March",
            Intent::Book,
        ),
        ("do you have breakfast?", Intent::Question(Topic::Breakfast)),
        ("is there a pool?", Intent::Question(Topic::Pool)),
    ]);
}

#[test]
fn small_words() {
    check(&[
        ("yes", Intent::Yes),
        ("👍", Intent::Yes),
        ("no", Intent::No),
        ("no, thank you", Intent::No),
        ("ok", Intent::Yes),
        ("thanks, bye", Intent::Goodbye),
        ("hello 👋", Intent::Greeting),
        ("ja bitte", Intent::Yes),
        ("sí", Intent::Yes),
        ("oui", Intent::Yes),
        ("non", Intent::No),
        ("não", Intent::No),
        ("لا", Intent::No),
        ("نعم", Intent::Yes),
        ("", Intent::Unclear),
        ("🦄", Intent::Unclear),
        ("xyzzy plugh", Intent::Unclear),
        ("4", Intent::Details),
    ]);
}

#[test]
fn the_hint_decides_between_languages() {
    for (text, hint, language) in [
        ("si", Language::Italian, Some(Language::Italian)),
        ("si", Language::Spanish, Some(Language::Spanish)),
        ("15/03", Language::German, None),
        (
            "Guten Tag, haben Sie ein Zimmer?",
            Language::French,
            Some(Language::German),
        ),
        ("مرحبا", Language::English, Some(Language::Arabic)),
    ] {
        assert_eq!(read(text, Some(hint)).language, language, "{text} {hint:?}");
    }
}

#[test]
fn confidence_is_honest() {
    let percent = |text| read(text, None).confidence.as_percent();
    assert!(percent("I would like to book a room from 15 to 18 March for 2 adults") >= 85);
    assert!(percent("cancel my booking") >= 85);
    assert!(read("asdf qwer", None).confidence.is_low());
    assert!(read("", None).confidence.is_low());
    assert!(!read("yes", None).confidence.is_low());
}
