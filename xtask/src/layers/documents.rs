//! Documents that promise a check must name one that exists: prose about tests that are gone is worse than none.

use std::fs;
use std::path::Path;

use super::Violation;
use super::tree::Source;

/// The document whose invariants each name what holds them.
const DOCUMENT: &str = "docs/ARCHITECTURE.md";

/// What follows on the same line, in backticks, is the name of a test or of a file.
const MARK: &str = "Held by";

const WHY: &str = "an invariant names the test that fails when it is broken; this one is not in the tree";

pub(super) fn check(root: &Path, sources: &[Source]) -> Vec<Violation> {
    // Without the document nothing is promised.
    let text = fs::read_to_string(root.join(DOCUMENT)).unwrap_or_default();
    let file_exists = |path: &str| root.join(path).exists();
    broken_promises(&text, sources, &file_exists)
}

fn broken_promises(text: &str, sources: &[Source], file_exists: &dyn Fn(&str) -> bool) -> Vec<Violation> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((_, promise)) = line.split_once(MARK) else {
            continue;
        };
        for name in backticked(promise).filter(|name| !exists(name, sources, file_exists)) {
            let place = format!("{DOCUMENT}:{number}");
            found.push(Violation { place, what: format!("`{name}`"), why: WHY });
        }
    }
    found
}

fn backticked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn exists(name: &str, sources: &[Source], file_exists: &dyn Fn(&str) -> bool) -> bool {
    if name.starts_with("cargo ") {
        return true;
    }
    if name.contains('/') || name.contains('.') {
        return file_exists(name);
    }
    let function = name.rsplit("::").next().unwrap_or(name);
    let definition = format!("fn {function}(");
    sources.iter().any(|source| source.text.contains(&definition))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> Vec<String> {
        let tree = Source { path: "tests/it.rs".to_owned(), text: "fn one_clock() {}".to_owned() };
        let file_exists = |path: &str| path == "clippy.toml";
        let found = broken_promises(text, &[tree], &file_exists);
        found.into_iter().map(|violation| format!("{} {}", violation.place, violation.what)).collect()
    }

    #[test]
    fn a_test_that_does_not_exist_is_found() {
        let text = "**Invariant**: one clock. Held by `clock::one_clock` and `gone`.\n";
        assert_eq!(broken(text), ["docs/ARCHITECTURE.md:1 `gone`"]);
    }

    #[test]
    fn files_and_commands_hold_promises_too() {
        assert_eq!(broken("Held by `cargo xtask layers`, `clippy.toml`."), [""; 0]);
        assert_eq!(broken("Held by `deny.toml`."), ["docs/ARCHITECTURE.md:1 `deny.toml`"]);
    }

    #[test]
    fn other_names_in_the_document_are_left_alone() {
        assert_eq!(broken("The `gone` is `one_clock`."), [""; 0]);
    }
}
