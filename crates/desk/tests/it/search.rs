//! Search, page by page.

use crate::fake::{FakeRelay, at_work, conversation, message};
use crate::sync::first;
use crate::world::{Place, seconds};
use serde_json::{Value, json};

const SCOPE: &str = "p1/inbox";

/// A desk with these messages, the first one the oldest.
async fn with_messages(texts: &[String]) -> Place {
    let rows = [conversation(8, "c1", SCOPE, "Old Friend")];
    let relay = FakeRelay::start(first(&["house", SCOPE], &rows)).await;
    relay.page("conversation::", &rows, None);
    let now = seconds() * 1000;
    let all: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let mut row = message(5, &format!("m{n:04}"), SCOPE, "c1", text);
            let at = now - 1000 * i64::try_from(texts.len() - n).unwrap();
            (row["at"], row["body"]["at"]) = (json!(at), json!(at));
            row
        })
        .collect();
    relay.page("message::", &all, None);
    let place = at_work(&relay).await;
    place.until_history().await;
    place
}

/// Pages of a search until there are no more, each as its hits' messages.
async fn pages(place: &Place, text: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut before = Value::Null;
    loop {
        let args = json!({"text": text, "before": before});
        let found = place.call("search", args).await;
        let hits = found["messages"].as_array().unwrap();
        let ids = hits
            .iter()
            .map(|hit| hit["message"].as_str().unwrap().to_owned());
        pages.push(ids.collect());
        before = found["before"].clone();
        if before.is_null() {
            return pages;
        }
    }
}

/// BEYOND 5.1: all hits can be reached, newest first, fifty at a time, each once; the page that reaches the end says so.
#[tokio::test(flavor = "multi_thread")]
async fn all_hits_are_reached_page_by_page() {
    let texts: Vec<String> = (0..120).map(|n| format!("towel {n}")).collect();
    let place = with_messages(&texts).await;
    let pages = pages(&place, "towel").await;
    let sizes: Vec<usize> = pages.iter().map(Vec::len).collect();
    assert_eq!(sizes, [50, 50, 20]);
    let expected: Vec<String> = (0..120).rev().map(|n| format!("m{n:04}")).collect();
    assert_eq!(pages.concat(), expected);
}

/// BEYOND 5.1: a search with a typing mistake goes on with the words that were found instead, also where what was typed exists by then;
/// where several are meant, their hits stand together in order of time.
#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_misspelled_search_keep_their_words() {
    let word = |n: usize| {
        if n.is_multiple_of(2) {
            "towel"
        } else {
            "tower"
        }
    };
    let texts: Vec<String> = (0..140).map(|n| format!("{} please", word(n))).collect();
    let place = with_messages(&texts).await;
    let found = place.call("search", json!({"text": "towes"})).await;
    let instead = found["instead"].as_str().unwrap();
    assert!(
        instead.contains("towel") && instead.contains("tower"),
        "{instead}"
    );
    let pages = pages(&place, "towes").await;
    let expected: Vec<String> = (0..140).rev().map(|n| format!("m{n:04}")).collect();
    assert_eq!(pages.concat(), expected);

    let args = json!({"text": "anything else", "before": found["before"]});
    let next = place.call("search", args).await;
    assert_eq!(next["messages"][0]["message"], "m0089");
    assert_eq!(next["conversations"], json!([]));
}

/// R15: a place from outside is no query.
#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_none_finds_nothing() {
    let place = with_messages(&["towel".to_owned()]).await;
    let before = json!({"before": "1 OR 1=1", "texts": ["towel"]});
    let found = place
        .call("search", json!({"text": "towel", "before": before}))
        .await;
    assert_eq!(found["messages"], json!([]));
    assert_eq!(found["before"], Value::Null);
}
