//! Where a file is: `GET /{MEDIA_ID}` and its answer (whatsapp.md 3). The address lives five minutes.

use super::content::sha256_hex;
use super::render::{Endpoint, is_path_segment};
use crate::http::HttpRequest;
use crate::json::{Node, read};

/// Why a file cannot be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookupProblem {
    /// The media id or the phone number id cannot stand in an address.
    #[error("the media id is not one")]
    BadId,
    /// The answer names no address.
    #[error("the answer names no address")]
    Unreadable,
    /// Meta answered with an error code.
    #[error("Meta's error {0}")]
    Refused(i64),
}

/// Where a file is and what it claims to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaLookup {
    /// The address; check with [`crate::media::allowed_host`] before the token goes with it.
    pub url: String,
    /// MIME type with parameters; empty if absent.
    pub mime: String,
    /// Lower-case hex.
    pub sha256: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
}

/// The request that asks where a file is.
///
/// # Errors
/// [`LookupProblem::BadId`]: ids come from payloads and must not change the path.
pub fn media_lookup(endpoint: &Endpoint<'_>, media_id: &str) -> Result<HttpRequest, LookupProblem> {
    if !is_path_segment(media_id) || !is_path_segment(endpoint.phone_number_id) {
        return Err(LookupProblem::BadId);
    }
    let path = format!("{media_id}?phone_number_id={}", endpoint.phone_number_id);
    Ok(HttpRequest::get(endpoint.url(&path)))
}

/// Reads the answer.
///
/// # Errors
/// [`LookupProblem::Refused`] with Meta's code ([`super::rule`] says what follows), [`LookupProblem::Unreadable`] otherwise.
pub fn read_media_lookup(body: &[u8]) -> Result<MediaLookup, LookupProblem> {
    let value = std::str::from_utf8(body)
        .ok()
        .and_then(read)
        .ok_or(LookupProblem::Unreadable)?;
    let answer = Node::new(&value);
    if let Some(code) = answer.get("error").get("code").integer() {
        return Err(LookupProblem::Refused(code));
    }
    let url = answer.get("url").str().filter(|url| url.len() <= 4096);
    Ok(MediaLookup {
        url: url.ok_or(LookupProblem::Unreadable)?.to_owned(),
        mime: answer.get("mime_type").name().unwrap_or_default(),
        sha256: answer.get("sha256").str().and_then(sha256_hex),
        // A string on the wire.
        size: answer
            .get("file_size")
            .integer()
            .and_then(|size| u64::try_from(size).ok()),
    })
}
