//! Uploads of the website's visitors wait apart until a message carries them; what none carries goes after a day.

use super::{Library, MediaError, digest};
use bytes::Bytes;
use domain::id::MediaId;
use domain::time::{HOUR, UnixMillis};
use futures_util::TryStreamExt;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectMeta, ObjectStoreExt, PutPayload};

/// How long an upload waits, in milliseconds; who brings it again begins anew.
pub(crate) const WAITS: i64 = 24 * HOUR;

/// The folder, beside those of files, whose names are two hexadecimal digits.
const FOLDER: &str = "waiting";

pub(super) fn place(id: &MediaId) -> ObjectPath {
    ObjectPath::from(format!("{FOLDER}/{id}"))
}

impl Library {
    /// Keeps a file for a day, until [`keep`](Self::keep).
    ///
    /// # Errors
    /// [`MediaError::Storage`].
    pub async fn put_waiting(&self, bytes: Bytes) -> Result<MediaId, MediaError> {
        let id = digest(&bytes)?;
        self.objects
            .put(&place(&id), PutPayload::from_bytes(bytes))
            .await?;
        Ok(id)
    }

    /// Puts a file that waits among those that stay; nothing happens for one that does not wait.
    ///
    /// # Errors
    /// [`MediaError::Storage`].
    pub async fn keep(&self, id: &MediaId) -> Result<(), MediaError> {
        let from = place(id);
        let Some(bytes) = self.read(&from).await? else {
            return Ok(());
        };
        self.put(bytes).await?;
        self.delete(&from).await
    }

    /// Deletes what waited for too long; how many files went.
    ///
    /// # Errors
    /// [`MediaError::Storage`].
    pub async fn sweep_waiting(&self, now: UnixMillis) -> Result<usize, MediaError> {
        let folder = ObjectPath::from(FOLDER);
        let all: Vec<ObjectMeta> = self.objects.list(Some(&folder)).try_collect().await?;
        let until = now.plus(-WAITS);
        let mut gone = 0;
        for file in all {
            if file.last_modified.timestamp_millis() <= until.0 {
                self.delete(&file.location).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }
}
