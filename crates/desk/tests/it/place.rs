//! A place that a guest sent.

use crate::world::{World, seconds};
use serde_json::json;
use testkit::whatsapp::Account;

/// SPEC 28: a location opens on a map by its two numbers and nothing of the guest's words; a message that is no place opens
/// nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_location_opens_on_a_map() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Ana Place");
    let payload = json!({
        "latitude": 38.7139, "longitude": -9.1226, "name": "a&b#c", "address": "http://evil.example",
    });
    let place = guest.message("wamid.place.1", seconds(), "location", payload);
    world
        .receives(&Account::lisbon().messages(&guest, vec![place]))
        .await;
    let row = ines.row("Ana Place", |_| true).await;
    let sent = ines
        .until("the place is here", || async {
            let thread = ines.thread(&row["id"]).await;
            thread
                .into_iter()
                .find(|m| m["content"]["type"] == "location")
        })
        .await;
    ines.call("open_place", json!({"message": sent["id"]}))
        .await;
    assert_eq!(
        *ines.host.opened.lock().unwrap(),
        ["https://www.openstreetmap.org/?mlat=38.713900&mlon=-9.122600#map=17/38.713900/-9.122600"]
    );

    world.writes(&guest, "see you there").await;
    let text = ines.message(&row["id"], "see you there", |_| true).await;
    for nothing in [&text["id"], &json!("m-unknown")] {
        let error = ines
            .refused("open_place", json!({"message": nothing}))
            .await;
        assert_eq!(error.code, "not_found");
    }
    assert_eq!(ines.host.opened.lock().unwrap().len(), 1);
}
