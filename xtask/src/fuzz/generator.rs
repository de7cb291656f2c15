//! schemathesis, in a virtual environment under `target/` with the versions of `xtask/fuzz/requirements.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::Extent;
use super::api_process::{ApiProcess, KEY};
use crate::workspace::{self, succeed};

/// The versions, the configuration and the hooks.
const HOME: &str = "xtask/fuzz";

#[derive(Debug)]
pub(super) struct Generator {
    /// Reports and caches; holds the environment.
    directory: PathBuf,
}

impl Generator {
    /// Makes the environment where there is none with these versions.
    pub(super) fn prepare() -> anyhow::Result<Self> {
        let directory = workspace::target()?.join("fuzz");
        let venv = directory.join("venv");
        let wanted = workspace::at(HOME).join("requirements.txt");
        let installed = venv.join("requirements.txt");
        if !same(&wanted, &installed) {
            let hint = "Python 3 with venv is needed: apt-get install python3-venv";
            succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv)).context(hint)?;
            let quiet = ["--disable-pip-version-check", "--quiet"];
            succeed(
                Command::new(venv.join("bin/pip"))
                    .args(["install", "--require-virtualenv"])
                    .args(quiet)
                    .arg("--requirement")
                    .arg(&wanted),
            )?;
            fs::copy(&wanted, &installed)?;
        }
        Ok(Self { directory })
    }

    /// Tries requests, and counts them. Fails when an answer breaks a promise.
    pub(super) fn run(
        &self,
        api: &ApiProcess,
        extent: Extent,
        seed: u32,
        arguments: &[String],
    ) -> anyhow::Result<u64> {
        let home = workspace::at(HOME);
        let report = self.directory.join("report.json");
        let _ = fs::remove_file(&report);
        let mut run = Command::new(self.directory.join("venv/bin/schemathesis"));
        run.current_dir(&self.directory)
            .arg("--config-file")
            .arg(home.join("schemathesis.toml"))
            .args(["run", &format!("{}/openapi.json", api.url())])
            .args(["--seed", &seed.to_string()])
            .args(["--max-examples", &extent.cases_of_an_operation().to_string()])
            .arg("--report-json-path")
            .arg(&report)
            .args(arguments)
            .env("FUZZ_API_URL", api.url())
            .env("FUZZ_API_KEY", KEY)
            .env("FUZZ_SECONDS", extent.most_seconds().to_string())
            .env("PYTHONPATH", &home)
            .env("PYTHONDONTWRITEBYTECODE", "1");
        let status = run.status().context("cannot run schemathesis")?;
        let count = fs::read(&report)
            .context("schemathesis has written no report")
            .and_then(|report| count(&report))?;
        println!("\n{count} cases, seed {seed}");
        ensure!(status.success(), "schemathesis ended with {status}");
        Ok(count)
    }
}

fn same(one: &Path, other: &Path) -> bool {
    fs::read(one).is_ok_and(|wanted| fs::read(other).is_ok_and(|installed| installed == wanted))
}

fn count(report: &[u8]) -> anyhow::Result<u64> {
    let report: Value = serde_json::from_slice(report).context("the report")?;
    let count = report["test_cases"]["generated"].as_u64();
    ensure!(count.is_some(), "the report does not say how many cases there were");
    Ok(count.unwrap_or_default())
}
