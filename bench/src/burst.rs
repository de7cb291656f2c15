//! Reminders of many people, due in the same minute: the release binaries against a Telegram that enforces its limits,
//! and in the midst of it people who tap.

mod account;
mod taps;

use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Args;
use core_shared::clock::{SharedClock, SystemClock};
use jiff::{Timestamp, ToSpan as _};
use sandbox::{Actor, Limits, Person, Sandbox};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use self::account::Account;
use crate::database::{self, Freezing, People};
use crate::figures::{Goal, count, judge, tell};
use crate::process::Process;
use crate::product::{Api, TOKEN};
use crate::stage::Stage;
use crate::{habit, zones};

/// Ids of people who are reminded.
const REMINDED: i64 = 1_000_000_000;

/// Reminders are there so long before they are due.
const LEAD: Duration = Duration::from_secs(25);

/// How often somebody looks whether all is delivered.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// How long after the best possible end a run is given up.
const GIVE_UP_AFTER: Duration = Duration::from_mins(2);

#[derive(Debug, Args)]
pub(crate) struct Burst {
    /// Messages a second that Telegram grants
    #[arg(long, default_value_t = 30)]
    rate: u32,
    /// Reminders, each of somebody else
    #[arg(long, default_value_t = 600)]
    messages: u32,
    /// Schedulers that share the work
    #[arg(long, default_value_t = 1)]
    schedulers: u32,
    /// In the middle Telegram grants only so many a second any more
    #[arg(long)]
    drop_to: Option<u32>,
    /// Taps a second in the meantime; a tenth of what the reminders leave of the limit, when absent
    #[arg(long)]
    taps: Option<f64>,
}

