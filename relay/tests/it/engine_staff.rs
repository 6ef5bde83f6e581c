//! People's commands: who may, what is kept right, what is refused and why.

use crate::engine_world::{World, ana, property, say, staff};
use domain::command::{Action, Answer, Code, Outcome, Seen};
use domain::conversation::ConversationStatus;
use domain::delivery::MessageState;
use domain::id::{CommandId, ContactId, ConversationId, MessageId};
use domain::message::{Author, Content, Event, Quote};
use domain::record::Kind;
use domain::staff::{Presence, Staff};
use testkit::whatsapp::Guest;

fn code(answer: &Answer) -> (Outcome, Code) {
    (answer.outcome.clone(), answer.code.clone())
}

fn done() -> (Outcome, Code) {
    (Outcome::Done, Code::Ok)
}

/// SPEC 155, 16, 147, 31: claim gives the waiting conversation to one person; the second is told who has it.
#[tokio::test]
async fn one_of_two_claims_wins() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 5, "human please").await;
    let (id, _) = world.conversation().await;
    let claim = Action::Claim {
        conversation: id.clone(),
    };
    let (one, two) = tokio::join!(
        world.act("tomas", claim.clone()),
        world.act("bea", claim.clone())
    );
    let (won, lost) = if one.outcome == Outcome::Done {
        (one, two)
    } else {
        (two, one)
    };
    assert_eq!(code(&won), done());
    assert_eq!(code(&lost), (Outcome::Refused, Code::AlreadyClaimed));
    let (_, it) = world.conversation().await;
    assert_eq!(it.status, ConversationStatus::AgentAssigned);
    assert_eq!(
        lost.detail.as_deref(),
        it.assignee.as_ref().map(|who| who.as_str())
    );
    let events = world.by(Author::System).await;
    let claimed = events
        .iter()
        .find(|(_, it)| it.content == Content::Event(Event::Claimed));
    assert_eq!(claimed.unwrap().1.staff, it.assignee);
}

/// SPEC 33, 158, 160, 161, 35, 37: assign, hand back and take over, each with its line; messaging:manage is needed to assign.
#[tokio::test]
async fn the_ways_of_a_conversation() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let assign = |to| Action::Assign {
        conversation: id.clone(),
        staff: staff(to),
    };
    let refused = world.act("tomas", assign("bea")).await;
    assert_eq!(
        code(&refused),
        (Outcome::Refused, Code::Forbidden),
        "SPEC 260"
    );
    assert_eq!(code(&world.act("ines", assign("bea")).await), done());
    for nobody in ["bruno", "stranger"] {
        let refused = world.act("ines", assign(nobody)).await;
        assert_eq!(
            code(&refused),
            (Outcome::Refused, Code::Invalid),
            "{nobody} cannot answer here"
        );
    }
    assert_eq!(world.conversation().await.1.assignee, Some(staff("bea")));
    let back = Action::HandBack {
        conversation: id.clone(),
    };
    assert_eq!(code(&world.act("bea", back).await), done());
    assert_eq!(
        world.conversation().await.1.status,
        ConversationStatus::BotHandling
    );
    let take = Action::TakeOver {
        conversation: id.clone(),
    };
    assert_eq!(code(&world.act("tomas", take).await), done());
    let lines: Vec<_> = world
        .by(Author::System)
        .await
        .into_iter()
        .map(|it| it.1.content)
        .collect();
    assert!(lines.contains(&Content::Event(Event::Assigned { to: staff("bea") })));
    assert!(lines.contains(&Content::Event(Event::HandedBack)));
}

