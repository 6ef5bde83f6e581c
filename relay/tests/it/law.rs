//! The law: old state + pushed changes = fresh state (DESIGN_SYNC), for every command and several people.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::{Frames, World, described_commands, unreadable};
use domain::time::HOUR;
use relay::clock::{Clock, SystemClock};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use testkit::RelayClient;

type State = BTreeMap<(String, String), Value>;

/// As a desk does: a row only if its number is higher than the one there; a tombstone removes.
fn apply(state: &mut State, changes: &[Value]) {
    for change in changes {
        let key = (
            change["kind"].as_str().unwrap().to_owned(),
            change["id"].as_str().unwrap().to_owned(),
        );
        let newer = state
            .get(&key)
            .is_none_or(|old| old["seq"].as_u64() < change["seq"].as_u64());
        if newer {
            state.insert(key, change.clone());
        }
    }
}

fn living(state: State) -> State {
    state
        .into_iter()
        .filter(|(_, change)| change["deleted"] != json!(true))
        .collect()
}

/// A new desk: first page, the changes after it, and every lane of history below.
async fn new_desk(client: &RelayClient) -> (State, String) {
    let mut state = State::new();
    let (_, page) = client.get("/v1/first-page").await.unwrap();
    apply(&mut state, page["changes"].as_array().unwrap());
    let cursor = page["cursor"].as_str().unwrap().to_owned();
    let kinds = [
        "property",
        "staff",
        "connection",
        "canned_response",
        "label",
        "template",
        "conversation",
        "message",
        "contact",
        "reservation",
        "dead_letter",
    ];
    for kind in kinds {
        let mut query = String::new();
        loop {
            let (_, page) = client
                .get(&format!("/v1/history?kind={kind}&limit=50{query}"))
                .await
                .unwrap();
            apply(&mut state, page["changes"].as_array().unwrap());
            let Some(before) = page["before"].as_str() else {
                break;
            };
            query = format!("&before={before}");
        }
    }
    (state, cursor)
}

fn in_an_hour() -> i64 {
    SystemClock.now().plus(HOUR).0
}

/// A file that the demo hotel does not have.
const FILE: &[u8] = b"%PDF-1.4\n% the law\n%%EOF\n";

fn file() -> Value {
    let media = hex::encode(Sha256::digest(FILE));
    json!({"media": media, "mime": "application/pdf", "size": FILE.len(), "name": "law.pdf"})
}

