//! What can happen in a hotel, for the law of sync: every command, and every kind of event from outside and from the house itself.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_law_commands::{About, COMMANDS, action};
use crate::engine_world::{World, account, connection, property, staff, workspace};
use channels::livechat::{Reacting, Words};
use domain::access::Role;
use domain::channel::Channel;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::conversation::Conversation;
use domain::delivery::MessageState;
use domain::id::{ContactId, ConversationId, DeadLetterId, PropertyId};
use domain::message::Author;
use domain::record::Kind;
use domain::staff::Staff;
use domain::time::HOUR;
use proptest::prelude::*;
use relay::clock::Clock;
use relay::engine::{Entry, Visitor, VisitorAct, VisitorAsk, Writing};
use serde_json::{Value, json};
use testkit::whatsapp::{self, Account, Guest};

/// The website's chat.
pub(crate) const CHAT: &str = "chat-lisbon";

/// What comes from outside, or changes in the house, other than commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Media,
    Location,
    Contacts,
    Button,
    Echo,
    Account,
    Template,
    VisitorWrites,
    VisitorReads,
    VisitorReacts,
    VisitorLeavesAddress,
    Number,
    Identity,
    Unreadable,
    /// A guest with their conversations goes over to the other house.
    Moves,
    /// Somebody's role and houses change.
    Role,
}

const EVENTS: [Event; 16] = [
    Event::Media,
    Event::Location,
    Event::Contacts,
    Event::Button,
    Event::Echo,
    Event::Account,
    Event::Template,
    Event::VisitorWrites,
    Event::VisitorReads,
    Event::VisitorReacts,
    Event::VisitorLeavesAddress,
    Event::Number,
    Event::Identity,
    Event::Unreadable,
    Event::Moves,
    Event::Role,
];

/// Something that happens in a hotel.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Says {
        guest: u8,
        text: &'static str,
    },
    Reacts {
        guest: u8,
    },
    Status {
        message: u8,
        state: &'static str,
    },
    Staff {
        who: &'static str,
        what: u8,
        conversation: u8,
    },
    Event {
        event: Event,
        guest: u8,
    },
    Jobs,
    /// The clock goes on, so that what was to leave later leaves.
    Hours,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let texts = prop::sample::select(vec!["hello", "a human please", "towels", "🙂"]);
    let states = prop::sample::select(vec!["sent", "delivered", "read", "failed"]);
    let people = prop::sample::select(vec!["olga", "ines", "tomas", "bea", "bruno", "rita"]);
    let events = prop::sample::select(EVENTS.to_vec());
    prop_oneof![
        4 => (0..3u8, texts).prop_map(|(guest, text)| Step::Says { guest, text }),
        1 => (0..3u8).prop_map(|guest| Step::Reacts { guest }),
        1 => (1..6u8, states).prop_map(|(message, state)| Step::Status { message, state }),
        6 => (people, 0..COMMANDS, 0..4u8)
            .prop_map(|(who, what, conversation)| Step::Staff { who, what, conversation }),
        5 => (events, 0..3u8).prop_map(|(event, guest)| Step::Event { event, guest }),
        1 => Just(Step::Jobs),
        1 => Just(Step::Hours),
    ]
}

/// Every event once, each after what it needs.
pub(crate) fn every_event() -> Vec<Step> {
    let mut steps = vec![
        Step::Says {
            guest: 0,
            text: "hello",
        },
        Step::Jobs,
    ];
    for event in EVENTS {
        steps.push(Step::Event { event, guest: 0 });
        steps.push(Step::Jobs);
    }
    steps
}

/// The hotel of these steps has a website.
pub(crate) async fn open_chat(world: &World) {
    let chat = Connection {
        channel: Channel::LiveChat,
        account: None,
        ..account("lisbon", CHAT)
    };
    let entries = vec![Entry::Connection(connection(CHAT), chat)];
    world
        .engine
        .write_records(&workspace(), entries)
        .await
        .unwrap();
}

