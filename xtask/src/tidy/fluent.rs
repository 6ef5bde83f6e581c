//! Every word a person reads lies in `.ftl` files: each key that code uses exists in every language of its
//! folder, and each key that exists is used.
//!
//! Three folders have their own files: the UI, the window's glue and the relay. Code uses a key as a plain
//! string (`t('inbox-empty')`, `text("serve-help")`), or builds it from a fixed beginning (`` `status-${x}` ``,
//! `format!("refused-{code}")`, `codeWords("status", x)`), which counts as a use of every key with that beginning.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::breach::Breach;
use super::source::File;

/// Where the files of a part lie, and the code that uses them.
struct Part {
    locales: &'static str,
    code: &'static str,
}

const PARTS: [Part; 4] = [
    Part {
        locales: "ui/src/locales/",
        code: "ui/src/",
    },
    Part {
        locales: "src-tauri/locales/",
        code: "src-tauri/",
    },
    Part {
        locales: "relay/locales/",
        code: "relay/",
    },
    Part {
        locales: "crates/assistant/locales/",
        code: "crates/assistant/src/",
    },
];

/// Functions that take a key as their first argument.
const CALLS: &str = r#"(?:\b(?:t|tr|translate|message|msg|say|word|words|text|l10n|localized)|\.(?:get|text|format|say|with))\(\s*(['"`])([a-z][a-z0-9]*(?:-[a-z0-9]+)+)['"`]"#;

/// Missing, incomplete and dead keys of every part.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    PARTS
        .iter()
        .flat_map(|part| check_part(files, part))
        .collect()
}

type Keys = BTreeMap<String, (String, usize)>;

fn check_part(files: &[File], part: &Part) -> Vec<Breach> {
    let subjects = subjects(files, part);
    if subjects.is_empty() {
        return Vec::new();
    }
    let every: Vec<&Keys> = subjects.values().flat_map(BTreeMap::values).collect();
    let all: BTreeSet<&str> = every
        .iter()
        .flat_map(|keys| keys.keys().map(String::as_str))
        .collect();
    let mut breaches: Vec<Breach> = subjects.values().flat_map(incomplete).collect();
    let code: Vec<&File> = files
        .iter()
        .filter(|file| file.path.starts_with(part.code) && !file.is_generated())
        .filter(|file| {
            [".rs", ".ts", ".js", ".svelte", ".html"]
                .iter()
                .any(|ending| file.ends(ending))
        })
        .collect();
    for file in code.iter().filter(|file| !file.is_test()) {
        breaches.extend(unknown_keys(file, &all));
    }
    breaches.extend(dead_keys(files, part, &code, &every));
    breaches
}

/// Subject → language → keys. A subject is complete by itself: the guest page may speak languages that the
/// command line does not.
fn subjects(files: &[File], part: &Part) -> BTreeMap<String, BTreeMap<String, Keys>> {
    static KEY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^([a-zA-Z][a-zA-Z0-9_-]*)\s*=").ok());
    let mut subjects: BTreeMap<String, BTreeMap<String, Keys>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.ends(".ftl")) {
        let Some(name) = file.path.strip_prefix(part.locales) else {
            continue;
        };
        let (subject, language) = subject_and_language(name);
        let keys = subjects
            .entry(subject)
            .or_default()
            .entry(language)
            .or_default();
        for (number, line) in file.text.lines().enumerate() {
            if let Some(found) = KEY.as_ref().and_then(|pattern| pattern.captures(line)) {
                keys.insert(found[1].to_owned(), (file.path.clone(), number + 1));
            }
        }
    }
    subjects
}

/// `ar.ftl`, `ar/inbox.ftl` and `guest.ar.ftl` are Arabic; what names no language, such as `cli.ftl`, is English.
fn subject_and_language(name: &str) -> (String, String) {
    static CODE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[a-z]{2}(?:-[A-Za-z]{2,4})?$").ok());
    let (languages, subject): (Vec<&str>, Vec<&str>) = name
        .trim_end_matches(".ftl")
        .split(['/', '.'])
        .partition(|piece| CODE.as_ref().is_some_and(|pattern| pattern.is_match(piece)));
    (
        subject.join("."),
        languages
            .first()
            .map_or("en", |language| *language)
            .to_owned(),
    )
}

/// One breach for each language that lacks keys of its subject.
fn incomplete(languages: &BTreeMap<String, Keys>) -> Vec<Breach> {
    let all: BTreeSet<&String> = languages.values().flat_map(BTreeMap::keys).collect();
    let mut breaches = Vec::new();
    for (language, keys) in languages {
        let missing: Vec<&str> = all
            .iter()
            .filter(|key| !keys.contains_key(**key))
            .map(|key| key.as_str())
            .collect();
        let path = keys.values().next().map_or(language, |(path, _)| path);
        if !missing.is_empty() {
            let what = format!(
                "keys of other languages are missing: {}",
                missing.join(", ")
            );
            breaches.push(Breach::of(path, "fluent", what));
        }
    }
    breaches
}

fn unknown_keys(file: &File, known: &BTreeSet<&str>) -> Vec<Breach> {
    static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(CALLS).ok());
    let calls = CALL
        .iter()
        .flat_map(|pattern| pattern.captures_iter(&file.text));
    calls
        .filter(|found| !known.contains(&found[2]))
        .filter_map(|found| {
            let offset = found.get(0).map_or(0, |found| found.start());
            let line = super::breach::line_of(&file.text, offset);
            Breach::at(
                file,
                line,
                "fluent",
                format!("the key {} is in no .ftl file", &found[2]),
            )
        })
        .collect()
}

