//! Whole bookings in English.

use crate::fixtures::Setup;
use crate::script::play;
use assistant::texts::Capabilities;

/// SPEC 119, 122, 125, 126, 128, 130, 131, 133, 134, 135, 1.2 w, x: from the greeting to the reference, tap by tap.
#[test]
fn a_stay_is_booked_with_buttons() {
    play(Setup::default(), "
        guest: Hello | Greeting lang=en
        bot: Welcome to Miralva Lisbon! [Book a Stay | Check Availability | My Reservations]
        also: automated assistant
        also: write “reception”
        tap: Book a Stay
        bot: When would you like to stay with us? For example: 15 December to 18 December.
        guest: 2026-12-10 to 2026-12-12 | Details in=2026-12-10 out=2026-12-12
        bot: How many of you will be staying?
        guest: 2 adults and a child | Details adults=2 children=1
        asks: free 2026-12-10..2026-12-12 2+1
        book: free
        bot: These rooms are free [Classic Room | Garden Room | River Suite]
        also: Thursday, 10 December 2026 to Saturday, 12 December 2026 (2 nights, 2 adults and 1 child)
        tap: Garden Room
        bot: What is your first name?
        guest: Anna
        bot: Thank you, Anna. And your last name?
        guest: Schmidt
        bot: To which e-mail address
        guest: anna@example
        bot: does not look like an e-mail address
        guest: anna@example.com
        asks: hold garden 31200 2026-12-10..2026-12-12 2+1
        book: held
        bot: Please check your booking [Confirm | Change | Cancel]
        also: Room: Garden Room
        also: Arrival: Thursday, 10 December 2026
        also: Departure: Saturday, 12 December 2026
        also: Guests: 2 adults and 1 child
        also: Name: Anna Schmidt
        also: E-mail: anna@example.com
        also: Per night: EUR\u{a0}150
        also: All nights: EUR\u{a0}300
        also: City tax: EUR\u{a0}12
        also: Total: EUR\u{a0}312
        tap: Confirm
        asks: reserve garden 31200 2026-12-10..2026-12-12 2+1 Anna Schmidt anna@example.com
        at: reserving
        book: reserved MIR-48213
        bot: Your reference is MIR-48213.
        also: Garden Room
        confirmed: MIR-48213
        at: booked
        guest: thank you | Thanks
        bot: You are very welcome!
        silence
        ends: resolved
        at: fresh
    ");
}

/// SPEC 124, 127, 132: one message with everything leads to the list, behind the greeting; a known guest is not asked for a name.
#[test]
fn one_message_leads_to_the_list() {
    play(
        Setup::known(),
        "
        guest: March 15 to 18 for 2 adults | Book in=2027-03-15 out=2027-03-18 adults=2
        bot: Welcome to Miralva Lisbon! [Book a Stay | Check Availability | My Reservations]
        asks: free 2027-03-15..2027-03-18 2+0
        book: free
        bot: These rooms are free [Classic Room | Garden Room | River Suite]
        guest: does the river suite have breakfast? | Breakfast
        bot: Breakfast is served [Classic Room | Garden Room | River Suite]
        guest: the river suite please | Details
        asks: hold suite 64350 2027-03-15..2027-03-18 2+0
        book: held
        bot: Please check your booking [Confirm | Change | Cancel]
        also: Name: Anna Schmidt
        not: E-mail
        also: Per night: EUR\u{a0}210.50
        guest: yes, the River Suite | Yes
        asks: reserve suite 64350 2027-03-15..2027-03-18 2+0 known
        book: reserved MIR-1
        bot: Your reference is MIR-1
        confirmed: MIR-1
    ",
    );
}

/// Issue 5.3: *Check Availability* asks for dates only, says whom the prices are for, and ends in *Book this*, which asks for the guests
/// before anything is held.
#[test]
fn availability_is_checked_and_then_booked() {
    play(
        Setup::known(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        tap: Check Availability
        bot: When would you like
        guest: tomorrow for 3 nights | Details in=2026-12-02 nights=3
        asks: free 2026-12-02..2026-12-05 2+0
        book: free
        bot: These rooms are free [Classic Room | Garden Room | River Suite]
        also: The prices are for 2 guests
        tap: Classic Room
        bot: Classic Room [Book this | Other rooms | Other dates]
        also: City tax: EUR\u{a0}12
        also: Total: EUR\u{a0}372
        tap: Other rooms
        bot: These rooms are free [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        bot: Classic Room [Book this | Other rooms | Other dates]
        tap: Book this
        bot: How many of you
        guest: 3 | Details adults=3
        asks: free 2026-12-02..2026-12-05 3+0
        book: free
        asks: hold classic 37800 2026-12-02..2026-12-05 3+0
        book: held
        bot: Please check your booking [Confirm | Change | Cancel]
        also: Guests: 3 guests
    ",
    );
}

/// SPEC 123: the connection's own greeting stands in the place of the welcome; what it is and how to reach a person stays.
#[test]
fn a_connection_has_its_own_greeting() {
    let setup = Setup {
        greeting: Some("Olá from the riverside!"),
        ..Setup::default()
    };
    play(
        setup,
        "
        guest: hi | Greeting
        bot: Olá from the riverside! [Book a Stay | Check Availability | My Reservations]
        also: automated assistant
        not: Welcome
    ",
    );
}

/// SPEC 137, issue 5.3: own reservations, what is over left out; in the middle of a booking the flow goes on where it was.
#[test]
fn reservations_are_looked_up() {
    play(
        Setup::known(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        tap: My Reservations
        asks: reservations
        book: reservations
        bot: These are your 2 reservations: [Book a Stay | Check Availability | My Reservations]
        also: MIR-1: Garden Room, Sunday, 20 December 2026
        also: MIR-2
        not: MIR-0
        tap: Book a Stay
        bot: When would you like
        guest: do I have a booking already? | MyReservations
        asks: reservations
        book: reservations none
        bot: I find no upcoming reservation
        also: When would you like
        guest: tomorrow, one night, just me | Details in=2026-12-02 nights=1 adults=1
        asks: free 2026-12-02..2026-12-03 1+0
        silence
        ends: expired
    ",
    );
}

/// SPEC 139, issue 5.3: a question about the house is answered at any step, and the flow asks again what it asked; dates in the same
/// message are taken.
#[test]
fn questions_are_answered_on_the_way() {
    play(Setup::default(), "
        guest: is breakfast included? | Breakfast
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        bot: Breakfast is served from 7 to 10:30. [Book a Stay | Check Availability | My Reservations]
        guest: book a room please | Book
        bot: When would you like
        guest: Is there parking? Tomorrow for two nights | Parking in=2026-12-02 nights=2
        bot: Parking is EUR 15 a night.
        also: How many of you
        guest: 2 | Details adults=2
        asks: free 2026-12-02..2026-12-04 2+0
        guest: and breakfast? | Breakfast
        bot: Breakfast is served
        also: One moment please
        book: free
        bot: These rooms are free [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        bot: What is your first name?
        guest: when is breakfast? | Breakfast
        bot: Breakfast is served
        also: What is your first name?
    ");
}

/// 1.2 x: a guest who asked something and got the answer ends resolved, one who only said hello has expired.
#[test]
fn an_answered_question_is_resolved() {
    play(
        Setup::default(),
        "
        guest: parking? | Parking
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        bot: Parking is EUR 15 [Book a Stay | Check Availability | My Reservations]
        guest: no thank you | No
        bot: Thank you for your message.
        silence
        ends: resolved
        guest: hello | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        silence
        ends: expired
    ",
    );
}

/// SPEC 138, 166, 1.2 b: after an hour of silence any message starts over, and the held room is let go.
#[test]
fn an_hour_of_silence_starts_over() {
    play(
        Setup::known(),
        "
        guest: room for 2 from tomorrow, 3 nights | Book in=2026-12-02 nights=3 adults=2
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        asks: free 2026-12-02..2026-12-05 2+0
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        asks: hold classic 37200 2026-12-02..2026-12-05 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
        silence
        releases
        ends: expired
        at: fresh
        tap: Confirm
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        at: menu
    ",
    );
}

/// SPEC 120, 129: where there are neither buttons nor lists, everything is numbered, and the number means the row.
#[test]
fn a_whole_booking_in_numbers() {
    let setup = Setup {
        can: Capabilities::TEXT,
        ..Setup::default()
    };
    play(
        setup,
        "
        guest: hi | Greeting
        bot: 1. Book a Stay
        also: 2. Check Availability
        also: 3. My Reservations
        guest: 1
        bot: When would you like
        guest: 12 Dec | Details in=2026-12-12
        bot: You arrive on Saturday, 12 December 2026
        guest: 2 | Details adults=2
        bot: How many of you
        guest: 1 | Details adults=1
        asks: free 2026-12-12..2026-12-14 1+0
        book: free
        bot: 3. River Suite · EUR\u{a0}210.50 a night, total EUR\u{a0}425 incl. EUR\u{a0}4 taxes
        guest: 3.
        bot: first name
        guest: My name is Joe
        bot: Thank you, Joe.
        guest: Joe Miller
        bot: e-mail
        guest: it's joe.miller@example.com.
        asks: hold suite 42500 2026-12-12..2026-12-14 1+0
        book: held
        bot: 1. Confirm
        also: Name: Joe Miller
        guest: ١
        asks: reserve suite 42500 2026-12-12..2026-12-14 1+0 Joe Miller joe.miller@example.com
        book: reserved MIR-7
        bot: MIR-7
        confirmed: MIR-7
    ",
    );
}
