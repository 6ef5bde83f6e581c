//! R11: erasing a guest leaves nothing of them, on either database.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::relay_world::World;
use domain::Unknown;
use domain::id::{ContactId, PropertyId, ReservationId};
use domain::reservation::{Reservation, ReservationStatus};
use relay::clock::Clock;
use relay::engine::Entry;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use store::copy::{TABLES, Value as Cell};
use testkit::graph::{FakeGraph, FakeMedia};
use testkit::visitor::new_id;
use testkit::whatsapp::{self, Account, Guest};
use testkit::{RelayClient, VisitorRequests};

const NUMBER: &str = "351912777666";
/// Everything that was planted of the guest who writes on WhatsApp.
const PLANTED: &[&str] = &[
    "zanzibarquill",
    "Quillon",
    NUMBER,
    "captionwyvern",
    "filegriffin",
    "bytesbasilisk",
    "notemanticore",
    "emailphoenix",
    "answerroc",
    "laterharpy",
    "staychimera",
    "MIR-COCKATRICE",
    "strayoctopus",
];
/// And of the one who writes on the website.
const PLANTED_CHAT: &[&str] = &["chatkraken", "mailhydra", "pixelleviathan", "kitchennaga"];
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n pixelleviathan";

fn guest() -> Guest {
    Guest::new(NUMBER, "Quillon Vexley")
}

/// The relay with its demo hotel over a provider that has the guest's file.
struct House {
    world: World,
    ines: RelayClient,
    graph: FakeGraph,
    file: FakeMedia,
}

impl House {
    async fn open() -> Self {
        let graph = FakeGraph::start().await.unwrap();
        let file = FakeMedia::new("application/pdf", b"%PDF-1.4 bytesbasilisk");
        graph.put_media("777", file.clone());
        let address = graph.url();
        let world = World::start(true, &[("providers.graph_url", &address)]).await;
        let ines = world.sign_in("ines").await;
        Self {
            world,
            ines,
            graph,
            file,
        }
    }

    fn first(&self) -> Value {
        let at = self.world.clock.now().0 / 1000;
        let payload = json!({"id": "777", "mime_type": "application/pdf", "sha256": self.file.sha256(),
            "filename": "filegriffin.pdf", "caption": "captionwyvern"});
        let guest = guest();
        Account::lisbon().messages(
            &guest,
            vec![
                guest.text("wamid.erase.1", at - 2, "zanzibarquill"),
                guest.message("wamid.erase.2", at - 1, "document", payload),
            ],
        )
    }

    async fn done(&self, command: Value) -> Value {
        let answer = self.asked(command.clone()).await;
        assert_eq!(answer["outcome"], "done", "{command}: {answer}");
        answer
    }

    async fn asked(&self, mut command: Value) -> Value {
        if command["id"].is_null() {
            command["id"] = json!(new_id());
        }
        self.ines.command(&command).await.unwrap()
    }

