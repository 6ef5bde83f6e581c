//! Words that say "not finished", "not tested" or "look away", and calls that a layer may not make.

use std::sync::LazyLock;

use regex::Regex;

use super::breach::{Breach, line_of};
use super::source::File;

/// A forbidden pattern, where it is forbidden and why. Patterns are written so that this file does not
/// match itself.
struct Rule {
    pattern: &'static str,
    applies: fn(&File) -> bool,
    why: &'static str,
}

const RULES: [Rule; 9] = [
    Rule {
        pattern: r"#!?\[[a]llow\(",
        applies: |file| file.ends(".rs"),
        why: "use #[expect(…, reason = \"…\")], which tells when it is no longer needed",
    },
    Rule {
        pattern: r"\b(?:[t]odo|[u]nimplemented)!\s*\(",
        applies: |file| file.ends(".rs"),
        why: "finish it or leave it out",
    },
    Rule {
        pattern: r"\b(?:[F]IXME|[X]XX|[T]ODO)\b",
        applies: |file| is_code(file),
        why: "do it now or file an issue",
    },
    Rule {
        pattern: r"\b[d]bg!\s*\(",
        applies: |file| file.ends(".rs"),
        why: "left over from a search",
    },
    Rule {
        pattern: r"#\[[i]gnore\b",
        applies: |file| file.ends(".rs"),
        why: "a test that does not run shows nothing: repair or remove it",
    },
    Rule {
        pattern: r"\b(?:it|test|describe)\.(?:[o]nly|[s]kip|[t]odo)\b",
        applies: |file| file.ends(".ts") || file.ends(".js"),
        why: "a test that does not run shows nothing: repair or remove it",
    },
    Rule {
        pattern: r"\b(?:SystemTime|Timestamp|Zoned|Instant|Utc)::[n]ow\s*\(",
        applies: |file| is_pure(file) && !file.is_test(),
        why: "this layer has no clock: the time comes in as an argument",
    },
    Rule {
        pattern: r#""\s*(?i:[S]ELECT\s.+?\sFROM\s|[I]NSERT\s+(?:OR\s+\w+\s+)?INTO\s|[D]ELETE\s+FROM\s|[U]PDATE\s+\w+\s+SET\s|[C]REATE\s+TABLE\s)"#,
        applies: |file| has_no_sql(file) && !file.is_test(),
        why: "SQL text belongs into crates/cache or crates/store",
    },
    Rule {
        pattern: r"(?:eslint-[d]isable|@ts-[i]gnore|@ts-[n]ocheck)",
        applies: |file| is_code(file) && !file.ends(".rs"),
        why: "repair what the checker found, or say why with tidy: allow(words)",
    },
];

fn is_code(file: &File) -> bool {
    let endings = [
        ".rs", ".ts", ".js", ".svelte", ".css", ".sql", ".sh", "/run",
    ];
    !file.is_generated() && endings.iter().any(|ending| file.ends(ending))
}

fn is_pure(file: &File) -> bool {
    let pure = [
        "crates/domain/src/",
        "crates/wire/src/",
        "crates/channels/src/",
        "crates/assistant/src/",
    ];
    file.ends(".rs") && pure.iter().any(|folder| file.path.starts_with(folder))
}

fn has_no_sql(file: &File) -> bool {
    let without = [
        "crates/desk/src/",
        "crates/domain/src/",
        "crates/channels/src/",
        "relay/src/",
        "src-tauri/",
    ];
    file.ends(".rs") && without.iter().any(|folder| file.path.starts_with(folder))
}

/// Every place where a forbidden pattern stands.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    static COMPILED: LazyLock<Vec<(Option<Regex>, &'static Rule)>> = LazyLock::new(|| {
        RULES
            .iter()
            .map(|rule| (Regex::new(rule.pattern).ok(), rule))
            .collect()
    });
    let mut breaches = Vec::new();
    for file in files.iter().filter(|file| !file.is_generated()) {
        for (pattern, rule) in COMPILED.iter().filter(|(_, rule)| (rule.applies)(file)) {
            for found in pattern
                .iter()
                .flat_map(|pattern| pattern.find_iter(&file.text))
            {
                let line = line_of(&file.text, found.start());
                let what = format!("`{}`: {}", found.as_str().trim(), rule.why);
                breaches.extend(Breach::at(file, line, "words", what));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(path: &str, text: &str) -> usize {
        check(&[File::new(path, text)]).len()
    }

    /// Each forbidden word is found once, planted here in two halves so that this file stays clean.
    #[test]
    fn planted_words() {
        let planted = [
            ("relay/src/a.rs", ["#[all", "ow(dead_code)]"]),
            ("relay/src/a.rs", ["to", "do!()"]),
            ("relay/src/a.rs", ["unimple", "mented!()"]),
            ("relay/src/a.rs", ["// FIX", "ME later"]),
            ("ui/src/a.ts", ["// XX", "X"]),
            ("relay/src/a.rs", ["db", "g!(x)"]),
            ("relay/tests/it/a.rs", ["#[ign", "ore]"]),
            ("ui/src/a.test.ts", ["it.on", "ly('x')"]),
            ("ui/src/a.test.ts", ["describe.sk", "ip('x')"]),
            ("crates/domain/src/a.rs", ["Timestamp::no", "w()"]),
            ("crates/desk/src/a.rs", ["\"SEL", "ECT id FROM message\""]),
            (
                "crates/desk/src/a.rs",
                ["\"INS", "ERT OR IGNORE INTO message\""],
            ),
            ("ui/src/a.ts", ["// @ts-ig", "nore"]),
        ];
        for (path, halves) in planted {
            assert_eq!(breaches(path, &halves.concat()), 1, "{}", halves.concat());
        }
    }

    /// The same words where they are harmless.
    #[test]
    fn harmless() {
        assert_eq!(breaches("docs/a.md", &["to", "do!()"].concat()), 0);
        assert_eq!(
            breaches("crates/cache/src/a.rs", "\"SELECT id FROM message\""),
            0
        );
        assert_eq!(breaches("crates/desk/src/a.rs", "Timestamp::now()"), 0);
        assert_eq!(
            breaches(
                "crates/desk/src/a.rs",
                "\"Select a file from the list\" // select it"
            ),
            1
        );
        assert_eq!(breaches("relay/src/a.rs", "let x = \"XXXL\";"), 0);
        assert_eq!(
            breaches("relay/src/a.rs", "#[expect(dead_code, reason = \"x\")]"),
            0
        );
    }
}
