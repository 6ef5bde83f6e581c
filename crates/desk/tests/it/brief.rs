//! What the window says about a guest whom the bot passed on, and about their clock (DESIGN_UI 4, 11).

use crate::world::World;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// DESIGN_UI 4: while a guest waits, and for a minute after the claim, the thread's head has what the bot collected.
#[tokio::test(flavor = "multi_thread")]
async fn the_brief_stands_until_a_minute_after_the_claim() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Bea Brief");
    world.writes(&guest, "Two rooms from 22 to 26?").await;
    let id = ines.row("Bea Brief", |_| true).await["id"].clone();
    let header = async || ines.call("header", json!({"conversation": id})).await;
    assert_eq!(header().await["brief"], Value::Null, "the bot has it");
    world.writes(&guest, "I want a human").await;
    ines.row("Bea Brief", |row| row["status"] == "AWAITING_AGENT")
        .await;
    let waiting = header().await;
    let brief = &waiting["brief"];
    assert_eq!(brief["asked"]["text"], "Two rooms from 22 to 26?");
    assert_eq!(brief["stopped"]["text"], "I want a human");
    assert_eq!(brief["tapped"], json!([]));
    assert_eq!(brief["reason"], "asked_for_person");
    assert_eq!(waiting["waiting_reason"], "asked_for_person");
    assert_eq!(brief["until"], Value::Null);
    ines.act(&id, "claim").await;
    assert!(
        header().await["brief"]["until"].is_number(),
        "also before the claim has left"
    );
    ines.until_settled().await;
    let claimed = header().await;
    assert!(claimed["brief"]["until"].is_number(), "{claimed}");
    assert_eq!(claimed["waiting_reason"], Value::Null);
    ines.line.cut();
    ines.until_offline().await;
    ines.host.ahead.fetch_add(61_000, Ordering::Relaxed);
    assert_eq!(header().await["brief"], Value::Null);
}

/// DESIGN_UI 11: the panel has the guest's clock where record or number tell it, and for who may see the contact.
#[tokio::test(flavor = "multi_thread")]
async fn the_panel_has_the_guests_clock() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    for (name, clock) in [
        (
            "خالد المنصوري",
            json!({"zone": "Asia/Dubai", "country": "AE"}),
        ),
        (
            "Олександр Коваленко",
            json!({"zone": "Europe/Kyiv", "country": null}),
        ),
        ("Rita Figueiredo, Lusitex", Value::Null),
    ] {
        let id = ines.row(name, |_| true).await["id"].clone();
        let panel = ines.call("guest_panel", json!({"conversation": id})).await;
        assert_eq!(panel["clock"], clock, "{name}");
    }
    let rita = world.at_work("rita").await;
    let id = rita.row("خالد المنصوري", |_| true).await["id"].clone();
    let panel = rita.call("guest_panel", json!({"conversation": id})).await;
    assert_eq!(panel["clock"], Value::Null);
}