    /// The guest on WhatsApp, with everything there can be of them; their contact and conversation.
    async fn plant(&self, first: &Value) -> (String, String) {
        self.world.receives(first).await;
        let ines = &self.ines;
        let fetched = |it: &Value| {
            it["body"]["text"] == "captionwyvern" && it["body"]["content"]["id"].is_string()
        };
        let message = ines.until("message", fetched).await.unwrap();
        let place = message["body"]["conversation"].as_str().unwrap().to_owned();
        let conversation = ines.record("conversation", &place).await.unwrap().unwrap();
        let contact = conversation["contact"].as_str().unwrap().to_owned();
        for command in [
            json!({"type": "edit_contact", "contact": contact, "email": "emailphoenix@guest.example"}),
            json!({"type": "take_over", "conversation": place}),
            json!({"type": "add_note", "conversation": place, "text": "notemanticore"}),
            json!({"type": "send_message", "conversation": place, "text": "answerroc"}),
            json!({"type": "send_message", "conversation": place, "text": "laterharpy",
                "send_at": self.world.clock.now().plus(3_600_000).0}),
        ] {
            self.done(command).await;
        }
        let sent = |it: &Value| it["body"]["text"] == "answerroc" && it["body"]["state"] == "sent";
        let answer = ines.until("message", sent).await.unwrap();
        let provider_id = answer["body"]["provider_id"].as_str().unwrap();
        let at = self.world.clock.now().0 / 1000;
        let guest = guest();
        // A status, a reaction to what is not here, and a message to a number that is not connected.
        let status = whatsapp::status(provider_id, "delivered", at, NUMBER);
        self.world
            .receives(&Account::lisbon().statuses(vec![status]))
            .await;
        let reaction = guest.reaction("wamid.erase.3", at, "wamid.nowhere", Some("👍"));
        self.world
            .receives(&Account::lisbon().messages(&guest, vec![reaction]))
            .await;
        let stray = guest.text("wamid.erase.4", at, "strayoctopus");
        let stranger = Account::new("100000000000002", "999999999999999");
        self.world
            .receives(&stranger.messages(&guest, vec![stray]))
            .await;
        ines.until("dead_letter", |it| it["deleted"] != json!(true))
            .await
            .unwrap();
        let stay = Reservation {
            reference: "MIR-COCKATRICE".to_owned(),
            contact: ContactId::new(contact.as_str()).unwrap(),
            property: PropertyId::new("lisbon").unwrap(),
            check_in: "2026-12-01".parse().unwrap(),
            check_out: "2026-12-05".parse().unwrap(),
            status: ReservationStatus::Confirmed,
            room: Some("204".to_owned()),
            room_type: "Deluxe".to_owned(),
            adults: 2,
            children: 0,
            total_cents: 48_000,
            paid_cents: 0,
            currency: "EUR".to_owned(),
            unknown: Unknown::from_iter([("notes".to_owned(), json!("staychimera"))]),
        };
        let id = ReservationId::new("stay-of-quillon").unwrap();
        let engine = &self.world.tools.engine;
        let entries = vec![Entry::Reservation(id, stay)];
        engine
            .write_records(&self.world.workspace(), entries)
            .await
            .unwrap();
        (contact, place)
    }

    /// The guest on the website, with an address and a photo; their contact, token, and the id of a message.
    async fn plant_chat(&self) -> (String, String, String) {
        let (mut visitor, _) = self.world.visitor().await;
        let repeat = new_id();
        let ack = visitor.write(&repeat, "chatkraken").await.unwrap();
        let requests = VisitorRequests::new(&self.world.url, "demo", &visitor.token);
        let (_, file) = requests.upload("kitchennaga.png", PNG).await.unwrap();
        let frame = json!({"type": "message", "client_msg_id": new_id(), "media": file["media"], "text": ""});
        visitor.send(&frame).await.unwrap();
        visitor.until(|it| it["type"] == "ack").await.unwrap();
        visitor
            .send(&json!({"type": "email", "address": "mailhydra@guest.example", "consent": true}))
            .await
            .unwrap();
        let with_email = |it: &Value| it["body"]["email"] == "mailhydra@guest.example";
        let contact = self.ines.until("contact", with_email).await.unwrap();
        let contact = contact["id"].as_str().unwrap().to_owned();
        assert!(ack["id"].is_string());
        (contact, visitor.token.clone(), repeat)
    }

    /// What is found of these words where the relay keeps its data: every byte of every file, and every row of the database.
    async fn found(&self, words: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        scan(self.world.folder.path(), words, &mut found);
        for table in TABLES {
            let mut after = None;
            loop {
                let page = self
                    .world
                    .tools
                    .store
                    .rows(table, after.as_ref(), 500)
                    .await
                    .unwrap();
                for cell in page.iter().flatten() {
                    let bytes = match cell {
                        Cell::Text(text) => text.as_bytes(),
                        Cell::Bytes(bytes) => bytes,
                        _ => continue,
                    };
                    for word in words.iter().filter(|word| holds(bytes, word)) {
                        found.push(format!("{word} in {}", table.name));
                    }
                }
                let full = page.len() == 500;
                after = page.into_iter().next_back();
                if !full {
                    break;
                }
            }
        }
        found
    }

