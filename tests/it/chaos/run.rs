//! One minute in which everybody is reminded, and what happens during it. Mishaps come after a random number of
//! messages. When nothing leaves any more, because it is leased to the dead or waits after a failure, the schedulers
//! end in order, so that nothing is on its way, and only then the clock moves on.

use std::ops::Range;
use std::time::Duration;

use embedded_postgres::testing::Crash;
use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use sandbox::{Failure, Handle};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::Size;
use super::census::{Census, Deaths};
use super::database::Database;
use super::queue::{Queue, settled};
use crate::people;
use crate::processes::{Running, Service, Stage};
use crate::story;

const SEND: &str = "sendMessage";

/// How often the queue is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Looks without a new message after which nothing more is expected: at the usual pace there would have been fifteen
/// messages. Who is wrong about it moves on too early, which costs time and changes nothing.
const QUIET_LOOKS: usize = 5;

/// Looks without a new message after which nothing will ever come: longer than a lease.
const STUCK_LOOKS: usize = 1200;

/// After so many tries of everything that failed, Telegram recovers: with eight a delivery would be given up.
const STORMY_ROUNDS: usize = 5;

/// Something that goes wrong.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mishap {
    /// kill -9 of one of them, and a new one.
    SchedulerDies,
    /// kill -9, and a new one.
    ApiDies,
    PostgresCrashes(Crash),
    /// 429, once.
    TelegramRefuses,
}

/// A scheduler, by the name under which it sends. A new one has a new name.
struct Scheduler {
    name: String,
    running: Running,
}

pub(super) struct Run {
    stage: Stage,
    size: Size,
    dice: StdRng,
    database: Database,
    api: Option<Running>,
    schedulers: Vec<Scheduler>,
    schedulers_begun: usize,
    deaths: Deaths,
}

/// What happened first.
enum Event {
    Posted,
    Quiet,
}

impl Run {
    /// Everybody has a habit, and it is an hour before its reminder.
    pub(super) async fn start(database: Database, size: Size, schedulers: usize, seed: u64) -> Self {
        let stage = Stage::over(database.url.clone(), None).await;
        story::moves_to_next(&stage.sandbox, "20:00");
        let mut run = Self {
            stage,
            size,
            dice: StdRng::seed_from_u64(seed),
            database,
            api: None,
            schedulers: Vec::new(),
            schedulers_begun: 0,
            deaths: Deaths::new(),
        };
        run.starts_the_api();
        run.stage.waits_for_the_api().await;
        people::arrive(&run.stage, run.people(), people::ONE_HABIT).await;
        for _ in 0..schedulers {
            run.starts_a_scheduler();
        }
        run
    }

    /// The minute comes, and everything that belongs to it, until every delivery is settled.
    pub(super) async fn goes_through(&mut self, mishaps: Vec<Mishap>, weather: &[(Failure, u32)]) -> Census {
        for (failure, percent) in weather {
            self.stage.sandbox.fails_often(*failure, SEND, *percent, self.dice.random());
        }
        story::moves_to_next(&self.stage.sandbox, "21:00");
        let mut moments: Vec<usize> = mishaps.iter().map(|_| self.a_moment()).collect();
        moments.sort_unstable();
        let mut rounds = 0;
        for (moment, mishap) in moments.into_iter().zip(mishaps) {
            while let Event::Quiet = self.waits_for(moment).await {
                self.moves_on(&mut rounds).await;
            }
            self.suffers(mishap).await;
        }
        loop {
            self.is_quiet().await;
            if self.moves_on(&mut rounds).await == 0 {
                let journal = self.stage.sandbox.journal();
                return Census::new(self.people(), journal, &self.deaths);
            }
        }
    }

    fn people(&self) -> Range<i64> {
        people::numbered(self.size.people)
    }

    /// A number of messages that is certainly reached.
    fn a_moment(&mut self) -> usize {
        self.dice.random_range(1..usize::try_from(self.size.people).unwrap())
    }

