//! Sealing of connections' secrets (DESIGN_RELAY, "Secrets").
//!
//! XChaCha20-Poly1305; the associated data names workspace, connection and kind, so a sealed secret moved to another row
//! does not open. The nonce is random and comes in as an argument: 24 bytes are enough for never meeting one twice.

use crate::model::SealedSecret;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::id::WorkspaceId;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Bytes of a nonce; they stand before the ciphertext.
pub const NONCE: usize = 24;

/// 32 random bytes that seal every secret of a relay. Not printed, wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// From its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Names the key without telling it: the first 8 hex digits of its sha256.
    #[must_use]
    pub fn id(&self) -> String {
        let mut id = hex::encode(Sha256::digest(self.0.as_slice()));
        id.truncate(8);
        id
    }

    /// A key for another purpose, from which this one cannot be told.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut hash = Sha256::new();
        hash.update(purpose.as_bytes());
        hash.update([0]);
        hash.update(self.0.as_slice());
        Zeroizing::new(hash.finalize().into())
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MasterKey").finish_non_exhaustive()
    }
}

/// Why a secret does not open or close.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Sealed with a key that is not on the ring: the connection goes into ERROR and the relay starts all the same.
    #[error("the master key {0} is not here")]
    NoKey(String),
    /// Changed, cut, or moved from another row.
    #[error("the secret was changed")]
    Tampered,
    /// Longer than the cipher takes (256 GiB).
    #[error("the secret is too long")]
    TooLong,
}

/// The key in use and older ones that still open what they sealed.
#[derive(Debug, Clone)]
pub struct KeyRing {
    current: MasterKey,
    old: Vec<MasterKey>,
}

impl KeyRing {
    /// A ring; `old` keys only read.
    #[must_use]
    pub const fn new(current: MasterKey, old: Vec<MasterKey>) -> Self {
        Self { current, old }
    }

    /// The key that seals.
    #[must_use]
    pub const fn current(&self) -> &MasterKey {
        &self.current
    }

    /// Seals `plain` for one place. `nonce` is random and never used twice.
    ///
    /// # Errors
    /// [`SecretError::TooLong`] only.
    pub fn seal(
        &self,
        workspace: &WorkspaceId,
        connection: &str,
        kind: &str,
        plain: &[u8],
        nonce: [u8; NONCE],
    ) -> Result<SealedSecret, SecretError> {
        let bound = bound(workspace, connection, kind);
        let ciphertext = cipher(&self.current)
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: &bound,
                },
            )
            .map_err(|_| SecretError::TooLong)?;
        Ok(SealedSecret {
            connection: connection.to_owned(),
            kind: kind.to_owned(),
            key_id: self.current.id(),
            sealed: [nonce.as_slice(), &ciphertext].concat(),
        })
    }

    /// Opens a secret of `workspace`.
    ///
    /// # Errors
    /// [`SecretError::NoKey`] if its key is not on the ring, [`SecretError::Tampered`] if it is not what was sealed there.
    pub fn open(
        &self,
        workspace: &WorkspaceId,
        secret: &SealedSecret,
    ) -> Result<Zeroizing<Vec<u8>>, SecretError> {
        let key = std::iter::once(&self.current)
            .chain(&self.old)
            .find(|key| key.id() == secret.key_id)
            .ok_or_else(|| SecretError::NoKey(secret.key_id.clone()))?;
        let (nonce, ciphertext) = secret
            .sealed
            .split_first_chunk::<NONCE>()
            .ok_or(SecretError::Tampered)?;
        let bound = bound(workspace, &secret.connection, &secret.kind);
        cipher(key)
            .decrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: ciphertext,
                    aad: &bound,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| SecretError::Tampered)
    }
}

fn cipher(key: &MasterKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*key.0).into())
}

/// Associated data. Lengths stand before the parts, so no two places share it whatever the names contain.
fn bound(workspace: &WorkspaceId, connection: &str, kind: &str) -> Vec<u8> {
    let mut data = Vec::new();
    for part in [workspace.as_str(), connection, kind] {
        data.extend_from_slice(&(part.len() as u64).to_le_bytes());
        data.extend_from_slice(part.as_bytes());
    }
    data
}
