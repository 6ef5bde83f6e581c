//! The copy compares itself with the relay, and puts right what differs.

use crate::fake::{FakeRelay, at_work, conversation, record};
use crate::sync::first;
use crate::world::{PATIENCE, Place, World, seconds};
use cache::{IncomingRecord, MetaKey};
use desk::Compared;
use domain::id::RecordId;
use domain::record::{Kind, Scope};
use serde_json::{Value, json};
use std::time::Instant;
use testkit::RelayClient;

/// How often a scope of this place's copy differed, ever.
fn differed(place: &Place) -> u32 {
    compared(place).differed
}

fn compared(place: &Place) -> Compared {
    let cache = place.cache();
    let compared: Option<Compared> = cache
        .read(|reader| reader.meta().get(MetaKey::Compared))
        .unwrap();
    compared.unwrap_or_default()
}

fn incoming(change: &Value) -> IncomingRecord {
    let text = |name: &str| change[name].as_str().unwrap().to_owned();
    IncomingRecord {
        seq: change["seq"].as_i64().unwrap(),
        kind: Kind::from_text(&text("kind")),
        id: RecordId::new(text("id")).unwrap(),
        scope: Scope(text("scope")),
        parent: change["parent"]
            .as_str()
            .map(|it| RecordId::new(it).unwrap()),
        at: change["at"].as_i64().unwrap(),
        deleted: false,
        erased: false,
        body: change["body"].to_string(),
    }
}

/// DESIGN_SYNC, Stream: a message that is missing here, one that is too much and one that was changed behind the relay's back are put
/// right by the next comparison, each scope alone; the fault is noted, and what was being written stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_scope_that_differs_is_read_again() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    ines.until_history().await;
    let before = ines.thread(&json!("v-khalid")).await;
    let texts =
        |thread: &[Value]| -> Vec<Value> { thread.iter().map(|it| it["text"].clone()).collect() };
    let draft = json!({"conversation": "v-khalid", "note": false, "text": "half a sentence"});
    ines.call("save_draft", draft).await;
    ines.desk.shutdown().await;
    assert_eq!(differed(&ines), 0);

    let client = world.relay.sign_in("ines@miralva.example").await.unwrap();
    let (changes, _) = client.changes(None).await.unwrap();
    let of = |id: &str| changes.iter().find(|it| it["id"] == id).unwrap().clone();
    let mut ghost = of("v-khalid-00");
    (ghost["id"], ghost["body"]["text"]) = (json!("ghost"), json!("never said"));
    let cache = ines.cache();
    let stands = cache.read(|r| r.meta().cursor()).unwrap().unwrap().seq;
    let mut changed = of("v-khalid-01");
    (changed["seq"], changed["body"]["text"]) = (json!(stands), json!("said otherwise"));
    let planted = [incoming(&ghost), incoming(&changed)];
    cache.apply_page(&planted, None, |_, _| Ok(())).unwrap();
    let missing = RecordId::new("v-khalid-00").unwrap();
    cache.erase_record(&Kind::Message, &missing).unwrap();
    drop(cache);

    let ines = ines.restart().await;
    ines.until("the thread is the relay's", || async {
        let now = ines.thread(&json!("v-khalid")).await;
        (texts(&now) == texts(&before)).then_some(())
    })
    .await;
    let draft = json!({"conversation": "v-khalid", "note": false});
    assert_eq!(ines.call("draft", draft).await, "half a sentence");
    ines.desk.shutdown().await;
    assert!(differed(&ines) > 0);
    same_as_the_relay(&ines, &client).await;
}

