//! Where Postgres' programs are: `PG_BIN_DIR`, else this machine, else a download, else an error that names the
//! package. A directory that already holds data decides the major version; otherwise the highest wins.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{OLDEST_MAJOR, StartError};

/// The variable that names the directory of `postgres` and `initdb` and ends the search.
const BIN_DIR_VARIABLE: &str = "PG_BIN_DIR";

/// Directories that packages install to without putting them on the `PATH`, each with one directory per version.
const VERSIONED_ROOTS: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/usr", "pgsql-"),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
];

/// One installation of Postgres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binaries {
    pub(crate) dir: PathBuf,
    pub(crate) major: u32,
}

impl Binaries {
    /// The installation for data of one of the majors in `existing`, or the best one if there is no data yet.
    pub(crate) async fn find(data_dir: &Path, existing: &[u32]) -> Result<Self, StartError> {
        let found = match env::var_os(BIN_DIR_VARIABLE) {
            Some(dir) => vec![named(PathBuf::from(dir))?],
            None => on_this_machine(),
        };
        match choose(&found, existing) {
            Choice::Take(binaries) => Ok(binaries),
            Choice::Foreign(major) => {
                let available = found.iter().map(|binaries| binaries.major).collect();
                Err(StartError::ForeignMajor { dir: data_dir.to_owned(), found: major, available })
            }
            Choice::Nothing => Self::fetch().await,
        }
    }

    /// The best installation of this machine, for its client programs.
    #[cfg(feature = "testing")]
    pub(crate) fn best() -> Option<Self> {
        let found = match env::var_os(BIN_DIR_VARIABLE) {
            Some(dir) => vec![named(PathBuf::from(dir)).ok()?],
            None => on_this_machine(),
        };
        found.into_iter().max_by_key(|binaries| binaries.major)
    }

    #[cfg(feature = "download")]
    async fn fetch() -> Result<Self, StartError> {
        match Box::pin(crate::download::fetch()).await {
            Ok(dir) => at(&dir).map_err(|reason| StartError::NoBinaries { tried: Some(reason) }),
            Err(reason) => Err(StartError::NoBinaries { tried: Some(reason) }),
        }
    }

    #[cfg(not(feature = "download"))]
    #[expect(clippy::unused_async, reason = "the form of the function that downloads")]
    async fn fetch() -> Result<Self, StartError> {
        Err(StartError::NoBinaries { tried: None })
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Whether this Postgres can load the library `name`.
    pub(crate) fn has_library(&self, name: &str) -> bool {
        self.library_dirs()
            .iter()
            .any(|dir| ["so", "dylib"].iter().any(|kind| dir.join(format!("{name}.{kind}")).exists()))
    }

    fn library_dirs(&self) -> Vec<PathBuf> {
        let mut dirs = vec![
            self.dir.join("../lib"),
            self.dir.join("../lib/postgresql"),
            self.dir.join("../lib64/pgsql"),
        ];
        if let Ok(output) = Command::new(self.program("pg_config")).arg("--pkglibdir").output() {
            dirs.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
        }
        dirs
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Choice {
    Take(Binaries),
    /// There is data of this major and nothing to open it with.
    Foreign(u32),
    Nothing,
}

fn choose(found: &[Binaries], existing: &[u32]) -> Choice {
    let by_major: BTreeMap<u32, &Binaries> =
        found.iter().rev().map(|binaries| (binaries.major, binaries)).collect();
    let usable = by_major.iter().rev().map(|(_, binaries)| (*binaries).clone());
    let Some(newest) = existing.iter().max() else {
        return usable.into_iter().next().map_or(Choice::Nothing, Choice::Take);
    };
    usable
        .into_iter()
        .find(|binaries| existing.contains(&binaries.major))
        .map_or(Choice::Foreign(*newest), Choice::Take)
}

/// The directory that `PG_BIN_DIR` names. It is taken or refused, never passed over in silence.
fn named(dir: PathBuf) -> Result<Binaries, StartError> {
    match at(&dir) {
        Ok(binaries) if binaries.major >= OLDEST_MAJOR => Ok(binaries),
        Ok(binaries) => {
            let reason = format!("PostgreSQL {} is older than {OLDEST_MAJOR}", binaries.major);
            Err(StartError::BadBinDir { dir, reason })
        }
        Err(reason) => Err(StartError::BadBinDir { dir, reason }),
    }
}

fn on_this_machine() -> Vec<Binaries> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .filter_map(|dir| real_dir(&dir))
        .chain(versioned_dirs())
        .filter_map(|dir| at(&dir).ok())
        .filter(|binaries| binaries.major >= OLDEST_MAJOR)
        .collect()
}

/// The directory where the programs really are: `PATH` often holds links, and not to all of them.
fn real_dir(dir: &Path) -> Option<PathBuf> {
    let program = fs::canonicalize(dir.join("postgres")).ok()?;
    let real = program.parent()?;
    Some(if real.join("initdb").exists() { real.to_owned() } else { dir.to_owned() })
}

fn versioned_dirs() -> Vec<PathBuf> {
    let mut dirs = Vec::new();
    for (root, prefix) in VERSIONED_ROOTS {
        for entry in fs::read_dir(root).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                dirs.push(entry.path().join("bin"));
            }
        }
    }
    dirs
}

/// The installation in `dir`, or why there is none.
fn at(dir: &Path) -> Result<Binaries, String> {
    for program in ["postgres", "initdb"] {
        if !dir.join(program).is_file() {
            return Err(format!("there is no program `{program}` in {}", dir.display()));
        }
    }
    let output = Command::new(dir.join("postgres"))
        .arg("--version")
        .output()
        .map_err(|error| format!("`postgres --version` does not run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let major = major_of(&text).ok_or_else(|| format!("`postgres --version` says {text:?}"))?;
    Ok(Binaries { dir: dir.to_owned(), major })
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15, and so are `15beta1` and `15devel`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_once(") ")?.1;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(major: u32) -> Binaries {
        Binaries { dir: PathBuf::from(format!("/pg/{major}/bin")), major }
    }

    #[test]
    fn the_major_is_read_from_every_form_of_the_version() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn without_data_the_highest_major_is_taken() {
        assert_eq!(choose(&[installed(15), installed(17), installed(16)], &[]), Choice::Take(installed(17)));
        assert_eq!(choose(&[], &[]), Choice::Nothing);
    }

    #[test]
    fn data_decides_which_major_is_taken() {
        let machine = [installed(17), installed(15)];
        assert_eq!(choose(&machine, &[15]), Choice::Take(installed(15)));
        assert_eq!(choose(&machine, &[15, 17]), Choice::Take(installed(17)));
        assert_eq!(choose(&machine, &[16]), Choice::Foreign(16));
    }

    #[test]
    fn of_two_installations_of_one_major_the_first_found_is_taken() {
        let on_path = Binaries { dir: PathBuf::from("/first"), major: 17 };
        assert_eq!(choose(&[on_path.clone(), installed(17)], &[]), Choice::Take(on_path));
    }

    #[test]
    fn a_directory_without_postgres_is_refused_with_its_variable() {
        let dir = tempfile::tempdir().unwrap();
        let refusal = named(dir.path().to_owned()).unwrap_err().to_string();
        assert!(refusal.starts_with("PG_BIN_DIR is "), "{refusal}");
        assert!(refusal.contains("no program `postgres`"), "{refusal}");
    }
}
