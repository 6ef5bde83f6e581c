//! R11: an erased guest stays erased when an older backup is restored, and can be erased on the command line.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::logged::{LoggedRelay, provider_time, webhook};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};
use testkit::whatsapp::{Account, Guest};
use testkit::{RelayClient, RelayOptions, TestRelay};

const PLANTED: &[&str] = &["zanzibarquill", "Quillon", "351912777666"];

fn words(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

fn scan(folder: &Path, word: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(&path, word, found);
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes.windows(word.len()).any(|it| it == word.as_bytes())
        {
            found.push(path);
        }
    }
}

fn found(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for word in PLANTED {
        scan(folder, word, &mut found);
    }
    found
}

async fn until_gone(folder: &Path) {
    let begun = Instant::now();
    while !found(folder).is_empty() {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?}",
            found(folder)
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Nobody is there: no test writes to a real provider.
fn options() -> RelayOptions {
    RelayOptions::demo().with("BELLHOP_GRAPH_URL", "http://127.0.0.1:9")
}

fn first() -> Vec<u8> {
    let guest = Guest::new("351912777666", "Quillon Vexley");
    let message = guest.text("wamid.again.1", provider_time(), "zanzibarquill");
    serde_json::to_vec(&Account::lisbon().messages(&guest, vec![message])).unwrap()
}

/// The contact of the guest who wrote.
async fn contact(ines: &RelayClient) -> String {
    let named = |it: &Value| it["body"]["name"] == "Quillon Vexley";
    let contact = ines.until("contact", named).await.unwrap();
    contact["id"].as_str().unwrap().to_owned()
}

async fn erase(ines: &RelayClient, contact: &str) {
    let command = json!({"id": "e1", "type": "erase_contact", "contact": contact});
    assert_eq!(ines.command(&command).await.unwrap()["outcome"], "done");
}

/// R11, DESIGN_RELAY, Storage: erasures are kept as a list beside the backups and applied again to the restored hotel before it serves;
/// what a desk offers again and what a provider repeats does not bring the guest back. The control is a restore without the list.
#[tokio::test]
async fn a_restored_backup_is_erased_again() {
    let mut relay = TestRelay::start(options()).await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let body = first();
    webhook(&relay.url(), body.clone()).await;
    let guest = contact(&ines).await;
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    std::fs::write(path("phrase"), "correct horse battery\n").unwrap();
    let (file, phrase, journal) = (path("b"), path("phrase"), path("erasures.jsonl"));
    let with = ["--passphrase-file", phrase.as_str()];
    let made = relay
        .run(&["backup", &file, with[0], with[1]])
        .await
        .unwrap();
    assert!(made.status.success(), "{}", words(&made));
    erase(&ines, &guest).await;
    until_gone(&relay.data()).await;
    relay.stop().await.unwrap();
    std::fs::copy(relay.data().join("erasures.jsonl"), &journal).unwrap();
    let list = std::fs::read_to_string(&journal).unwrap();
    assert!(list.contains(&guest) && PLANTED.iter().all(|it| !list.contains(it)));

    std::fs::remove_dir_all(relay.data()).unwrap();
    let restored = relay
        .run(&["restore", &file, with[0], with[1]])
        .await
        .unwrap();
    assert!(
        words(&restored).contains("No guest is known"),
        "{}",
        words(&restored)
    );
    assert!(
        !found(&relay.data()).is_empty(),
        "without the list the guest is back"
    );
    std::fs::remove_dir_all(relay.data()).unwrap();
    let restored = relay
        .run(&["restore", &file, with[0], with[1], "--erased", &journal])
        .await
        .unwrap();
    assert!(restored.status.success(), "{}", words(&restored));
    assert!(
        words(&restored).contains("erased again"),
        "{}",
        words(&restored)
    );
    assert_eq!(found(&relay.data()), Vec::<PathBuf>::new());

    relay.resume().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    webhook(&relay.url(), body).await;
    let offered = json!({"id": "o1", "type": "create_contact", "contact": guest, "name": "Quillon Vexley",
        "phone": "+351912777666", "property": "lisbon", "replayed": 1});
    assert_eq!(ines.command(&offered).await.unwrap()["code"], "erased");
    assert_eq!(ines.record("contact", &guest).await.unwrap(), None);
    until_gone(&relay.data()).await;
    let (changes, _) = ines.changes(None).await.unwrap();
    assert!(!changes.iter().any(|it| it.to_string().contains("Quillon")));
}

/// R11: where the key is put into its place after the restore, the first start erases before it serves.
#[tokio::test]
async fn the_first_start_erases_what_a_restore_could_not() {
    let mut relay = TestRelay::start(options()).await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    webhook(&relay.url(), first()).await;
    let guest = contact(&ines).await;
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    let (file, journal) = (path("b"), path("erasures.jsonl"));
    let made = relay.run(&["backup", &file]).await.unwrap();
    assert!(made.status.success(), "{}", words(&made));
    erase(&ines, &guest).await;
    until_gone(&relay.data()).await;
    relay.stop().await.unwrap();
    std::fs::copy(relay.data().join("erasures.jsonl"), &journal).unwrap();
    let key = std::fs::read(relay.data().join("master.key")).unwrap();
    std::fs::remove_dir_all(relay.data()).unwrap();
    let restored = relay
        .run(&["restore", &file, "--erased", &journal])
        .await
        .unwrap();
    assert!(
        words(&restored).contains("first start"),
        "{}",
        words(&restored)
    );
    assert!(!found(&relay.data()).is_empty());
    std::fs::write(relay.data().join("master.key"), key).unwrap();
    relay.resume().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    assert_eq!(ines.record("contact", &guest).await.unwrap(), None);
    until_gone(&relay.data()).await;
    assert!(!relay.data().join("erasures.pending.jsonl").exists());
}

/// R11: `erase` asks, and does it also while the relay runs, by id or by number; a stranger is said to be one.
#[tokio::test]
async fn a_guest_is_erased_on_the_command_line() {
    let relay = TestRelay::start(options()).await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    webhook(&relay.url(), first()).await;
    let guest = contact(&ines).await;
    let asked = relay.run(&["erase", "--contact", &guest]).await.unwrap();
    assert_eq!(asked.status.code(), Some(1), "{}", words(&asked));
    assert!(
        words(&asked).contains("Nothing was changed"),
        "{}",
        words(&asked)
    );
    assert!(ines.record("contact", &guest).await.unwrap().is_some());
    let nobody = relay
        .run(&["erase", "--contact", "nobody", "--yes"])
        .await
        .unwrap();
    assert_eq!(nobody.status.code(), Some(1), "{}", words(&nobody));
    let done = relay
        .run(&["erase", "--phone", "+351 912 777 666", "--yes"])
        .await
        .unwrap();
    assert!(done.status.success(), "{}", words(&done));
    until_gone(&relay.data()).await;
    assert_eq!(ines.record("contact", &guest).await.unwrap(), None);
}

/// R11: nothing of the erased is in the log, however much is logged.
#[tokio::test]
async fn erasing_is_not_logged_in_words() {
    let relay = LoggedRelay::start("http://127.0.0.1:9").await;
    let ines = RelayClient::sign_in(
        &relay.url,
        "ines@miralva.example",
        testkit::relay::DEMO_PASSWORD,
    )
    .await
    .unwrap();
    webhook(&relay.url, first()).await;
    let guest = contact(&ines).await;
    erase(&ines, &guest).await;
    until_gone(&relay.data.data()).await;
    relay.never_said(PLANTED);
}
