//! `cargo xtask prepare`: the descriptions of every checked SQL statement, so that the workspace compiles without a
//! database. They lie beside the only crate that has such statements.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context as _, bail};

use crate::workspace::{cargo, relative, succeed};
use crate::{Mode, database, workspace};

/// Where the macros look first when they compile the crate `api`.
const DIRECTORY: &str = "api/.sqlx";

/// Its change makes cargo compile the crate again, and with it every macro.
const CRATE_ROOT: &str = "api/src/lib.rs";

/// File name and content of every description.
type Descriptions = BTreeMap<String, Vec<u8>>;

pub(crate) async fn run(mode: Mode) -> anyhow::Result<()> {
    let present = describe_all().await?;
    let directory = workspace::at(DIRECTORY);
    let committed = read(&directory)?;
    match mode {
        Mode::Write => write(&directory, &committed, &present),
        Mode::Check => compare(&committed, &present),
    }
}

/// Compiles the crate against a migrated database; the macros leave one file per statement.
async fn describe_all() -> anyhow::Result<Descriptions> {
    let output = tempfile::tempdir()?;
    database::with_cluster(async |server| {
        let url = database::migrated(server).await?;
        touch(&workspace::at(CRATE_ROOT))?;
        succeed(
            cargo()
                .args(["check", "--package", "api", "--all-targets", "--all-features"])
                .env("DATABASE_URL", url)
                .env("SQLX_OFFLINE", "false")
                .env("SQLX_OFFLINE_DIR", output.path()),
        )
    })
    .await?;
    read(output.path())
}

#[expect(clippy::disallowed_methods, reason = "a file's time is the machine's, not the product's")]
fn touch(file: &Path) -> anyhow::Result<()> {
    let name = || format!("cannot touch {}", relative(file));
    let opened = File::options().append(true).open(file).with_context(name)?;
    opened.set_modified(SystemTime::now()).with_context(name)
}

fn read(directory: &Path) -> anyhow::Result<Descriptions> {
    let mut found = Descriptions::new();
    if !directory.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        found.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
    }
    Ok(found)
}

fn write(directory: &Path, committed: &Descriptions, present: &Descriptions) -> anyhow::Result<()> {
    fs::create_dir_all(directory)?;
    for name in committed.keys().filter(|name| !present.contains_key(*name)) {
        fs::remove_file(directory.join(name))?;
    }
    for (name, content) in present {
        if committed.get(name) != Some(content) {
            fs::write(directory.join(name), content)?;
        }
    }
    println!("{DIRECTORY} describes {} statements", present.len());
    Ok(())
}

fn compare(committed: &Descriptions, present: &Descriptions) -> anyhow::Result<()> {
    let differing = differences(committed, present);
    if differing.is_empty() {
        return Ok(());
    }
    bail!("{DIRECTORY} is out of date: run `cargo xtask prepare`\n  {}", differing.join("\n  "))
}

fn differences(committed: &Descriptions, present: &Descriptions) -> Vec<String> {
    let names: BTreeSet<&String> = committed.keys().chain(present.keys()).collect();
    let differing = names.into_iter().filter_map(|name| {
        let what = match (committed.get(name), present.get(name)) {
            (Some(old), Some(new)) if old == new => return None,
            (Some(_), Some(_)) => "changed",
            (None, _) => "missing",
            (_, None) => "no longer used",
        };
        let content = present.get(name).or_else(|| committed.get(name))?;
        Some(format!("{what}: {}", statement(content)))
    });
    differing.collect()
}

/// The SQL of a description on one line: file names are hashes, which tell nobody anything.
fn statement(description: &[u8]) -> String {
    let parsed: serde_json::Value = serde_json::from_slice(description).unwrap_or_default();
    let sql = parsed["query"].as_str().unwrap_or("(unreadable)");
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn descriptions(entries: &[(&str, &str)]) -> Descriptions {
        let described = |sql: &str| format!(r#"{{"query": "{sql}"}}"#).into_bytes();
        entries.iter().map(|(name, sql)| ((*name).to_owned(), described(sql))).collect()
    }

    #[test]
    fn every_kind_of_difference_is_told_with_its_statement() {
        let committed = descriptions(&[("a", "select  1"), ("b", "select 2"), ("c", "select 3")]);
        let present = descriptions(&[("a", "select  1"), ("b", "select 2 "), ("d", "select\\n 4")]);
        assert_eq!(
            differences(&committed, &present),
            ["changed: select 2", "no longer used: select 3", "missing: select 4"]
        );
    }

    #[test]
    fn writing_makes_the_directory_equal() {
        let dir = tempfile::tempdir().unwrap();
        let old = descriptions(&[("a", "select 1"), ("b", "select 2")]);
        let new = descriptions(&[("b", "select 2"), ("c", "select 3")]);
        write(dir.path(), &Descriptions::new(), &old).unwrap();
        write(dir.path(), &old, &new).unwrap();
        assert_eq!(read(dir.path()).unwrap(), new);
    }
}