    async fn until_gone(&self, words: &[&str]) {
        let begun = Instant::now();
        loop {
            let found = self.found(words).await;
            if found.is_empty() {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{found:?}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

fn scan(folder: &Path, words: &[&str], found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scan(&path, words, found);
        } else if let Ok(bytes) = std::fs::read(&path) {
            for word in words.iter().filter(|word| holds(&bytes, word)) {
                found.push(format!("{word} in {}", path.display()));
            }
        }
    }
}

/// R11: of two guests, one on WhatsApp and one on the website, words, names, numbers, captions, files and their names, addresses, notes,
/// what was to leave later, stays' notes, webhooks, dead letters and waiting events are in no row and no file once they were erased; the
/// house keeps the stay's numbers, the audit who did it. The control finds every word before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_erased_guest_leaves_nothing() {
    let house = House::open().await;
    let first = house.first();
    let (contact, place) = house.plant(&first).await;
    let (visitor, _, _) = house.plant_chat().await;
    for word in PLANTED.iter().chain(PLANTED_CHAT) {
        assert!(!house.found(&[word]).await.is_empty(), "{word} was planted");
    }
    let erase = json!({"id": "erase-1", "type": "erase_contact", "contact": contact});
    let answer = house.done(erase.clone()).await;
    house
        .done(json!({"type": "erase_contact", "contact": visitor}))
        .await;
    house.until_gone(PLANTED).await;
    house.until_gone(PLANTED_CHAT).await;
    assert_eq!(
        house.asked(erase).await,
        answer,
        "a repeat gets the first answer"
    );

    let ines = &house.ines;
    for (kind, id) in [("contact", &contact), ("conversation", &place)] {
        assert_eq!(ines.record(kind, id).await.unwrap(), None);
    }
    let stay = ines
        .record("reservation", "stay-of-quillon")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (&stay["reference"], &stay["room_type"], &stay["total_cents"]),
        (&json!(""), &json!("Deluxe"), &json!(48_000))
    );
    assert_eq!(stay.get("notes"), None);
    let (changes, _) = ines.changes(None).await.unwrap();
    let gone = changes.iter().filter(|it| it["erased"] == json!(true));
    let gone: Vec<&Value> = gone.collect();
    assert!(gone.len() > 8 && gone.iter().all(|it| it["deleted"] == json!(true)));
    let audit = TABLES.iter().find(|it| it.name == "audit").unwrap();
    let lines = house
        .world
        .tools
        .store
        .rows(audit, None, 500)
        .await
        .unwrap();
    let text = |it: &str| Cell::Text(it.to_owned());
    let line = lines
        .iter()
        .find(|it| it.contains(&text(&contact)))
        .unwrap();
    assert!(line.contains(&text("ines")) && line.contains(&text("erase_contact")));
    let journal = std::fs::read_to_string(&house.world.tools.settings.server.erasures).unwrap();
    assert_eq!(journal.lines().count(), 2);
    assert!(journal.contains(&contact));
    house.world.end().await;
}

/// R11, DESIGN_RELAY, Ingress: a provider, or a page, that repeats what was erased does not bring the guest back, and nothing of the repeat
/// stays; a new message of theirs is a new guest's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_does_not_bring_the_guest_back() {
    let house = House::open().await;
    let first = house.first();
    let (contact, _) = house.plant(&first).await;
    let (visitor, token, repeat) = house.plant_chat().await;
    for guest in [&contact, &visitor] {
        house
            .done(json!({"type": "erase_contact", "contact": guest}))
            .await;
    }
    house.until_gone(PLANTED).await;
    let (_, cursor) = house.ines.changes(None).await.unwrap();
    house.world.receives(&first).await;
    house.until_gone(PLANTED).await;
    let (mut back, hello) = house.world.again(&token, 0).await;
    assert_eq!(hello["messages"], json!([]));
    back.send(&json!({"type": "message", "client_msg_id": repeat, "text": "chatkraken"}))
        .await
        .unwrap();
    let refused = back.until(|it| it["type"] == "error").await.unwrap();
    assert_eq!(refused["code"], "not_found", "{refused}");
    house.until_gone(PLANTED_CHAT).await;
    let (changes, _) = house.ines.changes(Some(&cursor)).await.unwrap();
    assert!(
        changes.iter().all(|it| it["kind"] != "contact"),
        "{changes:?}"
    );

    let guest = guest();
    let at = house.world.clock.now().0 / 1000;
    let again = guest.text("wamid.erase.9", at, "hello again");
    house
        .world
        .receives(&Account::lisbon().messages(&guest, vec![again]))
        .await;
    let said = house
        .ines
        .until("message", |it| it["body"]["text"] == "hello again")
        .await
        .unwrap();
    let place = said["body"]["conversation"].as_str().unwrap();
    let place = house
        .ines
        .record("conversation", place)
        .await
        .unwrap()
        .unwrap();
    assert_ne!(place["contact"], json!(contact));
    house.world.end().await;
}

