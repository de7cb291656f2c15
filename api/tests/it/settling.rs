//! What the end of a day brings about: freezes, carried days, limits that held, targets, pauses.

use core_shared::contract::habits::HabitStatus;
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::DayState;

use crate::harness::{Api, User};

const DAYS: [&str; 8] = [
    "2026-11-09",
    "2026-11-10",
    "2026-11-11",
    "2026-11-12",
    "2026-11-13",
    "2026-11-14",
    "2026-11-15",
    "2026-11-16",
];

impl Api {
    async fn rolls_over(&self) -> u64 {
        let rolled = self.scheduler.run_rollovers().await.unwrap();
        assert_eq!(rolled.failed, 0);
        rolled.users
    }

    /// Everything that days have brought about, in the order of the days.
    async fn happenings(&self) -> Vec<String> {
        let sql = "select kind || coalesce(' ' || day, '') || ' at ' || to_char(at at time zone 'UTC', 'MM-DD HH24:MI')
                   from events
                   where kind in ('day_frozen', 'day_carried', 'day_held', 'target_reached', 'habit_archived', 'pause_ended')
                   order by habit_id, id";
        sqlx::query_scalar(sql).fetch_all(&self.db).await.unwrap()
    }
}

impl User<'_> {
    async fn checks_in_on(&self, habit: core_shared::domain::HabitId, days: &[&str]) {
        for day in days {
            self.checks_in(habit, day).await;
        }
    }
}

#[tokio::test]
async fn a_freeze_saves_a_streak_once_and_can_be_handed_back() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.sets(r#"{"freezes":true}"#).await;
    let run = anna.keeps("Run").await;
    anna.checks_in_on(run, &DAYS).await;
    assert_eq!(anna.habit(run).await.progress.freezes, 1);
    api.move_to("2026-11-18T00:10[Europe/Berlin]");
    assert_eq!(anna.streak(run).await, 0, "missed, as long as nothing was spent on it");
    assert_eq!(api.rolls_over().await, 1);
    let saved = anna.habit(run).await;
    assert_eq!((saved.progress.streak, saved.progress.freezes), (8, 0));
    assert_eq!(saved.recent_days[12].state, DayState::Frozen);
    assert_eq!(api.rolls_over().await, 0, "a day is closed once");
    let handed_back = anna.unmarks(run, "2026-11-17").await;
    assert_eq!((handed_back.state, handed_back.habit.progress.streak), (DayState::Missed, 0));
    assert_eq!(api.rolls_over().await, 0, "what was handed back is not spent again");
    assert_eq!(anna.habit(run).await.progress.freezes, 1);
    assert_eq!(api.verifies().await.repaired, 0);
}

#[tokio::test]
async fn whoever_does_not_want_freezes_loses_the_streak() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in_on(run, &DAYS).await;
    api.move_to("2026-11-18T00:10[Europe/Berlin]");
    assert_eq!(api.rolls_over().await, 0);
    assert_eq!(anna.sets(r#"{"freezes":true}"#).await.today, "2026-11-18".parse().unwrap());
    assert_eq!(api.rolls_over().await, 0, "nothing is frozen of the days before it was wanted");
    assert_eq!(anna.streak(run).await, 0);
}

#[tokio::test]
async fn a_target_is_told_once_and_archives_at_the_end_of_its_day() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna
        .makes(
            r#"{"name":"Run","schedule":{"kind":"daily"},"target":{"days":2,"archive_when_reached":true}}"#,
        )
        .await;
    anna.checks_in(run, "2026-11-15").await;
    let done = anna.checks_in(run, "2026-11-16").await;
    let celebrated = serde_json::to_value(done.celebration).unwrap();
    assert_eq!(celebrated, serde_json::json!({"kind": "target", "days": 2, "measure": "streak"}));
    api.rolls_over().await;
    assert_eq!(anna.habit(run).await.archived_at, None, "an undo on the same day works");
    api.move_to("2026-11-17T00:10[Europe/Berlin]");
    assert_eq!(api.rolls_over().await, 1);
    let archived = anna.habit(run).await;
    assert_eq!(archived.target.unwrap().reached_on, Some("2026-11-16".parse().unwrap()));
    assert_eq!(archived.archived_at, Some("2026-11-16T23:00:00Z".parse().unwrap()));
    assert_eq!(
        api.happenings().await,
        ["target_reached 2026-11-16 at 11-16 23:00", "habit_archived 2026-11-16 at 11-16 23:00"]
    );
    assert_eq!(api.rolls_over().await, 0);
}

