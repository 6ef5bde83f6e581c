//! Who a visitor is: the keyed hash of a token, and the proof of a logged-in guest.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// HMAC-SHA256 in lower-case hex: what the relay keeps of a visitor's token instead of the token.
#[must_use]
pub fn keyed_hash(key: &[u8], text: &str) -> String {
    // HMAC takes keys of any length; the error cannot happen.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// What the hotel's site writes beside its user's id.
#[must_use]
pub fn prove(secret: &str, user: &str) -> String {
    keyed_hash(secret.as_bytes(), user)
}

/// Whether `hash` proves that the hotel's own site says who the visitor is; compared in constant time. An empty secret proves nothing.
#[must_use]
pub fn proves(secret: &str, user: &str, hash: &str) -> bool {
    let expected = prove(secret, user);
    let given = hash.trim().to_ascii_lowercase();
    !secret.is_empty() && bool::from(expected.as_bytes().ct_eq(given.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// livechat.md, identity proof: only the secret's holder can say who a guest is; the vector is RFC 4231's second.
    #[test]
    fn proofs() {
        let known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(prove("Jefe", "what do ya want for nothing?"), known);
        assert!(proves("Jefe", "what do ya want for nothing?", known));
        assert!(proves(
            "Jefe",
            "what do ya want for nothing?",
            &known.to_uppercase()
        ));
        assert!(!proves("Jefe", "somebody else", known));
        assert!(!proves("other", "what do ya want for nothing?", known));
        assert!(!proves("", "guest", &prove("", "guest")));
        assert!(!proves("Jefe", "guest", ""));
    }
}
