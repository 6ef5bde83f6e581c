//! R11 at the desk: what an erased guest wrote, and what was written about them here, leaves this computer, also one that was away.

use crate::world::{Place, World, seconds};
use desk::host::Host;
use serde_json::{Value, json};
use std::path::Path;
use testkit::graph::FakeMedia;
use testkit::whatsapp::Account;

const BYTES: &[u8] = b"%PDF-1.4 bytesbasilisk";

fn found(folder: &Path, what: &[u8]) -> Vec<String> {
    let mut hits = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            hits.extend(found(&path, what));
        } else if std::fs::read(&path)
            .unwrap()
            .windows(what.len())
            .any(|it| it == what)
        {
            hits.push(path.display().to_string());
        }
    }
    hits
}

async fn draft(place: &Place, at: &Value) -> Value {
    place
        .call("draft", json!({"conversation": at, "note": false}))
        .await
}

/// The guest with a file, at the desk of Ines, who has the conversation and opened the file.
async fn planted(world: &World, ines: &Place) -> (Value, Value) {
    let guest = world.guest("Quillon Vexley");
    let file = FakeMedia::new("application/pdf", BYTES);
    world.graph.put_media("777", file.clone());
    let payload = json!({"id": "777", "mime_type": "application/pdf", "sha256": file.sha256(),
        "filename": "filegriffin.pdf", "caption": "captionwyvern"});
    let messages = vec![
        guest.text(
            "wamid.desk.1",
            seconds() - 2,
            "zanzibarquill, a human please",
        ),
        guest.message("wamid.desk.2", seconds() - 1, "document", payload),
    ];
    world
        .receives(&Account::lisbon().messages(&guest, messages))
        .await;
    let waits = |row: &Value| row["status"] == "AWAITING_AGENT";
    let at = ines.row("Quillon Vexley", waits).await["id"].clone();
    ines.act(&at, "claim").await;
    ines.until_settled().await;
    let file = ines.message(&at, "captionwyvern", |_| true).await;
    ines.until("the file is opened", || async {
        let args = json!({"message": file["id"]});
        ines.desk.rpc("open_file", args).await.ok()
    })
    .await;
    let panel = ines.call("guest_panel", json!({"conversation": at})).await;
    (at, panel["contact"].clone())
}

/// R11: a manager erases a guest with the desk's own command: record, messages, search, draft, opened file and its bytes leave their desk and
/// that of a colleague who was away with a reply to the guest in the outbox; the relay refuses it as an erased guest's. An agent may not.
#[tokio::test(flavor = "multi_thread")]
async fn an_erased_guest_leaves_every_desk() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let (at, contact) = planted(&world, &ines).await;
    tomas.row("Quillon Vexley", |_| true).await;
    tomas.line.cut();
    tomas.until_offline().await;
    let note = json!({"conversation": at, "text": "notemanticore"});
    tomas.call("add_note", note).await;
    for place in [&ines, &tomas] {
        let args = json!({"conversation": at, "note": false, "text": "halfharpy"});
        place.call("save_draft", args).await;
    }
    let opened = ines.host.home().join("open");
    assert_eq!(found(&opened, BYTES).len(), 1, "the control");
    let hits = ines.call("search", json!({"text": "zanzibarquill"})).await;
    assert!(hits.to_string().contains("zanzibarquill"));

    let args = json!({"contact": contact});
    let refused = tomas.refused("erase_guest", args.clone()).await;
    assert_eq!(refused.code, "offline");
    ines.call("erase_guest", args.clone()).await;
    ines.call("erase_guest", args.clone()).await;
    tomas.line.mend();
    tomas.until_live().await;
    assert_eq!(tomas.refused("erase_guest", args).await.code, "forbidden");
    for place in [&ines, &tomas] {
        let gone = || async {
            let thread = json!({"conversation": at});
            place
                .desk
                .rpc("open_conversation", thread)
                .await
                .is_err()
                .then_some(())
        };
        place.until("the conversation is gone", gone).await;
        place.until_settled().await;
        for word in ["zanzibarquill", "notemanticore", "captionwyvern", "Quillon"] {
            let hits = place.call("search", json!({"text": word})).await;
            assert!(!hits.to_string().contains(word), "{word}: {hits}");
        }
        assert_eq!(draft(place, &at).await, json!(""));
        assert_eq!(found(&place.host.home(), BYTES), Vec::<String>::new());
    }
}
