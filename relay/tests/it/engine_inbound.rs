//! What guests and the provider do, from a signed POST to records.

use crate::engine_world::{World, ana, connection, property, workspace};
use domain::Unknown;
use domain::channel::Source;
use domain::command::{Action, Outcome};
use domain::connection::ConnectionStatus;
use domain::conversation::ConversationStatus;
use domain::delivery::MessageState;
use domain::id::{ContactId, ReservationId};
use domain::message::{Author, ContactCard, Content, EscalationReason, Event};
use domain::record::Kind;
use domain::reservation::{Reservation, ReservationStatus};
use domain::time::{HOUR, UnixMillis};
use jiff::civil::Date;
use relay::clock::Clock;
use relay::engine::Entry;
use serde_json::{Value, json};
use testkit::whatsapp::{self, Account, Guest};

/// SPEC 14, 18, 23, 81, 83, 84, 85, 145: a first message makes contact and conversation, greets, and shows in the row.
#[tokio::test]
async fn a_first_message_makes_contact_and_conversation() {
    let world = World::new().await;
    world
        .says(&ana(), "wamid.1", 60, "Is the pool heated?")
        .await;
    let contact = world.contacts().await.remove(0);
    assert_eq!(contact.name, "Ana Sousa");
    assert_eq!(contact.phone.as_deref(), Some("+351912345678"));
    assert_eq!(
        (contact.source, contact.conversations),
        (Source::WhatsApp, 1)
    );
    let (_, it) = world.conversation().await;
    assert_eq!((it.status, it.unread), (ConversationStatus::BotHandling, 1));
    assert_eq!(
        (it.card.name.as_str(), it.property),
        ("Ana Sousa", property("lisbon"))
    );
    // WhatsApp names the second: in the thread as late as it can have been, for the window as early.
    let written = world.provider("wamid.1").await.at;
    let second = UnixMillis(written.0 / 1_000 * 1_000);
    assert_eq!(written, second.plus(999));
    assert_eq!(it.last_guest_at, Some(second));
    let greeting = world.by(Author::Bot).await.remove(0).1;
    assert!(greeting.text.contains("Miralva Lisbon"), "SPEC 122");
    assert_eq!(it.preview.unwrap().text, greeting.text);
    assert_eq!(world.connection("wa-lisbon").await.active_conversations, 1);
    world.says(&ana(), "wamid.2", 1, "And open late?").await;
    let (_, it) = world.conversation().await;
    assert_eq!(
        (it.unread, it.preview.unwrap().text.as_str()),
        (2, "And open late?")
    );
    assert_eq!(world.by(Author::Bot).await.len(), 1, "greeted once");
}

/// SPEC 123: a connection's own greeting replaces the house's.
#[tokio::test]
async fn a_connection_greets_in_its_own_words() {
    let world = World::new().await;
    let mut own = world.connection("wa-lisbon").await;
    own.greeting = Some("Olá from the front desk".to_owned());
    let entry = Entry::Connection(connection("wa-lisbon"), own);
    world
        .engine
        .write_records(&workspace(), vec![entry])
        .await
        .unwrap();
    world.says(&ana(), "wamid.1", 5, "hi").await;
    assert_eq!(
        world.by(Author::Bot).await[0].1.text,
        "Olá from the front desk"
    );
}

/// SPEC 31, 150, 168, 15, 146: an escalation word passes the conversation to the team with an event line and the holding text.
#[tokio::test]
async fn an_escalation_word_brings_the_team() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 60, "hello").await;
    world
        .says(&ana(), "wamid.2", 1, "I need to speak to someone!")
        .await;
    let (_, it) = world.conversation().await;
    assert_eq!(it.status, ConversationStatus::AwaitingAgent);
    assert!(it.waiting_since.is_some());
    let reason = EscalationReason::AskedForPerson;
    let events = world.by(Author::System).await;
    assert_eq!(
        events[0].1.content,
        Content::Event(Event::Escalated { reason })
    );
    let bot = world.by(Author::Bot).await;
    assert!(bot[1].1.text.contains("respond shortly"));
    world.says(&ana(), "wamid.3", 0, "a human, please").await;
    assert_eq!(world.by(Author::System).await.len(), 1, "once is enough");
}