fn guest(n: u8) -> Guest {
    Guest::new(&format!("35191200000{n}"), &format!("Guest {n}"))
}

pub(crate) async fn play(world: &World, at: usize, step: &Step) {
    match step {
        Step::Says { guest: n, text } => {
            world
                .says(&guest(*n), &format!("wamid.{at}"), 1, text)
                .await;
        }
        Step::Reacts { guest: n } => {
            let guest = guest(*n);
            let target = format!("wamid.{}", at.saturating_sub(1));
            let react = guest.reaction(&format!("r.{at}"), world.seconds(0), &target, Some("👍"));
            world
                .receive(&Account::lisbon().messages(&guest, vec![react]))
                .await;
        }
        Step::Status { message, state } => {
            let id = format!("wamid.fake.{message}");
            let status = whatsapp::status(&id, state, world.seconds(0), "351912000000");
            world
                .receive(&Account::lisbon().statuses(vec![status]))
                .await;
        }
        Step::Event { event, guest } => happen(world, at, *event, *guest).await,
        Step::Jobs => world.run_jobs().await,
        Step::Hours => {
            world.clock.advance(2 * HOUR);
            world.run_jobs().await;
        }
        Step::Staff {
            who,
            what,
            conversation,
        } => command(world, at, who, *what, usize::from(*conversation)).await,
    }
}

async fn happen(world: &World, at: usize, event: Event, n: u8) {
    let guest = guest(n);
    let id = format!("wamid.e.{at}");
    let now = world.seconds(0);
    let from_guest = |kind: &str, payload: Value| {
        let message = guest.message(&id, now, kind, payload);
        Account::lisbon().messages(&guest, vec![message])
    };
    let change = |field: &str, value: Value| {
        let change = Account::lisbon().change(field, value);
        whatsapp::body(vec![Account::lisbon().entry(vec![change])])
    };
    let body = match event {
        Event::Media => from_guest(
            "image",
            json!({"id": "777", "mime_type": "image/jpeg", "sha256": "", "caption": "the view"}),
        ),
        Event::Location => from_guest("location", json!({"latitude": 38.7, "longitude": -9.1})),
        Event::Contacts => from_guest(
            "contacts",
            json!([{"name": {"formatted_name": "Rui"}, "phones": [{"phone": "+351960000001"}]}]),
        ),
        Event::Button => from_guest("button", json!({"payload": "p", "text": "Confirm"})),
        Event::Echo => {
            let echo = json!({"id": id, "from": "351210000000", "to": guest.wa_id,
                "timestamp": now.to_string(), "type": "text", "text": {"body": "from the phone"}});
            change("smb_message_echoes", json!({"message_echoes": [echo]}))
        }
        Event::Account => {
            let trouble = json!([{"code": 131_042, "title": format!("payment {at}")}]);
            change("messages", json!({"errors": trouble}))
        }
        Event::Template => {
            let mut listed = testkit::templates::demo();
            listed.truncate(1 + at % listed.len());
            world.graph.put_templates(listed, 100);
            change(
                "message_template_status_update",
                json!({"event": "PAUSED", "message_template_id": at, "reason": "NONE",
                    "message_template_name": "winter_weekend", "message_template_language": "en"}),
            )
        }
        Event::Number | Event::Identity => {
            let payload = match event {
                Event::Number => json!({"type": "user_changed_number",
                    "wa_id": format!("35196000{:04}", at % 10_000), "body": "changed"}),
                _ => {
                    json!({"type": "customer_identity_changed", "identity": id, "body": "changed"})
                }
            };
            let message = guest.message(&id, now, "system", payload);
            change("messages", json!({"messages": [message]}))
        }
        Event::Unreadable => change("messages", json!({"messages": [{"type": "text"}]})),
        Event::VisitorWrites
        | Event::VisitorReads
        | Event::VisitorReacts
        | Event::VisitorLeavesAddress => return visit(world, at, event, n).await,
        Event::Moves => return moves(world, usize::from(n)).await,
        Event::Role => return role(world, at).await,
    };
    world.receive(&body).await;
}

