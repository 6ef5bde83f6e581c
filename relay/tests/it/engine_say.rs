//! What staff say besides words: quotes, reactions, templates, messages that leave later.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::engine_world::{World, account, ana, connection, property, say, staff, workspace};
use domain::command::{Action, Answer, Code, Outcome};
use domain::delivery::MessageState;
use domain::id::{ConversationId, MessageId, RecordId};
use domain::message::{Author, Content, Event, Message, Quote, Reaction};
use domain::record::Kind;
use domain::staff::Staff;
use domain::template::{Template, TemplateUse};
use domain::time::{DAY, HOUR, MINUTE, UnixMillis};
use relay::clock::Clock;
use relay::engine::Entry;
use serde_json::{Value, json};
use testkit::graph::SendAnswer;
use testkit::templates::{self, template};
use testkit::whatsapp::{self, Account};

fn code(answer: &Answer) -> (Outcome, Code) {
    (answer.outcome.clone(), answer.code.clone())
}

fn done() -> (Outcome, Code) {
    (Outcome::Done, Code::Ok)
}

fn refused(code: Code) -> (Outcome, Code) {
    (Outcome::Refused, code)
}

fn react(conversation: &ConversationId, message: &MessageId, emoji: Option<&str>) -> Action {
    Action::React {
        conversation: conversation.clone(),
        message: message.clone(),
        emoji: emoji.map(str::to_owned),
    }
}

fn use_of(
    conversation: &ConversationId,
    name: &str,
    language: &str,
    parameters: &[&str],
) -> Action {
    Action::SendTemplate {
        conversation: conversation.clone(),
        message: None,
        template: TemplateUse {
            name: name.to_owned(),
            language: language.to_owned(),
            parameters: parameters.iter().map(|it| (*it).to_owned()).collect(),
        },
        seen: None,
    }
}

fn later(conversation: &ConversationId, text: &str, at: UnixMillis) -> Action {
    match say(conversation, text) {
        Action::SendMessage {
            conversation,
            text,
            attachment,
            message,
            reply_to,
            seen,
            ..
        } => Action::SendMessage {
            conversation,
            text,
            attachment,
            message,
            reply_to,
            seen,
            send_at: Some(at),
        },
        other => other,
    }
}

/// The texts that reached the fake, the greeting apart.
fn said(world: &World) -> Vec<String> {
    let mut texts = world.graph.sent_texts();
    texts.retain(|text| !text.starts_with("Welcome"));
    texts
}

/// Requests of one kind that reached the fake, under their kind's key.
fn sent(world: &World, kind: &str) -> Vec<Value> {
    let all = world.graph.sent().into_iter();
    all.filter(|body| body["type"] == kind)
        .map(|body| body[kind].clone())
        .collect()
}

async fn guests_message(world: &World) -> MessageId {
    world.by(Author::Guest).await[0].0.clone()
}

async fn reactions(world: &World, id: &MessageId) -> Vec<Reaction> {
    let all = world.messages().await;
    all.into_iter()
        .find(|(it, _)| it == id)
        .unwrap()
        .1
        .reactions
}

async fn ours(world: &World) -> Vec<Message> {
    let all = world.by(Author::Staff).await;
    all.into_iter().map(|(_, it)| it).collect()
}

/// BEYOND 2.5.10: a reply that quotes carries the provider's id of what it answers, and the
/// record says who wrote what, in the record's words and not the client's.
#[tokio::test]
async fn a_quote_reaches_the_guest() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let quoted = guests_message(&world).await;
    let mut action = say(&id, "In room 412.");
    if let Action::SendMessage { reply_to, .. } = &mut action {
        *reply_to = Some(Quote {
            message: Some(quoted.clone()),
            provider_id: "wamid.invented".to_owned(),
            author: Some(Author::Staff),
            excerpt: "invented".to_owned(),
        });
    }
    assert_eq!(code(&world.act("tomas", action).await), done());
    world.run_jobs().await;
    let body = world.graph.sent().pop().unwrap();
    assert_eq!(body["context"], json!({ "message_id": "wamid.first" }));
    let quote = ours(&world).await[0].reply_to.clone().unwrap();
    assert_eq!(
        (quote.author, quote.excerpt.as_str()),
        (Some(Author::Guest), "hello")
    );
}

