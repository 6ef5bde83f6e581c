//! Files: beside drafts, on their way to the relay, fetched from it, shown, opened and saved. On the disk they are encrypted,
//! each under its own key ([`cache::FileKey`]); readable they lie only in [`open`]'s folder, while the app runs.

mod attach;
mod fetch;
mod open;
mod play;
pub(crate) mod send;
pub(crate) mod voice;

pub(crate) use attach::Offer;
pub(crate) use open::clear as clear_opened;
pub use play::MediaFile;

use crate::api::ApiError;
use crate::session::{Session, lock};
use cache::{FileKey, Reader};
use domain::id::{ContactId, MediaId, MessageId};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;

/// What a file is seen through: its record says who may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A message with a file.
    Message(MessageId),
    /// A contact with a picture.
    Contact(ContactId),
}

/// Files whose carrier is remembered; more than anybody scrolls past between two looks.
const MOST_SHOWN: usize = 20_000;

/// What the commands and tasks about files share.
#[derive(Default)]
pub(crate) struct Files {
    /// Attachments whose bytes are still coming from the window.
    incoming: Mutex<HashMap<String, attach::Incoming>>,
    /// One fetch of a file at a time.
    fetching: Mutex<HashMap<MediaId, Arc<tokio::sync::Mutex<()>>>>,
    /// Uploads under way, so that they can be stopped.
    stops: Mutex<HashMap<MediaId, CancellationToken>>,
    /// Where the window saw a file. It may ask for what it was shown, and for nothing else.
    shown: Mutex<HashMap<MediaId, Carrier>>,
    /// Voice notes that were decoded last.
    voices: Mutex<Vec<(MediaId, Arc<voice::Sound>)>>,
}

impl Files {
    /// The window is about to be told of a file.
    pub(crate) fn show(&self, media: &MediaId, carrier: Carrier) {
        let mut shown = lock(&self.shown);
        if shown.len() >= MOST_SHOWN {
            shown.clear();
        }
        shown.insert(media.clone(), carrier);
    }

    fn shown_in(&self, media: &MediaId) -> Option<Carrier> {
        lock(&self.shown).get(media).cloned()
    }

    /// What stops an upload that begins now.
    pub(crate) fn stop_of(&self, media: &MediaId) -> CancellationToken {
        let token = CancellationToken::new();
        lock(&self.stops).insert(media.clone(), token.clone());
        token
    }

    /// The upload has ended.
    pub(crate) fn ended(&self, media: &MediaId) {
        lock(&self.stops).remove(media);
    }

    /// A message with this file was dropped: nothing of it is sent any more, and what nobody needs leaves the disk.
    pub(crate) fn drop_bytes(&self, session: &Arc<Session>, media: &MediaId) {
        self.stop(media);
        session.sweep_soon();
    }

    /// Stops an upload, if one is under way.
    pub(crate) fn stop(&self, media: &MediaId) {
        if let Some(token) = lock(&self.stops).remove(media) {
            token.cancel();
        }
    }
}

/// Files that may not leave: they stand beside a draft, or a command carries them that the relay has not got.
pub(crate) fn pinned(reader: &Reader<'_>) -> cache::Result<BTreeSet<MediaId>> {
    let drafts = reader.attachments().all()?;
    let mut pinned: BTreeSet<MediaId> = drafts.into_iter().filter_map(|row| row.media).collect();
    for entry in reader.outbox().all()? {
        pinned.extend(entry.command.action.file().cloned());
    }
    Ok(pinned)
}

impl Session {
    /// A fresh key and salt.
    fn file_key() -> Result<(FileKey, [u8; 16]), ApiError> {
        let (mut key, mut salt) = ([0; 32], [0; 16]);
        let filled = getrandom::fill(&mut key).and_then(|()| getrandom::fill(&mut salt));
        filled.map_err(|_| ApiError::new("internal"))?;
        Ok((FileKey::new(key), salt))
    }

    /// Deletes files without a key, later and elsewhere: nobody waits for it.
    fn sweep_soon(self: &Arc<Self>) {
        let session = Arc::clone(self);
        seam::detached(move || drop(session.cache.sweep_files()));
    }
}

/// What went wrong with the disk, for the window.
fn disk(error: &std::io::Error) -> ApiError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            ApiError::new("disk_full")
        }
        _ => {
            tracing::error!(%error, "file.failed");
            ApiError::new("disk_error")
        }
    }
}
