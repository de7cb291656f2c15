//! Rollover: closing the days that are over, user by user, exactly once.

use core_shared::contract::rollovers::RolloverBody;
use core_shared::domain::UserId;
use jiff::{SignedDuration, Timestamp};
use sqlx::{PgConnection, PgPool};

use super::settlement::settled;
use crate::error::ApiResult;
use crate::repositories::local_times::LocalTimes;
use crate::repositories::rollovers::{self, PresentDays};
use crate::state::AppState;

/// Users of one run: some seconds of work, so that a scheduler that stops does not wait long.
const MOST_USERS: usize = 2000;

/// Users that are closed together: few enough to hold their rows for a moment only, and so many that waiting for the
/// disk at the end of each page is a small part of the work.
const PAGE: usize = 500;

/// When a user who could not be closed is tried again: what is wrong with a row is seldom right a second later.
const ANOTHER_TRY: SignedDuration = SignedDuration::from_hours(1);

/// One run: how much of it is done.
#[derive(Debug, Default)]
struct Run {
    looked_at: usize,
    users: usize,
    failed: usize,
}

/// Closes days: of users who do so by themselves or have reminders that nobody answered, and of groups whose day
/// is over. A user whose days cannot be closed is reported and stops nobody else.
pub(crate) async fn run(state: &AppState, now: Timestamp) -> ApiResult<RolloverBody> {
    let (db, clocks) = (&state.queue, LocalTimes::at(now));
    let mut run = Run::default();
    let mut waiting = rollovers::list_pending(db, MOST_USERS, now).await?;
    if state.closed.is_new(now) {
        let unanswered = rollovers::list_unanswered(db, &clocks, MOST_USERS, now).await?;
        if unanswered.is_empty() {
            state.closed.set(now);
        }
        waiting.extend(unanswered);
    }
    let more_wait = waiting.len() >= MOST_USERS;
    waiting.sort_unstable();
    waiting.dedup();
    for page in waiting.chunks(PAGE) {
        run.close(db, page, now).await?;
    }
    for mut group in rollovers::list_groups(db, &clocks).await? {
        while run.looked_at < MOST_USERS {
            let page = rollovers::list_group(db, &group, PAGE).await?;
            run.close(db, &page, now).await?;
            let reached = page.last().copied().filter(|_| page.len() == PAGE);
            rollovers::advance(db, &group, reached).await?;
            let Some(reached) = reached else { break };
            group.reached = Some(reached.0);
        }
    }
    metrics::counter!("api_rollover_users_total").increment(count(run.users));
    metrics::counter!("api_rollover_failures_total").increment(count(run.failed));
    Ok(RolloverBody {
        users: count(run.users),
        failed: count(run.failed),
        more: more_wait || run.looked_at >= MOST_USERS,
    })
}

impl Run {
    /// Closes the days of a page of users together; when that fails, each by themselves.
    async fn close(&mut self, db: &PgPool, page: &[UserId], now: Timestamp) -> ApiResult<()> {
        self.looked_at += page.len();
        if let [user] = page {
            return self.close_one(db, *user, now).await;
        }
        match close(db, page, now).await {
            Ok(users) => self.users += users,
            Err(error) => {
                tracing::warn!(cause = %error, users = page.len(), "days could not be closed together");
                for user in page {
                    self.close_one(db, *user, now).await?;
                }
            }
        }
        Ok(())
    }

    async fn close_one(&mut self, db: &PgPool, user: UserId, now: Timestamp) -> ApiResult<()> {
        match close(db, &[user], now).await {
            Ok(users) => self.users += users,
            Err(error) => {
                tracing::error!(%user, cause = %error, "a day could not be closed");
                self.failed += 1;
                rollovers::postpone(db, user, now + ANOTHER_TRY).await?;
            }
        }
        Ok(())
    }
}

/// Everything that the end of their days brings about for these users, or nothing of it. Returns for how many
/// there was something.
async fn close(db: &PgPool, users: &[UserId], now: Timestamp) -> sqlx::Result<usize> {
    if users.is_empty() {
        return Ok(0);
    }
    let mut transaction = db.begin().await?;
    let happened = close_in(&mut transaction, users, now).await?;
    transaction.commit().await?;
    Ok(happened)
}

async fn close_in(db: &mut PgConnection, users: &[UserId], now: Timestamp) -> sqlx::Result<usize> {
    let closing = rollovers::lock_users(&mut *db, users).await?;
    let settlement = settled(db, &closing, now).await?;
    if !settlement.bookmarks.users.is_empty() {
        rollovers::settle(&mut *db, &settlement).await?;
    }
    let mut happened = rollovers::close_reminders(&mut *db, &PresentDays::of(&closing, now), now).await?;
    happened.extend(settlement.events.users.iter().map(|user| UserId(*user)));
    happened.sort_unstable();
    happened.dedup();
    Ok(happened.len())
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
