//! Tokens and one-time codes: random, shown once, kept as hashes.

use base64::Engine as _;
use sha2::{Digest, Sha256};

/// Letters and digits that nobody confuses: no I, L, O, U, 0, 1. 30 signs.
const ALPHABET: &[u8; 30] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";

/// Signs of a code, hyphens apart: 16 of 30 are 78 bits.
const LENGTH: usize = 16;

/// The machine gave no randomness; nothing secret can be made.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the system's random source failed")]
pub struct NoRandomness;

/// A new bearer token: 32 random bytes in base64url.
///
/// # Errors
/// [`NoRandomness`].
pub fn new_token() -> Result<String, NoRandomness> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

/// A new one-time code in groups of four, e.g. `K7QM-2XRT-9FHV-C3WD`.
///
/// # Errors
/// [`NoRandomness`].
pub fn new_code() -> Result<String, NoRandomness> {
    let mut code = String::with_capacity(LENGTH + LENGTH / 4);
    let mut signs = 0;
    while signs < LENGTH {
        let mut bytes = [0u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
        // 240 = 8 × 30: larger values would favour the first signs.
        for byte in bytes.iter().filter(|byte| **byte < 240) {
            if signs == LENGTH {
                break;
            }
            if signs > 0 && signs % 4 == 0 {
                code.push('-');
            }
            let place = usize::from(*byte) % ALPHABET.len();
            code.push(ALPHABET.get(place).copied().map_or('A', char::from));
            signs += 1;
        }
    }
    Ok(code)
}

/// The hash of a code as a person typed it: any case, hyphens and blanks optional. `None` for what cannot be a code.
#[must_use]
pub fn code_hash(typed: &str) -> Option<String> {
    if typed.len() > 100 {
        return None;
    }
    let signs: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let plausible = signs.len() >= 12 && signs.bytes().all(|b| b.is_ascii_alphanumeric());
    plausible.then(|| sha256_hex(signs.as_bytes()))
}

/// sha256 in lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes are long, unambiguous, all different, and found again however they are typed.
    #[test]
    fn codes() {
        let code = new_code().unwrap();
        assert_eq!(code.len(), LENGTH + 3);
        assert!(
            code.bytes().all(|b| b == b'-' || ALPHABET.contains(&b)),
            "{code}"
        );
        assert_ne!(code, new_code().unwrap());
        let typed = format!(" {} ", code.replace('-', " ").to_lowercase());
        assert_eq!(code_hash(&code), code_hash(&typed));
        assert_eq!(code_hash("SHORT"), None);
        assert_eq!(code_hash(&"A".repeat(200)), None);
    }

    /// A token is 32 bytes in base64url.
    #[test]
    fn tokens() {
        let token = new_token().unwrap();
        assert_eq!(token.len(), 43);
        assert_ne!(token, new_token().unwrap());
    }
}
