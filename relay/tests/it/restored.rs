//! A relay that came out of a backup: what desks offer again, what is held, what a desk that was away too long is told.

use crate::engine_world::{World as Engines, say, workspace};
use crate::relay_world::World;
use domain::channel::Channel;
use domain::command::{Action, Outcome};
use domain::conversation::ConversationStatus;
use domain::delivery::MessageState;
use domain::message::{Author, Message};
use domain::record::{Kind, Scope};
use domain::time::{DAY, HOUR, UnixMillis};
use relay::clock::Clock;
use relay::engine::RESTORED;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::path::Path;
use store::model::{NewJob, Put};
use testkit::graph::SendAnswer;
use testkit::{RelayClient, RelayOptions, TestRelay};

/// DESIGN_SYNC, Cursor and history: a replayed command under a known id does nothing and gets its first answer; of an unknown one the
/// words become history at their own time whose arrival is unknown, notes, guests and conversations begun are kept, and how a
/// conversation stands is left alone. Rights and ids are as for every command.
#[tokio::test]
async fn replayed_commands_become_history() {
    let world = World::demo().await;
    let (ines, rita) = (world.sign_in("ines").await, world.sign_in("rita").await);
    let claim = json!({"id": "r1", "type": "claim", "conversation": "v-khalid"});
    let first = ines.command(&claim).await.unwrap();
    assert_eq!(first["outcome"], "done");
    let at = world.clock.now().plus(-HOUR).0;
    let again = |mut command: Value| {
        command["replayed"] = json!(at);
        command
    };
    let (_, stood) = ines.changes(None).await.unwrap();
    assert_eq!(ines.command(&again(claim.clone())).await.unwrap(), first);
    assert_eq!(ines.changes(Some(&stood)).await.unwrap().0.len(), 0);

    let said = again(
        json!({"id": "r2", "type": "send_message", "conversation": "v-khalid", "text": "said before",
        "seen": {"assignee": "tomas"}}),
    );
    for _ in 0..2 {
        assert_eq!(ines.command(&said).await.unwrap()["outcome"], "done");
    }
    let later = again(
        json!({"id": "r3", "type": "send_message", "conversation": "v-khalid", "text": "meant for later",
        "send_at": world.clock.now().plus(HOUR).0}),
    );
    assert_eq!(ines.command(&later).await.unwrap()["outcome"], "done");
    for id in ["r2", "r3"] {
        let message = ines.record("message", id).await.unwrap().unwrap();
        assert_eq!(
            (
                &message["state"],
                &message["failure"]["code"],
                &message["at"]
            ),
            (&json!("unknown"), &json!("restored"), &json!(at)),
            "{message}"
        );
        assert_eq!(message["send_at"], Value::Null);
    }
    let note = again(
        json!({"id": "r4", "type": "add_note", "conversation": "v-khalid", "text": "noted before"}),
    );
    assert_eq!(ines.command(&note).await.unwrap()["outcome"], "done");
    let note = ines.record("message", "r4").await.unwrap().unwrap();
    assert_eq!(
        (&note["state"], &note["at"]),
        (&json!("stored"), &json!(at))
    );
    let guest = again(
        json!({"id": "r5", "type": "create_contact", "contact": "r-guest", "name": "Lost Guest",
        "phone": "+351 960 000 997", "property": "lisbon"}),
    );
    assert_eq!(ines.command(&guest).await.unwrap()["outcome"], "done");
    assert!(ines.record("contact", "r-guest").await.unwrap().is_some());
    let begun = again(
        json!({"id": "r9", "type": "start_conversation", "conversation": "r-begun", "contact": "r-guest",
        "connection": "whatsapp-lisbon"}),
    );
    let hello = again(
        json!({"id": "r10", "type": "send_message", "conversation": "r-begun", "text": "hello there"}),
    );
    for command in [&begun, &hello] {
        assert_eq!(ines.command(command).await.unwrap()["outcome"], "done");
    }
    let begun = ines.record("conversation", "r-begun").await.unwrap();
    assert_eq!(begun.unwrap()["status"], "AGENT_ASSIGNED");
    let hello = ines.record("message", "r10").await.unwrap().unwrap();
    assert_eq!(
        (&hello["conversation"], &hello["state"]),
        (&json!("r-begun"), &json!("unknown"))
    );

    let before = ines
        .record("conversation", "v-khalid")
        .await
        .unwrap()
        .unwrap();
    let resolve = again(json!({"id": "r6", "type": "resolve", "conversation": "v-khalid"}));
    assert_eq!(ines.command(&resolve).await.unwrap()["outcome"], "done");
    let after = ines
        .record("conversation", "v-khalid")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(after, before, "who has it is for people to say");
    assert_eq!(after["status"], "AGENT_ASSIGNED");

    let other = again(
        json!({"id": "r2", "type": "send_message", "conversation": "v-khalid", "text": "other words"}),
    );
    assert_eq!(ines.command(&other).await.unwrap()["code"], "conflict");
    let hers = again(
        json!({"id": "r7", "type": "create_contact", "contact": "r-no", "name": "No",
        "phone": "+351 960 000 996", "property": "lisbon"}),
    );
    assert_eq!(rita.command(&hers).await.unwrap()["outcome"], "refused");
    let nobody =
        again(json!({"id": "r8", "type": "add_note", "conversation": "nowhere", "text": "x"}));
    assert_eq!(ines.command(&nobody).await.unwrap()["code"], "not_found");
    // A colleague's desk offers the beginning later than this one the words: refused at first, they are taken when asked again.
    let words = again(
        json!({"id": "r11", "type": "send_message", "conversation": "r-late", "text": "too early"}),
    );
    assert_eq!(ines.command(&words).await.unwrap()["code"], "not_found");
    let guest = again(
        json!({"id": "r13", "type": "create_contact", "contact": "r-late-guest", "name": "Late Guest",
        "phone": "+351 960 000 995", "property": "lisbon"}),
    );
    let begun = again(
        json!({"id": "r12", "type": "start_conversation", "conversation": "r-late", "contact": "r-late-guest",
        "connection": "whatsapp-lisbon"}),
    );
    for command in [&guest, &begun] {
        assert_eq!(ines.command(command).await.unwrap()["outcome"], "done");
    }
    assert_eq!(ines.command(&words).await.unwrap()["outcome"], "done");
    let words = ines.record("message", "r11").await.unwrap().unwrap();
    assert_eq!(words["text"], "too early");
}

