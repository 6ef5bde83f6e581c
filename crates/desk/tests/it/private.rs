//! What lies on the disk.

use crate::world::World;
use desk::host::Host;
use serde_json::json;

/// A raw scan of the folder finds no word of any message, no name, no number, no token and no SQLite header.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_readable_lies_on_the_disk() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Nora Unreadable");
    world
        .writes(&guest, "zanzibarquestion about breakfast, a human please")
        .await;
    let row = ines
        .row("Nora Unreadable", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = row["id"].clone();
    ines.act(&id, "claim").await;
    ines.until_settled().await;
    ines.line.cut();
    ines.until_offline().await;
    ines.say(&id, "quetzalanswer from seven").await;
    let draft = json!({"conversation": id, "note": true, "text": "wombatdraft"});
    ines.call("save_draft", draft).await;

    let scan = |when: &str| {
        let number = guest.wa_id.clone().unwrap();
        let token = ines.host.secrets.lock().unwrap();
        let kept: Vec<String> = token
            .values()
            .filter_map(|secret| serde_json::from_slice::<serde_json::Value>(secret).ok())
            .filter_map(|kept| kept["token"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(kept.len(), 1);
        let mut files = 0;
        for file in std::fs::read_dir(ines.host.home()).unwrap() {
            let path = file.unwrap().path();
            // The log of the database comes and goes while it is at work.
            let Ok(bytes) = std::fs::read(&path) else {
                continue;
            };
            files += 1;
            let words = [
                "zanzibarquestion",
                "quetzalanswer",
                "wombatdraft",
                "Unreadable",
            ];
            let all = words.into_iter().chain([number.as_str(), kept[0].as_str()]);
            for word in all.chain(["SQLite format 3"]) {
                let found = bytes.windows(word.len()).any(|w| w == word.as_bytes());
                assert!(!found, "{when}: {word:?} in {}", path.display());
            }
        }
        assert!(files >= 2, "there is something to scan");
    };
    scan("at work");
    ines.desk.shutdown().await;
    scan("closed");
}
