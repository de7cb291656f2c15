//! Planning at scale: an ordinary minute, the busiest minute, and what two hours of absence have left, each as the call
//! that a scheduler makes. Yardsticks are bare statements on the same rows in the same run.
//!
//! Time cannot be moved, so the peak is moved to where the clock is, and watermarks are turned back.

use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use core_shared::clock::SystemClock;
use jiff::{Timestamp, ToSpan as _};
use sqlx::PgPool;

use crate::database::{self, Freezing, People};
use crate::figures::{Goal, judge, median, milliseconds, tell};
use crate::product::Api;
use crate::stage::Stage;
use crate::{habit, zones};

/// Ids of users.
const FIRST: i64 = 1_000_000_000;

/// A small installation: three thousand reminders.
const FEW_USERS: i64 = 1250;

/// Each figure is the median of so many.
const TIMES: usize = 9;

const PLAN: &str = "/v1/scheduler/reminders/plan";

/// Reminders of the other days are read and not due, so that reading can be told from appending. The dates of all
/// zones are three at the most.
const EVERY_DAY: i16 = 127;

#[derive(Debug, Args)]
pub(crate) struct Tick {
    /// Users, with 3 habits and 2.4 reminders each
    #[arg(long, default_value_t = 1_000_000)]
    users: i64,
}

impl Tick {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        Stage::during(async |stage| self.run_on(stage).await).await
    }

    async fn run_on(&self, stage: &Stage) -> anyhow::Result<()> {
        let db = &stage.db;
        let api = Api::start(&stage.database_url, 30.0).await?;
        let few = add(db, FIRST, FEW_USERS).await?;
        println!("{few} reminders");
        ordinary(db, &api).await?;

        let started = Instant::now();
        let many = few + add(db, FIRST + FEW_USERS, self.users - FEW_USERS).await?;
        println!("{many} reminders, filled in {:.0} s", started.elapsed().as_secs_f64());
        ordinary(db, &api).await?;
        peak(db, &api).await?;
        catch_up(db, &api).await
    }
}

/// Adds users whom nobody asks today.
async fn add(db: &PgPool, first: i64, count: i64) -> anyhow::Result<u64> {
    let now = SystemClock::shared().now();
    let zones: Vec<&str> = zones::all().collect();
    let habit = habit::kept_until_yesterday(zones::local(zones::LARGEST, now)?.date())?;
    let people = People { first, count, zones: &zones, habits_each: 3, freezing: Freezing::Off };
    database::add_people(db, people, &habit, now).await?;
    let since = zones::local(zones::LARGEST, now)?.checked_sub(7.days())?;
    let reminders = database::add_reminders(db, first, quiet_weekdays(now)?, since).await?;
    database::settle_down(db).await?;
    Ok(reminders)
}

/// Every weekday but those that it is anywhere now, with a day of room on both sides.
fn quiet_weekdays(now: Timestamp) -> anyhow::Result<i16> {
    let today = zones::local("UTC", now)?.date();
    let near = [-1, 0, 1].map(|days| today.saturating_add(days.days()).weekday().to_monday_zero_offset());
    Ok(near.iter().fold(EVERY_DAY, |weekdays, day| weekdays & !(1 << day)))
}

