//! Styles mirror themselves for right-to-left languages only when they name start and end, not left and right.

use std::sync::LazyLock;

use regex::Regex;

use super::breach::{Breach, line_of};
use super::source::File;

const PATTERN: &str = concat!(
    r"(?:^|[;{\s])(?:(?:",
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)*",
    r"|border-(?:top|bottom)-(?:left|right)-radius",
    r"|left|right)\s*:",
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\s*[;}!])",
);

/// Physical properties in `.css` files and in the styles of `.svelte` files.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    static COMPILED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!("(?m){PATTERN}")).ok());
    let mut breaches = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.ends(".css") || file.ends(".svelte"))
    {
        for (start, style) in styles(file) {
            for found in COMPILED
                .iter()
                .flat_map(|pattern| pattern.find_iter(&style))
            {
                let line = line_of(&file.text, start + found.end() - 1);
                let what = format!(
                    "`{}` does not mirror; use the logical property (margin-inline-start, inset-inline-end, text-align: start …)",
                    found
                        .as_str()
                        .trim_matches(|c: char| c.is_whitespace() || ";{}:".contains(c))
                );
                breaches.extend(Breach::at(file, line, "css", what));
            }
        }
    }
    breaches
}

/// Offset and text of every style, with comments blanked so that offsets stay.
fn styles(file: &File) -> Vec<(usize, String)> {
    if file.ends(".css") {
        return vec![(0, without_comments(&file.text))];
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = file.text[from..].find("<style") {
        let open = from + open;
        let Some(start) = file.text[open..].find('>').map(|end| open + end + 1) else {
            break;
        };
        let end = file.text[start..]
            .find("</style>")
            .map_or(file.text.len(), |end| start + end);
        found.push((start, without_comments(&file.text[start..end])));
        from = end;
    }
    found
}

fn without_comments(style: &str) -> String {
    static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/").ok());
    let Some(comment) = COMMENT.as_ref() else {
        return style.to_owned();
    };
    comment
        .replace_all(style, |found: &regex::Captures<'_>| {
            found[0]
                .chars()
                .map(|c| {
                    if c == '\n' {
                        "\n".into()
                    } else {
                        " ".repeat(c.len_utf8())
                    }
                })
                .collect::<String>()
        })
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<String> {
        check(&[File::new(path, text)])
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// Each physical property is found at its line.
    #[test]
    fn planted_properties() {
        for property in [
            "margin-left: 1px",
            "padding-right:0",
            "left: 0",
            "right:0",
            "text-align: left",
            "float:right",
            "border-left: 1px solid",
            "border-left-color: red",
            "border-top-left-radius: 3px",
        ] {
            let found = lines("ui/src/a.css", &format!("a {{\n  {property};\n}}\n"));
            assert_eq!(found.len(), 1, "{property}: {found:?}");
            assert!(found[0].starts_with("ui/src/a.css:2:"), "{}", found[0]);
        }
        let svelte = "<p class=\"left\">\n</p>\n<style>\n  a { left: 0; }\n</style>\n";
        assert_eq!(lines("ui/src/A.svelte", svelte).len(), 1);
    }

    /// Logical properties, names that only contain the words, comments and scripts are fine.
    #[test]
    fn harmless() {
        let css = "a { margin-inline-start: 1px; text-align: start; transform-origin: left; --left: 1; }\n\
                   .left { inset-inline: 0 } /* left: 0; */ .a-right:hover { top: 0 }";
        assert_eq!(lines("ui/src/a.css", css), Vec::<String>::new());
        let svelte = "<script>\n const x = { left: 0 };\n</script>\n<style>a{top:0}</style>";
        assert!(lines("ui/src/A.svelte", svelte).is_empty());
    }
}
