//! Beginning a conversation from the house's side (SPEC 195; DESIGN_UI 5, Ctrl N).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_world::{World, ana, connection, property, staff};
use domain::command::{Action, Answer, Code, Outcome};
use domain::contact::Contact;
use domain::conversation::ConversationStatus;
use domain::id::{ContactId, ConversationId};
use domain::record::Kind;
use domain::template::TemplateUse;

fn start(conversation: &str, contact: &str, account: &str) -> Action {
    Action::StartConversation {
        conversation: ConversationId::new(conversation).unwrap(),
        contact: ContactId::new(contact).unwrap(),
        connection: connection(account),
    }
}

fn guest(id: &str, phone: &str, house: &str) -> Action {
    Action::CreateContact {
        contact: ContactId::new(id).unwrap(),
        name: "By Hand".to_owned(),
        phone: phone.to_owned(),
        email: None,
        property: property(house),
    }
}

fn done(answer: &Answer) {
    assert_eq!(answer.outcome, Outcome::Done, "{answer:?}");
}

/// SPEC 195, 21, 84: a guest added by hand is written to first; the conversation is the writer's own, counted on guest and account, and what
/// the guest answers lands in it. The same again changes nothing.
#[tokio::test]
async fn a_conversation_is_begun_and_answered() {
    let world = World::new().await;
    done(
        &world
            .act("tomas", guest("k1", "912 345 678", "lisbon"))
            .await,
    );
    done(&world.act("tomas", start("begun", "k1", "wa-lisbon")).await);
    let (id, it) = world.conversation().await;
    assert_eq!(id.as_str(), "begun");
    assert_eq!(
        (it.status, it.assignee, it.card.name.as_str()),
        (
            ConversationStatus::AgentAssigned,
            Some(staff("tomas")),
            "By Hand"
        )
    );
    assert_eq!((it.last_guest_at, it.unread, it.preview), (None, 0, None));
    let again = world.act("tomas", start("begun", "k1", "wa-lisbon")).await;
    assert_eq!((again.outcome, again.seq), (Outcome::Done, None));
    assert_eq!(world.contacts().await[0].conversations, 1);
    assert_eq!(world.connection("wa-lisbon").await.active_conversations, 1);
    let free = world.send("tomas", &id, "Hello").await;
    assert_eq!(free.code, Code::WindowClosed, "the guest has never written");

    world.says(&ana(), "wamid.1", 1, "Yes, please").await;
    let all = world.conversations().await;
    assert_eq!(all.len(), 1, "the answer is in the conversation begun");
    assert!(all[0].1.last_guest_at.is_some());
    done(&world.send("tomas", &id, "You are welcome").await);
}

/// The unique key decides: one conversation of a guest over an account, whoever is first; the second is told which one.
#[tokio::test]
async fn the_first_of_two_begins() {
    let world = World::new().await;
    done(
        &world
            .act("tomas", guest("k1", "912 345 678", "lisbon"))
            .await,
    );
    let (one, two) = tokio::join!(
        world.act("tomas", start("one", "k1", "wa-lisbon")),
        world.act("bea", start("two", "k1", "wa-lisbon"))
    );
    let (won, lost) = match one.outcome {
        Outcome::Done => ("one", two),
        _ => ("two", one),
    };
    assert_eq!(
        (&lost.code, lost.detail.as_deref()),
        (&Code::WrongStatus, Some(won))
    );
    assert_eq!(world.conversations().await.len(), 1);
    // A template that came after the one that lost finds nothing to be sent in.
    let template = Action::SendTemplate {
        conversation: ConversationId::new(if won == "one" { "two" } else { "one" }).unwrap(),
        message: None,
        template: TemplateUse {
            name: "winter_weekend".to_owned(),
            language: "en".to_owned(),
            parameters: vec!["Ana".to_owned()],
        },
        seen: None,
    };
    assert_eq!(world.act("tomas", template).await.code, Code::NotFound);
}

/// R9: what one may not see cannot be written to; an id that is another's, another house's account and an account that is off are refused.
#[tokio::test]
async fn what_cannot_be_begun() {
    let world = World::new().await;
    done(
        &world
            .act("tomas", guest("k1", "912 345 678", "lisbon"))
            .await,
    );
    for (who, conversation, contact, account, code) in [
        ("bruno", "x", "k1", "wa-lisbon", Code::NotFound),
        ("rita", "x", "k1", "wa-lisbon", Code::Forbidden),
        ("tomas", "x", "nobody", "wa-lisbon", Code::NotFound),
        ("tomas", "x", "k1", "wa-beach", Code::NotFound),
        ("ines", "x", "k1", "wa-beach", Code::Invalid),
    ] {
        let answer = world.act(who, start(conversation, contact, account)).await;
        assert_eq!(answer.code, code, "{who} {contact} {account}");
    }
    assert_eq!(world.conversations().await.len(), 0);
    done(
        &world
            .act("tomas", guest("k2", "913 345 678", "lisbon"))
            .await,
    );
    done(&world.act("tomas", start("x", "k1", "wa-lisbon")).await);
    let taken = world.act("tomas", start("x", "k2", "wa-lisbon")).await;
    assert_eq!(taken.code, Code::Conflict);
    let counted: Vec<u32> = world
        .all::<Contact>(Kind::Contact)
        .await
        .into_iter()
        .map(|(_, it)| it.conversations)
        .collect();
    assert_eq!(counted.iter().sum::<u32>(), 1);
}
