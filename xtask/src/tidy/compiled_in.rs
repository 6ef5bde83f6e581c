//! No program knows the folder it was compiled in: checkouts share a target folder (`.ci/run`), cargo does not build anew for a
//! checkout elsewhere, and a test of one would read the files of another.

use super::breach::{Breach, line_of};
use super::source::File;

// In two pieces, so that this file does not match itself.
const COMPILED_IN: &str = concat!("env!(\"CARGO_", "MANIFEST_DIR\")");

/// Every such place.
pub(super) fn check(files: &[File]) -> Vec<Breach> {
    let rust = files.iter().filter(|file| file.path.ends_with(".rs"));
    rust.flat_map(|file| {
        let found = file.text.match_indices(COMPILED_IN);
        found.filter_map(|(at, _)| {
            let what = "a folder that is compiled in; ask `std::env::var(\"CARGO_MANIFEST_DIR\")` when running";
            Breach::at(file, line_of(&file.text, at), "compiled-in", what.to_owned())
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn planted_folders() {
        let text = format!("//! A test.\nlet here = concat!({COMPILED_IN}, \"/x\");\n");
        let found = check(&[File::new("tests/a.rs", &text)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("tests/a.rs:2:"));
        let asked = "std::env::var(\"CARGO_MANIFEST_DIR\")";
        assert!(check(&[File::new("tests/a.rs", asked)]).is_empty());
    }
}
