//! Thousands of connections, half of them a nuisance; more requests than can be worked on; and a body that never ends.
//! What is asked is how those are served who do nothing wrong.

mod load;
mod nuisance;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Args;
use core_shared::clock::SystemClock;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::time::{sleep, timeout};

use self::load::{Load, Tally, Wishes};
use crate::caller::{Answer, Caller, head};
use crate::database::{self, Freezing, People};
use crate::figures::{Goal, count, judge, percentile, tell};
use crate::product::Api;
use crate::stage::Stage;
use crate::{habit, zones};

/// Ids of people, with one habit each.
const FIRST: i64 = 1000;
const PEOPLE: i64 = 500;

/// What the API works on at once, unless it is told otherwise.
const AT_ONCE: usize = 1024;

/// Connections that are gone are noticed within this time.
const NOTICED_WITHIN: Duration = Duration::from_secs(3);

/// Connections of the benchmark to the database and the like.
const OTHER_FILES: u64 = 100;

#[derive(Debug, Args)]
pub(crate) struct Crowd {
    /// Connections at the same time, half of them dead or slow
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(16..=28_000))]
    connections: u32,
    /// Seconds for which each of three loads lasts; after thirty, silent callers are hung up on
    #[arg(long, default_value_t = 35, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    /// Seconds after which somebody asks again
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=25))]
    every: u32,
}

impl Crowd {
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        self.make_room()?;
        Stage::during(async |stage| self.run_on(stage).await).await
    }

    async fn run_on(&self, stage: &Stage) -> anyhow::Result<()> {
        let now = SystemClock::shared().now();
        let today = zones::local(zones::LARGEST, now)?.date();
        let people = People {
            first: FIRST,
            count: PEOPLE,
            zones: &[zones::LARGEST],
            habits_each: 1,
            freezing: Freezing::Off,
        };
        database::add_people(&stage.db, people, &habit::kept_until_yesterday(today)?, now).await?;
        database::settle_down(&stage.db).await?;
        let wishes = load::wishes(&stage.db, FIRST..FIRST + PEOPLE, today).await?;
        let api = Api::start(&stage.database_url, 30.0).await?;
        let address = api.address()?;
        self.tell_about_nuisances(&api, address, &wishes).await?;
        self.tell_about_overload(&api, address, &wishes).await?;
        tell_about_endless_bodies(&api, address).await
    }

    fn load(&self) -> Load {
        Load {
            connections: self.connections as usize / 2,
            every: Duration::from_secs(self.every.into()),
            lasts: Duration::from_secs(self.seconds.into()),
        }
    }

    async fn tell_about_nuisances(&self, api: &Api, to: SocketAddr, wishes: &Wishes) -> anyhow::Result<()> {
        let load = self.load();
        println!("{} connections of people, each asks every {} s", load.connections, self.every);
        let warm = Load { connections: 50, every: Duration::from_millis(50), lasts: Duration::from_secs(3) };
        warm.run(to, wishes).await?;
        let before = api.process.memory()?;
        let alone = load.run(to, wishes).await?;
        tell_served("without nuisances", &alone);
        let with_people = api.process.peak()?;
        api.process.forgets_its_peak()?;
        let nuisances = nuisance::let_in(load.connections, to).await;
        let bothered = load.run(to, wishes).await?;
        let peak = api.process.peak()?;
        drop(nuisances);
        println!("as many connections of nuisances beside them");
        tell_served("beside nuisances", &bothered);
        tell_ratios(&bothered, &alone);
        sleep(NOTICED_WITHIN).await;
        let after = load.run(to, wishes).await?;
        println!("nuisances are gone");
        tell_served("afterwards", &after);
        tell_ratios(&after, &alone);
        tell("api, resident before", before, "MiB");
        tell("api, at its peak with people", with_people, "MiB");
        tell("api, at its peak with nuisances", peak, "MiB");
        tell("api, resident afterwards", api.process.memory()?, "MiB");
        let each = 1024.0 * (peak - with_people).max(0.0) / count(load.connections);
        judge("api, more for each nuisance", each, "KiB", Goal::AtMost(32.0));
        Ok(())
    }

    async fn tell_about_overload(&self, api: &Api, to: SocketAddr, wishes: &Wishes) -> anyhow::Result<()> {
        let connections = 4 * AT_ONCE;
        println!("{connections} ask at once and again at once, of which {AT_ONCE} are worked on");
        api.process.forgets_its_peak()?;
        let flood = Load { connections, every: Duration::ZERO, lasts: Duration::from_secs(5) };
        let flooded = flood.run(to, wishes).await?;
        let all = count(flooded.served.len() + flooded.told_to_come_back + flooded.failed);
        tell("requests a second that were served", count(flooded.served.len()) / 5.0, "");
        tell("told to come back, of all", 100.0 * count(flooded.told_to_come_back) / all, "%");
        tell_served("in the flood", &flooded);
        tell("api, at its peak", api.process.peak()?, "MiB");
        let second =
            Load { connections: 100, every: Duration::from_millis(500), lasts: Duration::from_secs(1) };
        let recovered = second.run(to, wishes).await?;
        println!("the second after it");
        tell_served("after the flood", &recovered);
        let refused = recovered.told_to_come_back;
        judge("told to come back", count(refused), "requests", Goal::AtMost(0.0));
        Ok(())
    }

    /// As many files as the connections need.
    fn make_room(&self) -> anyhow::Result<()> {
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?;
        let enough = maximum.is_none_or(|most| u64::from(self.connections) + OTHER_FILES < most);
        ensure!(
            enough,
            "{} connections are more than this process may open: see `ulimit -Hn`",
            self.connections
        );
        Ok(())
    }
}

