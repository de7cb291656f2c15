//! The directory of the unix socket: private to its user, and short. It is beside the data where that is possible;
//! but a socket's path has at most 107 bytes, and a data directory may lie anywhere.

use std::env;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use crate::error::StartError;

/// Leaves room for `/.s.PGSQL.5432.lock` below the limit of every unix (macOS: 103).
const LONGEST_DIR: usize = 80;

/// A fixed place per data directory: a person finds the socket again, and nothing piles up after crashes.
pub(crate) fn dir_for(data_dir: &Path) -> PathBuf {
    let name = format!("pg-{}-{:016x}", rustix::process::geteuid().as_raw(), fingerprint(data_dir));
    let fits = |dir: &PathBuf| dir.as_os_str().len() <= LONGEST_DIR;
    [data_dir.join("socket"), env::temp_dir().join(&name)]
        .into_iter()
        .find(fits)
        .unwrap_or_else(|| Path::new("/tmp").join(name))
}

/// An empty private directory. What a crashed run left in it is removed: the caller holds the lock of the data.
pub(crate) fn prepare(data_dir: &Path) -> Result<PathBuf, StartError> {
    let dir = dir_for(data_dir);
    match DirBuilder::new().mode(0o700).create(&dir) {
        Ok(()) => return Ok(dir),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(StartError::io("create", &dir)(error)),
    }
    if !is_private(&dir) {
        return Err(StartError::SocketDir { dir });
    }
    for entry in fs::read_dir(&dir).map_err(StartError::io("read", &dir))?.flatten() {
        fs::remove_file(entry.path()).map_err(StartError::io("remove", &entry.path()))?;
    }
    Ok(dir)
}

/// In a place where everybody may create names, somebody else may have created this one.
fn is_private(dir: &Path) -> bool {
    let me = rustix::process::geteuid();
    fs::symlink_metadata(dir).is_ok_and(|meta| {
        // Root may have given it to the user that Postgres runs as.
        let mine = me.is_root() || meta.uid() == me.as_raw();
        meta.is_dir() && mine && meta.mode() & 0o777 == 0o700
    })
}

/// FNV-1a: short, stable between runs, and no secret depends on it.
fn fingerprint(path: &Path) -> u64 {
    path.as_os_str()
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_deep_data_directory_still_has_a_short_socket() {
        let deep = PathBuf::from("/data").join("x".repeat(200));
        assert!(dir_for(&deep).as_os_str().len() <= LONGEST_DIR);
        assert_eq!(dir_for(Path::new("/srv/habits")), Path::new("/srv/habits/socket"));
    }

    #[test]
    fn leftovers_of_a_crash_are_cleared() {
        let data = tempfile::tempdir().unwrap();
        let dir = prepare(data.path()).unwrap();
        fs::write(dir.join(".s.PGSQL.5432.lock"), "1").unwrap();
        assert_eq!(prepare(data.path()).unwrap(), dir);
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
    }

    #[test]
    fn a_directory_that_others_may_enter_is_refused() {
        let data = tempfile::tempdir().unwrap();
        let dir = prepare(data.path()).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(prepare(data.path()), Err(StartError::SocketDir { .. })));
    }
}
