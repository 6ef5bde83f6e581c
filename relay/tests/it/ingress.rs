//! Webhooks in: signature, size, duplicates, dead letters.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_world::{OWN_NUMBER, OWN_SECRET, SECRET, World, ana, holds, workspace};
use domain::command::{Action, Code, Outcome};
use domain::dead_letter::DeadLetterReason;
use domain::message::Author;
use relay::engine::Entry;
use relay::ingress::APP_SECRET;
use serde_json::{Value, json};
use testkit::whatsapp::{self, Account, Guest};

fn hello(world: &World, account: &Account) -> Vec<u8> {
    let message = ana().text("wamid.1", world.seconds(5), "hello");
    serde_json::to_vec(&account.messages(&ana(), vec![message])).unwrap()
}

/// SPEC 268, 269, 271, R14: a signature by another secret, of other bytes, in another spelling or none at all is 401, and
/// nothing is stored.
#[tokio::test]
async fn a_wrong_signature_is_401() {
    let world = World::new().await;
    let body = hello(&world, &Account::lisbon());
    let right = whatsapp::sign(SECRET, &body);
    for wrong in [
        None,
        Some(String::new()),
        Some(whatsapp::sign("another", &body)),
        Some(whatsapp::sign(SECRET, b"other bytes")),
        Some(right.to_uppercase()),
        Some(right.trim_start_matches("sha256=").to_owned()),
    ] {
        let status = world
            .post_raw("/webhooks/meta", body.clone(), wrong.clone())
            .await;
        assert_eq!(status, 401, "{wrong:?}");
    }
    let mut flipped = body.clone();
    flipped[10] ^= 1;
    assert_eq!(
        world
            .post_raw("/webhooks/meta", flipped, Some(right.clone()))
            .await,
        401
    );
    world.settle().await;
    assert!(world.conversations().await.is_empty());
    assert_eq!(
        world.post_raw("/webhooks/meta", body, Some(right)).await,
        200
    );
}

/// R14: a connection without a secret, and one that does not exist, refuse; also a signature under the empty secret.
#[tokio::test]
async fn a_missing_secret_refuses() {
    let world = World::new().await;
    let body = hello(&world, &Account::lisbon());
    let empty = whatsapp::sign("", &body);
    let id = crate::engine_world::connection("wa-own");
    world
        .registry
        .put_secret(&workspace(), &id, APP_SECRET, "")
        .await
        .unwrap();
    for path in [
        "/webhooks/meta/wa-own",
        "/webhooks/meta/nobody",
        "/webhooks/meta/a%20b",
    ] {
        let status = world
            .post_raw(path, body.clone(), Some(empty.clone()))
            .await;
        assert_eq!(status, 401, "{path}");
    }
    assert_eq!(
        world.post_raw("/webhooks/meta", body, Some(empty)).await,
        401
    );
}

/// SPEC 273: the verification GET answers the challenge as plain text for the right token only.
#[tokio::test]
async fn the_handshake_needs_the_verify_token() {
    let world = World::new().await;
    let query = |token: &str| {
        format!("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={token}")
    };
    for path in ["/webhooks/meta", "/webhooks/meta/wa-lisbon"] {
        let (status, text) = world
            .get(&format!("{path}{}", query("verify-wa-lisbon")))
            .await;
        assert_eq!((status, text.as_str()), (200, "1158201444"), "{path}");
        for wrong in ["", "verify-wa-lisbo", "verify-wa-lisbonn"] {
            assert_eq!(
                world.get(&format!("{path}{}", query(wrong))).await.0,
                403,
                "{path}"
            );
        }
    }
    let other = format!("/webhooks/meta/wa-beach{}", query("verify-wa-lisbon"));
    assert_eq!(world.get(&other).await.0, 403);
    assert_eq!(world.get("/webhooks/meta").await.0, 403);
    assert_eq!(
        world
            .get(&format!("/webhooks/meta/nobody{}", query("")))
            .await
            .0,
        403
    );
}

