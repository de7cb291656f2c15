//! How soon people are answered: updates at an even rate, to one bot that asks for them or to several that are posted to, and
//! a Telegram that answers at once. Each wait begins when the update was due, whether or not it could be brought then.

mod account;
mod costs;
mod deeds;
mod direct;
mod postman;
mod telegram;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use clap::Args;
use core_shared::clock::SystemClock;
use core_shared::contract::habits::CreateHabit;
use core_shared::domain::{Amount, Goal, GoalKind, HabitId, HabitName, Schedule, UserId};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use self::account::{Account, Due, expected};
use self::costs::{Costs, Postgres};
use self::deeds::{Deed, Numbered, Person};
use self::postman::{Postman, SECRET, free_addresses};
use self::telegram::Telegram;
use crate::database::{self, Freezing, People};
use crate::figures::{Goal as Wanted, count, judge, milliseconds, percentile, tell};
use crate::process::Process;
use crate::product::Api;
use crate::stage::Stage;
use crate::{habit, zones};

/// Ids of people.
const FIRST: i64 = 1000;

/// People who do the same without a bot.
const DIRECT: i64 = 100;

/// What an answer may take beyond the calls of the API.
const MOST_BEYOND_THE_CALLS: f64 = 50.0;

/// In the first seconds connections are opened and statements prepared: what comes then is not timed.
const WARM_UP: Duration = Duration::from_secs(3);

/// How long after the last update a run is given up.
const GIVE_UP_AFTER: Duration = Duration::from_mins(1);

/// How often somebody looks whether all is answered.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Statements that are listed.
const LISTED: usize = 12;

#[derive(Debug, Args)]
pub(crate) struct Answers {
    /// Updates a second
    #[arg(long, default_value_t = 200)]
    rate: u32,
    /// Seconds for which they come
    #[arg(long, default_value_t = 20)]
    seconds: u32,
    /// Bots that are posted to; without any, one asks for updates
    #[arg(long, default_value_t = 0)]
    webhooks: u32,
    /// People, each in a chat of their own
    #[arg(long, default_value_t = 1000)]
    people: u32,
    /// Updates of one chat that come directly one after the other
    #[arg(long, default_value_t = 1)]
    in_a_row: u32,
    /// Lists the statements that took the longest
    #[arg(long)]
    statements: bool,
}

