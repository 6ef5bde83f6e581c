//! Opening and saving: the only two ways by which a file leaves the encryption. Programs are refused by name and by bytes.

use super::fetch::Found;
use super::{Carrier, disk};
use crate::api::ApiError;
use crate::api::media::SavedFile;
use crate::session::Session;
use domain::file_type;
use domain::id::{MessageId, RecordId};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder of opened files, below the desk's home.
const FOLDER: &str = "open";
/// Names tried for a saved file.
const TRIES: u32 = 1_000;

/// Takes away what was opened, at the start and at the end. What another program still holds open goes at the next start.
pub(crate) fn clear(home: &Path) {
    match std::fs::remove_dir_all(home.join(FOLDER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "opened files are still there");
        }
        _ => {}
    }
}

impl Session {
    /// Takes away what was opened of erased messages. A program that still has it open keeps its own window of it.
    pub(crate) fn forget_opened(&self, messages: &BTreeSet<RecordId>) {
        for message in messages {
            let folder = self.host.home().join(FOLDER).join(message.as_str());
            match std::fs::remove_dir_all(folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::warn!(%error, "an opened file of an erased message is still there");
                }
                _ => {}
            }
        }
    }
}

/// A name with an ending that says what the bytes are, where the sender gave none.
fn name_of(found: &Found) -> String {
    let ending = match domain::limits::essence(&found.media.mime).as_str() {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "video/mp4" => "mp4",
        "video/3gpp" => "3gp",
        "audio/ogg" => "ogg",
        "audio/mpeg" => "mp3",
        "audio/mp4" => "m4a",
        "audio/aac" => "aac",
        "audio/amr" => "amr",
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        _ => "",
    };
    let stem = found.id.as_str().get(..8).unwrap_or("file");
    let fallback = match ending {
        "" => stem.to_owned(),
        ending => format!("{stem}.{ending}"),
    };
    let given = found.media.name.as_deref();
    given.map_or(fallback.clone(), |name| {
        file_type::safe_name(name, &fallback)
    })
}

/// The bytes, if they cannot run.
fn harmless(session: &Session, found: &Found) -> Result<(String, Vec<u8>), ApiError> {
    let name = name_of(found);
    let bytes = found.bytes(session).map_err(|error| disk(&error))?;
    let head = bytes.get(..file_type::HEAD.min(bytes.len()));
    if file_type::is_program(&name, head.unwrap_or_default()) {
        return Err(ApiError::new("program_refused"));
    }
    Ok((name, bytes))
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

impl Session {
    /// Opens a message's file in the program of its kind, from a private folder that is emptied when the app ends.
    pub(crate) async fn open_file(self: &Arc<Self>, message: MessageId) -> Result<(), ApiError> {
        let found = self.file(Carrier::Message(message.clone())).await?;
        let session = Arc::clone(self);
        let opened = seam::blocking(move || {
            let (name, bytes) = harmless(&session, &found)?;
            // A folder for each, so that two files of one name do not meet; by their message, so that erasing finds them.
            let folder = session.host.home().join(FOLDER).join(message.as_str());
            let folder = folder.join(session.host.new_id());
            let path = folder.join(name);
            private_folder(&folder)
                .and_then(|()| write_new(&path, &bytes))
                .map_err(|error| disk(&error))?;
            session.host.open_path(&path);
            Ok(())
        });
        opened.await.map_err(|_| ApiError::new("internal"))?
    }

    /// Saves a message's file among the downloads, under a name that is free.
    pub(crate) async fn save_file(
        self: &Arc<Self>,
        message: MessageId,
    ) -> Result<SavedFile, ApiError> {
        let found = self.file(Carrier::Message(message)).await?;
        let session = Arc::clone(self);
        let saved = seam::blocking(move || {
            let (name, bytes) = harmless(&session, &found)?;
            let folder = session.host.downloads();
            std::fs::create_dir_all(&folder).map_err(|error| disk(&error))?;
            for number in 1..=TRIES {
                let path = numbered(&folder, &name, number);
                match write_new(&path, &bytes) {
                    Ok(()) => {
                        let name = path.file_name().map(|name| name.to_string_lossy());
                        return Ok(SavedFile {
                            name: name.unwrap_or_default().into_owned(),
                        });
                    }
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => {
                        let _ = std::fs::remove_file(&path);
                        return Err(disk(&error));
                    }
                }
            }
            Err(ApiError::new("disk_error"))
        });
        saved.await.map_err(|_| ApiError::new("internal"))?
    }
}

fn numbered(folder: &Path, name: &str, number: u32) -> PathBuf {
    match (number, name.rsplit_once('.')) {
        (1, _) => folder.join(name),
        (_, Some((stem, ending))) => folder.join(format!("{stem} ({number}).{ending}")),
        (_, None) => folder.join(format!("{name} ({number})")),
    }
}