/// A payload signed with a connection's own secret may only name that connection's assets.
#[tokio::test]
async fn an_own_secret_speaks_for_its_own_connection_only() {
    let world = World::new().await;
    let foreign = hello(&world, &Account::lisbon());
    let signature = whatsapp::sign(OWN_SECRET, &foreign);
    for path in ["/webhooks/meta/wa-own", "/webhooks/meta"] {
        let status = world
            .post_raw(path, foreign.clone(), Some(signature.clone()))
            .await;
        assert_eq!(status, 200, "{path}");
    }
    world.settle().await;
    assert!(world.conversations().await.is_empty());
    let letters = world.dead_letters().await;
    assert_eq!(letters.len(), 2);
    assert!(
        letters
            .iter()
            .all(|(_, it)| it.reason == DeadLetterReason::UnknownReceiver)
    );
    let own = hello(&world, &Account::new("100000000000002", OWN_NUMBER));
    let signature = whatsapp::sign(OWN_SECRET, &own);
    assert_eq!(
        world
            .post_raw("/webhooks/meta/wa-own", own, Some(signature))
            .await,
        200
    );
    world.settle().await;
    assert_eq!(world.conversation().await.1.connection.as_str(), "wa-own");
}

/// Bodies of 3 MB are taken, larger ones than the limit are 413.
#[tokio::test]
async fn three_megabytes_are_taken_and_more_is_413() {
    let world = World::new().await;
    let text = "a".repeat(3_000_000);
    let message = ana().text("wamid.big", world.seconds(5), &text);
    let body = serde_json::to_vec(&Account::lisbon().messages(&ana(), vec![message])).unwrap();
    assert!(body.len() > 3_000_000);
    let signature = whatsapp::sign(SECRET, &body);
    assert_eq!(
        world
            .post_raw("/webhooks/meta", body, Some(signature))
            .await,
        200
    );
    world.settle().await;
    assert_eq!(world.by(Author::Guest).await.len(), 1);
    let huge = vec![b' '; relay::ingress::MAX_BODY + 1];
    let signature = whatsapp::sign(SECRET, &huge);
    assert_eq!(
        world
            .post_raw("/webhooks/meta", huge, Some(signature))
            .await,
        413
    );
}

/// SPEC 272: 1,000 messages of 50 guests in one POST, spread over entries and changes, are each there once.
#[tokio::test]
async fn a_thousand_messages_in_one_post() {
    let world = World::new().await;
    let account = Account::lisbon();
    let now = world.seconds(2000);
    let mut entries = Vec::new();
    for part in 0..10 {
        let changes = (0..5).map(|slice| {
            let n = part * 5 + slice;
            let guest = Guest::new(&format!("3519123400{n:02}"), &format!("Guest {n}"));
            let messages: Vec<_> = (0..20)
                .map(|i| guest.text(&format!("wamid.{n}.{i}"), now + i, &format!("words {i}")))
                .collect();
            let value = json!({ "contacts": [guest.contact()], "messages": messages });
            account.change("messages", value)
        });
        entries.push(account.entry(changes.collect()));
    }
    world.receive(&whatsapp::body(entries)).await;
    assert_eq!(world.by(Author::Guest).await.len(), 1000);
    let conversations = world.conversations().await;
    assert_eq!(conversations.len(), 50);
    assert!(conversations.iter().all(|(_, it)| it.unread == 20));
    assert_eq!(world.connection("wa-lisbon").await.active_conversations, 50);
    let (records, _) = world.feed(0).await;
    let largest = records
        .iter()
        .fold(std::collections::BTreeMap::new(), |mut sizes, record| {
            *sizes.entry(record.seq).or_insert(0) += 1;
            sizes
        });
    assert!(
        largest.values().all(|size| *size <= 500),
        "a number holds at most 500 records"
    );
}