impl Answers {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        Stage::during(async |stage| self.run_on(stage).await).await
    }

    async fn run_on(&self, stage: &Stage) -> anyhow::Result<()> {
        ensure!(self.rate > 0 && self.people > 0 && self.in_a_row > 0, "nobody does nothing");
        let telegram = Arc::new(Telegram::start().await?);
        let today = self.settle_people(stage).await?;
        if self.statements {
            database::time_planning(&stage.db).await?;
        }
        let api = Api::start(&stage.database_url, 30.0).await?;
        let people = introduce(&api, stage, today).await?;
        let (bots, postman) = self.start_bots(&api, &telegram).await?;
        database::settle_down(&stage.db).await?;

        let (people, others) = people.split_at(self.people as usize);
        let postgres = Postgres::behind(&stage.db).await?;
        database::count_writes(&stage.db).await?;
        let before = Costs::of(&bots, &api.process, postgres)?;
        let stop = CancellationToken::new();
        let direct = tokio::spawn(direct::until(stop.clone(), api.client(), others.to_vec()));
        let begins = Instant::now() + Duration::from_millis(100);
        let due = self.bring(people, &telegram, &postman, begins).await?;
        let is_over = until_all_is_seen(&telegram, expected(&due)).await;
        let after = Costs::of(&bots, &api.process, postgres)?;
        stop.cancel();
        let direct = direct.await??;
        if !is_over {
            println!("✗ given up: something is still to be answered");
        }

        let account = Account::of(&due, &telegram.seen());
        self.tell(&account, &due, &direct, begins);
        tell("posts that were not taken", count(postman.refused()), "");
        after.tell_since(before, count(due.len()));
        if self.statements {
            tell_statements(stage, count(due.len())).await?;
        }
        self.tell_what_is_kept(stage, &due).await?;
        drop(bots);
        Ok(())
    }

    /// People with a habit that is done or not.
    async fn settle_people(&self, stage: &Stage) -> anyhow::Result<Date> {
        let now = SystemClock::shared().now();
        let today = zones::local(zones::LARGEST, now)?.date();
        let people = People {
            first: FIRST,
            count: i64::from(self.people) + DIRECT,
            zones: &[zones::LARGEST],
            habits_each: 1,
            freezing: Freezing::Off,
        };
        database::add_people(&stage.db, people, &habit::kept_until_yesterday(today)?, now).await?;
        database::add_history(&stage.db, now).await?;
        Ok(today)
    }

    async fn start_bots(
        &self,
        api: &Api,
        telegram: &Telegram,
    ) -> anyhow::Result<(Vec<Process>, Arc<Postman>)> {
        let addresses = free_addresses(self.webhooks)?;
        let bots = if addresses.is_empty() {
            vec![api.start_bot(&telegram.url)?]
        } else {
            let start = |address: &SocketAddr| api.start_webhook_bot(&telegram.url, *address, SECRET);
            addresses.iter().map(start).collect::<Result<_, _>>()?
        };
        telegram.until_ready(self.webhooks.max(1)).await?;
        Ok((bots, Arc::new(Postman::new(&addresses))))
    }

    /// Everybody does what they do, each at their own times, and nobody's next update is brought before their last one
    /// was taken.
    async fn bring(
        &self,
        people: &[Person],
        telegram: &Arc<Telegram>,
        postman: &Arc<Postman>,
        begins: Instant,
    ) -> anyhow::Result<Vec<Due>> {
        let mut due = Vec::new();
        let mut turns: Vec<Vec<(Numbered, Instant)>> = vec![Vec::new(); people.len()];
        for number in 0..(self.rate * self.seconds) as usize {
            let who = number / self.in_a_row as usize % people.len();
            let turn = turns[who].len();
            let deed = people[who].deed(turn);
            let at = begins + Duration::from_secs_f64(count(number) / f64::from(self.rate));
            turns[who].push((Numbered { number, turn, deed }, at));
            due.push(Due { chat: people[who].id, deed, at });
        }
        let mut lives = JoinSet::new();
        for (person, turns) in people.iter().copied().zip(turns) {
            let (telegram, postman) = (telegram.clone(), postman.clone());
            lives.spawn(async move {
                for (what, at) in turns {
                    sleep_until(at).await;
                    postman.brings(&telegram, |id| person.update(what, id)).await?;
                }
                anyhow::Ok(())
            });
        }
        while let Some(life) = lives.join_next().await {
            life??;
        }
        Ok(due)
    }

    fn tell(&self, account: &Account, due: &[Due], direct: &[f64], begins: Instant) {
        println!(
            "{} updates a second for {} s, of {} people, {} in a row, {}",
            self.rate,
            self.seconds,
            self.people,
            self.in_a_row,
            if self.webhooks == 0 {
                "one bot that asks".to_owned()
            } else {
                format!("posted to {} bot(s)", self.webhooks)
            }
        );
        judge("lost", count(account.lost), "updates", Wanted::AtMost(0.0));
        judge("doubled", count(account.doubled), "answers", Wanted::AtMost(0.0));
        judge("out of order in their chat", count(account.out_of_order), "answers", Wanted::AtMost(0.0));
        if let Some(last) = account.last {
            let per_second = count(due.len()) / last.duration_since(begins).as_secs_f64();
            let share = 100.0 * per_second / f64::from(self.rate);
            tell("answered a second, from the first due to the last answer", per_second, "updates");
            judge("the same, of what came", share, "%", Wanted::AtLeast(98.0));
        }
        let timed = due.iter().zip(&account.waits).filter(|(due, _)| due.at >= begins + WARM_UP);
        let timed: Vec<(Deed, f64)> =
            timed.filter_map(|(due, wait)| Some((due.deed, milliseconds((*wait)?)))).collect();
        let waits: Vec<f64> = timed.iter().map(|(_, wait)| *wait).collect();
        tell("the calls of the API alone, median", percentile(direct, 50), "ms");
        let calls = percentile(direct, 99);
        tell("the calls of the API alone, p99", calls, "ms");
        tell("from an update to its answer, median", percentile(&waits, 50), "ms");
        let most = Wanted::AtMost(calls + MOST_BEYOND_THE_CALLS);
        judge("from an update to its answer, p99", percentile(&waits, 99), "ms", most);
        tell("from an update to its answer, the longest", percentile(&waits, 100), "ms");
        for (what, deed) in
            [("✅", Deed::Check), ("/today", Deed::Today), ("＋1", Deed::Add), ("a card", Deed::Card)]
        {
            let of_it: Vec<f64> = timed.iter().filter(|(is, _)| *is == deed).map(|(_, wait)| *wait).collect();
            tell(&format!("the same of {what}, p99"), percentile(&of_it, 99), "ms");
        }
    }

    /// Each ＋1 has counted once, and nothing is left open.
    async fn tell_what_is_kept(&self, stage: &Stage, due: &[Due]) -> anyhow::Result<()> {
        let wanted = due.iter().filter(|update| update.deed == Deed::Add).count();
        let last = UserId(FIRST + i64::from(self.people) - 1);
        let added = database::amounts_up_to(&stage.db, last).await? / 1000;
        let wrong = added.abs_diff(i64::try_from(wanted)?);
        judge("of the ＋1, counted wrongly", count(usize::try_from(wrong)?), "", Wanted::AtMost(0.0));
        // The last reports are still on their way.
        let settled = timeout(Duration::from_secs(10), async {
            while database::open_updates(&stage.db).await? > 0 {
                sleep(LOOK_EVERY).await;
            }
            anyhow::Ok(())
        });
        if let Ok(settled) = settled.await {
            settled?;
        }
        let open = usize::try_from(database::open_updates(&stage.db).await?)?;
        judge("still open at the end", count(open), "updates", Wanted::AtMost(0.0));
        tell("kept of each for a day", database::bytes_of_an_update(&stage.db).await?, "bytes");
        Ok(())
    }
}