async fn upload(world: &World, client: &RelayClient) {
    let media = file()["media"].as_str().unwrap().to_owned();
    let answer = reqwest::Client::new()
        .patch(format!("{}/v1/uploads/{media}", world.url))
        .bearer_auth(&client.token)
        .header("upload-offset", 0)
        .header("upload-length", FILE.len())
        .header("content-type", "application/pdf")
        .body(FILE)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

fn commands(dead_letter: &str) -> Vec<Value> {
    let list = [
        json!({"type": "claim", "conversation": "v-khalid"}),
        json!({"type": "send_message", "conversation": "v-khalid", "text": "صباح النور"}),
        json!({"type": "react", "conversation": "v-khalid", "message": "v-khalid-00", "emoji": "👍"}),
        json!({"type": "react", "conversation": "v-khalid", "message": "v-khalid-00"}),
        json!({"type": "send_template", "conversation": "v-khalid", "template": {
            "name": "check_in_reminder", "language": "en", "parameters": ["Khalid", "Friday"],
        }}),
        json!({"type": "send_message", "conversation": "v-khalid", "text": "later", "message": "law-later", "send_at": in_an_hour()}),
        json!({"type": "cancel_scheduled", "conversation": "v-khalid", "message": "law-later"}),
        json!({"type": "add_note", "conversation": "v-khalid", "text": "Two rooms, side by side"}),
        json!({"type": "set_labels", "conversation": "v-khalid", "labels": ["Sales", "VIP"]}),
        json!({"type": "mark_read", "conversation": "v-khalid"}),
        json!({"type": "assign", "conversation": "v-khalid", "staff": "tomas"}),
        json!({"type": "hand_back", "conversation": "v-khalid"}),
        json!({"type": "take_over", "conversation": "v-khalid"}),
        json!({"type": "resolve", "conversation": "v-khalid"}),
        json!({"type": "reopen", "conversation": "v-khalid"}),
        json!({"type": "mark_unread", "conversation": "v-khalid"}),
        json!({"type": "retry_message", "conversation": "v-mariana", "message": "v-mariana-09"}),
        json!({"type": "set_presence", "presence": "away"}),
        json!({"type": "create_contact", "contact": "law-1", "name": "New Guest", "phone": "+351 960 000 998", "property": "beach"}),
        json!({"type": "start_conversation", "conversation": "law-begun", "contact": "law-1", "connection": "whatsapp-beach"}),
        json!({"type": "send_template", "conversation": "law-begun", "template": {
            "name": "check_in_reminder", "language": "en", "parameters": ["New", "Friday"],
        }}),
        json!({"type": "edit_contact", "contact": "law-1", "name": "New Name", "email": "new@example.com"}),
        json!({"type": "edit_contact", "contact": "c-khalid", "phone": ""}),
        json!({"type": "claim", "conversation": "v-mariana"}),
        json!({"type": "send_message", "conversation": "v-khalid", "text": "the plan", "attachment": file()}),
        json!({"type": "add_note", "conversation": "v-khalid", "text": "", "attachment": file()}),
        json!({"type": "replay_dead_letter", "dead_letter": dead_letter}),
        json!({"type": "erase_contact", "contact": "law-1"}),
        json!({"type": "erase_contact", "contact": "c-khalid"}),
    ];
    let numbered = list.into_iter().enumerate().map(|(number, mut command)| {
        command["id"] = json!(format!("law-{number}"));
        command
    });
    numbered.collect()
}

fn number(cursor: &str) -> u64 {
    cursor.split_once('.').unwrap().1.parse().unwrap()
}

/// A signed-in person with two old states: one follows the stream, one fetches.
struct Desk {
    name: &'static str,
    client: RelayClient,
    pushed: State,
    pushed_to: u64,
    fetched: State,
    cursor: String,
    frames: Frames,
}

impl Desk {
    async fn open(world: &World, name: &'static str) -> Self {
        let client = world.sign_in(name).await;
        let (state, cursor) = new_desk(&client).await;
        let frames = world.stream(&client, Some(&cursor)).await;
        let (pushed, pushed_to) = (state.clone(), number(&cursor));
        Self {
            name,
            client,
            pushed,
            pushed_to,
            fetched: state,
            cursor,
            frames,
        }
    }

    /// Follows until both stand where the relay stands; deliveries in the background may move it meanwhile.
    async fn compare(&mut self, after: &Value) {
        loop {
            let (all, head) = self.client.changes(None).await.unwrap();
            while self.pushed_to < number(&head) {
                let batch = self.frames.until(|it| it["frame"] == "batch").await;
                apply(&mut self.pushed, batch["changes"].as_array().unwrap());
                self.pushed_to = number(batch["to"].as_str().unwrap());
            }
            let (changes, next) = self.client.changes(Some(&self.cursor)).await.unwrap();
            apply(&mut self.fetched, &changes);
            self.cursor = next;
            if self.pushed_to == number(&head) && self.cursor == head {
                let mut fresh = State::new();
                apply(&mut fresh, &all);
                let fresh = living(fresh);
                assert!(
                    living(self.pushed.clone()) == fresh,
                    "{}, pushed, after {after}",
                    self.name
                );
                assert!(
                    living(self.fetched.clone()) == fresh,
                    "{}, fetched, after {after}",
                    self.name
                );
                return;
            }
        }
    }
}

/// R4: after every command there is, for each of four people: the old state with what the stream pushed, the old state with what was fetched,
/// a new desk, and the changes from the beginning are all the same state.
#[tokio::test]
async fn old_state_and_changes_is_fresh_state() {
    let world = World::demo().await;
    let olga = world.sign_in("olga").await;
    let mut desks = Vec::new();
    for name in ["ines", "tomas", "rita", "bruno"] {
        desks.push(Desk::open(&world, name).await);
    }
    world.receives(&unreadable()).await;
    let letter = olga.until("dead_letter", |_| true).await.unwrap();
    upload(&world, &olga).await;
    let commands = commands(letter["id"].as_str().unwrap());
    let listed = commands
        .iter()
        .map(|it| it["type"].as_str().unwrap().to_owned());
    assert_eq!(listed.collect::<BTreeSet<_>>(), described_commands());
    let mut done = 0;
    for command in commands {
        let answer = olga.command(&command).await.unwrap();
        done += usize::from(answer["outcome"] == "done");
        for desk in &mut desks {
            desk.compare(&command).await;
        }
    }
    assert!(done >= 21, "only {done} commands were done");
    for mut desk in desks {
        let (new, cursor) = new_desk(&desk.client).await;
        desk.compare(&Value::Null).await;
        let (mut state, changes) = (new, desk.client.changes(Some(&cursor)).await.unwrap().0);
        apply(&mut state, &changes);
        assert!(
            living(state) == living(desk.pushed),
            "{}, a new desk",
            desk.name
        );
    }
}
