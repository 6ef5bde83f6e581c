//! Languages and topics as they are stored: by their code.

use crate::reading::Topic;

/// A language as its tag.
pub(super) mod language {
    use crate::language::Language;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "the shape that serde calls")]
    pub(in super::super) fn serialize<S: Serializer>(
        it: &Option<Language>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match it {
            Some(language) => to.serialize_some(language.tag()),
            None => to.serialize_none(),
        }
    }

    /// One that is not spoken here any more is none.
    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Language>, D::Error> {
        let tag = Option::<String>::deserialize(from)?;
        Ok(tag.as_deref().and_then(Language::of_tag))
    }
}

/// Every topic with the code that staff's answers are stored under.
pub const TOPICS: [(Topic, &str); 14] = [
    (Topic::CheckIn, "check_in"),
    (Topic::CheckOut, "check_out"),
    (Topic::Parking, "parking"),
    (Topic::Breakfast, "breakfast"),
    (Topic::Pets, "pets"),
    (Topic::Wifi, "wifi"),
    (Topic::Pool, "pool"),
    (Topic::Payment, "payment"),
    (Topic::Location, "location"),
    (Topic::Transfer, "transfer"),
    (Topic::Luggage, "luggage"),
    (Topic::CancellationPolicy, "cancellation_policy"),
    (Topic::Children, "children"),
    (Topic::Accessibility, "accessibility"),
];

/// The code of a topic.
#[must_use]
pub fn topic_code(topic: Topic) -> &'static str {
    let found = TOPICS.iter().find(|(it, _)| *it == topic);
    found.map_or("other", |(_, code)| code)
}
