//! The verification GET (SPEC 273).

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Longer challenges are refused; Meta sends about ten digits.
const MAX_CHALLENGE: usize = 256;

/// The text to answer with (200, plain text), or `None` = refuse (403).
///
/// `mode`, `token` and `challenge` are the values of `hub.mode`, `hub.verify_token` and `hub.challenge`, decoded; `expected` are the tokens
/// of which one must match. Compared in constant time, length included. An empty expected token never matches.
#[must_use]
pub fn verify_challenge(
    mode: Option<&str>,
    token: Option<&str>,
    challenge: Option<&str>,
    expected: &[&str],
) -> Option<String> {
    let given = Sha256::digest(token?.as_bytes());
    let mut matched = false;
    for wanted in expected {
        let same = bool::from(
            Sha256::digest(wanted.as_bytes())
                .as_slice()
                .ct_eq(given.as_slice()),
        );
        matched |= same && !wanted.is_empty();
    }
    let challenge = challenge.filter(|text| {
        (1..=MAX_CHALLENGE).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
    })?;
    (matched && mode == Some("subscribe")).then(|| challenge.to_owned())
}