/// SPEC 17, 21, 148, 159: after Resolve the guest's next message opens a fresh conversation of the same guest.
#[tokio::test]
async fn after_resolve_a_fresh_conversation_opens() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world
        .act(
            "tomas",
            Action::Resolve {
                conversation: id.clone(),
            },
        )
        .await;
    assert_eq!(world.connection("wa-lisbon").await.active_conversations, 0);
    world.says(&ana(), "wamid.later", 0, "one more thing").await;
    let all = world.conversations().await;
    assert_eq!(all.len(), 2);
    let fresh = all.iter().find(|(it, _)| *it != id).unwrap();
    assert_eq!(fresh.1.status, ConversationStatus::BotHandling);
    assert_eq!(world.contacts().await[0].conversations, 2);
    assert_eq!(world.connection("wa-lisbon").await.active_conversations, 1);
    let reopen = world
        .act(
            "tomas",
            Action::Reopen {
                conversation: id.clone(),
            },
        )
        .await;
    assert_eq!(
        reopen.detail.as_deref(),
        Some(fresh.0.as_str()),
        "the open one is the place to go"
    );
    world
        .act(
            "tomas",
            Action::Resolve {
                conversation: fresh.0.clone(),
            },
        )
        .await;
    let reopen = world
        .act("tomas", Action::Reopen { conversation: id })
        .await;
    assert_eq!(reopen.outcome, Outcome::Done);
}

/// SPEC 160: after a hand-back the bot greets on the guest's next message, once.
#[tokio::test]
async fn after_a_hand_back_the_bot_greets_again() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world
        .act("tomas", Action::HandBack { conversation: id })
        .await;
    assert_eq!(world.by(Author::Bot).await.len(), 1);
    world.says(&ana(), "wamid.2", 0, "are you there").await;
    world.says(&ana(), "wamid.3", 0, "still").await;
    assert_eq!(world.by(Author::Bot).await.len(), 2);
}

/// SPEC 22 (WhatsApp): every kind of message of whatsapp.md becomes a record with its content, its words and its file's job.
#[tokio::test]
async fn every_kind_becomes_a_message() {
    let world = World::new().await;
    let guest = ana();
    let at = world.seconds(100);
    let file =
        json!({ "id": "777", "mime_type": "image/jpeg", "sha256": "", "caption": "the view" });
    let reply = json!({ "type": "button_reply", "button_reply": { "id": "b1", "title": "Yes" } });
    let row = json!({ "type": "list_reply", "list_reply": { "id": "r1", "title": "Deluxe" } });
    let form = json!({ "type": "nfm_reply", "nfm_reply": { "name": "flow",
        "body": "Sent", "response_json": "{\"when\":\"noon\"}" } });
    let kinds: Vec<(&str, Value, &str, &str)> = vec![
        ("text", json!({ "body": "plain" }), "text", "plain"),
        ("image", file.clone(), "image", "the view"),
        (
            "video",
            json!({ "id": "1", "mime_type": "video/mp4" }),
            "video",
            "",
        ),
        (
            "audio",
            json!({ "id": "2", "mime_type": "audio/ogg; codecs=opus", "voice": true }),
            "audio",
            "",
        ),
        (
            "document",
            json!({ "id": "3", "mime_type": "application/pdf", "filename": "a.pdf" }),
            "document",
            "",
        ),
        (
            "sticker",
            json!({ "id": "4", "mime_type": "image/webp" }),
            "sticker",
            "",
        ),
        (
            "location",
            json!({ "latitude": 38.7, "longitude": -9.1, "name": "Rossio" }),
            "location",
            "",
        ),
        ("interactive", reply, "choice_reply", "Yes"),
        ("interactive", row, "choice_reply", "Deluxe"),
        ("interactive", form, "form_reply", "Sent"),
        (
            "button",
            json!({ "payload": "p", "text": "Confirm" }),
            "choice_reply",
            "Confirm",
        ),
        (
            "order",
            json!({ "catalog_id": "c", "product_items": [{}, {}] }),
            "order",
            "",
        ),
        ("unsupported", json!({ "type": "poll" }), "unsupported", ""),
        ("brand_new_kind", json!({ "x": 1 }), "unsupported", ""),
    ];
    let mut messages = Vec::new();
    for (n, (kind, payload, ..)) in kinds.iter().enumerate() {
        messages.push(guest.message(&format!("wamid.{n}"), at, kind, payload.clone()));
    }
    let cards =
        json!([{ "name": { "formatted_name": "Rui" }, "phones": [{ "phone": "+351 900" }] }]);
    messages.push(guest.message("wamid.cards", at, "contacts", cards));
    world
        .receive(&Account::lisbon().messages(&guest, messages))
        .await;
    for (n, (kind, _, content, text)) in kinds.iter().enumerate() {
        let message = world.provider(&format!("wamid.{n}")).await;
        let json = serde_json::to_value(&message.content).unwrap();
        assert_eq!(json["type"], *content, "{kind}");
        assert!(message.text.contains(text), "{kind}: {}", message.text);
        assert_eq!(
            (message.author, message.state),
            (Author::Guest, MessageState::Received)
        );
    }
    assert!(matches!(
        world.provider("wamid.cards").await.content,
        Content::Contacts { .. }
    ));
    assert_eq!(world.conversation().await.1.unread, 15);
    assert!(world.dead_letters().await.is_empty());
}

