//! Several schedulers share what Telegram grants the bot.

use sandbox::Limits;

use crate::people;
use crate::processes::{Service, Stage, fresh_database};
use crate::story;

/// Some seconds of sending; Telegram lets thirty pass at once.
const PEOPLE: i64 = 100;

/// Two who did not share it would send ten a second too many, and one message late by a third of a second is none: how
/// close to the limit one can go is for the benchmark to say.
const RATE: &str = "20";

#[tokio::test(flavor = "multi_thread")]
async fn two_schedulers_are_never_told_that_they_send_too_much() {
    let stage = Stage::over(fresh_database().await, Some(Limits::of_telegram())).await;
    story::moves_to_next(&stage.sandbox, "20:00");
    let _api = stage.starts(Service::Api, &[("TELEGRAM_RATE", RATE)]);
    stage.waits_for_the_api().await;
    people::arrive(&stage, people::numbered(PEOPLE), people::ONE_HABIT).await;
    let _schedulers = [(); 2].map(|()| stage.starts(Service::Scheduler, &[]));
    story::moves_to_next(&stage.sandbox, "21:00");
    stage.sandbox.has_posted(usize::try_from(PEOPLE).unwrap()).await;
    assert!(stage.sandbox.refusals().is_empty(), "{:?}", stage.sandbox.refusals());
}
