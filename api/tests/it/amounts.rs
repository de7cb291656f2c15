//! Measured habits: amounts recorded, added, and judged by their goal.

use core_shared::contract::executions::AddAmount;
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{Amount, DayState};

use crate::harness::{Api, reminder};

const WATER: &str =
    r#"{"name":"Water","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8,"unit":"glasses"}}"#;
const COFFEE: &str = r#"{"name":"Coffee","schedule":{"kind":"daily"},"goal":{"kind":"at_most","amount":2}}"#;
const DAY: &str = "2026-11-16";

fn amount(text: &str) -> Option<Amount> {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn steps_add_up_until_the_goal_is_reached() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    let first = anna.adds(water, DAY, "1").await;
    assert_eq!((first.state, first.amount, first.habit.progress.streak), (DayState::Partial, amount("1"), 0));
    anna.records(water, DAY, r#"{"state":"done","amount":7.5}"#).await;
    let last = anna.adds(water, DAY, "2").await;
    assert_eq!((last.state, last.amount, last.habit.progress.streak), (DayState::Done, amount("8.5"), 1));
    assert_eq!(anna.habit(water).await, last.habit);
}

#[tokio::test]
async fn the_same_key_adds_once_and_belongs_to_one_call() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    let once = anna.adds(water, DAY, "tap").await;
    assert_eq!(anna.adds(water, DAY, "tap").await, once);
    let two = AddAmount { amount: amount("2"), ..AddAmount::default() };
    let other = api.bot.add_amount(anna.id, water, DAY.parse().unwrap(), &two, "tap").await.unwrap_err();
    assert_eq!(other.kind(), Some(ProblemKind::KeyReused));
    assert_eq!(anna.habit(water).await, once.habit);
}

#[tokio::test]
async fn twenty_taps_at_once_count_twenty_times() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    let keys: Vec<String> = (0..20).map(|tap| format!("tap {}", tap / 2)).collect();
    let taps = keys.iter().map(|key| anna.adds(water, DAY, key));
    futures_util::future::join_all(taps).await;
    let recent = anna.habit(water).await.recent_days;
    assert_eq!(recent.last().unwrap().amount, amount("10"), "each of ten keys was sent twice");
}

#[tokio::test]
async fn done_without_an_amount_meets_the_goal_of_that_day() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    anna.changes(water, r#"{"goal":{"kind":"at_least","amount":3}}"#).await;
    api.move_to("2026-11-17T12:00[Europe/Berlin]");
    anna.changes(water, r#"{"goal":{"kind":"at_least","amount":5,"step":0.5}}"#).await;
    assert_eq!(anna.checks_in(water, DAY).await.amount, amount("3"));
    assert_eq!(anna.checks_in(water, "2026-11-17").await.amount, amount("5"));
    assert_eq!(anna.adds(water, "2026-11-17", "more").await.amount, amount("5.5"));
}

#[tokio::test]
async fn what_was_done_before_there_was_a_goal_met_it() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.keeps("Water").await;
    anna.checks_in(water, DAY).await;
    anna.changes(water, r#"{"goal":{"kind":"at_least","amount":3}}"#).await;
    let more = anna.adds(water, DAY, "tap").await;
    assert_eq!((more.state, more.amount), (DayState::Done, amount("4")));
}

#[tokio::test]
async fn a_limit_holds_by_itself_and_is_judged_when_the_day_closes() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let coffee = anna.makes(COFFEE).await;
    let within = anna.adds(coffee, DAY, "1").await;
    assert_eq!((within.state, within.habit.progress.streak), (DayState::Partial, 0));
    api.move_to("2026-11-18T12:00[Europe/Berlin]");
    assert_eq!(anna.streak(coffee).await, 2, "a cup on Monday, none on Tuesday");
    let too_many = anna.records(coffee, "2026-11-17", r#"{"state":"done","amount":2.001}"#).await;
    assert_eq!((too_many.state, too_many.habit.progress.streak), (DayState::Exceeded, 0));
    assert_eq!(anna.unmarks(coffee, "2026-11-17").await.state, DayState::Kept);
}

#[tokio::test]
async fn a_habit_to_quit_counts_days_without_a_lapse() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let sugar = anna.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    api.move_to("2026-11-20T12:00[Europe/Berlin]");
    assert_eq!(anna.streak(sugar).await, 4);
    assert_eq!(anna.records(sugar, "2026-11-18", r#"{"state":"not_done"}"#).await.habit.progress.streak, 1);
    assert_eq!(anna.unmarks(sugar, "2026-11-18").await.habit.progress.streak, 4);
}

#[tokio::test]
async fn a_note_stays_until_it_is_taken_away() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let note = || async {
        let day = DAY.parse().unwrap();
        let listed = api.bot.list_executions(anna.id, run, day, day).await.unwrap();
        listed.executions[0].note.as_ref().map(ToString::to_string)
    };
    anna.records(run, DAY, r#"{"state":"done","note":" 5 km\nin the <rain> 🌧 "}"#).await;
    anna.records(run, DAY, r#"{"state":"skipped"}"#).await;
    assert_eq!(note().await.as_deref(), Some("5 km\nin the <rain> 🌧"));
    anna.records(run, DAY, r#"{"state":"skipped","note":null}"#).await;
    assert_eq!(note().await, None);
}

#[tokio::test]
async fn amounts_are_refused_where_nothing_is_measured() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let put = serde_json::from_str(r#"{"state":"done","amount":3}"#).unwrap();
    let day = DAY.parse().unwrap();
    let refused = api.bot.put_execution(anna.id, run, day, &put).await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::Invalid));
    let refused = api.bot.add_amount(anna.id, run, day, &AddAmount::default(), "key").await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::Invalid));
    assert_eq!(api.count("select count(*) from executions").await, 0);
    assert_eq!(api.count("select count(*) from idempotency_keys where key = 'key'").await, 0);
}

