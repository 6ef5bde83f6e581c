//! The key under which an erased guest's identifiers are still recognised and can no longer be read.

use channels::livechat::keyed_hash;
use store::secret::KeyRing;
use zeroize::Zeroizing;

/// Names the purpose; another text would be another key.
const PURPOSE: &str = "bellhop erasure 1";

/// From the master key, so that it is in no database and in no backup that anybody can open without it.
#[derive(Clone)]
pub struct ErasureKey(Zeroizing<[u8; 32]>);

impl ErasureKey {
    /// The key of this relay.
    #[must_use]
    pub fn of(keys: &KeyRing) -> Self {
        Self(keys.current().derive(PURPOSE))
    }

    /// HMAC-SHA256, lower-case hex.
    #[must_use]
    pub fn hash(&self, text: &str) -> String {
        keyed_hash(self.0.as_slice(), text)
    }
}

impl std::fmt::Debug for ErasureKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ErasureKey").finish_non_exhaustive()
    }
}
