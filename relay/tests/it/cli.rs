//! The program itself, in a process.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use reqwest::StatusCode;
use serde_json::json;
use std::process::Output;
use testkit::relay::DEMO_PASSWORD;
use testkit::{RelayClient, RelayOptions, TestRelay};

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn program(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bellhop-relay"));
    command
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied());
    command.output().unwrap()
}

/// DESIGN 7: SIGTERM drains and exits 0; what was there is there after the restart, and cursors still hold.
#[tokio::test]
async fn stops_and_starts() {
    let mut relay = TestRelay::demo().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let note = json!({"id": "n1", "type": "add_note", "conversation": "v-khalid", "text": "x"});
    assert_eq!(ines.command(&note).await.unwrap()["outcome"], "done");
    let (before, cursor) = ines.changes(None).await.unwrap();
    let status = relay.stop().await.unwrap().unwrap();
    assert_eq!(status.code(), Some(0));
    relay.resume().await.unwrap();
    let (news, _) = ines.changes(Some(&cursor)).await.unwrap();
    assert!(news.is_empty());
    assert_eq!(ines.changes(None).await.unwrap().0.len(), before.len());
    relay.kill().await.unwrap();
    relay.resume().await.unwrap();
    assert_eq!(ines.changes(Some(&cursor)).await.unwrap().0.len(), 0);
}

/// DESIGN 7: loading the demo hotel twice changes nothing, also while the relay runs.
#[tokio::test]
async fn demo_twice() {
    let relay = TestRelay::demo().await.unwrap();
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    let before = ines.changes(None).await.unwrap();
    let again = relay.run(&["demo"]).await.unwrap();
    assert!(again.status.success(), "{}", err(&again));
    assert_eq!(ines.changes(None).await.unwrap(), before);
}

/// DESIGN 7: `demo` refuses a store that holds another hotel, and changes nothing there.
#[tokio::test]
async fn demo_beside_another_hotel() {
    let relay = TestRelay::start(RelayOptions::default()).await.unwrap();
    let code = relay
        .said()
        .split_whitespace()
        .find(|word| word.matches('-').count() == 3)
        .unwrap();
    let nobody = RelayClient::anonymous(&relay.url());
    let redeem = json!({"code": code, "password": "a good password", "device_name": "Desk",
        "name": "Ana Reis", "email": "ana@house.example", "workspace": "Casa Azul"});
    assert_eq!(
        nobody
            .post("/v1/invitations/redeem", &redeem)
            .await
            .unwrap()
            .0,
        StatusCode::OK
    );
    let refused = relay.run(&["demo"]).await.unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("Casa Azul"), "{}", err(&refused));
    assert_eq!(
        nobody.get("/v1/relay").await.unwrap().1["name"],
        "Casa Azul"
    );
}

