//! What a channel takes: characters, kinds of files, their types and sizes. The one table; desk, relay and channels ask here.
//!
//! From the providers' own pages: WhatsApp (Cloud API, "Supported media types"), Instagram and Messenger (Send API),
//! Telegram (Bot API), TikTok (Business Messaging), Twilio. 1 MB = 1024² bytes, as Meta counts.

use crate::channel::Channel;
use serde::{Deserialize, Serialize};

/// What a file is to the guest who gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A sound or a voice note.
    Audio,
    /// Any other file.
    Document,
    /// A sticker.
    Sticker,
}

/// What a channel takes of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Bytes at most.
    pub max_bytes: u64,
    /// Types without parameters; empty = any.
    pub types: &'static [&'static str],
}

/// Why a file cannot go out on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than the channel takes.
    #[error("at most {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// The channel takes files, not of this type.
    #[error("not a type the channel takes")]
    Type,
    /// The channel takes no files at all.
    #[error("the channel takes no files")]
    NoMedia,
    /// It could run on the guest's computer.
    #[error("programs are not sent")]
    Program,
}

impl Unfit {
    /// The code: `attachment-<code>` in Fluent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::Type => "type",
            Self::NoMedia => "no_media",
            Self::Program => "program",
        }
    }

    /// Bytes allowed, where that is the reason.
    #[must_use]
    pub const fn limit(self) -> Option<u64> {
        match self {
            Self::TooLarge { limit } => Some(limit),
            _ => None,
        }
    }
}

const MB: u64 = 1 << 20;
const PICTURES: &[&str] = &["image/jpeg", "image/png"];
const PICTURES_OF_THE_WEB: &[&str] = &["image/jpeg", "image/png", "image/gif", "image/webp"];

const fn limit(max_bytes: u64, types: &'static [&'static str]) -> Limit {
    Limit { max_bytes, types }
}

/// What `channel` takes of `kind`; `None` = nothing.
#[must_use]
pub fn media(channel: &Channel, kind: MediaKind) -> Option<Limit> {
    use MediaKind::{Audio, Document, Image, Sticker, Video};
    let found = match (channel, kind) {
        (Channel::WhatsApp, Image) => limit(5 * MB, PICTURES),
        (Channel::WhatsApp, Video) => limit(16 * MB, &["video/mp4", "video/3gpp", "video/3gp"]),
        (Channel::WhatsApp, Audio) => limit(
            16 * MB,
            &[
                "audio/aac",
                "audio/amr",
                "audio/mpeg",
                "audio/mp3",
                "audio/mp4",
                "audio/m4a",
                "audio/ogg",
            ],
        ),
        (Channel::WhatsApp, Document) => limit(100 * MB, &[]),
        (Channel::WhatsApp, Sticker) => limit(500 << 10, &["image/webp"]),
        (Channel::Instagram, Image) => limit(8 * MB, PICTURES),
        (Channel::Instagram, Audio) => limit(
            25 * MB,
            &["audio/aac", "audio/mp4", "audio/m4a", "audio/wav"],
        ),
        (Channel::Instagram, Video) => limit(
            25 * MB,
            &[
                "video/mp4",
                "video/ogg",
                "video/x-msvideo",
                "video/quicktime",
                "video/webm",
            ],
        ),
        (Channel::Instagram, Document) => limit(25 * MB, &["application/pdf"]),
        (Channel::Messenger, Image) => limit(8 * MB, PICTURES_OF_THE_WEB),
        (Channel::Messenger, Audio | Video | Document) => limit(25 * MB, &[]),
        (Channel::Telegram, Image) => limit(10 * MB, PICTURES),
        (Channel::Telegram, Audio | Video | Document) => limit(50 * MB, &[]),
        (Channel::TikTok, Image) => limit(3 * MB, PICTURES),
        (Channel::LiveChat, Image) => limit(10 * MB, PICTURES_OF_THE_WEB),
        (Channel::LiveChat, Audio | Video | Document) => limit(10 * MB, &[]),
        (Channel::Sms, Image) => limit(5 * MB, &["image/jpeg", "image/png", "image/gif"]),
        (Channel::Email, Image | Audio | Video | Document) => limit(20 * MB, &[]),
        _ => return None,
    };
    Some(found)
}

/// Characters of a message without a file (Unicode scalar values).
#[must_use]
pub const fn text(channel: &Channel) -> usize {
    match channel {
        Channel::Instagram => 1_000,
        Channel::Messenger => 2_000,
        Channel::TikTok => 6_000,
        Channel::Sms => 1_600,
        Channel::Email => 100_000,
        _ => 4_096,
    }
}

/// Characters that may stand under a file of this kind; 0 = words need a message of their own.
#[must_use]
pub const fn caption(channel: &Channel, kind: MediaKind) -> usize {
    match (channel, kind) {
        (Channel::WhatsApp, MediaKind::Image | MediaKind::Video | MediaKind::Document)
        | (
            Channel::Telegram,
            MediaKind::Image | MediaKind::Video | MediaKind::Audio | MediaKind::Document,
        ) => 1_024,
        (Channel::LiveChat, _) => 4_096,
        (Channel::Sms, MediaKind::Image) => 1_600,
        (Channel::Email, _) => 100_000,
        _ => 0,
    }
}

/// The largest file a note to colleagues may carry, whatever the channel.
pub const NOTE: u64 = 100 * MB;

/// A MIME type without its parameters, in lower case.
#[must_use]
pub fn essence(mime: &str) -> String {
    mime.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The kind a type is by itself.
fn natural_kind(essence: &str) -> MediaKind {
    match essence.split_once('/').map(|(family, _)| family) {
        Some("image") => MediaKind::Image,
        Some("video") => MediaKind::Video,
        Some("audio") => MediaKind::Audio,
        _ => MediaKind::Document,
    }
}

/// As what a file goes out on `channel`: as a picture, film or sound where the channel takes its type as one, else as a document.
///
/// # Errors
/// [`Unfit`]; nothing is queued then.
pub fn outgoing(channel: &Channel, mime: &str, size: u64) -> Result<MediaKind, Unfit> {
    let essence = essence(mime);
    let taken = |kind: MediaKind| {
        media(channel, kind)
            .filter(|it| it.types.is_empty() || it.types.contains(&essence.as_str()))
            .map(|it| (kind, it))
    };
    let natural = natural_kind(&essence);
    let (kind, limit) = taken(natural)
        .or_else(|| taken(MediaKind::Document))
        .ok_or(match media(channel, MediaKind::Image) {
            Some(_) => Unfit::Type,
            None => Unfit::NoMedia,
        })?;
    within(size, limit.max_bytes).map(|()| kind)
}

/// As what a file stands in a note.
///
/// # Errors
/// [`Unfit`].
pub fn in_note(mime: &str, size: u64) -> Result<MediaKind, Unfit> {
    let essence = essence(mime);
    let kind = natural_kind(&essence);
    let shown = kind != MediaKind::Image || PICTURES_OF_THE_WEB.contains(&essence.as_str());
    within(size, NOTE).map(|()| if shown { kind } else { MediaKind::Document })
}

const fn within(size: u64, limit: u64) -> Result<(), Unfit> {
    match size {
        0 => Err(Unfit::Empty),
        _ if size > limit => Err(Unfit::TooLarge { limit }),
        _ => Ok(()),
    }
}
