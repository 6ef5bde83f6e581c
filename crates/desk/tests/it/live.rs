//! Fresh without a stream, notifications, and what a restricted role gets.

use crate::world::{Place, World, quick};
use desk::host::NoticeKind;
use serde_json::{Value, json};
use std::time::Duration;

/// SPEC 19: where the stream cannot be opened, polling keeps the list fresh.
#[tokio::test(flavor = "multi_thread")]
async fn polling_stands_in_for_the_stream() {
    let world = World::new().await;
    let poll = Duration::from_millis(200);
    let place = world
        .place_with(desk::Options {
            stream: false,
            poll,
            ..quick()
        })
        .await;
    assert_eq!(place.sign_in("ines", true).await["result"], "done");
    place.until_live().await;
    let guest = world.guest("Ida Poll");
    world.writes(&guest, "anybody there?").await;
    place.row("Ida Poll", |row| row["unread"] == 1).await;
    assert_eq!(desk::Options::default().poll, Duration::from_secs(3));
}

/// The relay is restarted under a new term: the desk goes on where it was, without asking again for everything.
#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_relay_is_followed() {
    let mut world = World::new().await;
    let ines = world.at_work("ines").await;
    world.relay.stop().await.unwrap();
    ines.until_offline().await;
    world.relay.resume().await.unwrap();
    ines.until_live().await;
    let guest = world.guest("Jon Term");
    world.writes(&guest, "still there?").await;
    ines.row("Jon Term", |_| true).await;
}

/// DESIGN_UI 7: the window says *Offline* after five seconds without the relay, not at a hiccup and not at its start; a try that
/// hangs does not keep it from knowing.
#[tokio::test(flavor = "multi_thread")]
async fn a_hiccup_is_not_offline() {
    let mut world = World::new().await;
    let patient = desk::Options {
        offline_after: Duration::from_secs(3_600),
        ..quick()
    };
    let place = world.place_with(patient).await;
    assert_eq!(place.sign_in("ines", true).await["result"], "done");
    place.until_live().await;
    world.relay.stop().await.unwrap();
    place
        .until("the relay was missed", || async {
            (place.sync().await["state"] == "behind").then_some(())
        })
        .await;
    let place = place.restart().await;
    assert_eq!(place.sync().await["state"], "behind", "at the start too");
    assert!(place.sync().await["offline_since"].is_null());
    world.relay.resume().await.unwrap();
    place.until_live().await;
    assert_eq!(
        desk::Options::default().offline_after,
        Duration::from_secs(5)
    );

    let frozen = world.at_work("tomas").await;
    frozen.line.freeze();
    let frozen = frozen.restart().await;
    frozen.until_offline().await;
    assert!(frozen.sync().await["offline_since"].is_number());
}

async fn notices(place: &Place, count: usize) -> Vec<desk::host::Notice> {
    place
        .until(&format!("{count} notices"), || async {
            let notices = place.host.notices.lock().unwrap().clone();
            (notices.len() >= count).then_some(notices)
        })
        .await
}

/// BEYOND 2.5.5: an escalation is an urgent notification, once; claimed elsewhere it is closed; a guest's words in my
/// conversation are a quiet one, unless I am looking.
#[tokio::test(flavor = "multi_thread")]
async fn escalations_are_announced_and_closed() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let guest = world.guest("Kim Bell");
    world.writes(&guest, "good evening").await;
    let row = ines.row("Kim Bell", |_| true).await;
    let id = &row["id"];
    world.writes(&guest, "I want a human").await;
    let shown = notices(&ines, 1).await;
    assert_eq!(shown.len(), 1, "nothing for the bot's chatter: {shown:?}");
    assert_eq!(shown[0].kind, NoticeKind::Escalation);
    assert!(shown[0].urgent);
    assert_eq!(
        (shown[0].guest.as_str(), json!(shown[0].conversation)),
        ("Kim Bell", id.clone())
    );
    notices(&tomas, 1).await;

    tomas
        .row("Kim Bell", |row| row["status"] == "AWAITING_AGENT")
        .await;
    tomas.act(id, "claim").await;
    ines.until("closed elsewhere", || async {
        let closed = ines.host.closed.lock().unwrap().clone();
        closed.iter().any(|c| json!(c) == *id).then_some(())
    })
    .await;

    tomas.until_settled().await;
    world.writes(&guest, "are you there?").await;
    let mine = notices(&tomas, 2).await;
    assert_eq!(
        (mine[1].kind.clone(), mine[1].urgent),
        (NoticeKind::GuestMessage, false)
    );
    assert_eq!(mine[1].text, "are you there?");
    tomas
        .call("on_screen", json!({"conversation": id, "focused": true}))
        .await;
    world.writes(&guest, "hello?").await;
    tomas.message(id, "hello?", |_| true).await;
    assert_eq!(
        tomas.host.notices.lock().unwrap().len(),
        2,
        "it is before their eyes"
    );
    assert_eq!(ines.host.notices.lock().unwrap().len(), 1, "not hers");
}

