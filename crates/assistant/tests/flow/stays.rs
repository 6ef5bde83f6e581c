//! Dates and guests that cannot be, or come bit by bit.

use crate::fixtures::Setup;
use crate::script::{Play, play};
use assistant::flow::{Known, Party, Stay};
use assistant::reading::{PartySaid, StaySaid};
use jiff::civil::date;

fn asked_for_dates() -> Play {
    play(
        Setup::known(),
        "
        guest: hi | Greeting
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        tap: Book a Stay
        bot: When would you like
    ",
    )
}

/// SPEC 125: in the past, too long, too far ahead, more guests than any room: said, and asked again with what was right kept.
#[test]
fn what_cannot_be_booked() {
    asked_for_dates().go_on(
        "
        guest: 1 to 3 November, 2 adults | Details in=2026-11-01 out=2026-11-03 adults=2
        bot: lie in the past
        also: When would you like
        guest: from 5 December for 31 nights | Details in=2026-12-05 nights=31
        bot: stays of up to 30 nights
        also: You arrive on Saturday, 5 December 2026
        guest: 2 | Details adults=2
        asks: free 2026-12-05..2026-12-07 2+0
        guest: in 2029 rather | Details in=2029-01-01
        bot: I can book stays until Wednesday, 5 January 2028
        guest: 5 to 6 December, 5 people | Details in=2026-12-05 out=2026-12-06 adults=5
        bot: Our largest room takes 4 guests.
        also: write “reception”
        also: How many of you
        guest: 4 | Details adults=4
        asks: free 2026-12-05..2026-12-06 4+0
    ",
    );
}

/// SPEC 125: a stay told bit by bit, in any order.
#[test]
fn a_stay_bit_by_bit() {
    asked_for_dates().go_on(
        "
        guest: three nights | Details nights=3
        bot: On which day would you like to arrive?
        guest: for two people | Details adults=2
        bot: On which day would you like to arrive?
        guest: on the 20th | Details in=2026-12-20
        asks: free 2026-12-20..2026-12-23 2+0
    ",
    );
    asked_for_dates().go_on(
        "
        guest: until the 22nd | Details out=2026-12-22
        bot: On which day
        guest: the 20th | Details in=2026-12-20
        bot: How many of you
        guest: and a child | Details children=1
        bot: How many of you
        guest: 2 adults 1 child | Details adults=2 children=1
        asks: free 2026-12-20..2026-12-22 2+1
    ",
    );
}

/// What is said later changes what was said before, and only that.
#[test]
fn a_stay_is_changed_by_what_is_said() {
    let stay = Stay::new(date(2026, 12, 10), date(2026, 12, 12)).unwrap();
    let said = |start: Option<_>, end: Option<_>, nights| StaySaid {
        check_in: start,
        check_out: end,
        nights,
    };
    let whole = |start, end| Known::Whole(Stay::new(start, end).unwrap());
    let (tenth, twelfth) = (date(2026, 12, 10), date(2026, 12, 12));
    let eighth = date(2026, 12, 8);
    let table = [
        (said(None, None, None), whole(tenth, twelfth)),
        (said(Some(eighth), None, None), whole(eighth, tenth)),
        (said(None, None, Some(4)), whole(tenth, date(2026, 12, 14))),
        (
            said(None, Some(date(2026, 12, 11)), None),
            whole(tenth, date(2026, 12, 11)),
        ),
        (said(None, Some(eighth), None), Known::CheckOut(eighth)),
        (
            said(Some(eighth), Some(twelfth), Some(4)),
            whole(eighth, twelfth),
        ),
    ];
    for (said, then) in table {
        assert_eq!(Known::Whole(stay).and(said), then, "{said:?}");
    }
    let known = Party::new(2, 1);
    let party = |adults, children| Party::said(known, PartySaid { adults, children });
    assert_eq!(party(None, None), known);
    assert_eq!(party(Some(3), None), Party::new(3, 0));
    assert_eq!(party(None, Some(2)), Party::new(2, 2));
    assert_eq!(party(Some(1), Some(0)), Party::new(1, 0));
}
