//! The copy's checksums are the relay's, whatever happens there, and a scope that differs can be put right alone.

use crate::world::{
    T0, World, cid, contact, contact_row, conversation, conversation_row, cursor, found, inbox,
    message, message_row, rid, thread, tombstone, world,
};
use cache::{Checksum, Durability, IncomingRecord, Reread};
use domain::checksum::row_hash;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SCOPES: [&str; 3] = ["p1/inbox", "p2/inbox", "p1/guests"];

fn scope(name: &str) -> Scope {
    Scope(name.to_owned())
}

/// What a relay holds and tells, as DESIGN_SYNC says it.
#[derive(Default)]
struct Relay {
    seq: i64,
    records: BTreeMap<(Kind, RecordId), IncomingRecord>,
    left: Vec<(i64, Scope, Kind, RecordId)>,
}

impl Relay {
    fn next(&mut self) -> i64 {
        self.seq += 1;
        self.seq
    }

    fn put(&mut self, row: IncomingRecord) {
        self.records.insert((row.kind.clone(), row.id.clone()), row);
    }

    fn living(&self) -> impl Iterator<Item = &IncomingRecord> {
        self.records.values().filter(|row| !row.deleted)
    }

    fn conversation(&self, id: &str) -> Option<&IncomingRecord> {
        let key = (Kind::Conversation, rid(id));
        self.records.get(&key).filter(|row| !row.deleted)
    }

    fn messages(&self, of: &str) -> Vec<IncomingRecord> {
        let parent = Some(rid(of));
        let theirs = |row: &&IncomingRecord| row.kind == Kind::Message && row.parent == parent;
        self.living().filter(theirs).cloned().collect()
    }

    fn checksum(&self, of: &Scope) -> Checksum {
        let rows = self.living().filter(|row| row.scope == *of);
        rows.fold(Checksum::default(), |sum, row| Checksum {
            count: sum.count + 1,
            sum: sum
                .sum
                .wrapping_add(row_hash(&row.kind, &row.id, row.seq as u64)),
        })
    }

    /// One step: something is written, deleted or moved.
    fn step(&mut self, (what, n): (u8, u8)) {
        let (id, name) = (format!("c{}", n % 3), format!("m{n}"));
        let at = self.conversation(&id).map(|row| row.scope.clone());
        let seq = self.next();
        // An id that is gone is never used again.
        let gone = |kind, name: &str| {
            let found = self.records.get(&(kind, rid(name)));
            found.is_some_and(|row| row.deleted)
        };
        let dead = gone(Kind::Conversation, &id) || gone(Kind::Message, &name);
        let what = if dead && what < 3 { 6 } else { what };
        match (what, at) {
            (0, at) => {
                let row = conversation_row(&id, seq, &conversation(&id, "Ana", T0 + seq));
                let first = at.is_none();
                let at = at.unwrap_or_else(|| scope(SCOPES[usize::from(n % 2)]));
                self.put(IncomingRecord {
                    scope: at.clone(),
                    ..row
                });
                if first {
                    // A conversation begins with what was said.
                    let row = message_row(&name, seq, &message(&id, "hello", T0 + seq));
                    self.put(IncomingRecord { scope: at, ..row });
                }
            }
            (1 | 2, Some(at)) => {
                let row = message_row(&name, seq, &message(&id, "hello", T0 + seq));
                self.put(IncomingRecord { scope: at, ..row });
            }
            (3, Some(at)) => self.move_to(&id, &at, seq),
            (4, Some(_)) => {
                let one = self.messages(&id).first().cloned();
                self.records
                    .extend(one.map(|row| ((Kind::Message, row.id.clone()), tombstone(&row, seq))));
            }
            (5, Some(_)) => {
                let of = self.conversation(&id).cloned();
                for row in self.messages(&id).into_iter().chain(of) {
                    self.put(tombstone(&row, seq));
                }
            }
            _ => self.put(contact_row(&id, seq, &contact("Ana", None))),
        }
    }

    /// The conversation with a new number, its messages without one.
    fn move_to(&mut self, id: &str, from: &Scope, seq: i64) {
        let to = scope(if *from == inbox() {
            SCOPES[1]
        } else {
            SCOPES[0]
        });
        self.left
            .push((seq, from.clone(), Kind::Conversation, rid(id)));
        // Tombstones too, as in the relay.
        let parent = Some(rid(id));
        for row in self.records.values_mut() {
            if row.kind == Kind::Message && row.parent == parent && row.scope == *from {
                row.scope = to.clone();
            }
        }
        let mut row = self.conversation(id).unwrap().clone();
        (row.seq, row.scope) = (seq, to);
        self.put(row);
    }

