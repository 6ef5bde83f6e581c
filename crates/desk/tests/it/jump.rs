//! A jump to a message far back, and the way on from there in both directions.

use crate::fake::{FakeRelay, at_work, at_work_with, conversation, message};
use crate::sync::first;
use crate::world::{Place, quick, seconds};
use desk::Options;
use domain::time::DAY;
use serde_json::{Value, json};

fn said(id: &str, seconds_ago: i64, text: &str) -> Value {
    let mut row = message(5, id, "p1/inbox", "c1", text);
    let at = (seconds() - seconds_ago) * 1000;
    (row["at"], row["body"]["at"]) = (json!(at), json!(at));
    row
}

fn ids(page: &Value) -> Vec<String> {
    let messages = page["messages"].as_array().unwrap();
    let ids = messages
        .iter()
        .map(|m| m["id"].as_str().unwrap().to_owned());
    ids.collect()
}

async fn messages(place: &Place, which: &str, value: &Value, limit: u32) -> Value {
    let mut args = json!({"conversation": "c1", "limit": limit});
    args[which] = value.clone();
    place.call("messages", args).await
}

/// A desk with `count` messages a second apart, `m00000` the oldest.
async fn with_thread(count: i64) -> (FakeRelay, Place) {
    let rows = [conversation(8, "c1", "p1/inbox", "Old Friend")];
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &rows)).await;
    relay.page("conversation::", &rows, None);
    let all: Vec<Value> = (0..count)
        .map(|n| said(&format!("m{n:05}"), count - n, &format!("word {n}")))
        .collect();
    relay.page("message::", &all, None);
    let place = at_work(&relay).await;
    place.until_history().await;
    (relay, place)
}

/// BEYOND 5.1: a message thousands back is shown amid its neighbours by one question, and pages go on from there in both directions; a
/// guest who writes meanwhile is at the end and nowhere else.
#[tokio::test(flavor = "multi_thread")]
async fn a_jump_shows_the_message_with_its_neighbours_and_goes_on_both_ways() {
    let (relay, place) = with_thread(6_000).await;
    let page = messages(&place, "around", &json!("m00700"), 50).await;
    let shown = ids(&page);
    assert_eq!(shown.len(), 51, "{shown:?}");
    assert_eq!(
        (shown[0].as_str(), shown[25].as_str()),
        ("m00675", "m00700")
    );
    assert_eq!(page["fetching"], false);

    let above = messages(&place, "before", &page["before"], 50).await;
    assert_eq!(ids(&above).last().unwrap(), "m00674");

    let news = said("news", 0, "just now");
    relay.batch("t1.10", "t1.11", std::slice::from_ref(&news));
    place.message(&json!("c1"), "just now", |_| true).await;
    let again = messages(&place, "until", &page["after"], 51).await;
    assert_eq!((ids(&again), &again["after"]), (shown, &page["after"]));

    let mut seen = Vec::new();
    let mut after = page["after"].clone();
    while !after.is_null() {
        let below = messages(&place, "after", &after, 500).await;
        seen.extend(ids(&below));
        after = below["after"].clone();
    }
    let mut expected: Vec<String> = (726..6_000).map(|n| format!("m{n:05}")).collect();
    expected.push("news".to_owned());
    assert_eq!(seen, expected);
}

/// R15: one place is asked for, and it must be one.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_one_place() {
    let (_relay, place) = with_thread(3).await;
    for more in [
        json!({"before": "1", "after": "2"}),
        json!({"around": "m00001", "until": "2"}),
        json!({"after": "1; DROP TABLE message"}),
        json!({"around": ""}),
    ] {
        let mut args = json!({"conversation": "c1", "limit": 50});
        args.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        assert_eq!(place.refused("messages", args).await.code, "invalid");
    }
}

/// DESIGN_SYNC, Cursor and history: where the message is older than what is kept here, the jump says that it is being fetched, and asked again
/// it is there; while the relay is out of reach it says that, and where there is none, that, too.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_here_is_fetched_and_offline_it_says_so() {
    let day = DAY / 1000;
    let rows = [conversation(8, "c1", "p1/inbox", "Old Friend")];
    let relay = FakeRelay::start(first(&["house", "p1/inbox"], &rows)).await;
    relay.page("conversation::", &rows, None);
    let newest = said("m9", day, "yesterday");
    relay.page("message::", std::slice::from_ref(&newest), Some("b1"));
    relay.page("message::b1", &[said("m8", 40 * day, "older")], Some("b2"));
    relay.page("message:c1:", &[newest], Some("x1"));
    // More pages than are fetched at once, so the first asking does not bring it.
    for n in 1..=9 {
        let row = said(&format!("old{n}"), (40 + n) * day, &format!("old word {n}"));
        let next = (n < 9).then(|| format!("x{}", n + 1));
        relay.page(&format!("message:c1:x{n}"), &[row], next.as_deref());
    }
    let options = Options {
        history_months: 1,
        ..quick()
    };
    let place = at_work_with(&relay, options).await;
    place
        .until("the walk has ended at the floor", || async {
            let floor = place.sync().await["history_back_to"].as_i64();
            let at = seconds() * 1000 - 30 * DAY;
            floor
                .is_some_and(|floor| (floor - at).abs() < DAY)
                .then_some(())
        })
        .await;

    let target = json!("old8");
    let asked = messages(&place, "around", &target, 50).await;
    assert_eq!(asked["messages"], json!([]));
    assert_eq!(asked["fetching"], true, "{asked}");

    place.line.cut();
    place.until_offline().await;
    let offline = messages(&place, "around", &json!("never"), 50).await;
    assert_eq!(offline["fetching"], false);
    assert_eq!(offline["out_of_reach"], true, "{offline}");
    place.line.mend();

    let found = place
        .until("the message was fetched", || async {
            let page = messages(&place, "around", &target, 50).await;
            (!ids(&page).is_empty()).then_some(page)
        })
        .await;
    assert!(ids(&found).contains(&"old8".to_owned()), "{found}");

    // Nobody has it: once the beginning is here, that is known.
    let absent = place
        .until("the beginning is here", || async {
            let page = messages(&place, "around", &json!("never"), 50).await;
            (page["fetching"] == false).then_some(page)
        })
        .await;
    assert_eq!(absent["messages"], json!([]));
    assert_eq!(absent["out_of_reach"], false);
}
