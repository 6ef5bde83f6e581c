//! What nodes tell each other: `NOTIFY` on a channel, heard on a connection of its own that is made again when it breaks.

use super::address::FIRST_WORDS;
use super::client::{Conn, run};
use crate::error::{Result, StoreError};
use crate::model::Heard;
use std::future::poll_fn;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, NoTls, Socket};

const CHANNEL: &str = "bellhop";
/// PostgreSQL takes payloads below 8,000 bytes; the node's name comes on top of what is told.
pub(super) const MOST: usize = 7 * 1024;
/// What waits for a slow listener; then the line waits.
const WAITING: usize = 256;
/// Between two tries to connect.
const AGAIN: Duration = Duration::from_secs(1);

pub(super) async fn tell(conn: &Conn, node: &str, words: &str) -> Result<()> {
    if words.len() > MOST {
        return Err(StoreError::Bug("too much to tell at once".to_owned()));
    }
    let words = format!("{node} {words}");
    run(conn, "SELECT pg_notify($1, $2)", &[&CHANNEL, &words]).await?;
    Ok(())
}

/// Listens before it returns, so nothing that is told afterwards is missed.
pub(super) async fn hear(config: Config, node: String) -> Result<mpsc::Receiver<Heard>> {
    let (heard, hearing) = mpsc::channel(WAITING);
    let mut line = Line::open(&config).await?;
    tokio::spawn(async move {
        while line.follow(&node, &heard).await {
            line = loop {
                tokio::select! {
                    () = heard.closed() => return,
                    () = tokio::time::sleep(AGAIN) => {}
                }
                match Line::open(&config).await {
                    Ok(line) => break line,
                    Err(error) => tracing::warn!(%error, "other nodes are not heard at the moment"),
                }
            };
            if heard.send(Heard::Gap).await.is_err() {
                return;
            }
        }
    });
    Ok(hearing)
}

struct Line {
    /// Hanging up would end the connection.
    _client: Client,
    messages: mpsc::Receiver<String>,
}

impl Line {
    async fn open(config: &Config) -> Result<Self> {
        let (client, connection) = config.connect(NoTls).await?;
        let (told, messages) = mpsc::channel(WAITING);
        tokio::spawn(read(connection, told));
        client
            .batch_execute(&format!("{FIRST_WORDS}; LISTEN {CHANNEL}"))
            .await?;
        Ok(Self {
            _client: client,
            messages,
        })
    }

    /// Passes on until the line breaks (true) or nobody listens any more (false).
    async fn follow(&mut self, node: &str, heard: &mpsc::Sender<Heard>) -> bool {
        loop {
            let told = tokio::select! {
                told = self.messages.recv() => told,
                () = heard.closed() => return false,
            };
            let Some(told) = told else {
                return true;
            };
            if let Some((from, words)) = told.split_once(' ')
                && from != node
                && heard.send(Heard::Words(words.to_owned())).await.is_err()
            {
                return false;
            }
        }
    }
}

/// Reads what the server sends until it sends no more; this is also what carries the client's own statements.
async fn read(
    mut connection: Connection<Socket, tokio_postgres::tls::NoTlsStream>,
    told: mpsc::Sender<String>,
) {
    while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notification(notification) = message
            && told.send(notification.payload().to_owned()).await.is_err()
        {
            return;
        }
    }
}
