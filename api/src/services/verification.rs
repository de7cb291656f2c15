//! Verification: every stored number is a cache of a function of the history, and here the function is
//! asked again.

use core_shared::contract::verification::{Mismatch, VerificationBody};
use core_shared::domain::{HabitId, UserId};
use jiff::Timestamp;
use sqlx::PgPool;

use super::history::rebuilt;
use crate::error::ApiResult;
use crate::repositories::habits;

/// Habits that are read at once.
const PAGE: i64 = 1000;

/// Mismatches that are named; more are counted.
const MOST_NAMED: usize = 100;

/// Rebuilds the progress of every habit from its executions and compares. What differs is reported and
/// repaired; a habit that cannot be read is reported and stops none of the others.
pub(crate) async fn run(db: &PgPool, now: Timestamp) -> ApiResult<VerificationBody> {
    let mut report = VerificationBody::default();
    let mut behind = (UserId(i64::MIN), HabitId(i64::MIN));
    loop {
        let page = habits::list_page(db, behind, PAGE).await?;
        let Some(last) = page.last() else { return Ok(report) };
        behind = *last;
        for (user, habit) in page {
            report.habits += 1;
            match verify(db, user, habit, now).await {
                Ok(None) => {}
                Ok(Some(mismatch)) => note(&mut report, mismatch),
                Err(error) => {
                    tracing::error!(%user, %habit, ?error, "a habit could not be verified");
                    report.unreadable += 1;
                }
            }
        }
    }
}

async fn verify(db: &PgPool, user: UserId, habit: HabitId, now: Timestamp) -> ApiResult<Option<Mismatch>> {
    // One that is marked as stale says of itself that it is out of date, and is rebuilt by whoever reads it.
    let Some(cached) = habits::find(db, user, habit).await?.filter(|habit| !habit.stale) else {
        return Ok(None);
    };
    let today = cached.calendar.day_of(now);
    let cached = cached.history.progress(today);
    let rebuilt = rebuilt(db, user, habit, now).await?.history.progress(today);
    Ok((cached != rebuilt).then_some(Mismatch { user, habit, cached, rebuilt }))
}

fn note(report: &mut VerificationBody, mismatch: Mismatch) {
    report.repaired += 1;
    if report.mismatches.len() < MOST_NAMED {
        report.mismatches.push(mismatch);
    }
}
