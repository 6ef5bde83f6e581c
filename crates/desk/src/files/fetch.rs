//! Files from the relay: fetched when somebody looks, checked against their name, kept within a budget.

use super::{Carrier, disk, pinned};
use crate::api::ApiError;
use crate::relay_client::RelayError;
use crate::session::{Session, lock};
use cache::{Durability, FileOwner, FileReader, FileRow, FileWriter};
use domain::contact::Contact;
use domain::id::{ContactId, MediaId};
use domain::message::Media;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Longest file taken from a relay, in bytes.
const LONGEST: u64 = 512 << 20;

/// A file that is on this computer.
pub(super) struct Found {
    pub(super) id: MediaId,
    /// What is said about it: its type as claimed, its name.
    pub(super) media: Media,
    row: FileRow,
}

/// What a carrier says about its file.
struct Carried {
    owner: FileOwner,
    id: MediaId,
    media: Media,
}

impl Found {
    /// Opens it. Blocking.
    pub(super) fn open(&self, session: &Session) -> std::io::Result<FileReader> {
        session
            .cache
            .open_file(&self.row.name, &self.row.key, self.row.size)
    }

    /// All of it. Blocking.
    pub(super) fn bytes(&self, session: &Session) -> std::io::Result<Vec<u8>> {
        let mut reader = self.open(session)?;
        let size = usize::try_from(reader.size()).unwrap_or(usize::MAX);
        reader.read(0, size)
    }
}

impl Session {
    /// The file of a message or contact, from the disk or from the relay.
    pub(super) async fn file(self: &Arc<Self>, carrier: Carrier) -> Result<Found, ApiError> {
        let Carried { owner, id, media } = self.carried(carrier.clone()).await?;
        if let Some(row) = self.kept(&id).await? {
            return Ok(Found { id, media, row });
        }
        let turn = {
            let mut fetching = lock(&self.files.fetching);
            fetching.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(fetching.entry(id.clone()).or_default())
        };
        let _turn = turn.lock().await;
        let row = match self.kept(&id).await? {
            Some(row) => row,
            None => self.fetch(&carrier, owner, &id).await?,
        };
        Ok(Found { id, media, row })
    }

    async fn carried(self: &Arc<Self>, carrier: Carrier) -> Result<Carried, ApiError> {
        let message = match carrier {
            Carrier::Message(message) => message,
            Carrier::Contact(contact) => return self.picture_of(contact).await,
        };
        let body = self
            .with_cache(move |session| {
                session
                    .cache
                    .read(|reader| Ok(reader.messages().get(&message)?.map(|row| row.row.body)))
            })
            .await?
            .filter(|body| body.revoked_at.is_none())
            .ok_or(ApiError::new("not_found"))?;
        let (_, media) = body.content.file().ok_or(ApiError::new("not_found"))?;
        let id = media.id.clone().ok_or(ApiError {
            code: "no_file".to_owned(),
            detail: media.problem.clone(),
        })?;
        Ok(Carried {
            media: media.clone(),
            owner: FileOwner::Conversation(body.conversation),
            id,
        })
    }

    async fn picture_of(self: &Arc<Self>, contact: ContactId) -> Result<Carried, ApiError> {
        let asked = contact.clone();
        let body = self
            .with_cache(move |session| session.cache.read(|reader| reader.get::<Contact>(&asked)))
            .await?
            .ok_or(ApiError::new("not_found"))?
            .body;
        let id = body.picture.ok_or(ApiError::new("not_found"))?;
        // Nothing is said about it: its bytes say what it is.
        let media = Media {
            id: Some(id.clone()),
            mime: String::new(),
            size: None,
            name: None,
            problem: None,
        };
        Ok(Carried {
            owner: FileOwner::Contact(contact),
            id,
            media,
        })
    }