/// SPEC 256: housekeeping gets conversations and no contact: no number, no address, no stay on this computer.
#[tokio::test(flavor = "multi_thread")]
async fn housekeeping_gets_no_contact() {
    let world = World::new().await;
    let rita = world.at_work("rita").await;
    let ines = world.at_work("ines").await;
    rita.until_history().await;
    let guest = world.guest("Lea Card");
    world.writes(&guest, "fresh towels please").await;
    let row = rita.row("Lea Card", |_| true).await;
    let id = &row["id"];
    let panel = rita.call("guest_panel", json!({"conversation": id})).await;
    assert_eq!(
        (&panel["visible"], &panel["name"]),
        (&json!(false), &json!("Lea Card"))
    );
    for hidden in [
        "phone",
        "email",
        "whatsapp_link",
        "email_link",
        "stay",
        "lifetime",
        "source",
    ] {
        assert_eq!(panel[hidden], Value::Null, "{hidden}");
    }
    let number = guest.wa_id.clone().unwrap();
    let found = rita.call("search", json!({"text": number})).await;
    assert!(found["conversations"].as_array().unwrap().is_empty());
    let error = rita
        .refused("open_link", json!({"conversation": id, "kind": "whatsapp"}))
        .await;
    assert_eq!(error.code, "not_found");

    ines.row("Lea Card", |_| true).await;
    let panel = ines.call("guest_panel", json!({"conversation": id})).await;
    assert_eq!(
        panel["whatsapp_link"],
        json!(format!("https://wa.me/{number}"))
    );
    ines.call("open_link", json!({"conversation": id, "kind": "whatsapp"}))
        .await;
    assert_eq!(
        *ines.host.opened.lock().unwrap(),
        [format!("https://wa.me/{number}")]
    );
}

/// SPEC 36, 43, 44, 213: canned responses come by shortcut with the blanks filled for this guest.
#[tokio::test(flavor = "multi_thread")]
async fn canned_responses_are_filled_in() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let guest = world.guest("Mia Blank");
    world.writes(&guest, "hello").await;
    let row = ines.row("Mia Blank", |_| true).await;
    let all = ines
        .call(
            "canned_responses",
            json!({"conversation": row["id"], "query": ""}),
        )
        .await;
    let all = all.as_array().unwrap();
    assert!(!all.is_empty());
    assert!(
        all.iter()
            .any(|c| c["text"].as_str().unwrap().contains("Mia")),
        "{all:?}"
    );
    let shortcut = all[all.len() - 1]["shortcut"].as_str().unwrap();
    let query = json!({"conversation": row["id"], "query": format!("/{shortcut}")});
    let found = ines.call("canned_responses", query).await;
    assert_eq!(found[0]["shortcut"], shortcut);
}

/// SPEC 162–164: presence is chosen at once and reaches colleagues.
#[tokio::test(flavor = "multi_thread")]
async fn presence_is_chosen_and_seen() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let tomas = world.at_work("tomas").await;
    let before = ines.state().await["me"]["presence"].clone();
    let chosen = if before == "away" { "online" } else { "away" };
    ines.call("set_presence", json!({"presence": chosen})).await;
    assert_eq!(ines.state().await["me"]["presence"], chosen, "at once");
    let me = ines.state().await["me"]["id"].clone();
    tomas
        .until("the colleague sees it", || async {
            let staff = tomas.call("staff", Value::Null).await;
            let found = staff
                .as_array()
                .unwrap()
                .iter()
                .find(|s| s["id"] == me)
                .cloned();
            found.filter(|s| s["presence"] == chosen)
        })
        .await;
    ines.until_settled().await;
    assert_eq!(
        ines.state().await["me"]["presence"],
        chosen,
        "and after the relay's word"
    );
}