fn tell_served(when: &str, tally: &Tally) {
    tell(&format!("answers {when}"), count(tally.served.len()), "");
    judge("failed", count(tally.failed), "requests", Goal::AtMost(0.0));
    if let Some(failure) = &tally.failure {
        println!("  the first of them: {failure}");
    }
    if tally.told_to_come_back > 0 {
        tell("told to come back", count(tally.told_to_come_back), "requests");
    }
    tell("median", percentile(&tally.served, 50), "ms");
    tell("p99", percentile(&tally.served, 99), "ms");
}

fn tell_ratios(tally: &Tally, alone: &Tally) {
    for (what, percent) in [("median, beside that without nuisances", 50), ("p99, beside that", 99)] {
        let ratio = percentile(&tally.served, percent) / percentile(&alone.served, percent);
        judge(what, ratio, "times", Goal::AtMost(2.0));
    }
}

/// 2 GiB, announced and not.
async fn tell_about_endless_bodies(api: &Api, to: SocketAddr) -> anyhow::Result<()> {
    const LENGTH: u64 = 2 << 30;
    println!("a body of 2 GiB");
    let before = api.process.memory()?;
    api.process.forgets_its_peak()?;
    let (zeros, head) = ("0".repeat(0x10000), head("PUT", "/v1/users/1000/dialogue"));
    let announced = format!("{head}content-length: {LENGTH}\r\n\r\n");
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n");
    for (head, part) in [(announced, zeros.clone()), (chunked, format!("10000\r\n{zeros}\r\n"))] {
        let mut caller = Caller::connect(to).await?;
        let sending = caller.send_zeros(head.as_bytes(), part.as_bytes(), LENGTH);
        let answer =
            timeout(Duration::from_mins(1), sending).await.context("no answer to a large body")??;
        let is_refused = if answer == Answer::Other(413) { 0.0 } else { 1.0 };
        judge("answered otherwise than with 413", is_refused, "", Goal::AtMost(0.0));
    }
    judge("api, more at its peak", api.process.peak()? - before, "MiB", Goal::AtMost(4.0));
    Ok(())
}
