//! The yardstick: the calls that the bot makes to answer, made without a bot, beside the same load.

use std::future::Future;
use std::time::Duration;

use core_shared::callback::Mark;
use core_shared::client::{ApiClient, ClientResult};
use core_shared::contract::executions::{AddAmount, MarkedOn};
use core_shared::domain::UserId;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval};
use tokio_util::sync::CancellationToken;

use super::deeds::{Deed, Person};
use crate::figures::milliseconds;

/// Between two of them: enough for a percentile, and next to no load.
const EVERY: Duration = Duration::from_millis(50);

/// Does what people do until `stop`. Returns how long the calls of each took from when they were due, in milliseconds.
pub(super) async fn until(
    stop: CancellationToken,
    api: ApiClient,
    people: Vec<Person>,
) -> anyhow::Result<Vec<f64>> {
    let (mut calls, mut times) = (JoinSet::new(), Vec::new());
    let mut ticks = interval(EVERY);
    for (turn, person) in people.iter().copied().cycle().enumerate() {
        let Some(due) = stop.run_until_cancelled(ticks.tick()).await else { break };
        calls.spawn(timed(due, call(api.clone(), person, turn)));
    }
    while let Some(time) = calls.join_next().await {
        times.push(time??);
    }
    Ok(times)
}

async fn timed(due: Instant, call: impl Future<Output = ClientResult<()>>) -> ClientResult<f64> {
    call.await.map(|()| milliseconds(due.elapsed()))
}

/// What a handler asks of the API before its answer.
async fn call(api: ApiClient, person: Person, turn: usize) -> ClientResult<()> {
    let (user, today) = (UserId(person.id), person.today);
    match person.deed(turn) {
        Deed::Check => {
            match Person::mark(turn) {
                Mark::Set(answer) => api.put_execution(user, person.habit, today, &answer.into()).await?,
                Mark::Clear => api.delete_execution(user, person.habit, today, MarkedOn::default()).await?,
            };
            api.get_today(user).await.map(drop)
        }
        Deed::Today => {
            tokio::try_join!(api.get_user(user), api.get_dialogue(user))?;
            api.get_today(user).await.map(drop)
        }
        Deed::Add => {
            let key = format!("direct-{turn}");
            api.add_amount(user, person.measured, today, &AddAmount::default(), &key).await?;
            api.get_today(user).await.map(drop)
        }
        Deed::Card => {
            api.get_user(user).await?;
            api.get_habit(user, person.habit).await.map(drop)
        }
    }
}
