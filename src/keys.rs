//! The API keys of a house that was given none: made once, kept where only its owner reads them.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::Context as _;
use secrecy::{ExposeSecret, SecretString};

/// The given keys, with a kept one in the place of each that is empty.
pub(crate) fn complete(given: api::Keys, dir: &Path) -> anyhow::Result<api::Keys> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .with_context(|| format!("{} cannot be created", dir.display()))?;
    Ok(api::Keys {
        bot_api_key: or_kept(given.bot_api_key, &dir.join("bot"))?,
        scheduler_api_key: or_kept(given.scheduler_api_key, &dir.join("scheduler"))?,
        admin_api_key: or_kept(given.admin_api_key, &dir.join("admin"))?,
        tasks_api_key: or_kept(given.tasks_api_key, &dir.join("tasks"))?,
        // Metrics stay open as long as nobody wants a key for them.
        metrics_api_key: given.metrics_api_key,
        credentials_key: or_kept(given.credentials_key, &dir.join("credentials"))?,
    })
}

/// The settings of calls, with a kept key to sign them in the place of one that is empty. `dir` is there.
pub(crate) fn complete_calls(given: api::CallSettings, dir: &Path) -> anyhow::Result<api::CallSettings> {
    let task_signing_key = or_kept(given.task_signing_key, &dir.join("signing"))?;
    Ok(api::CallSettings { task_signing_key, ..given })
}

fn or_kept(given: SecretString, file: &Path) -> anyhow::Result<SecretString> {
    if !given.expose_secret().is_empty() {
        return Ok(given);
    }
    let key = match fs::read_to_string(file) {
        Ok(kept) if !kept.trim().is_empty() => kept.trim().to_owned(),
        _ => make(file).with_context(|| format!("{} cannot be written", file.display()))?,
    };
    Ok(SecretString::from(key))
}

/// A new random key, written whole or not at all.
fn make(file: &Path) -> std::io::Result<String> {
    let key = format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
    let unfinished = file.with_extension("tmp");
    let mut options = fs::OpenOptions::new();
    options
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)?
        .write_all(key.as_bytes())?;
    fs::rename(&unfinished, file)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_keys() -> api::Keys {
        let none = || SecretString::from("");
        api::Keys {
            bot_api_key: none(),
            scheduler_api_key: none(),
            admin_api_key: none(),
            tasks_api_key: none(),
            metrics_api_key: none(),
            credentials_key: none(),
        }
    }

    #[test]
    fn keys_are_made_once_and_differ() {
        let dir = tempfile::tempdir().unwrap();
        let first = complete(no_keys(), &dir.path().join("keys")).unwrap();
        let again = complete(no_keys(), &dir.path().join("keys")).unwrap();
        assert_eq!(first.bot_api_key.expose_secret(), again.bot_api_key.expose_secret());
        assert_ne!(first.bot_api_key.expose_secret(), first.admin_api_key.expose_secret());
    }

    #[test]
    fn a_given_key_is_used_and_not_written_down() {
        let dir = tempfile::tempdir().unwrap();
        let given = api::Keys { bot_api_key: SecretString::from("given"), ..no_keys() };
        let keys = complete(given, dir.path()).unwrap();
        assert_eq!(keys.bot_api_key.expose_secret(), "given");
        assert!(!dir.path().join("bot").exists());
    }
}