/// Broken JSON, invalid UTF-8 and JSON of no known shape, with a good signature: 200, and a dead letter that staff see and can
/// try again; nothing of it in a record.
#[tokio::test]
async fn what_cannot_be_read_is_a_dead_letter() {
    let world = World::new().await;
    let mut not_utf8 = hello(&world, &Account::lisbon());
    not_utf8[40] = 0xFF;
    for (body, reason) in [
        (
            b"{\"object\": \"whats".to_vec(),
            DeadLetterReason::BrokenJson,
        ),
        (not_utf8, DeadLetterReason::BrokenJson),
        (b"\"only words\"".to_vec(), DeadLetterReason::UnknownShape),
        (
            b"{\"secret words\": true}".to_vec(),
            DeadLetterReason::UnknownShape,
        ),
    ] {
        let before = world.dead_letters().await.len();
        let signature = whatsapp::sign(SECRET, &body);
        let size = body.len() as u64;
        assert_eq!(
            world
                .post_raw("/webhooks/meta", body, Some(signature))
                .await,
            200
        );
        world.settle().await;
        let letters = world.dead_letters().await;
        assert_eq!(letters.len(), before + 1);
        let (id, letter) = letters.iter().find(|(_, it)| it.size == size).unwrap();
        assert_eq!(letter.reason, reason);
        assert_eq!(letter.connection.as_ref().unwrap().as_str(), "wa-beach");
        let replay = Action::ReplayDeadLetter {
            dead_letter: id.clone().into(),
        };
        let answer = world.act("olga", replay.clone()).await;
        assert_eq!(
            (answer.outcome, answer.code),
            (Outcome::Refused, Code::Invalid)
        );
        let agent = world.act("tomas", replay).await;
        assert_eq!(agent.code, Code::Forbidden);
    }
    assert!(
        world
            .records()
            .await
            .iter()
            .all(|it| !it.body.contains("secret words"))
    );
    assert!(world.conversations().await.is_empty());
}

/// What came for a number that was not connected yet is applied by a replay once it is; a second replay changes nothing.
#[tokio::test]
async fn a_dead_letter_can_be_replayed() {
    let world = World::new().await;
    let late = Account::new("100000000000002", "100000000000009");
    let body = hello(&world, &late);
    let signature = whatsapp::sign(SECRET, &body);
    assert_eq!(
        world
            .post_raw("/webhooks/meta", body, Some(signature))
            .await,
        200
    );
    world.settle().await;
    let (id, letter) = world.dead_letters().await.remove(0);
    assert_eq!(letter.reason, DeadLetterReason::UnknownReceiver);
    let replay = Action::ReplayDeadLetter {
        dead_letter: id.into(),
    };
    assert_eq!(world.act("olga", replay.clone()).await.code, Code::Invalid);
    let connection = Entry::Connection(
        crate::engine_world::connection("wa-late"),
        crate::engine_world::account("lisbon", "100000000000009"),
    );
    world
        .engine
        .write_records(&workspace(), vec![connection])
        .await
        .unwrap();
    assert_eq!(
        world.act("olga", replay.clone()).await.outcome,
        Outcome::Done
    );
    assert_eq!(world.act("olga", replay).await.outcome, Outcome::Done);
    assert_eq!(world.by(Author::Guest).await.len(), 1);
    assert!(
        world
            .dead_letters()
            .await
            .iter()
            .all(|(_, letter)| letter.replayed)
    );
}

/// What nobody understood is not called replayed by a replay that understands no more: the letter stays, with its reason.
#[tokio::test]
async fn a_replay_that_understands_no_more_is_refused() {
    let world = World::new().await;
    let nameless = serde_json::json!({ "from": "351912345678", "type": "text",
        "timestamp": world.seconds(5).to_string(), "text": { "body": "lost" } });
    let fine = ana().text("wamid.fine", world.seconds(4), "fine");
    world
        .receive(&Account::lisbon().messages(&ana(), vec![nameless, fine]))
        .await;
    assert_eq!(world.by(Author::Guest).await.len(), 1);
    let (id, letter) = world.dead_letters().await.remove(0);
    assert_eq!(letter.reason, DeadLetterReason::UnknownShape);
    let replay = Action::ReplayDeadLetter {
        dead_letter: id.into(),
    };
    let answer = world.act("olga", replay).await;
    assert_eq!(
        (answer.code, answer.detail.as_deref()),
        (Code::Invalid, Some(letter.reason.as_str()))
    );
    assert!(!world.dead_letters().await[0].1.replayed);
    assert_eq!(world.by(Author::Guest).await.len(), 1);
}

