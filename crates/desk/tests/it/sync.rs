//! The sync protocol, against a relay that says what a healthy one seldom says.

use crate::fake::{FakeRelay, at_work, at_work_with, conversation, message, record};
use crate::host::TestHost;
use crate::world::{Place, quick, seconds};
use cache::MetaKey;
use desk::Desk;
use desk::api::event::DeskEvent;
use desk::host::Host;
use domain::time::UnixMillis;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

pub(crate) fn first(scopes: &[&str], changes: &[Value]) -> Value {
    json!({"cursor": "t1.10", "changes": changes, "now": seconds() * 1000, "scopes": scopes})
}

/// R4: from ≤ cursor < to is applied, a gap is fetched, what is known is skipped; frames of a newer relay are no reason to stop.
#[tokio::test(flavor = "multi_thread")]
async fn batches_are_applied_where_they_continue_and_gaps_are_fetched() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    relay.push(&json!({"frame": "weather", "rain": true}));
    relay.batch(
        "t1.10",
        "t1.11",
        &[conversation(11, "c1", "p1/inbox", "First")],
    );
    place.row("First", |_| true).await;
    // Overlapping: begins before where the desk stands.
    relay.batch(
        "t1.9",
        "t1.12",
        &[conversation(12, "c2", "p1/inbox", "Second")],
    );
    place.row("Second", |_| true).await;
    // Known: an older state of the same record must not come back.
    relay.batch(
        "t1.10",
        "t1.11",
        &[conversation(11, "c2", "p1/inbox", "Stale")],
    );
    // So far nothing was asked for: the stream brought it.
    assert_eq!(relay.fetched(), ["first-page", "changes since t1.10"]);
    // A gap: 13 is missing.
    let page = json!({
        "changes": [conversation(13, "c3", "p1/inbox", "Missing"), conversation(14, "c4", "p1/inbox", "Behind")],
        "cursor": "t2.14", "more": false, "now": seconds() * 1000, "scopes": ["house", "p1/inbox"],
    });
    *relay.said.changes.lock().unwrap() = page;
    relay.batch(
        "t1.13",
        "t1.14",
        &[conversation(14, "c4", "p1/inbox", "Behind")],
    );
    place.row("Missing", |_| true).await;
    place.row("Behind", |_| true).await;
    assert!(
        relay.fetched().contains(&"changes since t1.12".to_owned()),
        "{:?}",
        relay.fetched()
    );
    let list =
        json!({"filter": {"channels": [], "statuses": ["all"], "assignees": []}, "limit": 50});
    let page = place.call("conversation_list", list).await;
    assert_eq!(page["total"], 4, "{page}");
}

/// BEYOND 5.3: "complete up to" moves only with the last batch of a row; until then the desk says that it is behind.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_last_batch_is_a_stamp() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    place.until_live().await;
    let batch = |from: &str, to: &str, name: &str, now: i64, more: bool| {
        let seq = to.rsplit('.').next().unwrap().parse().unwrap();
        let changes = [conversation(seq, name, "p1/inbox", name)];
        relay.push(&json!({"frame": "batch", "from": from, "to": to, "changes": changes, "now": now, "more": more}));
    };
    let now = (seconds() + 100) * 1000;
    batch("t1.10", "t1.11", "Half", now, true);
    place.row("Half", |_| true).await;
    place
        .until("behind", || async {
            (place.sync().await["state"] == "behind").then_some(())
        })
        .await;
    assert!(place.sync().await["complete_to"].as_i64().unwrap() < now);
    batch("t1.11", "t1.12", "Whole", now + 5, false);
    place.until_live().await;
    assert_eq!(place.sync().await["complete_to"], now + 5);
    place.row("Whole", |_| true).await;
}

