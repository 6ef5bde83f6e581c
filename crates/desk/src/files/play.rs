//! What the window shows and plays: a file with a type of a fixed list, in parts, or a voice note as sound any webview knows.

use super::fetch::Found;
use super::{Carrier, disk, voice};
use crate::api::ApiError;
use crate::api::media::Voice;
use crate::desk::Desk;
use crate::session::{Session, lock};
use cache::FileReader;
use domain::file_type;
use domain::id::{MediaId, MessageId};
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Types the window is told; everything else is bytes (R12).
const TYPES: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "video/mp4",
    "video/3gpp",
    "video/webm",
    "audio/aac",
    "audio/amr",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
];

/// Longest part of a file at once, in bytes.
const PART: u64 = 4 << 20;

/// Decoded voice notes that are kept for the next look.
const VOICES: usize = 4;

/// A file for the window.
pub struct MediaFile {
    mime: &'static str,
    source: Source,
}

enum Source {
    Disk(Mutex<FileReader>),
    Sound(Arc<voice::Sound>),
}

impl std::fmt::Debug for MediaFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MediaFile")
            .field("mime", &self.mime)
            .finish_non_exhaustive()
    }
}

impl MediaFile {
    /// Its type, of a fixed list.
    #[must_use]
    pub const fn mime(&self) -> &'static str {
        self.mime
    }

    /// Bytes in all.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.source {
            Source::Disk(reader) => lock(reader).size(),
            Source::Sound(sound) => sound.wav.len() as u64,
        }
    }

    /// The bytes that the header `Range: <text>` asks for, of several the first, 4 MiB at most: a film comes in parts. `None` if
    /// they lie outside of the file.
    #[must_use]
    pub fn range(&self, text: &str) -> Option<Range<u64>> {
        range_of(text, self.size())
    }

    /// `length` bytes from `offset`, fewer at the end. Blocking.
    ///
    /// # Errors
    /// The disk.
    pub fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        match &self.source {
            Source::Disk(reader) => lock(reader).read(offset, length),
            Source::Sound(sound) => {
                let begin = usize::try_from(offset)
                    .unwrap_or(usize::MAX)
                    .min(sound.wav.len());
                let end = begin.saturating_add(length).min(sound.wav.len());
                Ok(sound.wav.get(begin..end).unwrap_or_default().to_vec())
            }
        }
    }
}

fn range_of(text: &str, size: u64) -> Option<Range<u64>> {
    let first = text.strip_prefix("bytes=")?.split(',').next()?;
    let (begin, end) = first.split_once('-')?;
    let range = match (begin.trim(), end.trim()) {
        ("", last) => size.saturating_sub(last.parse().ok()?)..size,
        (begin, "") => begin.parse().ok()?..size,
        (begin, end) => begin.parse().ok()?..end.parse::<u64>().ok()?.checked_add(1)?.min(size),
    };
    (range.start < range.end).then(|| range.start..range.end.min(range.start + PART))
}

fn told_type(settled: &str) -> &'static str {
    TYPES
        .iter()
        .find(|known| **known == settled)
        .copied()
        .unwrap_or(file_type::BYTES)
}

impl Desk {
    /// A file that the window was shown in a message or beside a thread, or that stands beside a draft, for `media://localhost/<id>`; `as_wav` decodes a voice note.
    ///
    /// # Errors
    /// `not_found` for what was not shown, `no_file`, `offline`, `unplayable`.
    pub async fn media(&self, id: &str, as_wav: bool) -> Result<MediaFile, ApiError> {
        let session = self.inner.session()?;
        let media = MediaId::new(id).map_err(|_| ApiError::new("not_found"))?;
        let Some(carrier) = session.files.shown_in(&media) else {
            return session.attached(media).await;
        };
        if as_wav {
            let sound = session.sound(carrier).await?;
            return Ok(MediaFile {
                mime: "audio/wav",
                source: Source::Sound(sound),
            });
        }
        let found = session.file(carrier).await?;
        if found.id != media {
            return Err(ApiError::new("not_found"));
        }
        seam::blocking(move || open(&session, &found))
            .await
            .map_err(|_| ApiError::new("internal"))?
            .map_err(|error| disk(&error))
    }
}

