//! Applying what the relay sent: seq decides, nothing else.

use crate::world::{
    T0, World, cid, contact, contact_row, conversation, conversation_row, cursor, found, gid,
    message, message_row, mid, row, thread, tombstone, world,
};
use cache::{Applied, ConversationFilter, IncomingRecord, StatusChange, Statuses};
use domain::conversation::{Conversation, ConversationStatus};
use domain::message::Message;
use domain::record::{Kind, Scope};
use proptest::prelude::*;

fn text_of(world: &World, id: &str) -> Option<String> {
    let row = world.cache.read(|r| r.get::<Message>(&mid(id))).unwrap();
    row.map(|row| row.body.text)
}

/// R2: a repeat, an older row and an equal one have no effect; a newer one has.
#[test]
fn only_a_higher_seq_counts() {
    let world = World::with(&[message_row("m1", 10, &message("c1", "ten", T0))]);
    let applied = world.apply(&[
        message_row("m1", 10, &message("c1", "ten again", T0)),
        message_row("m1", 9, &message("c1", "nine", T0)),
    ]);
    assert_eq!((applied.rows, applied.skipped), (0, 2));
    assert!(applied.is_empty());
    assert_eq!(text_of(&world, "m1").as_deref(), Some("ten"));
    let applied = world.apply(&[message_row("m1", 11, &message("c1", "eleven", T0))]);
    assert_eq!((applied.rows, applied.skipped), (1, 0));
    assert_eq!(text_of(&world, "m1").as_deref(), Some("eleven"));
    assert_eq!(found(&world.cache, "ten"), Vec::<String>::new());
}

/// DESIGN_SYNC, Cursor and history: a late page of history does not bring back what was deleted, until the ids are dropped.
#[test]
fn tombstones_keep_their_ids() {
    let row = message_row("m1", 3, &message("c1", "hello", T0));
    let world = World::with(&[tombstone(&row, 8)]);
    world.apply(std::slice::from_ref(&row));
    assert_eq!(text_of(&world, "m1"), None);
    assert_eq!(found(&world.cache, "hello"), Vec::<String>::new());
    let dropped = world
        .cache
        .write(cache::Durability::Normal, |w| w.drop_tombstones())
        .unwrap();
    assert_eq!(dropped, 1);
}

/// The change set names what to draw again, and which conversations changed hands.
#[test]
fn reports_what_changed() {
    let world = world();
    let mut body = conversation("c1", "Ana", T0);
    let stay = IncomingRecord {
        parent: Some((&gid("g-c1")).into()),
        ..row(Kind::Reservation, "r1", 4, T0, &serde_json::json!({}))
    };
    let applied = world.apply(&[
        conversation_row("c1", 1, &body),
        message_row("m1", 2, &message("c1", "hello", T0)),
        stay,
    ]);
    assert!(applied.conversations.contains(&cid("c1")));
    assert!(applied.messages[&cid("c1")].contains(&mid("m1")));
    assert!(applied.new_messages.contains(&mid("m1")));
    assert!(
        applied.contacts.contains(&gid("g-c1")),
        "a stay changes its contact's panel"
    );
    assert_eq!(applied.kinds.len(), 3);
    let new = StatusChange {
        conversation: cid("c1"),
        before: None,
        after: ConversationStatus::AwaitingAgent,
    };
    assert_eq!(applied.statuses, [new]);

    body.status = ConversationStatus::AgentAssigned;
    let claimed = world.apply(&[conversation_row("c1", 5, &body)]);
    assert_eq!(
        claimed.statuses[0].before,
        Some(ConversationStatus::AwaitingAgent)
    );
    let same = world.apply(&[conversation_row("c1", 6, &body)]);
    assert!(same.statuses.is_empty());
    let edited = world.apply(&[message_row("m1", 7, &message("c1", "edited", T0))]);
    assert!(edited.new_messages.is_empty());
}

