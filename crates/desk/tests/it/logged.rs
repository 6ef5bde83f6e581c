//! A desk that logs as much as it can, and what must never be in its log (GOALS, Security).

use crate::attachments::{attach, send};
use crate::world::World;
use serde_json::{Value, json};
use std::io::Write;
use std::sync::{Arc, Mutex};
use testkit::relay::DEMO_PASSWORD;

/// Where the log of this process goes.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// GOALS, Security: at `trace`, through sign-in, a wrong password, guests' words, search, answers, notes, drafts, files, a cut line, a restart
/// and a sign-out, no line of the log has a word, a name, a number, a file's name, the password, the token or the cache's key.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_is_logged() {
    let kept = Kept::default();
    let writer = kept.clone();
    // As `BELLHOP_LOG=trace` does, of every crate of this process.
    let filter = tracing_subscriber::EnvFilter::new("trace");
    let quiet = desk::TALKATIVE
        .iter()
        .map(|it| it.parse::<tracing_subscriber::filter::Directive>().unwrap());
    tracing_subscriber::fmt()
        .with_env_filter(quiet.fold(filter, tracing_subscriber::EnvFilter::add_directive))
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    let world = World::new().await;
    let place = world.place().await;
    let wrong = place.sign_in_with("ines", "not-her-password", true).await;
    assert_eq!(wrong["result"], "failed");
    assert_eq!(place.sign_in("ines", true).await["result"], "done");
    place.until_live().await;
    let guest = world.guest("Zora Quill");
    world
        .writes(&guest, "Zanzibar at sunrise, a human please")
        .await;
    let row = place
        .row("Zora Quill", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let id = row["id"].clone();
    place.act(&id, "claim").await;
    place.call("search", json!({"text": "Zanzibar"})).await;
    place.call("search", json!({"text": "Zanzibra"})).await;
    let number = guest.wa_id.clone().unwrap();
    place.call("search", json!({"text": &number[3..]})).await;
    let photo = include_bytes!("../../../../relay/src/demo/media/view.jpg");
    let photo = attach(&place, &id, "marmalade-passport.jpg", "image/jpeg", photo).await;
    send(&place, &id, "Velvet parasol", &[&photo]).await;
    let note = json!({"conversation": id, "text": "Tangerine in the safe"});
    place.call("add_note", note).await;
    let draft = json!({"conversation": id, "note": false, "text": "Wombat half written"});
    place.call("save_draft", draft).await;
    place.until_settled().await;
    place.line.cut();
    place.until_offline().await;
    place.say(&id, "Quetzal from seven").await;
    let place = place.restart().await;
    let token = token(&place.host.secrets.lock().unwrap());
    place.line.mend();
    place.call("sync_now", Value::Null).await;
    place.until_settled().await;
    let key = place
        .host
        .secrets
        .lock()
        .unwrap()
        .iter()
        .find_map(|(name, key)| name.starts_with("cache-key").then(|| key.clone()))
        .unwrap();
    place.call("sign_out", Value::Null).await;
    place.desk.shutdown().await;

    let log = String::from_utf8_lossy(&kept.0.lock().unwrap()).into_owned();
    assert!(log.contains("TRACE"), "as much as can be was logged");
    assert!(
        log.contains("desk::") || log.contains("bellhop_desk"),
        "of the desk itself"
    );
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let secrets = [
        token.as_str(),
        hex.as_str(),
        DEMO_PASSWORD,
        "not-her-password",
    ];
    let words = [
        "Zanzibar",
        "zanzibar",
        "Zanzibra",
        "sunrise",
        "Zora",
        "Quill",
        &number[3..],
        "Velvet",
        "parasol",
        "Tangerine",
        "Wombat",
        "Quetzal",
        "marmalade",
    ];
    for word in secrets.iter().chain(&words) {
        let line = log.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "{word} is logged: {line:?}");
    }
}

/// The token as the keyring has it.
fn token(secrets: &std::collections::HashMap<String, Vec<u8>>) -> String {
    let kept = secrets
        .values()
        .filter_map(|secret| serde_json::from_slice::<Value>(secret).ok());
    let mut tokens = kept.filter_map(|kept| kept["token"].as_str().map(str::to_owned));
    tokens.next().unwrap()
}
