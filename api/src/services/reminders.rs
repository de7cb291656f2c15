//! Planning reminders.

use core_shared::contract::reminders::PlanBody;
use jiff::Timestamp;
use sqlx::PgPool;

use crate::error::ApiResult;
use crate::repositories::local_times::LocalTimes;
use crate::repositories::reminders;

/// One tick: everything that has fallen due since the last one is queued.
pub(crate) async fn plan(db: &PgPool, now: Timestamp) -> ApiResult<PlanBody> {
    let planned = reminders::plan(db, &LocalTimes::at(now), now).await?;
    metrics::counter!("api_reminders_planned_total").increment(planned);
    Ok(PlanBody { planned })
}