/// BEYOND 2.5.10: the house's one reaction is sent in WhatsApp's dialect; an empty emoji takes it back, and of two in a row only the
/// one that stands is sent.
#[tokio::test]
async fn a_reaction_is_sent_and_taken_back() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let message = guests_message(&world).await;
    for emoji in ["👍", "❤️"] {
        let answer = world.act("tomas", react(&id, &message, Some(emoji))).await;
        assert_eq!(code(&answer), done());
    }
    world.run_jobs().await;
    let target = "wamid.first";
    assert_eq!(
        sent(&world, "reaction"),
        [json!({ "message_id": target, "emoji": "❤️" })]
    );
    let shown = reactions(&world, &message).await;
    assert_eq!(
        (shown.len(), &shown[0].author, shown[0].emoji.as_str()),
        (1, &Author::Staff, "❤️")
    );
    let again = world.act("tomas", react(&id, &message, Some("❤️"))).await;
    assert_eq!((code(&again), again.seq), (done(), None), "it is there");
    world.act("tomas", react(&id, &message, None)).await;
    world.run_jobs().await;
    assert_eq!(
        sent(&world, "reaction").last().unwrap(),
        &json!({ "message_id": target, "emoji": "" })
    );
    assert_eq!(reactions(&world, &message).await, []);
}

/// A reaction is a message to the guest: it needs the conversation, the window and something that is on the guest's phone.
#[tokio::test]
async fn who_may_react_and_on_what() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let message = guests_message(&world).await;
    let act = async |who: &str, action: Action| code(&world.act(who, action).await);
    assert_eq!(
        act("bea", react(&id, &message, Some("👍"))).await,
        refused(Code::NotYours)
    );
    assert_eq!(
        act("bruno", react(&id, &message, Some("👍"))).await,
        refused(Code::NotFound)
    );
    for no_emoji in ["yes", "👍 well", "", ":)"] {
        assert_eq!(
            act("tomas", react(&id, &message, Some(no_emoji))).await,
            refused(Code::Invalid),
            "{no_emoji:?}"
        );
    }
    world.send("tomas", &id, "not out yet").await;
    let unsent = world.by(Author::Staff).await[0].0.clone();
    assert_eq!(
        act("tomas", react(&id, &unsent, Some("👍"))).await,
        refused(Code::Invalid)
    );
    world.clock.advance(25 * HOUR);
    assert_eq!(
        act("tomas", react(&id, &message, Some("👍"))).await,
        refused(Code::WindowClosed)
    );
}