/// How often events are delivered in the long form (`cargo xtask soak`); some two hundred times where it is not set.
const DELIVERIES: &str = "BELLHOP_SOAK_DELIVERIES";
/// What the events of one guest below come to, each one to five times.
const DELIVERIES_OF_A_GUEST: usize = 108;
/// Bodies of the long form that are handed over before it is waited until they are applied; of the short one each is.
const UNAPPLIED: usize = 64;

/// SPEC 272, R2: every event one to five times, shuffled and re-batched, ends in the same state as once and in order.
#[tokio::test]
async fn duplicates_and_disorder_change_nothing() {
    let ordered = World::new().await;
    let shuffled = World::new().await;
    let told = std::env::var(DELIVERIES).ok();
    let wanted: usize = told.map_or(0, |it| it.parse().unwrap());
    let guests = many_guests((wanted / DELIVERIES_OF_A_GUEST).max(2));
    let now = ordered.seconds(3600);
    let events: Vec<_> = guests
        .iter()
        .flat_map(|guest| story(guest, now).into_iter().map(move |it| (guest, it)))
        .collect();
    let bodies = events
        .iter()
        .map(|(guest, message)| Account::lisbon().messages(guest, vec![message.clone()]));
    let at_once = if wanted == 0 { 1 } else { UNAPPLIED };
    receive_all(&ordered, bodies, at_once).await;
    let mut random = Random(7);
    let mut deliveries = Vec::new();
    for (at, _) in events.iter().enumerate() {
        deliveries.extend(std::iter::repeat_n(at, 1 + random.below(5)));
    }
    assert!(deliveries.len() >= wanted * 9 / 10, "{}", deliveries.len());
    for at in (1..deliveries.len()).rev() {
        deliveries.swap(at, random.below(at + 1));
    }
    let bodies = std::iter::from_fn(|| {
        let batch = deliveries.split_off(deliveries.len().saturating_sub(1 + random.below(4)));
        let changes = batch.iter().map(|at| {
            let (guest, message) = &events[*at];
            let value = json!({ "contacts": [guest.contact()], "messages": [message] });
            Account::lisbon().change("messages", value)
        });
        let entry = Account::lisbon().entry(changes.collect());
        (!batch.is_empty()).then(|| whatsapp::body(vec![entry]))
    });
    receive_all(&shuffled, bodies, at_once).await;
    for world in [&ordered, &shuffled] {
        for _ in 0..20 {
            world.clock.advance(60_000);
            // Deliveries of greetings are not the point here, waiting events are.
            world.run_jobs().await;
        }
    }
    assert_eq!(picture(&ordered).await, picture(&shuffled).await);
    assert_eq!(shuffled.by(Author::Guest).await.len(), guests.len() * 12);
}

/// So many, the first two by hand.
fn many_guests(count: usize) -> Vec<Guest> {
    let others = (2..count).map(|n| Guest::new(&format!("3519{n:08}"), &format!("Guest {n}")));
    let bea = Guest::new("4915123456789", "Bea Klein");
    [ana(), bea].into_iter().chain(others).collect()
}

