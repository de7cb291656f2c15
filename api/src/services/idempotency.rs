//! Calls that are safe to repeat: what was made under a key is answered again for a day, as it is by then.

use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{HabitId, UserId};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use sqlx::PgExecutor;

use crate::error::{ApiError, ApiResult};
use crate::repositories::idempotency_keys::{self, Kept, Made, NamedRequest};

/// How long a key stands for one request. Whoever repeats a call later than that means a new one.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// A key as it was sent, and what it was sent to.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// Method and address.
    pub(crate) operation: String,
}

/// A request with its key.
#[derive(Debug, Clone)]
pub(super) struct Named {
    key: String,
    fingerprint: Vec<u8>,
}

/// An answer, and whether it is one that was given before.
#[derive(Debug)]
pub(crate) enum Answered<T> {
    Now(T),
    Before(T),
}

impl<T> Answered<T> {
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Answered<U> {
        match self {
            Self::Now(answer) => Answered::Now(change(answer)),
            Self::Before(answer) => Answered::Before(change(answer)),
        }
    }
}

impl Key {
    /// Two bodies that say the same to the same operation have the same fingerprint.
    pub(super) fn with(&self, body: &impl Serialize) -> Named {
        let mut hash = Sha256::new();
        hash.update(&self.operation);
        hash.update([0]);
        hash.update(serde_json::to_vec(body).unwrap_or_default());
        Named { key: self.name.clone(), fingerprint: hash.finalize().to_vec() }
    }
}

impl Named {
    pub(super) fn at(&self, now: Timestamp) -> NamedRequest<'_> {
        NamedRequest { key: &self.key, fingerprint: &self.fingerprint, expired_by: now - LIFETIME, now }
    }
}

/// What was made under the key of this request, if it was sent before.
pub(super) async fn find(
    db: impl PgExecutor<'_>,
    user: UserId,
    request: Option<&Named>,
    now: Timestamp,
) -> ApiResult<Option<Made>> {
    let Some(request) = request else { return Ok(None) };
    match idempotency_keys::find(db, user, request.at(now)).await? {
        Some((fingerprint, made)) if fingerprint == request.fingerprint => Ok(Some(made)),
        None => Ok(None),
        Some(_) => Err(ApiError::new(ProblemKind::KeyReused).detail(
            "this Idempotency-Key was sent with another body or to another address; use a new key for a new request",
        )),
    }
}

/// Lets the key of this request stand for what was made. Whoever has looked before, and holds the user's row since,
/// fails only when the key has just been used for an addition.
pub(super) async fn keep(
    db: impl PgExecutor<'_>,
    user: UserId,
    request: Option<&Named>,
    made: Made,
    now: Timestamp,
) -> ApiResult<()> {
    let Some(request) = request else { return Ok(()) };
    match idempotency_keys::put(db, user, request.at(now), made).await? {
        Kept::Yes => Ok(()),
        Kept::No => Err(ApiError::new(ProblemKind::Unavailable)
            .detail("another call with this Idempotency-Key is being answered; try again")),
    }
}

impl From<HabitId> for Made {
    fn from(habit: HabitId) -> Self {
        Self { habit, reminder: None }
    }
}