/// A reaction that did not arrive says so, whether the provider refused it at once or by status; a later status takes that back; one
/// that could not be taken back is shown again.
#[tokio::test]
async fn a_reaction_that_did_not_arrive_says_so() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    let message = guests_message(&world).await;
    let problem = async || {
        let all = reactions(&world, &message).await;
        all.first().map(|it| {
            (
                it.emoji.clone(),
                it.failure.as_ref().map(|it| it.code.clone()),
            )
        })
    };
    let refuse = || {
        world.graph.answer_next(SendAnswer::Error {
            status: 400,
            code: 131_026,
        });
    };
    refuse();
    world.act("tomas", react(&id, &message, Some("👍"))).await;
    world.run_jobs().await;
    let failed = |code: &str| Some(("👍".to_owned(), Some(code.to_owned())));
    assert_eq!(problem().await, failed("undeliverable"));
    // The same again is a second try.
    world.act("tomas", react(&id, &message, Some("👍"))).await;
    world.run_jobs().await;
    assert_eq!(problem().await, Some(("👍".to_owned(), None)));
    refuse();
    world.act("tomas", react(&id, &message, None)).await;
    world.run_jobs().await;
    assert_eq!(problem().await, failed("undeliverable"), "still there");
    world.act("tomas", react(&id, &message, Some("👍"))).await;
    world.run_jobs().await;
    let correlation = world.graph.sent().pop().unwrap()["biz_opaque_callback_data"].clone();
    let status = |mut status: Value| {
        status["biz_opaque_callback_data"] = correlation.clone();
        Account::lisbon().statuses(vec![status])
    };
    let now = world.seconds(0);
    let news = whatsapp::failed("wamid.reaction", now, "351912345678", 131_047);
    world.receive(&status(news)).await;
    assert_eq!(problem().await, failed("window_closed"));
    let news = whatsapp::status("wamid.reaction", "delivered", now, "351912345678");
    world.receive(&status(news)).await;
    assert_eq!(problem().await, Some(("👍".to_owned(), None)));
    let state = world.provider("wamid.first").await.state;
    assert_eq!(state, MessageState::Received, "not the message's own news");
}

async fn known(world: &World) -> Vec<Template> {
    let all: Vec<(RecordId, Template)> = world.all(Kind::Template).await;
    let mut all: Vec<Template> = all.into_iter().map(|(_, it)| it).collect();
    all.retain(|it| it.connection == connection("wa-lisbon"));
    all.sort_by(|a, b| (&a.name, &a.language).cmp(&(&b.name, &b.language)));
    all
}

/// SPEC 195, 284–286: an account's templates are there after it was connected, all pages of them, and follow the provider's list
/// once a day: changed, paused and gone ones; what the hotel said a blank means stays; no list changes nothing.
#[tokio::test]
async fn templates_follow_the_providers_list() {
    let world = World::new().await;
    let mut listed: Vec<Value> = (0..5)
        .map(|n| {
            template(
                &format!("t{n}"),
                "en",
                "UTILITY",
                "Hello {{1}}, all is well.",
            )
        })
        .collect();
    let mut photo = template("photo", "en", "MARKETING", "Look");
    templates::add(&mut photo, json!({ "type": "HEADER", "format": "IMAGE" }));
    listed.push(photo);
    world.graph.put_templates(listed.clone(), 2);
    world.run_jobs().await;
    let first = known(&world).await;
    let names: Vec<&str> = first.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["photo", "t0", "t1", "t2", "t3", "t4"]);
    let offered: Vec<bool> = first.iter().map(Template::is_offered).collect();
    assert_eq!(offered, [false, true, true, true, true, true], "a picture");
    // The hotel says what the blank means (SPEC 200).
    let mapped = Template {
        fields: [("1".to_owned(), "guestName".to_owned())].into(),
        ..first[1].clone()
    };
    let id = relay::engine::template_id(&connection("wa-lisbon"), "t0", "en").unwrap();
    let entry = Entry::Template(id, mapped.clone());
    let wrote = world.engine.write_records(&workspace(), vec![entry]).await;
    let seq = wrote.unwrap();
    world.graph.refuse_templates(190);
    world.clock.advance(DAY + MINUTE);
    world.run_jobs().await;
    assert_eq!(world.feed(seq).await.0, [], "no list changes nothing");
    listed[1]["status"] = json!("PAUSED");
    listed[0]["components"][0]["text"] = json!("Dear {{1}}, all is well.");
    listed.remove(4);
    world.graph.put_templates(listed, 100);
    world.clock.advance(2 * HOUR);
    world.run_jobs().await;
    let now = known(&world).await;
    let names: Vec<&str> = now.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["photo", "t0", "t1", "t2", "t3"]);
    assert_eq!(
        (now[1].body.as_str(), &now[1].fields),
        ("Dear {{1}}, all is well.", &mapped.fields)
    );
    assert!(!now[2].is_offered(), "paused");
    let seq = world.feed(0).await.1;
    world.clock.advance(DAY + MINUTE);
    world.run_jobs().await;
    assert_eq!(world.feed(seq).await.0, [], "the same list is no change");
}

