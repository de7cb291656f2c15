//! Service keys, known by their hash alone.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use subtle::ConstantTimeEq;

use crate::repositories::api_keys;
use crate::scope::Scope;
use crate::settings::Keys;

/// Below this a key is guessable; it works, with a warning.
const SHORT_KEY: usize = 24;

/// The names of the keys that can queue work.
const TASKS: &str = "TASKS_API_KEY";
const ADMIN: &str = "ADMIN_API_KEY";

/// The keys that this process lets in, by their hashes.
#[derive(Debug)]
pub(crate) struct Keyring {
    keys: Vec<Key>,
}

#[derive(Debug)]
struct Key {
    name: &'static str,
    scope: Scope,
    hash: Hash,
}

type Hash = [u8; 32];

impl Keyring {
    /// Takes over the keys of the settings.
    pub(crate) fn new(keys: &Keys) -> anyhow::Result<Self> {
        let configured = [
            ("BOT_API_KEY", &keys.bot_api_key, Scope::Bot),
            ("SCHEDULER_API_KEY", &keys.scheduler_api_key, Scope::Scheduler),
            (TASKS, &keys.tasks_api_key, Scope::Tasks),
            (ADMIN, &keys.admin_api_key, Scope::Admin),
        ];
        let mut known: Vec<Key> = Vec::new();
        for (variable, key, scope) in configured {
            let Some(hash) = checked(variable, key)? else { continue };
            let is_new = known.iter().all(|key| key.hash != hash);
            anyhow::ensure!(is_new, "{variable} is the same as another key: each scope needs its own");
            known.push(Key { name: variable, scope, hash });
        }
        Ok(Self { keys: known })
    }

    /// Stores the hashes, so that the database tells which keys are in use.
    pub(crate) async fn store(&self, db: &PgPool, now: Timestamp) -> sqlx::Result<()> {
        for key in &self.keys {
            api_keys::put(db, key.name, key.scope, &key.hash, now).await?;
        }
        Ok(())
    }

    /// Who shows a key. Every known key is compared in full, so that the time tells nothing.
    pub(crate) fn caller(&self, key: &[u8]) -> Option<Caller> {
        let shown = hash(key);
        let mut found = None;
        for key in &self.keys {
            if bool::from(key.hash.ct_eq(&shown)) {
                found = Some(Caller { name: key.name, scope: key.scope });
            }
        }
        found
    }
}

/// Who is calling.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    /// The name of the key.
    pub(crate) name: &'static str,
    pub(crate) scope: Scope,
}

impl Caller {
    /// The services whose tasks are the caller's business: its own, and to the operator everybody's.
    pub(crate) fn services(self) -> Vec<String> {
        match self.scope {
            Scope::Admin => vec![TASKS.to_owned(), ADMIN.to_owned()],
            Scope::Bot | Scope::Scheduler | Scope::Tasks => vec![self.name.to_owned()],
        }
    }
}

fn checked(variable: &str, key: &SecretString) -> anyhow::Result<Option<Hash>> {
    let key = key.expose_secret();
    if key.is_empty() {
        tracing::warn!("{variable} is not set: nobody can call the API with that scope");
        return Ok(None);
    }
    let visible = key.chars().all(|c| c.is_ascii_graphic());
    anyhow::ensure!(visible, "{variable} has a space or a character outside of ASCII");
    if key.len() < SHORT_KEY {
        tracing::warn!("{variable} is shorter than {SHORT_KEY} characters: do not use it in public");
    }
    Ok(Some(hash(key.as_bytes())))
}

fn hash(key: &[u8]) -> Hash {
    Sha256::digest(key).into()
}
