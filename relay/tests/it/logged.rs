//! A relay that logs as much as it can, and what must never be in its log (GOALS, Security).

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use crate::chat_world::done;
use reqwest::StatusCode;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io::BufRead;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testkit::graph::{FakeGraph, FakeMedia, SendAnswer};
use testkit::relay::DEMO_PASSWORD;
use testkit::whatsapp::{Account, Guest, sign};
use testkit::{RelayClient, RelayOptions, TestRelay};

/// The demo hotel served by a program whose log is a file.
pub(crate) struct LoggedRelay {
    /// Its data and its command line; it does not run itself.
    pub(crate) data: TestRelay,
    pub(crate) url: String,
    program: Child,
    log: PathBuf,
}

impl LoggedRelay {
    /// Sends to `graph`.
    pub(crate) async fn start(graph: &str) -> Self {
        Self::with(graph, &[]).await
    }

    /// The same with more settings.
    pub(crate) async fn with(graph: &str, settings: &[(&str, &str)]) -> Self {
        let options = RelayOptions::demo().with("BELLHOP_LOG", "trace");
        let mut data = TestRelay::start(options).await.unwrap();
        data.stop().await.unwrap();
        let log = data.data().join("log");
        let mut command = Command::new(env!("CARGO_BIN_EXE_bellhop-relay"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BELLHOP_") {
                command.env_remove(name);
            }
        }
        let mut program = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.data())
            .env("BELLHOP_LOG", "trace")
            .env("BELLHOP_GRAPH_URL", graph)
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufReader::new(program.stdout.take().unwrap()).lines();
        let url = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some(url) = line.strip_prefix("listening on ") {
                break url.to_owned();
            }
        };
        Self {
            data,
            url,
            program,
            log,
        }
    }

    /// Ends it; nothing of what is `personal` is in the log.
    pub(crate) fn never_said(mut self, personal: &[&str]) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
        let log = std::fs::read_to_string(&self.log).unwrap();
        assert!(log.contains("TRACE"), "as much as can be was logged");
        silent(&log, personal);
    }
}

