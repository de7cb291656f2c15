//! Habits: made, changed, archived, deleted.

use core_shared::client::ClientError;
use core_shared::contract::executions::MarkedOn;
use core_shared::contract::habits::{CreateHabit, HabitStatus, PatchHabit};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::{DayState, HabitId, HabitName, Schedule};

use crate::harness::{Api, User, workdays};

const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

fn archived(archived: bool) -> PatchHabit {
    PatchHabit { archived: Some(archived), ..PatchHabit::default() }
}

async fn names(user: &User<'_>, status: HabitStatus) -> Vec<String> {
    let list = user.api.bot.list_habits(user.id, status).await.unwrap();
    list.habits.iter().map(|habit| habit.name.to_string()).collect()
}

#[tokio::test]
async fn a_habit_is_kept_as_it_was_made() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let id = anna.keeps_on(NASTY, workdays(), &["21:00", "07:30", "21:00"]).await;
    let habit = anna.habit(id).await;
    assert_eq!((habit.name.as_str(), &habit.schedule), (NASTY, &workdays()));
    let times: Vec<String> = habit.reminders.iter().map(|reminder| reminder.time.to_string()).collect();
    assert_eq!(times, ["07:30", "21:00"]);
}

#[tokio::test]
async fn the_same_call_with_the_same_key_makes_one_habit_also_at_the_same_moment() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let ids = tokio::join!(anna.keeps("Read"), anna.keeps("Read"), anna.keeps("Read"));
    assert_eq!((ids.0, ids.1), (ids.1, ids.2));
    assert_eq!(names(&anna, HabitStatus::Active).await, ["Read"]);
}

#[tokio::test]
async fn a_key_that_was_used_for_another_body_is_a_conflict() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps("Read").await;
    let other = CreateHabit::new(HabitName::parse("Run").unwrap(), Schedule::Daily {});
    let error = api.bot.create_habit(anna.id, &other, "Read").await.unwrap_err();
    assert_eq!(error.kind(), Some(ProblemKind::KeyReused));
}

#[tokio::test]
async fn an_archived_habit_is_not_due_and_comes_back_with_its_history() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-17T12:00[Europe/Berlin]");
    api.bot.patch_habit(anna.id, run, &archived(true)).await.unwrap();
    assert!(api.bot.get_today(anna.id).await.unwrap().habits.is_empty());
    assert_eq!(names(&anna, HabitStatus::Archived).await, ["Run"]);

    api.move_to("2026-11-20T12:00[Europe/Berlin]");
    api.bot.patch_habit(anna.id, run, &archived(false)).await.unwrap();
    assert_eq!(anna.streak(run).await, 1, "the days in the archive are not missed");
    anna.checks_in(run, "2026-11-20").await;
    assert_eq!(anna.streak(run).await, 2);
}

#[tokio::test]
async fn archiving_and_restoring_on_one_day_leaves_no_trace() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    for (name, done) in [("Run", true), ("Read", false)] {
        let habit = anna.keeps(name).await;
        if done {
            anna.checks_in(habit, "2026-11-16").await;
        }
        let before = anna.habit(habit).await;
        api.bot.patch_habit(anna.id, habit, &archived(true)).await.unwrap();
        let after = api.bot.patch_habit(anna.id, habit, &archived(false)).await.unwrap();
        assert_eq!(after, before);
    }
}

#[tokio::test]
async fn a_new_schedule_leaves_the_past_as_it_was() {
    let api = Api::at("2026-11-14T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    api.move_to("2026-11-16T12:00[Europe/Berlin]");
    let patch = PatchHabit { schedule: Some(workdays()), ..PatchHabit::default() };
    let changed = api.bot.patch_habit(anna.id, run, &patch).await.unwrap();
    let saturday = changed.recent_days.iter().find(|day| day.day.to_string() == "2026-11-14").unwrap();
    assert_eq!(saturday.state, DayState::Missed);
}

#[tokio::test]
async fn a_reminder_that_stays_keeps_its_id() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_on("Run", Schedule::Daily {}, &["07:00", "21:00"]).await;
    let before = anna.habit(run).await.reminders;
    let wanted = ["21:00", "22:00"].map(|time| CreateReminder::at(time.parse().unwrap()));
    let patch = PatchHabit { reminders: Some(wanted.to_vec()), ..PatchHabit::default() };
    let after = api.bot.patch_habit(anna.id, run, &patch).await.unwrap().reminders;
    assert_eq!(after.len(), 2);
    assert_eq!(after[0], before[1]);
}

#[tokio::test]
async fn a_deleted_habit_is_gone_with_everything_that_belongs_to_it() {
    let api = Api::at("2026-11-16T21:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:01").await;
    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-16T21:02[Europe/Berlin]");
    assert_eq!(api.plans().await, 1);
    api.bot.delete_habit(anna.id, run).await.unwrap();
    assert!(is_not_found(&api.bot.get_habit(anna.id, run).await.unwrap_err()));
    assert!(is_not_found(&api.bot.delete_habit(anna.id, run).await.unwrap_err()));
    let left = "select (select count(*) from executions) + (select count(*) from reminders) + (select count(*) from deliveries)";
    assert_eq!(api.count(left).await, 0);
}

#[tokio::test]
async fn what_belongs_to_somebody_else_is_not_there() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.keeps("Run").await;
    let day = "2026-11-16".parse().unwrap();
    let state = core_shared::domain::Answer::Done;
    let refused = [
        api.bot.get_habit(boris.id, run).await.unwrap_err(),
        api.bot.patch_habit(boris.id, run, &archived(true)).await.unwrap_err(),
        api.bot.delete_habit(boris.id, run).await.unwrap_err(),
        api.bot.put_execution(boris.id, run, day, &state.into()).await.unwrap_err(),
        api.bot.delete_execution(boris.id, run, day, MarkedOn::default()).await.unwrap_err(),
        api.bot.list_executions(boris.id, run, day, day).await.unwrap_err(),
        api.bot.get_habit(anna.id, HabitId(i64::MAX)).await.unwrap_err(),
    ];
    assert!(refused.iter().all(is_not_found), "{refused:?}");
    assert_eq!(anna.habit(run).await.progress.total, 0);
}

fn is_not_found(error: &ClientError) -> bool {
    error.kind() == Some(ProblemKind::NotFound)
}
