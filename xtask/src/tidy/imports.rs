//! Who may import whom, by `cargo metadata`. The table stands in ARCHITECTURE.md; this is what holds it.

use anyhow::Result;
use serde_json::Value;

use super::breach::Breach;
use crate::{paths, process};

/// What a package may use. `Only` is a closed list; `Not` is open but for these.
enum May {
    Only(&'static [&'static str]),
    Not(&'static [&'static str]),
}

/// Packages that open the window.
const WINDOW: [&str; 6] = ["tauri", "wry", "tao", "webkit2gtk", "gtk", "tray-icon"];

const TABLE: [(&str, May); 13] = [
    // Nouns and rules: no I/O, no async, no clock, no randomness. serde_json for bodies that are kept as they came,
    // unicode-normalization for the search fold.
    (
        "bellhop-domain",
        May::Only(&[
            "serde",
            "serde_json",
            "thiserror",
            "jiff",
            "phonenumber",
            "unicode-normalization",
        ]),
    ),
    // utoipa only describes the types.
    (
        "bellhop-wire",
        May::Only(&[
            "bellhop-domain",
            "serde",
            "serde_json",
            "thiserror",
            "jiff",
            "utoipa",
        ]),
    ),
    (
        "bellhop-channels",
        May::Only(&[
            "bellhop-domain",
            "serde",
            "serde_json",
            "thiserror",
            "hmac",
            "sha2",
            "sha1",
            "subtle",
            "hex",
            "base64",
            "jiff",
            "mail-parser",
            "url",
            "bytes",
        ]),
    ),
    // Fluent for what it says; unicode-normalization to compare rooms by name.
    (
        "bellhop-assistant",
        May::Only(&[
            "bellhop-domain",
            "serde",
            "serde_json",
            "thiserror",
            "jiff",
            "async-trait",
            "fluent-bundle",
            "unic-langid",
            "unicode-normalization",
        ]),
    ),
    (
        "bellhop-store",
        May::Not(&[
            "axum",
            "tower-http",
            "reqwest",
            "bellhop-channels",
            "bellhop-wire",
            "bellhop-cache",
            "bellhop-desk",
            "bellhop-relay",
        ]),
    ),
    (
        "bellhop-cache",
        May::Not(&[
            "tokio",
            "reqwest",
            "axum",
            "tokio-tungstenite",
            "bellhop-wire",
            "bellhop-channels",
            "bellhop-store",
            "bellhop-desk",
            "bellhop-relay",
        ]),
    ),
    (
        "bellhop-desk",
        May::Not(&[
            "keyring",
            "notify-rust",
            "rusqlite",
            "axum",
            "bellhop-channels",
            "bellhop-store",
            "bellhop-relay",
        ]),
    ),
    (
        "bellhop",
        May::Not(&[
            "rusqlite",
            "reqwest",
            "tokio-tungstenite",
            "bellhop-wire",
            "bellhop-cache",
            "bellhop-domain",
            "bellhop-channels",
            "bellhop-store",
            "bellhop-relay",
        ]),
    ),
    (
        "bellhop-relay",
        May::Not(&[
            "bellhop-cache",
            "bellhop-desk",
            "rusqlite",
            "tokio-postgres",
            "deadpool-postgres",
            "keyring",
            "notify-rust",
        ]),
    ),
    // Below store and cache, so it can be in both.
    ("bellhop-seam", May::Only(&["getrandom", "tokio"])),
    // The standard library is enough to start a server.
    ("bellhop-cluster", May::Only(&[])),
    // And to start strace.
    ("bellhop-faults", May::Only(&[])),
    (
        "xtask",
        May::Not(&[
            "tokio",
            "bellhop-domain",
            "bellhop-desk",
            "bellhop-relay",
            "bellhop-store",
        ]),
    ),
];

/// The only package whose code names the window.
const GLUE: &str = "bellhop";
/// Two copies of SQLite cannot be linked: these would bring a second one.
const SECOND_SQLITE: [&str; 3] = ["sqlx", "diesel", "libsqlite3-sys"];

/// What cargo says about the workspace's packages.
pub(super) fn metadata() -> Result<Value> {
    let mut command = process::command(paths::cargo());
    command.args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]);
    Ok(serde_json::from_str(&process::output(&mut command)?)?)
}

