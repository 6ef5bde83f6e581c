//! A file on its way to the relay: piece after piece from where the relay stands, so a line that is cut costs one piece.

use crate::api::event::DeskEvent;
use crate::relay_client::RelayError;
use crate::session::Session;
use cache::{Durability, OutboxEntry};
use domain::command::{Action, Code};
use domain::id::{MediaId, MessageId};
use std::sync::Arc;

/// Bytes of a piece: small enough for a phone's line in a basement, below the relay's limit.
const PIECE: usize = 256 << 10;

/// How an upload ended.
pub(super) enum Ended {
    /// The relay has the file.
    Done,
    /// The relay, or this computer's disk, will never let it through.
    Refused(Code, Option<String>),
    /// Somebody stopped it; the outbox says so already.
    Stopped,
    /// Later again.
    Failed(RelayError),
}

pub(super) async fn run(session: &Arc<Session>, media: &MediaId, mime: &str, size: u64) -> Ended {
    let stop = session.files.stop_of(media);
    let ended = tokio::select! {
        biased;
        () = stop.cancelled() => Ended::Stopped,
        ended = transfer(session, media, mime, size) => ended,
    };
    session.files.ended(media);
    ended
}

async fn transfer(session: &Arc<Session>, media: &MediaId, mime: &str, size: u64) -> Ended {
    let messages = session.carriers(media).await;
    let mut offset = match session.relay.upload_offset(media).await {
        Ok(offset) => offset,
        Err(error) => return Ended::Failed(error),
    };
    session.progress(media, &messages, offset, size).await;
    while offset < size {
        let Some(piece) = session.piece(media, offset).await else {
            return Ended::Refused(Code::AttachmentMissing, None);
        };
        let sent = session
            .relay
            .upload_piece(media, mime, size, offset, piece)
            .await;
        let stands = match sent {
            Ok(progress) => progress.offset,
            Err(RelayError::Problem(problem)) if problem.code == "upload_offset" => {
                match session.relay.upload_offset(media).await {
                    Ok(stands) => stands,
                    Err(error) => return Ended::Failed(error),
                }
            }
            Err(RelayError::Problem(problem)) => {
                let detail = problem.detail.clone();
                return match problem.code.as_str() {
                    "too_large" => Ended::Refused(Code::Attachment, Some(problem.code.clone())),
                    "attachment" => Ended::Refused(Code::Attachment, detail),
                    "digest" | "invalid" => Ended::Refused(Code::AttachmentMissing, detail),
                    "forbidden" => Ended::Refused(Code::Forbidden, detail),
                    _ => Ended::Failed(RelayError::Problem(problem)),
                };
            }
            Err(error) => return Ended::Failed(error),
        };
        offset = stands;
        session.progress(media, &messages, offset, size).await;
    }
    Ended::Done
}

impl Session {
    /// The messages that wait for a file.
    async fn carriers(self: &Arc<Self>, media: &MediaId) -> Vec<MessageId> {
        let media = media.clone();
        let found = self.with_cache(move |session| {
            session.cache.read(|reader| {
                let carries = |entry: &OutboxEntry| entry.command.action.file() == Some(&media);
                Ok(reader
                    .outbox()
                    .all()?
                    .into_iter()
                    .filter(|entry| !matches!(entry.command.action, Action::Upload { .. }))
                    .filter(carries)
                    .filter_map(|entry| entry.record.map(MessageId::from))
                    .collect())
            })
        });
        found.await.unwrap_or_default()
    }

    /// Notes how far a file is and tells the window.
    async fn progress(
        self: &Arc<Self>,
        media: &MediaId,
        messages: &[MessageId],
        sent: u64,
        size: u64,
    ) {
        let noted = media.clone();
        // If the note fails the window shows an older figure, nothing else.
        let _ = self
            .with_cache(move |session| {
                session.cache.write(Durability::Normal, |writer| {
                    writer.files_mut().sent(&noted, sent)
                })
            })
            .await;
        for message in messages {
            self.host.emit(&DeskEvent::Upload {
                message: message.to_string(),
                sent,
                size,
            });
        }
    }

    /// A piece of a file; `None` if the disk lost it.
    async fn piece(self: &Arc<Self>, media: &MediaId, offset: u64) -> Option<Vec<u8>> {
        let media = media.clone();
        let read = self.with_cache(move |session| {
            let row = session
                .cache
                .read(|reader| reader.files().of_media(&media))?;
            Ok(row.and_then(|row| {
                let mut file = session
                    .cache
                    .open_file(&row.name, &row.key, row.size)
                    .ok()?;
                file.read(offset, PIECE)
                    .ok()
                    .filter(|piece| !piece.is_empty())
            }))
        });
        read.await.ok().flatten()
    }
}