/// A scheduled message that was called off after the backup is called off again, or the restored relay would send it.
#[tokio::test]
async fn a_replayed_cancellation_holds() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let send_at = world.clock.now().plus(HOUR).0;
    for command in [
        json!({"id": "s1", "type": "claim", "conversation": "v-khalid"}),
        json!({"id": "s2", "type": "send_message", "conversation": "v-khalid", "text": "later", "send_at": send_at}),
        json!({"id": "s3", "type": "cancel_scheduled", "conversation": "v-khalid", "message": "s2", "replayed": send_at}),
    ] {
        let answer = ines.command(&command).await.unwrap();
        assert_eq!(answer["outcome"], "done", "{answer}");
    }
    assert_eq!(ines.record("message", "s2").await.unwrap(), None);
}

/// DESIGN_SYNC, Stream: one scope alone, from the beginning and page by page, is what its checksum counts; what one does not see is not
/// found.
#[tokio::test]
async fn a_scope_alone_is_what_its_checksum_counts() {
    let world = World::demo().await;
    let (ines, rita) = (world.sign_in("ines").await, world.sign_in("rita").await);
    let (_, sums) = ines.get("/v1/checksums").await.unwrap();
    for line in sums["checksums"].as_array().unwrap() {
        let scope = line["scope"].as_str().unwrap();
        let (mut rows, mut since) = (Vec::new(), String::new());
        loop {
            let path = format!("/v1/changes?scope={scope}&limit=40{since}");
            let (status, page) = ines.get(&path).await.unwrap();
            assert_eq!(status, StatusCode::OK, "{page}");
            rows.extend(page["changes"].as_array().unwrap().iter().cloned());
            if page["more"] != json!(true) {
                break;
            }
            since = format!("&since={}", page["cursor"].as_str().unwrap());
        }
        assert!(rows.iter().all(|row| row["scope"] == scope), "{scope}");
        let living = rows.iter().filter(|row| row["deleted"] != json!(true));
        assert_eq!(json!(living.count()), line["count"], "{scope}");
    }
    let (status, _) = rita.get("/v1/changes?scope=lisbon/guests").await.unwrap();
    assert_eq!(status, StatusCode::NOT_FOUND);
}

