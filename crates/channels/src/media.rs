//! What a file from a guest may be, and from where it may be fetched (whatsapp.md 3; R12, R13).

use domain::channel::Channel;
use domain::limits::{self, Limit, MediaKind};
use sha2::{Digest, Sha256};
use url::Url;

/// Why a file is not kept; the message stays, with this in `Media::problem`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaProblem {
    /// Not a type of this kind, or the bytes are something else.
    #[error("the file's type is not allowed")]
    Type,
    /// Larger than the channel allows, or empty.
    #[error("the file's size is not allowed")]
    Size,
    /// Not the file that was announced.
    #[error("the file's digest differs")]
    Digest,
    /// Its address is not the provider's.
    #[error("the file's address is not the provider's")]
    Host,
}

impl MediaProblem {
    /// The code for `Media::problem`; `media-<code>` in Fluent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Size => "size",
            Self::Digest => "digest",
            Self::Host => "host",
        }
    }
}

/// A file that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The type to serve it with, without parameters; active types (HTML, SVG, scripts) become `application/octet-stream`.
    pub mime: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// What WhatsApp sends of this kind; what guests may send and what we may is the same table.
fn limit(kind: MediaKind) -> Limit {
    let none = Limit {
        max_bytes: 0,
        types: &[],
    };
    limits::media(&Channel::WhatsApp, kind).unwrap_or(none)
}

/// The largest file of this kind in bytes.
#[must_use]
pub fn max_bytes(kind: MediaKind) -> u64 {
    limit(kind).max_bytes
}

/// Types that a browser would run.
const ACTIVE: &[&str] = &[
    "html",
    "xml",
    "svg",
    "javascript",
    "ecmascript",
    "xsl",
    "pdf+",
    "x-mixed",
];

/// Checks what is announced, before anything is fetched. Returns the type to serve it with.
///
/// # Errors
/// [`MediaProblem::Type`], [`MediaProblem::Size`].
pub fn check_announced(
    kind: MediaKind,
    mime: &str,
    size: Option<u64>,
) -> Result<String, MediaProblem> {
    let essence = mime
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let token = |part: &str| {
        (1..=100).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b))
    };
    let well_formed = essence
        .split_once('/')
        .is_some_and(|(a, b)| token(a) && token(b));
    let active = ACTIVE.iter().any(|word| essence.contains(word));
    let served = match kind {
        MediaKind::Document if active || !well_formed => "application/octet-stream".to_owned(),
        MediaKind::Document => essence,
        _ if limit(kind).types.contains(&essence.as_str()) => essence,
        _ => return Err(MediaProblem::Type),
    };
    match size {
        Some(size) if size == 0 || size > max_bytes(kind) => Err(MediaProblem::Size),
        _ => Ok(served),
    }
}

/// Checks a file that was fetched: type, size, the first bytes of pictures, and the digest if one was announced (lower-case hex).
///
/// # Errors
/// [`MediaProblem`]; the bytes are to be thrown away.
pub fn check(
    kind: MediaKind,
    mime: &str,
    bytes: &[u8],
    announced_sha256: Option<&str>,
) -> Result<Checked, MediaProblem> {
    let size = bytes.len() as u64;
    let mime = check_announced(kind, mime, Some(size))?;
    let looks_right = match mime.as_str() {
        "image/jpeg" => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1A\n"),
        "image/webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
        _ => true,
    };
    if !looks_right && kind != MediaKind::Document {
        return Err(MediaProblem::Type);
    }
    let sha256 = hex::encode(Sha256::digest(bytes));
    if announced_sha256.is_some_and(|announced| !announced.eq_ignore_ascii_case(&sha256)) {
        return Err(MediaProblem::Digest);
    }
    Ok(Checked { mime, sha256, size })
}

/// Hosts from which Meta serves files.
const HOSTS: &[&str] = &["lookaside.fbsbx.com"];
/// Domains below which every host is Meta's.
const DOMAINS: &[&str] = &[".fbcdn.net", ".whatsapp.net"];

/// Whether a token may travel to `url`, an address that a payload or an answer names: Meta's own hosts over https on the usual port, or
/// exactly the scheme, host and port of the configured Graph base (DESIGN 7; R13). Redirects must be off or checked again.
#[must_use]
pub fn allowed_host(url: &str, configured_base: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    if !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    if let Ok(base) = Url::parse(configured_base)
        && matches!(base.scheme(), "https" | "http")
        && base.origin() == url.origin()
    {
        return true;
    }
    let Some(host) = url.domain() else {
        return false;
    };
    let known = HOSTS.contains(&host) || DOMAINS.iter().any(|domain| host.ends_with(domain));
    url.scheme() == "https" && url.port().is_none() && known
}
