//! One of the product's binaries as a process of its own, and what it costs: read from `/proc`, so Linux only.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, ensure};

/// A running binary; dropping it kills it.
#[derive(Debug)]
pub(crate) struct Process(Child);

impl Process {
    /// Starts the binary `name` with this environment and no other.
    pub(crate) fn start(name: &str, environment: &[(&str, &str)]) -> anyhow::Result<Self> {
        let child = Command::new(binary(name)?)
            .env_clear()
            .env("RUST_LOG", "warn")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self(child))
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> anyhow::Result<f64> {
        self.status("VmRSS:")
    }

    /// The most resident memory in MiB since [`Self::forgets_its_peak`].
    pub(crate) fn peak(&self) -> anyhow::Result<f64> {
        self.status("VmHWM:")
    }

    /// From now on the peak is counted anew.
    pub(crate) fn forgets_its_peak(&self) -> anyhow::Result<()> {
        // "5" is what the kernel wants for this.
        Ok(fs::write(self.file("clear_refs"), "5")?)
    }

    /// Seconds of a processor that it has used, its own and the kernel's for it.
    pub(crate) fn processor_seconds(&self) -> anyhow::Result<f64> {
        /// Of every Linux that there is.
        const TICKS_PER_SECOND: f64 = 100.0;
        let stat = fs::read_to_string(self.file("stat"))?;
        // The name, in brackets, may hold anything; the times are the 12th and 13th word behind it.
        let (_, behind) = stat.rsplit_once(')').context("no name in stat")?;
        let ticks: Vec<f64> =
            behind.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
        Ok(ticks.iter().sum::<f64>() / TICKS_PER_SECOND)
    }

    fn status(&self, name: &str) -> anyhow::Result<f64> {
        let status = fs::read_to_string(self.file("status")).context("the process is gone")?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kibibytes: f64 =
            line.and_then(|line| line.split_whitespace().next()).context("no such line")?.parse()?;
        Ok(kibibytes / 1024.0)
    }

    fn file(&self, name: &str) -> PathBuf {
        format!("/proc/{}/{name}", self.0.id()).into()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A binary beside this one.
fn binary(name: &str) -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let path = here.with_file_name(name);
    ensure!(path.exists(), "{} is not built: run `cargo xtask bench …`", path.display());
    Ok(path)
}
