//! `X-Hub-Signature-256` (SPEC 268–270; whatsapp.md 2).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// The header that carries the signature, in lower case.
pub const HEADER: &str = "x-hub-signature-256";

/// The header's value for `body` under `secret`: `sha256=` and lower-case hex.
#[must_use]
pub fn sign(body: &[u8], secret: &[u8]) -> String {
    format!("sha256={}", hex::encode(mac(body, secret)))
}

/// Which of `secrets` signed `body`, by position; `None` = refuse (401).
///
/// HMAC-SHA256 over the raw bytes, compared in constant time as text, so that no other spelling of the same digest passes either. All
/// secrets are tried whatever the outcome. No header, no secrets or an empty secret is a refusal (SPEC 271, R14).
#[must_use]
pub fn verify_signature(body: &[u8], header: Option<&str>, secrets: &[&[u8]]) -> Option<usize> {
    let header = header?.as_bytes();
    let mut matched = None;
    for (at, secret) in secrets.iter().enumerate() {
        let same = bool::from(sign(body, secret).as_bytes().ct_eq(header));
        if same && !secret.is_empty() && matched.is_none() {
            matched = Some(at);
        }
    }
    matched
}

fn mac(body: &[u8], secret: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length; the error cannot happen.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return Vec::new();
    };
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}
