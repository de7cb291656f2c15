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
        Ok(Stat::of(self.0.id())?.seconds)
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

/// What `/proc` says of a process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stat {
    pub(crate) parent: u32,
    /// Of a processor, its own and the kernel's for it.
    pub(crate) seconds: f64,
    /// Those of its children that have ended.
    pub(crate) seconds_of_the_dead: f64,
}

impl Stat {
    pub(crate) fn of(process: u32) -> anyhow::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).context("the process is gone")?;
        Self::read(&stat)
    }

    /// The processes that have this parent.
    pub(crate) fn children(parent: u32) -> anyhow::Result<Vec<Self>> {
        let names = fs::read_dir("/proc")?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        // One that ends meanwhile is among the dead of its parent.
        let all = names.filter_map(|name| Self::of(name.parse().ok()?).ok());
        Ok(all.filter(|stat| stat.parent == parent).collect())
    }

    fn read(stat: &str) -> anyhow::Result<Self> {
        /// Of every Linux that there is.
        const TICKS_PER_SECOND: f64 = 100.0;
        // The name, in brackets, may hold anything; behind it are the state, the parent, and as the 12th to 15th word
        // the times.
        let (_, behind) = stat.rsplit_once(')').context("no name in stat")?;
        let words: Vec<&str> = behind.split_whitespace().collect();
        let word = |index: usize| words.get(index).copied().context("a word is missing in stat");
        let seconds = |first: usize| -> anyhow::Result<f64> {
            let (own, of_kernel): (f64, f64) = (word(first)?.parse()?, word(first + 1)?.parse()?);
            Ok((own + of_kernel) / TICKS_PER_SECOND)
        };
        Ok(Self { parent: word(1)?.parse()?, seconds: seconds(11)?, seconds_of_the_dead: seconds(13)? })
    }
}

/// A binary beside this one.
fn binary(name: &str) -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let path = here.with_file_name(name);
    ensure!(path.exists(), "{} is not built: run `cargo xtask bench …`", path.display());
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_a_name_that_looks_like_them() {
        let stat = Stat::read("7 (a) b 1 2 3) S 42 7 7 0 -1 4 1 2 3 4 150 50 300 100 20 0 1").unwrap();
        assert_eq!(stat.parent, 42);
        let times = format!("{} {}", stat.seconds, stat.seconds_of_the_dead);
        assert_eq!(times, "2 4");
        assert!(Stat::read("7 (a) S 42").is_err());
    }
}
