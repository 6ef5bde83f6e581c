//! `GET /v1/stream`: pushed intervals, one task a desk.
//!
//! A stream *pulls*: it reads the next interval only after the one before has left, so a slow reader costs no memory and is
//! closed when it does not take a batch in time. The hub is joined before the first read.

mod session;
mod step;

use crate::api::{Api, CursorState, Failed, Params, Signed, judge};
use crate::listen::Place;
use axum::Extension;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::Response;
use serde::Deserialize;
use session::Session;
use wire::cursor::Cursor;

/// Bytes of the socket's read buffer: a desk sends pongs and signals (P6; axum's default is 128 KiB).
const READ_BUFFER: usize = 1024;
/// Bytes written before they are flushed.
const WRITE_BUFFER: usize = 4 * 1024;
/// Bytes that may wait; larger than the largest frame.
const MAX_WRITE_BUFFER: usize = 16 * 1024 * 1024;
/// Longest message that a desk may send.
const MAX_FROM_DESK: usize = 1024;

/// Where the desk stands.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct JoinQuery {
    /// Cursor; from the head where absent.
    since: Option<String>,
}

/// Joins the stream (WebSocket; text frames of [`wire::stream::Frame`]).
#[utoipa::path(get, path = "/v1/stream", tag = "sync", security(("bearer" = [])), params(JoinQuery), responses(
    (status = 101, description = "Frames `batch`, `scopes`, `fetch`, `closed`, `signal`; see Frame. Up the same socket a desk may say `{\"type\": \"typing\", \"conversation\": …, \"on\": true}`, which reaches a Live Chat visitor and colleagues, or the same with `viewing` while a conversation is open, which reaches colleagues", body = crate::api::openapi::FrameDoc),
    (status = 400, description = "Not a WebSocket request", body = wire::problem::Problem),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 429, description = "Too many streams of this device", body = wire::problem::Problem),
))]
pub(crate) async fn join(
    State(api): State<Api>,
    Signed(person): Signed,
    Params(query): Params<JoinQuery>,
    connection: Option<Extension<Place>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Failed> {
    let upgrade = upgrade.map_err(|_| Failed::invalid("websocket"))?;
    // Before the first read: what is committed from here on rings.
    let news = api.hub.subscribe(&person.workspace);
    let revoked = api.hear_revoked();
    let head = api.head(&person.workspace).await?;
    let since = match &query.since {
        None => Some(head.seq),
        Some(text) => {
            let cursor: Cursor = text.parse().map_err(|_| Failed::invalid("since"))?;
            let terms = api.store.terms(&person.workspace).await?;
            #[cfg(feature = "plant")]
            let cursor = crate::api::changed_meaning(cursor, &terms);
            match judge(&cursor, &terms, &head) {
                CursorState::Good => Some(cursor.seq),
                CursorState::Unknown { .. } => None,
            }
        }
    };
    let place = api
        .stream_place(&person.device)
        .ok_or_else(|| Failed::too_many(5))?;
    let session = Session::new(api, (*person).clone(), news, revoked, since, place);
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(MAX_FROM_DESK)
        .max_frame_size(MAX_FROM_DESK)
        .on_upgrade(|socket| async {
            session.run(socket).await;
            drop(connection);
        }))
}
