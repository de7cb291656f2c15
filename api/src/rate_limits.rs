//! How often somebody may call: each service key and each user has requests to spend, and gets them back evenly.

use std::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{KeyId, UserId};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{NotUntil, Quota, RateLimiter};

use crate::caller::Caller;
use crate::error::{ApiError, ApiResult};
use crate::settings::RateSettings;

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// The requests that are left to everybody, measured by the machine.
pub(crate) struct RateLimits {
    keys: Limiter<KeyId>,
    users: Limiter<UserId>,
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RateLimits").finish_non_exhaustive()
    }
}

impl RateLimits {
    pub(crate) fn new(settings: RateSettings) -> Self {
        let keys = Quota::per_second(settings.key_requests_per_second);
        let users = Quota::per_minute(settings.user_requests_per_minute);
        Self {
            keys: RateLimiter::keyed(keys).with_middleware(),
            users: RateLimiter::keyed(users).with_middleware(),
        }
    }

    /// Takes one of a caller's requests.
    pub(crate) fn spend(&self, caller: &Caller) -> ApiResult<Allowance> {
        match caller {
            Caller::Service(service) => spend(&self.keys, &service.key),
            Caller::Person(person) => spend(&self.users, &person.user),
        }
    }

    /// Takes one of a user's requests, before there is a session.
    pub(crate) fn spend_of_user(&self, user: UserId) -> ApiResult<()> {
        spend(&self.users, &user).map(drop)
    }

    /// Whoever has all of their requests need not be remembered.
    pub(crate) fn forget_the_idle(&self) {
        self.keys.retain_recent();
        self.users.retain_recent();
    }
}

fn spend<K: Clone + Eq + std::hash::Hash>(limiter: &Limiter<K>, key: &K) -> ApiResult<Allowance> {
    match limiter.check_key(key) {
        Ok(state) => Ok(Allowance::of(state.quota(), state.remaining_burst_capacity())),
        Err(refusal) => Err(refused(&refusal)),
    }
}

fn refused(refusal: &NotUntil<<DefaultClock as governor::clock::Clock>::Instant>) -> ApiError {
    let wait = whole_seconds(refusal.wait_time_from(DefaultClock::default().now())).max(1);
    ApiError::new(ProblemKind::RateLimited)
        .detail(format!("try again in {wait} seconds"))
        .headers([(RETRY_AFTER, wait.into())])
        .headers(Allowance::of(refusal.quota(), 0).headers())
}

/// What is left to spend.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Requests that may come at once.
    limit: u32,
    left: u32,
    /// Until all of them are there again.
    full_in: Duration,
}

impl Allowance {
    fn of(quota: Quota, left: u32) -> Self {
        let limit = quota.burst_size().get();
        let full_in = quota.replenish_interval().saturating_mul(limit.saturating_sub(left));
        Self { limit, left, full_in }
    }

    fn headers(self) -> [(HeaderName, HeaderValue); 3] {
        [
            (HeaderName::from_static("ratelimit-limit"), self.limit.into()),
            (HeaderName::from_static("ratelimit-remaining"), self.left.into()),
            (HeaderName::from_static("ratelimit-reset"), whole_seconds(self.full_in).into()),
        ]
    }

    /// The answer with what is left.
    pub(crate) fn told(self, answer: impl IntoResponse) -> Response {
        let mut response = answer.into_response();
        response.headers_mut().extend(self.headers());
        response
    }
}

/// Rounded up: whoever waits for so long has waited long enough.
fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}
