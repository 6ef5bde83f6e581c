//! A command taken back is as if it had never been.

use super::{Buffer, Left};
use crate::model::{EnvelopeEnd, JobEnd, LookupKey, NewJob, Record, StoredAnswer};
use domain::command::{Answer, Code, Outcome};
use domain::id::{CommandId, RecordId, StaffId};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use proptest::prelude::*;

/// One thing a command does, to one of a few names.
#[derive(Debug, Clone)]
enum Act {
    Put(u8),
    Point(u8, Option<u8>),
    Answer(u8, u8),
    Event(u8),
    Lists,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..3_u8).prop_map(Act::Put),
        (0..3_u8, prop::option::of(0..2_u8)).prop_map(|(key, to)| Act::Point(key, to)),
        (0..3_u8, 0..2_u8).prop_map(|(id, hash)| Act::Answer(id, hash)),
        (0..3_u8).prop_map(Act::Event),
        Just(Act::Lists),
    ]
}

fn id(n: u8) -> RecordId {
    RecordId::new(format!("r{n}")).unwrap()
}

fn record(n: u8, seq: u64) -> Record {
    Record {
        kind: Kind::Contact,
        id: id(n),
        scope: Scope::house(),
        parent: None,
        owner: None,
        state: None,
        at: UnixMillis(0),
        seq,
        deleted: false,
        body: String::new(),
    }
}

fn answer(n: u8, hash: u8) -> StoredAnswer {
    let id = CommandId::new(format!("c{n}")).unwrap();
    StoredAnswer {
        id: id.clone(),
        request_hash: hash.to_string(),
        about: None,
        staff: StaffId::new("olga").unwrap(),
        answer: Answer {
            id,
            outcome: Outcome::Done,
            code: Code::Ok,
            detail: None,
            seq: None,
        },
    }
}

fn apply(buffer: &mut Buffer, acts: &[Act]) {
    buffer.seq += 1;
    let seq = buffer.seq;
    for act in acts {
        match act {
            Act::Put(n) => buffer.put(record(*n, seq)),
            Act::Point(n, to) => {
                let key = LookupKey {
                    space: "phone",
                    key: n.to_string(),
                };
                buffer.point(key, to.map(id));
            }
            Act::Answer(n, hash) => buffer.answer(answer(*n, *hash)),
            Act::Event(n) => {
                buffer.event(&n.to_string());
            }
            Act::Lists => {
                buffer.left.push(Left {
                    scope: Scope::house(),
                    seq,
                    kind: Kind::Contact,
                    id: id(0),
                });
                buffer.taken.push("phone");
                buffer.jobs.push(NewJob {
                    id: seq.to_string(),
                    kind: String::new(),
                    lane: String::new(),
                    due: UnixMillis(0),
                    payload: String::new(),
                });
                buffer.ended_jobs.push((seq.to_string(), JobEnd::Done));
                buffer.envelopes.push((1, EnvelopeEnd::Dead));
            }
        }
    }
}

/// Everything that a commit would write.
fn content(buffer: &Buffer) -> String {
    format!(
        "{:?}",
        (
            buffer.seq,
            &buffer.records,
            (&buffer.left, &buffer.lookups, &buffer.taken),
            (&buffer.answers, &buffer.events),
            (&buffer.jobs, &buffer.ended_jobs, &buffer.envelopes),
        )
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Groups with refused commands end like groups without them.
    #[test]
    fn a_refused_command_leaves_nothing(
        group in prop::collection::vec((prop::collection::vec(act(), 0..8), any::<bool>()), 1..8)
    ) {
        let (mut with, mut without) = (Buffer::new(7), Buffer::new(7));
        for (acts, refused) in &group {
            with.mark();
            apply(&mut with, acts);
            if *refused {
                with.rollback();
            } else {
                apply(&mut without, acts);
            }
            prop_assert_eq!(content(&with), content(&without));
        }
    }

    /// Without a mark everything goes, and a second time changes nothing.
    #[test]
    fn without_a_mark_everything_goes(acts in prop::collection::vec(act(), 0..12)) {
        let mut buffer = Buffer::new(7);
        apply(&mut buffer, &acts);
        for _ in 0..2 {
            buffer.rollback();
            prop_assert_eq!(content(&buffer), content(&Buffer::new(7)));
        }
    }
}

/// The first answer of an id stays, and an event is new once.
#[test]
fn firsts_stay() {
    let mut buffer = Buffer::new(0);
    buffer.answer(answer(1, 1));
    buffer.answer(answer(1, 2));
    let kept: Vec<&str> = buffer
        .answers
        .values()
        .map(|answer| answer.request_hash.as_str())
        .collect();
    assert_eq!(kept, ["1"]);
    assert!(buffer.event("e"));
    assert!(!buffer.event("e"));
}