/// BEYOND 5.3: that an idle desk is current reaches the window every time it is told so, and the disk once in half a minute: after a
/// crash the stamp may be that old, and is never of a moment at which the desk was not current.
#[tokio::test(flavor = "multi_thread")]
async fn an_idle_desk_says_how_fresh_it_is_and_spares_the_disk() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    place.until_live().await;
    let kept = || -> Option<UnixMillis> {
        let cache = place.cache();
        cache
            .read(|reader| reader.meta().get(MetaKey::FreshAt))
            .unwrap()
    };
    let said = |at: i64| {
        let events = place.host.events.lock().unwrap();
        let last = events.iter().rev().find_map(|event| match event {
            DeskEvent::Sync { status } => Some(status.complete_to),
            _ => None,
        });
        last.flatten() == Some(at)
    };
    let begun = kept().unwrap().0;
    for (after, kept_at) in [(400, begun), (800, begun), (31_000, begun + 31_000)] {
        let now = begun + after;
        relay.push(&json!({"frame": "batch", "from": "t1.10", "to": "t1.10", "changes": [], "now": now, "more": false}));
        place
            .until("fresh", || async { said(now).then_some(()) })
            .await;
        assert_eq!(place.sync().await["complete_to"], now);
        assert_eq!(kept(), Some(UnixMillis(kept_at)), "after {after} ms");
    }
}

/// BEYOND 5.3: a stream that opens and brings no batch (a proxy that swallows; frames that mean nothing get through) is noticed, the desk
/// says that it is behind, and it asks every few seconds in place of trying the stream again at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_is_swallowed_is_no_stream() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let options = desk::Options {
        stream_silence: Duration::from_millis(300),
        poll: Duration::from_millis(40),
        ..quick()
    };
    let place = at_work_with(&relay, options).await;
    let asked = || {
        let fetched = relay.fetched();
        fetched
            .iter()
            .filter(|it| it.starts_with("changes"))
            .count()
    };
    place
        .until("it asks", || async {
            relay.push(&json!({"frame": "weather", "rain": true}));
            (asked() > 8).then_some(())
        })
        .await;
    assert_eq!(
        *relay.said.joined.lock().unwrap(),
        1,
        "the stream is left alone for a while"
    );
    assert_eq!(place.sync().await["state"], "live");
    assert_eq!(place.sync().await["polling"], true);
}

/// R10: a scope that is taken away is gone within seconds, from the list, the search and the files.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_scope_is_erased_from_the_files() {
    let rows = [
        conversation(9, "c1", "p1/inbox", "Stays Here"),
        conversation(9, "c2", "p2/inbox", "Secretname Gone"),
        message(9, "m2", "p2/inbox", "c2", "secretword in the other house"),
        record(
            9,
            "contact",
            "g1",
            "p2/guests",
            "",
            &json!({
                "name": "Secretname Gone", "source": "whatsapp", "property": "p2", "created_at": 1,
            }),
        ),
    ];
    let all = ["house", "p1/inbox", "p2/inbox", "p2/guests"];
    let relay = FakeRelay::start(first(&all, &rows)).await;
    let place = at_work(&relay).await;
    place.row("Secretname Gone", |_| true).await;
    let found = place.call("search", json!({"text": "secretword"})).await;
    assert_eq!(found["messages"].as_array().unwrap().len(), 1);
    relay.push(&json!({"frame": "scopes", "at": "t1.10", "scopes": ["house", "p1/inbox"]}));
    relay.said.first.lock().unwrap()["scopes"] = json!(["house", "p1/inbox"]);
    place
        .until("the row is gone", || async {
            let boot = serde_json::to_value(place.desk.first_paint()).unwrap();
            (boot["list"]["total"] == 1).then_some(())
        })
        .await;
    let found = place.call("search", json!({"text": "secretword"})).await;
    assert!(found["messages"].as_array().unwrap().is_empty());
    assert!(found["conversations"].as_array().unwrap().is_empty());
    place.row("Stays Here", |_| true).await;
    place.desk.shutdown().await;
    // Below the encryption: what is left must not hold the words, either.
    let key = place
        .host
        .secrets
        .lock()
        .unwrap()
        .iter()
        .find_map(|(name, key)| {
            name.starts_with("cache-key")
                .then(|| <[u8; 32]>::try_from(key.as_slice()).unwrap())
        });
    let file = std::fs::read_dir(place.host.home())
        .unwrap()
        .map(|f| f.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "cache"))
        .unwrap();
    let cache = cache::Cache::open(&file, &cache::CacheKey::new(key.unwrap())).unwrap();
    let left = cache
        .read(|reader| {
            Ok((
                reader.records().count(&domain::record::Kind::Contact)?,
                reader.messages().index_is_sound()?,
            ))
        })
        .unwrap();
    assert_eq!(left, (0, true));
}

