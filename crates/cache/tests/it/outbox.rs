//! What a person did and the relay has not confirmed.

use crate::world::{World, cid, cursor, file, key, world};
use cache::{Cache, Durability, Error, NewEntry, OutboxEntry, OutboxState};
use domain::command::{Action, Code, Command};
use domain::id::CommandId;
use domain::time::UnixMillis;

fn id(text: &str) -> CommandId {
    CommandId::new(text).unwrap()
}

fn reply(command: &str, conversation: &str) -> NewEntry {
    NewEntry {
        command: Command {
            id: id(command),
            action: Action::SendMessage {
                conversation: cid(conversation),
                text: format!("text of {command}"),
                attachment: None,
                message: Some(crate::world::mid(&format!("m-{command}"))),
                reply_to: None,
                seen: None,
                send_at: None,
            },
        },
        after: Vec::new(),
        record: Some(crate::world::rid(&format!("m-{command}"))),
        created_at: UnixMillis(5),
    }
}

fn after(mut entry: NewEntry, others: &[&str]) -> NewEntry {
    entry.after = others.iter().map(|other| id(other)).collect();
    entry
}

fn push(world: &World, entries: &[NewEntry]) {
    for entry in entries {
        world
            .cache
            .write(Durability::Full, |w| w.outbox_mut().push(entry))
            .unwrap();
    }
}

fn change<T>(world: &World, f: impl FnOnce(&cache::OutboxWriter<'_>) -> cache::Result<T>) -> T {
    world
        .cache
        .write(Durability::Full, |w| f(&w.outbox_mut()))
        .unwrap()
}

fn ready(world: &World) -> Vec<String> {
    let ready = world.cache.read(|r| r.outbox().ready(100)).unwrap();
    ready.iter().map(|e| e.command.id.to_string()).collect()
}

fn state(world: &World, command: &str) -> OutboxState {
    world
        .cache
        .read(|r| r.outbox().get(&id(command)))
        .unwrap()
        .unwrap()
        .state
}

/// R5: what was written is there after a restart, as it was written; what was under way is queued again.
#[test]
fn survives_a_restart() {
    let world = world();
    push(&world, &[reply("a", "c1"), after(reply("b", "c2"), &["a"])]);
    change(&world, |o| o.begin(&id("a")));
    let World { dir, cache } = world;
    drop(cache);
    let cache = Cache::open(&file(&dir), &key()).unwrap();
    assert_eq!(
        cache
            .write(Durability::Full, |w| w.outbox_mut().requeue_all())
            .unwrap(),
        1
    );
    let entries: Vec<OutboxEntry> = cache.read(|r| r.outbox().all()).unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].command, reply("a", "c1").command);
    assert_eq!(
        (entries[0].attempts, &entries[0].state),
        (1, &OutboxState::Queued)
    );
    assert_eq!(entries[1].after, [id("a")]);
    assert_eq!(entries[1].record, Some(crate::world::rid("m-b")));
    assert_eq!(entries[1].lane, "conversation:c2");
}

/// SPEC 39 and issue 2, offline: in order within a conversation, side by side across them, one at a time in each.
#[test]
fn lanes_keep_the_order_of_a_conversation() {
    let world = world();
    push(
        &world,
        &[reply("a1", "c1"), reply("a2", "c1"), reply("b1", "c2")],
    );
    assert_eq!(ready(&world), ["a1", "b1"]);
    change(&world, |o| o.begin(&id("a1")));
    assert_eq!(ready(&world), ["b1"], "a1 is under way, a2 waits for it");
    change(&world, |o| o.failed(&id("a1"), "connection refused"));
    assert_eq!(ready(&world), ["a1", "b1"]);
    let entry = world
        .cache
        .read(|r| r.outbox().get(&id("a1")))
        .unwrap()
        .unwrap();
    assert_eq!(
        (entry.attempts, entry.last_error.as_deref()),
        (1, Some("connection refused"))
    );
    change(&world, |o| o.begin(&id("a1")));
    change(&world, |o| o.answered(&id("a1"), 40));
    assert_eq!(ready(&world), ["a2", "b1"]);
    assert_eq!(
        world.cache.read(|r| r.outbox().ready(1)).unwrap().len(),
        1,
        "a limit is a limit"
    );
}