impl Drop for LoggedRelay {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn silent(log: &str, personal: &[&str]) {
    for word in personal {
        let line = log.lines().find(|line| line.contains(word));
        assert!(line.is_none(), "{word} is logged: {line:?}");
    }
}

pub(crate) async fn webhook(url: &str, body: Vec<u8>) {
    let answer = reqwest::Client::new()
        .post(format!("{url}/webhooks/meta"))
        .header("x-hub-signature-256", sign("demo-app-secret", &body))
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

pub(crate) fn provider_time() -> i64 {
    use relay::clock::Clock;
    relay::clock::SystemClock.now().0 / 1000
}

/// GOALS, Security: what a guest writes, their name and number, what is answered and refused, passwords, tokens, secrets and codes are in no
/// line of the log, however much is logged: webhook, broken webhook, handshake, refused reply, sign-ins, invitation.
#[tokio::test]
async fn nothing_personal_is_logged() {
    let graph = FakeGraph::start().await.unwrap();
    let relay = LoggedRelay::start(&graph.url()).await;
    let url = relay.url.clone();
    let nobody = RelayClient::anonymous(&url);

    let asks = format!(
        "{url}/webhooks/meta?hub.mode=subscribe&hub.challenge=1&hub.verify_token=demo-verify"
    );
    assert_eq!(reqwest::get(&asks).await.unwrap().status(), StatusCode::OK);
    let sign_in = |password: &str| json!({"email": "ines@miralva.example", "password": password, "device_name": "Test"});
    let wrong = sign_in("not-her-password");
    let (status, _) = nobody.post("/v1/sessions", &wrong).await.unwrap();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let ines = RelayClient::sign_in(&url, "ines@miralva.example", DEMO_PASSWORD)
        .await
        .unwrap();

    let guest = Guest::new("351966771188", "Zora Quill");
    let message = guest.text("wamid.log.1", provider_time(), "Zanzibar at sunrise");
    let body = Account::lisbon().messages(&guest, vec![message]);
    webhook(&url, serde_json::to_vec(&body).unwrap()).await;
    let broken =
        br#"{"object": "whatsapp_business_account", "entry": [{"Broken tangerine": 351966772299"#;
    webhook(&url, broken.to_vec()).await;
    let asked = ines
        .until("message", |it| it["body"]["text"] == "Zanzibar at sunrise")
        .await
        .unwrap();
    ines.until("dead_letter", |it| it["body"]["reason"] == "broken_json")
        .await
        .unwrap();
    assert!(graph.wait_for_sends(1, Duration::from_secs(20)).await);

    // A provider may quote the number, the words and the token that it refuses.
    let refusal = json!({"error": {
        "message": "(#131026) 351966771188: Velvet parasol", "code": 131_026, "type": "OAuthException",
        "error_data": {"details": "demo-access-token may not write Velvet parasol to Zora Quill"},
    }});
    graph.answer_next(SendAnswer::Raw {
        status: 400,
        body: refusal.to_string(),
    });
    let conversation = &asked["body"]["conversation"];
    let take = json!({"type": "take_over", "conversation": conversation});
    done(&ines, take).await;
    let say =
        json!({"type": "send_message", "conversation": conversation, "text": "Velvet parasol"});
    done(&ines, say).await;
    ines.until("message", |it| {
        it["body"]["text"] == "Velvet parasol" && it["body"]["state"] == "failed"
    })
    .await
    .unwrap();

    let add = ["staff", "add", "eva@miralva.example", "--name", "Eva Lima"];
    let more = ["--role", "agent", "--property", "Miralva Beach"];
    let added = relay.data.run(&[&add[..], &more[..]].concat()).await;
    let added = added.unwrap();
    let told = String::from_utf8(added.stdout).unwrap();
    let is_code = |word: &&str| word.matches('-').count() == 3;
    let code = told.split_whitespace().find(is_code).unwrap();
    for (code, expected) in [
        (code, StatusCode::OK),
        ("ABCD-EFGH-JKLM-NPQR", StatusCode::NOT_FOUND),
    ] {
        let check = json!({"code": code});
        let (status, _) = nobody.post("/v1/invitations/check", &check).await.unwrap();
        assert_eq!(status, expected);
    }
    let redeem = json!({"code": code, "password": "evas own password", "device_name": "Desk"});
    let (status, eva) = nobody
        .post("/v1/invitations/redeem", &redeem)
        .await
        .unwrap();
    assert_eq!(status, StatusCode::OK, "{eva}");

    let secret = [
        code,
        "ABCD-EFGH-JKLM-NPQR",
        "evas own password",
        DEMO_PASSWORD,
        "not-her-password",
        ines.token.as_str(),
        eva["token"].as_str().unwrap(),
        "demo-access-token",
        "demo-app-secret",
        "demo-verify",
    ];
    silent(&String::from_utf8(added.stderr).unwrap(), &secret);
    let guests = [
        "Zanzibar",
        "sunrise",
        "Zora",
        "Quill",
        "966771188",
        "tangerine",
        "966772299",
        "Velvet",
        "parasol",
    ];
    relay.never_said(&[&secret[..], &guests[..]].concat());
}

/// GOALS, Security: neither name nor bytes of a file, nor the words under it, are logged: a guest's that is fetched and looked at, a
/// colleague's that is brought in two pieces, asked for at the wrong place and sent.
#[tokio::test]
async fn nothing_of_a_file_is_logged() {
    let graph = FakeGraph::start().await.unwrap();
    let relay = LoggedRelay::start(&graph.url()).await;
    let ines = RelayClient::sign_in(&relay.url, "ines@miralva.example", DEMO_PASSWORD)
        .await
        .unwrap();
    let file = FakeMedia::new("application/pdf", b"%PDF-1.4\n% Persimmon orchard\n%%EOF\n");
    let guest = Guest::new("351966773300", "Zelda Quince");
    let document = json!({"id": "m1", "mime_type": "application/pdf", "sha256": file.sha256(),
        "filename": "Kumquat-passport.pdf", "caption": "Medlar under it"});
    graph.put_media("m1", file);
    let message = guest.message("wamid.log.f", provider_time(), "document", document);
    let body = Account::lisbon().messages(&guest, vec![message]);
    webhook(&relay.url, serde_json::to_vec(&body).unwrap()).await;
    let came = ines
        .until("message", |it| {
            let content = &it["body"]["content"];
            content["name"] == "Kumquat-passport.pdf" && content["id"].is_string()
        })
        .await
        .unwrap();
    let media = came["body"]["content"]["id"].as_str().unwrap();
    let path = format!("/v1/media/{media}?message={}", came["id"].as_str().unwrap());
    assert_eq!(ines.get(&path).await.unwrap().0, StatusCode::OK);

    let bill = b"%PDF-1.4\n% Gooseberry ledger\n%%EOF\n";
    let id = hex::encode(Sha256::digest(bill));
    let piece = async |from: usize, bytes: &[u8]| {
        let request = reqwest::Client::new()
            .patch(format!("{}/v1/uploads/{id}", relay.url))
            .bearer_auth(&ines.token)
            .header("upload-offset", from)
            .header("upload-length", bill.len())
            .header("content-type", "application/pdf")
            .body(bytes.to_vec());
        request.send().await.unwrap().status()
    };
    assert_eq!(piece(0, &bill[..10]).await, StatusCode::OK);
    assert_eq!(piece(3, &bill[3..]).await, StatusCode::CONFLICT);
    assert_eq!(piece(10, &bill[10..]).await, StatusCode::OK);
    let conversation = &came["body"]["conversation"];
    let take = json!({"type": "take_over", "conversation": conversation});
    done(&ines, take).await;
    let say = json!({"type": "send_message", "conversation": conversation, "text": "Loquat words",
        "attachment": {"media": id, "mime": "application/pdf", "size": bill.len(), "name": "Tamarind-bill.pdf"}});
    done(&ines, say).await;
    ines.until("message", |it| {
        it["body"]["text"] == "Loquat words" && it["body"]["state"] == "sent"
    })
    .await
    .unwrap();
    let token = ines.token.clone();
    relay.never_said(&[
        "Persimmon",
        "Kumquat",
        "Medlar",
        "Zelda",
        "966773300",
        "Gooseberry",
        "Tamarind",
        "Loquat",
        &token,
        "demo-access-token",
    ]);
}
