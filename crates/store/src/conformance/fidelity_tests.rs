//! What is written is what is read, and what has a time ends with it.

use super::Place;
use super::command_tests::{answer, command};
use super::world::{NOW, feed, hotel, id, names, open, put, scopes, staff, tombstone, write};
use crate::model::{HistoryQuery, Invitation, Put, Record};
use domain::record::{Kind, Scope};
use domain::time::{DAY, UnixMillis};

/// Records at the edges of what the columns take.
fn odd_ones() -> Vec<Put> {
    let full = Put {
        parent: Some(id("parent")),
        owner: Some(staff("olga")),
        state: Some("AGENT_ASSIGNED".to_owned()),
        at: UnixMillis(-1),
        body: "{\"text\":\"Olá 🌊 \\u0000 'quoted' \u{202e}\"}".to_owned(),
        ..put(Kind::Conversation, "full", "p/inbox")
    };
    let unknown = Put {
        at: UnixMillis(i64::MAX - 1),
        body: "x".repeat(300_000),
        ..put(Kind::from_text("night_audit"), "A-_9", "p/inbox")
    };
    let nothing = Put {
        at: UnixMillis(i64::MIN),
        body: String::new(),
        ..put(Kind::Message, &"i".repeat(64), "p/inbox")
    };
    vec![full, unknown, nothing]
}

fn as_record(put: Put, seq: u64) -> Record {
    Record {
        kind: put.kind,
        id: put.id,
        scope: put.scope,
        parent: put.parent,
        owner: put.owner,
        state: put.state,
        at: put.at,
        seq,
        deleted: put.deleted,
        body: put.body,
    }
}

/// Every column comes back as it was, by every way of reading; a kind that this version does not know is kept raw.
pub async fn every_column_comes_back(place: &dyn Place) {
    let store = open(place).await;
    let seq = write(&*store, odd_ones()).await;
    let page = feed(&*store, &["p/inbox"], 0).await;
    for put in odd_ones() {
        let expected = as_record(put, seq);
        assert!(page.records.contains(&expected));
        let of = std::slice::from_ref(&expected.id);
        let found = store.records(&hotel(), &expected.kind, of).await.unwrap();
        assert_eq!(found, std::slice::from_ref(&expected));
        let query = HistoryQuery {
            kind: expected.kind.clone(),
            parent: None,
            before: None,
            limit: 9,
        };
        let lane = store
            .history(&hotel(), &scopes(&["p/inbox"]), &query)
            .await
            .unwrap();
        assert_eq!(lane, std::slice::from_ref(&expected));
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        let found = tx.get(&expected.kind, &expected.id).await.unwrap();
        assert_eq!(found, Some(expected));
    }
    assert_eq!(page.records.len(), 3);
}

/// A later write replaces every column, to nothing too.
pub async fn a_later_write_replaces_every_column(place: &dyn Place) {
    let store = open(place).await;
    let full = odd_ones().remove(0);
    write(&*store, vec![full.clone()]).await;
    let bare = Put {
        parent: None,
        owner: None,
        state: None,
        at: NOW,
        body: "{}".to_owned(),
        ..full
    };
    let seq = write(&*store, vec![bare.clone()]).await;
    let page = feed(&*store, &["p/inbox"], 0).await;
    assert_eq!(page.records, [as_record(bare, seq)]);
    let of_parent = HistoryQuery {
        kind: Kind::Conversation,
        parent: Some(id("parent")),
        before: None,
        limit: 9,
    };
    let found = store
        .history(&hotel(), &scopes(&["p/inbox"]), &of_parent)
        .await
        .unwrap();
    assert!(found.is_empty(), "it hangs on nothing now");
}

/// Text that looks like SQL or like a pattern is text.
pub async fn text_is_only_text(place: &dyn Place) {
    let store = open(place).await;
    let evil = "x'); DROP TABLE record; --";
    let mut record = put(Kind::Contact, "c", evil);
    record.body = evil.to_owned();
    record.state = Some("%_\"".to_owned());
    write(&*store, vec![record, put(Kind::Contact, "d", "p/inbox")]).await;
    assert_eq!(names(&feed(&*store, &[evil], 0).await.records), ["c"]);
    assert!(feed(&*store, &["%", "_", "x"], 0).await.records.is_empty());
    let query = HistoryQuery {
        kind: Kind::Contact,
        parent: None,
        before: None,
        limit: 9,
    };
    let found = store
        .history(&hotel(), &scopes(&[evil, "[\"p/inbox\"]"]), &query)
        .await
        .unwrap();
    assert_eq!(names(&found), ["c"]);
    assert_eq!(found[0].scope, Scope(evil.to_owned()));
    assert_eq!(store.credential(evil).await.unwrap(), None);
    store.put_setting(evil, evil).await.unwrap();
    assert_eq!(store.setting(evil).await.unwrap().as_deref(), Some(evil));
}

