//! A client that costs next to nothing: requests are ready-made bytes, and of an answer only its status and length are read.

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

pub(crate) struct Line {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Line {
    pub(crate) async fn to(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            read: Vec::with_capacity(4_096),
        })
    }

    /// Sends a request and waits for its whole answer, which has to be 200.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<()> {
        self.stream.write_all(request).await?;
        self.read.clear();
        loop {
            ensure!(
                self.stream.read_buf(&mut self.read).await? > 0,
                "the line was closed"
            );
            if let Some(end) = self.read.windows(4).position(|it| it == b"\r\n\r\n") {
                let head = std::str::from_utf8(&self.read[..end])?;
                ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
                let whole = end + 4 + length(head)?;
                while self.read.len() < whole {
                    ensure!(
                        self.stream.read_buf(&mut self.read).await? > 0,
                        "the answer was cut"
                    );
                }
                return Ok(());
            }
        }
    }
}

fn length(head: &str) -> Result<usize> {
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            return value.trim().parse().context("a length that is no number");
        }
    }
    bail!("an answer without a length: {head}")
}

/// Sends all of it over so many connections, each with its own share, and waits for every answer.
pub(crate) async fn burst(port: u16, requests: Vec<Vec<u8>>, connections: usize) -> Result<()> {
    let mut shares: Vec<Vec<Vec<u8>>> = (0..connections).map(|_| Vec::new()).collect();
    for (number, request) in requests.into_iter().enumerate() {
        if let Some(share) = shares.get_mut(number % connections) {
            share.push(request);
        }
    }
    let mut senders = JoinSet::new();
    for share in shares {
        senders.spawn(async move {
            let mut line = Line::to(port).await?;
            for request in share {
                line.ask(&request).await?;
            }
            Ok::<_, anyhow::Error>(())
        });
    }
    while let Some(ended) = senders.join_next().await {
        ended??;
    }
    Ok(())
}
