//! The master key: where it comes from, and that it is the one this store was made with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::Write as _;
use std::path::Path;
use store::Store;
use store::error::StoreError;
use store::secret::{KeyRing, MasterKey, NONCE};
use zeroize::Zeroizing;

/// The file in the data folder, where no key is given.
pub const KEY_FILE: &str = "master.key";
/// The store's note of which key it was made with.
const SETTING: &str = "master_key_id";

/// Why the relay does not start.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Not 32 bytes in base64.
    #[error("the master key is not 32 bytes in base64")]
    Malformed,
    /// The key file cannot be read or written.
    #[error("the key file {path}: {error}")]
    File {
        /// Which file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// The system has no randomness to give.
    #[error("no random bytes for a new key")]
    Random,
    /// Another key, or the database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The key given in the settings, else the one in `data`, made on the first start (readable by its owner only).
///
/// # Errors
/// [`KeyError::Store`] with [`StoreError::WrongMasterKey`] if this store was made with another key: the relay refuses to start.
pub async fn open(
    store: &dyn Store,
    given: Option<&str>,
    data: &Path,
) -> Result<KeyRing, KeyError> {
    let key = match given {
        Some(text) => decode(text)?,
        None => from_file(&data.join(KEY_FILE))?,
    };
    // The first one stays, also of two nodes that start together.
    if store.keep_setting(SETTING, &key.id()).await? != key.id() {
        return Err(StoreError::WrongMasterKey.into());
    }
    Ok(KeyRing::new(key, Vec::new()))
}

/// Random bytes for sealing; never the same twice.
///
/// # Errors
/// [`KeyError::Random`].
pub fn nonce() -> Result<[u8; NONCE], KeyError> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| KeyError::Random)?;
    Ok(nonce)
}

fn decode(text: &str) -> Result<MasterKey, KeyError> {
    let bytes = Zeroizing::new(
        STANDARD
            .decode(text.trim())
            .map_err(|_| KeyError::Malformed)?,
    );
    let bytes: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| KeyError::Malformed)?;
    Ok(MasterKey::new(bytes))
}

fn from_file(path: &Path) -> Result<MasterKey, KeyError> {
    let failed = |error| KeyError::File {
        path: path.display().to_string(),
        error,
    };
    match std::fs::read_to_string(path) {
        Ok(text) => decode(&Zeroizing::new(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path),
        Err(error) => Err(failed(error)),
    }
}

/// Written beside and renamed, so that a crash leaves no half key; created with its mode, so that nobody reads it meanwhile.
fn make(path: &Path) -> Result<MasterKey, KeyError> {
    let failed = |error| KeyError::File {
        path: path.display().to_string(),
        error,
    };
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| KeyError::Random)?;
    let text = Zeroizing::new(STANDARD.encode(bytes.as_slice()));
    let beside = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    std::fs::rename(&beside, path).map_err(failed)?;
    Ok(MasterKey::new(*bytes))
}
