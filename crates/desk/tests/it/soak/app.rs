//! The whole app without a window in a process that can be killed: this test again, told to be the app.

#![expect(
    clippy::print_stdout,
    reason = "how the app tells its surroundings what it has done"
)]

use super::guests::Guests;
use crate::compare::same_as_the_relay;
use crate::host::TestHost;
use crate::world::{Place, quick};
use desk::Desk;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use testkit::relay::DEMO_PASSWORD;
use testkit::{Line, RelayClient};

/// Tells a process that it is the app, and what it does.
const PART: &str = "BELLHOP_SOAK_APP";
/// Between two replies.
const PAUSE: Duration = Duration::from_millis(60);
/// Much may have been queued while the relay was dead, and other tests run beside this one.
const SETTLED: Duration = Duration::from_secs(100);

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Part {
    folder: PathBuf,
    port: u16,
    task: Task,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Task {
    /// Sign in and take over the conversations of these guests.
    Claim(Vec<String>),
    /// Answer in these conversations until killed; replies carry this life's number.
    Answer(Vec<Value>, usize),
    /// Answer nobody; wait until all has left and the copy is the relay's.
    Settle,
}

/// What this process is to play, if it is the app.
pub(super) fn part() -> Option<Part> {
    let told = std::env::var(PART).ok()?;
    Some(serde_json::from_str(&told).unwrap())
}

/// The app's life. Each line it says is true when it is said: the words of a queued reply are on the disk.
pub(super) async fn play(part: Part) {
    let host = TestHost::lasting(&part.folder);
    let options = quick();
    let desk = Desk::start_with(host.clone(), options.clone()).await;
    let line = Arc::new(Line::to_port(part.port).await.unwrap());
    let place = Place {
        desk,
        host,
        line,
        options,
    };
    match part.task {
        Task::Claim(names) => {
            // Not through a line of this process: the address is kept with the sign-in.
            let relay = format!("http://127.0.0.1:{}", part.port);
            let who = json!({
                "relay": relay, "email": "ines@miralva.example", "password": DEMO_PASSWORD, "keep": true, "workspace": null,
            });
            assert_eq!(place.call("sign_in", who).await["result"], "done");
            for name in names {
                let row = place
                    .row(&name, |row| row["status"] == "AWAITING_AGENT")
                    .await;
                place.act(&row["id"], "claim").await;
                println!("conversation {}", row["id"]);
            }
            place.until_settled().await;
            place.desk.shutdown().await;
        }
        Task::Answer(conversations, life) => {
            for number in 0.. {
                let conversation = &conversations[number % conversations.len()];
                let text = format!("soak reply {life}.{number}");
                let args = json!({"conversation": conversation, "text": text, "reply_to": null});
                if place.desk.rpc("send_message", args).await.is_ok() {
                    println!("queued {text}");
                }
                tokio::time::sleep(PAUSE).await;
            }
        }
        Task::Settle => {
            place.until_live().await;
            settled(&place).await;
            place.until_history().await;
            let relay = format!("http://127.0.0.1:{}", part.port);
            let client = RelayClient::sign_in(&relay, "ines@miralva.example", DEMO_PASSWORD)
                .await
                .unwrap();
            same_as_the_relay(&place, &client).await;
            place.desk.shutdown().await;
        }
    }
}

/// Waits until nothing waits.
async fn settled(place: &Place) {
    let end = Instant::now() + SETTLED;
    loop {
        let outbox = place.call("outbox", Value::Null).await;
        if outbox.as_array().unwrap().is_empty() {
            return;
        }
        assert!(Instant::now() < end, "the outbox is never empty: {outbox}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The app as its surroundings have it.
pub(super) struct App {
    test: &'static str,
    folder: tempfile::TempDir,
    port: u16,
    conversations: Vec<Value>,
    lives: usize,
    running: Option<(Child, JoinHandle<()>)>,
    queued: Arc<Mutex<Vec<String>>>,
}

impl App {
    pub(super) fn new(test: &'static str, port: u16) -> Self {
        Self {
            test,
            folder: tempfile::tempdir().unwrap(),
            port,
            conversations: Vec::new(),
            lives: 0,
            running: None,
            queued: Arc::default(),
        }
    }

    fn command(&self, task: Task) -> Command {
        let part = Part {
            folder: self.folder.path().to_owned(),
            port: self.port,
            task,
        };
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", &format!("soak::{}", self.test), "--nocapture"])
            .env(PART, serde_json::to_string(&part).unwrap())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        command
    }

    /// Signs in and takes the guests over.
    pub(super) async fn claim(&mut self, guests: &Guests) {
        let names = guests.names().map(str::to_owned).to_vec();
        let mut command = self.command(Task::Claim(names));
        let output = tokio::task::spawn_blocking(move || command.output().unwrap())
            .await
            .unwrap();
        assert!(output.status.success(), "{}", output.status);
        let said = String::from_utf8(output.stdout).unwrap();
        let ids = said
            .lines()
            .filter_map(|line| line.strip_prefix("conversation "));
        self.conversations = ids.map(|id| serde_json::from_str(id).unwrap()).collect();
        assert_eq!(self.conversations.len(), guests.names().len());
    }

    /// Starts it where it was.
    pub(super) fn start(&mut self) {
        self.lives += 1;
        let task = Task::Answer(self.conversations.clone(), self.lives);
        let mut child = self.command(task).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let queued = Arc::clone(&self.queued);
        let listener = std::thread::spawn(move || {
            let mut line = String::new();
            // A line that the kill cut short has no end, and the number in it would be another's.
            while said.read_line(&mut line).unwrap_or_default() > 0 && line.ends_with('\n') {
                if let Some(text) = line.trim_end().strip_prefix("queued ") {
                    queued.lock().unwrap().push(text.to_owned());
                }
                line.clear();
            }
        });
        self.running = Some((child, listener));
    }

    /// The number of its process.
    pub(super) fn process(&self) -> Option<u32> {
        self.running.as_ref().map(|(child, _)| child.id())
    }

    /// Kills it, as a power cut does.
    pub(super) async fn kill(&mut self) {
        let Some((mut child, listener)) = self.running.take() else {
            return;
        };
        tokio::task::spawn_blocking(move || {
            child.kill().unwrap();
            child.wait().unwrap();
            listener.join().unwrap();
        })
        .await
        .unwrap();
    }

    /// Lets everything leave that is queued.
    pub(super) async fn settle(&mut self) {
        let mut command = self.command(Task::Settle);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap())
            .await
            .unwrap();
        assert!(output.status.success(), "{}", output.status);
    }

    /// The words of every reply that an app had queued.
    pub(super) fn queued(&self) -> Vec<String> {
        self.queued.lock().unwrap().clone()
    }
}
