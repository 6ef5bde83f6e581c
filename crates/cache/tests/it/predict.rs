//! Base and prediction.

use crate::world::{
    T0, World, cid, conversation, conversation_row, found, message, message_row, mid, rid, thread,
};
use cache::{Applied, ConversationFilter, Durability, Error, Row, Statuses, Writer};
use domain::conversation::{Conversation, ConversationStatus};
use domain::message::Message;
use domain::record::Kind;

fn world() -> World {
    World::with(&[conversation_row("c1", 1, &conversation("c1", "Ana", T0))])
}

fn visible(world: &World) -> Row<Conversation> {
    world
        .cache
        .read(|r| r.conversations().get(&cid("c1")))
        .unwrap()
        .unwrap()
}

fn base(world: &World) -> Option<Conversation> {
    world
        .cache
        .read(|r| r.records().base::<Conversation>(&cid("c1")))
        .unwrap()
}

fn full<T>(world: &World, f: impl FnOnce(&Writer<'_>) -> cache::Result<T>) -> T {
    world.cache.write(Durability::Full, f).unwrap()
}

fn resolved(world: &World) -> Conversation {
    let mut body = base(world).unwrap();
    body.status = ConversationStatus::Resolved;
    body.waiting_since = None;
    body
}

/// Staff see the prediction in list, counts and header; the base lies beside it untouched.
#[test]
fn the_visible_row_is_the_prediction() {
    let world = world();
    let applied = full(&world, |w| w.set_visible(&cid("c1"), &resolved(&world)));
    assert_eq!(applied.statuses[0].after, ConversationStatus::Resolved);
    let row = visible(&world);
    assert!(row.predicted && row.seq == 1);
    assert_eq!(row.body.status, ConversationStatus::Resolved);
    assert_eq!(
        base(&world).unwrap().status,
        ConversationStatus::AwaitingAgent
    );
    let list = world
        .cache
        .read(|r| r.conversations().page(&ConversationFilter::default(), 0, 9));
    assert_eq!(list.unwrap().total, 0);
    assert_eq!(
        world
            .cache
            .read(|r| r.conversations().waiting())
            .unwrap()
            .count,
        0
    );
    assert_eq!(
        world.cache.read(|r| r.records().predicted()).unwrap(),
        [(Kind::Conversation, rid("c1"))]
    );
}

/// A change from the relay replaces the base, and the same transaction predicts again on top of it.
#[test]
fn a_change_replaces_the_base_and_predicts_again() {
    let world = world();
    full(&world, |w| w.set_visible(&cid("c1"), &resolved(&world)));
    let mut renamed = conversation("c1", "Ana Prado", T0 + 9);
    renamed.unread = 2;
    let again = |w: &Writer<'_>, applied: &Applied| {
        assert_eq!(
            applied.to_predict.iter().collect::<Vec<_>>(),
            [&(Kind::Conversation, rid("c1"))]
        );
        let mut body = w
            .records()
            .base::<Conversation>(&cid("c1"))?
            .ok_or(Error::NotFound)?;
        body.status = ConversationStatus::Resolved;
        w.set_visible(&cid("c1"), &body).map(drop)
    };
    world
        .cache
        .apply_page(&[conversation_row("c1", 2, &renamed)], None, again)
        .unwrap();
    let row = visible(&world);
    assert_eq!(
        (row.body.card.name.as_str(), row.body.unread, row.seq),
        ("Ana Prado", 2, 2)
    );
    assert_eq!(row.body.status, ConversationStatus::Resolved);
    assert_eq!(base(&world).unwrap(), renamed);
}

/// A refusal puts back what the relay said.
#[test]
fn a_refusal_shows_the_base_again() {
    let world = world();
    let before = visible(&world);
    full(&world, |w| w.set_visible(&cid("c1"), &resolved(&world)));
    let applied = full(&world, |w| {
        w.clear_prediction(&Kind::Conversation, &rid("c1"))
    });
    assert_eq!(applied.statuses[0].after, ConversationStatus::AwaitingAgent);
    assert_eq!(visible(&world), before);
    let nothing = full(&world, |w| {
        w.clear_prediction(&Kind::Conversation, &rid("c1"))
    });
    assert_eq!(nothing, Applied::default());
}

/// A prediction that equals the base is none: the row is as the relay sent it.
#[test]
fn a_prediction_equal_to_the_base_is_none() {
    let world = world();
    full(&world, |w| w.set_visible(&cid("c1"), &resolved(&world)));
    let same = base(&world).unwrap();
    full(&world, |w| w.set_visible(&cid("c1"), &same));
    assert!(!visible(&world).predicted);
    assert!(
        world
            .cache
            .read(|r| r.records().predicted())
            .unwrap()
            .is_empty()
    );
}