/// SPEC 195, 49, 201, 202: after 24 hours a template may go and nothing else; it is sent with its language and texts, and the thread
/// shows what the guest reads.
#[tokio::test]
async fn a_template_goes_after_the_window() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    world.clock.advance(25 * HOUR);
    let act = async |action: Action| code(&world.act("tomas", action).await);
    assert_eq!(act(say(&id, "hello?")).await, refused(Code::WindowClosed));
    let texts = ["Ana", "20 November"];
    assert_eq!(
        act(use_of(&id, "check_in_reminder", "en", &texts)).await,
        done()
    );
    world.run_jobs().await;
    assert_eq!(
        sent(&world, "template"),
        [json!({
            "name": "check_in_reminder",
            "language": { "code": "en" },
            "components": [{ "type": "body", "parameters": [
                { "type": "text", "text": "Ana" }, { "type": "text", "text": "20 November" },
            ]}],
        })]
    );
    let message = ours(&world).await.pop().unwrap();
    assert!(
        message
            .text
            .starts_with("Hello Ana, your stay at Hotel Miralva begins on 20 November."),
        "{}",
        message.text
    );
    let content = serde_json::to_value(&message.content).unwrap();
    assert_eq!(
        (&content["type"], &content["category"], &content["language"]),
        (&json!("template"), &json!("utility"), &json!("en"))
    );
    assert_eq!(message.state, MessageState::Sent);
    // Named blanks, and the lines above and below.
    let action = use_of(&id, "answer_ready", "pt_PT", &["Ana", "MIR-1"]);
    assert_eq!(act(action).await, done());
    world.run_jobs().await;
    let named = sent(&world, "template").pop().unwrap();
    assert_eq!(
        named["components"][0]["parameters"][1],
        json!({ "type": "text", "parameter_name": "reference", "text": "MIR-1" })
    );
    let message = ours(&world).await.pop().unwrap();
    assert!(message.text.ends_with("\n\nReceção do Hotel Miralva"));
}

/// SPEC 201, 202, 284–287: an unknown name, another spelling or language, a paused template, too few or too many texts, and a text the
/// provider refuses are said before anything leaves; who may not reply may not send a template.
#[tokio::test]
async fn a_template_that_does_not_fit_is_refused() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let mut listed = templates::demo();
    listed[0]["status"] = json!("PAUSED");
    world.graph.put_templates(listed, 100);
    world.run_jobs().await;
    let texts: &[&str] = &["Ana", "20 November"];
    for (name, language, parameters, detail) in [
        ("nothing", "en", texts, "name"),
        ("Check_in_reminder", "en", texts, "name"),
        ("check_in_reminder", "de", texts, "name"),
        ("check_in_reminder", "pt_PT", texts, "name"),
        ("check_in_reminder", "en", &["Ana"], "parameters"),
        ("check_in_reminder", "en", &["Ana", "x", "y"], "parameters"),
        ("check_in_reminder", "en", &["Ana", " "], "parameters"),
        ("check_in_reminder", "en", &["Ana", "a\nb"], "parameters"),
    ] {
        let answer = world
            .act("tomas", use_of(&id, name, language, parameters))
            .await;
        assert_eq!(code(&answer), refused(Code::Template), "{name} {language}");
        assert_eq!(answer.detail.as_deref(), Some(detail), "{name} {language}");
    }
    let long = "x".repeat(1024);
    let action = use_of(&id, "check_in_reminder", "en", &["Ana", &long]);
    assert_eq!(
        code(&world.act("tomas", action).await),
        refused(Code::Template)
    );
    let fits = use_of(&id, "check_in_reminder", "en", texts);
    assert_eq!(
        code(&world.act("bea", fits.clone()).await),
        refused(Code::NotYours)
    );
    assert_eq!(
        code(&world.act("bruno", fits).await),
        refused(Code::NotFound)
    );
    world.run_jobs().await;
    assert_eq!(sent(&world, "template"), [] as [Value; 0]);
}