/// Waits until copy and relay stand at the same number, and compares every scope there.
pub(crate) async fn same_as_the_relay(place: &Place, client: &RelayClient) {
    let end = Instant::now() + PATIENCE;
    loop {
        let (_, page) = client.get("/v1/checksums").await.unwrap();
        let cache = place.cache();
        let (stands, here) = cache
            .read(|r| Ok((r.meta().cursor()?, r.checksums()?)))
            .unwrap();
        let (_, head) = page["cursor"].as_str().unwrap().split_once('.').unwrap();
        if stands.unwrap().seq.to_string() == head {
            for theirs in page["checksums"].as_array().unwrap() {
                let scope = Scope(theirs["scope"].as_str().unwrap().to_owned());
                let ours = here.get(&scope).copied().unwrap_or_default();
                assert_eq!(theirs["count"], ours.count, "{scope}");
                assert_eq!(theirs["sum"], format!("{:016x}", ours.sum), "{scope}");
            }
            return;
        }
        assert!(Instant::now() < end, "never at the same number");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// R4: through guests' and people's work, lines that break and apps that start again, a copy never differs from the relay: not in the
/// end, and not at any comparison on the way.
#[tokio::test(flavor = "multi_thread")]
async fn a_correct_copy_never_differs() {
    let world = World::new().await;
    let mut places = Vec::new();
    for name in ["ines", "tomas", "rita"] {
        places.push((name, world.at_work(name).await));
    }
    for round in 0..4 {
        let name = format!("Guest {round}");
        let guest = world.guest(&name);
        world.writes(&guest, "I need a human").await;
        let waits = |row: &Value| row["status"] == "AWAITING_AGENT";
        let id = places[0].1.row(&name, waits).await["id"].clone();
        places[2].1.line.cut();
        places[0].1.act(&id, "claim").await;
        places[0].1.say(&id, &format!("Hello {round}")).await;
        places[1]
            .1
            .row(&name, |row| row["status"] != "BOT_HANDLING")
            .await;
        let note = json!({"conversation": id, "text": format!("note {round}")});
        places[1].1.call("add_note", note).await;
        places[0].1.act(&id, "resolve").await;
        places[2].1.line.mend();
        let (name, place) = places.remove(usize::from(round % 2 == 0));
        places.insert(1, (name, place.restart().await));
    }
    for (name, place) in &places {
        place.until_settled().await;
        place.until_history().await;
        let client = world
            .relay
            .sign_in(&format!("{name}@miralva.example"))
            .await
            .unwrap();
        same_as_the_relay(place, &client).await;
        place.desk.shutdown().await;
        assert_eq!(differed(place), 0, "{name}");
    }
}

/// What the relay says of a scope that holds these rows.
fn line(scope: &str, rows: &[Value]) -> Value {
    let sum = rows.iter().fold(0_u64, |sum, row| {
        let (kind, id) = (row["kind"].as_str().unwrap(), row["id"].as_str().unwrap());
        let id = RecordId::new(id).unwrap();
        let seq = row["seq"].as_u64().unwrap();
        sum.wrapping_add(domain::checksum::row_hash(&Kind::from_text(kind), &id, seq))
    });
    json!({"scope": scope, "count": rows.len(), "sum": format!("{sum:016x}")})
}

/// DESIGN_SYNC, Cursor and history: a desk that was away for longer than tombstones are kept finds by checksum what was deleted.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_long_ago_is_found_by_checksum() {
    let rows = [
        conversation(8, "c1", "p1/inbox", "Still There"),
        conversation(9, "c2", "p1/inbox", "Long Gone"),
    ];
    let scopes = ["house", "p1/inbox"];
    let relay = FakeRelay::start(first(&scopes, &rows)).await;
    let place = at_work(&relay).await;
    place.row("Long Gone", |_| true).await;
    let says_at = |cursor: &str, inbox: &[Value]| {
        let lines = [line("house", &[]), line("p1/inbox", inbox)];
        *relay.said.checksums.lock().unwrap() = json!({"cursor": cursor, "checksums": lines});
    };
    says_at("t1.10", &rows);
    place
        .until("the whole copy was found the same", || async {
            relay.push(&json!({"frame": "fetch", "reason": "lagged"}));
            (compared(&place).seq == 10).then_some(())
        })
        .await;
    let page = |scope: &str, changes: &[Value]| {
        let at =
            json!({"cursor": "t1.12", "more": false, "now": seconds() * 1000, "scopes": scopes});
        let mut page = at;
        page["changes"] = json!(changes);
        relay
            .said
            .scoped
            .lock()
            .unwrap()
            .insert(scope.to_owned(), page);
    };
    page("p1/inbox", &rows[..1]);
    page("house", &[]);
    says_at("t1.12", &rows[..1]);
    *relay.said.changes.lock().unwrap() = json!({
        "changes": [], "cursor": "t1.12", "more": false, "now": seconds() * 1000, "scopes": scopes,
        "tombstones_ended": true,
    });
    place
        .until("what is gone is gone here, too", || async {
            // Again and again: between two streams nobody hears it.
            relay.push(&json!({"frame": "fetch", "reason": "lagged"}));
            let boot = serde_json::to_value(place.desk.first_paint()).unwrap();
            (boot["list"]["total"] == 1).then_some(())
        })
        .await;
    place.row("Still There", |_| true).await;
    place.until_history().await;
}

/// DESIGN_SYNC, Who may see what: a conversation that is moved into sight brings its messages, although they have no new number.
#[tokio::test(flavor = "multi_thread")]
async fn what_moves_into_sight_brings_its_messages() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    place.until_history().await;
    let said = crate::fake::message(4, "m1", "p1/inbox", "c1", "from before the move");
    relay.page("message:c1:", &[said], None);
    relay.batch(
        "t1.10",
        "t1.11",
        &[conversation(11, "c1", "p1/inbox", "Moved Here")],
    );
    place.row("Moved Here", |_| true).await;
    place
        .message(&json!("c1"), "from before the move", |_| true)
        .await;
}

/// A kind of a newer relay is kept by reading its scope again, so that it never differs twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_kind_of_a_newer_relay_is_no_fault_for_ever() {
    let relay = FakeRelay::start(first(&["house"], &[])).await;
    let place = at_work(&relay).await;
    place.until_history().await;
    let newer = record(7, "night_audit", "a1", "house", "", &json!({"x": 1}));
    let id = RecordId::new("a1").unwrap();
    let sum = domain::checksum::row_hash(&Kind::from_text("night_audit"), &id, 7);
    relay.said.scoped.lock().unwrap().insert(
        "house".to_owned(),
        json!({"changes": [newer], "cursor": "t1.10", "more": false, "now": seconds() * 1000, "scopes": ["house"]}),
    );
    *relay.said.checksums.lock().unwrap() = json!({
        "cursor": "t1.10", "checksums": [{"scope": "house", "count": 1, "sum": format!("{sum:016x}")}],
    });
    let compared = || {
        relay
            .fetched()
            .iter()
            .filter(|it| *it == "checksums")
            .count()
    };
    place
        .until("compared, read and compared again", || async {
            relay.batch("t1.9", "t1.10", &[]);
            (compared() > 3).then_some(())
        })
        .await;
    let read = relay
        .fetched()
        .iter()
        .filter(|it| *it == "scope house")
        .count();
    assert_eq!(read, 1, "{:?}", relay.fetched());
    place.desk.shutdown().await;
    assert_eq!(differed(&place), 1);
}
