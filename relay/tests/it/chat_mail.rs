//! Live Chat: after the visitor left, what they have not had goes by e-mail (livechat.md).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::chat_world::{reply, taken_over};
use crate::engine_world::{World, account, connection, property, staff, workspace};
use crate::logged::{LoggedRelay, provider_time, webhook};
use channels::livechat::Words;
use domain::Unknown;
use domain::channel::Channel;
use domain::command::Action;
use domain::connection::Connection;
use domain::contact::Contact;
use domain::delivery::MessageState;
use domain::id::ConversationId;
use domain::message::{Author, Content, Event, MailProblem};
use domain::property::Property;
use domain::record::Kind;
use domain::staff::Staff;
use relay::clock::{Clock, SystemClock};
use relay::config::{Settings, Sources};
use relay::engine::{Entry, Visitor, VisitorAct, VisitorAsk, VisitorReply, Writing};
use relay::jobs::{self, Runner};
use serde_json::json;
use std::time::Duration;
use testkit::RelayClient;
use testkit::graph::FakeGraph;
use testkit::relay::DEMO_PASSWORD;
use testkit::smtp::{FakeMail, FakeSmtp, MailAnswer};
use testkit::whatsapp::{Account, Guest};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const ADDRESS: &str = "vera@guest.example";

/// A hotel with a chat on its site, a colleague who answers, and a mail server.
struct House {
    world: World,
    smtp: FakeSmtp,
    runner: Runner,
    visitor: Visitor,
}

impl House {
    async fn open() -> Self {
        Self::with(&[]).await
    }

