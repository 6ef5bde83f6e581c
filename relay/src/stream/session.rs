//! One desk's stream from the upgrade to the end.

use super::step::{Step, step};
use crate::api::{Api, StreamPlace, change};
use crate::auth::Person;
use crate::auth::Unknown;
use crate::auth::person::{staff_of, welcome};
use crate::auth::tries::Rate;
use crate::auth::{Asked, authorise};
use crate::hub::Scoped;
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use domain::access::{Permission, may};
use domain::conversation::Conversation;
use domain::id::{ConversationId, DeviceId, RecordId, StaffId};
use domain::message::Author;
use domain::record::{Kind, Scope};
use domain::signal::Signal;
use domain::time::{MINUTE, UnixMillis};
use futures_util::StreamExt;
use std::time::Duration;
use store::error::StoreError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use wire::cursor::Cursor;
use wire::stream::{Frame, FromDesk};

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
/// Signals of a desk in so many milliseconds: several people's typing and not more.
const SIGNALS: (u32, i64) = (20, 10_000);
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
    signals: broadcast::Receiver<Scoped>,
    /// Signals of this desk; more are let go.
    said: Rate,
    /// The last number sent; `None`: the cursor is not known here.
    at: Option<u64>,
    leased: Option<UnixMillis>,
    /// Planted: where the desk stands, though listening began later.
    #[cfg(feature = "plant")]
    missed_from: Option<u64>,
    #[cfg(feature = "plant")]
    turn: seam::Turn,
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
            signals: api.hub.signals(&person.workspace),
            said: Rate::every(SIGNALS.0, SIGNALS.1),
            api,
            person,
            news,
            revoked,
            at: since,
            leased: None,
            #[cfg(feature = "plant")]
            missed_from: None,
            #[cfg(feature = "plant")]
            turn: seam::Turn::take(),
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
        #[cfg(feature = "plant")]
        if seam::planted(seam::Plant::ListenTooLate) {
            self.missed_from = Some(at);
            at = at.max(*self.news.borrow());
        }
        let mut tick = interval(FRESH);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            // What a stream does seldom is boxed: an idle one, and there are thousands, holds no room for it (P6).
            Box::pin(self.lease()).await?;
            at = Box::pin(self.catch_up(socket, at)).await?;
            let closing = self.api.closing.clone();
            tokio::select! {
                biased;
                () = closing.cancelled() => return Err(End::Closed("shutting_down", None)),
                device = self.revoked.recv() => {
                    if device.is_ok_and(|device| device != self.person.device) {
                        continue;
                    }
                    Box::pin(self.still_welcome()).await?;
                }
                message = socket.next() => {
                    match message {
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                        Some(Ok(Message::Text(text))) => {
                            heard = Instant::now();
                            Box::pin(self.signal(&text)).await?;
                        }
                        Some(Ok(_)) => heard = Instant::now(),
                    }
                }
                signal = self.signals.recv() => {
                    // What was missed is no longer true.
                    if let Ok(scoped) = signal
                        && is_for(&scoped.signal, &self.person.id)
                        && authorise(Some(&self.person), Asked::Topic(&scoped.scope)).is_ok()
                    {
                        send(socket, &Frame::Signal(scoped.signal)).await?;
                    }
                }
                // The hub lives as long as the API: this never errs.
                _ = self.news.changed() => {
                    #[cfg(feature = "plant")]
                    self.turn.wait().await;
                }
                _ = tick.tick() => {
                    Box::pin(self.still_welcome()).await?;
                    if heard.elapsed() > SILENT {
                        return Err(End::Gone);
                    }
                    let ping = Message::Ping(bytes::Bytes::new());
                    write(socket, ping).await?;
                    at = Box::pin(self.fresh(socket, at)).await?;
                }
            }
        }
    }

    /// What the desk says for a moment. What makes no sense is let go: a newer desk may say more.
    async fn signal(&self, text: &str) -> Result<(), End> {
        let Ok(said) = serde_json::from_str(text) else {
            return Ok(());
        };
        if self.said.take("", 1, self.api.now()).is_err() {
            return Ok(());
        }
        let (FromDesk::Typing { conversation, .. } | FromDesk::Viewing { conversation, .. }) =
            &said;
        let Some((scope, mine)) = self.visible(conversation).await? else {
            return Ok(());
        };
        let staff = self.person.id.clone();
        match said {
            FromDesk::Viewing { conversation, on } => {
                let signal = Signal::Viewing {
                    conversation,
                    staff,
                    on,
                };
                self.tell(scope, signal);
            }
            FromDesk::Typing { conversation, on } => {
                let role = &self.person.staff.role;
                if !may(role, Permission::Reply)
                    || !(mine || may(role, Permission::ManageMessaging))
                {
                    return Ok(());
                }
                let to_colleagues = Signal::Writing {
                    conversation: conversation.clone(),
                    staff: staff.clone(),
                    on,
                };
                self.tell(scope.clone(), to_colleagues);
                // The guest hears nobody beside a colleague or the bot.
                if mine {
                    let to_guest = Signal::Typing {
                        conversation,
                        author: Author::Staff,
                        staff: Some(staff),
                        on,
                    };
                    self.tell(scope, to_guest);
                }
            }
        }
        Ok(())
    }

    fn tell(&self, scope: Scope, signal: Signal) {
        let scoped = Scoped { scope, signal };
        self.api.hub.signal(&self.person.workspace, scoped);
    }

    /// The scope of a conversation that this person may see, and whether it is theirs.
    async fn visible(&self, id: &ConversationId) -> Result<Option<(Scope, bool)>, End> {
        let workspace = &self.person.workspace;
        let ids = [id.into()];
        let found = self
            .api
            .store
            .records(workspace, &Kind::Conversation, &ids)
            .await?;
        let Some(record) = found.into_iter().next() else {
            return Ok(None);
        };
        let seen = authorise(Some(&self.person), Asked::Topic(&record.scope)).is_ok();
        let body: Option<Conversation> = serde_json::from_str(&record.body).ok();
        let mine = body.is_some_and(|it| it.assignee.as_ref() == Some(&self.person.id));
        Ok(seen.then_some((record.scope, mine)))
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
        // Before the feed: what is committed while it is read may be missing from it.
        let now = self.api.now();
        let store = self.api.store.clone();
        let (workspace, id) = (self.person.workspace.clone(), self.person.id.clone());
        let who = RecordId::from(&id);
        let (feed, staff) = store
            .feed_beside(
                &workspace,
                &self.person.scopes,
                at,
                BATCH,
                (&Kind::Staff, &who),
            )
            .await?;
        let (current, changed) = match staff.as_ref().and_then(staff_of) {
            Some((staff, seq)) => (domain::access::scopes(&id, &staff), seq),
            None => (std::collections::BTreeSet::new(), feed.to),
        };
        let (term, more) = (feed.term.clone(), feed.more);
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
        let from = at;
        #[cfg(feature = "plant")]
        let from = self.missed_from.take().unwrap_or(from);
        send(
            socket,
            &Frame::Batch {
                from: cursor(from),
                to: cursor(to),
                changes,
                now,
                more: more || again,
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
            // Unknown is not revoked: the database may have gone back in time. The desk locks, and keeps what it has.
            return Err(End::Closed("unauthorized", None));
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

/// Desks hear guests and colleagues, but not what their own person does, at this computer or another.
fn is_for(signal: &Signal, me: &StaffId) -> bool {
    match signal {
        Signal::Typing { author, .. } => *author == Author::Guest,
        Signal::Viewing { staff, .. } | Signal::Writing { staff, .. } => staff != me,
        Signal::Other(_) => false,
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
