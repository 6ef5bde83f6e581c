//! A relay with the demo hotel, visitors of its website, and a colleague who answers.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::World;
use domain::connection::{Connection, ConnectionStatus};
use domain::id::ConnectionId;
use domain::record::Kind;
use relay::engine::Entry;
use serde_json::{Value, json};
use testkit::{RelayClient, Visitor};

/// The demo hotel's chat in Lisbon.
pub(crate) const DEMO: &str = "demo";

impl World {
    /// A new visitor of the chat in Lisbon, and what the relay said first.
    pub(crate) async fn visitor(&self) -> (Visitor, Value) {
        Visitor::arrive(&self.url, DEMO).await.unwrap()
    }

    /// Switches a connection off, as a manager does (SPEC 185).
    pub(crate) async fn switch_off(&self, connection: &str) {
        let id = ConnectionId::new(connection).unwrap();
        let workspace = self.workspace();
        let kind = Kind::Connection;
        let found = self
            .tools
            .store
            .records(&workspace, &kind, &[(&id).into()])
            .await
            .unwrap();
        let mut body: Connection = serde_json::from_str(&found[0].body).unwrap();
        body.status = ConnectionStatus::Disconnected;
        let entries = vec![Entry::Connection(id, body)];
        self.tools
            .engine
            .write_records(&workspace, entries)
            .await
            .unwrap();
    }

    /// The same visitor with the newest message of its page.
    pub(crate) async fn again(&self, token: &str, last_seq: u64) -> (Visitor, Value) {
        Visitor::come_back(&self.url, DEMO, token, last_seq)
            .await
            .unwrap()
    }
}

/// The conversation that a visitor's message opened, taken over by a colleague who may now answer.
pub(crate) async fn taken_over(staff: &RelayClient, visitor: &mut Visitor) -> String {
    let ack = visitor.say("Is there a garage?").await.unwrap();
    let message = staff
        .until("message", |it| it["id"] == ack["id"])
        .await
        .unwrap();
    let conversation = message["body"]["conversation"].as_str().unwrap().to_owned();
    // The greeting first, so that what follows has its place after it.
    visitor
        .until(|it| it["type"] == "message" && it["author"] == "bot")
        .await
        .unwrap();
    done(
        staff,
        json!({"type": "take_over", "conversation": conversation}),
    )
    .await;
    conversation
}

/// A command of a colleague that must succeed.
pub(crate) async fn done(staff: &RelayClient, mut command: Value) {
    command["id"] = json!(testkit::visitor::new_id());
    let answer = staff.command(&command).await.unwrap();
    assert_eq!(answer["outcome"], "done", "{command}: {answer}");
}

/// A colleague writes to the guest.
pub(crate) async fn reply(staff: &RelayClient, conversation: &str, text: &str) {
    done(
        staff,
        json!({"type": "send_message", "conversation": conversation, "text": text}),
    )
    .await;
}

/// Numbers of the messages in a list of frames or of a hello.
pub(crate) fn numbers(frames: &Value) -> Vec<u64> {
    let list = frames.as_array().unwrap().iter();
    list.filter_map(|it| it["seq"].as_u64()).collect()
}