/// A hotel that is loaded while the relay runs is served without a restart.
#[tokio::test]
async fn demo_into_a_running_relay() {
    let relay = TestRelay::start(RelayOptions::default()).await.unwrap();
    assert!(relay.run(&["demo"]).await.unwrap().status.success());
    let ines = relay.sign_in("ines@miralva.example").await.unwrap();
    assert!(ines.changes(None).await.unwrap().0.len() > 200);
    let verify = format!(
        "{}/webhooks/meta?hub.mode=subscribe&hub.verify_token=demo-verify&hub.challenge=12345",
        relay.url()
    );
    for round in 0.. {
        let answer = reqwest::get(&verify).await.unwrap();
        if answer.status() == StatusCode::OK {
            assert_eq!(answer.text().await.unwrap(), "12345");
            break;
        }
        assert!(
            round < 50,
            "the connections are not taken up: {}",
            answer.status()
        );
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
}

/// `staff add` prints a code that sets the password; `list` shows the person; `reset` prints another code.
#[tokio::test]
async fn staff() {
    let relay = TestRelay::demo().await.unwrap();
    let arguments = [
        "staff",
        "add",
        "Eva@Miralva.example",
        "--name",
        "Eva Lima",
        "--role",
        "agent",
        "--property",
        "Miralva Beach",
    ];
    let added = relay.run(&arguments).await.unwrap();
    assert!(added.status.success(), "{}", err(&added));
    let code = |text: &str| {
        text.split_whitespace()
            .find(|word| word.matches('-').count() == 3)
            .unwrap()
            .to_owned()
    };
    let first = code(&out(&added));
    let nobody = RelayClient::anonymous(&relay.url());
    let redeem = |code: &str, password: &str| json!({"code": code, "password": password, "device_name": "Desk"});
    let (status, session) = nobody
        .post("/v1/invitations/redeem", &redeem(&first, "evas password"))
        .await
        .unwrap();
    assert_eq!(
        (status, &session["staff"]["email"]),
        (StatusCode::OK, &json!("eva@miralva.example"))
    );
    let list = out(&relay.run(&["staff", "list"]).await.unwrap());
    let line = list.lines().find(|line| line.contains("eva@")).unwrap();
    assert!(line.contains("Eva Lima") && line.contains("agent") && line.contains("Miralva Beach"));
    assert!(!line.contains("Lisbon"));
    let twice = relay.run(&arguments).await.unwrap();
    assert_eq!(twice.status.code(), Some(1));
    let reset = relay
        .run(&["staff", "reset", "eva@miralva.example"])
        .await
        .unwrap();
    let second = code(&out(&reset));
    let (status, _) = nobody
        .post("/v1/invitations/redeem", &redeem(&second, "a new password"))
        .await
        .unwrap();
    assert_eq!(status, StatusCode::OK);
    let url = relay.url();
    assert!(
        RelayClient::sign_in(&url, "eva@miralva.example", "evas password")
            .await
            .is_err()
    );
    RelayClient::sign_in(&url, "eva@miralva.example", "a new password")
        .await
        .unwrap();
    let stranger = relay
        .run(&["staff", "reset", "who@miralva.example"])
        .await
        .unwrap();
    assert_eq!(stranger.status.code(), Some(1));
    let nowhere = relay
        .run(&[
            "staff",
            "add",
            "x@miralva.example",
            "--name",
            "X",
            "--property",
            "Mars",
        ])
        .await
        .unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(
        err(&nowhere).contains("Miralva Lisbon"),
        "{}",
        err(&nowhere)
    );
    RelayClient::sign_in(&url, "ines@miralva.example", DEMO_PASSWORD)
        .await
        .unwrap();
}

/// DESIGN 7: help is complete: every command and option says what it does.
#[test]
fn help() {
    let root = program(&["--help"], &[]);
    assert_eq!(root.status.code(), Some(0));
    let text = out(&root);
    for (command, own) in [
        (
            vec!["serve"],
            vec!["--listen", "--data", "--database", "--config"],
        ),
        (vec!["demo"], vec!["--data", "--database", "--config"]),
        (vec!["staff"], vec!["add", "list", "reset"]),
        (
            vec!["staff", "add"],
            vec!["--name", "--role", "--property", "--workspace", "--data"],
        ),
        (vec!["staff", "list"], vec!["--workspace"]),
        (vec!["staff", "reset"], vec!["--sign-out"]),
        (vec!["chat"], vec!["list", "add", "set"]),
        (vec!["chat", "list"], vec!["--data"]),
        (
            vec!["chat", "add"],
            vec!["--name", "--property", "--origin", "--workspace"],
        ),
        (
            vec!["chat", "set"],
            vec!["--origin", "--no-origins", "--identity-secret"],
        ),
        (vec!["check"], vec!["--config"]),
        (vec!["settings"], vec![]),
        (vec!["openapi"], vec![]),
    ] {
        assert!(text.contains(command[0]));
        let mut arguments = command.clone();
        arguments.push("--help");
        let help = program(&arguments, &[]);
        assert_eq!(help.status.code(), Some(0), "{command:?}");
        let help = out(&help);
        for option in own {
            let line = help.lines().find(|line| {
                line.trim_start().starts_with(option) || line.contains(&format!(" {option} "))
            });
            let line = line.unwrap_or_else(|| panic!("{command:?} has no {option}:\n{help}"));
            assert!(
                line.trim().len() > option.len() + 8,
                "{option} says nothing: {line}"
            );
        }
    }
    assert_eq!(program(&["nonsense"], &[]).status.code(), Some(2));
    assert_eq!(program(&[], &[]).status.code(), Some(2));
}

/// A mistake on the command line is said in our words, with where the help is, and exit code 2.
#[test]
fn usage() {
    for (arguments, words) in [
        (&["nonsense"][..], "There is no command nonsense."),
        (
            &["serve", "--lisen", "x"][..],
            "There is no option --lisen.",
        ),
        (&["serve", "--listen"][..], "needs a value."),
    ] {
        let output = program(arguments, &[]);
        assert_eq!(output.status.code(), Some(2));
        let text = err(&output);
        assert!(
            text.contains(words) && text.contains("--help"),
            "{arguments:?}: {text}"
        );
    }
}

/// Mistakes in the settings come all at once, with exit code 2, before anything is begun.
#[test]
fn mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let output = program(
        &[
            "serve",
            "--listen",
            "nowhere",
            "--data",
            data.to_str().unwrap(),
        ],
        &[
            ("BELLHOP_CLAIM_SECONDS", "0"),
            ("BELLHOP_CLIAM_SECONDS", "9"),
            ("BELLHOP_MASTER_KEY", "c2hvcnQ="),
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    let text = err(&output);
    for word in [
        "--listen",
        "BELLHOP_CLAIM_SECONDS",
        "BELLHOP_CLIAM_SECONDS",
        "BELLHOP_MASTER_KEY",
    ] {
        assert!(text.contains(word), "{word} is missing:\n{text}");
    }
    assert!(!text.contains("c2hvcnQ="));
    assert!(!data.exists());
}

/// SPEC 273: an address of the world without encryption is refused at the start, in words that say what to write instead.
#[test]
fn a_public_address_without_encryption() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let output = program(
        &["serve", "--data", data.to_str().unwrap()],
        &[("BELLHOP_PUBLIC_URL", "http://relay.example")],
    );
    assert_eq!(output.status.code(), Some(2));
    let text = err(&output);
    for word in ["BELLHOP_PUBLIC_URL", "must begin with https://"] {
        assert!(text.contains(word), "{word} is missing:\n{text}");
    }
    assert!(!data.exists(), "nothing is begun");
}

/// An address that is none is a mistake of the settings, a server that is not there a failure; neither repeats the password.
#[test]
fn a_database_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    for (address, code, word) in [
        ("mysql://relay:hidden-word@localhost/x", 2, "postgres://"),
        ("postgres://relay:hidden-word@db.example/x", 1, "sslmode"),
        ("postgres://relay:hidden-word@127.0.0.1:9/x", 1, "away"),
    ] {
        let output = program(&["serve", "--data", data, "--database", address], &[]);
        let text = err(&output);
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(text.contains(word), "{text}");
        assert!(!text.contains("hidden-word"), "{text}");
    }
}

/// Another master key than the store's: the relay does not start, and says so.
#[test]
fn another_master_key() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    assert!(program(&["demo", "--data", data], &[]).status.success());
    let other = [(
        "BELLHOP_MASTER_KEY",
        "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    )];
    let refused = program(
        &["serve", "--listen", "127.0.0.1:0", "--data", data],
        &other,
    );
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("master key"), "{}", err(&refused));
}

/// `check`, `settings` and `openapi` answer without a server and change nothing.
#[test]
fn without_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("none");
    let check = program(&["check", "--data", data.to_str().unwrap()], &[]);
    assert!(check.status.success() && !data.exists());
    let settings = out(&program(&["settings"], &[]));
    assert_eq!(
        settings.trim(),
        include_str!("../../relay.default.toml").trim()
    );
    let openapi: serde_json::Value =
        serde_json::from_str(&out(&program(&["openapi"], &[]))).unwrap();
    assert!(openapi["paths"]["/v1/changes"].is_object());
}
