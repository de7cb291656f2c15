//! Rollover: closing the days that are over.

use core_shared::contract::rollovers::RolloverBody;
use jiff::Timestamp;
use sqlx::PgPool;

use crate::error::ApiResult;
use crate::repositories::local_times::LocalTimes;
use crate::repositories::rollovers;

/// Users of one run: some seconds of work, so that a scheduler that stops does not wait long.
const PAGE: u32 = 500;

/// Closes days user by user, each in one statement. A user whose rows cannot be closed is reported and
/// stops nobody else.
pub(crate) async fn run(db: &PgPool, now: Timestamp) -> ApiResult<RolloverBody> {
    let waiting = rollovers::list_waiting(db, &LocalTimes::at(now), PAGE, now).await?;
    let mut users = 0;
    for user in &waiting {
        match rollovers::close_days(db, user, now).await {
            Ok(()) => users += 1,
            Err(error) => tracing::error!(user = %user.user, cause = %error, "a day could not be closed"),
        }
    }
    metrics::counter!("api_rollover_users_total").increment(users);
    // A page that only failed would be found again and again.
    let more = waiting.len() >= PAGE as usize && users > 0;
    Ok(RolloverBody { users, more })
}