/// A refusal holds what depends on it, through any number of steps, and nothing else.
#[test]
fn a_refusal_holds_only_what_depends_on_it() {
    let world = world();
    push(
        &world,
        &[
            reply("file", "c1"),
            after(reply("text", "c1"), &["file"]),
            after(reply("thanks", "c3"), &["text"]),
            reply("other", "c1"),
        ],
    );
    change(&world, |o| o.begin(&id("file")));
    let held = change(&world, |o| {
        o.refused(&id("file"), &Code::WindowClosed, Some("24 h"))
    });
    assert_eq!(held, [id("text"), id("thanks")]);
    assert_eq!(
        state(&world, "file"),
        OutboxState::Refused {
            code: Code::WindowClosed,
            detail: Some("24 h".to_owned())
        }
    );
    for dependant in ["text", "thanks"] {
        assert!(
            matches!(
                state(&world, dependant),
                OutboxState::Held {
                    code: Code::WindowClosed,
                    ..
                }
            ),
            "{dependant}"
        );
    }
    assert_eq!(ready(&world), ["other"]);
}

/// A command waits for what it comes after, also across lanes.
#[test]
fn after_waits_across_lanes() {
    let world = world();
    push(
        &world,
        &[
            reply("upload", "c1"),
            after(reply("send", "c2"), &["upload"]),
        ],
    );
    assert_eq!(ready(&world), ["upload"]);
    change(&world, |o| o.begin(&id("upload")));
    assert_eq!(ready(&world), Vec::<String>::new());
    change(&world, |o| o.answered(&id("upload"), 9));
    assert_eq!(ready(&world), ["send"]);
}

/// An answer alone takes nothing out: the command leaves when the cursor has reached the number of its answer.
#[test]
fn leaves_when_the_cursor_has_its_answer() {
    let world = world();
    push(
        &world,
        &[reply("a", "c1"), reply("b", "c1"), reply("c", "c1")],
    );
    change(&world, |o| o.begin(&id("a")));
    change(&world, |o| o.answered(&id("a"), 40));
    change(&world, |o| o.answered(&id("b"), 41));
    assert!(
        world
            .cache
            .read(|r| r.outbox().get(&id("a")))
            .unwrap()
            .unwrap()
            .is_pending()
    );
    let mut told = Vec::new();
    world
        .cache
        .apply_page(&[], Some(&cursor(40)), |w, applied| {
            told.extend(applied.to_predict.iter().cloned());
            assert_eq!(w.outbox().all()?.len(), 2);
            Ok(())
        })
        .unwrap();
    assert_eq!(
        told,
        [(domain::record::Kind::Conversation, crate::world::rid("c1"))]
    );
    assert!(
        world
            .cache
            .read(|r| r.outbox().get(&id("a")))
            .unwrap()
            .is_none()
    );
    assert_eq!(state(&world, "b"), OutboxState::Answered { seq: 41 });
    let settled = change(&world, |o| o.settle(1000));
    assert_eq!(settled.len(), 1);
    assert_eq!(state(&world, "c"), OutboxState::Queued);
}

/// Held for review: a person sends it after all (under a new id, because a refused one has its answer) or drops it.
#[test]
fn a_person_releases_or_dismisses() {
    let world = world();
    push(&world, &[reply("a", "c1"), reply("b", "c1")]);
    change(&world, |o| o.held(&id("a"), &Code::ColleagueAnswered, None));
    change(&world, |o| o.refused(&id("b"), &Code::NotYours, None));
    let anyway = Action::AddNote {
        conversation: cid("c1"),
        text: "n".to_owned(),
        attachment: None,
        message: None,
    };
    change(&world, |o| o.release(&id("a"), None, Some(&anyway)));
    assert_eq!(ready(&world), ["a"]);
    let entry = world
        .cache
        .read(|r| r.outbox().get(&id("a")))
        .unwrap()
        .unwrap();
    assert_eq!(
        (entry.command.action, entry.state),
        (anyway, OutboxState::Queued)
    );
    change(&world, |o| o.release(&id("b"), Some(&id("b2")), None));
    assert_eq!(state(&world, "b2"), OutboxState::Queued);
    change(&world, |o| o.dismiss(&id("b2")));
    assert!(
        world
            .cache
            .read(|r| r.outbox().get(&id("b2")))
            .unwrap()
            .is_none()
    );
}