async fn visit(world: &World, at: usize, event: Event, n: u8) {
    let words = Words {
        client_msg_id: format!("00000000-0000-4000-8000-{at:012}"),
        text: "is the bar open?".to_owned(),
        media: None,
        choice: None,
        reply_to: None,
    };
    let of_house = world.by(Author::Bot).await;
    let last = of_house.last().map_or("none", |(id, _)| id.as_str());
    let act = match event {
        Event::VisitorReads => VisitorAct::Receipt {
            seq: u64::try_from(at).unwrap(),
            state: MessageState::Read,
        },
        Event::VisitorReacts => VisitorAct::React(Reacting {
            message: last.to_owned(),
            emoji: at.is_multiple_of(2).then(|| "👍".to_owned()),
        }),
        Event::VisitorLeavesAddress => VisitorAct::Email(format!("guest{n}@example.com")),
        _ => VisitorAct::Write(Box::new(Writing {
            words,
            media: None,
            page: None,
        })),
    };
    let visitor = Visitor {
        connection: connection(CHAT),
        hash: format!("visitor-{n}"),
        user: None,
        name: None,
        email: None,
        language: Some("en".to_owned()),
    };
    let ask = VisitorAsk { visitor, act };
    world.engine.visitor(&workspace(), ask).await.unwrap();
}

fn other(house: &PropertyId) -> PropertyId {
    property(if house.as_str() == "lisbon" {
        "beach"
    } else {
        "lisbon"
    })
}

/// The nth guest and everything of theirs is the other house's from here on.
async fn moves(world: &World, n: usize) {
    let all = world.all::<Contact>(Kind::Contact).await;
    let Some((id, mut contact)) = all.into_iter().nth(n) else {
        return;
    };
    let id = ContactId::from(id);
    contact.property = other(&contact.property);
    let house = contact.property.clone();
    let mut entries = vec![Entry::Contact(id.clone(), contact)];
    let conversations = world.conversations().await;
    let theirs = conversations.into_iter().filter(|(_, it)| it.contact == id);
    entries.extend(theirs.map(|(conversation, it)| {
        let property = house.clone();
        Entry::Conversation(conversation, Conversation { property, ..it })
    }));
    // The number may be somebody else's there: then they stay.
    let _ = world.engine.write_records(&workspace(), entries).await;
}

async fn role(world: &World, at: usize) {
    let who = ["tomas", "bruno", "rita", "bea"][at % 4];
    let all: Vec<_> = world.all::<Staff>(Kind::Staff).await;
    let (_, mut body) = all.into_iter().find(|(id, _)| id.as_str() == who).unwrap();
    let roles = [Role::Agent, Role::Housekeeping, Role::Manager];
    body.role = roles[at / 4 % 3].clone();
    body.properties = match at / 2 % 4 {
        0 => vec![],
        1 => vec![property("lisbon")],
        2 => vec![property("beach")],
        _ => vec![property("lisbon"), property("beach")],
    };
    body.active = !at.is_multiple_of(7);
    let entries = vec![Entry::Staff(staff(who), body)];
    world
        .engine
        .write_records(&workspace(), entries)
        .await
        .unwrap();
}

async fn command(world: &World, at: usize, who: &str, what: u8, nth: usize) {
    let all = world.conversations().await;
    let id = all.get(nth).map(|(id, _)| id.clone());
    let guests = world.all::<Contact>(Kind::Contact).await;
    let guest = guests.get(nth).map(|it| it.0.clone());
    let letters = world.dead_letters().await;
    let letter = letters.first().map(|it| it.0.clone());
    let about = About {
        conversation: id.unwrap_or_else(|| ConversationId::new("nowhere").unwrap()),
        contact: guest.map_or_else(|| ContactId::new("nobody").unwrap(), ContactId::from),
        dead_letter: letter
            .map_or_else(|| DeadLetterId::new("nothing").unwrap(), DeadLetterId::from),
        messages: world.messages().await,
        now: world.clock.now(),
    };
    world.act(who, action(what, about, at)).await;
}