fn open(session: &Session, found: &Found) -> io::Result<MediaFile> {
    let mut reader = found.open(session)?;
    let head = reader.read(0, file_type::HEAD)?;
    Ok(MediaFile {
        mime: told_type(&file_type::settle(&found.media.mime, &head)),
        source: Source::Disk(Mutex::new(reader)),
    })
}

impl Session {
    /// A file beside a draft of this person, which stands in no message yet.
    async fn attached(self: &Arc<Self>, media: MediaId) -> Result<MediaFile, ApiError> {
        let file = self
            .with_cache(move |session| {
                let found = session.cache.read(|reader| {
                    let drafts = reader.attachments().all()?;
                    let draft = drafts
                        .into_iter()
                        .find(|row| row.media.as_ref() == Some(&media));
                    let file = reader.files().of_media(&media)?;
                    draft.zip(file).ok_or(cache::Error::NotFound)
                })?;
                let (draft, row) = found;
                Ok(session
                    .cache
                    .open_file(&row.name, &row.key, row.size)
                    .map(|reader| MediaFile {
                        mime: told_type(&draft.mime),
                        source: Source::Disk(Mutex::new(reader)),
                    }))
            })
            .await?;
        file.map_err(|error| disk(&error))
    }

    /// How a voice note is drawn.
    pub(crate) async fn voice(self: &Arc<Self>, message: MessageId) -> Result<Voice, ApiError> {
        let sound = self.sound(Carrier::Message(message)).await?;
        Ok(Voice {
            seconds: sound.seconds,
            peaks: sound.peaks.clone(),
        })
    }

    async fn sound(self: &Arc<Self>, carrier: Carrier) -> Result<Arc<voice::Sound>, ApiError> {
        let found = self.file(carrier).await?;
        let known = |id: &MediaId| {
            let voices = lock(&self.files.voices);
            let hit = voices.iter().find(|(media, _)| media == id);
            hit.map(|(_, sound)| Arc::clone(sound))
        };
        if let Some(sound) = known(&found.id) {
            return Ok(sound);
        }
        let (session, id) = (Arc::clone(self), found.id.clone());
        let decoded = seam::blocking(move || {
            let bytes = found.bytes(&session).map_err(|error| disk(&error))?;
            voice::decode(&bytes).map_err(|_| ApiError::new("unplayable"))
        });
        let sound = Arc::new(decoded.await.map_err(|_| ApiError::new("internal"))??);
        let mut voices = lock(&self.files.voices);
        if voices.len() >= VOICES {
            voices.remove(0);
        }
        voices.push((id, Arc::clone(&sound)));
        Ok(sound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(range_of("bytes=0-", 10), Some(0..10));
        assert_eq!(range_of("bytes=2-4", 10), Some(2..5));
        assert_eq!(range_of("bytes=2-99", 10), Some(2..10));
        assert_eq!(range_of("bytes=-3", 10), Some(7..10));
        assert_eq!(range_of("bytes=0-1,5-6", 10), Some(0..2));
        assert_eq!(range_of("bytes=0-", 9 << 20), Some(0..PART));
        for outside in [
            "bytes=10-",
            "bytes=5-4",
            "bytes=-0",
            "items=0-1",
            "bytes=x-y",
        ] {
            assert_eq!(range_of(outside, 10), None, "{outside}");
        }
    }

    /// R12: what could run in the window is told as bytes.
    #[test]
    fn types_are_of_a_fixed_list() {
        assert_eq!(told_type("image/png"), "image/png");
        for other in [
            "image/svg+xml",
            "text/html",
            "application/pdf",
            "text/plain",
            "",
        ] {
            assert_eq!(told_type(other), "application/octet-stream", "{other}");
        }
    }
}