/// SPEC 22 (WhatsApp), whatsapp.md: what comes without the usual body becomes a message too: the answer whether the hotel may call, an
/// interactive message without its part, a card without a name; an error beside a message is not the account's.
#[tokio::test]
async fn a_message_without_the_usual_body_is_shown() {
    let world = World::new().await;
    let (guest, at) = (ana(), world.seconds(100));
    let answer = |response: &str| {
        json!({ "type": "call_permission_reply", "call_permission_reply":
            { "response": response, "response_source": "user_action" } })
    };
    let mut bare = guest.message("wamid.bare", at, "interactive", Value::Null);
    bare.as_object_mut().unwrap().remove("interactive");
    let vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nitem1.TEL;type=CELL:+351 912 345 678\r\nEND:VCARD";
    let cards = json!([{ "origin": "request_contact_info", "vcard": vcard }]);
    let value = json!({
        "contacts": [guest.contact()],
        "messages": [
            guest.message("wamid.yes", at, "interactive", answer("accept")),
            guest.message("wamid.no", at, "interactive", answer("reject")),
            bare,
            guest.message("wamid.card", at, "contacts", cards),
        ],
        "errors": [{ "code": 131_000, "title": "Something went wrong" }],
    });
    let change = Account::lisbon().change("messages", value);
    world
        .receive(&whatsapp::body(vec![Account::lisbon().entry(vec![change])]))
        .await;
    let card = ContactCard {
        name: String::new(),
        phones: vec!["+351 912 345 678".to_owned()],
        emails: Vec::new(),
    };
    let kind = "interactive".to_owned();
    for (id, content) in [
        ("wamid.yes", Content::CallPermission { granted: true }),
        ("wamid.no", Content::CallPermission { granted: false }),
        ("wamid.bare", Content::Unsupported { kind }),
        ("wamid.card", Content::Contacts { cards: vec![card] }),
    ] {
        let message = world.provider(id).await;
        assert_eq!(message.content, content);
        assert_eq!(
            (message.author, message.state),
            (Author::Guest, MessageState::Received)
        );
    }
    assert_eq!(world.conversation().await.1.unread, 4);
    assert!(world.dead_letters().await.is_empty());
    let status = world.connection("wa-lisbon").await.status;
    assert_eq!(status, ConnectionStatus::Connected);
}

/// A reply names what it answers; a forwarded message says so; an advertisement's headline is kept.
#[tokio::test]
async fn context_travels_with_a_message() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 60, "the first words").await;
    let mut reply = ana().text("wamid.2", world.seconds(1), "I mean this");
    reply["context"] = json!({ "id": "wamid.1", "from": "351912345678", "forwarded": true });
    reply["referral"] =
        json!({ "headline": "Summer in Lisbon", "source_url": "https://x.example" });
    world
        .receive(&Account::lisbon().messages(&ana(), vec![reply]))
        .await;
    let message = world.provider("wamid.2").await;
    let quote = message.reply_to.unwrap();
    assert_eq!(
        (quote.excerpt.as_str(), quote.author),
        ("the first words", Some(Author::Guest))
    );
    assert!(message.forwarded && quote.message.is_some());
    assert_eq!(message.unknown["referral"], "Summer in Lisbon");
}

