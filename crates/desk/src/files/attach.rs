//! Attachments beside a half-written message: taken in pieces, checked against the channel, kept across restarts once whole.

use super::{disk, pinned};
use crate::api::ApiError;
use crate::api::media::{AttachmentDraft, AttachmentProblem};
use crate::session::{Session, lock};
use cache::{AttachmentRow, DraftMode, Durability, FileOwner, FileRow, FileWriter, Reader};
use domain::conversation::Conversation;
use domain::file_type;
use domain::id::{ConversationId, MediaId};
use domain::limits::{self, MediaKind, Unfit};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Longest piece the window hands over, in bytes.
const PIECE: usize = 512 << 10;
/// Files beside one draft.
const MOST: usize = 10;

/// An attachment whose bytes are still coming. What is not whole when the app ends is gone: only the window had it.
pub(super) struct Incoming {
    row: AttachmentRow,
    writer: FileWriter,
    digest: Sha256,
    head: Vec<u8>,
    received: u64,
}

/// What is asked to be attached.
pub(crate) struct Offer {
    pub(crate) conversation: ConversationId,
    pub(crate) mode: DraftMode,
    pub(crate) name: String,
    pub(crate) mime: String,
    pub(crate) size: u64,
}

/// As what a file would go out beside this draft.
pub(super) fn fit(
    conversation: &Conversation,
    mode: DraftMode,
    mime: &str,
    size: u64,
) -> Result<MediaKind, Unfit> {
    match mode {
        DraftMode::Reply => limits::outgoing(&conversation.channel, mime, size),
        DraftMode::Note => limits::in_note(mime, size),
    }
}

fn draft(row: &AttachmentRow, received: u64, problem: Option<Unfit>) -> AttachmentDraft {
    AttachmentDraft {
        id: row.id.clone(),
        name: row.name.clone(),
        mime: row.mime.clone(),
        size: row.size,
        received,
        media: row.media.as_ref().map(ToString::to_string),
        problem: problem.map(|unfit| AttachmentProblem {
            code: unfit.code().to_owned(),
            limit: unfit.limit(),
        }),
    }
}

fn conversation(reader: &Reader<'_>, id: &ConversationId) -> cache::Result<Conversation> {
    let row = reader.get::<Conversation>(id)?;
    row.map(|row| row.body).ok_or(cache::Error::NotFound)
}

impl Session {
    /// Begins an attachment, if the channel takes it; one that it does not take is only told about.
    pub(crate) async fn attach(
        self: &Arc<Self>,
        offer: Offer,
    ) -> Result<AttachmentDraft, ApiError> {
        let (key, salt) = Self::file_key()?;
        let name = file_type::safe_name(&offer.name, "file");
        let row = AttachmentRow {
            id: self.host.new_id(),
            conversation: offer.conversation,
            mode: offer.mode,
            mime: limits::essence(&offer.mime),
            name,
            size: offer.size,
            file: self.host.new_id(),
            media: None,
        };
        let begun = self
            .with_cache(move |session| {
                let now = session.relay_now();
                session.cache.write(Durability::Full, |writer| {
                    let place = conversation(writer.reader(), &row.conversation)?;
                    let fits = if file_type::is_program(&row.name, &[]) {
                        Err(Unfit::Program)
                    } else {
                        fit(&place, row.mode, &row.mime, row.size)
                    };
                    if let Err(unfit) = fits {
                        return Ok(Err(draft(&row, 0, Some(unfit))));
                    }
                    let beside = writer.attachments().of(&row.conversation, row.mode)?;
                    if beside.len() >= MOST {
                        return Ok(Ok(None));
                    }
                    writer.files_mut().begin(
                        &FileRow {
                            name: row.file.clone(),
                            media: None,
                            owner: FileOwner::Conversation(row.conversation.clone()),
                            key: key.clone(),
                            size: row.size,
                            sent: 0,
                        },
                        now,
                    )?;
                    writer.attachments_mut().add(&row)?;
                    Ok(Ok(Some((row, key))))
                })
            })
            .await?;
        let (row, key) = match begun {
            Err(told) => return Ok(told),
            Ok(None) => return Err(ApiError::with("invalid", "attachments")),
            Ok(Some(begun)) => begun,
        };
        let session = Arc::clone(self);
        let begun = seam::blocking(move || {
            let writer = session.cache.create_file(&row.file, &key, salt)?;
            let told = draft(&row, 0, None);
            let incoming = Incoming {
                row,
                writer,
                digest: Sha256::new(),
                head: Vec::new(),
                received: 0,
            };
            lock(&session.files.incoming).insert(told.id.clone(), incoming);
            Ok(told)
        });
        let begun = begun.await.map_err(|_| ApiError::new("internal"))?;
        begun.map_err(|error: std::io::Error| disk(&error))
    }