/// SPEC 284–287: a send the provider refuses for its template fails with that reason, the list is read again at once, and Retry asks
/// for the template, not for the window.
#[tokio::test]
async fn a_refused_template_makes_the_list_new() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    world.clock.advance(25 * HOUR);
    world.run_jobs().await;
    world.graph.answer_next(SendAnswer::Error {
        status: 400,
        code: 132_015,
    });
    let mut listed = templates::demo();
    listed[1]["status"] = json!("PAUSED");
    world.graph.put_templates(listed, 100);
    let action = use_of(&id, "check_in_reminder", "en", &["Ana", "Friday"]);
    world.act("tomas", action).await;
    world.run_jobs().await;
    let (message, body) = world.by(Author::Staff).await.pop().unwrap();
    assert_eq!(body.failure.unwrap().code, "template");
    let retry = || Action::RetryMessage {
        conversation: id.clone(),
        message: message.clone(),
    };
    let answer = world.act("tomas", retry()).await;
    assert_eq!(
        code(&answer),
        refused(Code::Template),
        "paused, as is known"
    );
    world.graph.put_templates(templates::demo(), 100);
    world.clock.advance(DAY + MINUTE);
    world.run_jobs().await;
    assert_eq!(code(&world.act("tomas", retry()).await), done());
    world.run_jobs().await;
    assert_eq!(sent(&world, "template").len(), 2);
}

/// SPEC 222, 223: a scheduled message stands in the thread for everybody, moves nothing in the list, and leaves at its time, once.
#[tokio::test]
async fn a_scheduled_message_leaves_at_its_time() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    let before = world.conversation().await.1;
    let at = world.clock.now().plus(2 * HOUR);
    let answer = world
        .act("tomas", later(&id, "Your room is ready", at))
        .await;
    assert_eq!(code(&answer), done());
    world.run_jobs().await;
    let waits = ours(&world).await.pop().unwrap();
    assert_eq!(
        (waits.state, waits.at, waits.send_at),
        (MessageState::Scheduled, at, Some(at))
    );
    assert_eq!(world.conversation().await.1, before, "the row");
    // A colleague's words in between hold nothing, and are not held by what has not been said.
    world.send("tomas", &id, "One moment").await;
    world.run_jobs().await;
    assert_eq!(said(&world), ["One moment"]);
    world.clock.advance(2 * HOUR);
    world.run_jobs().await;
    world.run_jobs().await;
    assert_eq!(said(&world), ["One moment", "Your room is ready"]);
    let gone = ours(&world).await.pop().unwrap();
    assert_eq!(
        (gone.state, gone.text.as_str()),
        (MessageState::Sent, "Your room is ready")
    );
    let row = world.conversation().await.1;
    assert_eq!(row.preview.unwrap().text, "Your room is ready");
    assert_eq!(row.last_at, gone.at);
}

