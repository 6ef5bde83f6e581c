//! Forgetting.

use crate::world::{
    T0, World, cid, contact, contact_row, conversation, conversation_row, cursor, found, message,
    message_row, mid, rid, thread,
};
use cache::{DraftMode, Durability, IncomingRecord, NewEntry};
use domain::command::{Action, Command};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;

fn beach() -> Scope {
    Scope("p2/inbox".to_owned())
}

/// Two houses: c1 in the first, c2 in the second, 60 messages each.
fn two_houses() -> World {
    let mut rows = vec![
        conversation_row("c1", 1, &conversation("c1", "Ana", T0)),
        IncomingRecord {
            scope: beach(),
            ..conversation_row("c2", 2, &conversation("c2", "Zoe", T0))
        },
        contact_row("c1", 3, &contact("Ana", Some("+351912345678"))),
    ];
    for n in 0..60 {
        let here = message("c1", &format!("lobby word{n}"), T0 + n);
        let there = message("c2", &format!("seaside word{n}"), T0 + n);
        rows.push(message_row(&format!("a{n:02}"), 10 + n, &here));
        rows.push(IncomingRecord {
            scope: beach(),
            ..message_row(&format!("b{n:02}"), 10 + n, &there)
        });
    }
    World::with(&rows)
}

/// R10: after a scope is lost nothing of it is listed, found or kept as a draft, and the rest is untouched.
#[test]
fn a_lost_scope_is_gone_and_nothing_else() {
    let world = two_houses();
    for c in ["c1", "c2"] {
        world
            .cache
            .write(Durability::Full, |w| {
                w.drafts_mut()
                    .set(&cid(c), DraftMode::Reply, "half a sentence", UnixMillis(1))
            })
            .unwrap();
    }
    let applied = world.cache.erase_scope(&beach()).unwrap();
    assert!(
        applied.conversations.contains(&cid("c2")) && !applied.conversations.contains(&cid("c1"))
    );
    assert_eq!(applied.messages[&cid("c2")].len(), 60);
    assert_eq!(found(&world.cache, "seaside"), Vec::<String>::new());
    assert_eq!(thread(&world.cache, "c2"), Vec::<String>::new());
    assert_eq!(found(&world.cache, "lobby").len(), 50);
    assert_eq!(thread(&world.cache, "c1").len(), 60);
    let (gone, kept, guests) = world
        .cache
        .read(|r| {
            Ok((
                r.drafts().get(&cid("c2"), DraftMode::Reply)?,
                r.drafts().get(&cid("c1"), DraftMode::Reply)?,
                r.search_conversations("zoe", 9)?,
            ))
        })
        .unwrap();
    assert!(gone.is_none() && kept.is_some() && guests.is_empty());
    assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
    let wal = std::fs::metadata(world.dir.path().join("cache.db-wal")).unwrap();
    assert_eq!(wal.len(), 0, "the log is emptied too");
}

/// Access given back: the same rows with the same numbers are taken again (a conversation must not stay away).
#[test]
fn what_was_erased_can_come_back() {
    let world = two_houses();
    world.cache.erase_scope(&beach()).unwrap();
    let again = IncomingRecord {
        scope: beach(),
        ..message_row("b00", 10, &message("c2", "seaside word0", T0))
    };
    assert_eq!(world.apply(&[again]).rows, 1);
    assert_eq!(found(&world.cache, "seaside"), ["b00"]);
}

/// R11: one guest's conversation goes with its messages and leaves no id behind.
#[test]
fn one_conversation_is_erased_with_its_messages() {
    let world = two_houses();
    world
        .cache
        .erase_record(&Kind::Conversation, &rid("c1"))
        .unwrap();
    world
        .cache
        .erase_record(&Kind::Contact, &rid("g-c1"))
        .unwrap();
    assert_eq!(found(&world.cache, "lobby"), Vec::<String>::new());
    assert_eq!(
        world
            .cache
            .read(|r| r.records().count(&Kind::Message))
            .unwrap(),
        60
    );
    assert_eq!(
        world
            .cache
            .read(|r| r.search_contacts("912345", 9))
            .unwrap(),
        []
    );
    assert_eq!(found(&world.cache, "seaside").len(), 50);
    assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
}

/// DESIGN_SYNC: a restored relay is behind; rows above its number go, the outbox and what only this desk knows stay.
#[test]
fn rewinds_to_a_number_and_keeps_the_outbox() {
    let world = two_houses();
    let command = Command {
        id: "k1".parse().unwrap(),
        action: Action::Claim {
            conversation: cid("c1"),
        },
    };
    world
        .cache
        .write(Durability::Full, |w| {
            w.outbox_mut().push(&NewEntry {
                command,
                after: Vec::new(),
                record: None,
                created_at: UnixMillis(1),
            })?;
            w.insert_predicted_message(&mid("mine"), &message("c1", "just written", T0))
        })
        .unwrap();
    let applied = world
        .cache
        .write(Durability::Full, |w| w.rewind_to(&cursor(39)))
        .unwrap();
    assert_eq!(applied.rows, 60);
    assert_eq!(thread(&world.cache, "c1").len(), 31);
    assert_eq!(found(&world.cache, "word30"), Vec::<String>::new());
    assert_eq!(found(&world.cache, "word29").len(), 2);
    assert_eq!(found(&world.cache, "just"), ["mine"]);
    assert_eq!(world.cache.read(|r| r.outbox().all()).unwrap().len(), 1);
    assert_eq!(
        world.cache.read(|r| r.meta().cursor()).unwrap(),
        Some(cursor(39))
    );
    assert_eq!(world.cache.read(|r| r.records().highest_seq()).unwrap(), 39);
}
