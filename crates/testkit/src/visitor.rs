//! A visitor of a hotel's website: the socket, and the same by HTTP, as blunt as a test.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::{SinkExt, StreamExt};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Longest wait for a frame.
const WAIT: Duration = Duration::from_secs(10);

/// A token as the page makes one.
#[must_use]
pub fn new_token() -> String {
    let bytes = [
        uuid::Uuid::now_v7().into_bytes(),
        uuid::Uuid::now_v7().into_bytes(),
    ];
    URL_SAFE_NO_PAD.encode(bytes.concat())
}

/// An id as the page makes one.
#[must_use]
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// A page that is open.
pub struct Visitor {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Kept by the browser.
    pub token: String,
}

impl Visitor {
    /// Opens the socket of `connection` at the relay `url`, without a word.
    ///
    /// # Errors
    /// The relay says no ([`tungstenite::Error::Http`]), or the line.
    pub async fn open(
        url: &str,
        connection: &str,
        token: &str,
        origin: Option<&str>,
    ) -> Result<Self, Box<tungstenite::Error>> {
        let url = format!("{}/chat/{connection}/ws", url.replacen("http", "ws", 1));
        let mut request = url.into_client_request()?;
        if let Some(origin) = origin {
            let origin = origin
                .parse()
                .map_err(|_| tungstenite::Error::AttackAttempt)?;
            request.headers_mut().insert("origin", origin);
        }
        let (socket, _) = tokio_tungstenite::connect_async(request).await?;
        Ok(Self {
            socket,
            token: token.to_owned(),
        })
    }

    /// A new visitor who has said hello.
    ///
    /// # Errors
    /// The line, or the relay says no.
    pub async fn arrive(url: &str, connection: &str) -> Result<(Self, Value)> {
        Self::come_back(url, connection, &new_token(), 0).await
    }

    /// The same visitor again, with the newest message the page has.
    ///
    /// # Errors
    /// As [`arrive`](Self::arrive).
    pub async fn come_back(
        url: &str,
        connection: &str,
        token: &str,
        last_seq: u64,
    ) -> Result<(Self, Value)> {
        let mut visitor = Self::open(url, connection, token, None).await?;
        let hello = visitor.hello(last_seq, &json!({})).await?;
        Ok((visitor, hello))
    }

    /// Says hello, with more fields if wanted; the relay's hello.
    ///
    /// # Errors
    /// The line, or no hello comes.
    pub async fn hello(&mut self, last_seq: u64, more: &Value) -> Result<Value> {
        let mut hello = json!({"type": "hello", "token": self.token, "last_seq": last_seq});
        for (name, value) in more.as_object().into_iter().flatten() {
            hello[name] = value.clone();
        }
        self.send(&hello).await?;
        self.until(|it| it["type"] == "hello").await
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// The line.
    pub async fn send(&mut self, frame: &Value) -> Result<()> {
        self.send_text(frame.to_string()).await
    }

    /// Sends any text.
    ///
    /// # Errors
    /// The line.
    pub async fn send_text(&mut self, text: String) -> Result<()> {
        Ok(self.socket.send(Message::text(text)).await?)
    }

    /// Writes; the acknowledgement or the error of this message. What comes before it is dropped.
    ///
    /// # Errors
    /// The line, or no answer.
    pub async fn write(&mut self, id: &str, text: &str) -> Result<Value> {
        self.send(&json!({"type": "message", "client_msg_id": id, "text": text}))
            .await?;
        self.until(|it| it["client_msg_id"] == id && it["type"] != "message")
            .await
    }

    /// Writes under a new id; the acknowledgement.
    ///
    /// # Errors
    /// The line, or the relay says no.
    pub async fn say(&mut self, text: &str) -> Result<Value> {
        let answer = self.write(&new_id(), text).await?;
        if answer["type"] != "ack" {
            bail!("not kept: {answer}");
        }
        Ok(answer)
    }

    /// The next frame; `None` once the line is closed.
    ///
    /// # Errors
    /// Nothing within 10 seconds.
    pub async fn next(&mut self) -> Result<Option<Value>> {
        let next = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(Some(serde_json::from_str(&text)?)),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(None),
                    Some(Ok(_)) => {}
                }
            }
        };
        tokio::time::timeout(WAIT, next)
            .await
            .context("no frame in time")?
    }

    /// The next ping of the relay; frames before it are dropped. It is answered with the next reading.
    ///
    /// # Errors
    /// The line is closed, or nothing within 10 seconds.
    pub async fn pinged(&mut self) -> Result<()> {
        let next = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Ping(_))) => return Ok(()),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => bail!("the line is closed"),
                    Some(Ok(_)) => {}
                }
            }
        };
        tokio::time::timeout(WAIT, next)
            .await
            .context("no ping in time")?
    }

    /// The next frame that passes `test`; the ones before are dropped.
    ///
    /// # Errors
    /// The line is closed, or nothing comes.
    pub async fn until(&mut self, test: impl Fn(&Value) -> bool) -> Result<Value> {
        loop {
            let frame = self.next().await?.context("the line is closed")?;
            if test(&frame) {
                return Ok(frame);
            }
        }
    }
}

/// The same visitor by HTTP.
pub struct VisitorRequests {
    http: reqwest::Client,
    base: String,
    /// Kept by the browser.
    pub token: String,
}

impl VisitorRequests {
    /// Requests of the holder of `token`.
    #[must_use]
    pub fn new(url: &str, connection: &str, token: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            base: format!("{url}/chat/{connection}"),
            token: token.to_owned(),
        }
    }

    /// Posts frames; the relay's.
    ///
    /// # Errors
    /// The line.
    pub async fn frames(&self, frames: &Value) -> Result<(StatusCode, Value)> {
        let request = self.http.post(format!("{}/frames", self.base)).json(frames);
        self.ask(request).await
    }

    /// One poll.
    ///
    /// # Errors
    /// The line.
    pub async fn events(&self, last_seq: u64) -> Result<(StatusCode, Value)> {
        let url = format!("{}/events?last_seq={last_seq}", self.base);
        self.ask(self.http.get(url)).await
    }

    /// Sends a file.
    ///
    /// # Errors
    /// The line.
    pub async fn upload(&self, name: &str, bytes: &[u8]) -> Result<(StatusCode, Value)> {
        let request = self
            .http
            .post(format!("{}/media?name={}", self.base, encoded(name)))
            .header("content-type", "image/png")
            .body(bytes.to_vec());
        self.ask(request).await
    }

    /// Fetches a file: status, type, bytes.
    ///
    /// # Errors
    /// The line.
    pub async fn fetch(&self, id: &str) -> Result<(StatusCode, String, Vec<u8>)> {
        let request = self.http.get(format!("{}/media/{id}", self.base));
        let response = request.bearer_auth(&self.token).send().await?;
        let status = response.status();
        let kind = response.headers().get("content-type");
        let kind = kind.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let kind = kind.to_owned();
        Ok((status, kind, response.bytes().await?.to_vec()))
    }

    async fn ask(&self, request: reqwest::RequestBuilder) -> Result<(StatusCode, Value)> {
        let response = request.bearer_auth(&self.token).send().await?;
        let status = response.status();
        let bytes = response.bytes().await?;
        Ok((
            status,
            serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        ))
    }
}

fn encoded(text: &str) -> String {
    let sign = |byte: u8| match byte {
        b if b.is_ascii_alphanumeric() || b"-._".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(sign).collect()
}
