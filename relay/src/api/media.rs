//! `GET /v1/media/{id}`: a file, to who may see the record that carries it.

use super::extract::{Params, Signed};
use super::problem::{Answered, Failed};
use super::state::Api;
use crate::auth::{Asked, authorise};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::contact::Contact;
use domain::file_type::settle;
use domain::id::{MediaId, RecordId};
use domain::message::Message;
use domain::record::Kind;
use serde::Deserialize;
use store::model::Record;

/// Types that are told as they are; everything else is bytes. SVG and HTML are never told (GOALS, Security).
const TYPES: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "video/mp4",
    "video/3gpp",
    "audio/aac",
    "audio/amr",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "application/pdf",
    "text/plain",
];

/// Which record carries the file: one of the two is named.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Carrier {
    /// Id of a message that you may see and that carries the file.
    message: Option<String>,
    /// Id of a contact that you may see and whose picture the file is.
    contact: Option<String>,
}

/// A file, as an attachment.
#[utoipa::path(get, path = "/v1/media/{id}", tag = "media", security(("bearer" = [])),
    params(("id" = String, Path, description = "Lower-case hex of its sha256"), Carrier), responses(
    (status = 200, description = "The bytes", content_type = "application/octet-stream", body = Vec<u8>),
    (status = 400, description = "Not exactly one carrier is named", body = wire::problem::Problem),
    (status = 401, description = "Not signed in", body = wire::problem::Problem),
    (status = 404, description = "No such file, or not for you", body = wire::problem::Problem),
))]
pub(super) async fn fetch(
    State(api): State<Api>,
    Signed(person): Signed,
    Path(id): Path<String>,
    Params(carrier): Params<Carrier>,
) -> Answered<Response> {
    let (kind, carrier) = match (carrier.message, carrier.contact) {
        (Some(message), None) => (Kind::Message, message),
        (None, Some(contact)) => (Kind::Contact, contact),
        _ => return Err(Failed::invalid("name the message or the contact")),
    };
    let id = MediaId::new(id).map_err(|_| Failed::not_found())?;
    let carrier = RecordId::new(carrier).map_err(|_| Failed::not_found())?;
    let found = api
        .store
        .records(&person.workspace, &kind, &[carrier])
        .await?;
    // What may not be seen is not there: no answer tells the two apart.
    let record = found
        .into_iter()
        .filter(|it| !it.deleted)
        .find(|it| authorise(Some(&person), Asked::Topic(&it.scope)).is_ok())
        .ok_or_else(Failed::not_found)?;
    // The parser's words may quote the guest: only the id is told.
    let carried = carried(&record)
        .map_err(|_| Failed::internal(&format!("{kind} {} cannot be read", record.id)))?;
    let claimed = carried
        .filter(|(media, _)| *media == id)
        .map(|(_, claimed)| claimed)
        .ok_or_else(Failed::not_found)?;
    let bytes = api
        .media
        .get(&id)
        .await
        .map_err(|error| Failed::internal(&error))?;
    let bytes = bytes.ok_or_else(Failed::not_found)?;
    let told = told_type(&claimed.unwrap_or_else(|| settle("", &bytes)));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(told));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    // Named by its own digest: it never changes.
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    Ok(response)
}

/// The file of a message with its type, or a contact's picture, whose type only its bytes say.
fn carried(record: &Record) -> serde_json::Result<Option<(MediaId, Option<String>)>> {
    if record.kind == Kind::Contact {
        let contact: Contact = serde_json::from_str(&record.body)?;
        return Ok(contact.picture.map(|picture| (picture, None)));
    }
    let message: Message = serde_json::from_str(&record.body)?;
    let media = message.content.file().map(|(_, media)| media.clone());
    Ok(media.and_then(|media| Some((media.id?, Some(media.mime)))))
}

pub(crate) fn told_type(mime: &str) -> &'static str {
    let plain = mime.split(';').next().unwrap_or_default().trim();
    let known = TYPES.iter().find(|known| known.eq_ignore_ascii_case(plain));
    known.copied().unwrap_or("application/octet-stream")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R12: what could run in a window is only bytes.
    #[test]
    fn types() {
        assert_eq!(told_type("audio/ogg; codecs=opus"), "audio/ogg");
        assert_eq!(told_type("IMAGE/JPEG"), "image/jpeg");
        for hostile in [
            "image/svg+xml",
            "text/html",
            "application/xhtml+xml",
            "",
            "x\r\ny",
        ] {
            assert_eq!(told_type(hostile), "application/octet-stream");
        }
    }
}
