//! People who tap while reminders go out: how long until the bot's answer is there, beside the same check-in as a
//! direct call of the API.

use std::time::Duration;

use core_shared::client::ApiClient;
use core_shared::clock::SystemClock;
use core_shared::domain::{Answer, HabitId, UserId};
use jiff::civil::Date;
use sandbox::{Actor, Person, Sandbox};
use sqlx::PgPool;
use tokio::time::{Instant, interval};
use tokio_util::sync::CancellationToken;

use crate::database;
use crate::figures::{Goal, count, judge, milliseconds, percentile, tell};
use crate::product::Api;
use crate::zones;

/// Ids of people who tap: nobody reminds them of anything.
pub(super) const FIRST: i64 = 1000;

/// They take turns, so that the pace of one chat holds up nobody.
pub(super) const PEOPLE: i64 = 10;

/// What a tap may take beyond the direct call.
const MOST_BEYOND_THE_CALL: f64 = 30.0;

/// Somebody with a list of today before them.
#[derive(Debug)]
pub(super) struct Tapper {
    actor: Actor,
    api: ApiClient,
    habit: HabitId,
}

/// How long taps and calls took, in milliseconds.
#[derive(Debug, Default)]
pub(super) struct Taps {
    taps: Vec<f64>,
    calls: Vec<f64>,
}

/// Lets everybody who will tap ask for their list.
pub(super) async fn invite(telegram: &Sandbox, db: &PgPool, api: &Api) -> anyhow::Result<Vec<Tapper>> {
    let mut tappers = Vec::new();
    for id in FIRST..FIRST + PEOPLE {
        let actor = telegram.acquaintance(Person::new(id, "Anna").language("en"));
        actor.says("/today").await;
        let habit = HabitId(database::habit_of(db, UserId(id)).await?);
        tappers.push(Tapper { actor, api: api.client(), habit });
    }
    Ok(tappers)
}

/// One tap and one call after the other until `stop`.
pub(super) async fn tap(
    tappers: Vec<Tapper>,
    every: Option<Duration>,
    stop: CancellationToken,
) -> anyhow::Result<Taps> {
    let mut taps = Taps::default();
    let Some(every) = every else { return Ok(taps) };
    let mut tick = interval(every);
    for tapper in tappers.iter().cycle() {
        if stop.run_until_cancelled(tick.tick()).await.is_none() {
            break;
        }
        taps.taps.push(milliseconds(tapper.taps().await));
        taps.calls.push(milliseconds(tapper.calls().await?));
    }
    Ok(taps)
}

impl Tapper {
    /// From the tap to the changed list.
    async fn taps(&self) -> Duration {
        let before = self.actor.chat().last().edited;
        let started = Instant::now();
        self.actor.taps_and_leaves("Habit");
        self.actor.sees_that("the list has changed", |chat| chat.last().edited != before).await;
        started.elapsed()
    }

    async fn calls(&self) -> anyhow::Result<Duration> {
        let today = today()?;
        let started = Instant::now();
        self.api.put_execution(UserId(self.actor.id()), self.habit, today, &Answer::Done.into()).await?;
        Ok(started.elapsed())
    }
}

fn today() -> anyhow::Result<Date> {
    Ok(zones::local(zones::LARGEST, SystemClock::shared().now())?.date())
}

impl Taps {
    pub(super) fn tell(&self) {
        tell("taps in the meantime", count(self.taps.len()), "");
        tell("from a tap to the answer, median", percentile(&self.taps, 50), "ms");
        tell("the check-in as a direct call, median", percentile(&self.calls, 50), "ms");
        let call = percentile(&self.calls, 99);
        tell("the check-in as a direct call, p99", call, "ms");
        let goal = Goal::AtMost(call + MOST_BEYOND_THE_CALL);
        judge("from a tap to the answer, p99", percentile(&self.taps, 99), "ms", goal);
    }
}
