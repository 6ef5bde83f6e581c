//! What was sent is remembered for a relay that loses it.

use crate::world::{T0, World, cid, conversation, conversation_row, cursor, inbox, world};
use cache::{Durability, NewEntry};
use domain::command::{Action, Command};
use domain::id::ContactId;
use domain::time::UnixMillis;

fn push(world: &World, id: &str, action: Action, seq: i64) {
    world
        .cache
        .write(Durability::Full, |w| {
            let command = Command {
                id: id.parse().unwrap(),
                action,
            };
            let id = command.id.clone();
            w.outbox_mut().push(&NewEntry {
                command,
                after: Vec::new(),
                record: None,
                created_at: UnixMillis(T0 + seq),
            })?;
            w.outbox_mut().begin(&id)?;
            w.outbox_mut().answered(&id, seq)
        })
        .unwrap();
}

fn claim(conversation: &str) -> Action {
    Action::Claim {
        conversation: cid(conversation),
    }
}

fn guest() -> Action {
    Action::EditContact {
        contact: ContactId::new("g-c1").unwrap(),
        name: Some("Ana".to_owned()),
        phone: None,
        email: None,
    }
}

/// Ids of what was sent above a number.
fn sent(world: &World, above: i64) -> Vec<String> {
    let found = world.cache.read(|r| r.sent().above(above, 0, 50)).unwrap();
    found.iter().map(|it| it.command.id.to_string()).collect()
}

/// DESIGN_SYNC, Cursor and history: what was done is remembered when it leaves the outbox, in order, above the number that is shared;
/// what had no effect is not; what is too old is forgotten.
#[test]
fn what_was_done_is_remembered_for_a_while() {
    let world = world();
    for (id, seq) in [("k1", 5), ("k2", 6), ("k3", 0)] {
        push(&world, id, claim("c1"), seq);
    }
    assert_eq!(sent(&world, 0), Vec::<String>::new());
    let page = world
        .cache
        .apply_page(&[], Some(&cursor(6)), |_, _| Ok(()))
        .unwrap();
    assert!(page.is_empty());
    assert_eq!(sent(&world, 0), ["k1", "k2"]);
    assert_eq!(sent(&world, 5), ["k2"]);
    let after = world.cache.read(|r| r.sent().above(0, 0, 1)).unwrap();
    let rest = world
        .cache
        .read(|r| r.sent().above(0, after[0].local, 50))
        .unwrap();
    assert_eq!(rest[0].command.action, claim("c1"));
    world
        .cache
        .write(Durability::Normal, |w| {
            w.sent_mut().forget_before(UnixMillis(T0 + 6))
        })
        .unwrap();
    assert_eq!(sent(&world, 0), ["k2"]);
}

/// A restored relay: what was answered above its number counts as sent, not as on its way; drafts stay.
#[test]
fn a_rewind_keeps_what_was_sent_and_written() {
    let world = World::with(&[conversation_row("c1", 8, &conversation("c1", "Ana", T0))]);
    push(&world, "k1", claim("c1"), 9);
    world
        .cache
        .write(Durability::Full, |w| {
            w.drafts_mut()
                .set(&cid("c1"), cache::DraftMode::Reply, "half", UnixMillis(1))?;
            w.rewind_to(&cursor(7))
        })
        .unwrap();
    assert_eq!(world.cache.read(|r| r.outbox().all()).unwrap(), []);
    assert_eq!(sent(&world, 7), ["k1"]);
    let draft = world
        .cache
        .read(|r| r.drafts().get(&cid("c1"), cache::DraftMode::Reply));
    assert_eq!(draft.unwrap().unwrap().text, "half");
}

/// R10, R11: what was sent goes with the conversation or guest it was about.
#[test]
fn what_was_sent_goes_with_its_guest() {
    let contact = crate::world::contact("Ana", None);
    let world = World::with(&[
        conversation_row("c1", 1, &conversation("c1", "Ana", T0)),
        crate::world::contact_row("c1", 2, &contact),
    ]);
    push(&world, "k1", claim("c1"), 3);
    push(&world, "k2", guest(), 4);
    world
        .cache
        .apply_page(&[], Some(&cursor(4)), |_, _| Ok(()))
        .unwrap();
    assert_eq!(sent(&world, 0), ["k1", "k2"]);
    world.cache.erase_scope(&inbox()).unwrap();
    assert_eq!(sent(&world, 0), ["k2"]);
    let guests = domain::record::Scope("p1/guests".to_owned());
    world.cache.erase_scope(&guests).unwrap();
    assert_eq!(sent(&world, 0), Vec::<String>::new());
}
