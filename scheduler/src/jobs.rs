//! The work of the API that somebody has to ask for: planning reminders, and closing days that are over.
//! Both are safe to ask for twice, late, or by many schedulers at once, so a stop may interrupt them anywhere.

use core_shared::client::ApiClient;
use metrics::{counter, histogram};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::bell::{Bell, Listener};
use crate::outage::Outage;

/// Turns due reminders into deliveries at every ring, and rings for the post when there are any.
pub(crate) async fn plan(api: &ApiClient, mut alarm: Listener, post: &Bell, stop: &CancellationToken) {
    let mut outage = Outage::new("plan reminders");
    let job = async {
        loop {
            alarm.heard().await;
            let started = Instant::now();
            let Some(plan) = outage.settle(api.plan_reminders().await) else {
                outage.rest().await;
                continue;
            };
            histogram!("scheduler_plan_seconds").record(started.elapsed());
            if plan.planned > 0 {
                counter!("scheduler_planned_total").increment(plan.planned);
                tracing::info!(planned = plan.planned, "planned");
                post.ring();
            }
        }
    };
    stop.run_until_cancelled(job).await;
}

/// Closes the days that are over, page by page.
pub(crate) async fn roll_over(api: &ApiClient, mut alarm: Listener, post: &Bell, stop: &CancellationToken) {
    let mut outage = Outage::new("roll over");
    let job = async {
        loop {
            alarm.heard().await;
            let users = every_page(api, &mut outage).await;
            if users > 0 {
                tracing::info!(users, "rolled over");
                post.ring();
            }
        }
    };
    stop.run_until_cancelled(job).await;
}

/// The number of users for whom something happened.
async fn every_page(api: &ApiClient, outage: &mut Outage) -> u64 {
    let mut users = 0;
    loop {
        let Some(page) = outage.settle(api.run_rollovers().await) else {
            outage.rest().await;
            return users;
        };
        counter!("scheduler_rollover_users_total").increment(page.users);
        users += page.users;
        if !page.more {
            return users;
        }
    }
}