/// BEYOND 5.2: what is released leaves after what its person has done since: a conversation is taken over before the reply that was held for
/// it is sent.
#[test]
fn what_is_released_goes_behind_what_waits() {
    let world = world();
    push(&world, &[reply("held", "c1")]);
    change(&world, |o| {
        o.held(&id("held"), &Code::ColleagueAnswered, None)
    });
    push(&world, &[reply("since", "c1")]);
    change(&world, |o| o.release(&id("held"), Some(&id("again")), None));
    assert_eq!(ready(&world), ["since"], "one of a lane at a time");
    let all = world.cache.read(|r| r.outbox().all()).unwrap();
    let order: Vec<String> = all.iter().map(|it| it.command.id.to_string()).collect();
    assert_eq!(order, ["since", "again"]);
}

/// A step that does not fit the state is an error value and changes nothing.
#[test]
fn steps_out_of_turn_are_errors() {
    let world = world();
    push(&world, &[reply("a", "c1")]);
    let fails = |f: &dyn Fn(&cache::OutboxWriter<'_>) -> cache::Result<()>| {
        let result = world.cache.write(Durability::Full, |w| f(&w.outbox_mut()));
        assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
    };
    fails(&|o| o.failed(&id("a"), "not under way"));
    fails(&|o| o.release(&id("a"), None, None));
    fails(&|o| o.begin(&id("nobody")));
    fails(&|o| o.answered(&id("nobody"), 1));
    change(&world, |o| o.begin(&id("a")));
    fails(&|o| o.begin(&id("a")));
    fails(&|o| o.dismiss(&id("a")).map(drop));
    assert_eq!(state(&world, "a"), OutboxState::Sending);
}

/// The same command twice is one command; numbers are never used twice.
#[test]
fn a_repeat_is_the_same_command() {
    let world = world();
    let first = change(&world, |o| o.push(&reply("a", "c1")));
    assert_eq!(change(&world, |o| o.push(&reply("a", "c9"))), first);
    change(&world, |o| o.dismiss(&id("a")));
    assert!(change(&world, |o| o.push(&reply("b", "c1"))) > first);
}

/// A command without conversation or contact is its own lane.
#[test]
fn lanes_of_other_commands() {
    let world = world();
    let presence = NewEntry {
        command: Command {
            id: id("p"),
            action: Action::SetPresence {
                presence: domain::staff::Presence::Away,
            },
        },
        after: Vec::new(),
        record: None,
        created_at: UnixMillis(1),
    };
    push(&world, &[presence]);
    let lanes: Vec<String> = world
        .cache
        .read(|r| r.outbox().all())
        .unwrap()
        .into_iter()
        .map(|e| e.lane)
        .collect();
    assert_eq!(lanes, ["command:p"]);
    assert_eq!(
        world
            .cache
            .read(|r| r.outbox().of_conversation(&cid("c1")))
            .unwrap(),
        []
    );
}

/// R7: what was saved from a damaged file goes into the new one as it was.
#[test]
fn restores_saved_entries() {
    let old = world();
    push(
        &old,
        &[reply("a", "c1"), reply("b", "c1"), reply("c", "c2")],
    );
    change(&old, |o| o.refused(&id("b"), &Code::NotYours, None));
    change(&old, |o| o.answered(&id("c"), 12));
    let saved = cache::rescue_outbox(&file(&old.dir), &key());
    assert_eq!(saved.len(), 3);
    let fresh = world();
    for entry in &saved {
        change(&fresh, |o| o.restore(entry));
        change(&fresh, |o| o.restore(entry));
    }
    let states: Vec<OutboxState> = fresh
        .cache
        .read(|r| r.outbox().all())
        .unwrap()
        .into_iter()
        .map(|e| e.state)
        .collect();
    assert_eq!(states[0], OutboxState::Queued);
    assert!(matches!(
        states[1],
        OutboxState::Refused {
            code: Code::NotYours,
            ..
        }
    ));
    assert_eq!(states[2], OutboxState::Answered { seq: 12 });
}
