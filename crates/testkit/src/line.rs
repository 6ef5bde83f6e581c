//! A line between two programs that can be cut, mended and slowed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What the line does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Carries; each piece waits so long.
    Open { delay: Duration },
    /// Everything open is dropped, and what comes is closed at once.
    Cut,
    /// Connections stay open and nothing passes: a frozen peer.
    Frozen,
}

/// A TCP line to `target`; dropping it cuts it for good.
pub struct Line {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
    /// How often it was cut: a connection dies of a cut that is over before it was noticed, too.
    cuts: watch::Sender<u64>,
    target: Arc<Mutex<SocketAddr>>,
    task: JoinHandle<()>,
}

impl Line {
    /// A line to `target` on a free port of this machine.
    ///
    /// # Errors
    /// No port.
    pub async fn to(target: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (mode, watched) = watch::channel(Mode::Open {
            delay: Duration::ZERO,
        });
        let (cuts, counted) = watch::channel(0);
        let target = Arc::new(Mutex::new(target));
        let task = tokio::spawn(accept(listener, Arc::clone(&target), watched, counted));
        Ok(Self {
            address,
            mode,
            cuts,
            target,
            task,
        })
    }

    /// A line to a port of this machine.
    ///
    /// # Errors
    /// No port.
    pub async fn to_port(port: u16) -> std::io::Result<Self> {
        Self::to(SocketAddr::from(([127, 0, 0, 1], port))).await
    }

    /// Where it begins, e.g. `http://127.0.0.1:40123`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Leads elsewhere from the next connection on.
    pub fn redirect(&self, target: SocketAddr) {
        *self.target.lock().unwrap_or_else(PoisonError::into_inner) = target;
    }

    /// Drops every connection and closes new ones at once.
    pub fn cut(&self) {
        self.mode.send_replace(Mode::Cut);
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// Lets connections stand and passes nothing.
    pub fn freeze(&self) {
        self.mode.send_replace(Mode::Frozen);
    }

    /// Carries again, at full speed.
    pub fn mend(&self) {
        self.mode.send_replace(Mode::Open {
            delay: Duration::ZERO,
        });
    }

    /// Carries, each piece of at most 4 KiB after `delay`.
    pub fn slow(&self, delay: Duration) {
        self.mode.send_replace(Mode::Open { delay });
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.cut();
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    target: Arc<Mutex<SocketAddr>>,
    mode: watch::Receiver<Mode>,
    cuts: watch::Receiver<u64>,
) {
    loop {
        let Ok((near, _)) = listener.accept().await else {
            continue;
        };
        // Before the look at the mode: whatever cuts the line from here on cuts this connection.
        let mut cuts = cuts.clone();
        cuts.mark_unchanged();
        if *mode.borrow() == Mode::Cut {
            continue;
        }
        let to = *target.lock().unwrap_or_else(PoisonError::into_inner);
        let mode = mode.clone();
        tokio::spawn(async move {
            if let Ok(far) = TcpStream::connect(to).await {
                carry(near, far, mode, cuts).await;
            }
        });
    }
}

async fn carry(
    near: TcpStream,
    far: TcpStream,
    mode: watch::Receiver<Mode>,
    mut cuts: watch::Receiver<u64>,
) {
    let _ = near.set_nodelay(true);
    let _ = far.set_nodelay(true);
    let (near_in, near_out) = near.into_split();
    let (far_in, far_out) = far.into_split();
    let there = tokio::spawn(pass(near_in, far_out, mode.clone()));
    let back = tokio::spawn(pass(far_in, near_out, mode));
    let (there_end, back_end) = (there.abort_handle(), back.abort_handle());
    let both = async {
        let _ = tokio::join!(there, back);
    };
    tokio::select! {
        () = both => {}
        // Also when the line itself is gone.
        _ = cuts.changed() => {}
    }
    there_end.abort();
    back_end.abort();
}

async fn pass<R, W>(mut from: R, mut to: W, mut mode: watch::Receiver<Mode>)
where
    R: tokio::io::AsyncRead + Unpin,
    W: tokio::io::AsyncWrite + Unpin,
{
    let mut buffer = vec![0u8; 4096];
    loop {
        let count = match from.read(&mut buffer).await {
            Ok(0) | Err(_) => break,
            Ok(count) => count,
        };
        let Ok(now) = mode
            .wait_for(|mode| *mode != Mode::Frozen)
            .await
            .map(|mode| *mode)
        else {
            break;
        };
        match now {
            Mode::Open { delay } if !delay.is_zero() => tokio::time::sleep(delay).await,
            _ => {}
        }
        let Some(piece) = buffer.get(..count) else {
            break;
        };
        if to.write_all(piece).await.is_err() {
            break;
        }
    }
    let _ = to.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line carries, cuts, and carries again.
    #[tokio::test]
    async fn cut_and_mended() {
        let echo = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let line = Line::to(echo.local_addr().unwrap()).await.unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = echo.accept().await {
                tokio::spawn(async move {
                    let (mut read, mut write) = stream.split();
                    let _ = tokio::io::copy(&mut read, &mut write).await;
                });
            }
        });
        let mut stream = TcpStream::connect(line.address).await.unwrap();
        let mut buffer = [0u8; 4];
        stream.write_all(b"ping").await.unwrap();
        stream.read_exact(&mut buffer).await.unwrap();
        assert_eq!(&buffer, b"ping");
        line.cut();
        assert_eq!(stream.read(&mut buffer).await.unwrap_or(0), 0, "dropped");
        line.mend();
        let mut stream = TcpStream::connect(line.address).await.unwrap();
        stream.write_all(b"ping").await.unwrap();
        stream.read_exact(&mut buffer).await.unwrap();
        // However short the cut.
        line.cut();
        line.mend();
        assert_eq!(stream.read(&mut buffer).await.unwrap_or(0), 0, "dropped");
        let mut stream = TcpStream::connect(line.address).await.unwrap();
        stream.write_all(b"pong").await.unwrap();
        stream.read_exact(&mut buffer).await.unwrap();
        assert_eq!(&buffer, b"pong");
    }
}
