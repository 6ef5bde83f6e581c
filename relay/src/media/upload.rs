//! Uploads: pieces of a file wait apart, per person, and become a file in one step once the last one is there and the digest
//! holds. Nothing half is ever visible, and one person's half file cannot spoil another's.

use super::{Library, MediaError, digest};
use bytes::{Bytes, BytesMut};
use domain::file_type;
use domain::id::{MediaId, StaffId, WorkspaceId};
use domain::time::UnixMillis;
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path as ObjectPath;
use object_store::{ObjectMeta, ObjectStoreExt, PutPayload};

/// Longest piece, in bytes.
pub const PIECE: usize = 1 << 20;

/// The folder of half uploads, beside those of files, whose names are two hexadecimal digits.
const FOLDER: &str = "uploads";

/// Half an upload that nobody continued for this long is deleted, in milliseconds.
const FORGOTTEN: i64 = 24 * domain::time::HOUR;

/// Why a piece is not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// It begins where the relay does not stand; this is where it stands.
    #[error("the upload stands at {0}")]
    Offset(u64),
    /// It is longer than what was announced, empty, or another length was announced before.
    #[error("the piece does not fit the announced length")]
    Length,
    /// All pieces are there and are not the file that was announced; they were thrown away.
    #[error("the file's digest differs")]
    Digest,
    /// What is there could run.
    #[error("programs are not kept")]
    Program,
    /// This person has too much under way.
    #[error("too much is under way")]
    Quota,
    /// The storage; try again.
    #[error(transparent)]
    Media(#[from] MediaError),
}

impl From<object_store::Error> for UploadError {
    fn from(error: object_store::Error) -> Self {
        Self::Media(error.into())
    }
}

/// Whose upload of what.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The hotel.
    pub workspace: &'a WorkspaceId,
    /// The person.
    pub staff: &'a StaffId,
    /// The file to be.
    pub media: &'a MediaId,
}

impl Upload<'_> {
    fn person(&self) -> ObjectPath {
        ObjectPath::from(format!("{FOLDER}/{}/{}", self.workspace, self.staff))
    }

    fn folder(&self) -> ObjectPath {
        ObjectPath::from(format!("{}/{}", self.person(), self.media))
    }

    /// Offset and announced length are in the name, so that a listing tells where the upload stands.
    fn piece(&self, offset: u64, length: u64) -> ObjectPath {
        ObjectPath::from(format!("{}/{offset:012}-{length}", self.folder()))
    }
}

/// A piece with its place.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Where it begins.
    pub offset: u64,
    /// Bytes of the whole file.
    pub length: u64,
    /// Type as the sender knows it.
    pub mime: &'a str,
}

/// How an upload stands after a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// Bytes that are here.
    Half(u64),
    /// The file is kept, under this type.
    Whole {
        /// By its own bytes.
        mime: String,
    },
}

/// What is here of an upload: the pieces without a gap from the beginning.
struct Here {
    pieces: Vec<ObjectMeta>,
    offset: u64,
    length: Option<u64>,
}

impl Library {
    /// Where an upload stands, in bytes.
    ///
    /// # Errors
    /// [`UploadError::Media`].
    pub async fn upload_offset(&self, upload: &Upload<'_>) -> Result<u64, UploadError> {
        Ok(self.here(upload).await?.offset)
    }

    /// Keeps a piece; the last one makes the file. `most` is what one person may have under way, in bytes.
    ///
    /// # Errors
    /// [`UploadError`].
    pub async fn upload_piece(
        &self,
        upload: &Upload<'_>,
        piece: Piece<'_>,
        bytes: Bytes,
        most: u64,
    ) -> Result<Stand, UploadError> {
        let here = self.here(upload).await?;
        if here.length.is_some_and(|length| length != piece.length) {
            return Err(UploadError::Length);
        }
        if piece.offset != here.offset {
            return Err(UploadError::Offset(here.offset));
        }
        let end = piece.offset + bytes.len() as u64;
        if bytes.is_empty() || end > piece.length {
            return Err(UploadError::Length);
        }
        if piece.offset == 0 {
            if file_type::is_program("", &bytes) {
                return Err(UploadError::Program);
            }
            let under_way = self.size_of(&upload.person()).await?;
            if under_way.saturating_add(piece.length) > most {
                return Err(UploadError::Quota);
            }
        }
        let place = upload.piece(piece.offset, piece.length);
        self.objects
            .put(&place, PutPayload::from_bytes(bytes))
            .await?;
        if end < piece.length {
            return Ok(Stand::Half(end));
        }
        self.finish(upload, piece.mime).await
    }

