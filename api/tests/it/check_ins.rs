//! Check-ins: days are marked and unmarked, and every number follows.

use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{Answer, DayState};

use crate::harness::{Api, workdays};

#[tokio::test]
async fn a_check_in_is_one_statement_and_so_is_the_list_of_today() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    for name in ["Read", "Swim", "Write"] {
        anna.keeps(name).await;
    }
    assert_eq!(api.statements_of(anna.checks_in(run, "2026-11-16")).await, 1);
    assert_eq!(api.statements_of(anna.checks_in(run, "2026-11-16")).await, 1);
    assert_eq!(api.statements_of(anna.unmarks(run, "2026-11-16")).await, 1);
    assert_eq!(api.statements_of(api.bot.get_today(anna.id)).await, 1);
    assert_eq!(api.statements_of(anna.habit(run)).await, 1);
}

#[tokio::test]
async fn the_streak_grows_day_by_day_and_breaks_on_a_missed_one() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-17T12:00[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 1, "today is still open");
    assert_eq!(anna.checks_in(run, "2026-11-17").await.habit.progress.streak, 2);
    api.move_to("2026-11-19T00:00[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 0);
    assert_eq!(anna.habit(run).await.progress.best, 2);
}

#[tokio::test]
async fn the_same_mark_twice_changes_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let first = anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-16T13:00[Europe/Berlin]");
    assert_eq!(anna.checks_in(run, "2026-11-16").await, first);
    let day = "2026-11-16".parse().unwrap();
    let list = api.bot.list_executions(anna.id, run, day, day).await.unwrap();
    assert_eq!(list.executions[0].recorded_at.to_string(), "2026-11-16T11:00:00Z");
    assert_eq!(api.count("select count(*) from events where kind = 'execution_done'").await, 1);
}

#[tokio::test]
async fn doing_and_undoing_leaves_no_trace_near_far_and_before_the_start() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    let before = anna.habit(run).await;
    for day in ["2026-11-15", "2026-10-20", "2026-08-01", "2020-02-29"] {
        assert_ne!(anna.checks_in(run, day).await.habit, before, "{day}");
        assert_eq!(anna.unmarks(run, day).await.habit, before, "{day}");
    }
}

#[tokio::test]
async fn not_done_then_done_is_done() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-15").await;
    assert_eq!(anna.marks(run, "2026-11-16", Answer::NotDone).await.habit.progress.streak, 0);
    assert_eq!(anna.checks_in(run, "2026-11-16").await.habit.progress.streak, 2);
}

#[tokio::test]
async fn a_skipped_day_keeps_the_streak() {
    let api = Api::at("2026-11-17T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-15").await;
    let skipped = anna.marks(run, "2026-11-16", Answer::Skipped).await;
    assert_eq!((skipped.state, skipped.habit.progress.streak), (DayState::Skipped, 1));
    assert_eq!(anna.checks_in(run, "2026-11-17").await.habit.progress.streak, 2);
}

#[tokio::test]
async fn correcting_days_of_a_year_in_any_order_gives_the_same_numbers() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let days = ["2025-12-01", "2026-11-15", "2025-12-02", "2026-10-10", "2026-11-16", "2025-12-03"];
    let (forwards, backwards) = (anna.keeps("Forwards").await, anna.keeps("Backwards").await);
    for day in days {
        anna.checks_in(forwards, day).await;
    }
    for day in days.iter().rev() {
        anna.checks_in(backwards, day).await;
    }
    let progress = anna.habit(forwards).await.progress;
    assert_eq!((progress.streak, progress.best, progress.total), (2, 3, 6));
    assert_eq!(anna.habit(backwards).await.progress, progress);
}

#[tokio::test]
async fn somebody_who_comes_back_after_400_days_goes_on_where_they_are() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2027-12-21T12:00[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 0);
    let back = anna.checks_in(run, "2027-12-21").await.habit.progress;
    assert_eq!((back.streak, back.best, back.total), (1, 1, 2));
    assert_eq!(api.statements_of(anna.unmarks(run, "2027-12-21")).await, 1, "the window has moved along");
}

#[tokio::test]
async fn days_marked_at_the_same_moment_are_all_counted() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    tokio::join!(
        anna.checks_in(run, "2026-11-16"),
        anna.checks_in(run, "2026-11-15"),
        anna.checks_in(run, "2026-11-14"),
        anna.checks_in(run, "2025-11-13"),
        anna.checks_in(run, "2026-11-16"),
    );
    let progress = anna.habit(run).await.progress;
    assert_eq!((progress.streak, progress.total), (3, 4));
}

#[tokio::test]
async fn tomorrow_cannot_be_marked_and_today_is_the_users_own() {
    let api = Api::at("2026-11-16T23:30[Europe/Berlin]").await;
    let (anna, kenji) = (api.user(7, "Europe/Berlin").await, api.user(8, "Asia/Tokyo").await);
    let (run, swim) = (anna.keeps("Run").await, kenji.keeps("Swim").await);
    let tomorrow = "2026-11-17".parse().unwrap();
    let refused = api.bot.put_execution(anna.id, run, tomorrow, &Answer::Done.into()).await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::Invalid));
    assert_eq!(kenji.checks_in(swim, "2026-11-17").await.habit.progress.streak, 1);
}

#[tokio::test]
async fn a_change_of_zone_moves_no_mark_and_gives_no_free_days() {
    let api = Api::at("2026-11-16T12:00[Pacific/Kiritimati]").await;
    let anna = api.user(7, "Pacific/Kiritimati").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    anna.moves_to_zone("Pacific/Honolulu").await;
    let today = api.bot.get_today(anna.id).await.unwrap();
    assert_eq!(today.day.to_string(), "2026-11-15");
    assert_eq!(anna.habit(run).await.progress.best, 0, "the 16th is not here yet");
    api.move_to("2026-11-16T12:00[Pacific/Honolulu]");
    assert_eq!(anna.streak(run).await, 1);
}

#[tokio::test]
async fn today_lists_what_is_due_and_what_was_done_all_the_same() {
    let api = Api::at("2026-11-15T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps("Every day").await;
    let work = anna.keeps_on("Workdays", workdays(), &[]).await;
    let names = async || {
        let today = api.bot.get_today(anna.id).await.unwrap();
        today.habits.iter().map(|habit| habit.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["Every day"]);
    anna.checks_in(work, "2026-11-15").await;
    assert_eq!(names().await, ["Every day", "Workdays"]);
}

#[tokio::test]
async fn strength_grows_with_doing_and_is_the_same_from_cache_and_from_history() {
    let api = Api::at("2026-01-01T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let mut strength = 0.0;
    for day in 1..=28 {
        api.move_to(&format!("2026-01-{day:02}T12:00[Europe/Berlin]"));
        let stronger = anna.checks_in(run, &format!("2026-01-{day:02}")).await.habit.progress.strength;
        assert!(stronger > strength);
        strength = stronger;
    }
    // A perfect run of k days is 1 - 2^(-k/13).
    assert!((strength - (1.0 - 2f64.powf(-28.0 / 13.0))).abs() < 1e-9, "{strength}");
    api.move_to("2026-06-01T12:00[Europe/Berlin]");
    anna.checks_in(run, "2026-06-01").await;
    let after_the_window_moved = anna.habit(run).await;
    let unmarked_and_marked = async {
        anna.unmarks(run, "2026-01-10").await;
        anna.checks_in(run, "2026-01-10").await
    };
    assert_eq!(unmarked_and_marked.await.habit, after_the_window_moved);
}