    /// The file, if it is whole and here; it counts as looked at.
    async fn kept(self: &Arc<Self>, media: &MediaId) -> Result<Option<FileRow>, ApiError> {
        let media = media.clone();
        self.with_cache(move |session| {
            let row = session
                .cache
                .read(|reader| reader.files().of_media(&media))?;
            let Some(row) = row else {
                return Ok(None);
            };
            let whole = session
                .cache
                .open_file(&row.name, &row.key, row.size)
                .is_ok();
            let now = session.relay_now();
            session.cache.write(Durability::Normal, |writer| {
                if whole {
                    writer.files_mut().used(&media, now)
                } else {
                    // The disk lost it: fetched again.
                    writer.files_mut().forget(&row.name).map(drop)
                }
            })?;
            Ok(whole.then_some(row))
        })
        .await
    }

    async fn fetch(
        self: &Arc<Self>,
        carrier: &Carrier,
        owner: FileOwner,
        media: &MediaId,
    ) -> Result<FileRow, ApiError> {
        let path = format!("v1/media/{media}");
        let query = match carrier {
            Carrier::Message(id) => [("message", id.as_str())],
            Carrier::Contact(id) => [("contact", id.as_str())],
        };
        let answer = self.relay.download(&path, &query).await;
        let mut answer = answer.map_err(|error| unreachable(&error))?;
        let (key, salt) = Self::file_key()?;
        let mut row = FileRow {
            name: self.host.new_id(),
            media: None,
            owner,
            key,
            size: 0,
            sent: 0,
        };
        let begun = row.clone();
        let mut writer = self
            .with_cache(move |session| {
                let now = session.relay_now();
                session.cache.write(Durability::Normal, |writer| {
                    writer.files_mut().begin(&begun, now)
                })?;
                Ok(session.cache.create_file(&begun.name, &begun.key, salt))
            })
            .await?
            .map_err(|error| disk(&error))?;
        let mut digest = Sha256::new();
        loop {
            let piece = match answer.chunk().await {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(_) => return Err(self.give_up(&row, ApiError::new("offline")).await),
            };
            row.size += piece.len() as u64;
            if row.size > LONGEST {
                return Err(self.give_up(&row, ApiError::new("internal")).await);
            }
            digest.update(&piece);
            let appended = seam::blocking(move || writer.append(&piece).map(|()| writer));
            writer = match appended.await {
                Ok(Ok(writer)) => writer,
                Ok(Err(error)) => return Err(self.give_up(&row, disk(&error)).await),
                Err(_) => return Err(ApiError::new("internal")),
            };
        }
        let whole = hex::encode(digest.finalize()) == media.as_str();
        match seam::blocking(move || FileWriter::finish(writer)).await {
            Ok(Ok(())) if whole => {}
            Ok(Err(error)) => return Err(self.give_up(&row, disk(&error)).await),
            _ => return Err(self.give_up(&row, ApiError::new("internal")).await),
        }
        row.media = Some(media.clone());
        self.keep(row).await
    }

    /// The file is whole: it counts from now on, and what nobody looked at for the longest makes room.
    async fn keep(self: &Arc<Self>, row: FileRow) -> Result<FileRow, ApiError> {
        let kept = row.clone();
        self.with_cache(move |session| {
            let now = session.relay_now();
            session.cache.write(Durability::Normal, |writer| {
                let files = writer.files_mut();
                if !files.forget(&kept.name)? {
                    // What it belongs to was forgotten while it came.
                    return Err(cache::Error::NotFound);
                }
                files.begin(&kept, now)?;
                // The one that was asked for stays, whatever its size.
                let mut stay = pinned(writer.reader())?;
                stay.extend(kept.media.clone());
                files.evict(session.options.media_budget, &stay)
            })?;
            session.cache.sweep_files()
        })
        .await?;
        Ok(row)
    }

    async fn give_up(self: &Arc<Self>, row: &FileRow, error: ApiError) -> ApiError {
        let name = row.name.clone();
        let forgotten = self
            .with_cache(move |session| {
                session.cache.write(Durability::Normal, |writer| {
                    writer.files_mut().forget(&name).map(drop)
                })
            })
            .await;
        self.sweep_soon();
        forgotten.err().unwrap_or(error)
    }
}

fn unreachable(error: &RelayError) -> ApiError {
    match error {
        RelayError::Problem(problem) if problem.code == "not_found" => ApiError::new("no_file"),
        RelayError::Problem(problem) => ApiError::with("offline", problem.code.clone()),
        _ => ApiError::new("offline"),
    }
}