#[tokio::test]
async fn a_target_that_is_lowered_is_reached_at_the_next_end_of_a_day_and_never_by_an_undo() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in_on(run, &DAYS).await;
    anna.changes(run, r#"{"target":{"days":3,"measure":"total"}}"#).await;
    let undone = anna.unmarks(run, "2026-11-16").await;
    assert_eq!((undone.celebration, undone.habit.target.unwrap().reached_on), (None, None));
    api.move_to("2026-11-17T00:10[Europe/Berlin]");
    api.rolls_over().await;
    assert_eq!(anna.habit(run).await.target.unwrap().reached_on, Some("2026-11-16".parse().unwrap()));
    let raised = anna.changes(run, r#"{"target":{"days":30,"measure":"total"}}"#).await;
    assert_eq!(raised.target.unwrap().reached_on, None);
    assert_eq!(anna.changes(run, r#"{"target":null}"#).await.target, None);
}

#[tokio::test]
async fn quiet_days_undone_days_and_pauses_are_told() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    anna.makes(r#"{"name":"Bins","schedule":{"kind":"weekdays","days":["mon"]},"carry_over":true}"#).await;
    let run = anna.keeps("Run").await;
    anna.changes(run, r#"{"paused_until":"2026-11-17"}"#).await;
    api.move_to("2026-11-18T09:00[Europe/Berlin]");
    assert_eq!(api.rolls_over().await, 1);
    assert_eq!(
        api.happenings().await,
        [
            "day_held 2026-11-16 at 11-16 23:00",
            "day_held 2026-11-17 at 11-17 23:00",
            "day_carried 2026-11-16 at 11-16 23:00",
            "pause_ended 2026-11-17 at 11-17 23:00",
        ]
    );
}

/// Eight days of two people with everything that days can bring about, rolled over at these times.
async fn eight_days(rollovers: &[&str]) -> Vec<String> {
    let api = Api::at("2026-11-09T12:00[Europe/Berlin]").await;
    for id in [7, 8] {
        let anna = api.user(id, "Europe/Berlin").await;
        anna.sets(r#"{"freezes":true}"#).await;
        let run = anna.makes(r#"{"name":"Run","schedule":{"kind":"daily"},"target":{"days":7}}"#).await;
        anna.checks_in(run, "2026-11-05").await;
        anna.checks_in_on(run, &["2026-11-06", "2026-11-07", "2026-11-08", "2026-11-09"]).await;
        anna.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
        anna.makes(
            r#"{"name":"Bins","schedule":{"kind":"weekdays","days":["mon","thu"]},"carry_over":true}"#,
        )
        .await;
    }
    let mut rollovers = rollovers.iter().peekable();
    for (day, is_run) in
        [("2026-11-10", true), ("2026-11-11", true), ("2026-11-13", false), ("2026-11-17", false)]
    {
        let noon = format!("{day}T12:00[Europe/Berlin]");
        while let Some(earlier) = rollovers.next_if(|at| **at < noon.as_str()) {
            api.move_to(earlier);
            tokio::join!(api.rolls_over(), api.rolls_over());
        }
        api.move_to(&noon);
        for id in [7, 8].into_iter().filter(|_| is_run) {
            let habits =
                api.bot.list_habits(core_shared::domain::UserId(id), HabitStatus::Active).await.unwrap();
            api.user(id, "Europe/Berlin").await.checks_in(habits.habits[0].id, day).await;
        }
    }
    for at in rollovers {
        api.move_to(at);
        api.rolls_over().await;
    }
    assert_eq!(api.verifies().await.repaired, 0);
    api.dump().await
}

#[tokio::test]
async fn rollovers_late_twice_and_two_at_once_give_the_same_database() {
    let in_time = [
        "2026-11-10T00:01[Europe/Berlin]",
        "2026-11-11T00:01[Europe/Berlin]",
        "2026-11-12T00:01[Europe/Berlin]",
        "2026-11-13T00:01[Europe/Berlin]",
        "2026-11-14T00:01[Europe/Berlin]",
        "2026-11-15T00:01[Europe/Berlin]",
        "2026-11-16T00:01[Europe/Berlin]",
        "2026-11-17T00:01[Europe/Berlin]",
        "2026-11-17T00:02[Europe/Berlin]",
    ];
    let now_and_then = ["2026-11-12T18:00[Europe/Berlin]", "2026-11-17T13:00[Europe/Berlin]"];
    let at_the_end = ["2026-11-17T13:00[Europe/Berlin]"];
    let reference = eight_days(&in_time).await;
    assert!(reference.iter().any(|line| line.contains("frozen")), "{reference:#?}");
    assert_eq!(eight_days(&now_and_then).await, reference);
    assert_eq!(eight_days(&at_the_end).await, reference);
}

#[tokio::test]
async fn one_bad_row_is_reported_and_stops_nobody_else() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    for id in [7, 8, 9] {
        let user = api.user(id, "Europe/Berlin").await;
        user.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    }
    let broken = "update habits set schedules = '[{\"valid_from\": \"never\"}]' where user_id = 8";
    sqlx::query(broken).execute(&api.db).await.unwrap();
    api.move_to("2026-11-17T00:10[Europe/Berlin]");
    let rolled = api.scheduler.run_rollovers().await.unwrap();
    assert_eq!((rolled.users, rolled.failed), (2, 1));
    let again = api.scheduler.run_rollovers().await.unwrap();
    assert_eq!((again.users, again.failed), (0, 0), "it waits for another try");
    api.move_to("2026-11-17T01:20[Europe/Berlin]");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().failed, 1);
}

#[tokio::test]
async fn more_than_a_page_of_users_is_closed_in_several_runs_and_everybody_once() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    api.clones(7, 2500).await;
    api.move_to("2026-11-17T00:10[Europe/Berlin]");
    let mut users = 0;
    loop {
        let rolled = api.scheduler.run_rollovers().await.unwrap();
        users += rolled.users;
        if !rolled.more {
            break;
        }
    }
    assert_eq!(users, 2501);
    assert_eq!(api.count("select count(*) from events where kind = 'day_held'").await, 2501);
    assert_eq!(api.count("select count(*) from users where rolled_over_through = '2026-11-16'").await, 2501);
}

#[tokio::test]
async fn a_freeze_cannot_be_put_by_hand() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let path = format!("/v1/users/7/habits/{run}/executions/2026-11-16");
    assert_eq!(api.refuses("PUT", &path, r#"{"state":"frozen"}"#).await, "/state");
    let gone = api.bot.get_habit(anna.id, core_shared::domain::HabitId(run.0 + 1)).await.unwrap_err();
    assert_eq!(gone.kind(), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn a_carried_day_is_asked_for_again_until_it_is_done() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let bins = anna
        .makes(
            r#"{"name":"Bins","schedule":{"kind":"weekdays","days":["mon"]},"carry_over":true,
                "reminders":[{"time":"20:00"}]}"#,
        )
        .await;
    for evening in ["2026-11-16T20:01[Europe/Berlin]", "2026-11-17T20:01[Europe/Berlin]"] {
        api.move_to(evening);
        assert_eq!(api.due().await.len(), 1, "{evening}");
    }
    let today = api.bot.get_today(anna.id).await.unwrap().habits.remove(0);
    assert_eq!((today.state, today.carried_from), (DayState::Carried, Some("2026-11-16".parse().unwrap())));
    assert_eq!(anna.checks_in(bins, "2026-11-17").await.habit.progress.streak, 1);
    api.move_to("2026-11-18T20:01[Europe/Berlin]");
    assert!(api.due().await.is_empty());
}

#[tokio::test]
async fn everything_at_once_ends_without_a_deadlock() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let mut people = Vec::new();
    for id in 1..=4 {
        let user = api.user(id, "Europe/Berlin").await;
        user.sets(r#"{"freezes":true}"#).await;
        let run = user.makes(r#"{"name":"Run","schedule":{"kind":"daily"},"target":{"days":9}}"#).await;
        let sugar = user.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
        people.push((user, run, sugar));
    }
    for day in 17..=27 {
        api.move_to(&format!("2026-11-{day}T12:00[Europe/Berlin]"));
        let yesterday = format!("2026-11-{}", day - 1);
        let crowd = people.iter().map(async |(user, run, sugar)| {
            tokio::join!(
                user.checks_in(*run, &yesterday),
                user.changes(*run, r#"{"paused_until":null}"#),
                user.changes(*sugar, r#"{"carry_over":false}"#),
                user.sets(r#"{"first_weekday":"sun"}"#),
                user.moves_to_zone(if day % 2 == 0 { "Asia/Tokyo" } else { "Europe/Berlin" }),
                user.checks_in(*sugar, "2026-01-01"),
            )
        });
        let rollovers = (0..3).map(|_| api.rolls_over());
        tokio::join!(futures_util::future::join_all(crowd), futures_util::future::join_all(rollovers));
    }
    assert_eq!(api.verifies().await.repaired, 0);
    let twice = "select count(*) from (
                     select 1 from events where kind = 'day_held' group by user_id, habit_id, day having count(*) > 1
                 ) as twice";
    assert_eq!(api.count(twice).await, 0);
}
