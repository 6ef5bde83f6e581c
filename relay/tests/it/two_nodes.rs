//! Two relays, each a process of its own, over one database.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::Frames;
use cluster::Database;
use relay::clock::{Clock, SystemClock};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use testkit::graph::FakeGraph;
use testkit::whatsapp::{self, Account, Guest};
use testkit::{RelayClient, RelayOptions, TestRelay};

/// Both nodes' key.
const KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

struct Pair {
    one: TestRelay,
    two: TestRelay,
    /// Deleted after both have ended.
    database: Database,
}

fn node(database: &Database, graph: &str) -> RelayOptions {
    RelayOptions::default()
        .over(database.address())
        .with("BELLHOP_MASTER_KEY", KEY)
        .with("BELLHOP_GRAPH_URL", graph)
}

/// The demo hotel on two nodes.
async fn pair(graph: &str) -> Pair {
    let database = Database::new().unwrap();
    let mut first = node(&database, graph);
    first.demo = true;
    let one = TestRelay::start(first).await.unwrap();
    let two = TestRelay::start(node(&database, graph)).await.unwrap();
    Pair { one, two, database }
}

fn words(n: usize) -> String {
    format!("from node to node {n}")
}

/// A guest's message to a node; true if it was acknowledged.
async fn arrives(relay: &TestRelay, n: usize) -> bool {
    let now = SystemClock.now().0 / 1000;
    let guest = Guest::new(&format!("3519100{n:05}"), "Ana Sousa");
    let message = guest.text(&format!("wamid.node{n}"), now, &words(n));
    let body = serde_json::to_vec(&Account::lisbon().messages(&guest, vec![message])).unwrap();
    let sent = reqwest::Client::new()
        .post(format!("{}/webhooks/meta", relay.url()))
        .header(
            "x-hub-signature-256",
            whatsapp::sign("demo-app-secret", &body),
        )
        .body(body)
        .send();
    sent.await.is_ok_and(|answer| answer.status() == 200)
}

fn brings(frame: &Value, text: &str) -> bool {
    let changes = frame["changes"].as_array();
    changes.is_some_and(|all| all.iter().any(|it| it["body"]["text"] == text))
}

/// A desk on one node sees at once what arrives at the other, in batches without a gap.
#[tokio::test]
async fn a_desk_sees_what_arrives_at_the_other_node() {
    let pair = pair("http://127.0.0.1:9").await;
    let ines = pair.one.sign_in("ines@miralva.example").await.unwrap();
    let (_, cursor) = ines.changes(None).await.unwrap();
    let mut frames = Frames::join(&pair.one.url(), &ines, Some(&cursor))
        .await
        .unwrap();
    let mut at = cursor;
    let start = Instant::now();
    for n in 0..12 {
        assert!(arrives(&pair.two, n).await);
        loop {
            let batch = frames.until(|frame| frame["frame"] == "batch").await;
            assert_eq!(batch["from"], at.as_str(), "a gap or an overlap");
            at = batch["to"].as_str().unwrap().to_owned();
            if brings(&batch, &words(n)) {
                break;
            }
        }
    }
    // Without a word between the nodes each round would wait for the next look, four seconds: 48 and more, however slow the machine.
    assert!(
        start.elapsed() < Duration::from_secs(36),
        "{:?}",
        start.elapsed()
    );
}

/// R1, R2 (small): a node is killed while webhooks arrive at both: what either acknowledged is there once, seen on the node that lives.
#[tokio::test]
async fn a_node_killed_mid_flight_loses_nothing() {
    let mut pair = pair("http://127.0.0.1:9").await;
    let mut acknowledged = Vec::new();
    for n in 0..60 {
        let (here, there) = tokio::join!(arrives(&pair.one, 2 * n), arrives(&pair.two, 2 * n + 1));
        acknowledged.extend([(here, 2 * n), (there, 2 * n + 1)]);
        if n == 30 {
            pair.one.kill().await.unwrap();
        }
    }
    acknowledged.retain(|(done, _)| *done);
    assert!(acknowledged.len() >= 90, "{}", acknowledged.len());
    // What the dead one was working on is free after half a minute; the test does not wait so long.
    let free = "UPDATE envelope SET taken_until = 0 WHERE state = 'new'";
    pair.database.run(free).unwrap();
    let ines = pair.two.sign_in("ines@miralva.example").await.unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let seen = texts(&ines).await;
        let doubled: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).collect();
        assert!(doubled.is_empty(), "{doubled:?}");
        let missing = acknowledged
            .iter()
            .filter(|(_, n)| !seen.contains_key(&words(*n)));
        let missing = missing.count();
        if missing == 0 {
            break;
        }
        assert!(Instant::now() < end, "{missing} are missing");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// How many messages say what `words` makes.
async fn texts(client: &RelayClient) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    for change in client.changes(None).await.unwrap().0 {
        if let Some(text) = change["body"]["text"].as_str()
            && change["kind"] == "message"
            && text.starts_with("from node to node")
        {
            *seen.entry(text.to_owned()).or_default() += 1;
        }
    }
    seen
}

async fn reply(client: &RelayClient, conversation: &str, text: &str) {
    let command = json!({"id": text.replace(' ', "-"), "type": "send_message",
                         "conversation": conversation, "text": text});
    let answer = client.command(&command).await.unwrap();
    assert_eq!(answer["outcome"], "done", "{answer}");
}

/// R3 (small): replies written on both nodes leave once each, in the order of the conversation, whichever node does the work.
#[tokio::test]
async fn jobs_are_claimed_once() {
    let graph = FakeGraph::start().await.unwrap();
    let pair = pair(&graph.url()).await;
    assert!(arrives(&pair.one, 0).await);
    let one = pair.one.sign_in("ines@miralva.example").await.unwrap();
    let mut two = RelayClient::anonymous(&pair.two.url());
    two.token.clone_from(&one.token);
    let message = one
        .until("message", |it| it["body"]["text"] == words(0))
        .await
        .unwrap();
    let conversation = message["body"]["conversation"].as_str().unwrap().to_owned();
    let claim = json!({"id": "claim", "type": "take_over", "conversation": conversation});
    assert_eq!(one.command(&claim).await.unwrap()["outcome"], "done");
    let texts: Vec<String> = (0..24).map(|n| format!("reply {n:02}")).collect();
    for (n, text) in texts.iter().enumerate() {
        reply([&one, &two][n % 2], &conversation, text).await;
    }
    let replies = || {
        let mut sent = graph.sent_texts();
        sent.retain(|text| text.starts_with("reply"));
        sent
    };
    let end = Instant::now() + Duration::from_secs(60);
    while replies().len() < texts.len() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let sent = replies();
    assert_eq!(sent, texts, "each once, in order");
}

/// DESIGN 7: a node with another master key does not start, says why, and the one that runs is not disturbed.
#[tokio::test]
async fn another_master_key_is_refused() {
    let pair = pair("http://127.0.0.1:9").await;
    let other = RelayOptions::default().over(pair.database.address());
    let refused = TestRelay::start(other).await.err().unwrap().to_string();
    assert!(refused.contains("BELLHOP_MASTER_KEY"), "{refused}");
    assert!(pair.two.sign_in("olga@miralva.example").await.is_ok());
}
