//! What the UI's TypeScript may name: the window's bridge only in `ui/src/ipc`, wire types only generated.

use std::sync::LazyLock;

use regex::Regex;

use super::breach::{Breach, line_of};
use super::source::File;

/// Every breach in scripts and components below `ui/src`.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    static BRIDGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"['"]@tauri-apps/|\bwindow\.__TAURI|\b__TAURI_INTERNALS__"#).ok()
    });
    static MARKUP: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\{@html\b|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML").ok()
    });
    let mut breaches = Vec::new();
    let code = files.iter().filter(|file| file.path.starts_with("ui/src/"));
    for file in code.filter(|file| file.ends(".ts") || file.ends(".svelte")) {
        let mut search = |pattern: &Option<Regex>, rule: &'static str, why: &str| {
            for found in pattern
                .iter()
                .flat_map(|pattern| pattern.find_iter(&file.text))
            {
                let line = line_of(&file.text, found.start());
                breaches.extend(Breach::at(
                    file,
                    line,
                    rule,
                    format!("`{}`: {why}", found.as_str()),
                ));
            }
        };
        if !file.path.starts_with("ui/src/ipc/") {
            search(&BRIDGE, "ipc", "only ui/src/ipc talks to the window");
        }
        search(
            &MARKUP,
            "markup",
            "text from outside must stay text: never parse it as HTML",
        );
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bridge outside ipc/ is a breach, inside it is not; HTML is one everywhere.
    #[test]
    fn planted_breaches() {
        let import = "import { invoke } from '@tauri-apps/api/core'";
        assert_eq!(check(&[File::new("ui/src/store/a.ts", import)]).len(), 1);
        assert!(check(&[File::new("ui/src/ipc/a.ts", import)]).is_empty());
        assert_eq!(
            check(&[File::new("ui/src/A.svelte", "<p>{@html text}</p>")]).len(),
            1
        );
        assert_eq!(
            check(&[File::new("ui/src/ipc/a.ts", "node.innerHTML = text")]).len(),
            1
        );
    }
}
