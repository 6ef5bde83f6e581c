//! `HEAD` and `PATCH /v1/uploads/{sha256}`: a file on its way to become part of a message. Resumable: a desk asks where the relay
//! stands and goes on from there.

use super::extract::Signed;
use super::problem::{Answered, Failed};
use super::state::Api;
use crate::auth::Person;
use crate::media::{PIECE, Piece, Stand, Upload, UploadError};
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::id::MediaId;
use wire::upload::{UPLOAD_LENGTH, UPLOAD_OFFSET, UploadProgress};

fn media(id: String) -> Answered<MediaId> {
    let is_digest = id.len() == 64
        && id
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    MediaId::new(id)
        .ok()
        .filter(|_| is_digest)
        .ok_or_else(|| Failed::invalid("sha256"))
}

fn of<'a>(person: &'a Person, media: &'a MediaId) -> Upload<'a> {
    Upload {
        workspace: &person.workspace,
        staff: &person.id,
        media,
    }
}

fn with_offset(offset: u64, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static(UPLOAD_OFFSET),
        HeaderValue::from(offset),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// How many bytes of a file are here; 0 if none are. Only one's own uploads count: that a colleague or another hotel has the same
/// file is told to nobody.
#[utoipa::path(head, path = "/v1/uploads/{id}", tag = "media", security(("bearer" = [])),
    params(("id" = String, Path, description = "Lower-case hex of the file's sha256")), responses(
    (status = 204, description = "`Upload-Offset` says where to go on"),
    (status = 400, description = "Not a digest"),
    (status = 401, description = "Not signed in"),
))]
pub(super) async fn offset(
    State(api): State<Api>,
    Signed(person): Signed,
    Path(id): Path<String>,
) -> Answered<Response> {
    let media = media(id)?;
    let whole = api
        .engine
        .uploaded(&person.workspace, &person.id, &media)
        .await?;
    let offset = match whole {
        Some(size) => size,
        None => api
            .media
            .upload_offset(&of(&person, &media))
            .await
            .map_err(|error| failed(&error))?,
    };
    Ok(with_offset(offset, StatusCode::NO_CONTENT.into_response()))
}

/// The next piece, at most 1 MiB, beginning where the relay stands. The last one makes the file: its digest is checked, its type
/// is read off its bytes, and messages of this person may carry it.
#[utoipa::path(patch, path = "/v1/uploads/{id}", tag = "media", security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Lower-case hex of the file's sha256"),
        ("Upload-Offset" = u64, Header, description = "Where the piece begins"),
        ("Upload-Length" = u64, Header, description = "Bytes of the whole file"),
        ("Content-Type" = String, Header, description = "The file's type"),
    ),
    request_body(content_type = "application/octet-stream", content = Vec<u8>), responses(
    (status = 200, description = "Kept", body = UploadProgress),
    (status = 400, description = "Headers or lengths make no sense", body = wire::problem::Problem),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 409, description = "`upload_offset`: the relay stands elsewhere; `Upload-Offset` of the answer says where", body = wire::problem::Problem),
    (status = 413, description = "`too_large`: the piece or the file", body = wire::problem::Problem),
    (status = 415, description = "`attachment`: it could run", body = wire::problem::Problem),
    (status = 422, description = "`digest`: the file is not the announced one and was thrown away", body = wire::problem::Problem),
    (status = 429, description = "`quota`: too much of this person is under way", body = wire::problem::Problem),
))]
pub(super) async fn piece(
    State(api): State<Api>,
    Signed(person): Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answered<Response> {
    let media = media(id)?;
    let (offset, length) = (
        number(&headers, UPLOAD_OFFSET)?,
        number(&headers, UPLOAD_LENGTH)?,
    );
    let quotas = api.settings.quotas;
    if length > quotas.media_bytes {
        return Err(Failed::too_large());
    }
    let mime = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or(domain::file_type::BYTES);
    if let Some(size) = api
        .engine
        .uploaded(&person.workspace, &person.id, &media)
        .await?
    {
        // Its answer was lost: the file is here.
        let progress = UploadProgress {
            offset: size,
            mime: None,
        };
        return Ok(with_offset(size, Json(progress).into_response()));
    }
    let bytes = super::extract::read(body, PIECE).await?;
    let place = Piece {
        offset,
        length,
        mime,
    };
    let kept = api
        .media
        .upload_piece(&of(&person, &media), place, bytes, quotas.upload_bytes)
        .await;
    let (offset, mime) = match kept {
        Ok(Stand::Half(offset)) => (offset, None),
        Ok(Stand::Whole { mime }) => {
            api.engine
                .keep_upload(&person.workspace, &person.id, &media, &mime, length)
                .await?;
            metrics::counter!("bellhop_uploads_total").increment(1);
            (length, Some(mime))
        }
        Err(UploadError::Offset(stands)) => {
            return Ok(with_offset(
                stands,
                failed(&UploadError::Offset(stands)).into_response(),
            ));
        }
        Err(error) => return Err(failed(&error)),
    };
    Ok(with_offset(
        offset,
        Json(UploadProgress { offset, mime }).into_response(),
    ))
}

fn number(headers: &HeaderMap, name: &'static str) -> Answered<u64> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Failed::invalid(name))
}

fn failed(error: &UploadError) -> Failed {
    let problem = |status, code, title| Failed::new(status, code, title);
    match error {
        UploadError::Offset(_) => problem(
            StatusCode::CONFLICT,
            "upload_offset",
            "The upload stands elsewhere",
        ),
        UploadError::Length => Failed::invalid(UPLOAD_LENGTH),
        UploadError::Digest => problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            "digest",
            "The file is not the announced one",
        ),
        UploadError::Program => problem(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "attachment",
            "Programs are not kept",
        )
        .detail("program"),
        UploadError::Quota => problem(
            StatusCode::TOO_MANY_REQUESTS,
            "quota",
            "Too much is under way; wait until it has arrived",
        ),
        UploadError::Media(error) => {
            tracing::warn!(%error, "an upload waits: {error}");
            Failed::unavailable()
        }
    }
}
