//! The same frames by HTTP, where a WebSocket does not get through: `POST …/frames` and `GET …/events`.
//!
//! A visit is parked between two requests, with its ears open, so that nothing is missed between them.

use super::frames::ServerFrame;
use super::limits::Place;
use super::visit::{End, Visit};
use super::{Chat, origin};
use crate::api::{Failed, client_address};
use crate::ingress::Known;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use channels::livechat::{self, MAX_FRAME};
use domain::time::UnixMillis;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::timeout;

/// Longest wait of a poll.
const WAIT: Duration = Duration::from_secs(25);
/// Frames in one request.
const MOST_FRAMES: usize = 20;
/// Parked visits; beyond them the oldest go, and their pages say hello again.
const MOST_PARKED: usize = 10_000;

/// Visits between two requests, by the hash of their token.
#[derive(Default)]
pub(super) struct Parked {
    visits: Mutex<HashMap<String, Arc<Spot>>>,
}

struct Spot {
    visit: tokio::sync::Mutex<Visit>,
    /// Rung by a frame, which must not wait behind a poll.
    hurry: Notify,
    seen: Mutex<UnixMillis>,
    /// Counts like a socket of its address.
    _place: Place,
}

impl Parked {
    fn find(&self, token_hash: &str, now: UnixMillis) -> Option<Arc<Spot>> {
        let visits = self.visits.lock().unwrap_or_else(PoisonError::into_inner);
        let spot = visits.get(token_hash).cloned();
        if let Some(spot) = &spot {
            *spot.seen.lock().unwrap_or_else(PoisonError::into_inner) = now;
        }
        spot
    }

    /// Lets go of visits that nobody asked about for the idle time, and their places with them.
    fn sweep(&self, now: UnixMillis, idle: Duration) {
        let mut visits = self.visits.lock().unwrap_or_else(PoisonError::into_inner);
        let longest = i64::try_from(idle.as_millis()).unwrap_or(i64::MAX);
        // A poll that runs is seen when it began; nobody polls longer than the idle time.
        visits.retain(|_, spot| now.since(last(spot)) <= longest);
    }

    fn park(&self, token_hash: &str, (visit, place): (Visit, Place), now: UnixMillis) -> Arc<Spot> {
        let mut visits = self.visits.lock().unwrap_or_else(PoisonError::into_inner);
        if visits.len() >= MOST_PARKED
            && let Some(oldest) = visits
                .iter()
                .min_by_key(|(_, spot)| last(spot))
                .map(|(key, _)| key.clone())
        {
            visits.remove(&oldest);
        }
        let spot = Arc::new(Spot {
            visit: tokio::sync::Mutex::new(visit),
            hurry: Notify::new(),
            seen: Mutex::new(now),
            _place: place,
        });
        visits.insert(token_hash.to_owned(), Arc::clone(&spot));
        spot
    }

    fn leave(&self, token_hash: &str) {
        let mut visits = self.visits.lock().unwrap_or_else(PoisonError::into_inner);
        visits.remove(token_hash);
    }
}

fn last(spot: &Spot) -> UnixMillis {
    *spot.seen.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request of a visitor: the connection, the token and its hash.
pub(super) struct Asked {
    pub(super) known: Arc<Known>,
    pub(super) token: String,
    pub(super) token_hash: String,
}

/// Checks where a request comes from and takes its token. The token travels in a header, never in an address.
pub(super) async fn asked(
    chat: &Chat,
    connection: &str,
    headers: &HeaderMap,
) -> Result<Asked, Failed> {
    let known = chat.known(connection).ok_or_else(Failed::not_found)?;
    let public = chat.settings.server.public_url.as_ref();
    if !origin::allowed(headers, public, &known.origins) {
        return Err(Failed::forbidden());
    }
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim().to_owned())
        .filter(|token| livechat::is_token(token))
        .ok_or_else(no_token)?;
    let token_hash = chat
        .token_hash(&known, &token)
        .await
        .map_err(|_| Failed::unavailable())?;
    Ok(Asked {
        known,
        token,
        token_hash,
    })
}

fn no_token() -> Failed {
    Failed::new(
        StatusCode::UNAUTHORIZED,
        "bad_token",
        "A visitor's token is needed",
    )
}

