//! The guest's picture at the desk (SPEC 56): shown to who sees the contact, kept encrypted, gone with the contact.

use crate::fake::{FakeRelay, at_work, conversation, record};
use crate::world::{Place, World, seconds};
use desk::host::Host;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

const CAT: &[u8] = include_bytes!("../../../../relay/src/demo/media/guest-cat.jpg");
const BOAT: &[u8] = include_bytes!("../../../../relay/src/demo/media/guest-boat.jpg");

fn digest(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// What lies beside the cache.
fn files(place: &Place) -> Vec<PathBuf> {
    let home = std::fs::read_dir(place.host.home()).unwrap();
    home.map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect()
}

async fn panel(place: &Place, at: &Value) -> Value {
    place.call("guest_panel", json!({"conversation": at})).await
}

/// SPEC 56: the panel names the guest's picture, which is fetched once, lies encrypted on the disk, and is there without the
/// relay; who may not see the contact gets neither the name nor the bytes.
#[tokio::test(flavor = "multi_thread")]
async fn the_panel_has_the_guests_picture() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let at = ines.row("Noor Haddad", |_| true).await["id"].clone();
    let cat = digest(CAT);
    let unseen = ines.desk.media(&cat, false).await.unwrap_err();
    assert_eq!(unseen.code, "not_found", "the window was not shown it");
    assert_eq!(panel(&ines, &at).await["picture"], json!(cat));
    let shown = ines.desk.media(&cat, false).await.unwrap();
    assert_eq!(shown.mime(), "image/jpeg");
    assert_eq!(shown.read(0, usize::MAX).unwrap(), CAT);
    for file in files(&ines) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(32).any(|part| part == &CAT[200..232]));
    }
    ines.line.cut();
    ines.until_offline().await;
    assert!(ines.desk.media(&cat, false).await.is_ok());
    let other = ines.row("Chloé Dubois", |_| true).await["id"].clone();
    let boat = panel(&ines, &other).await["picture"].clone();
    let missing = ines.desk.media(boat.as_str().unwrap(), false).await;
    assert_eq!(missing.unwrap_err().code, "offline");
    let without = ines.row("Jürgen Weißenborn-Hellmann", |_| true).await;
    assert_eq!(panel(&ines, &without["id"]).await["picture"], Value::Null);

    let rita = world.at_work("rita").await;
    let at = rita.row("Noor Haddad", |_| true).await["id"].clone();
    assert_eq!(panel(&rita, &at).await["picture"], Value::Null);
    let hidden = rita.desk.media(&cat, false).await.unwrap_err();
    assert_eq!(hidden.code, "not_found");
}

fn contact(seq: u64, picture: &[u8]) -> Value {
    let body = json!({"name": "Ada", "source": "instagram", "property": "p1", "created_at": 1,
        "picture": digest(picture)});
    record(seq, "contact", "g1", "p1/guests", "", &body)
}

/// SPEC 56, R10: another picture takes the old one's place; with the contact's scope or the contact itself the file leaves the disk.
#[tokio::test(flavor = "multi_thread")]
async fn the_picture_goes_with_the_contact() {
    for erased in [false, true] {
        let rows = [conversation(9, "c1", "p1/inbox", "Ada"), contact(9, CAT)];
        let all = ["house", "p1/inbox", "p1/guests"];
        let page =
            json!({"cursor": "t1.10", "changes": rows, "now": seconds() * 1000, "scopes": all});
        let relay = FakeRelay::start(page).await;
        relay.keep(&digest(CAT), CAT);
        relay.keep(&digest(BOAT), BOAT);
        let place = at_work(&relay).await;
        let at = place.row("Ada", |_| true).await["id"].clone();
        let first = panel(&place, &at).await["picture"].clone();
        place
            .desk
            .media(first.as_str().unwrap(), false)
            .await
            .unwrap();
        assert_eq!(files(&place).len(), 1);

        relay.batch("t1.10", "t1.11", &[contact(11, BOAT)]);
        let boat = json!(digest(BOAT));
        place
            .until("another picture", || async {
                (panel(&place, &at).await["picture"] == boat).then_some(())
            })
            .await;
        place.desk.media(&digest(BOAT), false).await.unwrap();
        assert_eq!(files(&place).len(), 1, "the old one made room");

        if erased {
            let gone = json!({"seq": 12, "kind": "contact", "id": "g1", "scope": "p1/guests",
                "parent": null, "at": 1, "deleted": true});
            relay.batch("t1.11", "t1.12", &[gone]);
        } else {
            let left = json!(["house", "p1/inbox"]);
            relay.said.first.lock().unwrap()["scopes"] = left.clone();
            relay.push(&json!({"frame": "scopes", "at": "t1.11", "scopes": left}));
        }
        place
            .until("the picture is gone", || async {
                (panel(&place, &at).await["picture"].is_null() && files(&place).is_empty())
                    .then_some(())
            })
            .await;
        let refused = place.desk.media(&digest(BOAT), false).await.unwrap_err();
        assert_eq!(refused.code, "not_found");
        let asked = relay.fetched();
        let asked = asked.iter().filter(|it| it.starts_with("media"));
        assert!(asked.clone().all(|it| it.ends_with("contact=g1")));
        assert_eq!(asked.count(), 2, "each was fetched once");
    }
}