/// SPEC 224: whoever may reply calls it off; it is gone from the thread with a line that says whose it was, and never leaves; what has
/// left cannot be called off.
#[tokio::test]
async fn a_scheduled_message_is_called_off() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let at = world.clock.now().plus(HOUR);
    world.act("tomas", later(&id, "At seven", at)).await;
    let (message, _) = world.by(Author::Staff).await.pop().unwrap();
    let cancel = Action::CancelScheduled {
        conversation: id.clone(),
        message: message.clone(),
    };
    assert_eq!(
        code(&world.act("bruno", cancel.clone()).await),
        refused(Code::NotFound)
    );
    assert_eq!(code(&world.act("bea", cancel.clone()).await), done());
    assert_eq!(ours(&world).await, []);
    let line = world.by(Author::System).await.pop().unwrap().1;
    assert_eq!(line.staff, Some(staff("bea")));
    assert_eq!(
        line.content,
        Content::Event(Event::ScheduleCancelled {
            send_at: at,
            by: Some(staff("tomas")),
        })
    );
    assert_eq!(
        code(&world.act("bea", cancel).await),
        refused(Code::NotFound)
    );
    world.clock.advance(2 * HOUR);
    world.run_jobs().await;
    assert_eq!(said(&world), [] as [&str; 0]);
    world.send("tomas", &id, "now").await;
    let (message, _) = world.by(Author::Staff).await.pop().unwrap();
    let late = Action::CancelScheduled {
        conversation: id,
        message,
    };
    assert_eq!(
        code(&world.act("tomas", late).await),
        refused(Code::WrongStatus)
    );
}

/// SPEC 49, 1.2 o: at its time the window is asked again: closed, the message stays with the reason, counts as not sent in its row, and
/// nothing leaves; a guest who wrote meanwhile opens the window and it goes.
#[tokio::test]
async fn the_window_is_asked_again_at_its_time() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let at = world.clock.now().plus(30 * HOUR);
    assert_eq!(
        code(&world.act("tomas", later(&id, "Tomorrow", at)).await),
        done(),
        "the guest may write until then"
    );
    world.clock.advance(30 * HOUR);
    world.run_jobs().await;
    let held = ours(&world).await.pop().unwrap();
    let failure = held.failure.unwrap();
    assert_eq!(held.state, MessageState::Failed);
    assert_eq!(
        (failure.code.as_str(), failure.retryable),
        ("window_closed", false)
    );
    assert_eq!(world.conversation().await.1.failed, 1);
    assert_eq!(said(&world), [] as [&str; 0]);
    world.says(&ana(), "wamid.2", 1, "hello again").await;
    let at = world.clock.now().plus(20 * HOUR);
    world.act("tomas", later(&id, "Today", at)).await;
    world.clock.advance(20 * HOUR);
    world.run_jobs().await;
    assert_eq!(said(&world), ["Today"]);
}

/// SPEC 222–224: given to a colleague or resolved, the promise is kept; with the bot, waiting for a person, with a newer
/// conversation, over a switched-off account, or in the name of somebody who is gone, it is held with the reason.
#[tokio::test]
async fn what_happened_meanwhile_decides() {
    type Meanwhile = (&'static str, Option<&'static str>);
    let cases: [Meanwhile; 7] = [
        ("assigned", None),
        ("resolved", None),
        ("bot", Some("not_yours")),
        ("waiting", Some("not_yours")),
        ("newer", Some("wrong_status")),
        ("off", Some("connection_down")),
        ("left", Some("forbidden")),
    ];
    for (case, held) in cases {
        let world = World::new().await;
        let id = world.with_tomas().await;
        world.run_jobs().await;
        let at = world.clock.now().plus(HOUR);
        world.act("tomas", later(&id, "promised", at)).await;
        let conversation = id.clone();
        let resolve = || Action::Resolve {
            conversation: id.clone(),
        };
        match case {
            "assigned" => {
                let give = Action::Assign {
                    conversation,
                    staff: staff("bea"),
                };
                world.act("ines", give).await;
            }
            "resolved" => drop(world.act("tomas", resolve()).await),
            "bot" => drop(world.act("tomas", Action::HandBack { conversation }).await),
            "waiting" => {
                world.act("tomas", Action::HandBack { conversation }).await;
                world.says(&ana(), "wamid.w", 1, "a human please").await;
            }
            "newer" => {
                world.act("tomas", resolve()).await;
                world.says(&ana(), "wamid.n", 1, "another thing").await;
            }
            "off" => {
                let mut off = account("lisbon", "100000000000001");
                off.status = domain::connection::ConnectionStatus::Disconnected;
                let entry = Entry::Connection(connection("wa-lisbon"), off);
                world
                    .engine
                    .write_records(&workspace(), vec![entry])
                    .await
                    .unwrap();
            }
            _ => {
                let all: Vec<(RecordId, Staff)> = world.all(Kind::Staff).await;
                let (_, tomas) = all
                    .into_iter()
                    .find(|(it, _)| it.as_str() == "tomas")
                    .unwrap();
                let gone = Staff {
                    active: false,
                    properties: vec![property("lisbon")],
                    ..tomas
                };
                let entry = Entry::Staff(staff("tomas"), gone);
                world
                    .engine
                    .write_records(&workspace(), vec![entry])
                    .await
                    .unwrap();
            }
        }
        world.run_jobs().await;
        world.clock.advance(HOUR + MINUTE);
        world.run_jobs().await;
        let left = said(&world).contains(&"promised".to_owned());
        assert_eq!(left, held.is_none(), "{case}");
        let message = ours(&world)
            .await
            .into_iter()
            .find(|it| it.text == "promised");
        let failure = message.unwrap().failure.map(|it| it.code);
        assert_eq!(failure.as_deref(), held, "{case}");
    }
}