/// A page is cut into transactions of 500 rows; the cursor moves with the last one, and a failure in between moves nothing.
#[test]
fn the_cursor_moves_with_the_last_row() {
    let world = world();
    let rows: Vec<IncomingRecord> = (0..1_250)
        .map(|n| message_row(&format!("m{n:04}"), n + 1, &message("c1", "hello", T0 + n)))
        .collect();
    let mut sizes = Vec::new();
    let failed = world
        .cache
        .apply_page(&rows, Some(&cursor(1_250)), |w, applied| {
            sizes.push(applied.rows);
            if sizes.len() == 3 {
                w.outbox_mut().begin(&"nobody".parse().unwrap())?;
            }
            Ok(())
        });
    assert!(failed.is_err());
    assert_eq!(sizes, [500, 500, 250]);
    assert_eq!(world.cache.read(|r| r.meta().cursor()).unwrap(), None);
    let again = world
        .cache
        .apply_page(&rows, Some(&cursor(1_250)), |_, _| Ok(()))
        .unwrap();
    assert_eq!((again.rows, again.skipped), (250, 1_000));
    assert_eq!(
        world.cache.read(|r| r.meta().cursor()).unwrap(),
        Some(cursor(1_250))
    );
    let empty = world
        .cache
        .apply_page(&[], Some(&cursor(1_260)), |_, _| Ok(()))
        .unwrap();
    assert_eq!(empty, Applied::default());
    assert_eq!(
        world.cache.read(|r| r.meta().cursor()).unwrap(),
        Some(cursor(1_260))
    );
}

/// DESIGN_RELAY, versions one apart: a kind or a body of a newer relay is kept raw and harms nothing; once it can be read
/// it is there.
#[test]
fn a_body_not_understood_is_kept_raw() {
    let world = world();
    let odd = row(
        Kind::Message,
        "m1",
        1,
        T0,
        &serde_json::json!({"text": "secret words"}),
    );
    let newer = row(
        Kind::Other("invoice".into()),
        "i1",
        2,
        T0,
        &serde_json::json!([1]),
    );
    let broken = IncomingRecord {
        body: "{not json".to_owned(),
        ..conversation_row("c1", 3, &conversation("c1", "Ana", T0))
    };
    let applied = world.apply(&[odd, newer, broken]);
    assert_eq!((applied.rows, applied.unreadable), (3, 2));
    assert_eq!(text_of(&world, "m1"), None);
    assert_eq!(found(&world.cache, "secret"), Vec::<String>::new());
    assert_eq!(
        world
            .cache
            .read(|r| r.records().count(&Kind::Other("invoice".into())))
            .unwrap(),
        1
    );
    world.apply(&[message_row("m1", 4, &message("c1", "secret words", T0))]);
    assert_eq!(found(&world.cache, "secret"), ["m1"]);
    assert!(world.cache.read(|r| r.messages().index_is_sound()).unwrap());
}

/// DESIGN_SYNC, Who may see what: messages follow their conversation's scope without a row of their own.
#[test]
fn messages_follow_the_scope_of_their_conversation() {
    let body = conversation("c1", "Ana", T0);
    let world = World::with(&[
        conversation_row("c1", 1, &body),
        message_row("m1", 2, &message("c1", "hello", T0)),
    ]);
    let team = Scope("p1/inbox/night".to_owned());
    world.apply(&[IncomingRecord {
        scope: team.clone(),
        ..conversation_row("c1", 3, &body)
    }]);
    world.cache.erase_scope(&crate::world::inbox()).unwrap();
    assert_eq!(thread(&world.cache, "c1"), ["m1"]);
    world.cache.erase_scope(&team).unwrap();
    assert_eq!(thread(&world.cache, "c1"), Vec::<String>::new());
}