fn dead_keys(files: &[File], part: &Part, code: &[&File], every: &[&Keys]) -> Vec<Breach> {
    let uses = Uses::of(
        code,
        files
            .iter()
            .filter(|file| file.path.starts_with(part.locales)),
    );
    let mut breaches = Vec::new();
    for keys in every {
        for (key, (path, line)) in *keys {
            if !uses.contains(key)
                && let Some(file) = files.iter().find(|file| file.path == *path)
            {
                breaches.extend(Breach::at(
                    file,
                    *line,
                    "fluent",
                    format!("{key} is used nowhere"),
                ));
            }
        }
    }
    breaches
}

/// Strings in code that may be keys, beginnings of keys, and references between messages.
struct Uses {
    whole: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Uses {
    fn of<'a>(code: &[&File], locales: impl Iterator<Item = &'a File>) -> Self {
        static STRING: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r#"['"`]([a-zA-Z][a-zA-Z0-9_-]*)(['"`]|\$\{|\{)"#).ok());
        static KIND: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r#"\bcodeWords\(\s*['"]([a-z][a-z0-9-]*)['"]"#).ok());
        static FREE: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"`\$\{[a-zA-Z]+\}-").ok());
        static WORD: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r#"['"]([a-z]+)['"]"#).ok());
        static REFERENCE: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(r"\{\s*([a-zA-Z][a-zA-Z0-9_-]*)\s*[.}]").ok());
        let mut uses = Self {
            whole: BTreeSet::new(),
            beginnings: BTreeSet::new(),
        };
        for found in code.iter().flat_map(|file| {
            STRING
                .iter()
                .flat_map(|pattern| pattern.captures_iter(&file.text))
        }) {
            let text = found[1].to_owned();
            if found[2].ends_with('{') {
                // A beginning must end with a dash, or every key that starts with a letter would be used.
                if text.ends_with('-') {
                    uses.beginnings.insert(text);
                }
            } else {
                uses.whole.insert(text);
            }
        }
        for file in code {
            let kinds = KIND
                .iter()
                .flat_map(|pattern| pattern.captures_iter(&file.text));
            uses.beginnings
                .extend(kinds.map(|found| format!("{}-", &found[1])));
        }
        // `${kind}-${code}`: the kinds are plain strings somewhere in the same file.
        for file in code.iter().filter(|file| file.text.contains("`${")) {
            let free = FREE
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(&file.text));
            let words = WORD.iter().filter(|_| free);
            let words = words.flat_map(|pattern| pattern.captures_iter(&file.text));
            uses.beginnings
                .extend(words.map(|found| format!("{}-", &found[1])));
        }
        for file in locales.filter(|file| file.ends(".ftl")) {
            let references = REFERENCE
                .iter()
                .flat_map(|pattern| pattern.captures_iter(&file.text));
            uses.whole
                .extend(references.map(|found| found[1].to_owned()));
        }
        uses
    }

    fn contains(&self, key: &str) -> bool {
        self.whole.contains(key)
            || self
                .beginnings
                .iter()
                .any(|beginning| key.starts_with(beginning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<File> = files
            .iter()
            .map(|(path, text)| File::new(path, text))
            .collect();
        check(&files).iter().map(ToString::to_string).collect()
    }

    /// A used key that exists in no file.
    #[test]
    fn an_unknown_key() {
        let found = found(&[
            ("ui/src/locales/en.ftl", "inbox-empty = Nothing\n"),
            ("ui/src/A.svelte", "{t('inbox-empty')}\n{t('inbox-gone')}"),
        ]);
        assert_eq!(
            found,
            ["ui/src/A.svelte:2: the key inbox-gone is in no .ftl file [fluent]"]
        );
    }

    /// A key that one language lacks; another subject's languages are its own.
    #[test]
    fn an_incomplete_language() {
        let found = found(&[
            ("relay/locales/cli.ftl", "help-serve = Serve\n"),
            (
                "relay/locales/guest.ftl",
                "chat-send = Send\nchat-photo = Photo\n",
            ),
            ("relay/locales/guest.ar.ftl", "chat-send = x\n"),
            (
                "relay/src/a.rs",
                "text(\"help-serve\"); words.with(\"chat-send\"); say(\"chat-photo\")",
            ),
        ]);
        let expected =
            "relay/locales/guest.ar.ftl: keys of other languages are missing: chat-photo [fluent]";
        assert_eq!(found, [expected]);
    }

    /// A key that nothing uses; one of another part does not count.
    #[test]
    fn a_dead_key() {
        let found = found(&[
            ("ui/src/locales/en.ftl", "inbox-empty = Nothing\n"),
            ("src-tauri/tray.rs", "text(\"inbox-empty\")"),
        ]);
        assert_eq!(
            found,
            ["ui/src/locales/en.ftl:1: inbox-empty is used nowhere [fluent]"]
        );
    }

    /// Keys that are built from a beginning, used by other messages, or lie in a language's folder.
    #[test]
    fn uses_of_every_kind() {
        let found = found(&[
            (
                "ui/src/locales/en/a.ftl",
                "status-open = Open\nbrand-name = Bellhop\n",
            ),
            (
                "ui/src/locales/en/b.ftl",
                "# key = no\nabout-title = About { brand-name }\n    .hint = x\n",
            ),
            (
                "ui/src/a.ts",
                "t(`status-${name}`); codeWords(\"channel\", x); const key = 'about-title'",
            ),
            ("src-tauri/locales/en.ftl", "notice-failed = x\n"),
            ("src-tauri/a.rs", "format!(\"notice-{kind}\")"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }
}
