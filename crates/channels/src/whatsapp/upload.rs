//! Files out: bytes go to `POST /{PHONE_ID}/media` first, and the message names the id that comes back (whatsapp.md 3).

use super::errors::{failure, rule};
use super::render::{Endpoint, RenderProblem};
use super::status::detail;
use crate::json::{Node, read};
use domain::delivery::Failure;
use domain::limits::MediaKind;
use domain::outbound::{Outbound, OutboundMedia, SendDecision};
use serde_json::{Value, json};

/// A multipart request as a value; the edge adds the bearer token and the bytes as the part `file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaUpload {
    /// Absolute, below the configured base.
    pub url: String,
    /// Fields beside the file.
    pub fields: Vec<(&'static str, String)>,
    /// Type of the part `file`.
    pub mime: String,
    /// Name of the part `file`; says nothing of the guest's.
    pub file_name: &'static str,
}

/// The request that takes a file of this type to Meta.
///
/// # Errors
/// [`RenderProblem::BadPhoneNumberId`].
pub fn media_upload(endpoint: &Endpoint<'_>, mime: &str) -> Result<MediaUpload, RenderProblem> {
    Ok(MediaUpload {
        url: endpoint.of_number("media")?,
        fields: vec![
            ("messaging_product", "whatsapp".to_owned()),
            ("type", mime.to_owned()),
        ],
        mime: mime.to_owned(),
        file_name: "file",
    })
}

/// How an upload ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadResult {
    /// Meta has the file for 30 days under this id.
    Kept {
        /// To be named by the message.
        id: String,
    },
    /// Meta did not take it. Nothing reached the guest, so whatever is unclear is tried again.
    Refused {
        /// For people.
        failure: Failure,
        /// For the job.
        decision: SendDecision,
    },
}

/// Reads Meta's answer to an upload.
#[must_use]
pub fn read_upload_response(status: u16, body: &[u8]) -> UploadResult {
    let value = std::str::from_utf8(body).ok().and_then(read);
    let answer = value.as_ref().map(Node::new);
    if let Some(error) = answer
        .map(|answer| answer.get("error"))
        .filter(|error| error.exists())
        && let Some(code) = error.get("code").integer()
    {
        // A parameter of an upload is the file itself.
        let code = if code == 100 { 131_053 } else { code };
        return UploadResult::Refused {
            failure: failure(Some(code), detail(error)),
            decision: rule(code).decision,
        };
    }
    let kept = answer.filter(|_| (200..300).contains(&status));
    match kept.and_then(|answer| answer.get("id").id()) {
        Some(id) => UploadResult::Kept { id },
        None => UploadResult::Refused {
            failure: failure(None, Some(format!("HTTP {status}"))),
            decision: SendDecision::Retry,
        },
    }
}

/// The message that carries a file.
pub(super) fn payload(
    outbound: &Outbound,
    media: &OutboundMedia,
) -> Result<(&'static str, Value), RenderProblem> {
    let mut payload = json!({ "id": media.id });
    let kind = match media.kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Document => "document",
        MediaKind::Sticker => "sticker",
    };
    let limit = domain::limits::caption(&domain::channel::Channel::WhatsApp, media.kind);
    let length = outbound.text.chars().count();
    if length > limit {
        return Err(RenderProblem::TooLong { length, limit });
    }
    if let Value::Object(map) = &mut payload {
        if !outbound.text.trim().is_empty() {
            map.insert("caption".to_owned(), json!(outbound.text));
        }
        if let (MediaKind::Document, Some(name)) = (media.kind, &media.name) {
            map.insert("filename".to_owned(), json!(name));
        }
        if media.kind == MediaKind::Audio && media.voice {
            map.insert("voice".to_owned(), json!(true));
        }
    }
    Ok((kind, payload))
}
