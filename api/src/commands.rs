//! What the program does instead of serving, for an operator at a terminal.

use std::fmt::Write as _;

use clap::Subcommand;
use core_shared::contract::keys::{CreateKey, KeyBody, KeyName, NewKeyBody, RotateKey, Scope};
use core_shared::domain::KeyId;
use jiff::Timestamp;

use crate::credentials::Hasher;
use crate::error::ApiError;
use crate::services::keys;
use crate::settings::Settings;
use crate::state;

/// What to do with service keys.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum KeysCommand {
    /// List all keys, also those that are not taken any more
    List,
    /// Make a key and show it, this once
    Create {
        /// What the service is called, such as billing
        name: KeyName,
        /// What it may do: bot, scheduler, tasks, metrics or admin
        #[arg(long)]
        scope: Scope,
        /// From when on it is refused, such as 2027-01-01T00:00:00Z; never without it
        #[arg(long)]
        expires_at: Option<Timestamp>,
    },
    /// Exchange a key for a new one; both are taken for a while
    Rotate {
        /// The id of the key, as the list has it
        key: KeyId,
        /// How long the old one is taken
        #[arg(long, default_value_t = RotateKey::OLD_VALID_SECONDS)]
        old_valid_seconds: u32,
    },
    /// Take a key back
    Revoke {
        /// The id of the key, as the list has it
        key: KeyId,
    },
}

/// Does what is asked for with the keys in the database, and says what came of it.
pub async fn manage_keys(
    settings: &Settings,
    command: KeysCommand,
    now: Timestamp,
) -> anyhow::Result<String> {
    let db = state::connect(settings).await?;
    let hasher = Hasher::new(&settings.keys.credentials_key);
    let done = match command {
        KeysCommand::List => keys::list(&db).await.map(|list| table(&list.keys)),
        KeysCommand::Create { name, scope, expires_at } => {
            keys::create(&db, &hasher, &CreateKey { name, scope, expires_at }, now).await.map(shown)
        }
        KeysCommand::Rotate { key, old_valid_seconds } => {
            let rotate = RotateKey { old_valid_seconds: Some(old_valid_seconds), expires_at: None };
            keys::rotate(&db, &hasher, key, &rotate, now).await.map(shown)
        }
        KeysCommand::Revoke { key } => keys::revoke(&db, key, now).await.map(|key| table(&[key])),
    };
    db.close().await;
    done.map_err(ApiError::into_words)
}

/// The key itself stands alone on the last line, for whoever takes it over by a script.
fn shown(made: NewKeyBody) -> String {
    format!("{}{}\n", table(&[made.key]), made.secret.expose())
}

fn table(keys: &[KeyBody]) -> String {
    let mut text = format!("{:>6}  {:<24} {:<10} {:<14} state\n", "id", "name", "scope", "begins with");
    for key in keys {
        let prefix = key.prefix.as_deref().unwrap_or("-");
        let (scope, state) = (key.scope.name(), state_of(key));
        writeln!(text, "{:>6}  {:<24} {scope:<10} {prefix:<14} {state}", key.id, key.name)
            .expect("a text takes a line");
    }
    text
}

fn state_of(key: &KeyBody) -> String {
    let since = |word: &str, at: Timestamp| format!("{word} {at:.0}");
    let last_use = key.last_used_at.map_or_else(|| "not used yet".to_owned(), |at| since("used", at));
    match (key.revoked_at, key.retired_at, key.expires_at) {
        (Some(at), _, _) => since("revoked", at),
        (None, Some(_), Some(end)) => since("exchanged, taken until", end),
        (None, _, Some(end)) => format!("{last_use}, until {end:.0}"),
        _ if key.is_configured => format!("{last_use}, from the settings"),
        _ => last_use,
    }
}
