//! Who is named in a part: so that erasing a guest finds every envelope (DESIGN_RELAY, Ingress).

use crate::json::mend_surrogates;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;

/// Fields that hold a guest's identifier, wherever they stand.
const FIELDS: &[&str] = &[
    "from",
    "from_user_id",
    "from_parent_user_id",
    "to",
    "to_user_id",
    "wa_id",
    "new_wa_id",
    "user_id",
    "parent_user_id",
    "recipient_id",
    "recipient_user_id",
    "recipient_participant_id",
    "customer",
];

/// The identifiers in `raw`, without `+`. Reads without building; what is nested deeper than serde_json's limit is not seen.
pub(super) fn named_in(raw: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    // What was found before an error stands.
    if walk(raw, &mut found).is_err()
        && let Some(mended) = mend_surrogates(raw)
    {
        let _ = walk(&mended, &mut found);
    }
    found
}

fn walk(raw: &str, found: &mut BTreeSet<String>) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(raw);
    Walk { take: false, found }.deserialize(&mut reader)
}

struct Walk<'s> {
    take: bool,
    found: &'s mut BTreeSet<String>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        if self.take {
            self.found.insert(number.to_string());
        }
        Ok(())
    }
    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        let id = text.trim().trim_start_matches('+');
        if self.take && !id.is_empty() && id.len() <= crate::json::MAX_ID {
            self.found.insert(id.to_owned());
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list
            .next_element_seed(Walk {
                take: self.take,
                found: self.found,
            })?
            .is_some()
        {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            let take = FIELDS.contains(&key.as_ref());
            map.next_value_seed(Walk {
                take,
                found: self.found,
            })?;
        }
        Ok(())
    }
}
