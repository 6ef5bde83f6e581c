//! Words of the window's frame and of notifications, from Fluent.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::OnceLock;
use unic_langid::langid;

/// The text of `key` with its arguments; the key itself if it is missing (`cargo xtask tidy` makes that impossible).
pub(crate) fn text(key: &str, arguments: &[(&str, &str)]) -> String {
    let bundle = bundle();
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        values.set(*name, *value);
    }
    bundle
        .format_pattern(pattern, Some(&values), &mut Vec::new())
        .into_owned()
}

/// The channel's name as people write it; its code for one this version does not know.
pub(crate) fn channel(code: &str) -> String {
    match code {
        "whatsapp" => text("channel-whatsapp", &[]),
        "instagram" => text("channel-instagram", &[]),
        "messenger" => text("channel-messenger", &[]),
        "telegram" => text("channel-telegram", &[]),
        "tiktok" => text("channel-tiktok", &[]),
        "livechat" => text("channel-livechat", &[]),
        "sms" => text("channel-sms", &[]),
        "email" => text("channel-email", &[]),
        "calls" => text("channel-calls", &[]),
        "google" => text("channel-google", &[]),
        other => other.to_owned(),
    }
}

fn bundle() -> &'static FluentBundle<FluentResource> {
    static BUNDLE: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(vec![langid!("en")]);
        // A resource with mistakes still gives its good messages.
        let resource = FluentResource::try_new(include_str!("locales/en.ftl").to_owned())
            .unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        bundle
    })
}