    /// Everything in `scopes` above `since`; what left for a scope that is seen comes as itself only.
    fn feed(&self, scopes: &BTreeSet<Scope>, since: i64) -> Vec<IncomingRecord> {
        let seen = |row: &&IncomingRecord| row.seq > since && scopes.contains(&row.scope);
        let mut rows: Vec<IncomingRecord> = self.records.values().filter(seen).cloned().collect();
        for (seq, of, kind, id) in &self.left {
            let now = &self.records[&(kind.clone(), id.clone())];
            if *seq > since && scopes.contains(of) && !scopes.contains(&now.scope) {
                rows.push(IncomingRecord {
                    scope: of.clone(),
                    ..tombstone(now, *seq)
                });
            }
        }
        rows.sort_by_key(|row| row.seq);
        rows
    }
}

/// A desk over a cache: follows the changes, walks what it newly sees, erases what it loses.
struct Desk {
    world: World,
    scopes: BTreeSet<Scope>,
    cursor: i64,
}

impl Desk {
    fn catch_up(&mut self, relay: &Relay) {
        let applied = self.world.apply(&relay.feed(&self.scopes, self.cursor));
        self.cursor = relay.seq;
        for id in &applied.newly_seen {
            self.world.apply(&relay.messages(id.as_str()));
        }
    }

    fn see(&mut self, of: &Scope, relay: &Relay) {
        self.catch_up(relay);
        if self.scopes.remove(of) {
            self.world.cache.erase_scope(of).unwrap();
        } else {
            self.scopes.insert(of.clone());
            let rows: Vec<IncomingRecord> = relay
                .living()
                .filter(|row| row.scope == *of)
                .cloned()
                .collect();
            self.world.apply(&rows);
        }
    }

    fn agrees_with(&self, relay: &Relay) -> Result<(), TestCaseError> {
        let ours = self.world.cache.read(|r| r.checksums()).unwrap();
        for of in &self.scopes {
            let here = ours.get(of).copied().unwrap_or_default();
            prop_assert_eq!(here, relay.checksum(of), "{}", of);
        }
        for (of, sum) in ours {
            let empty = sum == Checksum::default();
            prop_assert!(
                self.scopes.contains(&of) || empty,
                "{} is not seen and not empty",
                of
            );
        }
        Ok(())
    }
}

/// A relay that took these steps, and three desks that followed it: one of the first scope, one of the second, one of both.
fn walked(steps: &[(u8, u8)]) -> Result<(), TestCaseError> {
    let mut relay = Relay::default();
    let scopes = SCOPES.map(scope);
    let mut desks = [&scopes[..1], &scopes[1..], &scopes[..]].map(|seen| Desk {
        world: world(),
        scopes: seen.iter().cloned().collect(),
        cursor: 0,
    });
    for (what, n) in steps.iter().copied() {
        match what {
            0..=6 => relay.step((what, n)),
            7 => desks[usize::from(n % 3)].catch_up(&relay),
            _ => desks[usize::from(n % 3)].see(&scopes[usize::from(n / 4)], &relay),
        }
        for desk in desks.iter().filter(|desk| desk.cursor == relay.seq) {
            desk.agrees_with(&relay)?;
        }
    }
    for desk in &mut desks {
        desk.catch_up(&relay);
        desk.agrees_with(&relay)?;
        prop_assert!(
            desk.world
                .cache
                .read(|r| r.messages().index_is_sound())
                .unwrap()
        );
    }
    Ok(())
}

/// R4: a message that is deleted while its conversation is out of sight is gone when it comes back: its tombstone moves along.
#[test]
fn a_tombstone_moves_along() {
    let steps = [(8, 5), (0, 0), (7, 5), (3, 0), (4, 9), (3, 3), (0, 0)];
    walked(&steps).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// R4: a correct copy never differs from the relay at the same number, whatever is written, moved, deleted, newly seen and lost.
    #[test]
    fn a_correct_copy_never_differs(steps in prop::collection::vec((0..9_u8, 0..12_u8), 1..60)) {
        walked(&steps)?;
    }
}

/// A relay with one conversation of three messages, and a copy of it.
fn copied() -> (Relay, Desk) {
    let mut relay = Relay::default();
    for n in [0, 3, 6] {
        relay.step((u8::from(n > 0), n));
    }
    let mut desk = Desk {
        world: world(),
        scopes: SCOPES.map(scope).into(),
        cursor: 0,
    };
    desk.catch_up(&relay);
    (relay, desk)
}

