//! The words of the page, of the button and of the e-mails, from `locales/chat*.ftl`; for the first two as JSON: the page has no Fluent of its own.

use crate::greeting::{Bundle, bundle};
use fluent_bundle::FluentArgs;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// A language of the page.
struct Language {
    tag: &'static str,
    source: &'static str,
    bundle: Bundle,
}

const SOURCES: &[(&str, &str)] = &[
    ("en", include_str!("../../locales/chat.ftl")),
    ("ar", include_str!("../../locales/chat.ar.ftl")),
    ("de", include_str!("../../locales/chat.de.ftl")),
    ("es", include_str!("../../locales/chat.es.ftl")),
    ("fr", include_str!("../../locales/chat.fr.ftl")),
    ("it", include_str!("../../locales/chat.it.ftl")),
    ("pt", include_str!("../../locales/chat.pt.ftl")),
];

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let language = |(tag, source): &(&'static str, &'static str)| Language {
        tag,
        source,
        bundle: bundle(tag, source),
    };
    SOURCES.iter().map(language).collect()
});

/// The language of the page: asked for, else the first that the browser names and there is, else English.
pub(crate) fn choose(asked: Option<&str>, accepted: Option<&str>) -> &'static str {
    let mut wishes: Vec<(u16, &str)> = accepted
        .unwrap_or_default()
        .split(',')
        .take(20)
        .filter_map(|part| {
            let mut fields = part.split(';');
            let tag = fields.next()?.trim();
            let weight = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
            let weight = (weight.clamp(0.0, 1.0) * 1000.0).round();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 1000"
            )]
            (weight > 0.0).then_some((weight as u16, tag))
        })
        .collect();
    // Stable: equal weights keep their order.
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let wishes = asked
        .into_iter()
        .chain(wishes.into_iter().map(|(_, tag)| tag));
    wishes.filter_map(known).next().unwrap_or("en")
}

fn known(tag: &str) -> Option<&'static str> {
    let plain = tag.split(['-', '_']).next().unwrap_or_default();
    SOURCES
        .iter()
        .map(|(tag, _)| *tag)
        .find(|it| it.eq_ignore_ascii_case(plain))
}

/// `ltr` or `rtl`.
pub(super) fn direction(tag: &str) -> &'static str {
    if tag == "ar" { "rtl" } else { "ltr" }
}

/// A word with the house filled in; every other variable stands as itself in braces, for the page to fill in.
pub(crate) fn word(tag: &str, key: &str, hotel: &str) -> String {
    let own = LANGUAGES.iter().find(|it| it.tag == tag);
    let found = own
        .into_iter()
        .chain(LANGUAGES.first())
        .find_map(|language| format(&language.bundle, key, hotel));
    // A word that is missing in English too is a defect that a test finds.
    found.unwrap_or_else(|| key.to_owned())
}

fn format(bundle: &Bundle, key: &str, hotel: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut args = FluentArgs::new();
    args.set("hotel", hotel);
    let text = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
    // Fluent writes a variable that it was not given as `{$name}`.
    Some(text.replace("{$", "{"))
}

/// What a visitor is told about the assistant before it says anything (EU AI Act, article 50).
pub(super) fn disclosure(language: Option<&str>, hotel: &str) -> String {
    word(choose(language, None), "chat-disclosure", hotel)
}

/// Every word that begins with `prefix`, as one JSON object that can stand inside a script element.
pub(super) fn all(tag: &str, prefix: &str, hotel: &str) -> String {
    script_json(&Value::Object(object(tag, prefix, hotel)))
}

/// The same for every language, by its tag.
pub(super) fn every_language(prefix: &str) -> String {
    let all: Map<String, Value> = SOURCES
        .iter()
        .map(|(tag, _)| ((*tag).to_owned(), Value::Object(object(tag, prefix, ""))))
        .collect();
    script_json(&Value::Object(all))
}

fn object(tag: &str, prefix: &str, hotel: &str) -> Map<String, Value> {
    let english = LANGUAGES.first().map(|it| it.source).unwrap_or_default();
    let keys = english
        .lines()
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
        .filter(|key| key.starts_with(prefix));
    keys.map(|key| (key.to_owned(), Value::String(word(tag, key, hotel))))
        .collect()
}

/// No `<` in it: nothing in a word ends the element or begins another.
fn script_json(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(source: &str) -> Vec<&str> {
        let lines = source.lines().filter(|line| {
            line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains('=')
        });
        lines
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
            .collect()
    }

    /// GOALS, languages: every language of the guest page has every word, and none too many.
    #[test]
    fn every_language_is_whole() {
        let english = keys(SOURCES[0].1);
        assert!(english.len() > 20);
        for (tag, source) in SOURCES {
            let own = keys(source);
            assert_eq!(own.len(), english.len(), "{tag}");
            for key in &english {
                assert!(own.contains(key), "{tag} has no {key}");
                assert_ne!(word(tag, key, "Miralva"), *key, "{tag} {key} has a mistake");
            }
        }
    }

    /// The browser's first language that there is; what was asked for goes before.
    #[test]
    fn choosing() {
        assert_eq!(choose(None, Some("nl, pt-BR;q=0.8, en;q=0.9")), "en");
        assert_eq!(choose(None, Some("pt-BR, en;q=0.9")), "pt");
        assert_eq!(choose(Some("ar"), Some("de")), "ar");
        assert_eq!(choose(Some("xx"), Some("de")), "de");
        assert_eq!(choose(None, Some("de;q=0, fr;q=x")), "en");
        assert_eq!(choose(None, None), "en");
    }

    /// A house's name cannot leave the JSON it stands in.
    #[test]
    fn hostile_names() {
        let json = all("en", "chat-", "</script><script>alert(1)</script>");
        assert!(!json.contains('<'), "{json}");
        assert!(
            json.contains("{name}"),
            "other variables are the page's: {json}"
        );
        assert!(!json.contains("{$"), "{json}");
    }
}