/// A text with U+0000 in it, which a database's own text may not hold, is found again and is no error.
pub async fn a_zero_in_a_text_is_no_error(place: &dyn Place) {
    let store = open(place).await;
    let zero = "a\0b";
    assert_eq!(store.credential(zero).await.unwrap(), None);
    assert_eq!(store.device_by_token(zero).await.unwrap(), None);
    assert_eq!(store.invitation(zero, NOW).await.unwrap(), None);
    let mut envelope = super::ingress_tests::envelope(&hotel(), zero.as_bytes());
    envelope.receiver = Some(zero.to_owned());
    envelope.guests = vec![zero.to_owned()];
    store.put_envelopes(&[envelope]).await.unwrap();
    let taken = store.take_envelopes(&hotel(), 9).await.unwrap();
    assert_eq!(taken[0].envelope.body, zero.as_bytes());
    assert_eq!(taken[0].envelope.guests, [zero]);
    let key = super::command_tests::key(zero);
    let events = [zero.to_owned()];
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.set_lookup(key.clone(), id("c"));
    assert_eq!(tx.remember_events(&events).await.unwrap(), [true]);
    tx.commit().await.unwrap();
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    assert_eq!(tx.lookup(&key).await.unwrap(), Some(id("c")));
    assert_eq!(tx.remember_events(&events).await.unwrap(), [false]);
}

/// A sweep forgets answers after 400 days and what else has ended, and nothing before its time.
pub async fn a_sweep_ends_what_has_ended(place: &dyn Place) {
    let store = open(place).await;
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.store_answer(answer("a", "hash"));
    tx.commit().await.unwrap();
    let invitation = Invitation {
        code_hash: "code".to_owned(),
        purpose: "reset".to_owned(),
        email: "ines@example.test".to_owned(),
        expires_at: NOW,
    };
    store.put_invitation(&invitation).await.unwrap();
    let device = super::apart_tests::device("d1", "olga").id;
    let (olga, until) = (staff("olga"), NOW.plus(90_000));
    store
        .lease_presence(&hotel(), &olga, &device, until)
        .await
        .unwrap();
    store.sweep_envelopes(NOW).await.unwrap();
    assert!(store.invitation("code", NOW).await.unwrap().is_some());
    assert_eq!(store.present(&hotel(), NOW).await.unwrap().len(), 1);
    store.sweep_envelopes(NOW.plus(400 * DAY)).await.unwrap();
    // Asked for an instant at which they ran: they are gone, not only over.
    assert_eq!(store.invitation("code", NOW).await.unwrap(), None);
    assert!(store.present(&hotel(), NOW).await.unwrap().is_empty());
    for (late, kept) in [(400 * DAY, true), (400 * DAY + 1, false)] {
        store.sweep_envelopes(NOW.plus(late)).await.unwrap();
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        assert_eq!(tx.answer(&command("a")).await.unwrap().is_some(), kept);
    }
}

/// DESIGN_SYNC, Cursor and history: a tombstone and the mark of a left scope are kept for 400 days; then they end, and the horizon
/// says up to which number. What lives, and what was deleted later, stays.
pub async fn tombstones_end_and_say_from_where(place: &dyn Place) {
    let store = open(place).await;
    let both = ["p/inbox", "q/inbox"];
    for of in [vec!["old", "lives"], vec!["new"]] {
        let puts = of.iter().map(|name| put(Kind::Contact, name, "p/inbox"));
        write(&*store, puts.collect()).await;
    }
    let gone = |name| tombstone(put(Kind::Contact, name, "p/inbox"));
    write(&*store, vec![gone("old")]).await;
    let ended = write(&*store, vec![put(Kind::Contact, "lives", "q/inbox")]).await;
    let mut tx = store.begin(&hotel(), NOW.plus(1)).await.unwrap();
    tx.next_seq().await.unwrap();
    tx.put(gone("new"));
    tx.commit().await.unwrap();

    store.sweep_envelopes(NOW.plus(400 * DAY)).await.unwrap();
    assert_eq!(store.horizon(&hotel()).await.unwrap(), 0);
    assert_eq!(
        names(&feed(&*store, &both, 0).await.records),
        ["old", "lives", "new"]
    );
    assert!(!feed(&*store, &["p/inbox"], 3).await.records.is_empty());

    store
        .sweep_envelopes(NOW.plus(400 * DAY + 1))
        .await
        .unwrap();
    assert_eq!(store.horizon(&hotel()).await.unwrap(), ended);
    assert_eq!(
        names(&feed(&*store, &both, 0).await.records),
        ["lives", "new"]
    );
    assert_eq!(
        names(&feed(&*store, &["p/inbox"], 0).await.records),
        ["new"]
    );
    super::checksum_tests::assert_checksums(&*store).await;
}

/// More readers at once than the store keeps connections: all are served, each from one state.
pub async fn many_readers_are_served(place: &dyn Place) {
    let store = open(place).await;
    let readers: Vec<_> = (0..32)
        .map(|_| {
            let store = std::sync::Arc::clone(&store);
            tokio::spawn(async move {
                for _ in 0..5 {
                    let page = feed(&*store, &["p/inbox"], 0).await;
                    // Two records a command, so an odd count would be half a command.
                    let living = page.records.len() as u64;
                    assert_eq!(living, 2 * page.to);
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for n in 0..20 {
        let pair = ["a", "b"].map(|part| put(Kind::Contact, &format!("{part}-{n}"), "p/inbox"));
        write(&*store, pair.to_vec()).await;
    }
    for reader in readers {
        reader.await.unwrap();
    }
    assert_eq!(feed(&*store, &["p/inbox"], 0).await.to, 20);
}