/// R11: who may not delete guests may not erase one either, nor who does not see every house that knows them; nothing is changed. What is
/// asked about an erased guest is refused as that, and not kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn erasing_takes_the_right_and_ends_what_waits() {
    let house = House::open().await;
    let tomas = house.world.sign_in("tomas").await;
    let erase = json!({"id": "t1", "type": "erase_contact", "contact": "c-khalid"});
    let answer = tomas.command(&erase).await.unwrap();
    assert_eq!(
        (&answer["code"], &answer["detail"]),
        (&json!("forbidden"), &json!("contacts:delete"))
    );
    assert!(
        house
            .ines
            .record("contact", "c-khalid")
            .await
            .unwrap()
            .is_some()
    );
    let only_beach = PropertyId::new("beach").unwrap();
    house
        .world
        .change_staff("olga", |it| it.properties = vec![only_beach])
        .await;
    let olga = house.world.sign_in("olga").await;
    let answer = olga
        .command(&json!({"id": "o1", "type": "erase_contact", "contact": "c-khalid"}))
        .await
        .unwrap();
    assert_eq!(answer["code"], "not_found");

    let note =
        json!({"id": "n1", "type": "add_note", "conversation": "v-khalid", "text": "before"});
    assert_eq!(house.asked(note.clone()).await["outcome"], "done");
    house
        .done(json!({"type": "erase_contact", "contact": "c-khalid"}))
        .await;
    let late = json!({"type": "add_note", "conversation": "v-khalid", "text": "afterbasilisk"});
    let offered = json!({"type": "send_message", "conversation": "v-khalid", "text": "afterbasilisk", "replayed": 1});
    let edit = json!({"type": "edit_contact", "contact": "c-khalid", "name": "afterbasilisk"});
    let again = json!({"type": "erase_contact", "contact": "c-khalid"});
    for command in [note, late, offered, edit, again] {
        let answer = house.asked(command.clone()).await;
        assert_eq!(answer["code"], "erased", "{command}");
    }
    house.until_gone(&["afterbasilisk"]).await;
    assert!(
        house
            .graph
            .sent_texts()
            .iter()
            .all(|it| !it.contains("afterbasilisk"))
    );
    house.world.end().await;
}

/// R11: a file that another guest sent as well stays theirs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_two_guests_stays_with_the_other() {
    let house = House::open().await;
    let at = house.world.clock.now().0 / 1000;
    let mut carriers = Vec::new();
    for (number, name) in [(NUMBER, "Quillon Vexley"), ("351912777667", "Other Guest")] {
        let guest = Guest::new(number, name);
        let payload = json!({"id": "777", "mime_type": "application/pdf", "sha256": house.file.sha256(),
            "filename": format!("{number}.pdf")});
        let message = guest.message(&format!("wamid.{number}"), at, "document", payload);
        house
            .world
            .receives(&Account::lisbon().messages(&guest, vec![message]))
            .await;
        let named = format!("{number}.pdf");
        let fetched = |it: &Value| {
            it["body"]["content"]["name"] == json!(named) && it["body"]["content"]["id"].is_string()
        };
        carriers.push(house.ines.until("message", fetched).await.unwrap());
    }
    let place = carriers[0]["body"]["conversation"].as_str().unwrap();
    let contact = house
        .ines
        .record("conversation", place)
        .await
        .unwrap()
        .unwrap();
    house
        .done(json!({"type": "erase_contact", "contact": contact["contact"]}))
        .await;
    house.until_gone(&["Quillon", "351912777666"]).await;
    let (id, message) = (&carriers[1]["body"]["content"]["id"], &carriers[1]["id"]);
    let path = format!(
        "/v1/media/{}?message={}",
        id.as_str().unwrap(),
        message.as_str().unwrap()
    );
    let (status, _) = house.ines.get(&path).await.unwrap();
    assert_eq!(status, 200);
    house.world.end().await;
}
