//! Names of what belongs to one person at one workspace of one relay: the cache file and two secrets.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use url::Url;

/// (relay, workspace, person) as 32 hex digits. Says nothing about any of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Profile(String);

impl Profile {
    pub(crate) fn of(relay: &Url, workspace: &str, staff: &str) -> Self {
        let digest = Sha256::digest(format!("{relay}\n{workspace}\n{staff}"));
        Self(hex::encode(digest.get(..16).unwrap_or_default()))
    }

    /// A profile read from a file is only used if it looks like one: it becomes part of a path.
    pub(crate) fn is_valid(&self) -> bool {
        self.0.len() == 32 && self.0.bytes().all(|b| b.is_ascii_hexdigit())
    }

    pub(crate) fn cache_file(&self, home: &Path) -> PathBuf {
        home.join(format!("{}.cache", self.0))
    }

    /// Under which the keyring holds the cache's key.
    pub(crate) fn key_name(&self) -> String {
        format!("cache-key:{}", self.0)
    }

    /// Under which the keyring holds the relay's token.
    pub(crate) fn token_name(&self) -> String {
        format!("token:{}", self.0)
    }
}

/// `desk.json`: what the login page is filled with and which cache is opened. Never anything about guests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Remembered {
    /// The relay's address, as it is used.
    pub(crate) relay: String,
    /// Of the last person who signed in here.
    pub(crate) email: String,
    /// Theirs; absent before the first sign-in and after a wipe.
    pub(crate) profile: Option<Profile>,
    /// Why the next start finds nobody signed in, as a code of `signed-out-…`.
    pub(crate) reason: Option<String>,
    /// People who signed out with work still to send: it goes on being sent under their own tokens.
    pub(crate) sending: Vec<Profile>,
}

const FILE: &str = "desk.json";

impl Remembered {
    /// What is remembered; nothing if the file is missing or unreadable.
    pub(crate) fn load(home: &Path) -> Self {
        let text = std::fs::read_to_string(home.join(FILE)).unwrap_or_default();
        let mut found: Self = serde_json::from_str(&text).unwrap_or_default();
        found.profile = found.profile.filter(Profile::is_valid);
        found.sending.retain(Profile::is_valid);
        found
    }

    /// Replaces the file in one step, so that a crash leaves the old or the new one.
    pub(crate) fn save(&self, home: &Path) -> io::Result<()> {
        std::fs::create_dir_all(home)?;
        let new = home.join("desk.json.new");
        std::fs::write(&new, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(new, home.join(FILE))
    }
}