/// A conversation of another property is not there for who may not see it; a role without the permission is told so.
#[tokio::test]
async fn what_one_may_not_see_is_not_found() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    for action in [
        say(&id, "x"),
        Action::MarkRead {
            conversation: id.clone(),
        },
    ] {
        assert_eq!(code(&world.act("bruno", action).await).1, Code::NotFound);
    }
    let nowhere = ConversationId::new("nowhere").unwrap();
    assert_eq!(
        world.send("tomas", &nowhere, "x").await.code,
        Code::NotFound
    );
    assert_eq!(world.send("rita", &id, "x").await.code, Code::NotYours);
    let note = Action::AddNote {
        conversation: id.clone(),
        text: "towels".to_owned(),
        attachment: None,
        message: None,
    };
    assert_eq!(code(&world.act("rita", note).await), done(), "SPEC 265");
    assert_eq!(world.send("stranger", &id, "x").await.code, Code::Forbidden);
}

/// A repeated command gets the first answer and no second effect; the same id with another body or by another person is a
/// conflict; a refusal is remembered too.
#[tokio::test]
async fn a_repeated_command_has_one_effect() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let first = world.command("tomas", "cmd-1", say(&id, "hello")).await;
    let again = world.command("tomas", "cmd-1", say(&id, "hello")).await;
    assert_eq!(first, again);
    assert_eq!(first.id, CommandId::new("cmd-1").unwrap());
    assert_eq!(world.by(Author::Staff).await.len(), 1);
    assert_eq!(
        world
            .command("tomas", "cmd-1", say(&id, "other"))
            .await
            .code,
        Code::Conflict
    );
    assert_eq!(
        world.command("bea", "cmd-1", say(&id, "hello")).await.code,
        Code::Conflict
    );
    let refused = world.command("bea", "cmd-2", say(&id, "mine?")).await;
    assert_eq!(refused.code, Code::NotYours);
    world
        .act(
            "ines",
            Action::Assign {
                conversation: id.clone(),
                staff: staff("bea"),
            },
        )
        .await;
    assert_eq!(
        world.command("bea", "cmd-2", say(&id, "mine?")).await,
        refused
    );
}

/// Creations are idempotent by their record id: another command with the same message id adds nothing.
#[tokio::test]
async fn a_message_id_is_used_once() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let message = MessageId::new("m-1").unwrap();
    let send = |text: &str| Action::SendMessage {
        conversation: id.clone(),
        text: text.to_owned(),
        attachment: None,
        message: Some(message.clone()),
        reply_to: None,
        seen: None,
        send_at: None,
    };
    assert_eq!(code(&world.act("tomas", send("once")).await), done());
    assert_eq!(code(&world.act("tomas", send("once")).await), done());
    let sent = world.by(Author::Staff).await;
    assert_eq!(
        (sent.len(), sent[0].0.as_str(), sent[0].1.state.clone()),
        (1, "m-1", MessageState::Queued)
    );
}

/// SPEC 49, 298: after 24 hours free text is refused, before it is not; a retry is refused likewise.
#[tokio::test]
async fn a_closed_window_refuses_free_text() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.clock.advance(24 * 3_600_000 - 600_000);
    assert_eq!(code(&world.send("tomas", &id, "still open").await), done());
    world.clock.advance(600_000);
    let refused = world.send("tomas", &id, "too late").await;
    assert_eq!(code(&refused), (Outcome::Refused, Code::WindowClosed));
    world.run_jobs().await;
    world.says(&ana(), "wamid.again", 0, "me again").await;
    assert_eq!(code(&world.send("tomas", &id, "open again").await), done());
}

/// A reply needs one's own conversation; who manages messaging may also answer in a colleague's, nobody beside the bot.
#[tokio::test]
async fn a_reply_needs_the_conversation() {
    let world = World::new().await;
    world.says(&ana(), "wamid.1", 5, "hello").await;
    let (id, _) = world.conversation().await;
    for who in ["tomas", "ines", "olga"] {
        assert_eq!(
            world.send(who, &id, "hi").await.code,
            Code::NotYours,
            "the bot has it"
        );
    }
    world
        .act(
            "tomas",
            Action::TakeOver {
                conversation: id.clone(),
            },
        )
        .await;
    assert_eq!(world.send("bea", &id, "hi").await.code, Code::NotYours);
    assert_eq!(code(&world.send("ines", &id, "hi").await), done());
    world
        .act(
            "tomas",
            Action::Resolve {
                conversation: id.clone(),
            },
        )
        .await;
    assert_eq!(world.send("tomas", &id, "hi").await.code, Code::WrongStatus);
    for text in ["", "  \n", &"a".repeat(4097)] {
        assert_eq!(world.send("tomas", &id, text).await.code, Code::Invalid);
    }
}

