//! A line between two programs that can be cut, mended and slowed.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// What is asked arrives, and of what is said only this comes back.
    Only(Back),
}

/// What comes back over a line while what is asked still arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// Nothing: whatever was done is not known here.
    Nothing,
    /// Everything but the answers to commands.
    ButCommands,
    /// Answers to requests, and nothing that is pushed.
    Answers,
}

/// The first bytes of a connection that becomes a stream.
const STREAM: &[u8] = b"GET /v1/stream";

/// The first bytes of a command; a connection asks one thing after the other.
const COMMAND: &[u8] = b"POST /v1/commands";

/// The first bytes of whatever is asked.
const METHODS: [&[u8]; 4] = [b"GET /", b"POST /", b"PATCH /", b"DELETE /"];

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

    /// Carries what is asked; of what is said, only this comes back. The rest waits in the line.
    pub fn only(&self, back: Back) {
        self.mode.send_replace(Mode::Only(back));
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
    let last = Arc::new(Asked::default());
    let (asked, said) = (Way::There(Arc::clone(&last)), Way::Back(last));
    let there = tokio::spawn(pass(near_in, far_out, mode.clone(), asked));
    let back = tokio::spawn(pass(far_in, near_out, mode, said));
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

/// What was asked last over a connection.
#[derive(Default)]
struct Asked {
    stream: AtomicBool,
    command: AtomicBool,
}

/// One of the two ways of a connection.
enum Way {
    There(Arc<Asked>),
    Back(Arc<Asked>),
}

impl Way {
    /// What passes tells what is asked.
    fn saw(&self, piece: &[u8]) {
        if let Self::There(asked) = self
            && METHODS.iter().any(|method| piece.starts_with(method))
        {
            asked
                .stream
                .store(piece.starts_with(STREAM), Ordering::SeqCst);
            asked
                .command
                .store(piece.starts_with(COMMAND), Ordering::SeqCst);
        }
    }

    fn passes(&self, mode: Mode) -> bool {
        match (mode, self) {
            (Mode::Frozen, _) => false,
            (Mode::Only(back), Self::Back(asked)) => match back {
                Back::Nothing => false,
                Back::ButCommands => !asked.command.load(Ordering::SeqCst),
                Back::Answers => !asked.stream.load(Ordering::SeqCst),
            },
            _ => true,
        }
    }
}

async fn pass<R, W>(mut from: R, mut to: W, mut mode: watch::Receiver<Mode>, way: Way)
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
        way.saw(buffer.get(..count).unwrap_or_default());
        let Ok(now) = mode
            .wait_for(|mode| way.passes(*mode))
            .await
            .map(|mode| *mode)
        else {
            break;
        };
        match now {
            // What waited in the line is lost with it.
            Mode::Cut => break,
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

    /// A line to what says everything again.
    async fn to_an_echo() -> Line {
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
        line
    }

    /// What is asked arrives although its answer waits in the line; whatever else is said comes.
    #[tokio::test]
    async fn only_some_of_it_comes_back() {
        let line = to_an_echo().await;
        let mut asked = TcpStream::connect(line.address).await.unwrap();
        let mut joined = TcpStream::connect(line.address).await.unwrap();
        let mut buffer = [0u8; 14];
        joined.write_all(STREAM).await.unwrap();
        joined.read_exact(&mut buffer).await.unwrap();
        line.only(Back::ButCommands);
        asked.write_all(COMMAND).await.unwrap();
        joined.write_all(b"pushed frame: ").await.unwrap();
        joined.read_exact(&mut buffer).await.unwrap();
        assert_eq!(&buffer, b"pushed frame: ");
        let soon = Duration::from_millis(100);
        let mut waits = [0u8; COMMAND.len()];
        let answer = tokio::time::timeout(soon, asked.read_exact(&mut waits)).await;
        assert!(answer.is_err(), "held back");
        line.only(Back::Answers);
        asked.read_exact(&mut waits).await.unwrap();
        assert_eq!(&waits, COMMAND);
    }

    /// A line carries, cuts, and carries again.
    #[tokio::test]
    async fn cut_and_mended() {
        let line = to_an_echo().await;
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
