//! Opening what is kept for a person on this computer, and what to do when it cannot be opened.

use super::profile::Profile;
use crate::host::{Host, SecretError};
use crate::session::SessionMeta;
use crate::view::outbox::is_work;
use cache::{Cache, CacheKey, Durability, FileRow, OpenError, OutboxEntry, OutboxState};
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// In the keyring under [`Profile::token_name`].
#[derive(Serialize, Deserialize)]
pub(crate) struct KeptSession {
    pub(crate) token: String,
    pub(crate) meta: SessionMeta,
}

impl Drop for KeptSession {
    fn drop(&mut self) {
        self.token.zeroize();
    }
}

/// A cache that is open.
pub(crate) struct Opened {
    pub(crate) cache: Cache,
    /// What was kept is gone and why, as a code of `signed-out-…`.
    pub(crate) lost: Option<&'static str>,
}

/// Why there is nothing to work with; a code of [`crate::api::session::AppState::Blocked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Blocked(pub(crate) &'static str);

impl From<SecretError> for Blocked {
    fn from(_: SecretError) -> Self {
        Self("no_keyring")
    }
}

impl From<std::io::Error> for Blocked {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self("disk_full")
            }
            _ => Self("disk_error"),
        }
    }
}

/// The token kept for this person, if any.
pub(crate) fn kept_session(
    host: &dyn Host,
    profile: &Profile,
) -> Result<Option<KeptSession>, SecretError> {
    let bytes = host.secret_get(&profile.token_name())?.map(Zeroizing::new);
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn read_key(host: &dyn Host, profile: &Profile) -> Result<Option<CacheKey>, SecretError> {
    let bytes = host.secret_get(&profile.key_name())?.map(Zeroizing::new);
    Ok(bytes
        .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok())
        .map(CacheKey::new))
}

fn new_key(host: &dyn Host, profile: &Profile) -> Result<CacheKey, Blocked> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| Blocked("no_keyring"))?;
    host.secret_set(&profile.key_name(), bytes.as_slice())?;
    Ok(CacheKey::new(*bytes))
}

/// Opens or creates the person's cache. A file that nobody can read any more is wiped, after what its outbox holds was saved as
/// far as it can be read; a file of a newer version or a failing disk is left alone.
pub(crate) fn open(host: &dyn Host, home: &Path, profile: &Profile) -> Result<Opened, Blocked> {
    std::fs::create_dir_all(home)?;
    let path = profile.cache_file(home);
    let Some(key) = read_key(host, profile)? else {
        let lost = cache::exists(&path).then_some("cache_key_gone");
        cache::wipe(&path)?;
        let key = new_key(host, profile)?;
        return Ok(Opened {
            cache: fresh(&path, &key, &[], &[])?,
            lost,
        });
    };
    match Cache::open(&path, &key) {
        Ok(cache) => Ok(Opened { cache, lost: None }),
        Err(OpenError::WrongKey) => renew(&path, &key, "cache_key_gone"),
        Err(OpenError::Damaged) => renew(&path, &key, "cache_broken"),
        Err(error) => Err(blocked(&error)),
    }
}

/// Saves the outbox as far as it can be read, wipes, begins anew.
fn renew(path: &Path, key: &CacheKey, lost: &'static str) -> Result<Opened, Blocked> {
    let saved = cache::rescue_outbox(path, key);
    let files = cache::rescue_files(path, key);
    tracing::warn!(
        reason = lost,
        saved = saved.len(),
        "cache.wiped: the local copy is begun anew"
    );
    // What is not carried by something that waits goes with the first sweep.
    cache::wipe_database(path)?;
    Ok(Opened {
        cache: fresh(path, key, &saved, &files)?,
        lost: Some(lost),
    })
}

fn fresh(
    path: &Path,
    key: &CacheKey,
    saved: &[OutboxEntry],
    files: &[FileRow],
) -> Result<Cache, Blocked> {
    let cache = Cache::open(path, key).map_err(|error| blocked(&error))?;
    let restored = cache.write(Durability::Full, |writer| {
        saved
            .iter()
            .try_for_each(|entry| writer.outbox_mut().restore(entry))?;
        let waits = |file: &&FileRow| {
            file.media.is_some()
                && saved
                    .iter()
                    .any(|entry| entry.command.action.file() == file.media.as_ref())
        };
        let mut kept = files.iter().filter(waits);
        kept.try_for_each(|file| writer.files_mut().begin(file, UnixMillis(0)))
    });
    restored.map_err(|error| blocked(&error.into()))?;
    Ok(cache)
}

fn blocked(error: &OpenError) -> Blocked {
    tracing::error!(%error, "cache.not_opened");
    Blocked(match error {
        OpenError::Newer { .. } => "newer_cache",
        OpenError::Full => "disk_full",
        _ => "disk_error",
    })
}

/// A damaged file found while at work: closed by now. Gives what was saved.
pub(crate) fn repair(host: &dyn Host, home: &Path, profile: &Profile) -> Result<(), Blocked> {
    match read_key(host, profile)? {
        Some(key) => renew(&profile.cache_file(home), &key, "cache_broken").map(drop),
        None => Ok(()),
    }
}

/// Forgets everything of this person: the key first, then the file is noise whatever happens.
pub(crate) fn wipe(host: &dyn Host, home: &Path, profile: &Profile) {
    for name in [profile.key_name(), profile.token_name()] {
        if let Err(error) = host.secret_delete(&name) {
            tracing::warn!(%error, "wipe.secret_left: the keyring refused to forget");
        }
    }
    if let Err(error) = cache::wipe(&profile.cache_file(home)) {
        tracing::error!(%error, "wipe.file_left");
    }
}

/// Entries of the outbox that wait for this person to come back.
pub(crate) fn count_kept(host: &dyn Host, home: &Path, profile: &Profile) -> u32 {
    let path = profile.cache_file(home);
    let Ok(Some(key)) = read_key(host, profile) else {
        return 0;
    };
    if !cache::exists(&path) {
        return 0;
    }
    let Ok(cache) = Cache::open(&path, &key) else {
        return 0;
    };
    let count = cache
        .read(|reader| {
            let all = reader.outbox().all()?;
            let waits = |entry: &&OutboxEntry| {
                is_work(entry) && !matches!(entry.state, OutboxState::Answered { .. })
            };
            Ok(all.iter().filter(waits).count())
        })
        .unwrap_or(0);
    u32::try_from(count).unwrap_or(u32::MAX)
}
