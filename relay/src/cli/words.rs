//! Words of the command line, from `locales/cli.ftl`.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::borrow::Cow;
use unic_langid::langid;

const ENGLISH: &str = include_str!("../../locales/cli.ftl");

/// The words. A name without words comes back as itself, so that nothing is ever silent.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Default for Words {
    fn default() -> Self {
        // What cannot be parsed is left out; a test finds it.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(part, _)| part);
        let mut bundle = FluentBundle::new(vec![langid!("en")]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }
}

impl Words {
    /// The words of `name`.
    #[must_use]
    pub fn say(&self, name: &str) -> String {
        self.with(name, &[])
    }

    /// The words of `name` with values put in.
    #[must_use]
    pub fn with(&self, name: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let pattern = self
            .bundle
            .get_message(name)
            .and_then(|message| message.value());
        let Some(pattern) = pattern else {
            return name.to_owned();
        };
        let mut args = FluentArgs::new();
        for (key, value) in values {
            args.set(Cow::from((*key).to_owned()), value.clone());
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&args), &mut errors)
            .into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name that the command line uses has words, and the file has no word too many.
    #[test]
    fn every_word_exists() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("command.rs"),
            include_str!("serve.rs"),
            include_str!("demo.rs"),
            include_str!("erase.rs"),
            include_str!("staff.rs"),
            include_str!("backup.rs"),
            include_str!("chat.rs"),
            include_str!("check.rs"),
            include_str!("copy.rs"),
            include_str!("usage.rs"),
        ];
        let names: Vec<&str> = ENGLISH
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(name, _)| name))
            .collect();
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
        let words = Words::default();
        for name in &names {
            assert!(words.bundle.has_message(name), "{name} cannot be read");
            let used = sources
                .iter()
                .any(|source| source.contains(&format!("\"{name}\"")));
            assert!(used || name.starts_with("setting-"), "{name} is not used");
        }
        for source in sources {
            for call in ["say(\"", "with(\"", "words(\""] {
                for part in source.split(call).skip(1) {
                    let name = part.split('"').next().unwrap();
                    assert!(names.contains(&name), "{name} has no words");
                }
            }
        }
    }
}
