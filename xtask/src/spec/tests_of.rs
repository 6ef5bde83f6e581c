//! Tests and the comments above them, in Rust and TypeScript.

use std::sync::LazyLock;

use regex::Regex;

use super::points::Id;
use super::references;
use crate::tidy::source::File;

/// A test that names points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamingTest {
    /// The file, from the repository's root.
    pub(crate) file: String,
    /// The function's name or the test's title.
    pub(crate) name: String,
    /// What it names, each once.
    pub(crate) points: Vec<Id>,
}

/// Every test that names a point.
pub(crate) fn find(files: &[File]) -> Vec<NamingTest> {
    files
        .iter()
        .flat_map(|file| {
            if file.path.ends_with(".rs") {
                rust(file)
            } else if file.path.ends_with(".test.ts") {
                typescript(file)
            } else {
                Vec::new()
            }
        })
        .filter(|test| !test.points.is_empty())
        .collect()
}

/// Functions with a test attribute, or of a conformance suite (whose callers are the tests).
fn rust(file: &File) -> Vec<NamingTest> {
    static FUNCTION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:pub(?:\([a-z]+\))? )?(?:async )?fn ([a-z0-9_]+)").ok()
    });
    static ATTRIBUTE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^\s*#\[(?:[a-z_]+::)?(?:test|rstest|sqlx::test)\b").ok());
    let (Some(function), Some(attribute)) = (FUNCTION.as_ref(), ATTRIBUTE.as_ref()) else {
        return Vec::new();
    };
    let suite = file.path.contains("conformance");
    named(
        file,
        |line| Some(function.captures(line)?[1].to_owned()),
        |above| suite || above.iter().any(|line| attribute.is_match(line)),
    )
}

/// `it("…", …)` and `test("…", …)`, also with `.each` and the like.
fn typescript(file: &File) -> Vec<NamingTest> {
    static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"^\s*(?:it|test|describe)(?:\.\w+(?:\(.*?\))?)?\(\s*["'`](.+?)["'`]"#).ok()
    });
    let Some(call) = CALL.as_ref() else {
        return Vec::new();
    };
    named(
        file,
        |line| Some(call.captures(line)?[1].to_owned()),
        |_| true,
    )
}

/// Walks the lines: what stands between a blank or code line and a test is the test's comment.
fn named(
    file: &File,
    name: impl Fn(&str) -> Option<String>,
    is_test: impl Fn(&[&str]) -> bool,
) -> Vec<NamingTest> {
    let mut found = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    for line in file.text.lines() {
        if let Some(name) = name(line) {
            if is_test(&above) {
                found.push(NamingTest {
                    file: file.path.clone(),
                    name,
                    points: points(&above),
                });
            }
            above.clear();
        } else if belongs_to_what_follows(line) {
            above.push(line);
        } else {
            above.clear();
        }
    }
    found
}

fn belongs_to_what_follows(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "/*", "*", "#["]
        .iter()
        .any(|start| line.starts_with(start))
}

fn points(above: &[&str]) -> Vec<Id> {
    // A reference may go over the end of a line: the lines are read as one text, without their marks.
    let text: Vec<&str> = above
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.starts_with("#["))
        .map(|line| line.trim_start_matches(['/', '*', '!']).trim())
        .collect();
    let mut points = references::read(&text.join(" "));
    points.sort();
    points.dedup();
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, text: &str) -> Vec<(String, String)> {
        find(&[File::new(path, text)])
            .into_iter()
            .map(|test| {
                let points: Vec<String> = test.points.iter().map(Id::to_string).collect();
                (test.name, points.join(" "))
            })
            .collect()
    }

    fn expected(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter()
            .map(|(name, points)| ((*name).to_owned(), (*points).to_owned()))
            .collect()
    }

    /// Only functions with a test attribute count, with the comment directly above them.
    #[test]
    fn rust_tests() {
        let text = "\
/// SPEC 1: not a test.
fn helper() {}

/// SPEC 2,
/// 3: over two lines.
#[tokio::test]
async fn first() {}

// SPEC 4: too far away.

#[test]
fn second() {}

#[test]
/// R2 below the attribute.
fn third() {}
";
        assert_eq!(
            names("a/src/x.rs", text),
            expected(&[("first", "SPEC 2 SPEC 3"), ("third", "R2")])
        );
    }

    /// A conformance suite's functions are run by every store's tests.
    #[test]
    fn conformance_suites() {
        let text = "/// SPEC 272.\npub async fn duplicates() {}\n";
        assert_eq!(
            names("crates/store/src/conformance/a.rs", text),
            expected(&[("duplicates", "SPEC 272")])
        );
        assert!(names("crates/store/src/other.rs", text).is_empty());
    }

    /// `it` and `test`, with line and block comments.
    #[test]
    fn typescript_tests() {
        let text = "\
// SPEC 9
it('shows the name', () => {})
/** SPEC 10. */
test.each([1])(\"shows %s\", () => {})
const x = 1 // SPEC 11
it('names nothing', () => {})
";
        let found = names("ui/src/list/row.test.ts", text);
        assert_eq!(
            found,
            expected(&[("shows the name", "SPEC 9"), ("shows %s", "SPEC 10")])
        );
        assert!(names("ui/src/list/row.ts", text).is_empty());
    }
}
