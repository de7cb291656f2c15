//! One program per data directory. The lock belongs to the open file, so it ends with the process however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::process;

use crate::error::StartError;

/// The file inside the data directory that is locked; its text is the process id of the holder.
pub(crate) const FILE_NAME: &str = "lock";

#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

/// Closing the file would not do: a child that is being started at this moment has it open too, until it
/// becomes the program that it is to run.
impl Drop for Lock {
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the data directory stays locked until this process ends");
        }
    }
}

impl Lock {
    /// Takes the directory, or says who has it.
    pub(crate) fn take(data_dir: &Path) -> Result<Self, StartError> {
        let path = data_dir.join(FILE_NAME);
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(StartError::io("open the lock file", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(data_dir, &path)),
            Err(TryLockError::Error(source)) => return Err(StartError::io("lock", &path)(source)),
        }
        write_owner(&mut file).map_err(StartError::io("write", &path))?;
        Ok(Self { file })
    }
}

fn write_owner(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", process::id())
}

fn taken(data_dir: &Path, lock: &Path) -> StartError {
    let owner = fs::read_to_string(lock).ok().and_then(|text| text.trim().parse().ok());
    StartError::Locked { dir: data_dir.to_owned(), owner }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_told_who_the_first_is() {
        let dir = tempfile::tempdir().unwrap();
        let _first = Lock::take(dir.path()).unwrap();
        let refusal = Lock::take(dir.path()).unwrap_err().to_string();
        assert!(refusal.contains("another instance already uses"), "{refusal}");
        assert!(refusal.contains(&format!("(process {})", process::id())), "{refusal}");
    }

    #[test]
    fn a_lock_that_was_dropped_is_free_also_while_a_child_still_has_its_file_open() {
        let dir = tempfile::tempdir().unwrap();
        let lock = Lock::take(dir.path()).unwrap();
        let _inherited = lock.file.try_clone().unwrap();
        drop(lock);
        Lock::take(dir.path()).unwrap();
    }

    #[test]
    fn a_lock_that_was_dropped_can_be_taken_again() {
        let dir = tempfile::tempdir().unwrap();
        drop(Lock::take(dir.path()).unwrap());
        Lock::take(dir.path()).unwrap();
    }
}
