//! Uploads that are not in a message yet: the handle itself says what was sent and by whom, signed, so that nothing has to be remembered.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channels::livechat;
use domain::id::MediaId;
use domain::message::Media;
use domain::time::UnixMillis;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

#[derive(Serialize, Deserialize)]
struct Told {
    #[serde(rename = "i")]
    id: MediaId,
    #[serde(rename = "m")]
    mime: String,
    #[serde(rename = "s")]
    size: u64,
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// When it was brought.
    #[serde(rename = "t")]
    at: UnixMillis,
}

/// How long a handle is good, in milliseconds: half as long as the file waits, so that no message names one that is just going.
const GOOD: i64 = crate::media::WAITS / 2;

/// A handle for the file, good for the holder of one token.
pub(super) fn write(
    key: &str,
    token_hash: &str,
    id: MediaId,
    file: &livechat::Inspected,
    at: UnixMillis,
) -> String {
    let told = Told {
        id,
        mime: file.mime.clone(),
        size: file.size,
        name: file.name.clone(),
        at,
    };
    let json = serde_json::to_string(&told).unwrap_or_default();
    let seal = seal(key, token_hash, &json);
    format!("{}.{seal}", URL_SAFE_NO_PAD.encode(json))
}

/// The file, if the handle is this visitor's and not too old.
pub(super) fn read(key: &str, token_hash: &str, handle: &str, now: UnixMillis) -> Option<Media> {
    let (json, given) = handle.split_once('.')?;
    let json = String::from_utf8(URL_SAFE_NO_PAD.decode(json).ok()?).ok()?;
    let expected = seal(key, token_hash, &json);
    if !bool::from(expected.as_bytes().ct_eq(given.as_bytes())) {
        return None;
    }
    let told: Told = serde_json::from_str(&json).ok()?;
    if now.since(told.at) > GOOD {
        return None;
    }
    Some(Media {
        id: Some(told.id),
        mime: told.mime,
        size: Some(told.size),
        name: told.name,
        problem: None,
    })
}

fn seal(key: &str, token_hash: &str, json: &str) -> String {
    livechat::keyed_hash(key.as_bytes(), &format!("upload\n{token_hash}\n{json}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// livechat.md, "signed": a handle is good for its visitor and not for another, cannot be changed, and ends before its file does.
    #[test]
    fn handles() {
        let file = livechat::inspect(b"%PDF-1.7", Some("Fatura Março.pdf")).unwrap();
        let id = MediaId::new("a".repeat(64)).unwrap();
        let now = UnixMillis(1_763_700_000_000);
        let handle = write("key", "ana", id.clone(), &file, now);
        let media = read("key", "ana", &handle, now).unwrap();
        assert_eq!(
            (media.id, media.name.as_deref()),
            (Some(id), Some("Fatura Março.pdf"))
        );
        assert_eq!(read("key", "bea", &handle, now), None);
        assert_eq!(read("other", "ana", &handle, now), None);
        assert!(read("key", "ana", &handle, now.plus(GOOD)).is_some());
        assert_eq!(read("key", "ana", &handle, now.plus(GOOD + 1)), None);
        let (json, seal) = handle.split_once('.').unwrap();
        for wrong in [
            format!("{json}x.{seal}"),
            format!("{json}."),
            "".into(),
            ".".into(),
        ] {
            assert_eq!(read("key", "ana", &wrong, now), None);
        }
    }
}