/// What changed since a reply was written holds it: another owner, the assistant, an end, a colleague's answer, a guest's word after
/// 30 seconds.
#[tokio::test]
async fn a_reply_to_what_has_changed_is_held() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let now = world.engine.clock().now();
    let guest = world.by(Author::Guest).await.remove(0).0;
    let seen = Seen {
        assignee: Some(staff("tomas")),
        last_guest_message: Some(guest),
        last_staff_message: None,
        written_at: Some(now),
    };
    let reply = |seen: &Seen| Action::SendMessage {
        conversation: id.clone(),
        text: "my answer".to_owned(),
        attachment: None,
        message: None,
        reply_to: None,
        seen: Some(seen.clone()),
        send_at: None,
    };
    assert_eq!(code(&world.act("tomas", reply(&seen)).await), done());
    let unclaimed = Seen {
        assignee: None,
        ..seen.clone()
    };
    assert_eq!(
        code(&world.act("tomas", reply(&unclaimed)).await),
        done(),
        "my own claim"
    );
    world.says(&ana(), "wamid.2", 0, "wait").await;
    assert_eq!(
        code(&world.act("tomas", reply(&seen)).await),
        done(),
        "within 30 seconds"
    );
    world.clock.advance(31_000);
    let held = world.act("tomas", reply(&seen)).await;
    assert_eq!(code(&held), (Outcome::Held, Code::GuestWrote));
    world.send("ines", &id, "a colleague's answer").await;
    let held = world.act("tomas", reply(&seen)).await;
    assert_eq!(code(&held), (Outcome::Held, Code::ColleagueAnswered));
    world
        .act(
            "ines",
            Action::Assign {
                conversation: id.clone(),
                staff: staff("bea"),
            },
        )
        .await;
    let held = world.act("tomas", reply(&seen)).await;
    assert_eq!(code(&held), (Outcome::Held, Code::OwnerChanged));
    let conversation = id.clone();
    world.act("ines", Action::HandBack { conversation }).await;
    let held = world.act("tomas", reply(&seen)).await;
    assert_eq!(code(&held), (Outcome::Held, Code::GivenBack));
    let conversation = id.clone();
    world.act("ines", Action::Resolve { conversation }).await;
    let held = world.act("tomas", reply(&seen)).await;
    assert_eq!(code(&held), (Outcome::Held, Code::ResolvedMeanwhile));
    assert_eq!(
        world.by(Author::Staff).await.len(),
        4,
        "what is held is not sent"
    );
}

/// SPEC 13, 41: reading empties the badge for all, mark unread brings it back, a note moves neither preview nor badge and
/// never leaves the house.
#[tokio::test]
async fn badge_and_notes() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let head = world.feed(0).await.1;
    assert_eq!(world.conversation().await.1.unread, 1);
    world
        .act(
            "bea",
            Action::MarkRead {
                conversation: id.clone(),
            },
        )
        .await;
    assert_eq!(world.conversation().await.1.unread, 0);
    let after = world.feed(0).await.1;
    assert!(after > head);
    let nothing = world
        .act(
            "tomas",
            Action::MarkRead {
                conversation: id.clone(),
            },
        )
        .await;
    assert_eq!(
        (nothing.seq, world.feed(0).await.1),
        (None, after),
        "nothing to change"
    );
    world
        .act(
            "bea",
            Action::MarkUnread {
                conversation: id.clone(),
            },
        )
        .await;
    let before = world.conversation().await.1;
    assert_eq!(before.unread, 1);
    let text = "VIP, late arrival".to_owned();
    world
        .act(
            "bea",
            Action::AddNote {
                conversation: id,
                text,
                attachment: None,
                message: None,
            },
        )
        .await;
    assert_eq!(world.conversation().await.1, before);
    world.run_jobs().await;
    assert!(!format!("{:?}", world.graph.sent()).contains("VIP"));
    assert_eq!(
        world.by(Author::Note).await[0].1.state,
        MessageState::Stored
    );
}

