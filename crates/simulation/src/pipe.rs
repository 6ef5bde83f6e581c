//! A connection's bytes under way: what was written arrives when the network says so, in order, or never.

use crate::computer::lock;
use crate::net::{Event, Net};
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Bytes that may be under way or unread before the writer waits.
const ROOM: usize = 64 * 1024;

/// One direction.
#[derive(Default)]
struct Way {
    ready: VecDeque<u8>,
    flying: usize,
    /// The writer has gone and everything it wrote has arrived.
    ended: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

#[derive(Default)]
struct State {
    ways: [Way; 2],
    /// A side that knows that the connection is gone.
    broken: [bool; 2],
}

/// A connection between a desk (side 0) and the relay (side 1).
pub(crate) struct Pipe {
    pub(crate) line: usize,
    pub(crate) number: u64,
    state: Mutex<State>,
}

impl Pipe {
    pub(crate) fn new(line: usize, number: u64) -> Arc<Self> {
        Arc::new(Self {
            line,
            number,
            state: Mutex::default(),
        })
    }

    /// Bytes that `side` wrote arrive.
    pub(crate) fn arrive(&self, side: usize, bytes: &[u8]) {
        let mut state = lock(&self.state);
        if let Some(way) = state.ways.get_mut(side) {
            way.flying = way.flying.saturating_sub(bytes.len());
            way.ready.extend(bytes);
            wake(&mut way.reader);
        }
    }

    /// That `side` has gone arrives.
    pub(crate) fn end(&self, side: usize) {
        let mut state = lock(&self.state);
        if let Some(way) = state.ways.get_mut(side) {
            way.ended = true;
            wake(&mut way.reader);
        }
    }

    /// `side` learns that the connection is gone.
    pub(crate) fn break_off(&self, side: usize) {
        let mut state = lock(&self.state);
        if let Some(broken) = state.broken.get_mut(side) {
            *broken = true;
        }
        for way in &mut state.ways {
            wake(&mut way.reader);
            wake(&mut way.writer);
        }
    }
}

fn wake(waker: &mut Option<Waker>) {
    if let Some(waker) = waker.take() {
        waker.wake();
    }
}

/// One end of a connection.
pub(crate) struct End {
    pub(crate) pipe: Arc<Pipe>,
    pub(crate) side: usize,
    pub(crate) net: Arc<Net>,
}

impl Drop for End {
    fn drop(&mut self) {
        let event = Event::End {
            pipe: Arc::clone(&self.pipe),
            side: self.side,
        };
        let number = (self.pipe.number, self.side as u64);
        self.net.send_last(number, event);
    }
}

fn gone() -> io::Error {
    io::Error::from(io::ErrorKind::ConnectionReset)
}

impl AsyncRead for End {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut state = lock(&self.pipe.state);
        let broken = state.broken.get(self.side).copied().unwrap_or(true);
        let Some(way) = state.ways.get_mut(1 - self.side) else {
            return Poll::Ready(Err(gone()));
        };
        if broken {
            return Poll::Ready(Err(gone()));
        }
        if way.ready.is_empty() {
            if way.ended {
                return Poll::Ready(Ok(()));
            }
            way.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let count = way.ready.len().min(buffer.remaining());
        let bytes: Vec<u8> = way.ready.drain(..count).collect();
        buffer.put_slice(&bytes);
        wake(&mut way.writer);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for End {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let taken = {
            let mut state = lock(&self.pipe.state);
            let broken = state.broken.get(self.side).copied().unwrap_or(true);
            let Some(way) = state.ways.get_mut(self.side) else {
                return Poll::Ready(Err(gone()));
            };
            if broken {
                return Poll::Ready(Err(gone()));
            }
            let room = ROOM.saturating_sub(way.flying + way.ready.len());
            if room == 0 {
                way.writer = Some(cx.waker().clone());
                return Poll::Pending;
            }
            let taken: Vec<u8> = bytes.iter().take(room).copied().collect();
            way.flying += taken.len();
            taken
        };
        let count = taken.len();
        self.net.send_bytes(&self.pipe, self.side, taken);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.net.send_end(&self.pipe, self.side);
        Poll::Ready(Ok(()))
    }
}