/// A message written here is seen and found at once; the relay's row takes its place; a refused one is gone without a word.
#[test]
fn a_message_written_here() {
    let world = world();
    let body = message("c1", "towels are coming", T0 + 5);
    let applied = full(&world, |w| w.insert_predicted_message(&mid("m1"), &body));
    assert!(applied.new_messages.contains(&mid("m1")));
    full(&world, |w| {
        w.insert_predicted_message(&mid("m2"), &message("c1", "wrong guest", T0))
    });
    assert_eq!(found(&world.cache, "towels"), ["m1"]);
    assert_eq!(
        world
            .cache
            .read(|r| r.records().base::<Message>(&mid("m1")))
            .unwrap(),
        None
    );
    let twice = full(&world, |w| w.insert_predicted_message(&mid("m1"), &body));
    assert_eq!((twice.rows, twice.skipped), (0, 1));

    world.apply(&[message_row(
        "m1",
        7,
        &message("c1", "towels are coming", T0 + 99),
    )]);
    let row = world
        .cache
        .read(|r| r.messages().get(&mid("m1")))
        .unwrap()
        .unwrap();
    assert!(!row.pending && !row.row.predicted && row.row.seq == 7);
    full(&world, |w| w.clear_prediction(&Kind::Message, &rid("m2")));
    assert_eq!(thread(&world.cache, "c1"), ["m1"]);
    assert_eq!(found(&world.cache, "wrong"), Vec::<String>::new());
    assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
}

/// The relay's row can come before the desk writes its own: then there is nothing to predict.
#[test]
fn the_relay_was_faster() {
    let world = world();
    world.apply(&[message_row("m1", 7, &message("c1", "from relay", T0))]);
    full(&world, |w| {
        w.insert_predicted_message(&mid("m1"), &message("c1", "from here", T0))
    });
    let row = world
        .cache
        .read(|r| r.get::<Message>(&mid("m1")))
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.body.text.as_str(), row.predicted),
        ("from relay", false)
    );
}

/// A retry: a known failed message shown as queued stays in its place.
#[test]
fn a_predicted_state_does_not_move_a_known_message() {
    let world = world();
    world.apply(&[
        message_row("m1", 2, &message("c1", "one", T0 + 1)),
        message_row("m2", 3, &message("c1", "two", T0 + 2)),
    ]);
    let mut queued = message("c1", "one", T0 + 1);
    queued.state = domain::delivery::MessageState::Queued;
    full(&world, |w| w.set_visible(&mid("m1"), &queued));
    let page = world
        .cache
        .read(|r| r.messages().page(&cid("c1"), None, 9))
        .unwrap();
    assert_eq!(
        page.messages[0].row.body.state,
        domain::delivery::MessageState::Queued
    );
    assert!(!page.messages[0].pending);
    assert_eq!(thread(&world.cache, "c1"), ["m1", "m2"]);
}

/// What is not here cannot be predicted.
#[test]
fn predicting_nothing_is_an_error() {
    let world = world();
    let body = conversation("c9", "Ana", T0);
    let missing = world
        .cache
        .write(Durability::Full, |w| w.set_visible(&cid("c9"), &body));
    assert!(matches!(missing, Err(Error::NotFound)));
    let orphan = world.cache.write(Durability::Full, |w| {
        w.insert_predicted_message(&mid("m1"), &message("c9", "hello", T0))
    });
    assert!(matches!(orphan, Err(Error::NotFound)));
    let any = ConversationFilter {
        statuses: Statuses::Any,
        ..ConversationFilter::default()
    };
    assert_eq!(
        world
            .cache
            .read(|r| r.conversations().page(&any, 0, 9))
            .unwrap()
            .total,
        1
    );
}

/// R7: after a wipe the saved outbox is back first; a conversation that is fetched again is told to be predicted.
#[test]
fn a_conversation_fetched_again_is_predicted_again() {
    let world = crate::world::world();
    let claim = cache::NewEntry {
        command: domain::command::Command {
            id: "k1".parse().unwrap(),
            action: domain::command::Action::Claim {
                conversation: cid("c1"),
            },
        },
        after: Vec::new(),
        record: None,
        created_at: domain::time::UnixMillis(1),
    };
    full(&world, |w| w.outbox_mut().push(&claim));
    let applied = world.apply(&[
        conversation_row("c1", 1, &conversation("c1", "Ana", T0)),
        conversation_row("c2", 2, &conversation("c2", "Ben", T0)),
    ]);
    assert_eq!(
        applied.to_predict.into_iter().collect::<Vec<_>>(),
        [(Kind::Conversation, rid("c1"))]
    );
}