/// DESIGN: a restored relay names the last common number: rows above it go, history is walked again, the outbox stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_rewound_relay_takes_back_what_it_forgot() {
    let rows = [conversation(8, "c1", "p1/inbox", "Known Before")];
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &rows)).await;
    let place = at_work(&relay).await;
    relay.batch(
        "t1.10",
        "t1.12",
        &[conversation(12, "c2", "p1/inbox", "Forgotten")],
    );
    place.row("Forgotten", |_| true).await;
    place.line.cut();
    place.until_offline().await;
    place
        .call(
            "add_note",
            json!({"conversation": "c1", "text": "still mine"}),
        )
        .await;
    *relay.said.unknown.lock().unwrap() = Some(json!({
        "type": "about:blank", "status": 409, "title": "unknown", "code": "cursor_unknown", "common": "t1.9",
    }));
    place.line.mend();
    // The fake refuses one read; the stream would take any cursor, so the desk is told to fetch.
    place
        .until("the forgotten row is gone", || async {
            relay.push(&json!({"frame": "fetch", "reason": "cursor_unknown"}));
            let boot = serde_json::to_value(place.desk.first_paint()).unwrap();
            (boot["list"]["total"] == 1).then_some(())
        })
        .await;
    place.row("Known Before", |_| true).await;
    assert!(
        place
            .thread(&json!("c1"))
            .await
            .iter()
            .any(|m| m["text"] == "still mine")
    );
    assert_eq!(
        place
            .call("outbox", Value::Null)
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
    place
        .until("it goes on from the common number", || async {
            relay
                .fetched()
                .contains(&"changes since t1.9".to_owned())
                .then_some(())
        })
        .await;
}

/// A keyring that asks its person does not keep the window from being drawn.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_keyring_does_not_block_the_first_frame() {
    struct Slow(Arc<TestHost>);
    impl Host for Slow {
        fn secret_get(&self, name: &str) -> Result<Option<Vec<u8>>, desk::host::SecretError> {
            std::thread::sleep(Duration::from_millis(1500));
            self.0.secret_get(name)
        }
        fn secret_set(&self, n: &str, s: &[u8]) -> Result<(), desk::host::SecretError> {
            self.0.secret_set(n, s)
        }
        fn secret_delete(&self, name: &str) -> Result<(), desk::host::SecretError> {
            self.0.secret_delete(name)
        }
        fn notify(&self, notice: &desk::host::Notice) {
            self.0.notify(notice);
        }
        fn tell(&self, news: &desk::host::News) {
            self.0.tell(news);
        }
        fn close_notice(&self, conversation: &str) {
            self.0.close_notice(conversation);
        }
        fn badge(&self, badge: desk::host::Badge) {
            self.0.badge(badge);
        }
        fn present(&self) {
            self.0.present();
        }
        fn quit(&self) {
            self.0.quit();
        }
        fn open_url(&self, url: &str) {
            self.0.open_url(url);
        }
        fn open_path(&self, path: &std::path::Path) {
            self.0.open_path(path);
        }
        fn downloads(&self) -> std::path::PathBuf {
            self.0.downloads()
        }
        fn emit(&self, event: &DeskEvent) {
            self.0.emit(event);
        }
        fn now(&self) -> UnixMillis {
            self.0.now()
        }
        fn monotonic(&self) -> Duration {
            self.0.monotonic()
        }
        fn new_id(&self) -> String {
            self.0.new_id()
        }
        fn device_name(&self) -> String {
            self.0.device_name()
        }
        fn home(&self) -> std::path::PathBuf {
            self.0.home()
        }
    }
    let relay = FakeRelay::start(first(&["house"], &[])).await;
    let place = at_work(&relay).await;
    place.desk.shutdown().await;
    let slow = Arc::new(Slow(place.host.clone()));
    let desk = Desk::start_with(slow, quick()).await;
    let boot = serde_json::to_value(desk.first_paint()).unwrap();
    // Not waited for: a start that had waited would be signed in by now.
    assert_eq!(
        boot["state"],
        json!({"phase": "opening", "waiting_for_keyring": true})
    );
    let place = Place { desk, ..place };
    place
        .until("opened", || async {
            (place.state().await["phase"] == "signed_in").then_some(())
        })
        .await;
}