#[tokio::test]
async fn a_sum_beyond_a_billion_adds_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    anna.records(water, DAY, r#"{"state":"done","amount":1000000000}"#).await;
    let day = DAY.parse().unwrap();
    let refused =
        api.bot.add_amount(anna.id, water, day, &AddAmount::default(), "one more").await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::Invalid));
    assert_eq!(anna.habit(water).await.recent_days.last().unwrap().amount, amount("1000000000"));
    let smaller = anna.records(water, DAY, r#"{"state":"done","amount":1}"#).await;
    assert_eq!(anna.adds(water, DAY, "one more").await.amount, amount("2"), "{smaller:?}");
}

#[tokio::test]
async fn adding_is_one_statement_and_so_is_marking_a_measured_day() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    assert_eq!(api.statements_of(anna.adds(water, DAY, "1")).await, 1);
    assert_eq!(api.statements_of(anna.adds(water, DAY, "1")).await, 3, "what was added before is looked up");
    assert_eq!(api.statements_of(anna.records(water, DAY, r#"{"state":"done","amount":4}"#)).await, 1);
    assert_eq!(api.statements_of(anna.unmarks(water, DAY)).await, 1);
}

#[tokio::test]
async fn an_old_amount_is_found_although_the_window_does_not_know_it() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(WATER).await;
    let old = anna.records(water, "2026-03-01", r#"{"state":"done","amount":2}"#).await;
    assert_eq!((old.state, old.amount), (DayState::Partial, amount("2")));
    let more = anna.adds(water, "2026-03-01", "1").await;
    assert_eq!((more.state, more.amount), (DayState::Partial, amount("3")));
    assert_eq!(anna.checks_in(water, "2026-03-01").await.habit.progress.total, 1);
}

#[tokio::test]
async fn a_measured_habit_is_asked_for_until_its_goal_is_reached_and_a_limit_as_well() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let at = |time: &str, habit: &str| {
        habit.replacen('}', &format!("}},\"reminders\":[{{\"time\":\"{time}\"}}]"), 1)
    };
    let water = anna.makes(&at("20:00", WATER)).await;
    anna.makes(&at("20:01", COFFEE)).await;
    anna.adds(water, DAY, "one glass").await;
    api.move_to("2026-11-16T20:02[Europe/Berlin]");
    let due = api.due().await;
    let asked: Vec<_> = due.iter().map(|delivery| &reminder(delivery).habits[0]).collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert_eq!(asked[0].amount, amount("1"));
    let asked = serde_json::to_value(asked[0]).unwrap();
    assert_eq!(asked["goal"]["unit"], "glasses");
}

#[tokio::test]
async fn what_is_reached_is_not_asked_for() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let water = anna.makes(&WATER.replacen('}', r#"},"reminders":[{"time":"20:00"}]"#, 1)).await;
    anna.records(water, DAY, r#"{"state":"done","amount":8}"#).await;
    api.move_to("2026-11-16T20:02[Europe/Berlin]");
    assert!(api.due().await.is_empty());
}
