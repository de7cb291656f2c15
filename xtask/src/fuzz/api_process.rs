//! The API as a process of its own, with keys, on a free port.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::workspace;

/// May call everything.
pub(super) const KEY: &str = "admin-key-of-the-fuzz-run-only";

/// Ends with the value.
#[derive(Debug)]
pub(super) struct ApiProcess {
    child: Child,
    url: String,
    log: PathBuf,
}

/// The line of the log that says where the API listens.
#[derive(Deserialize)]
struct Listening {
    address: String,
}

impl ApiProcess {
    /// Starts the API and waits until it listens.
    pub(super) fn start(database_url: &str) -> anyhow::Result<Self> {
        let log = workspace::target()?.join("fuzz/api.log");
        let mut child = Command::new(workspace::target()?.join("debug/api"))
            .env_clear()
            .env("DATABASE_URL", database_url)
            .env("API_BIND", "127.0.0.1:0")
            .env("ADMIN_API_KEY", KEY)
            .env("BOT_API_KEY", "bot-key-of-the-fuzz-run-only")
            .env("SCHEDULER_API_KEY", "scheduler-key-of-the-fuzz-run-only")
            .env("TASKS_API_KEY", "tasks-key-of-the-fuzz-run-only")
            .env("TASK_SIGNING_KEY", "signing-key-of-the-fuzz-run-only")
            // Nobody makes the calls; what is known without asking for a name is enough.
            .env("TASK_HOSTS", "10.0.0.1")
            .env("TASK_PRIVATE_NETWORKS", "10.0.0.0/8")
            // Quotas have tests of their own; here they would only keep requests from getting anywhere.
            .env("MAX_HABITS_PER_USER", "10000")
            .env("MAX_REMINDERS_PER_USER", "10000")
            .env("LOG_FORMAT", "json")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run the API")?;
        let lines = child.stdout.take().context("the log of the API is a pipe")?;
        let started = written_down(BufReader::new(lines), &log);
        // What was started is ended also when it does not listen.
        let mut api = Self { child, url: String::new(), log };
        api.url = format!("http://{}", started?);
        Ok(api)
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn log(&self) -> &Path {
        &self.log
    }
}

impl Drop for ApiProcess {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Writes every line into the file `log`, and returns the address as soon as one names it.
fn written_down(mut lines: impl io::BufRead + Send + 'static, log: &Path) -> anyhow::Result<String> {
    let mut file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        file.write_all(line.as_bytes())?;
        if let Ok(Listening { address }) = serde_json::from_str(&line) {
            thread::spawn(move || io::copy(&mut lines, &mut file));
            return Ok(address);
        }
        line.clear();
    }
    bail!("the API has ended: see {}", log.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_log() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("api.log");
        let lines = "{\"message\":\"waits\"}\n{\"message\":\"api listens\",\"address\":\"127.0.0.1:7\"}\n";
        assert_eq!(written_down(lines.as_bytes(), &log).unwrap(), "127.0.0.1:7");
        assert!(written_down("{}\n".as_bytes(), &log).unwrap_err().to_string().contains("has ended"));
    }
}
