//! The end of the day of the largest zone, as the calls that a scheduler makes: when nothing is to happen, no row is
//! written; when something is for everybody, so many users a second are handled. The yardstick is one bare statement
//! that writes the same rows.
//!
//! Time cannot be moved, so the bookmark of the zone is turned back by a day.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use core_shared::clock::SystemClock;
use jiff::ToSpan as _;
use jiff::civil::Date;
use sqlx::PgPool;
use tokio::time::sleep;

use crate::database::{self, Freezing, People};
use crate::figures::{Goal, judge, median, milliseconds, tell};
use crate::product::Api;
use crate::stage::Stage;
use crate::{habit, zones};

/// Ids of users.
const FIRST: i64 = 1_000_000_000;

/// Hours since a reminder of yesterday was sent.
const UNANSWERED_FOR: i64 = 8;

/// Statements that are listed.
const LISTED: usize = 8;

#[derive(Debug, Args)]
pub(crate) struct Midnight {
    /// Users of the zone
    #[arg(long, default_value_t = 200_000)]
    users: i64,
}

impl Midnight {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        Stage::during(async |stage| self.run_on(stage).await).await
    }

    async fn run_on(&self, stage: &Stage) -> anyhow::Result<()> {
        let db = &stage.db;
        let api = Api::start(&stage.database_url, 30.0).await?;
        let today = zones::local(zones::LARGEST, SystemClock::shared().now())?.date();

        self.add(db, FIRST, Freezing::Off, today).await?;
        println!("{} users to whom nothing happens", self.users);
        let day = Day::closes(db, &api, None).await?;
        judge("entries in the write-ahead log", day.wal_records, "", Goal::AtMost(0.0));
        tell("which took", milliseconds(day.took), "ms");
        let day = Day::closes(db, &api, Some(today)).await?;
        tell("the same, and the zone keeps a bookmark: entries in the log", day.wal_records, "");

        let yesterday = today.yesterday()?;
        let now = SystemClock::shared().now();
        let rows = database::leave_unanswered(db, today, now.checked_sub(1.hour())?).await?;
        database::settle_down(db).await?;
        println!("{rows} users who did not answer a reminder of today yet");
        let idle: Vec<f64> = [
            Day::closes(db, &api, None).await?.took,
            Day::closes(db, &api, None).await?.took,
            Day::closes(db, &api, None).await?.took,
        ]
        .map(milliseconds)
        .to_vec();
        tell("a call that finds nothing to do, as there is one each second", median(&idle), "ms");
        database::empty_queue(db).await?;

        let sent_at = now.checked_sub(UNANSWERED_FOR.hours())?;
        let rows = database::leave_unanswered(db, yesterday, sent_at).await?;
        database::settle_down(db).await?;
        println!("{rows} users who did not answer a reminder");
        let started = Instant::now();
        database::close_reminders_bare(db, now).await?;
        let bare = started.elapsed();
        database::settle_down(db).await?;
        // Who has not answered is looked for once a minute, and this one was asked already.
        sleep(until_next_minute()).await;
        let day = Day::closes(db, &api, None).await?;
        day.tell(bare);

        database::empty_queue(db).await?;
        self.add(db, FIRST + self.users, Freezing::On, today).await?;
        println!("{} users of whom each has a day frozen", self.users);
        let started = Instant::now();
        database::close_bare(db, yesterday, now).await?;
        let bare = started.elapsed();
        database::settle_down(db).await?;
        let day = Day::closes(db, &api, Some(today)).await?;
        day.tell(bare);
        Ok(())
    }

    async fn add(&self, db: &PgPool, first: i64, freezing: Freezing, today: Date) -> anyhow::Result<()> {
        let habit = habit::kept_until_yesterday(today)?;
        let people = People { first, count: self.users, zones: &[zones::LARGEST], habits_each: 1, freezing };
        database::add_people(db, people, &habit, SystemClock::shared().now()).await?;
        Ok(database::settle_down(db).await?)
    }
}

fn until_next_minute() -> Duration {
    let seconds = SystemClock::shared().now().as_second().rem_euclid(60);
    Duration::from_secs(60 - seconds.unsigned_abs())
}

/// What closing a day has cost.
#[derive(Debug)]
struct Day {
    users: f64,
    took: Duration,
    wal_records: f64,
    statements: Vec<database::Statement>,
    processor_seconds: f64,
}

impl Day {
    /// Calls until there is no more; with `today` the zone has yesterday to close.
    async fn closes(db: &PgPool, api: &Api, today: Option<Date>) -> anyhow::Result<Self> {
        if let Some(today) = today {
            database::reopen_days(db, zones::LARGEST, today.checked_sub(2.days())?).await?;
        }
        database::count_writes(db).await?;
        let mut users = 0;
        let before = api.process.processor_seconds()?;
        let started = Instant::now();
        loop {
            let (body, _) = api.calls("/v1/scheduler/rollovers/run").await?;
            users += body["users"].as_u64().context("no number of users")?;
            if body["more"] != true {
                break;
            }
        }
        let took = started.elapsed();
        let processor_seconds = api.process.processor_seconds()? - before;
        let statements = database::statements(db).await?;
        let wal_records: i64 = statements.iter().map(|statement| statement.wal_records).sum();
        Ok(Self {
            users: f64::from(u32::try_from(users)?),
            took,
            wal_records: f64::from(i32::try_from(wal_records)?),
            statements,
            processor_seconds,
        })
    }

    fn tell(&self, bare: Duration) {
        let seconds = self.took.as_secs_f64();
        tell("handled", self.users, "users");
        judge("handled a second", self.users / seconds, "users", Goal::AtLeast(20_000.0));
        tell("one bare statement that writes as much, a second", self.users / bare.as_secs_f64(), "users");
        tell("as many times the bare statement", seconds / bare.as_secs_f64(), "");
        tell("entries in the log for each user", self.wal_records / self.users, "");
        tell("of the time, the API's processor", 100.0 * self.processor_seconds / seconds, "%");
        for statement in self.statements.iter().take(LISTED) {
            let share = statement.milliseconds / 10.0 / seconds;
            println!("  {share:5.1} % of the time, {} calls: {}", statement.calls, statement.text);
        }
    }
}
