//! `backup` and `restore`: database and files in one file, with settings and key sealed under a passphrase.
//!
//! The copy of the database carries a note that it is one, so whatever starts over it holds what was still to be delivered
//! ([`crate::engine::RESTORED`]).

use crate::clock::Clock;
use crate::engine::RESTORED;
use crate::erasure::{self, Entry, Journal, JournalError};
use crate::media;
use crate::secrets::{self, KEY_FILE, KeyError};
use argon2::Argon2;
use domain::id::WorkspaceId;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use store::error::StoreError;
use store::model::SealedSecret;
use store::secret::{KeyRing, MasterKey, NONCE};
use store::sqlite::{Archive, FILE, SqliteStore};
use zeroize::Zeroizing;

/// The settings' file in the data folder after a restore, and in backups of old, which did not seal it.
pub const SETTINGS: &str = "relay.toml";
/// The settings in a backup: they may hold the master key, a password or the database's address.
const SEALED_SETTINGS: &str = "relay.toml.sealed";
/// The key in a backup.
const SEALED_KEY: &str = "master.key.sealed";
/// What is sealed in a backup, and the file of the data folder that it becomes.
const SEALED: [(&str, &str); 2] = [(SEALED_KEY, KEY_FILE), (SEALED_SETTINGS, SETTINGS)];
/// Bytes of salt, which stand before the sealed key.
const SALT: usize = 16;

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database or the backup.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file beside them.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// No randomness, or the key cannot be sealed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The journal of erasures.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The folder holds a database: nothing is ever overwritten.
    #[error("there is a database already")]
    NotEmpty,
    /// Settings may hold secrets, and without a passphrase they would stand in the backup for everybody to read.
    #[error("settings are kept under a passphrase only")]
    SettingsInTheClear,
    /// The passphrase opens nothing.
    #[error("the passphrase is another one")]
    Passphrase,
    /// A name in the backup leads outside of the folder.
    #[error("the backup holds a file that it must not hold: {0}")]
    Name(String),
}

/// What became of the master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyIs {
    /// In the backup, sealed; or back in its place.
    Kept,
    /// Not in the backup, because there was no passphrase.
    LeftOut,
    /// Given in the settings, so it is the operator's.
    Elsewhere,
}

/// The journal's copy beside a backup: `<backup>.erased`.
#[must_use]
pub fn beside(backup: &Path) -> PathBuf {
    let mut name = backup.as_os_str().to_owned();
    name.push(".erased");
    PathBuf::from(name)
}

/// Makes a backup of `data`, also while a relay runs there, and copies the journal of erasures beside it.
///
/// # Errors
/// [`BackupError`]; an unfinished backup is no file of that name.
pub async fn make(
    data: &Path,
    to: &Path,
    settings: Option<&Path>,
    journal: &Journal,
    passphrase: Option<&Zeroizing<String>>,
    clock: &dyn Clock,
) -> Result<KeyIs, BackupError> {
    let settings = match (settings, passphrase) {
        (Some(_), None) => return Err(BackupError::SettingsInTheClear),
        (Some(path), Some(passphrase)) => {
            let text = std::fs::read(path).map_err(|error| failed(path, error))?;
            Some((Zeroizing::new(text), passphrase))
        }
        (None, _) => None,
    };
    let archive = Archive::create(to)?;
    let copy = data.join(format!("{FILE}.copy"));
    let store = SqliteStore::open(data.join(FILE)).await?;
    let mark = (RESTORED.to_owned(), clock.now().0.to_string());
    let copied = store.copy_to(&copy, vec![mark]).await;
    let added = copied
        .map_err(BackupError::from)
        .and_then(|()| add(&archive, FILE, &copy));
    let _ = std::fs::remove_file(&copy);
    added?;
    // After the database: a file that it names must be there. Twice: what was moved during the first look is found by the second.
    let mut known = BTreeSet::new();
    for _ in 0..2 {
        add_media(&archive, data, &mut known)?;
    }
    if let Some((settings, passphrase)) = settings {
        seal(&archive, (SEALED_SETTINGS, SETTINGS), &settings, passphrase)?;
    }
    let key = keep_key(&archive, &data.join(KEY_FILE), passphrase)?;
    archive.finish()?;
    let copy = Journal::new(beside(to));
    for entry in journal.read()? {
        copy.append(&entry)?;
    }
    Ok(key)
}

/// Puts a backup into `data`, which must not hold a database. The database comes last, so a restore that was cut off is run again;
/// before it comes the list of who is to be erased again, so that no start over it can miss them.
///
/// # Errors
/// [`BackupError`].
pub fn restore(
    from: &Path,
    data: &Path,
    passphrase: Option<&Zeroizing<String>>,
    erased: &[Entry],
) -> Result<KeyIs, BackupError> {
    // A log without its database would be replayed over the one that is put here.
    let there = ["", "-wal", "-journal"].map(|end| data.join(format!("{FILE}{end}")));
    if there.iter().any(|file| file.exists()) {
        return Err(BackupError::NotEmpty);
    }
    let archive = Archive::open(from)?;
    let names = archive.names()?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    // Opened before anything is written: a wrong passphrase changes nothing.
    let mut opened = Vec::new();
    for (name, file) in SEALED.into_iter().filter(|(name, _)| has(name)) {
        if let Some(passphrase) = passphrase {
            let mut sealed = Vec::new();
            archive.extract(name, &mut sealed)?;
            opened.push((file, open(&sealed, (name, file), passphrase)?));
        }
    }
    for name in names
        .iter()
        .filter(|name| *name != FILE && SEALED.iter().all(|(sealed, _)| name != sealed))
    {
        extract(&archive, name, &place(data, name)?)?;
    }
    for (file, text) in &opened {
        let path = data.join(file);
        let written = std::fs::create_dir_all(data).and_then(|()| write_private(&path, text));
        written.map_err(|error| failed(&path, error))?;
    }
    erasure::lay_pending(data, erased)?;
    let beside = data.join(format!("{FILE}.part"));
    extract(&archive, FILE, &beside)?;
    let path = data.join(FILE);
    std::fs::rename(&beside, &path).map_err(|error| failed(&path, error))?;
    Ok(match (has(SEALED_KEY), passphrase) {
        (true, Some(_)) => KeyIs::Kept,
        (true, None) => KeyIs::LeftOut,
        (false, _) => KeyIs::Elsewhere,
    })
}

