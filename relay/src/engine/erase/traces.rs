//! What tells that something is about a guest: names, ids, the provider's ids of messages. Pure: what is kept comes in, what goes
//! comes out.

use super::HASHED;
use crate::engine::payload::EraseJob;
use crate::erasure::ErasureKey;
use domain::contact::Contact;
use domain::id::{MediaId, RecordId};
use domain::phone;
use std::collections::BTreeSet;
use store::model::{Forget, Kept};

/// What channels call the guest, without `+`: numbers in every spelling and ids. A public user name only where there is no more.
pub(super) fn names(contact: &Contact) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if let Some(phone) = &contact.phone {
        names.extend(phone::variants(phone));
        names.insert(phone.clone());
    }
    for it in &contact.identities {
        let strong = it.scoped_id.iter().chain(&it.address);
        let weak = it.username.iter();
        let weak = weak.filter(|_| it.scoped_id.is_none() && it.address.is_none());
        names.extend(strong.chain(weak).cloned());
    }
    let bare = names.iter().map(|name| name.trim_start_matches('+'));
    bare.filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What tells that something is about the guest.
pub(super) struct Traces<'e> {
    pub(super) key: &'e ErasureKey,
    pub(super) names: &'e BTreeSet<String>,
    /// Keyed hashes of names.
    pub(super) hashed: &'e BTreeSet<String>,
    pub(super) ids: &'e BTreeSet<RecordId>,
    /// Provider ids of the messages, each behind its connection and a bar.
    pub(super) given: BTreeSet<&'e str>,
}

impl Traces<'_> {
    pub(super) fn of(&self, kept: &Kept) -> Forget {
        let provider_ids: BTreeSet<&str> = self
            .given
            .iter()
            .filter_map(|key| key.split_once('|').map(|(_, id)| id))
            .collect();
        let event = |key: &&String| {
            let mut parts = key.split('|');
            !key.starts_with(HASHED)
                && parts.any(|part| provider_ids.contains(part) || self.is_name(part))
        };
        // What an erasure itself has left to do names the guest and stays.
        let job = |payload: &str| {
            serde_json::from_str::<EraseJob>(payload).is_err()
                && serde_json::from_str(payload).is_ok_and(|json| self.is_in(&json))
        };
        let jobs = kept.jobs.iter().filter(|(_, payload)| job(payload));
        Forget {
            lookups: Vec::new(),
            jobs: jobs.map(|(id, _)| id.clone()).collect(),
            envelopes: self.envelopes(kept),
            events: kept.events.iter().filter(event).cloned().collect(),
            about: Vec::new(),
        }
    }

    fn is_name(&self, text: &str) -> bool {
        let bare = text.trim_start_matches('+');
        !bare.is_empty()
            && (self.names.contains(bare)
                || (!self.hashed.is_empty() && self.hashed.contains(&self.key.hash(bare))))
    }

    /// Whether a text anywhere in it is one of the ids or names.
    fn is_in(&self, json: &serde_json::Value) -> bool {
        use serde_json::Value;
        match json {
            Value::String(text) => {
                let id = RecordId::new(text.as_str()).ok();
                id.is_some_and(|id| self.ids.contains(&id)) || self.is_name(text)
            }
            Value::Array(list) => list.iter().any(|it| self.is_in(it)),
            Value::Object(fields) => fields.values().any(|it| self.is_in(it)),
            _ => false,
        }
    }

    /// Parts that name the guest and have ended, and those that wait and name nobody else. One that waits and names others too stays:
    /// what it holds of the guest comes after the erasure, as if it had been sent then.
    fn envelopes(&self, kept: &Kept) -> Vec<i64> {
        let about = kept.envelopes.iter().filter(|it| {
            let mut named = it.guests.iter().map(|guest| self.is_name(guest));
            let readable = if it.ended {
                named.any(|is| is)
            } else {
                !it.guests.is_empty() && named.all(|is| is)
            };
            let bytes = it.unread.as_deref().unwrap_or_default();
            readable || self.names.iter().any(|name| holds(bytes, name))
        });
        about.map(|it| it.id).collect()
    }
}

/// Whether bytes that nobody can read hold a name; a short one stands in too much.
fn holds(bytes: &[u8], name: &str) -> bool {
    name.len() >= 5
        && bytes
            .windows(name.len())
            .any(|part| part == name.as_bytes())
}

/// Whether a key of an upload (person, file, type) is about one of the files.
pub(super) fn names_file(key: &str, media: &BTreeSet<MediaId>) -> bool {
    let file = key.split('|').nth(1).and_then(|id| MediaId::new(id).ok());
    file.is_some_and(|file| media.contains(&file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::model::KeptEnvelope;
    use store::secret::{KeyRing, MasterKey};

    fn envelope(id: i64, ended: bool, guests: &[&str]) -> KeptEnvelope {
        KeptEnvelope {
            id,
            ended,
            guests: guests.iter().map(|it| (*it).to_owned()).collect(),
            unread: guests.is_empty().then(|| b"broken +351912777666".to_vec()),
        }
    }

    /// R11: an envelope that has ended goes if it names the guest; one that waits only if it names nobody else, so that nobody else's
    /// words are lost; what cannot be read is searched. Jobs and event keys go by ids and names, also by names told as hashes; another
    /// guest's stay, and what an erasure has left to do stays too.
    #[test]
    fn what_is_about_the_guest_is_told() {
        let key = ErasureKey::of(&KeyRing::new(MasterKey::new([7; 32]), Vec::new()));
        let ids = BTreeSet::from([RecordId::new("m1").unwrap()]);
        let kept = Kept {
            keys: Vec::new(),
            jobs: vec![
                ("by-id".to_owned(), r#"{"message":"m1"}"#.to_owned()),
                (
                    "by-name".to_owned(),
                    r#"{"a":[{"from":"+351912777666"}]}"#.to_owned(),
                ),
                (
                    "other".to_owned(),
                    r#"{"message":"m2","text":"35191277766"}"#.to_owned(),
                ),
                (
                    "erasure".to_owned(),
                    r#"{"entry":null,"media":["m1"]}"#.to_owned(),
                ),
            ],
            envelopes: vec![
                envelope(1, true, &["351912777666", "somebody"]),
                envelope(2, false, &["351912777666", "somebody"]),
                envelope(3, false, &["351912777666"]),
                envelope(4, true, &["somebody"]),
                envelope(5, true, &[]),
            ],
            events: [
                "w|message|wamid.1",
                "w|status|wamid.9|read|351912777666",
                "w|message|wamid.2",
                "#|351912777666",
            ]
            .map(str::to_owned)
            .to_vec(),
        };
        let names = BTreeSet::from(["351912777666".to_owned()]);
        let (none, hashes) = (BTreeSet::new(), BTreeSet::from([key.hash("351912777666")]));
        for (names, hashed, envelopes) in [
            (&names, &none, vec![1, 3, 5]),
            // Bytes that nobody could read are not told by a hash.
            (&none, &hashes, vec![1, 3]),
        ] {
            let traces = Traces {
                key: &key,
                names,
                hashed,
                ids: &ids,
                given: BTreeSet::from(["w|wamid.1"]),
            };
            let gone = traces.of(&kept);
            assert_eq!(gone.envelopes, envelopes);
            assert_eq!(gone.jobs, ["by-id", "by-name"]);
            assert_eq!(gone.events, kept.events[..2]);
        }
    }
}
