//! Backups and restores while the hotel goes on: people write during the backup, and after the restore before a desk is back.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::Frames;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use testkit::{RelayClient, TestRelay};

async fn note(client: &RelayClient, id: &str) {
    let note = json!({"id": id, "type": "add_note", "conversation": "v-khalid", "text": id});
    let answer = client.command(&note).await.unwrap();
    assert_eq!(answer["outcome"], "done", "{id}: {answer}");
}

/// The relay is gone with its disk, the key apart, and is restored from the file.
async fn lost_and_restored(relay: &mut TestRelay, file: &str) {
    relay.stop().await.unwrap();
    let key = std::fs::read(relay.data().join("master.key")).unwrap();
    std::fs::remove_dir_all(relay.data()).unwrap();
    let restored = relay.run(&["restore", file]).await.unwrap();
    assert!(restored.status.success(), "{restored:?}");
    std::fs::write(relay.data().join("master.key"), key).unwrap();
    relay.resume().await.unwrap();
}

fn number(cursor: &str) -> u64 {
    cursor.split_once('.').unwrap().1.parse().unwrap()
}

/// DESIGN 7: a backup made while people write is the hotel at one moment: everything acknowledged before it began is in it, nothing of it is
/// half, and what came later is in it up to that moment and not beyond.
#[tokio::test]
async fn a_backup_holds_together_while_people_write() {
    let mut relay = TestRelay::demo().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("b").display().to_string();
    // So that it takes its time.
    let media = relay.data().join("media/ab/abcdef");
    std::fs::create_dir_all(media.parent().unwrap()).unwrap();
    std::fs::write(&media, vec![7_u8; 16 << 20]).unwrap();
    let (stop, written) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let writer = {
        let (ines, stop, written) = (ines.clone(), Arc::clone(&stop), Arc::clone(&written));
        tokio::spawn(async move {
            while !stop.load(Ordering::SeqCst) {
                let n = written.load(Ordering::SeqCst);
                note(&ines, &format!("w{n:05}")).await;
                written.store(n + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
    };
    while written.load(Ordering::SeqCst) < 10 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let before = written.load(Ordering::SeqCst);
    let made = relay.run(&["backup", &file]).await.unwrap();
    assert!(made.status.success(), "{made:?}");
    let after = written.load(Ordering::SeqCst);
    assert!(after > before, "nobody wrote meanwhile");
    stop.store(true, Ordering::SeqCst);
    writer.await.unwrap();
    let total = written.load(Ordering::SeqCst);

    lost_and_restored(&mut relay, &file).await;
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let (changes, _) = ines.changes(None).await.unwrap();
    let notes: BTreeSet<&str> = changes
        .iter()
        .filter_map(|it| it["id"].as_str().filter(|id| it["body"]["text"] == *id))
        .collect();
    let kept = notes.len();
    let expected: Vec<String> = (0..kept).map(|n| format!("w{n:05}")).collect();
    assert!(notes.iter().eq(expected.iter()), "a gap: {notes:?}");
    assert!(
        (before..=total).contains(&kept),
        "{before} ≤ {kept} ≤ {total}"
    );
    let (_, page) = ines.get("/v1/checksums").await.unwrap();
    for line in page["checksums"].as_array().unwrap() {
        let of_scope = changes.iter().filter(|it| it["scope"] == line["scope"]);
        let living = of_scope.filter(|it| it["deleted"] != json!(true));
        assert_eq!(json!(living.count()), line["count"], "{line}");
    }
    // And it goes on from there.
    note(&ines, "afterwards").await;
    note(&ines, &format!("w{kept:05}")).await;
}

/// DESIGN_SYNC, Cursor and history: the cursor of what was lost is unknown, over HTTP and over the stream, also when the restored relay has
/// gone past its number by now; from the number both share, the desk gets everything of the new term.
#[tokio::test]
async fn a_lost_cursor_is_unknown_however_far_the_relay_is() {
    let mut relay = TestRelay::demo().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("b").display().to_string();
    note(&ines, "shared").await;
    let (_, shared) = ines.changes(None).await.unwrap();
    let made = relay.run(&["backup", &file]).await.unwrap();
    assert!(made.status.success(), "{made:?}");
    for n in 0..3 {
        note(&ines, &format!("lost{n}")).await;
    }
    let (_, lost) = ines.changes(Some(&shared)).await.unwrap();

    lost_and_restored(&mut relay, &file).await;
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    for n in 0..10 {
        note(&ines, &format!("new{n}")).await;
    }
    let (_, head) = ines.changes(None).await.unwrap();
    assert!(number(&head) > number(&lost) + 3, "{head}, {lost}");
    let (status, problem) = ines
        .get(&format!("/v1/changes?since={lost}"))
        .await
        .unwrap();
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(problem["code"], "cursor_unknown");
    let common = problem["common"].as_str().unwrap();
    let shares = number(&shared)..number(&lost);
    assert!(shares.contains(&number(common)), "{common}, {shares:?}");

    let (changes, _) = ines.changes(Some(common)).await.unwrap();
    let ids: Vec<&Value> = changes.iter().map(|it| &it["id"]).collect();
    for n in 0..10 {
        assert!(ids.contains(&&json!(format!("new{n}"))), "new{n}: {ids:?}");
    }
    assert!(!ids.contains(&&json!("lost0")));
    let mut frames = Frames::join(&relay.url(), &ines, Some(&lost))
        .await
        .unwrap();
    let frame = frames.next_within(10).await.unwrap();
    assert_eq!(frame["frame"], "fetch");
    assert_eq!(frame["reason"], "cursor_unknown");
    // A cursor of the old term that the backup has is still good.
    let (status, _) = ines
        .get(&format!("/v1/changes?since={shared}"))
        .await
        .unwrap();
    assert_eq!(status, StatusCode::OK);
}
