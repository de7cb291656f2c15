//! Where the workspace is, and how its cargo is called.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use anyhow::{Context as _, ensure};

/// Variables of a developer's shell that mean the running product. A test or a check must not reach it.
const PRODUCTION: [&str; 4] = ["DATABASE_URL", "TELEGRAM_BOT_TOKEN", "SENTRY_DSN", "DATA_DIR"];

/// The directory of the root `Cargo.toml`. Cargo names it to whatever it runs; a binary that is called directly
/// works on the workspace that it was built in.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&xtask).parent();
        root.expect("xtask lies directly in the workspace").to_owned()
    });
    &ROOT
}

/// The cargo that runs this command, in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    for name in PRODUCTION {
        command.env_remove(name);
    }
    // Set for this command by the cargo that started it, and wrong for every other package.
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PKG_") || name == "CARGO_MANIFEST_DIR" {
            command.env_remove(name);
        }
    }
    command
}

/// Runs `command` and fails when it does.
pub(crate) fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status =
        command.status().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    ensure!(status.success(), "it ended with {status}");
    Ok(())
}

/// What `cargo metadata` says about the members of the workspace.
pub(crate) fn metadata() -> anyhow::Result<serde_json::Value> {
    let output = cargo()
        .args(["metadata", "--format-version=1", "--no-deps"])
        .output()
        .context("cannot run cargo metadata")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Where cargo builds.
pub(crate) fn target() -> anyhow::Result<PathBuf> {
    metadata()?["target_directory"].as_str().map(PathBuf::from).context("cargo names no target directory")
}

/// `path` as people write it: from the root of the workspace, with slashes.
pub(crate) fn relative(path: &Path) -> String {
    let short = path.strip_prefix(root()).unwrap_or(path);
    let parts: Vec<_> = short.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// A file or directory of the workspace.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}
