//! The files of the workspace that are checked: Rust sources and the members' manifests.

use std::fs;
use std::path::Path;

use crate::workspace::relative;

/// Directories with nothing of ours in them.
const SKIPPED: [&str; 5] = ["target", "data", "node_modules", ".git", ".sqlx"];

/// A text file under the name that people use for it.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

/// Every Rust source, in order.
pub(super) fn read(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut found = Vec::new();
    walk(root, &mut found, &|name| Path::new(name).extension().is_some_and(|kind| kind == "rs"))?;
    Ok(found)
}

/// Every `Cargo.toml` below the root's own.
pub(super) fn manifests(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut found = Vec::new();
    walk(root, &mut found, &|name| name == "Cargo.toml")?;
    found.retain(|manifest| manifest.path != "Cargo.toml");
    Ok(found)
}

fn walk(dir: &Path, found: &mut Vec<Source>, wanted: &dyn Fn(&str) -> bool) -> anyhow::Result<()> {
    let mut entries = fs::read_dir(dir)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type()?;
        if kind.is_dir() && !SKIPPED.contains(&&*name) {
            walk(&entry.path(), found, wanted)?;
        } else if kind.is_file() && wanted(&name) {
            found.push(Source { path: relative(&entry.path()), text: fs::read_to_string(entry.path())? });
        }
    }
    Ok(())
}
