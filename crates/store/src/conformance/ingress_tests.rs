//! Envelopes and duplicates.

use super::Place;
use super::world::{Dice, NOW, add_hotel, feed, hotel, message, open};
use crate::model::{EnvelopeEnd, NewEnvelope};
use crate::store_trait::Store;
use domain::id::WorkspaceId;
use domain::time::{DAY, HOUR, UnixMillis};
use std::sync::Arc;

/// An envelope with this body.
#[must_use]
pub fn envelope(workspace: &WorkspaceId, body: &[u8]) -> NewEnvelope {
    NewEnvelope {
        workspace: workspace.clone(),
        channel: "whatsapp".to_owned(),
        receiver: Some("100000000000001".to_owned()),
        body: body.to_vec(),
        guests: vec!["15550001".to_owned()],
        received_at: NOW,
    }
}

async fn end(store: &dyn Store, id: i64, how: EnvelopeEnd, now: UnixMillis) {
    let mut tx = store.begin(&hotel(), now).await.unwrap();
    tx.end_envelope(id, how);
    tx.commit().await.unwrap();
}

/// As stored, byte by byte, each hotel its own, in the order of arrival.
pub async fn envelopes_come_in_order_of_arrival(place: &dyn Place) {
    let store = open(place).await;
    let other = WorkspaceId::new("other").unwrap();
    add_hotel(&*store, &other).await;
    let mut no_receiver = envelope(&hotel(), b"\x00\xff not text");
    no_receiver.receiver = None;
    let new = [
        envelope(&hotel(), b"1"),
        envelope(&other, b"2"),
        no_receiver,
    ];
    let ids = store.put_envelopes(&new).await.unwrap();
    let more = store
        .put_envelopes(&[envelope(&hotel(), b"4")])
        .await
        .unwrap();
    assert!(ids.is_sorted() && ids[2] < more[0]);
    assert_eq!(store.envelope_backlog().await.unwrap(), 4);
    let first = store.take_envelopes(&hotel(), 2).await.unwrap();
    assert_eq!(
        first.iter().map(|e| e.id).collect::<Vec<_>>(),
        [ids[0], ids[2]]
    );
    assert_eq!(first[0].envelope, new[0]);
    assert_eq!(first[1].envelope, new[2]);
    assert_eq!(
        store.take_envelopes(&other, 9).await.unwrap()[0].envelope,
        new[1]
    );
    assert!(store.put_envelopes(&[]).await.unwrap().is_empty());
    let mut waiting = store.waiting_hotels().await.unwrap();
    waiting.sort();
    assert_eq!(waiting, [hotel(), other], "begun is not ended");
    for id in &ids[..1] {
        end(&*store, *id, EnvelopeEnd::Processed, NOW).await;
    }
    assert_eq!(store.waiting_hotels().await.unwrap().len(), 2);
}

/// An attempt is counted when the envelope is handed out, so a crash during processing is counted too.
pub async fn attempts_are_counted_before_processing(place: &dyn Place) {
    let store = open(place).await;
    let ids = store
        .put_envelopes(&[envelope(&hotel(), b"1"), envelope(&hotel(), b"2")])
        .await
        .unwrap();
    for before in 0..3 {
        let taken = store.take_envelopes(&hotel(), 1).await.unwrap();
        assert_eq!((taken[0].id, taken[0].attempts), (ids[0], before));
    }
    end(&*store, ids[0], EnvelopeEnd::Dead, NOW).await;
    let taken = store.take_envelopes(&hotel(), 9).await.unwrap();
    assert_eq!(taken.len(), 1, "a dead letter blocks nobody");
    assert_eq!((taken[0].id, taken[0].attempts), (ids[1], 0));
    assert_eq!(store.envelope_backlog().await.unwrap(), 1);
}

/// What is handed out uncounted is what would be taken, and nothing is counted.
pub async fn fresh_envelopes_are_not_counted(place: &dyn Place) {
    let store = open(place).await;
    let new = [envelope(&hotel(), b"1"), envelope(&hotel(), b"2")];
    let ids = store.put_envelopes(&new).await.unwrap();
    for limit in [1, 9, 9] {
        let Some(fresh) = store.fresh_envelopes(&hotel(), limit).await.unwrap() else {
            return;
        };
        let of: Vec<_> = fresh.iter().map(|it| (it.id, it.attempts)).collect();
        let expected = [(ids[0], 0), (ids[1], 0)];
        assert_eq!(of, expected[..limit.min(2)]);
        assert_eq!(fresh[0].envelope, new[0]);
    }
    let taken = store.take_envelopes(&hotel(), 9).await.unwrap();
    assert!(taken.iter().all(|it| it.attempts == 0));
    end(&*store, ids[0], EnvelopeEnd::Processed, NOW).await;
    let fresh = store.fresh_envelopes(&hotel(), 9).await.unwrap().unwrap();
    assert_eq!((fresh[0].id, fresh[0].attempts), (ids[1], 1));
}

