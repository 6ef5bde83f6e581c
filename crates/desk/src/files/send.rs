//! Files that leave with a message: the upload is a command of its own, before the message that carries it.

use super::{attach, pinned};
use crate::api::ApiError;
use crate::session::Session;
use cache::{
    AttachmentRow, DraftMode, Durability, NewEntry, OutboxEntry, OutboxState, Reader, Writer,
};
use domain::command::{Action, Code, Command, Refusal};
use domain::conversation::Conversation;
use domain::id::{CommandId, ConversationId, MediaId, MessageId, RecordId};
use domain::limits::{self, MediaKind};
use domain::message::Attachment;
use domain::time::UnixMillis;
use std::sync::Arc;

/// One message of what is sent at once.
pub(crate) struct Part {
    /// Its words; may be empty under a file.
    pub(crate) text: String,
    /// Its file.
    pub(crate) file: Option<Carried>,
}

/// A file of a message that is being written down.
#[derive(Clone)]
pub(crate) struct Carried {
    /// The draft that becomes a message with it.
    draft: String,
    /// What the message carries.
    pub(crate) attachment: Attachment,
    /// As what.
    pub(crate) kind: MediaKind,
}

/// The id of a file's upload in the outbox: its digest.
pub(crate) fn upload_id(media: &MediaId) -> Result<CommandId, cache::Error> {
    CommandId::new(media.as_str()).map_err(|_| cache::Error::NotFound)
}

impl Session {
    /// What `text` with these attachments becomes, in order: the words are the first file's caption where the channel has one that
    /// is long enough, else a message of their own before it.
    pub(crate) async fn parts(
        self: &Arc<Self>,
        place: ConversationId,
        mode: DraftMode,
        text: String,
        attachments: Vec<String>,
    ) -> Result<Vec<Part>, ApiError> {
        if attachments.is_empty() {
            return Ok(vec![Part { text, file: None }]);
        }
        let files = self
            .with_cache(move |session| {
                session.cache.read(|reader| {
                    let conversation = reader
                        .get::<Conversation>(&place)?
                        .ok_or(cache::Error::NotFound)?
                        .body;
                    let beside = reader.attachments().of(&place, mode)?;
                    let mut files = Vec::new();
                    for id in &attachments {
                        let row = beside.iter().find(|row| row.id == *id);
                        let row = row.ok_or(cache::Error::NotFound)?;
                        match carried(&conversation, mode, row) {
                            Ok(file) => files.push(file),
                            Err(refusal) => return Ok(Err(refusal)),
                        }
                    }
                    Ok(Ok((conversation.channel, files)))
                })
            })
            .await?;
        let (channel, files) = files?;
        let room = match (mode, files.first()) {
            (DraftMode::Reply, Some(first)) => limits::caption(&channel, first.kind),
            _ => usize::MAX,
        };
        let mut parts = Vec::new();
        let mut words = Some(text);
        if words
            .as_ref()
            .is_some_and(|text| text.chars().count() > room)
        {
            parts.extend(words.take().map(|text| Part { text, file: None }));
        }
        parts.extend(files.into_iter().map(|file| Part {
            text: words.take().unwrap_or_default(),
            file: Some(file),
        }));
        Ok(parts)
    }

    /// Somebody stops the upload of a message's file: the message is held until they go on or drop it.
    pub(crate) async fn stop_upload(self: &Arc<Self>, message: MessageId) -> Result<(), ApiError> {
        let (media, applied) = self
            .with_cache(move |session| {
                session.cache.write(Durability::Full, |writer| {
                    let entry = entry_of(writer.reader(), &message)?;
                    let action = &entry.command.action;
                    let media = action.file().ok_or(cache::Error::NotFound)?.clone();
                    let upload = upload_id(&media)?;
                    // Answered = the relay has the file: there is nothing to stop.
                    match writer.outbox().get(&upload)?.map(|entry| entry.state) {
                        Some(OutboxState::Queued | OutboxState::Sending) => {}
                        _ => return Err(cache::Error::NotFound),
                    }
                    let code = Code::UploadStopped;
                    writer.outbox_mut().held(&upload, &code, None)?;
                    let touched = crate::predict::touched(&session.me, action);
                    let mut applied = crate::predict::refresh(session, writer, &touched)?;
                    if let Some(conversation) = action.conversation() {
                        applied
                            .messages
                            .entry(conversation.clone())
                            .or_default()
                            .insert(message);
                        applied.conversations.insert(conversation.clone());
                    }
                    Ok((media, applied))
                })
            })
            .await?;
        self.files.stop(&media);
        self.outbox_changed(&applied).await;
        Ok(())
    }
}