    /// With more settings.
    async fn with(settings: &[(&'static str, &str)]) -> Self {
        let world = World::new().await;
        let site = Connection {
            channel: Channel::LiveChat,
            account: None,
            ..account("lisbon", "")
        };
        let tomas = Staff {
            name: "Tomás Reis".to_owned(),
            ..person(&world, "tomas").await
        };
        let entries = vec![
            Entry::Connection(connection("site"), site),
            Entry::Staff(staff("tomas"), tomas),
        ];
        world
            .engine
            .write_records(&workspace(), entries)
            .await
            .unwrap();
        let smtp = FakeSmtp::start().await.unwrap();
        let mut all = vec![
            ("mail.smtp_url", smtp.url()),
            ("mail.mail_from", "chat@miralva.example".to_owned()),
        ];
        all.extend(
            settings
                .iter()
                .map(|(key, text)| (*key, (*text).to_owned())),
        );
        let runner = runner(&world, all);
        let visitor = Visitor {
            connection: connection("site"),
            hash: "hash-of-a-token".to_owned(),
            user: None,
            name: None,
            email: None,
            language: Some("en".to_owned()),
        };
        Self {
            world,
            smtp,
            runner,
            visitor,
        }
    }

    /// Writes records as they are.
    async fn rewrite(&self, entries: Vec<Entry>) {
        let engine = &self.world.engine;
        engine.write_records(&workspace(), entries).await.unwrap();
    }

    async fn act(&self, act: VisitorAct) -> VisitorReply {
        let ask = VisitorAsk {
            visitor: self.visitor.clone(),
            act,
        };
        let reply = self.world.engine.visitor(&workspace(), ask).await.unwrap();
        self.run().await;
        reply
    }

    /// The visitor writes.
    async fn ask(&self) {
        let words = Words {
            client_msg_id: SystemClock.new_id(),
            text: "Is there a garage?".to_owned(),
            media: None,
            choice: None,
            reply_to: None,
        };
        let writing = Writing {
            words,
            media: None,
            page: None,
        };
        self.act(VisitorAct::Write(Box::new(writing))).await;
    }

    /// The visitor writes, and their page has what the house says to it by itself; Tomás takes over.
    async fn talk(&self) -> ConversationId {
        self.ask().await;
        self.has_come(2).await;
        let (id, _) = self.world.conversation().await;
        let take = Action::TakeOver {
            conversation: id.clone(),
        };
        assert_eq!(self.world.act("tomas", take).await.outcome.as_str(), "done");
        id
    }

    /// The same, and the visitor has allowed an address.
    async fn talk_with_address(&self) -> ConversationId {
        let id = self.talk().await;
        self.act(VisitorAct::Email(ADDRESS.to_owned())).await;
        id
    }

    /// A page has everything up to here.
    async fn has_come(&self, seq: u64) {
        let state = MessageState::Delivered;
        self.act(VisitorAct::Receipt { seq, state }).await;
    }

    async fn answer(&self, conversation: &ConversationId, text: &str) {
        let answer = self.world.send("tomas", conversation, text).await;
        assert_eq!(answer.outcome.as_str(), "done");
        self.run().await;
    }

    /// Runs jobs until none is due.
    async fn run(&self) {
        while self.runner.run_due().await.unwrap() > 0 {}
    }

    /// Time passes, and what is due is done.
    async fn later(&self, millis: i64) {
        self.world.clock.advance(millis);
        self.run().await;
    }

    /// What the thread says of mails.
    async fn lines(&self) -> Vec<Event> {
        let all = self.world.by(Author::System).await.into_iter();
        let mails = all.filter_map(|(_, message)| match message.content {
            Content::Event(event @ (Event::Mailed { .. } | Event::NotMailed { .. })) => Some(event),
            _ => None,
        });
        mails.collect()
    }

    fn only_mail(&self) -> FakeMail {
        let mut mails = self.smtp.mails();
        assert_eq!(mails.len(), 1, "one mail");
        mails.remove(0)
    }
}

fn runner(world: &World, overrides: Vec<(&'static str, String)>) -> Runner {
    let settings = Settings::load(&Sources {
        overrides,
        ..Sources::default()
    })
    .unwrap();
    let settings = jobs::Settings {
        graph_url: world.graph.url().parse().unwrap(),
        graph_version: "v25.0".to_owned(),
        send_timeout: Duration::from_secs(1),
        max_media_bytes: 1 << 20,
        mail: settings.mail,
        public_url: settings.server.public_url,
        journal: world.journal(),
    };
    let (engine, registry) = (world.engine.clone(), world.registry.clone());
    Runner::new(engine, registry, world.library.clone(), settings).unwrap()
}

async fn person(world: &World, id: &str) -> Staff {
    let all = world.all::<Staff>(Kind::Staff).await;
    all.into_iter().find(|(it, _)| it.as_str() == id).unwrap().1
}

fn not_mailed(messages: u32, reason: MailProblem) -> Event {
    Event::NotMailed { messages, reason }
}

/// Two answers that no page took for three minutes go in one e-mail: to the address that was allowed, from the house, in order, as plain text.
/// The thread says so. There is never a second mail for the same messages, and a later answer comes alone.
#[tokio::test]
async fn what_the_visitor_has_not_had_goes_once() {
    let house = House::open().await;
    let id = house.talk_with_address().await;
    house.answer(&id, "Yes, below the house.").await;
    house.answer(&id, "It is 18 € a night.").await;
    house.later(2 * MINUTE).await;
    assert!(house.smtp.mails().is_empty(), "three minutes are not over");
    house.later(2 * MINUTE).await;
    let mail = house.only_mail();
    assert_eq!(mail.to, [ADDRESS]);
    assert_eq!(mail.from, "chat@miralva.example");
    let from = mail.header("From").unwrap();
    assert_eq!(
        from.replace('"', ""),
        "Miralva Lisbon <chat@miralva.example>"
    );
    assert_eq!(mail.header("To").unwrap(), ADDRESS);
    assert_eq!(
        mail.header("Subject").unwrap(),
        "An answer from Miralva Lisbon"
    );
    assert_eq!(mail.header("Auto-Submitted").unwrap(), "auto-generated");
    let kind = mail.header("Content-Type").unwrap();
    assert!(kind.starts_with("text/plain; charset=utf-8"), "{kind}");
    let text = mail.text().unwrap();
    let said = "\nTomás:\nYes, below the house.\n\nTomás:\nIt is 18 € a night.\n";
    assert!(text.contains(said), "{text}");
    assert!(!text.contains("garage"), "a guest's words are not repeated");
    assert!(!text.contains("http"), "there is no address of the relay");
    assert_eq!(house.lines().await, [Event::Mailed { messages: 2 }]);
    house.later(24 * HOUR).await;
    house.only_mail();
    house.answer(&id, "Shall I keep a place?").await;
    house.later(4 * MINUTE).await;
    let text = house.smtp.mails()[1].text().unwrap();
    assert!(text.contains("Shall I keep a place?") && !text.contains("18 €"));
    assert_ne!(
        house.smtp.mails()[1].header("Message-ID"),
        mail.header("Message-ID")
    );
}

/// Who comes back in time gets no mail for what their page has, only for the rest.
#[tokio::test]
async fn what_a_page_has_is_not_mailed() {
    let house = House::open().await;
    let id = house.talk_with_address().await;
    house.answer(&id, "Seen in the chat").await;
    house.later(2 * MINUTE).await;
    house.has_come(3).await;
    house.later(HOUR).await;
    assert!(house.smtp.mails().is_empty());
    assert_eq!(house.lines().await, []);
    house.answer(&id, "Seen as well").await;
    house.answer(&id, "Not seen").await;
    house.has_come(4).await;
    house.later(4 * MINUTE).await;
    let text = house.only_mail().text().unwrap();
    assert!(
        text.contains("Not seen") && !text.contains("Seen"),
        "{text}"
    );
}

/// The bot's words count like a colleague's, and say what speaks (AI Act, article 50).
#[tokio::test]
async fn the_bots_words_go_too() {
    let house = House::open().await;
    house.act(VisitorAct::Email(ADDRESS.to_owned())).await;
    house.ask().await;
    house.later(4 * MINUTE).await;
    let text = house.only_mail().text().unwrap();
    assert!(
        text.contains("\nAssistant (a computer program):\n"),
        "{text}"
    );
}

/// Without consent nothing is sent: no address, one that only the hotel's site told, one that staff wrote over the allowed one.
#[tokio::test]
async fn only_an_allowed_address() {
    let mut house = House::open().await;
    house.visitor.user = Some("user-7".to_owned());
    house.visitor.email = Some("told@site.example".to_owned());
    let id = house.talk().await;
    house.answer(&id, "Nobody allowed this").await;
    house.later(HOUR).await;
    assert_eq!(
        house.world.contacts().await[0].email.as_deref(),
        Some("told@site.example")
    );
    house.act(VisitorAct::Email(ADDRESS.to_owned())).await;
    let (contact, mut body) = house.world.all::<Contact>(Kind::Contact).await.remove(0);
    assert_eq!(body.email_for_answers(), Some(ADDRESS));
    body.email = Some("other@staff.example".to_owned());
    let entries = vec![Entry::Contact(contact.into(), body)];
    house.rewrite(entries).await;
    house.answer(&id, "Nor this").await;
    house.later(HOUR).await;
    assert!(house.smtp.mails().is_empty());
    assert_eq!(house.lines().await, []);
}

/// Without a mail server nothing is kept to be sent later: switching it on sends nothing old.
#[tokio::test]
async fn without_a_server_answers_wait_in_the_chat() {
    let mut house = House::open().await;
    let with_mail = house.runner.clone();
    house.runner = runner(&house.world, Vec::new());
    let id = house.talk_with_address().await;
    house.answer(&id, "Only in the chat").await;
    house.later(HOUR).await;
    house.runner = with_mail;
    house.later(HOUR).await;
    assert!(house.smtp.mails().is_empty());
    assert_eq!(house.lines().await, []);
}

/// An address that nobody takes mail for: staff see why, and what did not go is in the next mail.
#[tokio::test]
async fn a_refused_mail_is_told_and_collected() {
    let house = House::open().await;
    let id = house.talk_with_address().await;
    house
        .smtp
        .answer_with([MailAnswer::Recipient(550), MailAnswer::Text(554)]);
    house.answer(&id, "One").await;
    house.later(4 * MINUTE).await;
    house.answer(&id, "Two").await;
    house.later(4 * MINUTE).await;
    assert!(house.smtp.mails().is_empty());
    house.later(24 * HOUR).await;
    house.answer(&id, "Three").await;
    house.later(4 * MINUTE).await;
    let text = house.only_mail().text().unwrap();
    let places = ["\nOne\n", "\nTwo\n", "\nThree\n"].map(|it| text.find(it).unwrap());
    assert!(places.is_sorted(), "{text}");
    let lines = [
        not_mailed(1, MailProblem::Address),
        not_mailed(2, MailProblem::Refused),
        Event::Mailed { messages: 3 },
    ];
    assert_eq!(house.lines().await, lines);
}

/// A server that is away, or says "not now", is tried again; what came to a page meanwhile is not in the mail, and with nothing left there
/// is none.
#[tokio::test]
async fn not_now_is_tried_again() {
    let house = House::open().await;
    let id = house.talk_with_address().await;
    house
        .smtp
        .answer_with([MailAnswer::Drop, MailAnswer::Text(451)]);
    house.answer(&id, "One").await;
    house.answer(&id, "Two").await;
    house.later(4 * MINUTE).await;
    house.later(2 * MINUTE).await;
    assert!(house.smtp.mails().is_empty());
    house.has_come(3).await;
    house.later(10 * MINUTE).await;
    let text = house.only_mail().text().unwrap();
    assert!(text.contains("\nTwo\n") && !text.contains("One"), "{text}");
    assert_eq!(house.lines().await, [Event::Mailed { messages: 1 }]);
    house.smtp.answer_with([MailAnswer::Drop]);
    house.answer(&id, "Three").await;
    house.later(4 * MINUTE).await;
    house.has_come(5).await;
    house.later(24 * HOUR).await;
    house.only_mail();
    assert_eq!(house.lines().await.len(), 1);
}

/// After all tries staff see that the server was not there.
#[tokio::test]
async fn a_server_that_stays_away_is_told() {
    let house = House::open().await;
    let id = house.talk_with_address().await;
    house.smtp.answer_with([MailAnswer::Drop; 6]);
    house.answer(&id, "One").await;
    for _ in 0..8 {
        assert_eq!(house.lines().await, []);
        house.later(2 * HOUR).await;
        if !house.lines().await.is_empty() {
            break;
        }
    }
    assert_eq!(
        house.lines().await,
        [not_mailed(1, MailProblem::Unreachable)]
    );
}

/// A mail whose answer never came may have arrived: staff see that nobody knows, and it is not sent again, not even with the next one. The same
/// after a relay that died in between.
#[tokio::test]
async fn what_may_have_left_is_not_sent_again() {
    let house = House::open().await;
    let id = house.talk_with_address().await;
    house.smtp.answer_with([MailAnswer::Vanish]);
    house.answer(&id, "One").await;
    house.later(4 * MINUTE).await;
    house.later(24 * HOUR).await;
    house.only_mail();
    // Another process takes the next mail and dies.
    house.answer(&id, "Two").await;
    house.world.clock.advance(4 * MINUTE);
    house.runner.run_due().await.unwrap();
    let now = house.world.clock.now();
    let store = &house.world.store;
    let taken = store.claim_jobs(&["send_mail"], now, MINUTE, 1).await;
    assert_eq!(taken.unwrap().len(), 1);
    house.later(24 * HOUR).await;
    house.only_mail();
    let unknown = || not_mailed(1, MailProblem::Unknown);
    assert_eq!(house.lines().await, [unknown(), unknown()]);
    house.answer(&id, "Three").await;
    house.later(4 * MINUTE).await;
    let text = house.smtp.mails()[1].text().unwrap();
    assert!(text.contains("Three"));
    assert!(!text.contains("One") && !text.contains("Two"), "{text}");
}

/// Nothing that anybody wrote becomes a header, a recipient, a command or HTML: names are one line, text is text to the last dot.
#[tokio::test]
async fn words_stay_words() {
    let house = House::open().await;
    let hotel = Property {
        name: "Miralva\r\nBcc: eve@evil.example\r\n\r\nÇa".to_owned(),
        time_zone: "Europe/Lisbon".to_owned(),
        currency: "EUR".to_owned(),
        country: "PT".to_owned(),
        unknown: Unknown::new(),
    };
    let entries = vec![Entry::Property(property("lisbon"), hotel)];
    house.rewrite(entries).await;
    let id = house.talk_with_address().await;
    let long = "é".repeat(3000);
    let text = format!(
        "Bcc: eve@evil.example\n\n.\nQUIT\nRCPT TO:<eve@evil.example>\n<b>bold</b> =3D\n{long}"
    );
    house.answer(&id, &text).await;
    house.later(4 * MINUTE).await;
    let mail = house.only_mail();
    assert_eq!(mail.to, [ADDRESS]);
    assert_eq!(mail.count("Bcc"), 0, "{}", mail.data);
    for header in [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Content-Type",
    ] {
        assert_eq!(mail.count(header), 1, "{header}");
    }
    let subject = mail.header("Subject").unwrap();
    assert!(
        subject.contains("Miralva") && subject.ends_with("Ça"),
        "{subject}"
    );
    assert!(mail.text().unwrap().contains(&text));
    let commands = house.smtp.said();
    let recipients = commands.iter().filter(|it| it.starts_with("RCPT"));
    assert_eq!(recipients.count(), 1, "{commands:?}");
}

/// In the visitor's language, with the way back to the chat where the world can reach it; the server's name and password are used.
#[tokio::test]
async fn in_the_visitors_language_with_the_way_back() {
    let mut house = House::with(&[
        ("server.public_url", "https://relay.example/"),
        ("mail.smtp_user", "miralva"),
        ("mail.smtp_password", "of the house"),
    ])
    .await;
    house.visitor.language = Some("pt-BR".to_owned());
    let id = house.talk_with_address().await;
    house.answer(&id, "Sim").await;
    house.later(4 * MINUTE).await;
    let mail = house.only_mail();
    assert_eq!(
        mail.header("Subject").unwrap(),
        "Uma resposta de Miralva Lisbon"
    );
    let text = mail.text().unwrap();
    assert!(
        text.contains("\nhttps://relay.example/chat/site?lang=pt\n"),
        "{text}"
    );
    assert_eq!(mail.sign_in.as_deref(), Some("miralva\0of the house"));
}

/// Towards another computer nothing is said before the line is encrypted: neither password nor address, to a server that offers no
/// encryption as little as to one that does.
#[cfg(unix)]
#[tokio::test]
async fn nothing_leaves_unencrypted() {
    for offers in [false, true] {
        let mut house = House::open().await;
        if offers {
            house.smtp.offer_starttls();
        }
        // This computer, under an address that is not known to be this computer's.
        let url = format!("smtp://0.0.0.0:{}", house.smtp.port());
        let all = vec![
            ("mail.smtp_url", url),
            ("mail.mail_from", "chat@miralva.example".to_owned()),
            ("mail.smtp_user", "miralva".to_owned()),
            ("mail.smtp_password", "of the house".to_owned()),
        ];
        house.runner = runner(&house.world, all);
        let id = house.talk_with_address().await;
        house.answer(&id, "Secret").await;
        house.later(4 * MINUTE).await;
        let said = house.smtp.said();
        let harmless = |it: &String| it.starts_with("EHLO") || it == "STARTTLS" || it == "QUIT";
        assert!(said.iter().all(harmless), "{said:?}");
        let hello = house.smtp.after_starttls();
        assert_eq!(hello.starts_with(&[0x16, 0x03]), offers, "a TLS handshake");
        let told = if offers {
            Vec::new()
        } else {
            vec![not_mailed(1, MailProblem::Refused)]
        };
        assert_eq!(house.lines().await, told);
    }
}

/// The whole way: a visitor gives an address, closes the page, a colleague answers, the mail comes, the thread says so; and neither the
/// address nor a word nor the password is in the log, however much is logged.
#[tokio::test]
async fn from_the_page_to_the_mail() {
    let smtp = FakeSmtp::start().await.unwrap();
    let settings = [
        ("BELLHOP_SMTP_URL", smtp.url()),
        ("BELLHOP_SMTP_USER", "miralva".to_owned()),
        ("BELLHOP_SMTP_PASSWORD", "hunter2-hunter2".to_owned()),
        ("BELLHOP_MAIL_FROM", "chat@miralva.example".to_owned()),
        ("BELLHOP_MAIL_AFTER_SECONDS", "1".to_owned()),
    ];
    let settings = settings
        .each_ref()
        .map(|(name, text)| (*name, text.as_str()));
    let graph = FakeGraph::start().await.unwrap();
    let relay = LoggedRelay::with(&graph.url(), &settings).await;
    // The most talkative part of the relay says something, so that it is seen that everything is logged.
    let guest = Guest::new("351966771188", "Zora Quill");
    let body = Account::lisbon().messages(
        &guest,
        vec![guest.text("wamid.1", provider_time(), "Hello")],
    );
    webhook(&relay.url, serde_json::to_vec(&body).unwrap()).await;
    assert!(graph.wait_for_sends(1, Duration::from_secs(20)).await);
    let ines = RelayClient::sign_in(&relay.url, "ines@miralva.example", DEMO_PASSWORD)
        .await
        .unwrap();
    let (mut visitor, _) = testkit::Visitor::arrive(&relay.url, "demo").await.unwrap();
    let conversation = taken_over(&ines, &mut visitor).await;
    visitor
        .send(&json!({"type": "delivered", "seq": 2}))
        .await
        .unwrap();
    let email = json!({"type": "email", "address": ADDRESS, "consent": true});
    visitor.send(&email).await.unwrap();
    visitor.until(|it| it["type"] == "email").await.unwrap();
    drop(visitor);
    reply(&ines, &conversation, "Yes, below the garden.").await;
    let line = async |event: &str| {
        let is_line = |it: &serde_json::Value| {
            it["body"]["conversation"] == conversation && it["body"]["content"]["event"] == event
        };
        ines.until("message", is_line).await.unwrap()
    };
    line("mailed").await;
    let mails = smtp.mails();
    assert!(mails[0].text().unwrap().contains("Yes, below the garden."));
    smtp.answer_with([MailAnswer::Recipient(550)]);
    reply(&ines, &conversation, "And one above it.").await;
    let line = line("not_mailed").await;
    assert_eq!(line["body"]["content"]["reason"], "address");
    let personal = [
        ADDRESS,
        "below the garden",
        "one above it",
        "hunter2-hunter2",
    ];
    relay.never_said(&personal);
}
