//! The key of one cache file, and the seal that tells a wrong key from a damaged file.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use zeroize::Zeroizing;

/// 256 random bits from the operating system's keyring; one key a (relay, workspace, person).
#[derive(Clone)]
pub struct CacheKey(Zeroizing<[u8; 32]>);

impl CacheKey {
    /// Takes the bytes as they are: no derivation, so opening costs nothing.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// SQLCipher's spelling of a raw key: `x'…64 hex digits…'`.
    pub(crate) fn pragma_value(&self) -> Zeroizing<String> {
        use std::fmt::Write as _;
        let mut text = Zeroizing::new(String::with_capacity(67));
        text.push_str("x'");
        for byte in self.0.iter() {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\'');
        text
    }

    /// A tag only this key makes, kept beside the file. SQLCipher answers a wrong key and a damaged first page alike;
    /// the desk must tell them apart, because from a damaged file the outbox may still be saved.
    pub(crate) fn seal(&self) -> Vec<u8> {
        let cipher = ChaCha20Poly1305::new((&*self.0).into());
        let payload = Payload {
            msg: b"",
            aad: b"bellhop cache seal 1",
        };
        // An empty message cannot exceed a limit, so this cannot fail; an empty seal matches nothing.
        cipher
            .encrypt(&Nonce::default(), payload)
            .unwrap_or_default()
    }
}

impl std::fmt::Debug for CacheKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CacheKey(..)")
    }
}
