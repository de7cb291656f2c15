//! The Postgres of an earlier run of the program. When the program was killed, its Postgres is still writing its
//! last checkpoint: the next start waits for it instead of failing, and never opens data that is in use.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, test_kill_process};
use tokio::time::{Instant, sleep};

use crate::error::StartError;

/// A dying Postgres is given as long as a graceful stop would be, three times over.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often it is looked for: nobody is told when a process ends that is not one's child.
const INTERVAL: Duration = Duration::from_millis(50);

/// The file in which a running Postgres names itself.
const PID_FILE: &str = "postmaster.pid";

/// Returns when no process uses `data` any more. The caller holds the lock of the data directory.
pub(crate) async fn wait_until_gone(data: &Path) -> Result<(), StartError> {
    let Some(named) = named_in_pid_file(data) else {
        return Ok(());
    };
    let deadline = Instant::now() + PATIENCE;
    while let Some(pid) = user_of(data, named) {
        if Instant::now() > deadline {
            let seconds = PATIENCE.as_secs();
            return Err(StartError::StillRunning { dir: data.to_owned(), pid: pid.as_raw_pid(), seconds });
        }
        end_orphan(pid);
        sleep(INTERVAL).await;
    }
    forget_reused_id(data, named)
}

/// Whether a Postgres still uses `data`, for those who want to delete it.
#[cfg(feature = "testing")]
pub(crate) fn is_running(data: &Path) -> bool {
    named_in_pid_file(data).is_some_and(|named| user_of(data, named).is_some())
}

fn named_in_pid_file(data: &Path) -> Option<Pid> {
    let text = fs::read_to_string(data.join(PID_FILE)).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}

/// The process id in the file may meanwhile belong to some other program (after a reboot, in a new container).
/// Postgres would refuse to start; nobody uses the data, so the file only remembers the past.
fn forget_reused_id(data: &Path, named: Pid) -> Result<(), StartError> {
    let file = data.join(PID_FILE);
    if test_kill_process(named).is_ok() && file.exists() {
        fs::remove_file(&file).map_err(StartError::io("remove", &file))?;
    }
    Ok(())
}

/// A process of Postgres', main or worker, that works in `data`: all of them stand in that directory.
#[cfg(target_os = "linux")]
fn user_of(data: &Path, _named: Pid) -> Option<Pid> {
    let processes = fs::read_dir("/proc").ok()?.flatten();
    processes
        .filter(|process| {
            let process = process.path();
            fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == data)
                && fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim_end() == "postgres")
        })
        .find_map(|process| Pid::from_raw(process.file_name().to_str()?.parse().ok()?))
}

/// Where there is no `/proc`, the main process is recognised by its name.
#[cfg(not(target_os = "linux"))]
fn user_of(_data: &Path, named: Pid) -> Option<Pid> {
    let pid = named.as_raw_pid().to_string();
    let output = std::process::Command::new("ps").args(["-o", "comm=", "-p", &pid]).output().ok()?;
    String::from_utf8_lossy(&output.stdout).contains("postgres").then_some(named)
}

/// Linux ends it together with the program. Elsewhere an orphan lives on until it is asked to stop.
#[cfg(target_os = "linux")]
fn end_orphan(_pid: Pid) {}

#[cfg(not(target_os = "linux"))]
fn end_orphan(pid: Pid) {
    // Not ours to signal means not ours to wait for either: the deadline reports it.
    let _ = rustix::process::kill_process(pid, rustix::process::Signal::INT);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_pid_file_that_names_another_program_does_not_stop_the_start() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(PID_FILE);
        fs::write(&file, format!("{}\n", std::process::id())).unwrap();
        wait_until_gone(dir.path()).await.unwrap();
        assert!(!file.exists());
    }
}
