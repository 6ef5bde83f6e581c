//! Who the holders of tokens said they are, while they are here: a photo is asked for with the token alone.

use crate::engine::Visitor;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// More than this are not remembered; they are who their token alone says.
const MOST: usize = 50_000;

/// Proven visitors by the hash of their token.
#[derive(Default)]
pub(super) struct Present {
    known: Mutex<HashMap<String, Visitor>>,
}

impl Present {
    /// Notes what the newest hello of a token said.
    pub(super) fn note(&self, token_hash: &str, visitor: &Visitor) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if visitor.user.is_none() {
            known.remove(token_hash);
        } else if known.len() < MOST || known.contains_key(token_hash) {
            known.insert(token_hash.to_owned(), visitor.clone());
        }
    }

    /// Who it is beside the token, if that was proven since the relay started.
    pub(super) fn of(&self, token_hash: &str) -> Option<Visitor> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(token_hash).cloned()
    }
}
