//! Service keys, known by their hashes: those of the settings from the start on, others as the database has them.

use std::time::{Duration, Instant};

use core_shared::contract::keys::Scope;
use core_shared::domain::KeyId;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use tokio::sync::RwLock;

use crate::caller::Service;
use crate::credentials::{Hash, Hasher};
use crate::repositories::keys;
use crate::settings::Keys;

/// Below this a key is guessable; it works, with a warning.
const SHORT_KEY: usize = 24;

/// For so long a key that was revoked by another process may still be taken.
const READ_EVERY: Duration = Duration::from_secs(2);

/// Keys that nobody knows make the database be asked no more often than this.
const ASKED_EVERY: Duration = Duration::from_millis(200);

/// The keys that this process lets in.
#[derive(Debug)]
pub(crate) struct Keyring {
    hasher: Hasher,
    configured: Vec<Key>,
    stored: RwLock<Stored>,
}

#[derive(Debug, Clone)]
struct Key {
    service: Service,
    hash: Hash,
    expires_at: Option<Timestamp>,
}

/// What the database said the last time.
#[derive(Debug, Default)]
struct Stored {
    keys: Vec<Key>,
    read_at: Option<Instant>,
}

impl Stored {
    fn is_younger_than(&self, age: Duration) -> bool {
        self.read_at.is_some_and(|at| at.elapsed() < age)
    }
}

/// The keys of the settings, fit to be used.
#[derive(Debug)]
pub(crate) struct KeySettings {
    hasher: Hasher,
    configured: Vec<Configured>,
}

impl KeySettings {
    pub(crate) fn check(settings: &Keys) -> anyhow::Result<Self> {
        let hasher = Hasher::new(&settings.credentials_key);
        Ok(Self { configured: configured(settings, &hasher)?, hasher })
    }
}

#[derive(Debug)]
struct Configured {
    variable: &'static str,
    scope: Scope,
    hash: Hash,
}

impl Keyring {
    /// Makes the keys of the settings known in the database.
    pub(crate) async fn open(settings: KeySettings, db: &PgPool, now: Timestamp) -> sqlx::Result<Self> {
        let KeySettings { hasher, configured } = settings;
        let mut known = Vec::new();
        for Configured { variable, scope, hash } in configured {
            let key = keys::put_configured(db, variable, scope, &hash, now).await?;
            let service = Service { key, name: variable.into(), scope };
            known.push(Key { service, hash, expires_at: None });
        }
        Ok(Self { hasher, configured: known, stored: RwLock::default() })
    }

    pub(crate) fn hasher(&self) -> &Hasher {
        &self.hasher
    }

    /// Who shows a key. Every known key is compared in full, so that the time tells nothing.
    pub(crate) async fn service(
        &self,
        db: &PgPool,
        shown: &[u8],
        now: Timestamp,
    ) -> sqlx::Result<Option<Service>> {
        let shown = self.hasher.hash(shown);
        if let Some(service) = whose(&self.configured, &shown, now) {
            return Ok(Some(service));
        }
        {
            let stored = self.stored.read().await;
            let found = whose(&stored.keys, &shown, now);
            let is_fresh_enough = if found.is_some() { READ_EVERY } else { ASKED_EVERY };
            if stored.is_younger_than(is_fresh_enough) {
                return Ok(found);
            }
        }
        self.read(db).await?;
        Ok(whose(&self.stored.read().await.keys, &shown, now))
    }

    /// Reads what the database has: after a change of our own, it holds from the next request on.
    pub(crate) async fn read(&self, db: &PgPool) -> sqlx::Result<()> {
        // Whoever waits here for somebody else's reading reads again: theirs may have begun before the change.
        let mut stored = self.stored.write().await;
        let read_at = Instant::now();
        let rows = keys::list_live(db).await?;
        let keys = rows.into_iter().filter_map(|row| {
            let scope = Scope::from_name(&row.scope)?;
            let service = Service { key: KeyId(row.id), name: row.name.into(), scope };
            let expires_at = row.expires_at.map(jiff_sqlx::Timestamp::to_jiff);
            Some(Key { service, hash: Hash::stored(&row.hash)?, expires_at })
        });
        *stored = Stored { keys: keys.collect(), read_at: Some(read_at) };
        Ok(())
    }
}

fn whose(keys: &[Key], shown: &Hash, now: Timestamp) -> Option<Service> {
    let mut found = None;
    for key in keys {
        if key.hash.is(shown) && key.expires_at.is_none_or(|end| now < end) {
            found = Some(&key.service);
        }
    }
    found.cloned()
}

fn configured(settings: &Keys, hasher: &Hasher) -> anyhow::Result<Vec<Configured>> {
    let keys = [
        ("BOT_API_KEY", &settings.bot_api_key, Scope::Bot),
        ("SCHEDULER_API_KEY", &settings.scheduler_api_key, Scope::Scheduler),
        ("TASKS_API_KEY", &settings.tasks_api_key, Scope::Tasks),
        ("METRICS_API_KEY", &settings.metrics_api_key, Scope::Metrics),
        ("ADMIN_API_KEY", &settings.admin_api_key, Scope::Admin),
    ];
    let mut known: Vec<Configured> = Vec::new();
    for (variable, key, scope) in keys {
        if !is_set(variable, key)? {
            continue;
        }
        let hash = hasher.hash(key.expose_secret().as_bytes());
        let is_new = known.iter().all(|known| !known.hash.is(&hash));
        anyhow::ensure!(is_new, "{variable} is the same as another key: each scope needs its own");
        known.push(Configured { variable, scope, hash });
    }
    Ok(known)
}

fn is_set(variable: &str, key: &SecretString) -> anyhow::Result<bool> {
    let key = key.expose_secret();
    if key.is_empty() {
        // Metrics are open until there is a key for them; the others are missed.
        if variable != "METRICS_API_KEY" {
            tracing::warn!("{variable} is not set: nobody can call the API with that scope");
        }
        return Ok(false);
    }
    let visible = key.chars().all(|c| c.is_ascii_graphic());
    anyhow::ensure!(visible, "{variable} has a space or a character outside of ASCII");
    if key.len() < SHORT_KEY {
        tracing::warn!("{variable} is shorter than {SHORT_KEY} characters: do not use it in public");
    }
    Ok(true)
}
