//! The log file that Postgres writes to. It is kept small by itself, and its end explains a start that failed.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use crate::error::StartError;

const FILE_NAME: &str = "postgres.log";

/// Above this size a start begins a new file and keeps the old one as `postgres.log.1`: months of ordinary life.
const MAX_BYTES: u64 = 10 * 1024 * 1024;

/// What is shown of the log when a start fails: about one screen.
const TAIL_BYTES: u64 = 2_000;

#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) path: PathBuf,
    /// Where this run's own lines begin.
    start: u64,
}

impl Log {
    /// Opens the log of the cluster in `data_dir` and says from where on it belongs to this run.
    pub(crate) fn open(data_dir: &Path) -> Result<(Self, File), StartError> {
        let path = data_dir.join(FILE_NAME);
        if fs::metadata(&path).is_ok_and(|meta| meta.len() > MAX_BYTES) {
            fs::rename(&path, path.with_extension("log.1")).map_err(StartError::io("rename", &path))?;
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(StartError::io("open", &path))?;
        let start = file.metadata().map_err(StartError::io("read", &path))?.len();
        Ok((Self { path, start }, file))
    }

    /// The last lines of this run.
    pub(crate) fn tail(&self) -> String {
        self.read_tail().unwrap_or_else(|error| format!("(cannot be read: {error})"))
    }

    fn read_tail(&self) -> std::io::Result<String> {
        let mut file = File::open(&self.path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(self.start.max(length.saturating_sub(TAIL_BYTES))))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn the_tail_leaves_out_what_an_earlier_run_wrote() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE_NAME), "yesterday\n").unwrap();
        let (log, mut file) = Log::open(dir.path()).unwrap();
        writeln!(file, "today").unwrap();
        assert_eq!(log.tail(), "today");
    }

    #[test]
    fn a_log_that_grew_too_large_is_put_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE_NAME);
        File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        let (log, _file) = Log::open(dir.path()).unwrap();
        assert_eq!(fs::metadata(&log.path).unwrap().len(), 0);
        assert!(dir.path().join("postgres.log.1").exists());
    }
}