/// A held message is released by Retry: by whoever may write then, and said then.
#[tokio::test]
async fn a_held_message_is_sent_by_retry() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    let at = world.clock.now().plus(HOUR);
    world.act("tomas", later(&id, "promised", at)).await;
    let back = Action::HandBack {
        conversation: id.clone(),
    };
    world.act("tomas", back).await;
    world.clock.advance(2 * HOUR);
    world.run_jobs().await;
    let take = Action::TakeOver {
        conversation: id.clone(),
    };
    world.act("bea", take).await;
    let (message, _) = world.by(Author::Staff).await.pop().unwrap();
    let retry = Action::RetryMessage {
        conversation: id,
        message,
    };
    assert_eq!(code(&world.act("bea", retry).await), done());
    world.run_jobs().await;
    assert_eq!(said(&world), ["promised"]);
    let row = world.conversation().await.1;
    assert_eq!(
        (row.failed, row.preview.unwrap().text.as_str()),
        (0, "promised")
    );
}

/// R1: a relay that was killed between claiming and ending the job sends the message once all the same; nothing is sent for a time
/// that passed on somebody's computer, or for one more than a year ahead.
#[tokio::test]
async fn it_leaves_once_and_only_in_time() {
    let world = World::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    let now = world.clock.now();
    world.act("tomas", later(&id, "once", now.plus(HOUR))).await;
    world.clock.advance(HOUR + MINUTE);
    // Claimed by a process that dies.
    let claimed = world
        .store
        .claim_jobs(&["send_scheduled"], world.clock.now(), MINUTE, 10)
        .await;
    assert_eq!(claimed.unwrap().len(), 1);
    world.run_jobs().await;
    assert_eq!(said(&world), [] as [&str; 0]);
    world.clock.advance(2 * MINUTE);
    world.run_jobs().await;
    world.clock.advance(2 * MINUTE);
    world.run_jobs().await;
    assert_eq!(said(&world), ["once"]);
    let now = world.clock.now();
    let late = world
        .act("tomas", later(&id, "late", now.plus(-HOUR)))
        .await;
    assert_eq!(code(&late), (Outcome::Held, Code::TooLate));
    let far = world
        .act("tomas", later(&id, "far", now.plus(367 * DAY)))
        .await;
    assert_eq!(code(&far), refused(Code::Invalid));
    let just = world
        .act("tomas", later(&id, "just now", now.plus(-1000)))
        .await;
    assert_eq!(code(&just), done());
    world.run_jobs().await;
    assert_eq!(said(&world), ["once", "just now"]);
}
