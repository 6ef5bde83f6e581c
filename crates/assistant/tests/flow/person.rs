//! Offers of a person, escalation, hand-back.

use crate::fixtures::Setup;
use crate::script::{Play, play};

fn greeted() -> Play {
    play(
        Setup::default(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
    ",
    )
}

/// SPEC 150, 153, 154: an escalation word offers a person; who continues goes on where they were; the team gets what is known.
#[test]
fn a_person_is_offered() {
    greeted().go_on(
        "
        guest: 5 to 7 December for 2 | Book in=2026-12-05 out=2026-12-07 adults=2 lang=en
        asks: free 2026-12-05..2026-12-07 2+0
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        guest: help | Person
        bot: gladly bring in our team [Talk to our team | Stay with assistant]
        tap: Stay with assistant
        bot: let us continue [Classic Room | Garden Room | River Suite]
        guest: I want to talk to a real person | Person
        bot: gladly bring in our team [Talk to our team | Stay with assistant]
        guest: continue with assistant
        bot: let us continue [Classic Room | Garden Room | River Suite]
        tap: Garden Room
        bot: first name
        guest: reception please | Person
        bot: gladly bring in our team [Talk to our team | Stay with assistant]
        tap: Talk to our team
        escalates: Asked en 2026-12-05..2026-12-07 for 2 garden at details
        at: with_team
    ",
    );
}

/// SPEC 153: the offer is answered by number, yes or no, by asking again, or by just going on.
#[test]
fn the_offer_is_answered_in_words() {
    for (words, is_team) in [
        ("1 | Details adults=1", true),
        ("yes please | Yes", true),
        ("a human! | Person", true),
        ("2 | Details adults=2", false),
        ("no | No", false),
    ] {
        let mut talk = greeted();
        talk.go_on(
            "
            guest: staff | Person
            bot: bring in our team [Talk to our team | Stay with assistant]
        ",
        );
        talk.go_on(&format!(
            "
            guest: {words}
            {}
        ",
            if is_team {
                "escalates: Asked en at menu"
            } else {
                "bot: let us continue [Book a Stay | Check Availability | My Reservations]"
            }
        ));
    }
    greeted().go_on(
        "
        guest: staff | Person
        bot: bring in our team [Talk to our team | Stay with assistant]
        guest: tomorrow, 1 night | Book in=2026-12-02 nights=1
        bot: How many of you
    ",
    );
}

/// SPEC 151: outside a booking an unsure reading is offered a person, and nothing is done on it.
#[test]
fn unsure_outside_a_booking() {
    greeted().go_on(
        "
        guest: do you maybe have something | Book conf=40
        bot: not sure I understood [Talk to our team | Stay with assistant]
        tap: Talk to our team
        escalates: Unsure en at menu
    ",
    );
    play(
        Setup::default(),
        "
        guest: qwertz
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        bot: not sure I understood [Talk to our team | Stay with assistant]
    ",
    );
}

/// SPEC 152: three messages in a row that are not understood go to the team, no question asked; in a booking the first two are asked
/// again. What is understood between ends the row.
#[test]
fn three_misses_go_to_the_team() {
    greeted().go_on(
        "
        guest: tomorrow for two nights | Book in=2026-12-02 nights=2
        bot: How many of you
        guest: blub
        bot: did not quite understand
        also: How many of you
        not: reception
        guest: blub
        bot: did not quite understand
        also: write “reception”
        guest: is breakfast included? | Breakfast
        bot: Breakfast is served
        guest: blub
        bot: did not quite understand
        guest: blub
        bot: did not quite understand
        guest: blub
        escalates: NotUnderstood en 2026-12-02..2026-12-04 at guests
    ",
    );
    greeted().go_on(
        "
        guest: blub
        bot: not sure [Talk to our team | Stay with assistant]
        guest: blub
        bot: not sure [Talk to our team | Stay with assistant]
        guest: blub
        escalates: NotUnderstood en at menu
    ",
    );
    greeted().go_on(
        "
        guest: 2 to 4 December for 2 | Book in=2026-12-02 out=2026-12-04 adults=2
        asks: free 2026-12-02..2026-12-04 2+0
        book: free classic
        bot: These rooms [Classic Room]
        tap: Classic Room
        bot: first name
        guest: Bo
        bot: last name
        guest: Li
        bot: e-mail
        guest: I have none
        bot: does not look like
        guest: bo at li
        bot: does not look like
        also: write “reception”
        guest: bo@li
        escalates: NotUnderstood en 2026-12-02..2026-12-04 for 2 classic at details
    ",
    );
}

/// A voice message or a file, at any step: the assistant says that it reads text, and offers a person.
#[test]
fn what_cannot_be_read() {
    greeted().go_on(
        "
        sent
        bot: can only read text [Talk to our team | Stay with assistant]
        tap: Stay with assistant
        bot: let us continue [Book a Stay | Check Availability | My Reservations]
        tap: Book a Stay
        bot: When would you like
        sent
        bot: can only read text [Talk to our team | Stay with assistant]
        guest: ok, tomorrow | Details in=2026-12-02
        bot: How many nights
        sent
        bot: can only read text [Talk to our team | Stay with assistant]
        tap: Talk to our team
        escalates: CannotRead en from 2026-12-02 at dates
    ",
    );
    play(
        Setup::default(),
        "
        sent
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        bot: can only read text [Talk to our team | Stay with assistant]
    ",
    );
}

/// A question without an answer offers a person, who is told what it was about.
#[test]
fn a_question_without_an_answer() {
    greeted().go_on(
        "
        guest: may I bring my dog? | Pets
        bot: do not have the answer [Talk to our team | Stay with assistant]
        tap: Talk to our team
        escalates: NoAnswer en about Pets at menu
    ",
    );
}

/// A booked stay is shown, and changed by people.
#[test]
fn a_booked_stay_is_changed_by_people() {
    for intent in ["CancelReservation", "ChangeReservation"] {
        greeted().go_on(&format!(
            "
            guest: my stay in December | {intent}
            asks: reservations
            book: reservations
            bot: MIR-1 [Talk to our team | Stay with assistant]
            also: made by our team
            tap: Talk to our team
            escalates: BookedStay en at menu
        "
        ));
    }
}

/// SPEC 1.2, 161: with a person the assistant says nothing, whatever comes; a room held before is let go.
#[test]
fn with_a_person_the_assistant_is_silent() {
    let mut talk = play(
        Setup::known(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        guest: 2 to 4 December for 2 | Book in=2026-12-02 out=2026-12-04 adults=2
        asks: free 2026-12-02..2026-12-04 2+0
        book: free classic
        bot: These rooms [Classic Room]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        taken over
        book: held
        releases
        guest: hello? | Greeting
        tap: Classic Room
        tap: Book a Stay
        sent
        silence
        at: with_team
    ",
    );
    // SPEC 160: handed back, the next message is greeted.
    talk.go_on(
        "
        handed back
        at: fresh
        guest: a room please | Book
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        bot: When would you like
    ",
    );
}
