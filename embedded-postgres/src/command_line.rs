//! What Postgres is told when it is called. Everything is said here: the configuration file in the data stays as
//! initdb wrote it, so that a change of the product changes every cluster.

use std::path::Path;
use std::process::Command;

use crate::address::PORT;
use crate::binaries::Binaries;
use crate::settings::Settings;

/// Adds every option to the call of `postgres`.
pub(crate) fn say(
    command: &mut Command,
    data: &Path,
    socket_dir: &Path,
    binaries: &Binaries,
    settings: &Settings,
) {
    let mut options = vec![
        "listen_addresses=".to_owned(),
        format!("port={PORT}"),
        format!("unix_socket_directories={}", socket_dir.display()),
        format!("max_connections={}", settings.max_connections),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
        "log_checkpoints=off".to_owned(),
        "logging_collector=off".to_owned(),
    ];
    options.extend(settings.durability.options().iter().map(|&option| option.to_owned()));
    let (present, absent): (Vec<&str>, Vec<&str>) =
        settings.preload.iter().map(String::as_str).partition(|name| binaries.has_library(name));
    if !absent.is_empty() {
        tracing::warn!(?absent, "This PostgreSQL does not have every library that was asked for");
    }
    options.push(format!("shared_preload_libraries={}", present.join(",")));

    command.arg("-D").arg(data);
    for option in options {
        command.args(["-c", &option]);
    }
}