/// Reactions, edits and revocations change their message; the row follows; what comes first waits for its message.
#[tokio::test]
async fn what_is_about_a_message_finds_it() {
    let world = World::new().await;
    let (guest, at) = (ana(), world.seconds(100));
    let account = Account::lisbon();
    let early = guest.reaction("wamid.r", at + 9, "wamid.2", Some("❤️"));
    world.receive(&account.messages(&guest, vec![early])).await;
    assert!(
        world.conversations().await.is_empty(),
        "a reaction alone opens nothing"
    );
    world.says(&guest, "wamid.2", 95, "wrng").await;
    world.clock.advance(2_000);
    world.run_jobs().await;
    assert_eq!(world.provider("wamid.2").await.reactions[0].emoji, "❤️");
    let edit = json!({ "original_message_id": "wamid.2",
        "message": { "type": "text", "text": { "body": "wrong" } } });
    let edit = guest.message("wamid.e", at + 20, "edit", edit);
    let gone = guest.reaction("wamid.r2", at + 21, "wamid.2", None);
    world
        .receive(&account.messages(&guest, vec![edit, gone]))
        .await;
    let message = world.provider("wamid.2").await;
    assert_eq!(
        (message.text.as_str(), message.reactions.len()),
        ("wrong", 0)
    );
    assert!(message.edited_at.is_some());
    let revoke = json!({ "original_message_id": "wamid.2" });
    let revoke = guest.message("wamid.d", at + 30, "revoke", revoke);
    world.receive(&account.messages(&guest, vec![revoke])).await;
    let message = world.provider("wamid.2").await;
    assert!(message.revoked_at.is_some() && message.text.is_empty());
    assert_eq!(
        world.conversation().await.1.unread,
        1,
        "none of these is a new message"
    );
}

/// What refers to a message that never comes is dropped after an hour.
#[tokio::test]
async fn an_event_waits_an_hour_at_most() {
    let world = World::new().await;
    let status = whatsapp::status(
        "wamid.nobody",
        "delivered",
        world.seconds(1),
        "351912345678",
    );
    world
        .receive(&Account::lisbon().statuses(vec![status]))
        .await;
    let soon = async || {
        // The daily look at the templates is not meant.
        let due = world.store.next_due().await.unwrap();
        due.is_some_and(|due| due < world.clock.now().plus(HOUR))
    };
    assert!(soon().await);
    for _ in 0..30 {
        world.clock.advance(150_000);
        world.runner.run_due().await.unwrap();
    }
    assert!(!soon().await);
}

/// Guests without a phone number: found by their business-scoped id; the number joins them when it comes along (SPEC 83).
#[tokio::test]
async fn a_guest_without_a_number_is_one_contact() {
    let world = World::new().await;
    let mut guest = Guest::scoped("PT.13491208655302741918", "ana.travels");
    world.says(&guest, "wamid.1", 60, "hello").await;
    let contact = world.contacts().await.remove(0);
    assert_eq!(
        (contact.name.as_str(), contact.phone),
        ("@ana.travels", None)
    );
    guest.wa_id = Some("351912345678".to_owned());
    guest.name = Some("Ana Sousa".to_owned());
    world.says(&guest, "wamid.2", 30, "my number").await;
    guest.user_id = None;
    world
        .says(&guest, "wamid.3", 5, "from the number alone")
        .await;
    let contacts = world.contacts().await;
    assert_eq!(contacts.len(), 1);
    assert_eq!(contacts[0].phone.as_deref(), Some("+351912345678"));
    assert_eq!(contacts[0].name, "Ana Sousa");
    let (_, it) = world.conversation().await;
    assert_eq!((it.card.name.as_str(), it.unread), ("Ana Sousa", 3));
    world.run_jobs().await;
    assert_eq!(world.graph.sent()[0]["to"], "+351912345678");
}

/// SPEC 84: a guest added by hand is recognised by any spelling of the number.
#[tokio::test]
async fn a_known_number_is_a_known_guest() {
    let world = World::new().await;
    let create = Action::CreateContact {
        contact: ContactId::new("c1").unwrap(),
        name: "Bia Lima".to_owned(),
        phone: "+55 11 98765-4321".to_owned(),
        email: None,
        property: property("lisbon"),
    };
    assert_eq!(world.act("tomas", create).await.outcome, Outcome::Done);
    world
        .says(&Guest::new("551187654321", "bia"), "wamid.1", 5, "oi")
        .await;
    let contacts = world.contacts().await;
    assert_eq!((contacts.len(), contacts[0].name.as_str()), (1, "Bia Lima"));
    assert_eq!(contacts[0].source, Source::WalkIn, "the first source stays");
}

