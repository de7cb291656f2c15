//! Why a cluster did not start, in words for the person who started it: what is wrong, where, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// The oldest major version whose SQL the product relies on.
pub(crate) const OLDEST_MAJOR: u32 = 15;

#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    #[error("PG_BIN_DIR is {}, but {reason}", dir.display())]
    BadBinDir { dir: PathBuf, reason: String },

    #[error(
        "no PostgreSQL {OLDEST_MAJOR} or newer was found on this machine{}\n\
         Install it: Debian, Ubuntu: `apt install postgresql` · Fedora: `dnf install postgresql-server postgresql-contrib` \
         · macOS: `brew install postgresql@17`.\n\
         Or name its directory in PG_BIN_DIR, or use a database server of your own with DATABASE_URL.",
        because(.tried.as_deref())
    )]
    NoBinaries { tried: Option<String> },

    #[error(
        "the data in {} was made by PostgreSQL {found}, and this machine only has {}: install PostgreSQL {found}, \
         or name its directory in PG_BIN_DIR",
        dir.display(),
        list(.available)
    )]
    ForeignMajor { dir: PathBuf, found: u32, available: Vec<u32> },

    #[error(
        "another instance already uses {}{}: stop it first, or choose another data directory",
        dir.display(),
        process(*.owner)
    )]
    Locked { dir: PathBuf, owner: Option<u32> },

    #[error("PostgreSQL process {pid} of an earlier run still uses {} after {seconds} s", dir.display())]
    StillRunning { dir: PathBuf, pid: i32, seconds: u64 },

    #[error(
        "PostgreSQL refuses to run as root, so it runs as {user}, who may not enter {}: \
         allow it with `chmod o+x {}`, choose another data directory, or start the program as an ordinary user",
        path.display(),
        path.display()
    )]
    Unreachable { path: PathBuf, user: String },

    #[error(
        "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody` to run it as"
    )]
    NoAccount,

    #[error("initdb failed in {}:\n{output}", dir.display())]
    Initdb { dir: PathBuf, output: String },

    #[error("PostgreSQL ended while starting ({status}). Its log, {}, ends with:\n{tail}", log.display())]
    Exited { status: String, log: PathBuf, tail: String },

    #[error("PostgreSQL did not answer within {seconds} s. Its log, {}, ends with:\n{tail}", log.display())]
    NotReady { seconds: u64, log: PathBuf, tail: String },

    #[error("{} is not a private directory of this user; remove it, or set TMPDIR to a directory of your own", dir.display())]
    SocketDir { dir: PathBuf },

    #[error("cannot {what} {}", path.display())]
    Io {
        what: &'static str,
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

impl StartError {
    /// For `map_err`: what was being done to which path.
    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { what, path, source }
    }
}

fn because(tried: Option<&str>) -> String {
    tried.map_or_else(String::new, |reason| format!(", and {reason}"))
}

fn process(owner: Option<u32>) -> String {
    owner.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

fn list(majors: &[u32]) -> String {
    if majors.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<String> = majors.iter().map(u32::to_string).collect();
    names.join(", ")
}