/// Everything a desk can show, as text to compare.
fn picture(world: &World) -> String {
    let any = ConversationFilter {
        statuses: Statuses::Any,
        ..ConversationFilter::default()
    };
    let list = world
        .cache
        .read(|r| r.conversations().page(&any, 0, 500))
        .unwrap();
    let mut lines: Vec<String> = list.rows.iter().map(|row| format!("{row:?}")).collect();
    for n in 0..3 {
        let page = world
            .cache
            .read(|r| r.messages().page(&cid(&format!("c{n}")), None, 500))
            .unwrap();
        lines.extend(page.messages.iter().map(|m| format!("{:?}", m.row)));
        let guest = world
            .cache
            .read(|r| r.get::<domain::contact::Contact>(&gid(&format!("g-c{n}"))));
        lines.push(format!("{:?}", guest.unwrap()));
    }
    for word in ["alpha", "beta", "gamma", "ana", "ben"] {
        lines.push(format!("{word}: {:?}", found(&world.cache, word)));
        let rows = world
            .cache
            .read(|r| r.search_conversations(word, 50))
            .unwrap();
        lines.push(format!(
            "{word}: {:?}",
            rows.iter().map(|row| &row.id).collect::<Vec<_>>()
        ));
    }
    let counts = world
        .cache
        .read(|r| Ok((r.conversations().waiting()?, r.conversations().unread()?)));
    lines.push(format!("{:?}", counts.unwrap()));
    lines.join("\n")
}

/// A history of changes: each step changes one of a few records.
fn arbitrary_history() -> impl Strategy<Value = Vec<IncomingRecord>> {
    let word = prop::sample::select(vec!["alpha", "beta", "gamma"]);
    let name = prop::sample::select(vec!["Ana", "Ben"]);
    let status = prop::sample::select(ConversationStatus::KNOWN);
    let step = (
        0..4_u8,
        0..3_usize,
        0..4_i64,
        word,
        name,
        status,
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(step, 1..60).prop_map(|steps| {
        let build = |(n, (kind, c, at, word, name, status, deleted)): (usize, Step)| {
            let (seq, id) = (n as i64 + 1, format!("c{c}"));
            let row = match kind {
                0 => {
                    let mut body: Conversation = conversation(&id, name, T0 + at);
                    body.status = status;
                    body.unread = at as u32;
                    conversation_row(&id, seq, &body)
                }
                1 => contact_row(&id, seq, &contact(name, Some("+351912345678"))),
                _ => message_row(
                    &format!("m{c}{at}"),
                    seq,
                    &message(&id, word, T0 + at * 500),
                ),
            };
            if deleted { tombstone(&row, seq) } else { row }
        };
        let rows: Vec<IncomingRecord> = steps.into_iter().enumerate().map(build).collect();
        without_the_dead(rows)
    })
}

/// Nothing happens to a conversation that is gone, nor in it.
fn without_the_dead(mut rows: Vec<IncomingRecord>) -> Vec<IncomingRecord> {
    let mut gone = std::collections::BTreeSet::new();
    rows.retain(|row| {
        let of = match row.kind {
            Kind::Conversation => Some(&row.id),
            Kind::Message => row.parent.as_ref(),
            _ => None,
        };
        let dead = of.is_some_and(|id| gone.contains(id));
        if row.kind == Kind::Conversation && row.deleted {
            gone.insert(row.id.clone());
        }
        !dead
    });
    rows
}

type Step = (
    u8,
    usize,
    i64,
    &'static str,
    &'static str,
    ConversationStatus,
    bool,
);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// R2, R4: shuffled, repeated and cut into any pages, the same history ends in the same state as in order.
    #[test]
    fn disorder_ends_in_the_same_state(
        (history, shuffled) in arbitrary_history().prop_flat_map(|h| {
            let twice: Vec<IncomingRecord> = h.iter().chain(&h).cloned().collect();
            (Just(h), Just(twice).prop_shuffle())
        }),
        page in 1..30_usize,
    ) {
        let in_order = World::with(&history);
        let disordered = world();
        for chunk in shuffled.chunks(page) {
            disordered.apply(chunk);
        }
        prop_assert_eq!(picture(&in_order), picture(&disordered));
        prop_assert!(disordered.cache.read(|r| r.messages().index_is_sound()).unwrap());
    }
}