/// Adds the media that is not `known` yet. Pieces of unfinished uploads and what is just being written are left out; a file that goes
/// meanwhile was waiting for its place, and is found there.
fn add_media(
    archive: &Archive,
    data: &Path,
    known: &mut BTreeSet<String>,
) -> Result<(), BackupError> {
    for file in files_below(&data.join(media::FOLDER))? {
        let name = file.strip_prefix(data).unwrap_or(&file);
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        let unfinished = parts.get(1).is_some_and(|part| part == "uploads") || name.contains('#');
        if unfinished || known.contains(&name) {
            continue;
        }
        match add(archive, &name, &file) {
            Err(BackupError::File { error, .. })
                if error.kind() == std::io::ErrorKind::NotFound => {}
            added => {
                added?;
                known.insert(name);
            }
        }
    }
    Ok(())
}

fn add(archive: &Archive, name: &str, path: &Path) -> Result<(), BackupError> {
    let file = File::open(path).map_err(|error| failed(path, error))?;
    Ok(archive.add(name, file)?)
}

fn extract(archive: &Archive, name: &str, path: &Path) -> Result<(), BackupError> {
    let written = (|| {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        private(path)
    })();
    let mut file = written.map_err(|error| failed(path, error))?;
    archive.extract(name, &mut file)?;
    file.sync_all().map_err(|error| failed(path, error))
}

/// Where a file of the backup goes: below the folder, whatever the backup says.
fn place(data: &Path, name: &str) -> Result<PathBuf, BackupError> {
    let path = Path::new(name);
    let inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let known = name == SETTINGS || path.starts_with(media::FOLDER);
    if inside && known {
        Ok(data.join(path))
    } else {
        Err(BackupError::Name(name.to_owned()))
    }
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| failed(&folder, error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| failed(&folder, error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn keep_key(
    archive: &Archive,
    path: &Path,
    passphrase: Option<&Zeroizing<String>>,
) -> Result<KeyIs, BackupError> {
    let text = match std::fs::read(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(KeyIs::Elsewhere),
        Err(error) => return Err(failed(path, error)),
    };
    let Some(passphrase) = passphrase else {
        return Ok(KeyIs::LeftOut);
    };
    seal(archive, (SEALED_KEY, KEY_FILE), &text, passphrase)?;
    Ok(KeyIs::Kept)
}

/// Adds a part that only the passphrase opens: salt, nonce and what was sealed.
fn seal(
    archive: &Archive,
    (name, file): (&str, &str),
    text: &[u8],
    passphrase: &Zeroizing<String>,
) -> Result<(), BackupError> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(|_| KeyError::Random)?;
    let ring = ring(passphrase, &salt)?;
    let sealed = ring
        .seal(&bound()?, "", file, text, secrets::nonce()?)
        .map_err(|error| StoreError::Bug(error.to_string()))?;
    let part = [salt.as_slice(), &sealed.sealed].concat();
    Ok(archive.add(name, part.as_slice())?)
}

fn open(
    sealed: &[u8],
    (name, file): (&str, &str),
    passphrase: &Zeroizing<String>,
) -> Result<Zeroizing<Vec<u8>>, BackupError> {
    let (salt, sealed) = sealed
        .split_first_chunk::<SALT>()
        .filter(|(_, sealed)| sealed.len() > NONCE)
        .ok_or_else(|| StoreError::Damaged(name.to_owned()))?;
    let ring = ring(passphrase, salt)?;
    let sealed = SealedSecret {
        connection: String::new(),
        kind: file.to_owned(),
        key_id: ring.current().id(),
        sealed: sealed.to_vec(),
    };
    ring.open(&bound()?, &sealed)
        .map_err(|_| BackupError::Passphrase)
}

/// The key that a passphrase makes: argon2id, as for people's passwords.
fn ring(passphrase: &Zeroizing<String>, salt: &[u8; SALT]) -> Result<KeyRing, BackupError> {
    let mut key = Zeroizing::new([0; 32]);
    Argon2::default()
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|error| StoreError::Bug(error.to_string()))?;
    Ok(KeyRing::new(MasterKey::new(*key), Vec::new()))
}

fn bound() -> Result<WorkspaceId, StoreError> {
    WorkspaceId::new("backup").map_err(|error| StoreError::Bug(error.to_string()))
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = private(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(path: &Path, error: std::io::Error) -> BackupError {
    BackupError::File {
        path: path.display().to_string(),
        error,
    }
}