/// Twelve texts of a guest, with reactions, some taken back, edits and one text taken back.
fn story(guest: &Guest, now: i64) -> Vec<Value> {
    let mark = guest.wa_id.as_deref().unwrap();
    let mut events = Vec::new();
    for n in 0..12 {
        let (id, at) = (format!("wamid.{mark}.{n}"), now + n * 20);
        events.push(guest.text(&id, at, &format!("word {n}")));
        let react = |at, emoji| guest.reaction(&format!("wamid.{mark}.r{n}.{at}"), at, &id, emoji);
        events.push(react(at + 1, Some("👍")));
        if n % 3 == 0 {
            events.push(react(at + 2, None));
        }
        if n % 4 == 1 {
            for (edit, text) in [(3, "better"), (4, "best")] {
                let payload = json!({ "original_message_id": id,
                    "message": { "type": "text", "text": { "body": text } } });
                let id = format!("wamid.{mark}.e{n}.{edit}");
                events.push(guest.message(&id, at + edit, "edit", payload));
            }
        }
        if n % 5 == 2 {
            let payload = json!({ "original_message_id": id });
            let id = format!("wamid.{mark}.d{n}");
            events.push(guest.message(&id, at + 5, "revoke", payload));
        }
    }
    events
}

/// Hands over every body, and waits until all are applied.
async fn receive_all(world: &World, bodies: impl Iterator<Item = Value>, at_once: usize) {
    for (number, body) in bodies.enumerate() {
        let bytes = serde_json::to_vec(&body).unwrap();
        let signature = Some(whatsapp::sign(SECRET, &bytes));
        let answer = world.post_raw("/webhooks/meta", bytes, signature).await;
        assert_eq!(answer, 200);
        if number.is_multiple_of(at_once) {
            world.settle().await;
        }
    }
    world.settle().await;
}

/// What staff would see of guests' words, without ids and times of our own.
async fn picture(world: &World) -> Vec<String> {
    let mut lines = Vec::new();
    for (_, it) in world.by(Author::Guest).await {
        lines.push(format!(
            "{:?} {} {:?} {:?} {:?} {:?} {:?}",
            it.provider_id, it.text, it.content, it.at, it.reactions, it.edited_at, it.revoked_at
        ));
    }
    for (_, it) in world.conversations().await {
        lines.push(format!(
            "{} {} {} {:?} {:?}",
            it.card.name, it.status, it.unread, it.last_guest_at, it.failed
        ));
    }
    for it in world.contacts().await {
        lines.push(format!("{} {:?} {}", it.name, it.phone, it.conversations));
    }
    lines.sort();
    lines
}

/// Small, seeded, good enough to shuffle with.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// A POST that was answered with 200 is applied after a restart, although nobody had looked at it (R1 in small).
#[tokio::test]
async fn what_was_acknowledged_survives_a_stop() {
    let world = World::new().await;
    world.engine.shutdown().await;
    let body = hello(&world, &Account::lisbon());
    let signature = whatsapp::sign(SECRET, &body);
    assert_eq!(
        world
            .post_raw("/webhooks/meta", body, Some(signature))
            .await,
        200
    );
    assert_eq!(world.store.envelope_backlog().await.unwrap(), 1);
    let (folder, graph) = (world.folder.clone(), world.graph.clone());
    world.store.close().await.unwrap();
    drop(world);
    let again = World::open(folder, graph, std::time::Duration::from_secs(1)).await;
    again.settle().await;
    assert_eq!(again.by(Author::Guest).await.len(), 1);
}

/// The secrets of connections are in no file in the clear, and another key refuses the store.
#[tokio::test]
async fn secrets_are_sealed() {
    let world = World::new().await;
    world.engine.shutdown().await;
    for secret in [SECRET, "token-wa-lisbon", "verify-wa-lisbon"] {
        assert!(
            !holds(world.folder.path(), secret.as_bytes()),
            "{secret} stands in a file"
        );
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let key = std::fs::metadata(world.folder.path().join(relay::secrets::KEY_FILE)).unwrap();
        assert_eq!(
            key.permissions().mode() & 0o777,
            0o600,
            "the key is its owner's alone"
        );
    }
    let other = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    let refused =
        relay::secrets::open(world.store.as_ref(), Some(other), world.folder.path()).await;
    assert!(refused.is_err());
    let malformed =
        relay::secrets::open(world.store.as_ref(), Some("short"), world.folder.path()).await;
    assert!(matches!(
        malformed,
        Err(relay::secrets::KeyError::Malformed)
    ));
}