/// DESIGN_SYNC, Cursor and history: tombstones end after 400 days; whoever stands below that number is told to compare, and nobody else.
#[tokio::test]
async fn a_desk_that_was_away_too_long_is_told() {
    let world = World::demo().await;
    let ines = world.sign_in("ines").await;
    let (_, old) = ines.changes(None).await.unwrap();
    let note =
        |id: &str| json!({"id": id, "type": "add_note", "conversation": "v-khalid", "text": "x"});
    ines.command(&note("n1")).await.unwrap();
    let told = |client: RelayClient, cursor: String| async move {
        let path = format!("/v1/changes?since={cursor}");
        let (_, page) = client.get(&path).await.unwrap();
        page["tombstones_ended"].clone()
    };
    assert_eq!(told(ines.clone(), old.clone()).await, Value::Null);
    world.clock.advance(401 * DAY);
    world
        .tools
        .store
        .sweep_envelopes(world.clock.now())
        .await
        .unwrap();
    let ines = world.sign_in("ines").await;
    assert_eq!(told(ines.clone(), old).await, json!(true));
    let (_, page) = ines.get("/v1/changes?limit=5").await.unwrap();
    assert_eq!(
        page["tombstones_ended"],
        Value::Null,
        "a new desk missed nothing"
    );
    let (_, head) = ines.changes(None).await.unwrap();
    ines.command(&note("n2")).await.unwrap();
    assert_eq!(told(ines, head).await, Value::Null);
}

/// DESIGN_SYNC, Cursor and history: the first start over a backup holds every delivery it finds, retries included, with the reason; it
/// leaves when a person says so, and once. A message scheduled for later waits for its time, one whose time has passed is held.
#[tokio::test]
async fn deliveries_of_a_restored_database_are_held() {
    let world = Engines::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    world.graph.answer_next(SendAnswer::Error {
        status: 429,
        code: 130_429,
    });
    world.send("tomas", &id, "busy").await;
    world.run_jobs().await;
    world.send("tomas", &id, "waits behind it").await;
    for (text, hours) in [("soon", 1), ("tomorrow", 24)] {
        let mut later = say(&id, text);
        if let Action::SendMessage { send_at, .. } = &mut later {
            *send_at = Some(world.engine.clock().now().plus(hours * HOUR));
        }
        assert_eq!(world.act("tomas", later).await.outcome, Outcome::Done);
    }
    let sent = world.graph.sent_texts();
    assert_eq!(
        world.engine.hold_restored().await.unwrap(),
        0,
        "nothing was restored"
    );

    world.clock.advance(2 * HOUR);
    world.store.put_setting(RESTORED, "1").await.unwrap();
    assert_eq!(world.engine.hold_restored().await.unwrap(), 3);
    assert_eq!(world.engine.hold_restored().await.unwrap(), 0, "once");
    world.run_jobs().await;
    world.clock.advance(HOUR);
    world.run_jobs().await;
    assert_eq!(world.graph.sent_texts(), sent);
    let states = |all: Vec<(domain::id::MessageId, Message)>| {
        let mut states: Vec<(String, MessageState, Option<String>)> = all
            .into_iter()
            .map(|(_, it)| (it.text, it.state, it.failure.map(|it| it.code)))
            .collect();
        states.sort();
        states
    };
    let unknown = |text: &str| {
        let why = Some("restored".to_owned());
        (text.to_owned(), MessageState::Unknown, why)
    };
    assert_eq!(
        states(world.by(Author::Staff).await),
        [
            unknown("busy"),
            unknown("soon"),
            ("tomorrow".to_owned(), MessageState::Scheduled, None),
            unknown("waits behind it"),
        ]
    );
    assert_eq!(
        world.conversation().await.1.status,
        ConversationStatus::AgentAssigned
    );

    let all = world.by(Author::Staff).await;
    let held = all.iter().find(|(_, it)| it.text == "busy").unwrap();
    let retry = Action::RetryMessage {
        conversation: id.clone(),
        message: held.0.clone(),
    };
    assert_eq!(world.act("tomas", retry).await.outcome, Outcome::Done);
    world.run_jobs().await;
    assert_eq!(world.graph.sent_texts().len(), sent.len() + 1);
}

