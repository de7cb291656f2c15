//! People who use the API as they should: a check-in and the list of today in turn, each on a connection of its own.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use core_shared::domain::UserId;
use jiff::civil::Date;
use sqlx::PgPool;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::caller::{Answer, Caller, request};
use crate::database;
use crate::figures::milliseconds;

/// Longer than any client waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// What one person asks, in turn.
pub(super) type Wishes = Arc<[[Vec<u8>; 2]]>;

/// How people are served, when each asks again `every` so often; those who are told to come back do so after a second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load {
    pub(super) connections: usize,
    pub(super) every: Duration,
    pub(super) lasts: Duration,
}

#[derive(Debug, Default)]
pub(super) struct Tally {
    /// How long each answer took, in milliseconds.
    pub(super) served: Vec<f64>,
    pub(super) told_to_come_back: usize,
    pub(super) failed: usize,
    /// The first failure, in words.
    pub(super) failure: Option<String>,
}

/// What the people with these ids ask.
pub(super) async fn wishes(db: &PgPool, ids: std::ops::Range<i64>, today: Date) -> anyhow::Result<Wishes> {
    let mut wishes = Vec::new();
    for user in ids {
        let habit = database::habit_of(db, UserId(user)).await?;
        let day = format!("/v1/users/{user}/habits/{habit}/executions/{today}");
        let list = format!("/v1/users/{user}/today");
        wishes.push([request("PUT", &day, r#"{"state":"done"}"#), request("GET", &list, "")]);
    }
    Ok(wishes.into())
}

impl Load {
    pub(super) async fn run(self, api: SocketAddr, wishes: &Wishes) -> anyhow::Result<Tally> {
        let mut callers = Vec::new();
        for _ in 0..self.connections {
            callers.push(Caller::connect(api).await?);
        }
        let (begins, mut people) = (Instant::now(), JoinSet::new());
        for (number, caller) in callers.into_iter().enumerate() {
            let share = u32::try_from(number)? * 1000 / u32::try_from(self.connections)?;
            let first = begins + self.every * share / 1000;
            people.spawn(self.uses(api, caller, wishes.clone(), number, first, begins + self.lasts));
        }
        let mut all = Tally::default();
        while let Some(tally) = people.join_next().await {
            all.add(tally?);
        }
        Ok(all)
    }

    async fn uses(
        self,
        api: SocketAddr,
        mut caller: Caller,
        wishes: Wishes,
        number: usize,
        first: Instant,
        end: Instant,
    ) -> Tally {
        let (mut tally, mut next) = (Tally::default(), first);
        for turn in 0.. {
            if next >= end {
                break;
            }
            sleep_until(next).await;
            let begun = Instant::now();
            let wish = &wishes[number % wishes.len()][turn % 2];
            match timeout(PATIENCE, caller.call(wish)).await {
                Ok(Ok(Answer::Served)) => tally.served.push(milliseconds(begun.elapsed())),
                Ok(Ok(Answer::ToldToComeBack)) => {
                    tally.told_to_come_back += 1;
                    sleep(Duration::from_secs(1)).await;
                }
                Ok(Ok(other)) => tally.fails(format!("{other:?}")),
                Ok(Err(error)) => {
                    tally.fails(error.to_string());
                    match Caller::connect(api).await {
                        Ok(again) => caller = again,
                        Err(_) => break,
                    }
                }
                Err(_) => tally.fails("no answer".to_owned()),
            }
            next = (next + self.every).max(Instant::now());
        }
        tally
    }
}

impl Tally {
    fn fails(&mut self, failure: String) {
        self.failed += 1;
        self.failure.get_or_insert(failure);
    }

    fn add(&mut self, other: Self) {
        self.served.extend(other.served);
        self.told_to_come_back += other.told_to_come_back;
        self.failed += other.failed;
        self.failure = self.failure.take().or(other.failure);
    }
}