/// Reads a scope again until it is as the relay's, as the desk does; how often that took.
fn put_right(desk: &Desk, relay: &Relay) -> usize {
    let cache = &desk.world.cache;
    let rows = relay.feed(&BTreeSet::from([inbox()]), 0);
    for reading in 0..5 {
        let here = cache.read(|r| r.checksums()).unwrap();
        if here.get(&inbox()).copied().unwrap_or_default() == relay.checksum(&inbox()) {
            return reading;
        }
        let mut read = Reread::of(inbox());
        cache.reread(&mut read, &rows, |_, _| Ok(())).unwrap();
        cache.erase_strays(&read).unwrap();
    }
    panic!("never put right");
}

/// Plants a fault, and sees it put right in thread and index by reading the scope again.
fn heals(plant: impl FnOnce(&Desk)) {
    let (relay, desk) = copied();
    let before = thread(&desk.world.cache, "c0");
    assert_eq!(before.len(), 3);
    plant(&desk);
    assert!((1..=2).contains(&put_right(&desk, &relay)));
    assert_eq!(thread(&desk.world.cache, "c0"), before);
    assert_eq!(found(&desk.world.cache, "hello").len(), 3);
    assert_eq!(found(&desk.world.cache, "ghost").len(), 0);
    let sound = desk.world.cache.read(|r| r.messages().index_is_sound());
    assert!(sound.unwrap());
}

/// DESIGN_SYNC, Stream: what is missing comes, what is too much goes, what has a wrong number or place is put right.
#[test]
fn a_scope_that_differs_is_put_right() {
    heals(|desk| {
        let gone = desk.world.cache.erase_record(&Kind::Message, &rid("m3"));
        assert_eq!(gone.unwrap().rows, 1);
    });
    heals(|desk| {
        let ghost = message_row("ghost", 2, &message("c0", "ghost", T0));
        assert_eq!(desk.world.apply(&[ghost]).rows, 1);
    });
    heals(|desk| {
        let wrong = message_row("m3", 90, &message("c0", "ghost", T0));
        assert_eq!(desk.world.apply(&[wrong]).rows, 1);
    });
    heals(|desk| {
        let lost = tombstone(&message_row("m3", 91, &message("c0", "", T0)), 91);
        assert_eq!(desk.world.apply(&[lost]).rows, 1);
    });
}

/// A copy that is older than its checksums (or fails to add up) is counted anew, and nothing else is touched.
#[test]
fn a_scope_is_counted_anew() {
    let (relay, desk) = copied();
    let counted = desk
        .world
        .cache
        .write(Durability::Normal, |w| w.recount(&inbox()))
        .unwrap();
    assert_eq!(counted, relay.checksum(&inbox()));
}

/// What a person wrote and the relay does not know does not count, and survives when its scope is put right.
#[test]
fn what_only_this_desk_knows_stays() {
    let (relay, desk) = copied();
    let mine = crate::world::mid("mine");
    desk.world
        .cache
        .write(Durability::Full, |w| {
            w.insert_predicted_message(&mine, &message("c0", "just written", T0))
        })
        .unwrap();
    assert_eq!(put_right(&desk, &relay), 0);
    desk.world
        .cache
        .erase_record(&Kind::Message, &rid("m3"))
        .unwrap();
    put_right(&desk, &relay);
    assert_eq!(found(&desk.world.cache, "just"), ["mine"]);
}

/// DESIGN_SYNC, Who may see what: a conversation that left takes its messages along, a late page of history brings none of them
/// back, and what comes into sight again is taken although its number is known.
#[test]
fn what_left_comes_back_whole() {
    let (mut relay, mut desk) = copied();
    desk.scopes = BTreeSet::from([inbox()]);
    let old = relay.messages("c0");
    relay.step((3, 0));
    desk.catch_up(&relay);
    assert_eq!(thread(&desk.world.cache, "c0"), Vec::<String>::new());
    assert_eq!(found(&desk.world.cache, "hello"), Vec::<String>::new());
    desk.world.apply(&old);
    assert_eq!(thread(&desk.world.cache, "c0"), Vec::<String>::new());
    desk.see(&scope(SCOPES[1]), &relay);
    assert_eq!(thread(&desk.world.cache, "c0").len(), 3);
    let row = desk
        .world
        .cache
        .read(|r| r.get::<domain::conversation::Conversation>(&cid("c0")));
    assert!(row.unwrap().is_some());
    let at = desk.world.cache.read(|r| r.meta().cursor()).unwrap();
    assert_ne!(at, Some(cursor(0)));
}