    async fn waits_for(&mut self, messages: usize) -> Event {
        let sandbox = Handle::clone(&self.stage.sandbox);
        tokio::select! {
            biased;
            () = sandbox.has_posted(messages) => Event::Posted,
            () = self.is_quiet() => Event::Quiet,
        }
    }

    /// Returns when everything is planned, nothing is due, and nothing was sent for a while.
    async fn is_quiet(&mut self) {
        let mut looks = interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut posted, mut idle, mut stuck) = (0, 0, 0);
        while idle < QUIET_LOOKS {
            looks.tick().await;
            self.looks_after_the_api();
            let before = std::mem::replace(&mut posted, self.stage.sandbox.posted());
            stuck = if posted == before { stuck + 1 } else { 0 };
            let queue = self.queue().await;
            let is_idle = match &queue {
                Ok(queue) => queue.planned == self.size.people && queue.due == 0,
                Err(_a_database_that_is_starting) => false,
            };
            idle = if is_idle && stuck > 0 { idle + 1 } else { 0 };
            assert!(stuck < STUCK_LOOKS, "nothing leaves, and something should: {queue:?}");
        }
    }

    /// One that starts while Postgres is away ends, and whoever runs it starts it again.
    fn looks_after_the_api(&mut self) {
        if self.api.as_mut().is_some_and(Running::has_ended) {
            self.starts_the_api();
        }
    }

    async fn queue(&self) -> sqlx::Result<Queue> {
        Queue::at(&self.database.url, self.stage.sandbox.clock().now()).await
    }

    /// Ends the schedulers, moves the clock to when everything that is held may be claimed again, and starts as many
    /// new ones. Returns how many deliveries are still open.
    async fn moves_on(&mut self, rounds: &mut usize) -> i64 {
        *rounds += 1;
        if *rounds == STORMY_ROUNDS {
            self.stage.sandbox.recovers();
        }
        let mut stops = JoinSet::new();
        let count = self.schedulers.len();
        for Scheduler { running, .. } in self.schedulers.drain(..) {
            stops.spawn(running.stops());
        }
        stops.join_all().await;
        let Queue { open, held_until, .. } = self.queue().await.unwrap();
        let clock = self.stage.sandbox.clock();
        let until = held_until.map(|second| Timestamp::from_second(second).unwrap());
        if let Some(until) = until.filter(|until| *until > clock.now()) {
            clock.move_to(until).unwrap();
        }
        for _ in 0..count {
            self.starts_a_scheduler();
        }
        open
    }

    async fn suffers(&mut self, mishap: Mishap) {
        match mishap {
            Mishap::SchedulerDies => {
                let victim = self.dice.random_range(0..self.schedulers.len());
                let Scheduler { name, running } = self.schedulers.swap_remove(victim);
                running.dies();
                self.deaths.insert(name, settled(&self.database.url).await.unwrap());
                self.starts_a_scheduler();
            }
            Mishap::ApiDies => {
                self.api.take().unwrap().dies();
                self.starts_the_api();
            }
            Mishap::PostgresCrashes(how) => self.database.crashes(how).await,
            Mishap::TelegramRefuses => {
                self.stage.sandbox.fails(Failure::TooManyRequests { retry_after: 1 }, SEND, 1);
            }
        }
    }

    fn starts_the_api(&mut self) {
        self.api = Some(self.stage.starts(Service::Api, &[("TELEGRAM_RATE", self.size.rate)]));
    }

    fn starts_a_scheduler(&mut self) {
        self.schedulers_begun += 1;
        let name = format!("scheduler-{}", self.schedulers_begun);
        let telegram = self.stage.sandbox.url_for(&name);
        let running = self.stage.starts(Service::Scheduler, &[("TELEGRAM_API_URL", &telegram)]);
        self.schedulers.push(Scheduler { name, running });
    }
}
