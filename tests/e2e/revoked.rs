//! A computer that a manager revokes, with its window open.

use crate::on_disk::keyring_has;
use crate::world::Hotel;
use serde_json::{Value, json};
use testkit::RelayClient;

/// The computer at which this person sits, as a manager finds it in the list.
async fn computer_of(manager: &RelayClient, staff: &str) -> String {
    let (_, devices) = manager.get("/v1/devices?all=true").await.unwrap();
    let theirs = |it: &&Value| it["staff"] == json!(staff) && it["name"] != "Test";
    let found = devices.as_array().unwrap().iter().find(theirs);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

/// R10; BEYOND 5.9; issue 3.7: the window says that the computer was revoked and goes to the login; key, token and copy are gone, and not
/// a word of a guest is left. A manager who then sits down there revokes another computer from the list.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_computer_wipes_itself() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    window.resize(1440, 900).await;
    hotel
        .guest_writes("+351900000721", "Rute Revogada", "I need help quietly")
        .await;
    window.open_conversation_of("Rute Revogada").await;
    window
        .message_in_state("I need help quietly", "received")
        .await;
    window.click("claim").await;
    window.write("Half a secret sentence").await;
    let copies = hotel.copies();
    let [copy] = copies.as_slice() else {
        panic!("one person, one copy: {copies:?}");
    };
    assert!(keyring_has("cache-key", copy) && keyring_has("token", copy));

    let ines = hotel.colleague("ines@miralva.example").await;
    let computer = computer_of(&ines, "tomas").await;
    ines.delete(&format!("/v1/devices/{computer}"))
        .await
        .unwrap();
    window
        .reads(
            "main.login [role='status']",
            "This computer was revoked and its copy of the inbox wiped.",
        )
        .await;
    window.picture("login-revoked").await;
    assert!(!window.text().await.contains("Rute"));
    window.close().await;
    assert_eq!(hotel.copies(), Vec::<String>::new());
    assert!(!keyring_has("cache-key", copy) && !keyring_has("token", copy));
    hotel.no_word_on_disk(&[
        "Rute",
        "Revogada",
        "quietly",
        "secret sentence",
        "SQLite format 3",
    ]);

    // The next start says it too, and the computer serves whoever signs in.
    let tomas = hotel.colleague("tomas@miralva.example").await;
    let window = hotel.window().await;
    window
        .reads("main.login [role='status']", "This computer was revoked")
        .await;
    window
        .sign_in(&hotel.address(), "ines@miralva.example", "bellhop-demo")
        .await;
    window.by_id("conversation-row").await;
    window.click("account").await;
    window
        .click_css("[role='menuitem'][data-value='devices']")
        .await;
    let line = format!("[data-testid='device'][data-id='{}']", tomas.device);
    window.reads(&line, "Tomás Reis").await;
    window.click_css(&format!("{line} button")).await;
    window.gone(&line).await;
    let (status, answer) = tomas.get("/v1/devices").await.unwrap();
    assert_eq!(
        (status.as_u16(), &answer["code"]),
        (401, &json!("device_revoked"))
    );
    window.close().await;
}
