//! The guests who are answered, and what must be true in the end.

use crate::world::seconds;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use testkit::whatsapp::{Account, Guest, sign};
use testkit::{RelayClient, TestRelay};

/// Who asked for a person and writes no more, so that no reply to them has to be held for review.
const NAMES: [&str; 4] = ["Quiet Ana", "Quiet Bo", "Quiet Cem", "Quiet Dora"];

/// A relay that was killed in the middle of a delivery looks at it again after its lease (30 s), twice if it was killed once more.
const DELIVERED: Duration = Duration::from_secs(120);

pub(super) struct Guests;

impl Guests {
    /// They ask for a person.
    pub(super) async fn arrive(relay: &TestRelay) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        for (number, name) in NAMES.iter().enumerate() {
            let guest = Guest::new(&format!("3519188000{number:02}"), name);
            let message = guest.text(
                &format!("wamid.quiet.{number}"),
                seconds(),
                "I need a human",
            );
            let body =
                serde_json::to_vec(&Account::lisbon().messages(&guest, vec![message])).unwrap();
            let request = http
                .post(format!("{}/webhooks/meta", relay.url()))
                .header("x-hub-signature-256", sign("demo-app-secret", &body))
                .body(body);
            assert_eq!(request.send().await.unwrap().status(), 200);
        }
        Self
    }

    pub(super) fn names(&self) -> [&'static str; 4] {
        NAMES
    }

    /// What a guest wrote and the relay acknowledged is there once; what somebody queued reached the guest once, or is marked as of
    /// unknown fate, and never reached a guest twice.
    pub(super) async fn check(
        &self,
        relay: &TestRelay,
        acknowledged: &[String],
        queued: &[String],
        sent: impl Fn() -> Vec<String>,
    ) {
        assert!(
            !acknowledged.is_empty() && !queued.is_empty(),
            "nobody did anything"
        );
        let client = relay.sign_in("ines@miralva.example").await.unwrap();
        let end = Instant::now() + DELIVERED;
        let found = loop {
            let found = messages(&client).await;
            let wrong = unfinished(&found, acknowledged, queued);
            if wrong.is_empty() {
                break found;
            }
            assert!(
                Instant::now() < end,
                "{} are not done: {:?}",
                wrong.len(),
                &wrong[..wrong.len().min(5)]
            );
            tokio::time::sleep(Duration::from_millis(500)).await;
        };
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for text in sent() {
            *times.entry(text).or_default() += 1;
        }
        let mut unknown = 0;
        for text in queued {
            let (delivered, states) = (times.get(text).copied().unwrap_or_default(), &found[text]);
            let of_unknown_fate = states.iter().any(|state| state == "unknown");
            unknown += usize::from(of_unknown_fate);
            assert!(
                delivered <= 1,
                "{text:?} reached the guest {delivered} times"
            );
            assert!(
                delivered == 1 || of_unknown_fate,
                "{text:?} never left: {states:?}"
            );
        }
        eprintln!(
            "soak: {} messages acknowledged, {} replies, {unknown} of unknown fate",
            acknowledged.len(),
            queued.len()
        );
    }
}

/// The states of every message of this run, by its words.
async fn messages(client: &RelayClient) -> BTreeMap<String, Vec<String>> {
    let (changes, _) = client.changes(None).await.unwrap();
    let mut newest: BTreeMap<String, (String, String)> = BTreeMap::new();
    for change in changes.iter().filter(|it| it["kind"] == "message") {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let text = word(&change["body"]["text"]);
        if text.starts_with("soak ") {
            let state = word(&change["body"]["state"]);
            newest.insert(word(&change["id"]), (text, state));
        }
    }
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (text, state) in newest.into_values() {
        found.entry(text).or_default().push(state);
    }
    found
}

/// Words that are missing, doubled or still on their way.
fn unfinished(
    found: &BTreeMap<String, Vec<String>>,
    acknowledged: &[String],
    queued: &[String],
) -> Vec<String> {
    let on_its_way = |state: &String| state == "queued" || state == "sending";
    let all = acknowledged.iter().chain(queued);
    all.filter_map(|text| match found.get(text).map(Vec::as_slice) {
        Some([state]) if !on_its_way(state) => None,
        states => Some(format!("{text}: {states:?}")),
    })
    .collect()
}
