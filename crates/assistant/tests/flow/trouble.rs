//! The book says no, late, or nothing.

use crate::fixtures::Setup;
use crate::script::{Play, play};

fn asked() -> Play {
    play(
        Setup::known(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        guest: 2 to 4 December, 2 people | Book in=2026-12-02 out=2026-12-04 adults=2
        asks: free 2026-12-02..2026-12-04 2+0
    ",
    )
}

/// SPEC 144, 288, 289: nothing free, no price, closed, too short a stay: said, with other dates and a person offered.
#[test]
fn no_room() {
    for (answer, said) in [
        ("nothing", "fully booked: Wednesday, 2 December 2026"),
        ("full", "fully booked"),
        ("no-price", "no price yet"),
        ("unpriced", "no price yet"),
        ("closed", "the house is closed"),
        ("minimum 3", "stays of 3 nights or more"),
        ("minimum 1", "stays of 1 night or more"),
    ] {
        asked().go_on(&format!(
            "
            book: {answer}
            bot: {said} [Other dates | Talk to our team]
            also: talk to our team?
            at: no_room
            tap: Other dates
            bot: When would you like
            guest: 5 to 6 December | Details in=2026-12-05 out=2026-12-06
            asks: free 2026-12-05..2026-12-06 2+0
        "
        ));
    }
    asked().go_on(
        "
        book: full
        bot: fully booked [Other dates | Talk to our team]
        guest: and on the 9th? | Availability in=2026-12-09
        asks: free 2026-12-09..2026-12-11 2+0
        book: full
        bot: fully booked [Other dates | Talk to our team]
        tap: Talk to our team
        escalates: NoRoom en 2026-12-09..2026-12-11 for 2 at no_room
    ",
    );
}

/// Confirm only on what was shown: a price that changed before the summary or at the confirmation is shown and confirmed anew, and a
/// second tap on the old *Confirm* does not confirm it.
#[test]
fn the_price_changed_meanwhile() {
    asked().go_on(
        "
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: held 26000
        bot: The price has changed [Confirm | Change | Cancel]
        also: Total: EUR\u{a0}268
        tap: Confirm
        asks: reserve classic 26800 2026-12-02..2026-12-04 2+0 known
        book: repriced 28000
        bot: The price has changed [Confirm | Change | Cancel]
        also: Total: EUR\u{a0}288
        tap again
        bot: Please check your booking [Confirm | Change | Cancel]
        not: earlier message
        also: Total: EUR\u{a0}288
        tap: Confirm
        asks: reserve classic 28800 2026-12-02..2026-12-04 2+0 known
        book: reserved MIR-3
        bot: MIR-3
        confirmed: MIR-3
    ",
    );
}

/// The room was taken before the summary, or at the confirmation: the list again, nothing booked.
#[test]
fn the_room_is_gone() {
    asked().go_on(
        "
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: gone
        bot: Classic Room has just been taken
        asks: free 2026-12-02..2026-12-04 2+0
        book: free garden suite
        bot: These rooms [Garden Room | River Suite]
        tap: Garden Room
        asks: hold garden 30800 2026-12-02..2026-12-04 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        tap: Confirm
        asks: reserve garden 30800 2026-12-02..2026-12-04 2+0 known
        book: gone
        releases
        bot: Garden Room has just been taken
        asks: free 2026-12-02..2026-12-04 2+0
        book: nothing
        bot: fully booked [Other dates | Talk to our team]
    ",
    );
}

/// SPEC 290: a book that does not answer offers a person; who continues has it asked again. After a Confirm nothing is tried again: the
/// team has it, with all that is known.
#[test]
fn the_book_does_not_answer() {
    asked().go_on(
        "
        book: failed
        bot: cannot reach our booking system [Talk to our team | Stay with assistant]
        tap: Stay with assistant
        bot: let us continue
        asks: free 2026-12-02..2026-12-04 2+0
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: failed
        bot: cannot reach our booking system [Talk to our team | Stay with assistant]
        guest: what? | Unclear
        bot: I did not quite understand
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        guest: my reservations? | MyReservations
        asks: reservations
        book: failed
        bot: cannot reach our booking system [Talk to our team | Stay with assistant]
        tap: Stay with assistant
        bot: Please check [Confirm | Change | Cancel]
        tap: Confirm
        asks: reserve classic 24800 2026-12-02..2026-12-04 2+0 known
        book: failed
        escalates: BookTrouble en 2026-12-02..2026-12-04 for 2 classic at reserving
        at: with_team
    ",
    );
}

/// Confirmed, and no answer for an hour: somebody must look, and nothing is let go.
#[test]
fn silence_while_reserving_goes_to_the_team() {
    asked().go_on(
        "
        book: free classic
        bot: These rooms [Classic Room]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        tap: Confirm
        asks: reserve classic 24800 2026-12-02..2026-12-04 2+0 known
        silence
        escalates: BookTrouble en 2026-12-02..2026-12-04 for 2 classic at reserving
        book: reserved MIR-5
        at: with_team
    ",
    );
}