/// BEYOND 3.1: after sleep (the wall clock ran, the other did not) the gap is fetched from the cursor, although the stream looks well.
#[tokio::test(flavor = "multi_thread")]
async fn after_sleep_the_gap_is_fetched() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    relay.batch(
        "t1.10",
        "t1.11",
        &[conversation(11, "c1", "p1/inbox", "Awake")],
    );
    place.row("Awake", |_| true).await;
    assert!(!relay.fetched().contains(&"changes since t1.11".to_owned()));
    place
        .host
        .ahead
        .store(3_600_000, std::sync::atomic::Ordering::Relaxed);
    place
        .until("the gap is fetched", || async {
            relay
                .fetched()
                .contains(&"changes since t1.11".to_owned())
                .then_some(())
        })
        .await;
    // An hour of sleep is an hour the relay's clock is behind now: what people read follows the relay.
    place
        .until("the clock's offset is known", || async {
            let offset = place.sync().await["clock_offset"].as_i64().unwrap();
            (offset < -3_500_000).then_some(())
        })
        .await;
    let off = place.sync().await["clock_off"].as_u64().unwrap();
    assert!((58..=60).contains(&off), "{off} minutes, and it is said");
}

/// BEYOND 5.3: what was pushed and waited on its way does not turn the relay's clock back: countdowns stand, and "complete up to" stays at
/// what is true.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_batch_does_not_turn_the_clock_back() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    place.until_live().await;
    let before = place.sync().await["clock_offset"].as_i64().unwrap();
    let late = (seconds() - 60) * 1000;
    let changes = [conversation(11, "c1", "p1/inbox", "Waited Long")];
    relay.push(
        &json!({"frame": "batch", "from": "t1.10", "to": "t1.11", "changes": changes, "now": late}),
    );
    place.row("Waited Long", |_| true).await;
    // Others may wait behind it: they are fetched at once.
    place
        .until("the rest is fetched", || async {
            let fetched = relay.fetched();
            fetched
                .contains(&"changes since t1.11".to_owned())
                .then_some(())
        })
        .await;
    place.until_live().await;
    let after = place.sync().await["clock_offset"].as_i64().unwrap();
    assert!((after - before).abs() < 5_000, "{before} became {after}");
}

/// What a captive portal or a broken relay sends instead of a frame ends the stream and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn nonsense_on_the_stream_is_survived() {
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &[])).await;
    let place = at_work(&relay).await;
    for nonsense in ["<html>", "{\"frame\":\"batch\",\"from\":7}", "\u{0}", "[]"] {
        let _ = relay.said.frames.send(nonsense.to_owned());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    place
        .until("the stream is back", || async {
            relay.batch(
                "t1.10",
                "t1.11",
                &[conversation(11, "c1", "p1/inbox", "After")],
            );
            let boot = serde_json::to_value(place.desk.first_paint()).unwrap();
            (boot["list"]["total"] == 1).then_some(())
        })
        .await;
}