/// The same person at two properties is two contacts (DESIGN_SYNC).
#[tokio::test]
async fn each_property_knows_its_own_guests() {
    let world = World::new().await;
    let message = ana().text("wamid.b", world.seconds(3), "hello beach");
    world.says(&ana(), "wamid.1", 5, "hello").await;
    world
        .receive(&Account::beach().messages(&ana(), vec![message]))
        .await;
    assert_eq!(
        (
            world.contacts().await.len(),
            world.conversations().await.len()
        ),
        (2, 2)
    );
}

/// The card shows room and stay of the guest's current reservation.
#[tokio::test]
async fn the_card_shows_the_stay() {
    let world = World::new().await;
    let id = ContactId::new("c1").unwrap();
    let create = Action::CreateContact {
        contact: id.clone(),
        name: "Ana Sousa".to_owned(),
        phone: "912 345 678".to_owned(),
        email: Some("ana@example.com".to_owned()),
        property: property("lisbon"),
    };
    world.act("ines", create).await;
    let today = jiff::Timestamp::from_millisecond(UnixMillis(world.seconds(0) * 1000).0)
        .unwrap()
        .in_tz("Europe/Lisbon")
        .unwrap()
        .date();
    let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap();
    for (n, from, to, room) in [(1, -30, -27, "101"), (2, -1, 2, "204"), (3, 40, 44, "305")] {
        let stay = stay(&id, day(from), day(to), room);
        let entry = Entry::Reservation(ReservationId::new(format!("r{n}")).unwrap(), stay);
        world
            .engine
            .write_records(&workspace(), vec![entry])
            .await
            .unwrap();
    }
    world.says(&ana(), "wamid.1", 5, "towels please").await;
    let card = world.conversation().await.1.card;
    assert_eq!(
        (card.room.as_deref(), card.check_in),
        (Some("204"), Some(day(-1)))
    );
}

fn stay(contact: &ContactId, check_in: Date, check_out: Date, room: &str) -> Reservation {
    Reservation {
        reference: format!("MIR-{room}"),
        contact: contact.clone(),
        property: property("lisbon"),
        check_in,
        check_out,
        status: ReservationStatus::Confirmed,
        room: Some(room.to_owned()),
        room_type: "Double".to_owned(),
        adults: 2,
        children: 0,
        total_cents: 10_000,
        paid_cents: 0,
        currency: "EUR".to_owned(),
        unknown: Unknown::new(),
    }
}

/// What WhatsApp says about a guest; it comes without `contacts`.
fn system(world: &World, guest: &Guest, payload: Value) -> Value {
    let message = guest.message("wamid.sys", world.seconds(30), "system", payload);
    let change = Account::lisbon().change("messages", json!({ "messages": [message] }));
    whatsapp::body(vec![Account::lisbon().entry(vec![change])])
}

/// The events of the only conversation.
async fn events(world: &World) -> Vec<Content> {
    let lines = world.by(Author::System).await;
    lines.into_iter().map(|(_, it)| it.content).collect()
}

/// A changed number follows the guest, with an event line, by either name that WhatsApp has for it.
#[tokio::test]
async fn a_changed_number_keeps_the_guest() {
    for (kind, field) in [
        ("user_changed_number", "wa_id"),
        ("customer_changed_number", "new_wa_id"),
    ] {
        let world = World::new().await;
        world.says(&ana(), "wamid.1", 60, "hello").await;
        let mut payload = json!({ "type": kind, "body": "Ana changed number" });
        payload[field] = json!("351961111222");
        world.receive(&system(&world, &ana(), payload)).await;
        assert_eq!(
            world.contacts().await[0].phone.as_deref(),
            Some("+351961111222"),
            "{kind}"
        );
        // An event is read by roles that may not see numbers.
        assert_eq!(
            events(&world).await,
            [Content::Event(Event::NumberChanged)],
            "{kind}"
        );
        let moved = Guest::new("351961111222", "Ana Sousa");
        world.says(&moved, "wamid.2", 5, "new number").await;
        assert_eq!(world.contacts().await.len(), 1, "{kind}");
        assert_eq!(world.conversations().await.len(), 1, "{kind}");
    }
}

