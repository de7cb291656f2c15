//! `cargo xtask layers`: the rules of the house that no compiler knows. Each is a line in a table with its reason,
//! and each is seen to fail in a test.

mod dependencies;
mod documents;
mod literals;
mod sources;
mod statements;
mod tree;

use std::fmt;

use anyhow::bail;

use crate::workspace;

/// One place that breaks one rule.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    place: String,
    what: String,
    why: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    {}", self.place, self.what, self.why)
    }
}

pub(crate) fn run() -> anyhow::Result<()> {
    let root = workspace::root();
    let sources = tree::read(root)?;
    let mut violations = dependencies::check(&workspace::metadata()?)?;
    violations.extend(dependencies::check_versions(&tree::manifests(root)?));
    violations.extend(sources.iter().flat_map(sources::check));
    violations.extend(sources.iter().flat_map(statements::check));
    violations.extend(statements::stale_exceptions(&sources));
    violations.extend(documents::check(root, &sources));
    for violation in &violations {
        println!("{violation}");
    }
    if !violations.is_empty() {
        bail!("{} places break the rules", violations.len());
    }
    Ok(())
}
