//! A visitor's files: sent beside the frames, and read back with the token alone.

use super::poll::{Asked, asked};
use super::{Chat, handle};
use crate::api::{Failed, told_type};
use crate::engine::Visitor;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use channels::livechat::{self, Refused};
use domain::id::MediaId;
use serde::Deserialize;
use serde_json::json;

/// What the visitor calls the file.
#[derive(Deserialize)]
pub(super) struct Called {
    #[serde(default)]
    name: Option<String>,
}

pub(super) async fn upload(
    State(chat): State<Chat>,
    Path(connection): Path<String>,
    Query(called): Query<Called>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failed> {
    let asked = asked(&chat, &connection, &headers).await?;
    let now = chat.clock.now();
    let limits = &chat.inner.limits;
    limits
        .upload(&asked.token_hash, now)
        .map_err(Failed::too_many)?;
    let open = chat.is_open(&asked.known).await;
    if !open.map_err(|_| Failed::unavailable())? {
        return Err(Failed::new(
            StatusCode::GONE,
            "closed",
            "This chat is closed",
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failed::too_large(),
        _ => Failed::invalid("body"),
    })?;
    let file =
        livechat::inspect(&body, called.name.as_deref()).map_err(|refused| match refused {
            Refused::TooLarge => Failed::too_large(),
            Refused::Empty | Refused::Type => Failed::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "forbidden_kind",
                "Files of this kind are not taken",
            ),
        })?;
    let kept = chat.media.put_waiting(body).await;
    let id = kept.map_err(|error| Failed::internal(&error))?;
    let key = chat.visitor_key(&asked.known).await;
    let key = key.map_err(|error| Failed::internal(&error))?;
    let handle = handle::write(&key, &asked.token_hash, id, &file, now);
    let told = json!({"media": handle, "mime": file.mime, "size": file.size});
    Ok(Json(told).into_response())
}

pub(super) async fn fetch(
    State(chat): State<Chat>,
    Path((connection, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failed> {
    let asked = asked(&chat, &connection, &headers).await?;
    let id = MediaId::new(id).map_err(|_| Failed::not_found())?;
    let visitor = visitor(&chat, &asked);
    let file = chat.own_file(&asked.known, &visitor, &id).await;
    // What is another's is not there: no answer tells the two apart.
    let file = file
        .map_err(|_| Failed::unavailable())?
        .ok_or_else(Failed::not_found)?;
    let bytes = chat.media.get(&id).await;
    let bytes = bytes
        .map_err(|error| Failed::internal(&error))?
        .ok_or_else(Failed::not_found)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static(told_type(&file.mime)),
    );
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=86400, immutable"),
    );
    // What the browser has kept is for who shows the token again.
    headers.insert(VARY, HeaderValue::from_static("authorization"));
    Ok(response)
}

fn visitor(chat: &Chat, asked: &Asked) -> Visitor {
    let proven = chat.inner.present.of(&asked.token_hash);
    proven.unwrap_or_else(|| Visitor {
        connection: asked.known.id.clone(),
        hash: asked.token_hash.clone(),
        user: None,
        name: None,
        email: None,
        language: None,
    })
}
