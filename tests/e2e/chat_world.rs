//! What the stories of Live Chat need: the hotel with a guest's browser before it, the staff as API clients, and a hotel's own
//! page on another origin.

use crate::world::Hotel;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use testkit::{Line, RelayClient};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// The demo hotel with its own line for the guest.
pub(crate) struct ChatHotel {
    /// The house goes when this does.
    _hotel: Hotel,
    pub(crate) line: Line,
    pub(crate) staff: Staff,
}

impl ChatHotel {
    pub(crate) async fn open() -> Self {
        let hotel = Hotel::open().await;
        let line = hotel.another_line().await;
        let staff = Staff {
            client: hotel.owner().await,
            counter: AtomicU64::new(1),
        };
        Self {
            _hotel: hotel,
            line,
            staff,
        }
    }

    /// The guest's page of the Lisbon house, through the guest's line.
    pub(crate) fn page(&self) -> String {
        format!("{}/chat/demo", self.line.url())
    }

    /// The guest's page in a language.
    pub(crate) fn page_in(&self, language: &str) -> String {
        format!("{}?lang={language}", self.page())
    }
}

/// Somebody of the staff, as a client of the API.
pub(crate) struct Staff {
    client: RelayClient,
    counter: AtomicU64,
}

impl Staff {
    /// Waits for the guest's message with this text; its change.
    pub(crate) async fn sees(&self, text: &str) -> Value {
        self.client
            .until("message", |it| {
                it["body"]["text"] == json!(text) && it["body"]["author"] == json!("guest")
            })
            .await
            .unwrap()
    }

    /// The conversation in which the guest wrote this text.
    pub(crate) async fn conversation_of(&self, text: &str) -> String {
        let message = self.sees(text).await;
        let conversation = message["body"]["conversation"].as_str();
        conversation.expect("a message has one").to_owned()
    }

    /// Waits for a message of the guest that passes `test`; its record.
    pub(crate) async fn sees_that(&self, test: impl Fn(&Value) -> bool) -> Value {
        let change = self.client.until("message", |it| test(&it["body"])).await;
        change.unwrap()["body"].clone()
    }

    /// How many messages with this text the relay has.
    pub(crate) async fn count(&self, text: &str) -> usize {
        let (changes, _) = self.client.changes(None).await.unwrap();
        let mut ids: Vec<&Value> = changes
            .iter()
            .filter(|it| it["kind"] == "message" && it["body"]["text"] == json!(text))
            .map(|it| &it["id"])
            .collect();
        ids.sort_by_key(|id| id.to_string());
        ids.dedup();
        ids.len()
    }

    /// Runs a command and expects it to be done.
    pub(crate) async fn does(&self, mut command: Value) {
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        command["id"] = json!(format!("chat-{number}"));
        let result = self.client.command(&command).await.unwrap();
        assert!(result["refused"].is_null(), "{command} → {result}");
    }

    /// Steps in where the bot handles (SPEC 169).
    pub(crate) async fn steps_in(&self, conversation: &str) {
        self.does(json!({ "type": "take_over", "conversation": conversation }))
            .await;
    }

    pub(crate) async fn writes(&self, conversation: &str, text: &str) {
        self.does(json!({ "type": "send_message", "conversation": conversation, "text": text }))
            .await;
    }

    pub(crate) fn client(&self) -> &RelayClient {
        &self.client
    }
}

/// A desk's stream, for what is true only for a moment.
pub(crate) struct StaffStream {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl StaffStream {
    pub(crate) async fn open(relay: &str, client: &RelayClient) -> Self {
        let (_, cursor) = client.changes(None).await.unwrap();
        let address = relay.replace("http://", "ws://");
        let mut request = format!("{address}/v1/stream?since={cursor}")
            .into_client_request()
            .unwrap();
        let token = format!("Bearer {}", client.token).parse().unwrap();
        request.headers_mut().insert("authorization", token);
        let (socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        Self { socket }
    }

    /// Waits until the guest writes, or has stopped.
    pub(crate) async fn hears_typing(&mut self, conversation: &str, on: bool) {
        let heard = async {
            while let Some(Ok(message)) = self.socket.next().await {
                let Message::Text(text) = message else {
                    continue;
                };
                let frame: Value = serde_json::from_str(&text).unwrap();
                if frame["signal"] == "typing"
                    && frame["conversation"] == json!(conversation)
                    && frame["author"] == "guest"
                    && frame["on"] == json!(on)
                {
                    return;
                }
            }
            panic!("the stream is closed");
        };
        tokio::time::timeout(Duration::from_secs(30), heard)
            .await
            .expect("nobody said that the guest writes or stopped");
    }

    /// The person at this desk writes, or has stopped.
    pub(crate) async fn types(&mut self, conversation: &str, on: bool) {
        let frame = json!({ "type": "typing", "conversation": conversation, "on": on });
        let text = Message::Text(frame.to_string().into());
        self.socket.send(text).await.unwrap();
    }
}

/// A hotel's own page: whatever HTML, with whatever policy, on an origin that is not the relay's.
pub(crate) struct HotelPage {
    port: u16,
    task: JoinHandle<()>,
}

impl HotelPage {
    /// Serves this page at every path.
    pub(crate) async fn serve(html: String, policy: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let policy = match policy {
            "" => String::new(),
            policy => format!("Content-Security-Policy: {policy}\r\n"),
        };
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{policy}Content-Length: {}\r\nConnection: close\r\n\r\n{html}",
            html.len()
        );
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut request = [0u8; 8192];
                    let _ = stream.read(&mut request).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Self { port, task }
    }

    /// Its address under a name that leads to this machine.
    pub(crate) fn address(&self, host: &str) -> String {
        format!("http://{host}:{}/", self.port)
    }
}

impl Drop for HotelPage {
    fn drop(&mut self) {
        self.task.abort();
    }
}