/// A changed user id follows the guest: the new one and the kept number lead to the same person, the old one to nobody.
#[tokio::test]
async fn a_changed_user_id_keeps_the_guest() {
    let world = World::new().await;
    let mut both = ana();
    both.user_id = Some("PT.1349".to_owned());
    world.says(&both, "wamid.1", 60, "hello").await;
    let payload =
        json!({ "type": "user_changed_user_id", "user_id": "PT.999", "body": "Ana changed" });
    world.receive(&system(&world, &both, payload)).await;
    assert_eq!(
        events(&world).await,
        [Content::Event(Event::IdentityChanged)]
    );
    let phone = world.contacts().await.remove(0).phone;
    assert_eq!(phone.as_deref(), Some("+351912345678"), "the number stays");
    let scoped = Guest::scoped("PT.999", "ana.travels");
    world.says(&scoped, "wamid.2", 20, "by the new id").await;
    world.says(&ana(), "wamid.3", 10, "by the number").await;
    assert_eq!(world.contacts().await.len(), 1);
    assert_eq!(world.conversation().await.1.unread, 3);
    let old = Guest::scoped("PT.1349", "somebody.else");
    world.says(&old, "wamid.4", 5, "who am I").await;
    assert_eq!(world.contacts().await.len(), 2);
}

/// A new phone leaves one line, however often it is told, and changes nothing of the guest.
#[tokio::test]
async fn a_changed_identity_leaves_a_line() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 60, "hello").await;
    let before = world.contacts().await;
    let payload =
        json!({ "type": "customer_identity_changed", "identity": "abc", "body": "Ana's identity" });
    let told = system(&world, &ana(), payload);
    world.receive(&told).await;
    world.receive(&told).await;
    assert_eq!(
        events(&world).await,
        [Content::Event(Event::IdentityChanged)]
    );
    assert_eq!(world.contacts().await, before);
    let (_, it) = world.conversation().await;
    assert_eq!((it.unread, it.preview.unwrap().author), (1, Author::Bot));
}

/// An answer from the business app on the phone is a message of staff; it opens no greeting, and comes once.
#[tokio::test]
async fn an_echo_is_a_message_of_staff() {
    let world = World::new().await;
    let echo = json!({ "id": "wamid.echo", "from": "351210000000", "to": "351912345678",
        "timestamp": world.seconds(5).to_string(), "type": "text", "text": { "body": "see you" } });
    let change =
        Account::lisbon().change("smb_message_echoes", json!({ "message_echoes": [echo] }));
    let body = whatsapp::body(vec![Account::lisbon().entry(vec![change])]);
    world.receive(&body).await;
    world.receive(&body).await;
    let staff = world.by(Author::Staff).await;
    assert_eq!((staff.len(), staff[0].1.text.as_str()), (1, "see you"));
    assert_eq!(staff[0].1.state, MessageState::Sent);
    assert!(world.by(Author::Bot).await.is_empty());
    assert_eq!(world.conversation().await.1.unread, 0);
}

/// An answer from the phone silences the bot: no greeting and no holding words, though a word for a person still brings the team;
/// a hand-back ends the silence.
#[tokio::test]
async fn an_echo_silences_the_bot() {
    let world = World::new().await;
    let tomas = world.with_tomas().await;
    let back = Action::HandBack {
        conversation: tomas,
    };
    assert_eq!(
        world.act("tomas", back.clone()).await.outcome,
        Outcome::Done
    );
    let said = world.by(Author::Bot).await.len();
    let echo = json!({ "id": "wamid.echo", "from": "351210000000", "to": "351912345678",
        "timestamp": world.seconds(5).to_string(), "type": "text", "text": { "body": "at once" } });
    let change =
        Account::lisbon().change("smb_message_echoes", json!({ "message_echoes": [echo] }));
    world
        .receive(&whatsapp::body(vec![Account::lisbon().entry(vec![change])]))
        .await;
    world.says(&ana(), "wamid.p1", 4, "thank you").await;
    world
        .says(&ana(), "wamid.p2", 3, "is reception open?")
        .await;
    assert_eq!(world.by(Author::Bot).await.len(), said);
    let status = world.conversation().await.1.status;
    assert_eq!(status, ConversationStatus::AwaitingAgent);
    assert_eq!(world.act("tomas", back).await.outcome, Outcome::Done);
    world.says(&ana(), "wamid.p3", 2, "good evening").await;
    assert_eq!(world.by(Author::Bot).await.len(), said + 1);
}