impl Burst {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        Stage::during(async |stage| self.run_on(stage).await).await
    }

    async fn run_on(&self, stage: &Stage) -> anyhow::Result<()> {
        let clock = SystemClock::shared();
        let telegram = self.telegram().await?;
        let reminded = self.invite(stage, &telegram, &clock).await?;
        let api = Api::start(&stage.database_url, self.paced_at()).await?;
        let bot = api.start_bot(&telegram.url())?;
        let tappers = taps::invite(&telegram, &stage.db, &api).await?;
        let schedulers: Vec<Process> =
            (0..self.schedulers).map(|_| api.start_scheduler(&telegram.url())).collect::<Result<_, _>>()?;

        let due = next_minute(clock.now(), LEAD)?;
        let local = zones::local(zones::LARGEST, due)?;
        database::add_reminders_at(&stage.db, REMINDED, local, zones::LARGEST).await?;
        database::settle_down(&stage.db).await?;
        let begins = Instant::now()
            + due.duration_since(clock.now()).try_into().context("it took too long to prepare")?;
        sleep_until(begins).await;

        let before = Costs::of(&api, &schedulers)?;
        let stop = CancellationToken::new();
        let tapping = tokio::spawn(taps::tap(tappers, self.tap_every(), stop.clone()));
        let fall = self.until_all_is_delivered(stage, &telegram, begins).await?;
        stop.cancel();
        let taps = tapping.await??;
        let after = Costs::of(&api, &schedulers)?;

        let account = Account::of(&reminded, due);
        let refused = refusals(&telegram);
        self.tell_pace(&account, refused);
        if let Some(fall) = fall {
            fall.tell(&account, refused, after.at);
        }
        if self.tap_every().is_some() {
            taps.tell();
        }
        self.tell_costs(&before, &after);
        for (state, rows, claims) in database::queue(&stage.db).await? {
            println!("  in the queue: {rows} {state}, claimed {claims} times");
        }
        drop((schedulers, bot));
        telegram.stop().await;
        Ok(())
    }

    /// What an operator is told to set: a percent below what is granted.
    fn paced_at(&self) -> f64 {
        match self.rate {
            30 => 29.6,
            rate => 0.99 * f64::from(rate),
        }
    }

    /// Between two taps; nobody taps at 0 a second.
    fn tap_every(&self) -> Option<Duration> {
        let per_second = self.taps.unwrap_or((f64::from(self.rate) - self.paced_at()) / 10.0);
        Duration::try_from_secs_f64(per_second.recip()).ok()
    }

    async fn telegram(&self) -> anyhow::Result<Sandbox> {
        let limits = Some(Limits { per_second: self.rate, ..Limits::of_telegram() });
        let settings = sandbox::Settings { token: TOKEN.to_owned(), limits, ..sandbox::Settings::default() };
        Sandbox::start(settings).await
    }

    /// Those who will be reminded, in the database and in Telegram.
    async fn invite(
        &self,
        stage: &Stage,
        telegram: &Sandbox,
        clock: &SharedClock,
    ) -> anyhow::Result<Vec<Actor>> {
        let now = clock.now();
        let habit = habit::kept_until_yesterday(zones::local(zones::LARGEST, now)?.date())?;
        let reminded = People {
            first: REMINDED,
            count: self.messages.into(),
            zones: &[zones::LARGEST],
            habits_each: 1,
            freezing: Freezing::Off,
        };
        database::add_people(&stage.db, reminded, &habit, now).await?;
        database::add_history(&stage.db, now).await?;
        let tapping = People { first: taps::FIRST, count: taps::PEOPLE, ..reminded };
        database::add_people(&stage.db, tapping, &habit, now).await?;
        let ids = REMINDED..REMINDED + i64::from(self.messages);
        Ok(ids.map(|id| telegram.acquaintance(Person::new(id, "Somebody"))).collect())
    }

    /// Seconds that it takes at the full rate.
    fn best_duration(&self) -> f64 {
        f64::from(self.messages) / f64::from(self.rate)
    }

    async fn until_all_is_delivered(
        &self,
        stage: &Stage,
        telegram: &Sandbox,
        begins: Instant,
    ) -> anyhow::Result<Option<Fall>> {
        let best = Duration::from_secs_f64(self.best_duration());
        let mut fall = None;
        if let Some(per_second) = self.drop_to {
            sleep_until(begins + best / 2).await;
            telegram.grants(Some(Limits { per_second, ..Limits::of_telegram() }));
            let at = SystemClock::shared().now();
            fall = Some(Fall { at, per_second, refused_before: refusals(telegram) });
        }
        // Before that there is no use in looking, which costs something.
        sleep_until(begins + best.mul_f64(0.95)).await;
        let done = async {
            while database::is_queue_busy(&stage.db).await? {
                sleep(LOOK_EVERY).await;
            }
            anyhow::Ok(())
        };
        if let Ok(done) = timeout(best + GIVE_UP_AFTER, done).await {
            done?;
        } else {
            println!("✗ given up: something is still to be delivered");
        }
        Ok(fall)
    }

    fn tell_pace(&self, account: &Account, refused: usize) {
        println!(
            "{} reminders due in one minute, {} a second granted, paced at {}, {} scheduler(s)",
            self.messages,
            self.rate,
            self.paced_at(),
            self.schedulers
        );
        let wanted = self.messages as usize;
        judge("lost", count(wanted - account.reached.min(wanted)), "messages", Goal::AtMost(0.0));
        judge("doubled", count(account.accepted() - account.reached), "messages", Goal::AtMost(0.0));
        let share = 100.0 * account.per_second() / f64::from(self.rate);
        let fixed = self.drop_to.is_none();
        judge(
            "accepted, of what is granted",
            share,
            "%",
            if fixed { Goal::AtLeast(98.0) } else { Goal::None },
        );
        let refused_share = 100.0 * count(refused) / count(refused + account.accepted());
        judge(
            "refused, of all that was sent",
            refused_share,
            "%",
            if fixed { Goal::AtMost(0.1) } else { Goal::None },
        );
        tell("refused", count(refused), "messages");
        tell("the first is late by", account.late(0), "s");
        tell("late, median", account.late(50), "s");
        let most = 1.03 * 0.99 * self.best_duration() + 0.25;
        judge("late, p99", account.late(99), "s", if fixed { Goal::AtMost(most) } else { Goal::None });
        tell("most accepted within one second", count(account.most_in_a_second()), "messages");
        tell("longest pause between two", account.longest_pause(), "s");
    }

    fn tell_costs(&self, before: &Costs, after: &Costs) {
        tell("scheduler, resident before", before.scheduler, "MiB");
        let more = after.scheduler_peak - before.scheduler;
        judge("scheduler, more at its peak", more, "MiB", Goal::AtMost(16.0));
        tell("api, resident before", before.api, "MiB");
        tell("api, at its peak", after.api_peak, "MiB");
        let each = 1_000_000.0 / f64::from(self.messages);
        tell(
            "scheduler, processor time a message",
            (after.scheduler_seconds - before.scheduler_seconds) * each,
            "µs",
        );
        tell("api, processor time a message", (after.api_seconds - before.api_seconds) * each, "µs");
    }
}

