//! Where this was written is nobody's business: no folder of a machine and no package registry's host in a
//! tracked file.

use std::sync::LazyLock;

use regex::Regex;

use super::breach::{Breach, line_of};
use super::source::File;

// Written in pieces, so that this file does not match itself.
const PATTERN: &str = concat!(
    r"(?:^|[\s\x22'`(=:])/(?:wo",
    r"rk|ro",
    r"ot|ho",
    r"me/[a-z][a-z0-9_-]*|Use",
    r"rs/[A-Za-z][A-Za-z0-9_-]*)/",
    r"|[A-Z]:\\Use",
    r"rs\\",
    r"|registry\.npm",
    r"js\.org|registry\.yarn",
    r"pkg\.com|(?:index|static)\.crates",
    r"\.io",
    r"|files\.python",
    r"hosted\.org|pypi\.org/si",
    r"mple|deb\.deb",
    r"ian\.org|security\.deb",
    r"ian\.org",
    r#"|"resol"#,
    r#"ved":\s*"https?:"#,
);

/// Every such place.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    static COMPILED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!("(?m){PATTERN}")).ok());
    let mut breaches = Vec::new();
    for file in files {
        for found in COMPILED
            .iter()
            .flat_map(|pattern| pattern.find_iter(&file.text))
        {
            // The match may begin with the character before the path, which may be a line's end.
            let line = line_of(&file.text, found.end());
            let what = format!(
                "`{}` belongs to a machine or a registry, not into the project",
                found.as_str().trim()
            );
            breaches.extend(Breach::at(file, line, "places", what));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each kind of place, planted in two halves.
    #[test]
    fn planted_places() {
        let planted = [
            ["see /wo", "rk/main/x"],
            ["\"/ro", "ot/.cargo\""],
            ["/ho", "me/ines/x"],
            ["cd /Use", "rs/ines/x"],
            ["C:\\Use", "rs\\ines"],
            ["https://registry.npm", "js.org/x"],
            ["\"resol", "ved\": \"https://mirror/x.tgz\""],
        ];
        for halves in planted {
            let text = format!("first line\n{}\n", halves.concat());
            let found = check(&[File::new("ui/package-lock.json", &text)]);
            assert!(!found.is_empty(), "{text}");
            assert!(
                found[0].to_string().starts_with("ui/package-lock.json:2:"),
                "{}",
                found[0]
            );
        }
    }

    /// Addresses and parts of words are no places.
    #[test]
    fn harmless() {
        let text = "GET /v1/homework/a network/root/ https://docs.rs/x target/work/x";
        assert!(check(&[File::new("a.md", text)]).is_empty());
    }
}