/// Turns planning back by so many minutes, everywhere.
async fn turn_back(db: &PgPool, minutes: i64) -> anyhow::Result<()> {
    let now = SystemClock::shared().now();
    let clocks = zones::all()
        .map(|zone| Ok((zone, zones::local(zone, now)?.checked_sub(minutes.minutes())?)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(database::plan_from(db, &clocks).await?)
}

/// What a call of the planner planned, and its milliseconds.
async fn plan(api: &Api) -> anyhow::Result<(u64, f64)> {
    let (body, took) = api.calls(PLAN).await?;
    Ok((body["planned"].as_u64().context("no number of planned deliveries")?, milliseconds(took)))
}

/// A tick within a minute that was planned, and one that reads the slots of a new minute in every zone, beside the bare
/// write of as many watermarks: that waits for the disk, too.
async fn ordinary(db: &PgPool, api: &Api) -> anyhow::Result<()> {
    let (mut nothing_new, mut new_minute, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let started = Instant::now();
        turn_back(db, 1).await?;
        bare.push(milliseconds(started.elapsed()));
        new_minute.push(plan(api).await?.1);
        turn_back(db, -1).await?;
        nothing_new.push(plan(api).await?.1);
    }
    tell("a tick in a minute that is planned", median(&nothing_new), "ms");
    tell("the bare write of forty watermarks", median(&bare), "ms");
    tell("a tick that reads a new minute of every zone", median(&new_minute), "ms");
    judge("the same beyond the bare write", median(&new_minute) - median(&bare), "ms", Goal::AtMost(5.0));
    Ok(())
}

/// The busiest minute: reading alone, beside the bare read; then with appending, beside the bare append.
async fn peak(db: &PgPool, api: &Api) -> anyhow::Result<()> {
    let now = SystemClock::shared().now();
    let minute = minute_of_day(now)?;
    let rows =
        database::move_peak(db, zones::LARGEST, (database::PEAK, minute), quiet_weekdays(now)?).await?;
    database::settle_down(db).await?;
    let (mut ticks, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        // The clock goes on; what is planned is that minute and the few since.
        turn_back(db, minutes_since(now) + 1).await?;
        ticks.push(plan(api).await?.1);
        let started = Instant::now();
        database::read_slots(db, zones::LARGEST, minute).await?;
        bare.push(milliseconds(started.elapsed()));
    }
    println!("the busiest minute, of {rows} reminders in {}", zones::LARGEST);
    tell("the bare read of the same rows", median(&bare), "ms");
    tell("a tick that reads them, and nobody is due", median(&ticks), "ms");
    judge("as many times the bare read", median(&ticks) / median(&bare), "", Goal::AtMost(5.0));

    let now = SystemClock::shared().now();
    let here = minute_of_day(now)?;
    database::move_peak(db, zones::LARGEST, (minute, here), EVERY_DAY).await?;
    database::settle_down(db).await?;
    let (mut appends, mut bare, mut planned) = (Vec::new(), Vec::new(), 0);
    for _ in 0..3 {
        turn_back(db, minutes_since(now) + 1).await?;
        let (count, took) = plan(api).await?;
        planned = count;
        appends.push(took);
        database::empty_queue(db).await?;
        let started = Instant::now();
        database::append_slots(db, zones::LARGEST, here, now).await?;
        bare.push(milliseconds(started.elapsed()));
        database::empty_queue(db).await?;
    }
    println!("the same minute with {planned} due");
    tell("the bare insert of the same rows", median(&bare), "ms");
    judge("a tick that appends them to the queue", median(&appends), "ms", Goal::AtMost(1000.0));
    tell("as many times the bare insert", median(&appends) / median(&bare), "");
    Ok(())
}

/// Everything of two hours, by one tick.
async fn catch_up(db: &PgPool, api: &Api) -> anyhow::Result<()> {
    let mut reads = Vec::new();
    for _ in 0..3 {
        turn_back(db, 120).await?;
        reads.push(plan(api).await?.1);
        database::empty_queue(db).await?;
    }
    database::ask_every_day(db).await?;
    database::settle_down(db).await?;
    turn_back(db, 120).await?;
    let (planned, took) = plan(api).await?;
    println!("two hours of absence");
    tell("reading them, with only the busiest minute due", median(&reads), "ms");
    tell("everything due, appended by one tick", f64::from(u32::try_from(planned)?), "deliveries");
    tell("which took", took, "ms");
    tell("deliveries planned a second", f64::from(u32::try_from(planned)?) / took * 1000.0, "");
    Ok(())
}

fn minute_of_day(now: Timestamp) -> anyhow::Result<i16> {
    let local = zones::local(zones::LARGEST, now)?;
    Ok(i16::from(local.hour()) * 60 + i16::from(local.minute()))
}

/// Whole minutes that have begun since then.
fn minutes_since(then: Timestamp) -> i64 {
    SystemClock::shared().now().as_second().div_euclid(60) - then.as_second().div_euclid(60)
}
