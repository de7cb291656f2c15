//! Directories of test clusters whose process is gone. A process cannot remove its own: its Postgres outlives it
//! by a moment.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rustix::process::{Pid, test_kill_process};

use crate::{cluster, lock, predecessor, socket};

const PREFIX: &str = "test-postgres-";

/// The directory of the test cluster that process `pid` starts.
pub(super) fn dir_of(pid: u32) -> PathBuf {
    env::temp_dir().join(format!("{PREFIX}{pid}"))
}

/// Removes what nobody uses any more. Best effort: whatever stands in the way is left to the next time.
pub(super) fn clear() {
    for entry in fs::read_dir(env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(PREFIX)).and_then(|pid| pid.parse().ok());
        if owner.is_some_and(|pid| is_over(pid, &entry.path())) {
            let _ = fs::remove_dir_all(socket::dir_for(&entry.path()));
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn is_over(owner: i32, dir: &Path) -> bool {
    let alive = Pid::from_raw(owner).is_some_and(|pid| test_kill_process(pid).is_ok());
    let locked = File::open(dir.join(lock::FILE_NAME)).is_ok_and(|file| file.try_lock().is_err());
    let running =
        || cluster::majors_in(dir).iter().any(|major| predecessor::is_running(&cluster::dir_of(dir, *major)));
    !alive && !locked && !running()
}
