//! No reminder is lost, whatever dies while they go out, and none is doubled but for a reason that can be shown.
//! A small version is part of every test run; `cargo xtask chaos` runs the big one.

use std::time::Instant;

use embedded_postgres::testing::Crash;
use sandbox::Failure;

use self::census::Census;
use self::database::Database;
use self::run::{Mishap, Run};
use crate::dice;

mod census;
mod database;
mod queue;
mod run;

/// How much of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Each has one reminder, all at the same minute.
    people: i64,
    scheduler_deaths: usize,
    /// Of the API, or of Postgres.
    restarts: usize,
    refusals: usize,
    /// `TELEGRAM_RATE`
    rate: &'static str,
}

impl Size {
    /// Some seconds at the usual pace: a claim is two seconds of sending, so it takes several to send all.
    const SMALL: Self = Self { people: 100, scheduler_deaths: 5, restarts: 2, refusals: 1, rate: "29.6" };

    /// What Telegram grants at the most. Each refusal costs a tenth of the rate.
    const FULL: Self = Self { people: 10_000, scheduler_deaths: 50, restarts: 20, refusals: 8, rate: "1000" };

    fn chosen() -> Self {
        if dice::is_full() { Self::FULL } else { Self::SMALL }
    }
}

/// A story of everybody's reminder.
struct Story {
    title: &'static str,
    schedulers: usize,
    mishaps: Vec<Mishap>,
    /// How Telegram fails, each in so many of a hundred calls.
    weather: &'static [(Failure, u32)],
}

impl Story {
    /// Tells it, and asserts what holds for all of them.
    #[expect(clippy::print_stdout, reason = "how many were doubled is a figure worth seeing")]
    async fn told_over(self, database: Database) -> Census {
        let (seed, begun) = (dice::seed(), Instant::now());
        println!("{}: CHAOS_SEED={seed}", self.title);
        let mut run = Run::start(database, Size::chosen(), self.schedulers, seed).await;
        let census = run.goes_through(self.mishaps, self.weather).await;
        let seconds = begun.elapsed().as_secs();
        println!("{}: {census} (in {seconds} s, CHAOS_SEED={seed})", self.title);
        assert!(census.lost.is_empty(), "lost: {:?}", census.lost);
        assert!(census.unexplained.is_empty(), "doubled without a reason: {:?}", census.unexplained);
        census
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_schedulers_that_die_again_and_again_lose_no_reminder() {
    schedulers_die("2 schedulers, dying", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn four_schedulers_that_die_again_and_again_lose_no_reminder() {
    schedulers_die("4 schedulers, dying", 4).await;
}

async fn schedulers_die(title: &'static str, schedulers: usize) {
    let mishaps = vec![Mishap::SchedulerDies; Size::chosen().scheduler_deaths];
    let story = Story { title, schedulers, mishaps, weather: &[] };
    let census = story.told_over(Database::shared().await).await;
    assert!(census.doubled <= census.in_flight, "{census}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_crashes_again_and_again_loses_and_doubles_no_reminder() {
    let crashes = [Crash::Immediate, Crash::Killed].map(Mishap::PostgresCrashes);
    let mishaps = crashes.into_iter().cycle().take(Size::chosen().restarts).collect();
    let story = Story { title: "Postgres, crashing", schedulers: 2, mishaps, weather: &[] };
    let census = story.told_over(Database::of_its_own().await).await;
    assert_eq!(census.doubled, 0, "{census}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_dies_again_and_again_loses_and_doubles_no_reminder() {
    let mishaps = vec![Mishap::ApiDies; Size::chosen().restarts];
    let story = Story { title: "API, dying", schedulers: 2, mishaps, weather: &[] };
    let census = story.told_over(Database::shared().await).await;
    assert_eq!(census.doubled, 0, "{census}");
}

/// One call in five.
const STORM: [(Failure, u32); 4] = [
    (Failure::ServerError, 7),
    (Failure::DropsConnection, 7),
    (Failure::DropsAnswer, 6),
    (Failure::KeepsAnswer, 1),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_that_fails_one_call_in_five_gets_every_reminder_and_doubles_those_it_was_silent_about() {
    let mishaps = vec![Mishap::TelegramRefuses; Size::chosen().refusals];
    let story = Story { title: "Telegram, failing", schedulers: 2, mishaps, weather: &STORM };
    let census = story.told_over(Database::shared().await).await;
    assert_eq!(census.doubled, census.unanswered, "{census}");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_everything_fails_at_once_no_reminder_is_lost() {
    let all = [
        Mishap::SchedulerDies,
        Mishap::ApiDies,
        Mishap::SchedulerDies,
        Mishap::PostgresCrashes(Crash::Killed),
        Mishap::SchedulerDies,
        Mishap::PostgresCrashes(Crash::Immediate),
    ];
    let mishaps = all.into_iter().cycle().take(2 * Size::chosen().restarts).collect();
    let story = Story { title: "everything, failing", schedulers: 4, mishaps, weather: &STORM };
    let census = story.told_over(Database::of_its_own().await).await;
    assert!(census.doubled <= census.in_flight + census.unanswered, "{census}");
}