/// Every direct, normal dependency that the table forbids, and packages that the table does not know.
pub(super) fn check(metadata: &Value) -> Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        // Both are for tests and put everything together.
        if ["bellhop-testkit", "bellhop-simulation"].contains(&name) {
            continue;
        }
        let rule = TABLE
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, may)| may);
        if rule.is_none() {
            let what =
                "a package without a row in the table of xtask/src/tidy/imports.rs".to_owned();
            breaches.push(Breach::of(name, "imports", what));
        }
        for dependency in dependencies(package) {
            if let Some(why) = forbidden(name, rule, dependency) {
                breaches.push(Breach::of(
                    name,
                    "imports",
                    format!("must not use {dependency}: {why}"),
                ));
            }
        }
    }
    Ok(breaches)
}

/// Names of packages (not of renames) that the code itself links.
fn dependencies(package: &Value) -> impl Iterator<Item = &str> {
    let all = package["dependencies"].as_array().into_iter().flatten();
    all.filter(|dependency| dependency["kind"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
}

fn forbidden(package: &str, rule: Option<&May>, dependency: &str) -> Option<&'static str> {
    let window = WINDOW.contains(&dependency) || dependency.starts_with("tauri-");
    if window && package != GLUE {
        return Some("only src-tauri names the window");
    }
    if SECOND_SQLITE.contains(&dependency) {
        return Some("there is one SQLite, rusqlite's");
    }
    if ["bellhop-testkit", "bellhop-simulation", "bellhop-faults"].contains(&dependency)
        || dependency == "bellhop-cluster" && package != "xtask"
    {
        return Some("test worlds are for tests");
    }
    if dependency == "anyhow" && !["bellhop-relay", "bellhop", "xtask"].contains(&package) {
        return Some("a library's errors are enums that carry a decision");
    }
    match rule? {
        May::Only(list) if !list.contains(&dependency) => {
            Some("its list is closed (see the table)")
        }
        May::Not(list) if list.contains(&dependency) => Some("another part's job (see the table)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(package: &str, dependency: &str, kind: &Value) -> Vec<String> {
        let metadata = serde_json::json!({"packages": [
            {"name": package, "dependencies": [{"name": dependency, "kind": kind}]},
        ]});
        check(&metadata)
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// One planted breach for each line of the table.
    #[test]
    fn planted_imports() {
        for (package, dependency) in [
            ("bellhop-domain", "tokio"),
            ("bellhop-domain", "uuid"),
            ("bellhop-wire", "reqwest"),
            ("bellhop-channels", "tokio"),
            ("bellhop-assistant", "rusqlite"),
            ("bellhop-store", "axum"),
            ("bellhop-store", "bellhop-wire"),
            ("bellhop-cache", "bellhop-wire"),
            ("bellhop-desk", "keyring"),
            ("bellhop-desk", "tauri"),
            ("bellhop-desk", "rusqlite"),
            ("bellhop", "bellhop-wire"),
            ("bellhop", "reqwest"),
            ("bellhop-relay", "bellhop-cache"),
            ("bellhop-relay", "tauri-plugin-opener"),
            ("bellhop-relay", "bellhop-testkit"),
            ("bellhop-relay", "sqlx"),
            ("bellhop-cache", "anyhow"),
            ("bellhop-cluster", "tokio"),
            ("bellhop-faults", "tokio"),
            ("bellhop-cache", "bellhop-faults"),
            ("bellhop-seam", "bellhop-domain"),
            ("bellhop-relay", "bellhop-simulation"),
            ("bellhop-relay", "tokio-postgres"),
            ("xtask", "tokio"),
        ] {
            let found = breaches(package, dependency, &Value::Null);
            assert_eq!(found.len(), 1, "{package} → {dependency}: {found:?}");
            assert!(found[0].contains(dependency), "{}", found[0]);
        }
    }

    /// Allowed ones, tests' own dependencies, and a package that nobody placed.
    #[test]
    fn allowed_and_unknown() {
        assert!(breaches("bellhop-domain", "serde", &Value::Null).is_empty());
        assert!(breaches("bellhop", "tauri-plugin-opener", &Value::Null).is_empty());
        assert!(breaches("bellhop-domain", "proptest", &"dev".into()).is_empty());
        assert_eq!(breaches("bellhop-new", "serde", &Value::Null).len(), 1);
    }

    /// The real workspace is the one that is judged.
    #[test]
    fn the_real_workspace_is_read() {
        let metadata = metadata().unwrap();
        assert!(metadata["packages"].as_array().unwrap().len() >= 9);
    }
}
