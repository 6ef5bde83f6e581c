//! Words of the window's frame, the tray and of notifications, from Fluent, in the language this computer is set to.
//!
//! Every text argument is wrapped in U+2068…U+2069, so that names in any script keep their order; numbers need no wrapping.

use crate::platform;
use desk::api::settings::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use unic_langid::{LanguageIdentifier, langid};

static ARABIC: AtomicBool = AtomicBool::new(false);

/// Speaks this language from now on.
pub(crate) fn speak(language: Language) {
    let arabic = match language {
        Language::Ar => true,
        Language::En => false,
        Language::System => platform::language().starts_with("ar"),
    };
    ARABIC.store(arabic, Ordering::Relaxed);
}

/// The text of `key` with its arguments; the key itself if it is missing (`cargo xtask tidy` makes that impossible).
pub(crate) fn text(key: &str, arguments: &[(&str, &str)]) -> String {
    formatted(key, &isolated(arguments))
}

/// As [`text`], with one number for forms such as "3 minutes".
pub(crate) fn text_with_count(key: &str, count: u32, arguments: &[(&str, &str)]) -> String {
    let mut values = isolated(arguments);
    values.set("count", count);
    formatted(key, &values)
}

/// A day without its year.
pub(crate) fn day(day: u8, month: u8) -> String {
    let mut values = FluentArgs::new();
    values.set("day", day);
    values.set("month", month);
    formatted("day-and-month", &values)
}

/// Whether there are words for a key that was built from a code.
pub(crate) fn has(key: &str) -> bool {
    bundle().has_message(key)
}

/// A name that stands alone, in its own direction.
pub(crate) fn isolated_name(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

fn isolated<'a>(arguments: &[(&'a str, &str)]) -> FluentArgs<'a> {
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        values.set(*name, isolated_name(value));
    }
    values
}

fn formatted(key: &str, values: &FluentArgs<'_>) -> String {
    let bundle = bundle();
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    bundle
        .format_pattern(pattern, Some(values), &mut Vec::new())
        .into_owned()
}

fn bundle() -> &'static FluentBundle<FluentResource> {
    static EN: LazyLock<FluentBundle<FluentResource>> =
        LazyLock::new(|| of(langid!("en"), include_str!("locales/en.ftl")));
    static AR: LazyLock<FluentBundle<FluentResource>> =
        LazyLock::new(|| of(langid!("ar"), include_str!("locales/ar.ftl")));
    if ARABIC.load(Ordering::Relaxed) {
        &AR
    } else {
        &EN
    }
}

fn of(language: LanguageIdentifier, words: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    // A resource with mistakes still gives its good messages.
    let resource =
        FluentResource::try_new(words.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}