/// Everybody with their habits, and a second one that is measured.
async fn introduce(api: &Api, stage: &Stage, today: Date) -> anyhow::Result<Vec<Person>> {
    let client = api.client();
    let goal =
        Goal { kind: GoalKind::AtLeast, amount: Amount::from_thousandths(20_000)?, unit: None, step: None };
    let name = HabitName::parse("Pages")?;
    let body = CreateHabit { goal: Some(goal), ..CreateHabit::new(name, Schedule::Daily {}) };
    let people = database::habits(&stage.db).await?;
    let made = stream::iter(people).map(|(id, habit)| {
        let (client, body) = (client.clone(), &body);
        async move {
            let measured = client.create_habit(UserId(id), body, &format!("measured-{id}")).await?.id;
            anyhow::Ok(Person { id, habit: HabitId(habit), measured, today })
        }
    });
    made.buffered(8).try_collect().await
}

/// Whether so many answers have come.
async fn until_all_is_seen(telegram: &Telegram, expected: usize) -> bool {
    let all = async {
        while telegram.count() < expected {
            sleep(LOOK_EVERY).await;
        }
    };
    timeout(GIVE_UP_AFTER, all).await.is_ok()
}

async fn tell_statements(stage: &Stage, updates: f64) -> anyhow::Result<()> {
    let statements = database::statements(&stage.db).await?;
    let calls: i64 = statements.iter().map(|statement| statement.calls).sum();
    tell("statements of an update", count(usize::try_from(calls)?) / updates, "");
    for statement in statements.iter().take(LISTED) {
        let [doing, planning] =
            [statement.milliseconds, statement.planning].map(|all| 1000.0 * all / updates);
        let (calls, text) = (statement.calls, &statement.text);
        println!("  {doing:6.1} µs of an update and {planning:6.1} µs of planning, {calls} calls: {text}");
    }
    Ok(())
}
