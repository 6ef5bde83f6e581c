//! Files of messages: kept under the digest of their bytes, so that the same picture is kept once.

mod fetch;
mod guard;
mod upload;
mod waiting;

pub use fetch::{FetchError, Fetcher};
pub use upload::{PIECE, Piece, Stand, Upload, UploadError};
pub(crate) use waiting::WAITS;

use bytes::Bytes;
use domain::id::MediaId;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// The folder in the data folder.
pub const FOLDER: &str = "media";

/// Why a file is not there.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The folder cannot be made.
    #[error("the media folder: {0}")]
    Folder(std::io::Error),
    /// The storage; try again.
    #[error("media storage: {0}")]
    Storage(#[from] object_store::Error),
    /// The bytes are not the ones that were kept.
    #[error("the file {0} was changed")]
    Damaged(MediaId),
}

/// Where files are kept. Cheap to clone.
#[derive(Clone)]
pub struct Library {
    objects: Arc<dyn ObjectStore>,
}

impl Library {
    /// A folder below `data`, made if missing; what is written is on the disk before it is said to be kept.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(data: &Path) -> Result<Self, MediaError> {
        let folder = data.join(FOLDER);
        std::fs::create_dir_all(&folder).map_err(MediaError::Folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
        })
    }

    /// Any object store, e.g. of a cluster.
    #[must_use]
    pub fn with(objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects }
    }

    /// Keeps a file under its digest; keeping it twice is keeping it once.
    ///
    /// # Errors
    /// [`MediaError::Storage`].
    pub async fn put(&self, bytes: Bytes) -> Result<MediaId, MediaError> {
        let id = digest(&bytes)?;
        self.objects
            .put(&place(&id), PutPayload::from_bytes(bytes))
            .await?;
        Ok(id)
    }

    /// A file, checked against its name, also one that waits to be kept; `None` if there is none.
    ///
    /// # Errors
    /// [`MediaError::Storage`], [`MediaError::Damaged`].
    pub async fn get(&self, id: &MediaId) -> Result<Option<Bytes>, MediaError> {
        let mut found = self.read(&place(id)).await?;
        if found.is_none() {
            found = self.read(&waiting::place(id)).await?;
        }
        if found.is_none() {
            // It may have been moved between the two looks.
            found = self.read(&place(id)).await?;
        }
        let Some(found) = found else {
            return Ok(None);
        };
        if digest(&found)? == *id {
            Ok(Some(found))
        } else {
            Err(MediaError::Damaged(id.clone()))
        }
    }
}

impl Library {
    /// Deletes a file, kept or waiting; nothing happens where there is none.
    ///
    /// # Errors
    /// [`MediaError::Storage`].
    pub async fn remove(&self, id: &MediaId) -> Result<(), MediaError> {
        self.delete(&waiting::place(id)).await?;
        self.delete(&place(id)).await
    }

    async fn delete(&self, place: &ObjectPath) -> Result<(), MediaError> {
        match self.objects.delete(place).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn read(&self, place: &ObjectPath) -> Result<Option<Bytes>, MediaError> {
        match self.objects.get(place).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn digest(bytes: &[u8]) -> Result<MediaId, MediaError> {
    MediaId::new(hex::encode(Sha256::digest(bytes))).map_err(|error| {
        MediaError::Storage(object_store::Error::Generic {
            store: "media",
            source: Box::new(error),
        })
    })
}

/// 256 folders, so that none grows without end. Ids are letters, digits, `-` and `_` only.
fn place(id: &MediaId) -> ObjectPath {
    let name = id.as_str();
    ObjectPath::from(format!("{}/{name}", name.get(..2).unwrap_or("short")))
}
