//! Guests who write all the time, as their provider brings it: again and again under the same id until it is taken.

use crate::world::seconds;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use testkit::whatsapp::{Account, Guest, sign};
use tokio::task::JoinHandle;

const WRITERS: u32 = 3;
/// Between two messages of one guest.
const PAUSE: Duration = Duration::from_millis(40);
/// Before the provider brings it again.
const AGAIN: Duration = Duration::from_millis(60);

pub(super) struct Load {
    over: Arc<AtomicBool>,
    writers: Vec<JoinHandle<Vec<String>>>,
}

impl Load {
    pub(super) fn begin(relay: &str) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let writers = (0..WRITERS)
            .map(|writer| {
                let guest = Guest::new(
                    &format!("3519177000{writer:02}"),
                    &format!("Writer {writer}"),
                );
                tokio::spawn(write(relay.to_owned(), guest, writer, Arc::clone(&over)))
            })
            .collect();
        Self { over, writers }
    }

    /// No more guests; what they wrote and the relay acknowledged.
    pub(super) async fn end(self) -> Vec<String> {
        self.over.store(true, Ordering::Relaxed);
        let mut acknowledged = Vec::new();
        for writer in self.writers {
            acknowledged.extend(writer.await.unwrap());
        }
        acknowledged
    }
}

async fn write(relay: String, guest: Guest, writer: u32, over: Arc<AtomicBool>) -> Vec<String> {
    let http = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let mut acknowledged = Vec::new();
    for number in 0.. {
        let text = format!("soak guest {writer} says {number}");
        let message = guest.text(&format!("wamid.soak.{writer}.{number}"), seconds(), &text);
        let body = serde_json::to_vec(&Account::lisbon().messages(&guest, vec![message])).unwrap();
        loop {
            let request = http
                .post(format!("{relay}/webhooks/meta"))
                .header("x-hub-signature-256", sign("demo-app-secret", &body))
                .body(body.clone());
            if request.send().await.is_ok_and(|it| it.status() == 200) {
                acknowledged.push(text);
                break;
            }
            if over.load(Ordering::Relaxed) {
                return acknowledged;
            }
            tokio::time::sleep(AGAIN).await;
        }
        if over.load(Ordering::Relaxed) {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    acknowledged
}
