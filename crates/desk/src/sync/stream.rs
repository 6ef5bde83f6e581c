//! The pushed stream: joined at the cursor, applied batch by batch, given up when it falls silent.

use super::clocks::{Clocks, SLEEP_CHECK};
use super::plan::{self, BatchPlan};
use super::pull::PullError;
use super::state::{Reach, Told};
use crate::account::address;
use crate::api::event::DeskEvent;
use crate::network::Socket;
use crate::session::{Session, lock};
use domain::message::Author;
use domain::signal::{Signal, TYPING, VIEWING};
use domain::time::UnixMillis;
use futures_util::{SinkExt, StreamExt};
use std::sync::Arc;
use std::time::Duration;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Request};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WsError, Message as WsMessage};
use wire::change::Change;
use wire::cursor::Cursor;
use wire::stream::{Frame, FromDesk};

/// A longer frame ends the connection.
const LONGEST_FRAME: usize = 16 * 1024 * 1024;

/// A batch that is older than this when it has been applied is no sign that this desk is current, in milliseconds.
const LATE: i64 = 9_000;

/// For the handshake; nothing arrives meanwhile.
const CONNECT: Duration = Duration::from_secs(5);

/// Why a joined stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Fetch over HTTP, then join again at once.
    Fetch,
    /// The connection is gone, or has fallen silent.
    Lost,
    /// It was opened and never brought anything: something between swallows it, so it is no way to stay current.
    Swallowed,
    /// The session is over.
    Session,
}

/// Joins the stream at the cursor; `None` if it cannot be opened (HTTP then says why).
pub(crate) async fn join(session: &Session, since: &str) -> Option<Socket> {
    let request = request(session, since)?;
    let config = WebSocketConfig::default()
        .max_message_size(Some(LONGEST_FRAME))
        .max_frame_size(Some(LONGEST_FRAME));
    let connecting = session.relay.network().join(request, config);
    match tokio::time::timeout(CONNECT, connecting).await {
        Ok(Ok(socket)) => Some(socket),
        Ok(Err(error)) => {
            tracing::debug!(reason = kind(&error), "stream.not_joined");
            None
        }
        Err(_) => None,
    }
}

fn request(session: &Session, since: &str) -> Option<Request<()>> {
    let url = address::stream(session.relay.base(), since)?;
    let mut request = url.as_str().into_client_request().ok()?;
    let mut bearer = HeaderValue::from_str(&format!("Bearer {}", session.relay.token()?)).ok()?;
    bearer.set_sensitive(true);
    request.headers_mut().insert("authorization", bearer);
    Some(request)
}

const fn kind(error: &WsError) -> &'static str {
    match error {
        WsError::Io(_) => "io",
        WsError::Tls(_) => "tls",
        WsError::Http(_) => "http",
        WsError::Capacity(_) => "too_large",
        _ => "protocol",
    }
}

/// Follows the stream until it ends.
pub(crate) async fn follow(session: &Arc<Session>, mut socket: Socket) -> Result<Ended, PullError> {
    let mut clocks = Clocks::new(session);
    let mut check = tokio::time::interval(SLEEP_CHECK);
    let silence = session.options.stream_silence;
    // Only batches count: a line that lets pings through and nothing else is silent.
    let mut deadline = tokio::time::Instant::now() + silence;
    let mut brought = false;
    let mut signals = session.signals.subscribe();
    session.viewing.joined();
    loop {
        let text = tokio::select! {
            biased;
            () = session.cancel.cancelled() => return Ok(Ended::Session),
            () = session.wake_sync.notified() => return Ok(Ended::Fetch),
            signal = signals.recv() => {
                // What was missed is no longer true.
                if let Ok(signal) = signal
                    && !told(&mut socket, &signal).await
                {
                    return Ok(Ended::Lost);
                }
                continue;
            }
            _ = check.tick() => {
                if clocks.slept(session) {
                    return Ok(Ended::Fetch);
                }
                continue;
            }
            // What has come counts before the silence does.
            next = socket.next() => match next {
                Some(Ok(WsMessage::Text(text))) => text,
                Some(Ok(WsMessage::Close(_)) | Err(_)) | None => return Ok(Ended::Lost),
                Some(Ok(_)) => continue,
            },
            () = tokio::time::sleep_until(deadline) => {
                return Ok(if brought { Ended::Lost } else { Ended::Swallowed });
            }
        };
        match Frame::from_json(&text) {
            Ok(Some(frame)) => {
                let begun = tokio::time::Instant::now();
                if matches!(frame, Frame::Batch { .. }) {
                    deadline = begun + silence;
                    brought = true;
                }
                if let Some(ended) = on_frame(session, frame).await? {
                    return Ok(ended);
                }
                // Our own work is no silence of the relay's.
                deadline += begun.elapsed();
            }
            // A frame of a newer relay: batches say by themselves whether something is missing.
            Ok(None) => {}
            Err(_) => return Ok(Ended::Lost),
        }
    }
}