/// DESIGN_SYNC, Cursor and history: Live Chat is not held, because nothing leaves the relay for it; however many of its deliveries wait, what
/// would leave is held all the same.
#[tokio::test]
async fn live_chat_hides_nothing_that_is_held() {
    let world = Engines::new().await;
    let id = world.with_tomas().await;
    world.run_jobs().await;
    // It is tried again later than all of the chat's.
    world.graph.answer_next(SendAnswer::Error {
        status: 429,
        code: 130_429,
    });
    world.send("tomas", &id, "is held").await;
    world.run_jobs().await;
    let sent = world.graph.sent_texts();
    let (_, mut chat) = world.conversation().await;
    chat.channel = Channel::LiveChat;
    let said = Message {
        conversation: "chat".parse().unwrap(),
        text: "is not".to_owned(),
        ..world.by(Author::Staff).await.pop().unwrap().1
    };
    let now = world.engine.clock().now();
    let mut tx = world.store.begin(&workspace(), now).await.unwrap();
    tx.next_seq().await.unwrap();
    let put = |kind: Kind, id: &str, body: String| Put {
        kind,
        id: id.parse().unwrap(),
        scope: Scope::inbox(&chat.property),
        parent: None,
        owner: None,
        state: None,
        at: now,
        deleted: false,
        body,
    };
    tx.put(put(
        Kind::Conversation,
        "chat",
        serde_json::to_string(&chat).unwrap(),
    ));
    tx.put(put(
        Kind::Message,
        "said",
        serde_json::to_string(&said).unwrap(),
    ));
    for number in 0..150 {
        tx.add_job(NewJob {
            id: format!("chat-{number}"),
            kind: "deliver".to_owned(),
            lane: format!("chat-{number}"),
            due: UnixMillis(1),
            payload: json!({"message": "said", "conversation": "chat", "connection": "c"})
                .to_string(),
        });
    }
    tx.commit().await.unwrap();

    world.store.put_setting(RESTORED, "1").await.unwrap();
    world.engine.hold_restored().await.unwrap();
    let states: Vec<_> = world
        .by(Author::Staff)
        .await
        .into_iter()
        .map(|(_, it)| (it.text, it.state))
        .collect();
    assert!(
        states.contains(&("is held".to_owned(), MessageState::Unknown)),
        "{states:?}"
    );
    world.clock.advance(HOUR);
    world.run_jobs().await;
    assert_eq!(world.graph.sent_texts(), sent);
}

fn holds(folder: &Path, needle: &[u8]) -> bool {
    crate::engine_world::holds(folder, needle)
}

fn words(output: &std::process::Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

/// DESIGN 7, DESIGN_RELAY, Secrets: `backup` makes one file while the relay runs, with database, files, settings and, under a passphrase
/// only, the key; `restore` puts it into an empty folder and never over a database; a wrong passphrase and a damaged file change nothing;
/// the restored relay serves what there was.
#[tokio::test]
async fn a_backup_is_one_file_and_comes_back() {
    let relay = TestRelay::demo().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    std::fs::write(path("phrase"), "correct horse battery\n").unwrap();
    std::fs::write(path("wrong"), "correct horse batterz\n").unwrap();
    std::fs::write(path("short"), "horse\n").unwrap();
    let settings = "[server]\nlog = \"warn\"\n[secrets]\nmaster_key = \"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"\n";
    std::fs::write(path("relay.toml"), settings).unwrap();
    let media = relay.data().join("media/ab/abcdef");
    std::fs::create_dir_all(media.parent().unwrap()).unwrap();
    std::fs::write(&media, vec![7_u8; 9 << 20]).unwrap();
    let folder = place.path().join("backups");
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("b.bellhop").display().to_string();

    let (phrase, config) = (path("phrase"), path("relay.toml"));
    let in_the_clear = ["backup", &file, "--config", &config];
    let refused = relay.run(&in_the_clear).await.unwrap();
    assert_eq!(refused.status.code(), Some(2), "{}", words(&refused));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    let backup = [
        "backup",
        &file,
        "--passphrase-file",
        &phrase,
        "--config",
        &config,
    ];
    let made = relay.run(&backup).await.unwrap();
    assert!(made.status.success(), "{}", words(&made));
    let key = std::fs::read(relay.data().join("master.key")).unwrap();
    assert!(!holds(&folder, &key), "the key is never in the clear");
    assert!(
        !holds(&folder, b"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
        "nor is what the settings hold"
    );
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    assert!(!relay.data().join("relay.db.copy").exists());
    let again = relay.run(&backup).await.unwrap();
    assert_eq!(again.status.code(), Some(1), "{}", words(&again));
    let (_, cursor) = ines.changes(None).await.unwrap();

    let restore = |to: &str, phrase: &str, from: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bellhop-relay"));
        command.args(["restore", from, "--data", to]).env_clear();
        if !phrase.is_empty() {
            command.args(["--passphrase-file", phrase]);
        }
        command.output().unwrap()
    };
    let data = relay.data().display().to_string();
    let refused = restore(&data, &phrase, &file);
    assert_eq!(refused.status.code(), Some(1), "{}", words(&refused));
    assert_eq!(ines.changes(None).await.unwrap().1, cursor);

    let new = path("new");
    for (phrase, code) in [(path("wrong"), 1), (path("short"), 2)] {
        let refused = restore(&new, &phrase, &file);
        assert_eq!(refused.status.code(), Some(code), "{}", words(&refused));
        assert!(!Path::new(&new).exists(), "nothing was changed");
    }
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path("damaged"), bytes).unwrap();
    let refused = restore(&path("other"), &phrase, &path("damaged"));
    assert_eq!(refused.status.code(), Some(1), "{}", words(&refused));
    assert!(!Path::new(&path("other")).join("relay.db").exists());
    let refused = restore(&path("other"), &phrase, &config);
    assert_eq!(refused.status.code(), Some(1), "{}", words(&refused));

    let restored = restore(&new, &phrase, &file);
    assert!(restored.status.success(), "{}", words(&restored));
    let there = |name: &str| std::fs::read(Path::new(&new).join(name)).unwrap();
    assert_eq!(there("master.key"), key);
    assert_eq!(there("media/ab/abcdef"), vec![7_u8; 9 << 20]);
    assert_eq!(there("relay.toml"), std::fs::read(config).unwrap());

    let mut other = TestRelay::start(RelayOptions::default()).await.unwrap();
    other.stop().await.unwrap();
    std::fs::remove_dir_all(other.data()).unwrap();
    std::fs::rename(&new, other.data()).unwrap();
    other.resume().await.unwrap();
    let moved = other.sign_in("ines@miralva.example").await.unwrap();
    let living = |changes: Vec<Value>| changes.len();
    assert_eq!(
        living(moved.changes(None).await.unwrap().0),
        living(ines.changes(None).await.unwrap().0)
    );
    let (status, problem) = moved.get("/v1/changes?since=other.5").await.unwrap();
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &json!("cursor_unknown"))
    );
}

