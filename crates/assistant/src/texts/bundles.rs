//! The Fluent files, one a language. The same keys in all of them (a test compares).

use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

const SOURCES: [(Language, &str); 7] = [
    (Language::English, include_str!("../../locales/en.ftl")),
    (Language::Spanish, include_str!("../../locales/es.ftl")),
    (Language::Portuguese, include_str!("../../locales/pt.ftl")),
    (Language::French, include_str!("../../locales/fr.ftl")),
    (Language::German, include_str!("../../locales/de.ftl")),
    (Language::Italian, include_str!("../../locales/it.ftl")),
    (Language::Arabic, include_str!("../../locales/ar.ftl")),
];

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<(Language, Bundle)>> = LazyLock::new(|| {
    let bundles = SOURCES
        .iter()
        .map(|(it, source)| (*it, bundle(*it, source)));
    bundles.collect()
});

fn bundle(language: Language, source: &str) -> Bundle {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The text travels to a phone as it is: no direction marks around names.
    bundle.set_use_isolating(false);
    // A line with a mistake is left out; the others stand, and a test reads them all.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, _)| rest);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The words of `key` in `language`.
pub(super) fn say(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
    let wanted = BUNDLES.iter().find(|(it, _)| *it == language);
    let mut filled = FluentArgs::new();
    for (name, value) in args {
        filled.set(*name, value.clone());
    }
    // English for a word that a language lacks; a test finds both defects before a guest does.
    let found = [wanted, BUNDLES.first()];
    let text = found.into_iter().flatten().find_map(|(_, bundle)| {
        let pattern = bundle.get_message(key)?.value()?;
        let text = bundle.format_pattern(pattern, Some(&filled), &mut Vec::new());
        Some(text.into_owned())
    });
    text.unwrap_or_else(|| key.to_owned())
}
