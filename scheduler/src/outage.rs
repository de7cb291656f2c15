//! What a job does while the API cannot answer: it says so once, tries again ever more slowly, and says once
//! that it works again. It never gives up.

use std::time::Duration;

use core_shared::client::{ClientError, ClientResult};
use metrics::counter;
use tokio::time::{Instant, sleep};

/// The first pause; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Short enough that nobody waits long after a restart of the API.
const LONGEST_PAUSE: Duration = Duration::from_secs(4);

/// Whether a job reaches the API, and since when it does not.
#[derive(Debug)]
pub(crate) struct Outage {
    job: &'static str,
    trouble: Option<Trouble>,
}

#[derive(Debug)]
struct Trouble {
    since: Instant,
    failures: u32,
    logged: Cause,
}

/// A change of cause is worth another line: an API that is back but refuses the key, for instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Away,
    Refusal,
}

impl Outage {
    pub(crate) fn new(job: &'static str) -> Self {
        Self { job, trouble: None }
    }

    /// The value of a call that worked. A failure is noted; [`Self::rest`] before trying again.
    pub(crate) fn settle<T>(&mut self, result: ClientResult<T>) -> Option<T> {
        match result {
            Ok(value) => {
                self.end();
                Some(value)
            }
            Err(error) => {
                self.note(&error);
                None
            }
        }
    }

    /// Waits as long as the last failure asks for.
    pub(crate) async fn rest(&self) {
        sleep(self.pause()).await;
    }

    fn pause(&self) -> Duration {
        let failures = self.trouble.as_ref().map_or(0, |trouble| trouble.failures);
        match failures.checked_sub(1) {
            Some(doublings) => FIRST_PAUSE.saturating_mul(1 << doublings.min(10)).min(LONGEST_PAUSE),
            None => Duration::ZERO,
        }
    }

    fn end(&mut self) {
        if let Some(trouble) = self.trouble.take() {
            let seconds = trouble.since.elapsed().as_secs();
            tracing::info!(job = self.job, seconds, failures = trouble.failures, "the API answers again");
        }
    }

    fn note(&mut self, error: &ClientError) {
        counter!("scheduler_api_errors_total", "job" => self.job).increment(1);
        let cause = if error.is_unavailable() { Cause::Away } else { Cause::Refusal };
        let known = self.trouble.as_ref().map(|trouble| trouble.logged);
        match cause {
            _ if known == Some(cause) => tracing::debug!(job = self.job, %error, "still failing"),
            Cause::Away => tracing::warn!(job = self.job, %error, "the API is away; trying until it is back"),
            Cause::Refusal => tracing::error!(job = self.job, %error, "the API refuses; trying again"),
        }
        let trouble =
            self.trouble.get_or_insert_with(|| Trouble { since: Instant::now(), failures: 0, logged: cause });
        trouble.logged = cause;
        trouble.failures += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit_and_start_anew_after_a_success() {
        let mut outage = Outage::new("test");
        let error = ClientError::Unavailable("connection refused".to_owned());
        let mut fail = || {
            outage.note(&error);
            outage.pause().as_millis()
        };
        let pauses: Vec<_> = (0..7).map(|_| fail()).collect();
        assert_eq!(pauses, [250, 500, 1000, 2000, 4000, 4000, 4000]);
        outage.end();
        assert_eq!(outage.pause(), Duration::ZERO);
        outage.note(&error);
        assert_eq!(outage.pause(), FIRST_PAUSE);
    }
}
