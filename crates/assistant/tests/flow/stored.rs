//! A stored flow is read by the versions that come.

use crate::fixtures::Setup;
use crate::script::play;
use assistant::flow::{Ask, Do, Event, Flow, Unreadable, step};

/// A flow at the summary as version 1 wrote it. Frozen: if this cannot be read any more, guests lose what they told.
const SUMMARY: &str = r#"{"version":1,"run":7,"serial":9,"language":"de","place":{"place":"talking","misses":1,"offered":null,
"lookup":null,"topic":null,"gave":{"first":"Ana","last":"Silva","email":"ana@example.pt"},"tapped":null,"stage":{"stage":"summary",
"picked":{"list":{"search":{"stay":{"check_in":"2026-12-10","check_out":"2026-12-12"},"who":{"said":{"adults":2,"children":1}},
"aim":"book"},"offers":[{"room":"r","name":"Room","nightly_from":10000,"nightly_to":10000,"nights_total":20000,"taxes":[
{"name":"Tax","amount":400}],"currency":"EUR"}],"from":0,"shown":3},"offer":{"room":"r","name":"Room","nightly_from":10000,
"nightly_to":10000,"nights_total":20000,"taxes":[{"name":"Tax","amount":400}],"currency":"EUR"}},"booker":{"who":"new","first":"Ana",
"last":"Silva","email":"ana@example.pt"},"hold":"h1","shown":8}}}"#;

/// The oldest shapes of the other stages, with what was added later left out.
const STAGES: [&str; 12] = [
    r#"{"stage":"menu"}"#,
    r#"{"stage":"menu","answered":true}"#,
    r#"{"stage":"dates","aim":"check"}"#,
    r#"{"stage":"dates","aim":"book","known":{"check_in":"2026-12-10"}}"#,
    r#"{"stage":"dates","aim":"book","known":{"nights":3},"party":{"adults":1}}"#,
    r#"{"stage":"guests","stay":{"check_in":"2026-12-10","check_out":"2026-12-12"}}"#,
    r#"{"stage":"searching","search":{"stay":{"check_in":"2026-12-10","check_out":"2026-12-12"},"who":{"usual":{"adults":2}},"aim":"check"},"ticket":4}"#,
    r#"{"stage":"no_room","search":{"stay":{"check_in":"2026-12-10","check_out":"2026-12-12"},"who":{"said":{"adults":2}},"aim":"book"},"reason":{"why":"minimum_stay","nights":3}}"#,
    r#"{"stage":"choosing","list":{"search":{"stay":{"check_in":"2026-12-10","check_out":"2026-12-12"},"who":{"said":{"adults":2}},"aim":"book"},"offers":[],"shown":3}}"#,
    r#"{"stage":"changing","list":{"search":{"stay":{"check_in":"2026-12-10","check_out":"2026-12-12"},"who":{"said":{"adults":2}},"aim":"book"},"offers":[],"shown":3}}"#,
    r#"{"stage":"booked","reference":"MIR-1","shown":8}"#,
    r#"{"stage":"dates","aim":"book","known":"nothing","added_by_a_newer_node":1}"#,
];

fn talking(stage: &str) -> String {
    format!(r#"{{"version":1,"run":7,"serial":9,"place":{{"place":"talking","stage":{stage}}}}}"#)
}

/// Issue 5.3, DESIGN_RELAY "Versions one apart": every stage of version 1 is read and goes on.
#[test]
fn version_1_is_read() {
    let setup = Setup::default();
    let flow = Flow::from_json(SUMMARY).unwrap();
    assert_eq!((flow.name(), flow.is_in_booking()), ("summary", true));
    let tap = Event::Tapped {
        id: "bk.7.8.confirm",
    };
    let outcome = step(&flow, &tap, &setup.world());
    let [
        Do::Ask {
            ask: Ask::Reserve(it),
            ..
        },
    ] = &outcome.todo[..]
    else {
        panic!("{:?}", outcome.todo);
    };
    assert_eq!((it.offer.total(), it.hold.as_str()), (20_400, "h1"));
    assert_eq!(Flow::from_json(&flow.to_json()), Ok(flow));
    for stage in STAGES {
        let flow = Flow::from_json(&talking(stage)).unwrap_or_else(|_| panic!("{stage}"));
        let outcome = step(&flow, &Event::Sent, &setup.world());
        assert!(!outcome.todo.is_empty(), "{stage}");
    }
}

/// What is no flow, comes from a newer version or cannot be (no night, nobody) is refused, not guessed.
#[test]
fn what_cannot_be_is_not_read() {
    assert_eq!(
        Flow::from_json(r#"{"version":2,"place":"?"}"#),
        Err(Unreadable::Version(2))
    );
    assert_eq!(Flow::from_json("{}"), Err(Unreadable::NoFlow));
    assert_eq!(Flow::from_json(""), Err(Unreadable::NoFlow));
    for stage in [
        r#"{"stage":"guests","stay":{"check_in":"2026-12-12","check_out":"2026-12-12"}}"#,
        r#"{"stage":"dates","aim":"book","party":{"adults":0}}"#,
        r#"{"stage":"unheard_of"}"#,
    ] {
        assert_eq!(
            Flow::from_json(&talking(stage)),
            Err(Unreadable::NoFlow),
            "{stage}"
        );
    }
    let spoken =
        talking(r#"{"stage":"menu"}"#).replace(r#""place":{"#, r#""language":"xx","place":{"#);
    assert_eq!(Flow::from_json(&spoken).unwrap().language(), None);
}

/// While names are asked for the relay knows it, so that they go to no language model.
#[test]
fn names_are_asked_for_knowingly() {
    let mut talk = play(
        Setup::default(),
        "
        guest: 2 to 4 December, 2 people | Book in=2026-12-02 out=2026-12-04 adults=2
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        asks: free 2026-12-02..2026-12-04 2+0
        book: free classic
        bot: These rooms [Classic Room]
    ",
    );
    assert!(!talk.flow.asks_for_personal() && talk.flow.is_in_booking());
    talk.go_on(
        "
        tap: Classic Room
        bot: first name
    ",
    );
    assert!(talk.flow.asks_for_personal() && !talk.flow.is_with_team());
}