fn carried(
    conversation: &Conversation,
    mode: DraftMode,
    row: &AttachmentRow,
) -> Result<Carried, Refusal> {
    let media = row.media.clone();
    let media = media.ok_or_else(|| Refusal::with(Code::Invalid, "attachment"))?;
    let kind = attach::fit(conversation, mode, &row.mime, row.size)
        .map_err(|unfit| Refusal::with(Code::Attachment, unfit.code()))?;
    Ok(Carried {
        draft: row.id.clone(),
        attachment: Attachment {
            media,
            mime: row.mime.clone(),
            size: row.size,
            name: Some(row.name.clone()),
            voice: false,
        },
        kind,
    })
}

/// The outbox entry of a message that has not left.
pub(crate) fn entry_of(reader: &Reader<'_>, message: &MessageId) -> cache::Result<OutboxEntry> {
    let record = RecordId::from(message);
    let all = reader.outbox().all()?;
    all.into_iter()
        .find(|entry| entry.record.as_ref() == Some(&record))
        .ok_or(cache::Error::NotFound)
}

/// Moves a file from beside the draft into the outbox, in the transaction of the message that carries it.
pub(crate) fn take(writer: &Writer<'_>, file: &Carried, now: UnixMillis) -> cache::Result<()> {
    writer.attachments_mut().remove(&file.draft)?;
    queue(writer, &file.attachment, now)
}

/// Sees to it that a file is on its way: queued, or queued again if it was stopped or refused.
pub(crate) fn queue(writer: &Writer<'_>, file: &Attachment, now: UnixMillis) -> cache::Result<()> {
    let id = upload_id(&file.media)?;
    match writer.outbox().get(&id)?.map(|entry| entry.state) {
        None => {
            let action = Action::Upload {
                media: file.media.clone(),
                mime: file.mime.clone(),
                size: file.size,
            };
            writer.files_mut().sent(&file.media, 0)?;
            writer.outbox_mut().push(&NewEntry {
                command: Command { id, action },
                after: Vec::new(),
                record: None,
                created_at: now,
            })?;
            Ok(())
        }
        Some(OutboxState::Held { .. } | OutboxState::Refused { .. }) => {
            writer.outbox_mut().release(&id, None, None)
        }
        Some(_) => Ok(()),
    }
}

/// A message was dropped: its file is not uploaded any more, unless another message carries it, and its bytes go.
pub(crate) fn drop_file(writer: &Writer<'_>, media: &MediaId) -> cache::Result<()> {
    let carried = writer.outbox().all()?.iter().any(|entry| {
        !matches!(entry.command.action, Action::Upload { .. })
            && entry.command.action.file() == Some(media)
    });
    if carried {
        return Ok(());
    }
    let id = upload_id(media)?;
    if let Some(entry) = writer.outbox().get(&id)? {
        if entry.state == OutboxState::Sending {
            writer.outbox_mut().held(&id, &Code::UploadStopped, None)?;
        }
        writer.outbox_mut().dismiss(&id)?;
    }
    if pinned(writer.reader())?.contains(media) {
        return Ok(());
    }
    match writer.files().of_media(media)? {
        Some(file) => writer.files_mut().forget(&file.name).map(drop),
        None => Ok(()),
    }
}
