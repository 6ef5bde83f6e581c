//! Desks that only listen, each over a socket of its own; who loses the relay comes back by itself.

use anyhow::{Context, Result, ensure};
use futures_util::StreamExt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use testkit::RelayClient;
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// Desks that knock at the same time when they join at first.
const AT_ONCE: usize = 64;
/// Between two tries of a desk that has lost the relay: a first pause and as much again, by its number.
const AGAIN: Duration = Duration::from_millis(200);

/// A desk tries again after so long (desk, `sync/stream.rs`).
const CONNECT: Duration = Duration::from_secs(5);

/// What the desks look for, and whom they tell.
#[derive(Clone, Default)]
struct Ask {
    /// Words of a message; empty = the first batch after coming back.
    words: String,
    tell: Option<mpsc::UnboundedSender<Instant>>,
}

pub(crate) struct Desks {
    count: usize,
    ask: watch::Sender<Ask>,
}

/// Those who listen for something.
pub(crate) struct Heard {
    count: usize,
    told: mpsc::UnboundedReceiver<Instant>,
}

impl Heard {
    /// When each desk heard it.
    pub(crate) async fn everybody(mut self, patience: Duration) -> Result<Vec<Instant>> {
        let mut all = Vec::new();
        let end = tokio::time::Instant::now() + patience;
        while all.len() < self.count {
            let next = tokio::time::timeout_at(end, self.told.recv()).await;
            let next = next.with_context(|| format!("{} of {} heard it", all.len(), self.count))?;
            all.push(next.context("the desks have ended")?);
        }
        Ok(all)
    }
}

impl Desks {
    /// So many desks, each with a stream that has brought something.
    pub(crate) async fn join(port: u16, devices: &[RelayClient], count: usize) -> Result<Self> {
        let (ask, asked) = watch::channel(Ask::default());
        let (tell, mut told) = mpsc::unbounded_channel();
        let door = Arc::new(Semaphore::new(AT_ONCE));
        for number in 0..count {
            let token = devices
                .get(number % devices.len())
                .context("no device")?
                .token
                .clone();
            let desk = Desk {
                port,
                token,
                number,
                asked: asked.clone(),
            };
            tokio::spawn(desk.live(tell.clone(), Arc::clone(&door)));
        }
        for _ in 0..count {
            let joined = tokio::time::timeout(Duration::from_secs(120), told.recv()).await?;
            ensure!(joined.is_some(), "the desks have ended");
        }
        Ok(Self { count, ask })
    }

    pub(crate) fn listen_for(&self, words: &str) -> Heard {
        self.listen(words.to_owned())
    }

    pub(crate) fn listen_for_return(&self) -> Heard {
        self.listen(String::new())
    }

    fn listen(&self, words: String) -> Heard {
        let (tell, told) = mpsc::unbounded_channel();
        let ask = Ask {
            words,
            tell: Some(tell),
        };
        self.ask.send_replace(ask);
        Heard {
            count: self.count,
            told,
        }
    }
}

struct Desk {
    port: u16,
    token: String,
    number: usize,
    asked: watch::Receiver<Ask>,
}

impl Desk {
    async fn live(self, joined: mpsc::UnboundedSender<()>, door: Arc<Semaphore>) {
        let mut first = Some(joined);
        loop {
            let place = match &first {
                Some(_) => door.acquire().await.ok(),
                None => None,
            };
            let connected = tokio::time::timeout(CONNECT, self.connect()).await;
            let Ok(Ok(mut socket)) = connected else {
                drop(place);
                let more = u32::try_from(self.number % 100).unwrap_or_default();
                tokio::time::sleep(AGAIN + AGAIN * more / 100).await;
                continue;
            };
            drop(place);
            if let Some(joined) = first.take() {
                let _ = joined.send(());
                self.follow(&mut socket, false).await;
            } else {
                self.follow(&mut socket, true).await;
            }
        }
    }

    async fn connect(&self) -> Result<WebSocketStream<TcpStream>> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let mut request =
            format!("ws://127.0.0.1:{}/v1/stream", self.port).into_client_request()?;
        let bearer = format!("Bearer {}", self.token).parse()?;
        request.headers_mut().insert("authorization", bearer);
        let config = WebSocketConfig::default()
            .read_buffer_size(1_024)
            .write_buffer_size(1_024);
        Ok(client_async_with_config(request, stream, Some(config))
            .await?
            .0)
    }

    /// Until the line is lost.
    async fn follow(&self, socket: &mut WebSocketStream<TcpStream>, mut returned: bool) {
        while let Some(Ok(message)) = socket.next().await {
            let Message::Text(text) = message else {
                continue;
            };
            let ask = self.asked.borrow();
            let Some(tell) = &ask.tell else { continue };
            let is_it = if ask.words.is_empty() {
                std::mem::take(&mut returned)
            } else {
                text.contains(&ask.words)
            };
            if is_it {
                let _ = tell.send(Instant::now());
            }
        }
    }
}
