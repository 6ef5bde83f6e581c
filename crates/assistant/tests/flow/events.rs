//! What may happen to a flow, for the properties.

use crate::fixtures::{reservation, rooms};
use assistant::flow::{Answer, Ask, NoRoom, Offer};
use jiff::civil::date;
use proptest::prelude::*;

/// Something that happens; numbers choose among what there is.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    /// Guest and book do what leads to a reservation.
    Forward,
    Said(usize),
    /// A choice of the last message.
    Tap(usize),
    /// Any button that was ever shown.
    TapOld(usize),
    /// Any id.
    TapId(String),
    /// The book answers the last question as it should.
    Answer(usize),
    /// It answers any question with anything.
    AnswerAny(usize, usize),
    Sent,
    Silence,
    TakenOver,
    HandedBack,
}

/// What guests write, with its reading.
pub(crate) const SAID: [(&str, &str); 38] = [
    ("hello", "Greeting"),
    ("book", "Book"),
    (
        "a room for 2, 5 to 7 December",
        "Book in=2026-12-05 out=2026-12-07 adults=2",
    ),
    ("haben Sie etwas frei", "Availability lang=de"),
    (
        "free on the 9th for 3 nights?",
        "Availability in=2026-12-09 nights=3",
    ),
    ("my bookings", "MyReservations"),
    ("cancel my booking", "CancelReservation"),
    ("move my booking", "ChangeReservation"),
    ("breakfast?", "Breakfast"),
    ("dogs?", "Pets"),
    ("a person", "Person"),
    ("yes", "Yes"),
    ("yes", "Yes"),
    ("yes", "Yes conf=30"),
    ("no", "No"),
    ("thanks", "Thanks"),
    ("bye", "Goodbye"),
    ("3", "Details adults=3"),
    ("1", "Details adults=1"),
    ("2", "Unclear"),
    ("9 people", "Details adults=9"),
    ("two children", "Details children=2"),
    ("tomorrow", "Details in=2026-12-02"),
    ("until the 4th", "Details out=2026-12-04"),
    ("40 nights", "Details nights=40"),
    ("last week", "Details in=2026-11-20 nights=2"),
    ("in 2099", "Details in=2099-01-01 nights=2"),
    ("at the end of time", "Details in=9999-12-31 nights=365"),
    ("Anna", "Unclear"),
    ("Schmidt", "Unclear"),
    ("Schmidt", "Unclear"),
    ("anna@example.com", "Unclear"),
    ("anna@example.com", "Unclear"),
    ("other dates", "Unclear"),
    ("another room", "Unclear"),
    ("different guests", "Unclear"),
    ("start over", "Unclear"),
    ("cancel", "Unclear"),
];

/// Any of them, forward more often than not.
pub(crate) fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        20 => Just(Op::Forward),
        8 => (0..SAID.len()).prop_map(Op::Said),
        8 => (0_usize..12).prop_map(Op::Tap),
        2 => any::<usize>().prop_map(Op::TapOld),
        1 => "(bk\\.[0-9a-f]{1,3}\\.[0-9a-f]{1,2}\\.(row|more|confirm|this)[0-9]{0,3}|\\PC{0,9})"
            .prop_map(Op::TapId),
        12 => (0_usize..12).prop_map(Op::Answer),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(at, what)| Op::AnswerAny(at, what)),
        1 => Just(Op::Sent),
        1 => Just(Op::Silence),
        1 => Just(Op::TakenOver),
        1 => Just(Op::HandedBack),
    ]
}

/// An answer that fits a question: mostly a good one.
pub(crate) fn fitting(ask: &Ask, what: usize, ticket: u64) -> Answer {
    match (ask, what) {
        (_, 0) => Answer::Failed,
        (Ask::Availability(_), 1) => Answer::NoRoom(NoRoom::Full),
        (Ask::Availability(_), 2) => Answer::Free(Vec::new()),
        (Ask::Availability(search), 3) => Answer::Free(
            (0..12)
                .flat_map(|at| {
                    let mut found = rooms(*search);
                    found
                        .iter_mut()
                        .for_each(|it| it.room = format!("{}{at}", it.room));
                    found
                })
                .collect(),
        ),
        (Ask::Availability(search), _) => Answer::Free(rooms(*search)),
        (Ask::Hold(..), 1) => Answer::Gone,
        (Ask::Hold(_, offer), what) => Answer::Held {
            hold: format!("h{ticket}"),
            offer: Offer {
                nights_total: offer.nights_total + i64::from(what == 2) * 500,
                ..offer.clone()
            },
        },
        (Ask::Reserve(_), 1) => Answer::Gone,
        (Ask::Reserve(it), 2 | 3) => Answer::Repriced(Offer {
            nights_total: it.offer.nights_total + 700,
            ..it.offer.clone()
        }),
        (Ask::Reserve(_), _) => Answer::Reserved {
            reference: format!("MIR-{ticket}"),
        },
        (Ask::Reservations, 1) => Answer::Reservations(Vec::new()),
        (Ask::Reservations, _) => Answer::Reservations(vec![reservation(
            "MIR-1",
            date(2026, 12, 3),
            date(2026, 12, 5),
        )]),
    }
}