async fn on_frame(session: &Arc<Session>, frame: Frame) -> Result<Option<Ended>, PullError> {
    match frame {
        Frame::Batch {
            from,
            to,
            changes,
            now,
            more,
        } => on_batch(session, (from, to), changes, now, more).await,
        Frame::Scopes { scopes, .. } => {
            session
                .with_cache(move |session| {
                    if session.change_scopes(&scopes)? {
                        session.wake_history();
                    }
                    Ok(())
                })
                .await?;
            Ok(None)
        }
        Frame::Fetch { .. } => Ok(Some(Ended::Fetch)),
        Frame::Closed { code, device } => match session.judge_code(&code, device.as_deref(), 200) {
            Some(end) => {
                let _ = session.end.send(end);
                Ok(Some(Ended::Session))
            }
            None => Ok(Some(Ended::Lost)),
        },
        Frame::Signal(signal) => {
            on_signal(session, signal);
            Ok(None)
        }
    }
}

/// Who writes or looks, or stopped. It is never kept: the window lets it run out by itself.
fn on_signal(session: &Session, signal: Signal) {
    let now = session.host.now();
    let until = |on: bool, lasts: i64| if on { now.plus(lasts).0 } else { now.0 };
    let event = match signal {
        Signal::Typing {
            conversation,
            author: Author::Guest,
            on,
            ..
        } => DeskEvent::Typing {
            conversation: conversation.to_string(),
            until: until(on, TYPING),
        },
        Signal::Viewing {
            conversation,
            staff,
            on,
        } => DeskEvent::Viewing {
            conversation: conversation.to_string(),
            staff: staff.to_string(),
            until: until(on, VIEWING),
        },
        Signal::Writing {
            conversation,
            staff,
            on,
        } => DeskEvent::Writing {
            conversation: conversation.to_string(),
            staff: staff.to_string(),
            until: until(on, TYPING),
        },
        Signal::Typing { .. } | Signal::Other(_) => return,
    };
    session.host.emit(&event);
}

/// False if the line is gone.
async fn told(socket: &mut Socket, signal: &FromDesk) -> bool {
    match serde_json::to_string(signal) {
        Ok(text) => socket.send(WsMessage::text(text)).await.is_ok(),
        Err(_) => true,
    }
}

async fn on_batch(
    session: &Arc<Session>,
    (from, to): (Cursor, Cursor),
    changes: Vec<Change>,
    now: UnixMillis,
    more: bool,
) -> Result<Option<Ended>, PullError> {
    let Some(cursor) = session.cursor().await? else {
        return Ok(Some(Ended::Fetch));
    };
    let stands = u64::try_from(cursor.seq).unwrap_or(0);
    let brought = stands < to.seq;
    match plan::batch(stands, from.seq, to.seq) {
        BatchPlan::Fetch => return Ok(Some(Ended::Fetch)),
        BatchPlan::Apply => {
            let freshness = session.is_news(now);
            session
                .with_cache(move |session| session.apply_changes(&changes, Some(&to), freshness))
                .await?;
        }
        BatchPlan::Known => {}
    }
    session.heard(now, Told::Late);
    if session.relay_now().since(now) > LATE {
        // It waited for its turn, and others wait behind it: one page brings them all. Or a clock was set, and an answer says how.
        session.reached(now, Reach::Behind);
        return Ok(Some(Ended::Fetch));
    }
    if more {
        session.reached(now, Reach::Behind);
        return Ok(None);
    }
    session.reached(now, Reach::Live);
    session.polls(false);
    // Outside the way of a batch to the window: the stamp may be a moment late, the guest's words may not.
    if brought || lock(&session.sync).stamp_is_due(now) {
        session
            .with_cache(move |session| {
                session.keep_freshness(now)?;
                session.emit_status();
                Ok(())
            })
            .await?;
    } else {
        session.emit_freshness();
    }
    session.compare_when_due().await?;
    Ok(None)
}