/// SPEC 108, 113: a number is one guest's per property; an edit renames the rows; a foreign property is not found.
#[tokio::test]
async fn contacts_by_hand() {
    let world = World::new().await;
    world.with_tomas().await;
    let create = |id: &str, phone: &str, house: &str| Action::CreateContact {
        contact: ContactId::new(id).unwrap(),
        name: String::new(),
        phone: phone.to_owned(),
        email: None,
        property: property(house),
    };
    let duplicate = world
        .act("tomas", create("c1", "912 345 678", "lisbon"))
        .await;
    assert_eq!(code(&duplicate), (Outcome::Refused, Code::Duplicate));
    assert_eq!(
        world.act("tomas", create("c1", "12", "lisbon")).await.code,
        Code::Invalid
    );
    assert_eq!(
        world
            .act("tomas", create("c1", "961111222", "beach"))
            .await
            .code,
        Code::NotFound
    );
    assert_eq!(
        world
            .act("rita", create("c1", "961111222", "lisbon"))
            .await
            .code,
        Code::Forbidden
    );
    assert_eq!(
        code(
            &world
                .act("tomas", create("c1", "961111222", "lisbon"))
                .await
        ),
        done()
    );
    let (contact, _) = world
        .all::<domain::contact::Contact>(Kind::Contact)
        .await
        .into_iter()
        .find(|(_, it)| it.name == "Ana Sousa")
        .unwrap();
    let edit = |name: Option<&str>, phone: Option<&str>, email: Option<&str>| Action::EditContact {
        contact: contact.clone().into(),
        name: name.map(str::to_owned),
        phone: phone.map(str::to_owned),
        email: email.map(str::to_owned),
    };
    assert_eq!(
        world
            .act("tomas", edit(None, Some("961 111 222"), None))
            .await
            .code,
        Code::Duplicate
    );
    assert_eq!(
        world
            .act("tomas", edit(None, None, Some("no address")))
            .await
            .code,
        Code::Invalid
    );
    assert_eq!(
        world.act("bruno", edit(Some("X"), None, None)).await.code,
        Code::NotFound
    );
    let change = edit(
        Some("Ana de Sousa"),
        Some("+351 933 000 111"),
        Some("ana@example.com"),
    );
    assert_eq!(code(&world.act("tomas", change).await), done());
    assert_eq!(world.conversation().await.1.card.name, "Ana de Sousa");
    assert_eq!(
        code(
            &world
                .act("tomas", create("c2", "912345678", "lisbon"))
                .await
        ),
        done(),
        "free again"
    );
}

/// SPEC 162, 163, 164: presence is what the person chose.
#[tokio::test]
async fn presence_is_a_record() {
    let world = World::new().await;
    for presence in [Presence::Online, Presence::Away, Presence::Offline] {
        let set = Action::SetPresence {
            presence: presence.clone(),
        };
        assert_eq!(code(&world.act("rita", set).await), done());
        let all: Vec<(_, Staff)> = world.all(Kind::Staff).await;
        let rita = all
            .into_iter()
            .find(|(id, _)| id.as_str() == "rita")
            .unwrap()
            .1;
        assert_eq!(rita.presence, presence);
    }
    let odd = Action::SetPresence {
        presence: Presence::Other("asleep".to_owned()),
    };
    assert_eq!(world.act("rita", odd).await.code, Code::Invalid);
}

/// Many commands at once share commits, and every one of them has its effect and its own number.
#[tokio::test]
async fn commands_in_a_group_see_each_other() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let sends = (0..200).map(|n| world.act("tomas", say(&id, &format!("line {n}"))));
    let answers = futures_util::future::join_all(sends).await;
    let mut numbers: Vec<u64> = answers.iter().map(|it| it.seq.unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(
        (numbers.len(), world.by(Author::Staff).await.len()),
        (200, 200)
    );
}

