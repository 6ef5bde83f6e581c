//! `GET /chat/{connection}/ws`.

use super::frames::ServerFrame;
use super::visit::{End, Visit};
use super::{Chat, origin};
use crate::api::{Failed, client_address};
use crate::listen::Place as ConnectionPlace;
use axum::Extension;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use channels::livechat::MAX_FRAME;
use futures_util::StreamExt;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

/// A frame beyond the limit is still read, so that the page is told what was wrong; what is larger than this cuts the line.
const MAX_READ: usize = 2 * MAX_FRAME;
/// Bytes of the socket's read buffer: thousands of visitors sit and wait.
const READ_BUFFER: usize = 2 * 1024;
/// Bytes written before they are flushed.
const WRITE_BUFFER: usize = 4 * 1024;
/// Bytes that may wait.
const MAX_WRITE_BUFFER: usize = 1024 * 1024;
/// A visitor who does not say hello in this time is none.
const HELLO: Duration = Duration::from_secs(10);
/// A page that does not take a frame in this time is gone.
const SLOW: Duration = Duration::from_secs(20);
/// Broken frames after which the line is cut.
const MOST_BROKEN: u32 = 20;

pub(super) async fn join(
    State(chat): State<Chat>,
    Path(connection): Path<String>,
    place: Option<Extension<ConnectionPlace>>,
    parts: Parts,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Failed> {
    let known = chat.known(&connection).ok_or_else(Failed::not_found)?;
    let public = chat.settings.server.public_url.as_ref();
    if !origin::allowed(&parts.headers, public, &known.origins) {
        return Err(Failed::forbidden());
    }
    let upgrade = upgrade.map_err(|_| Failed::invalid("websocket"))?;
    let address = client_address(&chat.settings, &parts.extensions, &parts.headers);
    let from_address = chat
        .inner
        .limits
        .address(address)
        .ok_or_else(|| Failed::too_many(10))?;
    let running = chat.inner.sockets.token();
    let visit = Visit::new(chat.clone(), known, address);
    Ok(upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(MAX_READ)
        .max_frame_size(MAX_READ)
        .on_upgrade(|socket| async move {
            run(&chat, visit, socket).await;
            drop((place, from_address, running));
        }))
}

async fn run(chat: &Chat, mut visit: Visit, mut socket: WebSocket) {
    metrics::gauge!("relay_chat_visitors").increment(1.0);
    let Err(reason) = talk(chat, &mut visit, &mut socket).await;
    if let Some(reason) = reason {
        // The line may be gone already.
        let _ = send(&mut socket, &ServerFrame::Bye { reason }).await;
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
    metrics::gauge!("relay_chat_visitors").decrement(1.0);
}

/// Until it ends: with a reason to tell, or because nobody is there.
async fn talk(
    chat: &Chat,
    visit: &mut Visit,
    socket: &mut WebSocket,
) -> Result<std::convert::Infallible, Option<&'static str>> {
    let settings = chat.settings.chat;
    let mut tick = interval(settings.ping);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tick.tick().await;
    let begun = Instant::now();
    let (mut heard, mut broken) = (begun, 0);
    loop {
        // Whoever has not said hello has less time; everybody else is gone after the idle time.
        let deadline = if visit.has_begun() {
            heard + settings.idle
        } else {
            begun + HELLO.min(settings.idle)
        };
        let frames = tokio::select! {
            biased;
            () = chat.closing.cancelled() => return Err(Some("restart")),
            () = tokio::time::sleep_until(deadline) => return Err(Some("idle")),
            message = socket.next() => {
                heard = Instant::now();
                match message {
                    Some(Ok(Message::Text(text))) => visit.take(&text).await.map_err(reason)?,
                    Some(Ok(Message::Binary(_))) => vec![ServerFrame::error("bad_frame")],
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Vec::new(),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(None),
                }
            }
            () = visit.wait() => visit.news().await.map_err(reason)?,
            _ = tick.tick() => {
                visit.look();
                let ping = Message::Ping(bytes::Bytes::new());
                write(socket, ping).await?;
                Vec::new()
            }
        };
        for frame in &frames {
            send(socket, frame).await?;
            if let ServerFrame::Error { code, .. } = frame
                && matches!(
                    *code,
                    "bad_frame" | "bad_token" | "frame_too_large" | "hello_first"
                )
            {
                broken += 1;
            }
        }
        if broken >= MOST_BROKEN {
            return Err(Some("bad_frames"));
        }
    }
}

fn reason(end: End) -> Option<&'static str> {
    Some(match end {
        End::Bye(reason) => reason,
        End::Trouble => "unavailable",
    })
}

async fn send(socket: &mut WebSocket, frame: &ServerFrame) -> Result<(), Option<&'static str>> {
    // A frame is made of texts and numbers only.
    let text = serde_json::to_string(frame).map_err(|_| Some("unavailable"))?;
    write(socket, Message::Text(text.into())).await
}

async fn write(socket: &mut WebSocket, message: Message) -> Result<(), Option<&'static str>> {
    match timeout(SLOW, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(None),
    }
}
