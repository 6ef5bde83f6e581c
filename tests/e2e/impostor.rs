//! Something else at the relay's address: it gives every request the same answer.

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that always says the same, for as long as it lives.
pub(crate) struct Impostor {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Impostor {
    /// A captive portal: a page of a hotel's own network in place of the relay.
    pub(crate) async fn portal() -> Self {
        Self::saying("200 OK", "text/html", "<h1>Welcome to the free Wi-Fi</h1>").await
    }

    /// What the relay says to a computer that was not seen for 90 days. (Its clock cannot be turned from outside.)
    pub(crate) async fn relay_after_ninety_days() -> Self {
        let problem =
            r#"{"type":"about:blank","status":401,"title":"away","code":"device_unused"}"#;
        Self::saying("401 Unauthorized", "application/problem+json", problem).await
    }

    async fn saying(status: &str, kind: &str, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
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
        Self { address, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Impostor {
    fn drop(&mut self) {
        self.task.abort();
    }
}