/// Processed ones are kept 72 h, dead letters 30 days and can be read for a replay; unprocessed ones for ever.
pub async fn ended_envelopes_are_kept_for_their_time(place: &dyn Place) {
    let store = open(place).await;
    let new = [
        envelope(&hotel(), b"done"),
        envelope(&hotel(), b"dead"),
        envelope(&hotel(), b"new"),
    ];
    let ids = store.put_envelopes(&new).await.unwrap();
    end(&*store, ids[0], EnvelopeEnd::Processed, NOW).await;
    end(&*store, ids[1], EnvelopeEnd::Dead, NOW).await;
    assert_eq!(store.sweep_envelopes(NOW.plus(72 * HOUR)).await.unwrap(), 0);
    assert_eq!(
        store
            .sweep_envelopes(NOW.plus(72 * HOUR + 1))
            .await
            .unwrap(),
        1
    );
    assert_eq!(store.envelope(&hotel(), ids[0]).await.unwrap(), None);
    let dead = store.envelope(&hotel(), ids[1]).await.unwrap().unwrap();
    assert_eq!(dead.envelope, new[1]);
    let stranger = WorkspaceId::new("stranger").unwrap();
    assert_eq!(store.envelope(&stranger, ids[1]).await.unwrap(), None);
    assert_eq!(store.sweep_envelopes(NOW.plus(30 * DAY)).await.unwrap(), 0);
    assert_eq!(
        store.sweep_envelopes(NOW.plus(30 * DAY + 1)).await.unwrap(),
        1
    );
    assert_eq!(store.sweep_envelopes(NOW.plus(999 * DAY)).await.unwrap(), 0);
    assert_eq!(store.take_envelopes(&hotel(), 9).await.unwrap().len(), 1);
}

/// SPEC 272, R2: a key is new once, within a call, a transaction and for ever after the commit.
pub async fn duplicates_of_events_are_known(place: &dyn Place) {
    let store = open(place).await;
    let keys = |list: &[&str]| -> Vec<String> { list.iter().map(|k| (*k).to_owned()).collect() };
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    let new = tx.remember_events(&keys(&["a", "b", "a"])).await.unwrap();
    assert_eq!(new, [true, true, false]);
    let new = tx.remember_events(&keys(&["b", "c"])).await.unwrap();
    assert_eq!(new, [false, true]);
    tx.commit().await.unwrap();
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    let new = tx
        .remember_events(&keys(&["c", "d", "a", "A"]))
        .await
        .unwrap();
    assert_eq!(new, [false, true, false, true]);
}

/// Keys are remembered for eight days.
pub async fn event_keys_are_forgotten_after_eight_days(place: &dyn Place) {
    let store = open(place).await;
    let key = ["a".to_owned()];
    let mut tx = store.begin(&hotel(), NOW).await.unwrap();
    tx.remember_events(&key).await.unwrap();
    tx.commit().await.unwrap();
    for (days, new) in [(8 * DAY, false), (8 * DAY + 1, true)] {
        store.sweep_envelopes(NOW.plus(days)).await.unwrap();
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        assert_eq!(tx.remember_events(&key).await.unwrap(), [new]);
    }
}

/// R2: 200 messages, each delivered one to five times, shuffled, by four deliverers at once: one message each.
pub async fn shuffled_duplicates_make_one_message_each(place: &dyn Place) {
    let store = open(place).await;
    let mut dice = Dice::new(272);
    let mut deliveries: Vec<u64> = (0..200).flat_map(|n| (0..=n % 5).map(move |_| n)).collect();
    for last in (1..deliveries.len()).rev() {
        let other = usize::try_from(dice.roll(last as u64 + 1)).unwrap();
        deliveries.swap(last, other);
    }
    let quarter = deliveries.len().div_ceil(4);
    let deliverers: Vec<_> = deliveries
        .chunks(quarter)
        .map(|part| tokio::spawn(deliver(Arc::clone(&store), part.to_vec())))
        .collect();
    let mut applied = 0;
    for deliverer in deliverers {
        applied += deliverer.await.unwrap();
    }
    assert_eq!(applied, 200);
    assert_eq!(store.head(&hotel()).await.unwrap().0, 200);
    let page = feed(&*store, &["p/inbox"], 0).await;
    assert_eq!(page.records.len(), 200);
    super::checksum_tests::assert_checksums(&*store).await;
}

/// Applies deliveries in groups of eight; returns how many were new.
async fn deliver(store: Arc<dyn Store>, part: Vec<u64>) -> u64 {
    let mut applied = 0;
    for group in part.chunks(8) {
        let mut tx = store.begin(&hotel(), NOW).await.unwrap();
        for n in group {
            tx.mark();
            let new = tx.remember_events(&[format!("wamid.{n}")]).await.unwrap();
            if new == [true] {
                tx.next_seq().await.unwrap();
                tx.put(message(&format!("m-{n}"), "c", "p/inbox"));
                applied += 1;
            }
        }
        tx.commit().await.unwrap();
    }
    applied
}