    /// Puts the pieces together and checks them; whatever comes out, the pieces go.
    async fn finish(&self, upload: &Upload<'_>, mime: &str) -> Result<Stand, UploadError> {
        let here = self.here(upload).await?;
        let length = usize::try_from(here.offset).map_err(|_| UploadError::Length)?;
        let mut whole = BytesMut::with_capacity(length);
        for piece in &here.pieces {
            let bytes = self.objects.get(&piece.location).await?.bytes().await?;
            whole.extend_from_slice(&bytes);
        }
        let whole = whole.freeze();
        let right = digest(&whole)? == *upload.media;
        let head = whole
            .get(..file_type::HEAD.min(whole.len()))
            .unwrap_or_default();
        let mime = file_type::settle(mime, head);
        if right {
            self.put(whole).await?;
        }
        self.forget(&here.pieces).await?;
        if right {
            Ok(Stand::Whole { mime })
        } else {
            Err(UploadError::Digest)
        }
    }

    /// Deletes halves that nobody continued for a day; how many pieces went.
    ///
    /// # Errors
    /// [`UploadError::Media`].
    pub async fn sweep_uploads(&self, now: UnixMillis) -> Result<usize, UploadError> {
        let root = ObjectPath::from(FOLDER);
        let all: Vec<ObjectMeta> = self.objects.list(Some(&root)).try_collect().await?;
        let until = now.plus(-FORGOTTEN);
        // An upload is as old as its newest piece.
        let folder = |piece: &ObjectMeta| {
            let path = piece.location.as_ref();
            path.rsplit_once('/').map(|(folder, _)| folder.to_owned())
        };
        let young: std::collections::BTreeSet<Option<String>> = all
            .iter()
            .filter(|piece| piece.last_modified.timestamp_millis() > until.0)
            .map(folder)
            .collect();
        let old: Vec<ObjectMeta> = all
            .into_iter()
            .filter(|piece| !young.contains(&folder(piece)))
            .collect();
        self.forget(&old).await?;
        Ok(old.len())
    }

    async fn forget(&self, pieces: &[ObjectMeta]) -> Result<(), UploadError> {
        for piece in pieces {
            self.delete(&piece.location).await?;
        }
        Ok(())
    }

    async fn size_of(&self, folder: &ObjectPath) -> Result<u64, UploadError> {
        let mut sum = 0_u64;
        let mut list = self.objects.list(Some(folder));
        while let Some(piece) = list.next().await {
            sum = sum.saturating_add(piece?.size);
        }
        Ok(sum)
    }

    async fn here(&self, upload: &Upload<'_>) -> Result<Here, UploadError> {
        let folder = upload.folder();
        let mut pieces: Vec<ObjectMeta> = self.objects.list(Some(&folder)).try_collect().await?;
        pieces.sort_by(|a, b| a.location.cmp(&b.location));
        let mut here = Here {
            pieces: Vec::new(),
            offset: 0,
            length: None,
        };
        for piece in pieces {
            let place = piece
                .location
                .filename()
                .and_then(|name| name.split_once('-'));
            let place = place.and_then(|(offset, length)| {
                Some((offset.parse::<u64>().ok()?, length.parse::<u64>().ok()?))
            });
            match place {
                Some((offset, length)) if offset == here.offset => {
                    here.offset += piece.size;
                    here.length = Some(length);
                    here.pieces.push(piece);
                }
                _ => break,
            }
        }
        Ok(here)
    }
}
