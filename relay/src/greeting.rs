//! Words sent to guests, from `locales/guest*.ftl`: in the guest's language where it is known and there is one, else English.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

pub(crate) type Bundle = FluentBundle<FluentResource>;

const SOURCES: &[(&str, &str)] = &[
    ("en", include_str!("../locales/guest.ftl")),
    ("ar", include_str!("../locales/guest.ar.ftl")),
    ("de", include_str!("../locales/guest.de.ftl")),
    ("es", include_str!("../locales/guest.es.ftl")),
    ("fr", include_str!("../locales/guest.fr.ftl")),
    ("it", include_str!("../locales/guest.it.ftl")),
    ("pt", include_str!("../locales/guest.pt.ftl")),
];

static BUNDLES: LazyLock<Vec<(&'static str, Bundle)>> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|(tag, source)| (*tag, bundle(tag, source)))
        .collect()
});

/// The greeting of a new conversation (SPEC 122). `language` is BCP 47, e.g. `pt-BR`.
#[must_use]
pub(crate) fn greeting(language: Option<&str>, property: &str) -> String {
    say(language, "guest-greeting", property)
}

/// What a guest reads who asked for a person (SPEC 168).
#[must_use]
pub(crate) fn holding(language: Option<&str>, property: &str) -> String {
    say(language, "guest-holding", property)
}

fn say(language: Option<&str>, id: &str, property: &str) -> String {
    let wanted = language
        .and_then(|tag| tag.split(['-', '_']).next())
        .unwrap_or("en");
    let wanted = BUNDLES
        .iter()
        .find(|(tag, _)| tag.eq_ignore_ascii_case(wanted));
    let english = BUNDLES.first();
    let found = [wanted, english]
        .into_iter()
        .flatten()
        .find_map(|(_, words)| {
            let pattern = words.get_message(id)?.value()?;
            let mut args = FluentArgs::new();
            args.set("property", property);
            Some(
                words
                    .format_pattern(pattern, Some(&args), &mut Vec::new())
                    .into_owned(),
            )
        });
    // A word that is missing in English too is a defect that a test finds.
    found.unwrap_or_else(|| property.to_owned())
}

pub(crate) fn bundle(tag: &str, source: &str) -> Bundle {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The text travels to a phone as it is: no direction marks around names.
    bundle.set_use_isolating(false);
    // A line with a mistake is left out; the others stand, and a test reads them all.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, _)| rest);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