/// A hotel's line stands a flood: guests and staff at the same time, counts right at the end.
#[tokio::test]
async fn counts_stay_right() {
    let world = World::new().await;
    for n in 0..6 {
        let guest = Guest::new(&format!("35191200000{n}"), &format!("Guest {n}"));
        world.says(&guest, &format!("wamid.{n}"), 10, "human").await;
    }
    let all = world.conversations().await;
    let resolve = all.iter().take(4).map(|(id, _)| {
        world.act(
            "tomas",
            Action::Resolve {
                conversation: id.clone(),
            },
        )
    });
    futures_util::future::join_all(resolve).await;
    assert_eq!(world.connection("wa-lisbon").await.active_conversations, 2);
    assert!(
        world
            .contacts()
            .await
            .iter()
            .all(|it| it.conversations == 1)
    );
}

/// A quoted reply carries the record's own words, whatever the client says, and reaches the provider as context; a message of
/// elsewhere cannot be quoted.
#[tokio::test]
async fn a_quote_is_the_records() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let (guest, _) = world.by(Author::Guest).await.remove(0);
    let reply = |message: Option<MessageId>, provider_id: &str| Action::SendMessage {
        conversation: id.clone(),
        text: "yes".to_owned(),
        attachment: None,
        message: None,
        reply_to: Some(Quote {
            message,
            provider_id: provider_id.to_owned(),
            author: Some(Author::Staff),
            excerpt: "invented".to_owned(),
        }),
        seen: None,
        send_at: None,
    };
    for given in [reply(Some(guest), ""), reply(None, "wamid.first")] {
        assert_eq!(code(&world.act("tomas", given).await), done());
    }
    for (_, sent) in world.by(Author::Staff).await {
        let quote = sent.reply_to.unwrap();
        assert_eq!(
            (quote.excerpt.as_str(), quote.author),
            ("hello", Some(Author::Guest))
        );
    }
    world.run_jobs().await;
    assert_eq!(
        world.graph.sent().pop().unwrap()["context"]["message_id"],
        "wamid.first"
    );
    for elsewhere in [
        reply(Some(MessageId::new("nowhere").unwrap()), ""),
        reply(None, "x"),
    ] {
        assert_eq!(world.act("tomas", elsewhere).await.code, Code::Invalid);
    }
}

/// SPEC 227, R9: labels belong to one conversation, come out of the house's list, and are set by whoever may reply there; a name
/// that is none changes nothing, and a repeat writes nothing.
#[tokio::test]
async fn labels_of_one_conversation() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let set = |labels: &[&str]| Action::SetLabels {
        conversation: id.clone(),
        labels: labels.iter().map(|name| (*name).to_owned()).collect(),
    };
    let wanted = ["Sales".to_owned(), "Billing".to_owned()];
    // Nobody has to own it: a label helps whoever comes next.
    let answer = world.act("bea", set(&["Sales", "Billing"])).await;
    assert_eq!(code(&answer), done());
    assert_eq!(world.conversation().await.1.labels, wanted);
    let again = world.act("rita", set(&["Sales", "Billing"])).await;
    assert_eq!((code(&again), again.seq), (done(), None));
    for (who, labels, refusal) in [
        ("tomas", vec!["Sales", "Unheard of"], Code::NotFound),
        ("tomas", vec!["sales"], Code::NotFound),
        ("bruno", vec![], Code::NotFound),
        ("stranger", vec![], Code::Forbidden),
        ("tomas", vec!["Sales"; 21], Code::Invalid),
    ] {
        assert_eq!(world.act(who, set(&labels)).await.code, refusal, "{who}");
    }
    assert_eq!(world.conversation().await.1.labels, wanted);
    let lines = world.by(Author::System).await.len();
    assert_eq!(code(&world.act("tomas", set(&[])).await), done());
    assert_eq!(world.conversation().await.1.labels, Vec::<String>::new());
    assert_eq!(world.by(Author::System).await.len(), lines, "quiet");
}