pub(super) async fn frames(
    State(chat): State<Chat>,
    Path(connection): Path<String>,
    parts: Parts,
    body: Bytes,
) -> Result<Response, Failed> {
    let asked = asked(&chat, &connection, &parts.headers).await?;
    if body.len() > MAX_FRAME {
        return Err(Failed::too_large());
    }
    let list = list(&body).ok_or_else(|| Failed::invalid("frames"))?;
    let now = chat.clock.now();
    let spot = match chat.inner.parked.find(&asked.token_hash, now) {
        Some(spot) => spot,
        None => {
            let address = client_address(&chat.settings, &parts.extensions, &parts.headers);
            let parked = &chat.inner.parked;
            parked.sweep(now, chat.settings.chat.idle);
            let place = chat.inner.limits.address(address);
            let place = place.ok_or_else(|| Failed::too_many(10))?;
            let visit = Visit::new(chat.clone(), Arc::clone(&asked.known), address);
            parked.park(&asked.token_hash, (visit, place), now)
        }
    };
    spot.hurry.notify_one();
    let mut visit = spot.visit.lock().await;
    let mut answers = Vec::new();
    for frame in list {
        if !is_own(frame.get(), &asked.token) {
            answers.push(ServerFrame::error("bad_token"));
            continue;
        }
        match visit.take(frame.get()).await {
            Ok(frames) => answers.extend(frames),
            Err(end) => {
                chat.inner.parked.leave(&asked.token_hash);
                answers.push(bye(end)?);
                break;
            }
        }
    }
    if !visit.has_begun() {
        chat.inner.parked.leave(&asked.token_hash);
    }
    Ok(Json(answers).into_response())
}

/// Where the page stands.
#[derive(Deserialize)]
pub(super) struct Since {
    /// The newest message the page has. What it misses is told by the hello before; this only notices a page that is behind.
    #[serde(default)]
    last_seq: Option<u64>,
}

pub(super) async fn events(
    State(chat): State<Chat>,
    Path(connection): Path<String>,
    Query(since): Query<Since>,
    parts: Parts,
) -> Result<Response, Failed> {
    let asked = asked(&chat, &connection, &parts.headers).await?;
    let now = chat.clock.now();
    let spot = chat
        .inner
        .parked
        .find(&asked.token_hash, now)
        .ok_or_else(hello_first)?;
    let mut visit = spot.visit.lock().await;
    if !visit.has_begun() {
        return Err(hello_first());
    }
    // An answer may have been lost on its way.
    if let Some(seq) = since.last_seq {
        visit.go_back_to(seq);
    }
    let news = async {
        loop {
            tokio::select! {
                () = visit.wait() => {}
                () = spot.hurry.notified() => return Ok(Vec::new()),
                () = chat.closing.cancelled() => return Ok(vec![ServerFrame::Bye { reason: "restart" }]),
            }
            let frames = visit.news().await?;
            if !frames.is_empty() {
                return Ok(frames);
            }
        }
    };
    let frames = match timeout(WAIT.min(chat.settings.chat.idle), news).await {
        Ok(Ok(frames)) => frames,
        Ok(Err(end)) => {
            chat.inner.parked.leave(&asked.token_hash);
            vec![bye(end)?]
        }
        Err(_) => Vec::new(),
    };
    // The time of the next request counts from here.
    chat.inner.parked.find(&asked.token_hash, chat.clock.now());
    Ok(Json(frames).into_response())
}

fn hello_first() -> Failed {
    Failed::new(
        StatusCode::CONFLICT,
        "hello_first",
        "The page says hello first",
    )
}

fn bye(end: End) -> Result<ServerFrame, Failed> {
    match end {
        End::Bye(reason) => Ok(ServerFrame::Bye { reason }),
        End::Trouble => Err(Failed::unavailable()),
    }
}

/// One frame, or a list of them.
fn list(body: &[u8]) -> Option<Vec<&RawValue>> {
    let text = std::str::from_utf8(body).ok()?;
    if text.trim_start().starts_with('[') {
        let list: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        return (list.len() <= MOST_FRAMES).then_some(list);
    }
    serde_json::from_str(text).ok().map(|one| vec![one])
}

/// A hello names the token of the request itself: one token cannot speak for another.
fn is_own(frame: &str, token: &str) -> bool {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default)]
        token: Option<String>,
    }
    serde_json::from_str::<Named>(frame)
        .is_ok_and(|named| named.token.is_none_or(|named| named == token))
        || serde_json::from_str::<Named>(frame).is_err()
}
