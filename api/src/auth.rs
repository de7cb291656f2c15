//! Who is calling: service keys with a scope each, known by their hash alone.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use core_shared::contract::API_KEY_HEADER;
use core_shared::contract::problem::ProblemKind;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use subtle::ConstantTimeEq;

use crate::error::ApiError;
use crate::repositories::api_keys;
use crate::settings::Keys;
use crate::state::AppState;

/// Below this a key is guessable; it works, with a warning.
const SHORT_KEY: usize = 24;

/// What a service key allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything that users can do, for every user.
    Bot,
    /// Planning, claiming, reporting and rollover.
    Scheduler,
    /// Everything.
    Admin,
}

impl Scope {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Scheduler => "scheduler",
            Self::Admin => "admin",
        }
    }

    fn allows(self, needed: Self) -> bool {
        self == needed || self == Self::Admin
    }
}

/// The keys of this process. Plain keys are forgotten as soon as they are hashed.
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
            ("ADMIN_API_KEY", &keys.admin_api_key, Scope::Admin),
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

    /// The scope of a key. Every known key is compared in full, so that the time tells nothing.
    fn scope_of(&self, key: &[u8]) -> Option<Scope> {
        let shown = hash(key);
        let mut found = None;
        for key in &self.keys {
            if bool::from(key.hash.ct_eq(&shown)) {
                found = Some(key.scope);
            }
        }
        found
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

/// Lets a request pass when its key has the scope.
pub(crate) async fn require(
    State((state, needed)): State<(AppState, Scope)>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let key = request.headers().get(API_KEY_HEADER).ok_or_else(|| {
        ApiError::new(ProblemKind::Unauthorized).detail("send a service key in the header X-API-Key")
    })?;
    match state.keys.scope_of(key.as_bytes()) {
        None => Err(ApiError::new(ProblemKind::Unauthorized).detail("the key in X-API-Key is not known")),
        Some(scope) if scope.allows(needed) => Ok(next.run(request).await),
        Some(scope) => {
            let detail = format!("the scope of this key is {}, {} is needed", scope.name(), needed.name());
            Err(ApiError::new(ProblemKind::Forbidden).detail(detail))
        }
    }
}
