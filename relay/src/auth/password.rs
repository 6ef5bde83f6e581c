//! Passwords: argon2id, off the async threads, a few at a time, the same work for people that do not exist.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Shortest and longest password in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 10..=200;

/// Each hash takes 19 MiB and tens of milliseconds; more at once would starve everything else.
const AT_ONCE: usize = 2;

/// The hash of a password nobody has: verifying against it takes as long as against a real one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody's password").ok());

/// Hashing failed: no randomness, or the machine is out of memory.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct HashFailed;

/// Hashes and verifies passwords; clones share the limit.
#[derive(Debug, Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Passwords {
    /// A PHC string (argon2id, OWASP's parameters).
    ///
    /// # Errors
    /// [`HashFailed`].
    pub async fn hash(&self, password: String) -> Result<String, HashFailed> {
        let _place = self.places.acquire().await.map_err(|_| HashFailed)?;
        seam::blocking(move || hash_now(&password))
            .await
            .map_err(|_| HashFailed)?
    }

    /// Whether `password` belongs to `hash`. Without a hash (nobody has this e-mail) the same work is done and the answer is no.
    pub async fn verify(&self, password: String, hash: Option<String>) -> bool {
        let Ok(_place) = self.places.acquire().await else {
            return false;
        };
        let work = move || {
            let real = hash.is_some();
            let phc = hash.or_else(|| NOBODY.clone()).unwrap_or_default();
            let matches = PasswordHash::new(&phc).is_ok_and(|parsed| {
                Argon2::default()
                    .verify_password(password.as_bytes(), &parsed)
                    .is_ok()
            });
            real && matches
        };
        seam::blocking(work).await.unwrap_or(false)
    }
}

/// Whether a new password has a length that is accepted (10–200 characters).
#[must_use]
pub fn acceptable(password: &str) -> bool {
    LENGTH.contains(&password.chars().count())
}

fn hash_now(password: &str) -> Result<String, HashFailed> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|_| HashFailed)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ASVS 6: argon2id with a salt of its own; the wrong password and the unknown person are both refused.
    #[tokio::test]
    async fn passwords() {
        let passwords = Passwords::default();
        let first = passwords
            .hash("correct horse battery".into())
            .await
            .unwrap();
        let second = passwords
            .hash("correct horse battery".into())
            .await
            .unwrap();
        assert!(first.starts_with("$argon2id$") && first != second);
        assert!(
            passwords
                .verify("correct horse battery".into(), Some(first.clone()))
                .await
        );
        assert!(
            !passwords
                .verify("correct horse batterY".into(), Some(first))
                .await
        );
        assert!(!passwords.verify("nobody's password".into(), None).await);
        assert!(acceptable("ten letter") && !acceptable("nine char"));
        assert!(!acceptable(&"x".repeat(201)));
    }
}
