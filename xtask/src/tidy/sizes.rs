//! Long files: above 400 production lines a note, above 800 a breach.

use super::breach::Breach;
use super::source::File;

/// Above so many lines a file needs a reason.
pub(super) const NOTED: usize = 400;
const LIMIT: usize = 800;

/// Files that are too long.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    measured(files)
        .filter(|(_, lines)| *lines > LIMIT)
        .map(|(path, lines)| {
            let what =
                format!("{lines} production lines; {LIMIT} is the limit: split it by reason");
            Breach::of(path, "size", what)
        })
        .collect()
}

/// Files that are long but not too long.
pub(super) fn worth_a_look(files: &[File]) -> Vec<(&str, usize)> {
    measured(files)
        .filter(|(_, lines)| (NOTED + 1..=LIMIT).contains(lines))
        .collect()
}

fn measured(files: &[File]) -> impl Iterator<Item = (&str, usize)> {
    let code = [".rs", ".ts", ".svelte", ".css", ".sql"];
    files
        .iter()
        .filter(move |file| code.iter().any(|ending| file.ends(ending)))
        .filter(|file| !file.is_generated() && !file.is_test())
        // A released schema is frozen: its length is history.
        .filter(|file| !file.path.contains("/schemas/"))
        .map(|file| (file.path.as_str(), production_lines(&file.text)))
}

/// Lines above the first inline test module at the margin.
fn production_lines(text: &str) -> usize {
    let mut lines = text.lines().peekable();
    let mut count = 0;
    while let Some(line) = lines.next() {
        let tests = line.starts_with("#[cfg(") && line.contains("test");
        if tests
            && lines
                .peek()
                .is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'))
        {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 801 lines are a breach, 800 a note; tests and generated files have no limit.
    #[test]
    fn lengths() {
        let file = |path: &str, lines: usize| File::new(path, &"x\n".repeat(lines));
        assert_eq!(check(&[file("a/src/x.rs", 801)]).len(), 1);
        assert!(check(&[file("a/src/x.rs", 800)]).is_empty());
        assert_eq!(
            worth_a_look(&[file("a/src/x.rs", 401), file("a/src/y.rs", 400)]).len(),
            1
        );
        assert!(
            check(&[
                file("a/tests/it/x.rs", 2000),
                file("ui/src/generated/x.ts", 2000)
            ])
            .is_empty()
        );
    }

    /// A test module at the end does not count.
    #[test]
    fn inline_tests_do_not_count() {
        let text = format!(
            "fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{}}}\n",
            "x\n".repeat(900)
        );
        assert_eq!(production_lines(&text), 1);
        assert_eq!(production_lines("#[cfg(test)]\nmod tests;\nfn a() {}\n"), 3);
    }
}