/// PostgreSQL has its own means: nothing is written, and what to use instead is said. The address is not even tried.
#[test]
fn a_postgresql_database_is_not_backed_up_here() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name).display().to_string();
    let database = "postgres://relay:secret@127.0.0.1:9/relay";
    for command in ["backup", "restore"] {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bellhop-relay"));
        program
            .args([command, &path("b"), "--data", &path("data")])
            .args(["--database", database])
            .env_clear();
        let refused = program.output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{}", words(&refused));
        assert!(words(&refused).contains("pg_dump"), "{}", words(&refused));
        assert!(!words(&refused).contains("secret"), "{}", words(&refused));
    }
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}

/// Without a passphrase the key stays out of the backup, and that is said.
#[tokio::test]
async fn a_backup_without_a_passphrase_has_no_key() {
    let relay = TestRelay::demo().await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("b").display().to_string();
    let made = relay.run(&["backup", &file]).await.unwrap();
    assert!(made.status.success(), "{}", words(&made));
    assert!(
        words(&made).contains("The master key is not in it"),
        "{}",
        words(&made)
    );
    let key = std::fs::read(relay.data().join("master.key")).unwrap();
    assert!(!holds(place.path(), &key));
}

/// A log that was left behind without its database would be replayed over the restored one: it is no empty folder.
#[tokio::test]
async fn a_log_left_behind_stops_a_restore() {
    let mut relay = TestRelay::demo().await.unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("b").display().to_string();
    let made = relay.run(&["backup", &file]).await.unwrap();
    assert!(made.status.success(), "{}", words(&made));
    relay.stop().await.unwrap();
    let data = relay.data();
    std::fs::remove_file(data.join("relay.db")).unwrap();
    for left in ["relay.db-wal", "relay.db-journal"] {
        std::fs::write(data.join(left), b"of the database before").unwrap();
        let refused = relay.run(&["restore", &file]).await.unwrap();
        assert_eq!(refused.status.code(), Some(1), "{}", words(&refused));
        assert!(words(&refused).contains(left), "{}", words(&refused));
        assert!(!data.join("relay.db").exists());
        std::fs::remove_file(data.join(left)).unwrap();
    }
    let restored = relay.run(&["restore", &file]).await.unwrap();
    assert!(restored.status.success(), "{}", words(&restored));
}
