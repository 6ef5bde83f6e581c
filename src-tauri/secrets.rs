//! The system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.
//!
//! Never keyutils (it forgets at a reboot) and never a plain file (DESIGN_DESK, Systems).

use desk::host::SecretError;
use keyring::{Entry, Error};

const SERVICE: &str = "app.bellhop.desk";

/// Reads a secret; `None` if there is none of that name.
pub(crate) fn get(name: &str) -> Result<Option<Vec<u8>>, SecretError> {
    match entry(name)?.get_secret() {
        Ok(secret) => Ok(Some(secret)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(reason(&error)),
    }
}

/// Writes a secret, replacing an older one.
pub(crate) fn set(name: &str, secret: &[u8]) -> Result<(), SecretError> {
    entry(name)?
        .set_secret(secret)
        .map_err(|error| reason(&error))
}

/// Deletes a secret; one that is not there is no error.
pub(crate) fn delete(name: &str) -> Result<(), SecretError> {
    match entry(name)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(reason(&error)),
    }
}

fn entry(name: &str) -> Result<Entry, SecretError> {
    Entry::new(SERVICE, name).map_err(|error| reason(&error))
}

fn reason(error: &Error) -> SecretError {
    // The error's text may quote an attribute but never the secret.
    tracing::warn!(error = %error, "keyring.failed: the system's keyring refused");
    match error {
        Error::NoStorageAccess(_) => SecretError::Locked,
        _ => SecretError::Unavailable,
    }
}