    /// Takes the next piece; the last one makes the attachment whole.
    pub(crate) async fn attach_piece(
        self: &Arc<Self>,
        id: String,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Result<AttachmentDraft, ApiError> {
        let found = lock(&self.files.incoming).remove(&id);
        let mut incoming = found.ok_or(ApiError::new("not_found"))?;
        let end = incoming.received + bytes.len() as u64;
        let fits = offset == incoming.received
            && !bytes.is_empty()
            && bytes.len() <= PIECE
            && end <= incoming.row.size;
        if !fits {
            lock(&self.files.incoming).insert(id, incoming);
            return Err(ApiError::with("invalid", "offset"));
        }
        let taken = seam::blocking(move || {
            let room = file_type::HEAD.saturating_sub(incoming.head.len());
            incoming.head.extend(bytes.iter().take(room));
            incoming.digest.update(&bytes);
            incoming.received = end;
            incoming.writer.append(&bytes).map(|()| incoming)
        });
        let taken = taken.await.map_err(|_| ApiError::new("internal"))?;
        let incoming = match taken {
            Ok(incoming) => incoming,
            Err(error) => {
                self.attach_remove(id).await?;
                return Err(disk(&error));
            }
        };
        if incoming.received < incoming.row.size {
            let told = draft(&incoming.row, incoming.received, None);
            lock(&self.files.incoming).insert(id, incoming);
            return Ok(told);
        }
        self.attach_whole(incoming).await
    }

    /// All bytes are here: what they are is decided by themselves, and checked again.
    async fn attach_whole(
        self: &Arc<Self>,
        incoming: Incoming,
    ) -> Result<AttachmentDraft, ApiError> {
        let Incoming {
            mut row,
            writer: file,
            digest,
            head,
            ..
        } = incoming;
        let id = row.id.clone();
        let finished = seam::blocking(move || file.finish()).await;
        if let Err(error) = finished.map_err(|_| ApiError::new("internal"))? {
            self.attach_remove(id).await?;
            return Err(disk(&error));
        }
        let media =
            MediaId::new(hex::encode(digest.finalize())).map_err(|_| ApiError::new("internal"))?;
        row.mime = file_type::settle(&row.mime, &head);
        let told = self
            .with_cache(move |session| {
                session.cache.write(Durability::Full, |writer| {
                    let place = conversation(writer.reader(), &row.conversation)?;
                    let fits = if file_type::is_program(&row.name, &head) {
                        Err(Unfit::Program)
                    } else {
                        fit(&place, row.mode, &row.mime, row.size)
                    };
                    if let Err(unfit) = fits {
                        writer.attachments_mut().remove(&row.id)?;
                        writer.files_mut().forget(&row.file)?;
                        return Ok(draft(&row, row.size, Some(unfit)));
                    }
                    writer.files_mut().whole(&row.file, &media)?;
                    writer.attachments_mut().whole(&row.id, &media, &row.mime)?;
                    row.media = Some(media);
                    Ok(draft(&row, row.size, None))
                })
            })
            .await?;
        self.sweep_soon();
        Ok(told)
    }

    /// Takes an attachment away, with its bytes unless something else carries them. One that is not there is no error: the
    /// window also shows files that were never taken.
    pub(crate) async fn attach_remove(self: &Arc<Self>, id: String) -> Result<(), ApiError> {
        lock(&self.files.incoming).remove(&id);
        self.with_cache(move |session| {
            session.cache.write(Durability::Full, |writer| {
                let Some(row) = writer.attachments().get(&id)? else {
                    return Ok(());
                };
                writer.attachments_mut().remove(&id)?;
                let file = match &row.media {
                    None => Some(row.file),
                    Some(media) if pinned(writer.reader())?.contains(media) => None,
                    Some(media) => writer.files().of_media(media)?.map(|file| file.name),
                };
                match file {
                    Some(name) => writer.files_mut().forget(&name).map(drop),
                    None => Ok(()),
                }
            })
        })
        .await?;
        self.sweep_soon();
        Ok(())
    }

    /// What stands beside a draft, checked as of now.
    pub(crate) async fn attachments(
        self: &Arc<Self>,
        place: ConversationId,
        mode: DraftMode,
    ) -> Result<Vec<AttachmentDraft>, ApiError> {
        self.with_cache(move |session| {
            session.cache.read(|reader| {
                let rows = reader.attachments().of(&place, mode)?;
                if rows.is_empty() {
                    return Ok(Vec::new());
                }
                let place = conversation(reader, &place)?;
                let coming = lock(&session.files.incoming);
                Ok(rows
                    .iter()
                    .map(|row| {
                        let received = match (&row.media, coming.get(&row.id)) {
                            (Some(_), _) => row.size,
                            (None, Some(incoming)) => incoming.received,
                            (None, None) => 0,
                        };
                        draft(row, received, fit(&place, mode, &row.mime, row.size).err())
                    })
                    .collect())
            })
        })
        .await
    }
}
