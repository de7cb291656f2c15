//! The data on disk: one directory per major version, made aside and then renamed, so that what has the right
//! name is complete. Another major's directory is never opened.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use crate::address::ROLE;
use crate::binaries::Binaries;
use crate::error::StartError;
use crate::identity::Identity;
use crate::settings::Durability;

const PREFIX: &str = "data-";

/// The first major with a locale of its own that is the same on every system.
const BUILTIN_LOCALE_SINCE: u32 = 17;

/// The majors that there is data of in `data_dir`.
pub(crate) fn majors_in(data_dir: &Path) -> Vec<u32> {
    let entries = fs::read_dir(data_dir).into_iter().flatten().flatten();
    entries
        .filter(|entry| entry.path().join("PG_VERSION").exists())
        .filter_map(|entry| entry.file_name().to_str()?.strip_prefix(PREFIX)?.parse().ok())
        .collect()
}

pub(crate) fn dir_of(data_dir: &Path, major: u32) -> PathBuf {
    data_dir.join(format!("{PREFIX}{major}"))
}

/// Makes sure that `data-<major>` exists, is of that major, and belongs to the identity.
pub(crate) fn ensure(
    data_dir: &Path,
    binaries: &Binaries,
    identity: &Identity,
    durability: Durability,
) -> Result<PathBuf, StartError> {
    let data = dir_of(data_dir, binaries.major);
    if data.join("PG_VERSION").exists() {
        check_major(&data, binaries)?;
        identity.hand_over(&data)?;
    } else {
        create(&data, binaries, identity, durability)?;
    }
    Ok(data)
}

fn check_major(data: &Path, binaries: &Binaries) -> Result<(), StartError> {
    let file = data.join("PG_VERSION");
    let text = fs::read_to_string(&file).map_err(StartError::io("read", &file))?;
    match text.trim().parse() {
        Ok(found) if found != binaries.major => {
            Err(StartError::ForeignMajor { dir: data.to_owned(), found, available: vec![binaries.major] })
        }
        _ => Ok(()),
    }
}

fn create(
    data: &Path,
    binaries: &Binaries,
    identity: &Identity,
    durability: Durability,
) -> Result<(), StartError> {
    tracing::info!(dir = %data.display(), major = binaries.major, "Creating a PostgreSQL cluster");
    let unfinished = data.with_extension("tmp");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(StartError::io("remove", &unfinished))?;
    }
    DirBuilder::new().mode(0o700).create(&unfinished).map_err(StartError::io("create", &unfinished))?;
    identity.hand_over(&unfinished)?;
    initdb(&unfinished, binaries, identity, durability)?;
    fs::rename(&unfinished, data).map_err(StartError::io("rename", &unfinished))?;
    sync_parent(data)
}

fn initdb(
    dir: &Path,
    binaries: &Binaries,
    identity: &Identity,
    durability: Durability,
) -> Result<(), StartError> {
    let program = binaries.program("initdb");
    let mut command = identity.command(&program);
    command.arg("-D").arg(dir).args(["-U", ROLE, "-A", "trust", "-E", "UTF8"]).args(locale(binaries.major));
    if durability == Durability::None {
        command.arg("--no-sync");
    }
    let output = command
        // initdb looks at the directory it is called from, which another user may not be able to see.
        .current_dir("/")
        .output()
        .map_err(StartError::io("run", &program))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(StartError::Initdb { dir: dir.to_owned(), output: String::from_utf8_lossy(&said).trim().to_owned() })
}

/// Letters of every language have upper and lower case, and sorting is by code point, on every system alike.
fn locale(major: u32) -> &'static [&'static str] {
    if major >= BUILTIN_LOCALE_SINCE {
        &["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    } else if cfg!(target_os = "macos") {
        &["--locale=C", "--lc-ctype=UTF-8"]
    } else {
        &["--locale=C.UTF-8"]
    }
}

/// A rename is only on disk once its directory is.
fn sync_parent(data: &Path) -> Result<(), StartError> {
    let parent = data.parent().expect("the data is inside the data directory");
    File::open(parent).and_then(|dir| dir.sync_all()).map_err(StartError::io("sync", parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_and_unrelated_directories_are_not_data() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["data-15", "data-16.tmp", "data-x", "backup"] {
            fs::create_dir(dir.path().join(name)).unwrap();
            fs::write(dir.path().join(name).join("PG_VERSION"), "15\n").unwrap();
        }
        fs::create_dir(dir.path().join("data-17")).unwrap();
        assert_eq!(majors_in(dir.path()), [15]);
    }

    #[test]
    fn data_of_another_major_under_our_name_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("PG_VERSION"), "14\n").unwrap();
        let ours = Binaries { dir: PathBuf::from("/nowhere"), major: 15 };
        let refusal = check_major(dir.path(), &ours).unwrap_err().to_string();
        assert!(refusal.contains("was made by PostgreSQL 14"), "{refusal}");
    }
}
