//! Changes of mind, double taps, old buttons.

use crate::fixtures::Setup;
use crate::script::{Play, play};

/// A known guest before the summary of the classic room, 2 to 4 December, 2 guests.
fn at_summary() -> Play {
    play(
        Setup::known(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        guest: 2 to 4 December, 2 people | Book in=2026-12-02 out=2026-12-04 adults=2
        asks: free 2026-12-02..2026-12-04 2+0
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
    ",
    )
}

/// SPEC 133: *Change* asks what, and each of dates, guests and room leads back to a summary of the room wanted, if it is free then.
#[test]
fn the_summary_is_changed() {
    at_summary().go_on(
        "
        tap: Change
        releases
        bot: What would you like to be different? [Dates | Guests | Room]
        tap: Dates
        bot: When would you like
        guest: 5 to 6 December | Details in=2026-12-05 out=2026-12-06
        asks: free 2026-12-05..2026-12-06 2+0
        book: free
        asks: hold classic 12400 2026-12-05..2026-12-06 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        tap: Change
        releases
        bot: different [Dates | Guests | Room]
        tap: Guests
        bot: How many of you
        guest: four | Details adults=4
        asks: free 2026-12-05..2026-12-06 4+0
        book: free suite
        bot: Classic Room is not free for this [River Suite]
        guest: yes | Yes
        asks: hold suite 21850 2026-12-05..2026-12-06 4+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        guest: change
        releases
        bot: different [Dates | Guests | Room]
        guest: the room
        bot: These rooms are free [River Suite]
    ",
    );
}

/// Issue 5.3: at any step the guest says what is different, in words, and nothing said before is asked again.
#[test]
fn a_change_of_mind_in_words() {
    at_summary().go_on(
        "
        guest: actually, we are 3 | Details adults=3
        releases
        asks: free 2026-12-02..2026-12-04 3+0
        book: free
        asks: hold classic 25200 2026-12-02..2026-12-04 3+0
        book: held
        bot: Guests: 3 guests [Confirm | Change | Cancel]
        guest: one night more, 3 nights | Details nights=3
        releases
        asks: free 2026-12-02..2026-12-05 3+0
        book: free
        asks: hold classic 37800 2026-12-02..2026-12-05 3+0
        book: held
        bot: 3 nights [Confirm | Change | Cancel]
        guest: other dates please
        releases
        bot: When would you like
        guest: from the 8th | Details in=2026-12-08
        bot: You arrive on Tuesday, 8 December 2026
        guest: the 10th | Details in=2026-12-10
        asks: free 2026-12-08..2026-12-10 3+0
        book: free
        asks: hold classic 25200 2026-12-08..2026-12-10 3+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        guest: the garden room rather | Unclear
        releases
        asks: hold garden 31200 2026-12-08..2026-12-10 3+0
        book: held
        bot: Room: Garden Room [Confirm | Change | Cancel]
        guest: I would like another room
        releases
        bot: These rooms [Classic Room | Garden Room | River Suite]
        guest: different guests
        bot: How many of you
        guest: start over
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        at: menu
    ",
    );
}

/// SPEC 133: *Cancel* books nothing and lets the room go, as a button and in words at every step.
#[test]
fn the_booking_is_cancelled() {
    at_summary().go_on(
        "
        guest: yes, but for 3 people | Yes adults=3
        releases
        asks: free 2026-12-02..2026-12-04 3+0
        book: free
        asks: hold classic 25200 2026-12-02..2026-12-04 3+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        tap: Cancel
        releases
        bot: nothing has been booked [Book a Stay | Check Availability | My Reservations]
        at: menu
        guest: book a stay
        bot: When would you like
        guest: cancel | CancelReservation
        bot: nothing has been booked [Book a Stay | Check Availability | My Reservations]
        tap: Book a Stay
        bot: When would you like
        guest: never mind
        bot: nothing has been booked [Book a Stay | Check Availability | My Reservations]
    ",
    );
    at_summary().go_on(
        "
        guest: no | No
        releases
        bot: different [Dates | Guests | Room]
    ",
    );
}

/// A second tap on *Confirm*, and one more after the booking, reserve nothing.
#[test]
fn a_double_tap_reserves_once() {
    at_summary().go_on(
        "
        tap: Confirm
        asks: reserve classic 24800 2026-12-02..2026-12-04 2+0 known
        tap again
        bot: I am booking your room
        guest: yes | Yes
        bot: I am booking your room
        guest: other dates
        bot: I am booking your room
        tap: Cancel
        bot: I am booking your room
        book: reserved MIR-9
        bot: Your reference is MIR-9
        confirmed: MIR-9
        tap: Confirm
        bot: booked already
        also: MIR-9
        tap again
        bot: booked already
        guest: yes | Yes
        bot: anything else
        book: reserved MIR-9
        at: booked
    ",
    );
}

/// A row tapped twice is one choice; another row of the same list is another choice.
#[test]
fn a_row_tapped_again() {
    at_summary().go_on(
        "
        tap again
        bot: Please check [Confirm | Change | Cancel]
        tap: Garden Room
        releases
        asks: hold garden 30800 2026-12-02..2026-12-04 2+0
        tap again
        bot: One moment
        book: held
        bot: Room: Garden Room [Confirm | Change | Cancel]
        tap first: Confirm
        bot: That button belongs to an earlier message [Confirm | Change | Cancel]
        also: Garden Room
        tap: Garden Room
        bot: Room: Garden Room [Confirm | Change | Cancel]
    ",
    );
}

/// Buttons of an earlier list or summary change nothing; what means the same at any time is done; an id of somebody else is answered.
#[test]
fn old_buttons_are_answered_kindly() {
    at_summary().go_on(
        "
        guest: 10 to 12 December | Details in=2026-12-10 out=2026-12-12
        releases
        asks: free 2026-12-10..2026-12-12 2+0
        book: free garden suite
        bot: Classic Room is not free for this [Garden Room | River Suite]
        tap first: Garden Room
        bot: That button belongs to an earlier message [Garden Room | River Suite]
        tap: Confirm
        bot: That button belongs to an earlier message [Garden Room | River Suite]
        tap id: quick-reply-of-a-template
        bot: That button belongs to an earlier message [Garden Room | River Suite]
        tap id: bk.1.1.book
        bot: When would you like
        tap id: bk.1.1.row0
        bot: That button belongs to an earlier message
        also: When would you like
    ",
    );
}

/// An answer of the book to a question that is not asked any more changes nothing, and a hold in it is let go.
#[test]
fn late_answers_change_nothing() {
    at_summary().go_on(
        "
        tap: Garden Room
        releases
        asks: hold garden 30800 2026-12-02..2026-12-04 2+0
        guest: we come on the 20th for one night | Details in=2026-12-20 nights=1
        asks: free 2026-12-20..2026-12-21 2+0
        book late: held
        releases
        at: searching
        book: full
        bot: fully booked [Other dates | Talk to our team]
        book: free
        at: no_room
    ",
    );
    at_summary().go_on(
        "
        tap: Garden Room
        releases
        asks: hold garden 30800 2026-12-02..2026-12-04 2+0
        tap: River Suite
        asks: hold suite 42900 2026-12-02..2026-12-04 2+0
        book late: held
        releases
        at: holding
        book: held
        bot: Room: River Suite [Confirm | Change | Cancel]
    ",
    );
}

/// Names given once are kept when the dates change, and can be changed.
#[test]
fn a_new_guest_is_asked_once() {
    play(
        Setup::default(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        guest: 2 to 4 December, 2 people | Book in=2026-12-02 out=2026-12-04 adults=2
        asks: free 2026-12-02..2026-12-04 2+0
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        bot: first name
        guest: Ana Maria Silva, ana@example.pt
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: held
        bot: Name: Ana Maria Silva [Confirm | Change | Cancel]
        guest: 5 December for one night | Details in=2026-12-05 nights=1
        releases
        asks: free 2026-12-05..2026-12-06 2+0
        book: free
        asks: hold classic 12400 2026-12-05..2026-12-06 2+0
        book: held
        bot: Name: Ana Maria Silva [Confirm | Change | Cancel]
        guest: the name is wrong
        releases
        bot: first name
        guest: no | No
        bot: just the name
        guest: April
        bot: Thank you, April.
        guest: we are 3 people | Details adults=3
        asks: free 2026-12-05..2026-12-06 3+0
        book: free
        bot: first name
    ",
    );
}