/// SPEC 19: pushed, not polled: from the webhook's 200 to the word to the window. The goal of 50 ms is measured with the window on an
/// idle machine; here a bound that polling every 3 seconds could not keep.
#[tokio::test(flavor = "multi_thread")]
async fn news_arrives_faster_than_any_poll() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    ines.until_history().await;
    let guest = world.guest("Oda Quick");
    world.writes(&guest, "first").await;
    let id = ines.row("Oda Quick", |_| true).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut times = Vec::new();
    for i in 0..15 {
        tokio::time::sleep(Duration::from_millis(120)).await;
        ines.host.events.lock().unwrap().clear();
        world.writes(&guest, &format!("message {i}")).await;
        let begun = std::time::Instant::now();
        let told = |event: &desk::api::event::DeskEvent| matches!(event, desk::api::event::DeskEvent::Changed { threads, .. } if threads.contains(&id));
        while !ines.host.events.lock().unwrap().iter().any(told) {
            assert!(begun.elapsed() < crate::world::PATIENCE);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        times.push(begun.elapsed());
    }
    times.sort();
    println!(
        "webhook answered → window told: median {:?}, worst {:?}",
        times[7], times[14]
    );
    assert!(times[7] < Duration::from_millis(500), "{times:?}");
}

/// SPEC 24: the list as it opens holds what the bot handles and what people handle, and both are taken and answered from it.
#[tokio::test(flavor = "multi_thread")]
async fn bot_and_people_stand_in_one_list() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    for name in ["Lea Bot", "Max Own"] {
        let guest = world.guest(name);
        world.writes(&guest, "good evening").await;
    }
    ines.row("Lea Bot", |_| true).await;
    let own = ines.row("Max Own", |_| true).await;
    ines.act(&own["id"], "take_over").await;
    ines.row("Max Own", |row| row["mine"] == true).await;
    let page = ines.call("conversation_list", json!({"limit": 500})).await;
    let listed = |name: &str| {
        let rows = page["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == name);
        row.unwrap_or_else(|| panic!("{name} is not in the list"))
    };
    let (bot, own) = (listed("Lea Bot"), listed("Max Own"));
    assert_eq!(
        (&bot["status"], &own["status"]),
        (&json!("BOT_HANDLING"), &json!("AGENT_ASSIGNED"))
    );
    ines.act(&bot["id"], "take_over").await;
    for row in [bot, own] {
        ines.say(&row["id"], "Good evening, Ines here.").await;
        ines.message(&row["id"], "Good evening, Ines here.", |m| {
            m["state"] == "sent"
        })
        .await;
    }
}

/// SPEC 18: newest message first; oldest first or waiting longest first where somebody asks for it.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_stands_in_the_order_that_was_asked_for() {
    let world = World::new().await;
    let ines = world.at_work("ines").await;
    let ask = async |sort: &str| {
        let filter = json!({"channels": [], "statuses": ["all"], "assignees": [], "sort": sort});
        let args = json!({"filter": filter, "offset": 0, "limit": 500});
        let page = ines.call("conversation_list", args).await;
        page["rows"].as_array().unwrap().clone()
    };
    let times = |rows: &[Value]| -> Vec<i64> {
        rows.iter()
            .map(|row| row["last_at"].as_i64().unwrap())
            .collect()
    };
    let newest = times(&ask("newest").await);
    assert!(
        newest.len() > 5 && newest.is_sorted_by(|a, b| a >= b),
        "{newest:?}"
    );
    assert!(times(&ask("oldest").await).is_sorted());
    let waiting = ask("waiting").await;
    let since: Vec<Option<i64>> = waiting
        .iter()
        .map(|row| row["waiting_since"].as_i64())
        .collect();
    let first = since.iter().take_while(|since| since.is_some()).count();
    assert!(first >= 2, "the demo hotel has guests who wait");
    assert!(since[..first].is_sorted());
    assert!(since[first..].iter().all(Option::is_none));
}
