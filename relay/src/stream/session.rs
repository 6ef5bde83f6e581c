//! One desk's stream from the upgrade to the end.

use super::step::{Step, step};
use crate::api::{Api, StreamPlace, change};
use crate::auth::Person;
use crate::auth::Unknown;
use crate::auth::person::{read_staff, welcome};
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use domain::id::DeviceId;
use domain::time::{MINUTE, UnixMillis};
use futures_util::StreamExt;
use std::time::Duration;
use store::error::StoreError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use wire::cursor::Cursor;
use wire::stream::Frame;

/// `to` advances at least this often (DESIGN_SYNC).
const FRESH: Duration = Duration::from_secs(4);
/// Records read for one batch.
const BATCH: usize = 500;
/// A desk further behind than so many numbers fetches by itself.
const LAGGED: u64 = 20_000;
/// A desk that does not take a frame in this time is closed.
const SLOW: Duration = Duration::from_secs(20);
/// A desk that says nothing, not even a pong, for this long is gone.
const SILENT: Duration = Duration::from_secs(60);
/// How long a device counts as connected after it was last seen here.
const LEASE: i64 = 90_000;

/// Why a stream ends.
enum End {
    /// The line is gone or too slow; nobody to tell.
    Gone,
    /// The desk must fetch first.
    Fetch(&'static str),
    /// The session is over.
    Closed(&'static str, Option<DeviceId>),
    /// Storage trouble: the desk joins again.
    Trouble(StoreError),
}

impl From<StoreError> for End {
    fn from(error: StoreError) -> Self {
        Self::Trouble(error)
    }
}

/// What a stream knows.
pub(super) struct Session {
    api: Api,
    person: Person,
    news: watch::Receiver<u64>,
    revoked: broadcast::Receiver<DeviceId>,
    /// The last number sent; `None`: the cursor is not known here.
    at: Option<u64>,
    leased: Option<UnixMillis>,
    _place: StreamPlace,
}

impl Session {
    pub(super) fn new(
        api: Api,
        person: Person,
        news: watch::Receiver<u64>,
        revoked: broadcast::Receiver<DeviceId>,
        since: Option<u64>,
        place: StreamPlace,
    ) -> Self {
        Self {
            api,
            person,
            news,
            revoked,
            at: since,
            leased: None,
            _place: place,
        }
    }

    pub(super) async fn run(mut self, mut socket: WebSocket) {
        let Err(end) = self.follow(&mut socket).await;
        let last = match end {
            End::Gone => None,
            End::Fetch(reason) => Some(Frame::Fetch {
                reason: reason.to_owned(),
            }),
            End::Closed(code, device) => Some(Frame::Closed {
                code: code.to_owned(),
                device: device.map(|it| it.to_string()),
            }),
            End::Trouble(error) => {
                tracing::warn!(%error, "a stream ended");
                None
            }
        };
        if let Some(frame) = last
            && send(&mut socket, &frame).await.is_err()
        {
            return;
        }
        let close = CloseFrame {
            code: close_code::NORMAL,
            reason: "".into(),
        };
        let _ = timeout(
            Duration::from_secs(2),
            socket.send(Message::Close(Some(close))),
        )
        .await;
    }

    async fn follow(&mut self, socket: &mut WebSocket) -> Result<std::convert::Infallible, End> {
        let Some(mut at) = self.at else {
            return Err(End::Fetch("cursor_unknown"));
        };
        if self.person.seq > at {
            // Its role changed above the cursor: the desk must know the set before it applies anything.
            let scopes = self.person.scopes.iter().cloned().collect();
            let cursor = self.cursor(at).await?;
            send(socket, &Frame::Scopes { at: cursor, scopes }).await?;
        }
        let mut tick = interval(FRESH);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            self.lease().await?;
            at = self.catch_up(socket, at).await?;
            let closing = self.api.closing.clone();
            tokio::select! {
                biased;
                () = closing.cancelled() => return Err(End::Closed("shutting_down", None)),
                device = self.revoked.recv() => {
                    if device.is_ok_and(|device| device != self.person.device) {
                        continue;
                    }
                    self.still_welcome().await?;
                }
                message = socket.next() => {
                    match message {
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                        Some(Ok(_)) => heard = Instant::now(),
                    }
                }
                // The hub lives as long as the API: this never errs.
                _ = self.news.changed() => {}
                _ = tick.tick() => {
                    self.still_welcome().await?;
                    if heard.elapsed() > SILENT {
                        return Err(End::Gone);
                    }
                    let ping = Message::Ping(bytes::Bytes::new());
                    write(socket, ping).await?;
                    at = self.fresh(socket, at).await?;
                }
            }
        }
    }

    /// Sends what is above `at`, however many pages that are.
    async fn catch_up(&mut self, socket: &mut WebSocket, mut at: u64) -> Result<u64, End> {
        loop {
            let head = *self.news.borrow_and_update();
            if head <= at {
                return Ok(at);
            }
            if head - at > LAGGED {
                return Err(End::Fetch("lagged"));
            }
            let (to, again) = self.batch(socket, at).await?;
            if !again && to <= at {
                return Ok(to);
            }
            at = to;
        }
    }

    /// One batch however empty: the stamp of freshness, and the net under a lost announcement.
    async fn fresh(&mut self, socket: &mut WebSocket, at: u64) -> Result<u64, End> {
        self.batch(socket, at).await.map(|(to, _)| to)
    }

    async fn batch(&mut self, socket: &mut WebSocket, at: u64) -> Result<(u64, bool), End> {
        let store = self.api.store.clone();
        let (workspace, id) = (self.person.workspace.clone(), self.person.id.clone());
        let feed = store
            .feed(&workspace, &self.person.scopes, at, BATCH)
            .await?;
        // After the feed: at least as new as what is in it.
        let (current, changed) = match read_staff(store.as_ref(), &workspace, &id).await? {
            Some((staff, seq)) => (domain::access::scopes(&id, &staff), seq),
            None => (std::collections::BTreeSet::new(), feed.to),
        };
        let term = feed.term.clone();
        let cursor = |seq| Cursor {
            term: term.clone(),
            seq,
        };
        let Step {
            records,
            to,
            scopes,
            again,
        } = step(feed, at, &self.person.scopes, current, changed);
        let changes = records
            .into_iter()
            .map(change)
            .collect::<Result<Vec<_>, _>>()?;
        let now = self.api.now();
        send(
            socket,
            &Frame::Batch {
                from: cursor(at),
                to: cursor(to),
                changes,
                now,
            },
        )
        .await?;
        if let Some(scopes) = scopes {
            let list = scopes.iter().cloned().collect();
            send(
                socket,
                &Frame::Scopes {
                    at: cursor(to),
                    scopes: list,
                },
            )
            .await?;
            self.person.scopes = scopes;
        }
        Ok((to, again))
    }

    async fn cursor(&self, seq: u64) -> Result<Cursor, End> {
        let (_, term) = self.api.store.head(&self.person.workspace).await?;
        Ok(Cursor { term, seq })
    }

    /// Asks storage, because another process may have revoked the device.
    async fn still_welcome(&self) -> Result<(), End> {
        let device = self
            .api
            .store
            .device_by_token(&self.person.token_hash)
            .await?;
        let revoked = || End::Closed("device_revoked", Some(self.person.device.clone()));
        let Some(device) = device else {
            return Err(revoked());
        };
        // A connected device is in use, whatever its last request.
        let unused = Duration::MAX;
        match welcome(&device, self.api.now(), unused) {
            Ok(()) => Ok(()),
            Err(Unknown::Store(error)) => Err(End::Trouble(error)),
            Err(_) => Err(revoked()),
        }
    }

    /// Says twice in a lease that the device is connected.
    async fn lease(&mut self) -> Result<(), End> {
        let now = self.api.now();
        if self.leased.is_some_and(|last| now.since(last) < LEASE / 2) {
            return Ok(());
        }
        let Person {
            workspace,
            id,
            device,
            ..
        } = &self.person;
        self.api
            .store
            .lease_presence(workspace, id, device, now.plus(LEASE))
            .await?;
        if self
            .leased
            .is_some_and(|last| now.since(last) >= MINUTE / 2)
        {
            self.api.store.touch_device(device, now).await?;
        }
        self.leased = Some(now);
        Ok(())
    }
}

async fn send(socket: &mut WebSocket, frame: &Frame) -> Result<(), End> {
    let text = serde_json::to_string(frame).map_err(|error| StoreError::Bug(error.to_string()))?;
    write(socket, Message::Text(text.into())).await
}

async fn write(socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(SLOW, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(End::Gone),
    }
}