/// SPEC 185: what was switched off by hand receives nothing; news of what was sent before still arrives, and switched on again it
/// receives as before.
#[tokio::test]
async fn a_switched_off_connection_receives_nothing() {
    let world = World::new().await;
    let switch = async |status| {
        let id = connection("wa-lisbon");
        let mut body = world.connection("wa-lisbon").await;
        body.status = status;
        let entry = Entry::Connection(id, body);
        let written = world.engine.write_records(&workspace(), vec![entry]).await;
        written.unwrap();
    };
    world.says(&ana(), "wamid.1", 60, "before").await;
    let (id, mine) = world.by(Author::Bot).await.remove(0);
    assert_eq!(mine.state, MessageState::Queued);
    switch(ConnectionStatus::Disconnected).await;
    world.says(&ana(), "wamid.2", 50, "while off").await;
    let status = json!({ "id": "wamid.out", "status": "delivered",
        "timestamp": world.seconds(40).to_string(), "recipient_id": "351912345678",
        "biz_opaque_callback_data": id.as_str() });
    let change = Account::lisbon().change("messages", json!({ "statuses": [status] }));
    world
        .receive(&whatsapp::body(vec![Account::lisbon().entry(vec![change])]))
        .await;
    let state = world.by(Author::Bot).await.remove(0).1.state;
    assert_eq!(state, MessageState::Delivered);
    assert!(world.dead_letters().await.is_empty());
    switch(ConnectionStatus::Connected).await;
    world.says(&ana(), "wamid.3", 30, "after").await;
    let texts: Vec<String> = world
        .by(Author::Guest)
        .await
        .into_iter()
        .map(|(_, it)| it.text)
        .collect();
    assert_eq!(texts, ["before", "after"]);
}

/// SPEC 10, R2: two messages may read the same; a change of the older one does not reach the row, before or after the newer came.
#[tokio::test]
async fn an_old_message_does_not_change_the_row() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 3, "ok").await;
    world.says(&ana(), "wamid.2", 1, "ok").await;
    let edit = json!({ "original_message_id": "wamid.1",
        "message": { "type": "text", "text": { "body": "not ok" } } });
    let edit = ana().message("wamid.e", world.seconds(0), "edit", edit);
    world
        .receive(&Account::lisbon().messages(&ana(), vec![edit]))
        .await;
    assert_eq!(world.provider("wamid.1").await.text, "not ok");
    let preview = world.conversation().await.1.preview.unwrap();
    assert_eq!(
        (preview.author, preview.text.as_str()),
        (Author::Guest, "ok")
    );
}

/// SPEC 184: an account's complaint puts the connection into ERROR with Meta's words.
#[tokio::test]
async fn an_account_error_shows_on_the_connection() {
    let world = World::new().await;
    let errors =
        json!({ "errors": [{ "code": 131_042, "title": "Business eligibility payment issue" }] });
    let change = Account::lisbon().change("messages", errors);
    world
        .receive(&whatsapp::body(vec![Account::lisbon().entry(vec![change])]))
        .await;
    let it = world.connection("wa-lisbon").await;
    assert_eq!(it.status, ConnectionStatus::Error);
    assert!(it.problem.unwrap().contains("payment"));
    assert_eq!(
        world.connection("wa-beach").await.status,
        ConnectionStatus::Connected
    );
}

/// A message that arrives after the window has closed is shown and not answered by itself.
#[tokio::test]
async fn a_late_message_is_not_greeted() {
    let world = World::new().await;
    world
        .says(&ana(), "wamid.old", 3 * 86_400, "hello from long ago")
        .await;
    assert_eq!(world.conversation().await.1.unread, 1);
    assert!(world.by(Author::Bot).await.is_empty());
    assert!(world.all::<Value>(Kind::Message).await.len() == 1);
}