/// When Telegram began to grant less.
#[derive(Debug, Clone, Copy)]
struct Fall {
    at: Timestamp,
    per_second: u32,
    refused_before: usize,
}

impl Fall {
    fn tell(&self, account: &Account, refused: usize, end: Timestamp) {
        /// Until then the schedulers may still be finding out.
        const FINDING_OUT: i64 = 20;
        println!("granted from the middle on: {} a second", self.per_second);
        let granted = f64::from(self.per_second);
        let all = account.per_second_between(self.at, end);
        judge("accepted since then, of what is granted", 100.0 * all / granted, "%", Goal::AtLeast(98.0));
        let settled = self.at + FINDING_OUT.seconds();
        let later = account.per_second_between(settled, end);
        tell("the same from 20 s after the fall on", 100.0 * later / granted, "%");
        let since = refused - self.refused_before;
        tell("refused since then", count(since), "messages");
        let accepted = account.accepted_between(self.at, end);
        judge(
            "refused since then, of all",
            100.0 * count(since) / count(since + accepted),
            "%",
            Goal::AtMost(0.1),
        );
    }
}

/// What processes have cost up to a moment: MiB, and seconds of a processor. Of schedulers the largest, and all
/// seconds.
#[derive(Debug)]
struct Costs {
    at: Timestamp,
    scheduler: f64,
    scheduler_peak: f64,
    scheduler_seconds: f64,
    api: f64,
    api_peak: f64,
    api_seconds: f64,
}

impl Costs {
    fn of(api: &Api, schedulers: &[Process]) -> anyhow::Result<Self> {
        let mut costs = Self {
            at: SystemClock::shared().now(),
            scheduler: 0.0,
            scheduler_peak: 0.0,
            scheduler_seconds: 0.0,
            api: api.process.memory()?,
            api_peak: api.process.peak()?,
            api_seconds: api.process.processor_seconds()?,
        };
        api.process.forgets_its_peak()?;
        for scheduler in schedulers {
            costs.scheduler = costs.scheduler.max(scheduler.memory()?);
            costs.scheduler_peak = costs.scheduler_peak.max(scheduler.peak()?);
            costs.scheduler_seconds += scheduler.processor_seconds()?;
            scheduler.forgets_its_peak()?;
        }
        Ok(costs)
    }
}

fn refusals(telegram: &Sandbox) -> usize {
    telegram.refusals().iter().filter(|refusal| refusal.code == 429).count()
}

/// The first minute that begins later than `lead` from now.
fn next_minute(now: Timestamp, lead: Duration) -> anyhow::Result<Timestamp> {
    let earliest = now.checked_add(lead)?.as_second();
    let minute = Timestamp::from_second((earliest.div_euclid(60) + 1) * 60)?;
    ensure!(minute > now, "minutes go forwards");
    Ok(minute)
}
