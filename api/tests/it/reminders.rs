//! Reminders: planned from local time, handed out once, settled by reports.

use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::habits::PatchHabit;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::users::PutUser;
use core_shared::domain::{Answer, Snooze};

use crate::harness::{Api, asked_for, instant, reminder, workdays};

fn sent(message_id: i32) -> DeliveryOutcome {
    DeliveryOutcome::Sent { message_id }
}

fn blocked() -> DeliveryOutcome {
    DeliveryOutcome::Gone { cause: "Forbidden: bot was blocked by the user".to_owned() }
}

#[tokio::test]
async fn a_reminder_comes_at_its_minute_and_once() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T20:59:59[Europe/Berlin]");
    assert!(api.due().await.is_empty());

    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let due = api.due().await;
    let [delivery] = &due[..] else { panic!("{due:?}") };
    assert_eq!((delivery.user, delivery.due_at), (anna.id, instant("2026-11-16T21:00[Europe/Berlin]")));
    let [asked] = &reminder(delivery).habits[..] else { panic!("{delivery:?}") };
    assert_eq!((asked.habit, asked.day.to_string()), (run, "2026-11-16".to_owned()));

    assert_eq!(api.reports(delivery, sent(1)).await, 1);
    assert_eq!(api.reports(delivery, sent(1)).await, 0, "a report counts once");
    api.move_to("2026-11-16T23:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
}

#[tokio::test]
async fn planning_and_claiming_are_one_statement_each() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    assert_eq!(api.statements_of(api.plans()).await, 1);
    assert_eq!(api.statements_of(api.claims()).await, 1);
}

#[tokio::test]
async fn a_scheduler_that_was_away_loses_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_on("Drink", workdays(), &["13:00", "14:30", "15:59", "16:01"]).await;
    api.move_to("2026-11-16T16:00[Europe/Berlin]");
    let missed = api.due().await;
    assert_eq!(missed.len(), 3);
    for delivery in &missed {
        api.reports(delivery, sent(1)).await;
    }
    api.move_to("2026-11-16T16:01[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn what_was_made_after_its_minute_waits_for_the_next_day() {
    let api = Api::at("2026-11-16T21:00:30[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Late", "21:00").await;
    api.move_to("2026-11-16T23:59[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-11-17T21:00[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn only_days_of_the_schedule_are_asked_for() {
    let api = Api::at("2026-11-14T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_on("Work", workdays(), &["07:00"]).await;
    api.move_to("2026-11-15T23:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-11-16T07:00[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn a_minute_that_spring_swallows_fires_when_the_gap_ends() {
    let api = Api::at("2026-03-29T01:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Night", "02:30").await;
    api.move_to("2026-03-29T01:59:59[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-03-29T03:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].due_at, instant("2026-03-29T03:00[Europe/Berlin]"));
}

#[tokio::test]
async fn a_minute_that_autumn_repeats_fires_at_the_first() {
    let api = Api::at("2026-10-25T01:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Night", "02:30").await;
    api.move_to("2026-10-25T02:30+02:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].due_at, "2026-10-25T00:30:00Z".parse().unwrap());
    api.reports(&due[0], sent(1)).await;
    api.move_to("2026-10-25T02:30+01:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-10-25T12:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
}

#[tokio::test]
async fn after_midnight_with_a_late_day_start_it_is_about_yesterday() {
    let api = Api::at("2026-11-16T22:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.starts_days_at("03:00").await;
    anna.keeps_on("Work", workdays(), &["01:00"]).await;
    api.move_to("2026-11-17T01:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(reminder(&due[0]).habits[0].day.to_string(), "2026-11-16");
}

#[tokio::test]
async fn a_slot_that_comes_twice_by_travelling_is_asked_once() {
    let api = Api::at("2026-11-16T20:00[Pacific/Kiritimati]").await;
    let anna = api.user(7, "Pacific/Kiritimati").await;
    anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Pacific/Kiritimati]");
    let due = api.due().await;
    api.reports(&due[0], sent(1)).await;
    anna.moves_to_zone("Pacific/Honolulu").await;
    api.move_to("2026-11-16T21:00[Pacific/Honolulu]");
    assert!(api.due().await.is_empty(), "the 16th was asked for before the journey");
    api.move_to("2026-11-17T21:00[Pacific/Honolulu]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn what_is_done_skipped_or_archived_by_then_is_not_asked_for() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let done = anna.keeps_with_reminder("Done", "21:00").await;
    let skipped = anna.keeps_with_reminder("Skipped", "21:00").await;
    let archived = anna.keeps_with_reminder("Archived", "21:00").await;
    let open = anna.keeps_with_reminder("Open", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    assert_eq!(api.plans().await, 4);
    anna.checks_in(done, "2026-11-16").await;
    anna.marks(skipped, "2026-11-16", Answer::Skipped).await;
    let archive = PatchHabit { archived: Some(true), ..PatchHabit::default() };
    api.bot.patch_habit(anna.id, archived, &archive).await.unwrap();
    let due = api.due().await;
    assert_eq!((due.len(), asked_for(&due[0])), (1, vec![open]));
}

#[tokio::test]
async fn what_was_answered_with_no_is_not_asked_for() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    anna.marks(run, "2026-11-16", Answer::NotDone).await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    assert_eq!(api.plans().await, 1);
    assert!(api.due().await.is_empty());
    api.move_to("2026-11-17T21:00[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1, "the next day asks anew");
}

#[tokio::test]
async fn two_schedulers_share_the_work_and_double_none_of_it() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    for id in 1..=40 {
        api.user(id, "Europe/Berlin").await.keeps_with_reminder("Run", "21:00").await;
    }
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let planned = tokio::join!(api.plans(), api.plans());
    assert_eq!(planned.0 + planned.1, 40);
    let (one, two) = tokio::join!(api.claims(), api.claims());
    let mut users: Vec<_> =
        one.deliveries.iter().chain(&two.deliveries).map(|delivery| delivery.user).collect();
    users.sort();
    users.dedup();
    assert_eq!((users.len(), one.deliveries.len() + two.deliveries.len()), (40, 40));
}

#[tokio::test]
async fn what_a_dead_scheduler_held_is_handed_out_again_and_its_late_report_does_not_count() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let lost = api.due().await.remove(0);
    api.move_to("2026-11-16T21:00:59[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-11-16T21:01[Europe/Berlin]");
    let again = api.due().await.remove(0);
    assert_eq!((again.id, again.attempt), (lost.id, 2));
    assert_eq!(api.reports(&lost, blocked()).await, 0);
    assert_eq!(api.reports(&again, sent(5)).await, 1);
}

#[tokio::test]
async fn telegrams_own_pause_is_kept_and_a_released_delivery_is_ready_at_once() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let first = api.due().await.remove(0);
    let pause = DeliveryOutcome::Retry { after_seconds: Some(30), cause: "Too Many Requests".to_owned() };
    api.reports(&first, pause).await;
    api.move_to("2026-11-16T21:00:29[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.move_to("2026-11-16T21:00:30[Europe/Berlin]");
    let second = api.due().await.remove(0);
    api.reports(&second, DeliveryOutcome::Released { after_seconds: None }).await;
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn what_fails_eight_times_is_kept_with_its_cause_and_not_tried_again() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.keeps_with_reminder("Run", "21:00").await;
    for hour in 0..8 {
        api.move_to(&format!(
            "2026-11-{}T{:02}:00[Europe/Berlin]",
            16 + (21 + hour * 3) / 24,
            (21 + hour * 3) % 24
        ));
        let delivery = api.due().await.remove(0);
        api.reports(&delivery, DeliveryOutcome::Retry { after_seconds: None, cause: "502".to_owned() }).await;
    }
    let dead = "select count(*) from deliveries where state = 'rejected' and cause = '502' and failures = 8";
    assert_eq!(api.count(dead).await, 1);
}

#[tokio::test]
async fn somebody_who_blocked_the_bot_is_left_alone_until_they_come_back() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, blocked()).await;
    api.move_to("2026-11-17T21:00[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    api.bot.put_user(anna.id, &PutUser::default()).await.unwrap();
    api.move_to("2026-11-18T21:00[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn a_reminder_older_than_a_day_is_not_sent_any_more() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-19T20:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(due.len(), 1, "that of the 18th; older ones have expired");
}

#[tokio::test]
async fn a_snoozed_reminder_comes_again_and_twice_is_once() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "21:00").await;
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let first = api.due().await.remove(0);
    api.reports(&first, sent(1)).await;
    for _ in 0..2 {
        let snooze = api.bot.put_snooze(anna.id, first.id, &Snooze::Minutes(10)).await.unwrap();
        assert_eq!(snooze.due_at, instant("2026-11-16T21:10[Europe/Berlin]"));
    }
    api.move_to("2026-11-16T21:10[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
    let stranger = api.user(8, "Europe/Berlin").await;
    let refused = api.bot.put_snooze(stranger.id, first.id, &Snooze::Minutes(10)).await.unwrap_err();
    assert_eq!(refused.kind(), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn a_broken_zone_in_one_row_stops_nobody_else() {
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    anna.keeps_with_reminder("Run", "21:00").await;
    boris.keeps_with_reminder("Run", "21:00").await;
    for broken in [
        "update users set zone = 'Mars/Olympus' where id = 8",
        "update reminders set zone = 'Mars/Olympus' where user_id = 8",
        "insert into zone_watermarks values ('Mars/Olympus', '2026-01-01')",
    ] {
        sqlx::query(broken).execute(&api.db).await.unwrap();
    }
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(due.iter().map(|delivery| delivery.user).collect::<Vec<_>>(), [anna.id]);
    assert!(api.bot.get_today(boris.id).await.is_ok());
}

#[tokio::test]
async fn several_reminders_of_a_habit_have_weekdays_of_their_own() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna
        .makes(
            r#"{"name":"Run","schedule":{"kind":"daily"},"reminders":[
                {"time":"07:00","weekdays":["mon","tue"]},{"time":"07:00","weekdays":["wed"]},{"time":"21:00"}]}"#,
        )
        .await;
    let reminders = anna.habit(run).await.reminders;
    assert_eq!(
        serde_json::to_value(reminders[0].weekdays).unwrap(),
        serde_json::json!(["mon", "tue", "wed"])
    );
    let mut asked = Vec::new();
    for day in 16..=20 {
        for time in ["07:01", "21:01"] {
            api.move_to(&format!("2026-11-{day}T{time}[Europe/Berlin]"));
            asked.push(api.plans().await);
        }
    }
    assert_eq!(asked, [1, 1, 1, 1, 1, 1, 0, 1, 0, 1]);
}

#[tokio::test]
async fn a_reminder_outside_of_its_habits_days_waits_for_another_schedule() {
    let api = Api::at("2026-11-16T06:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_on("Run", workdays(), &[]).await;
    anna.changes(run, r#"{"reminders":[{"time":"09:00","weekdays":["sun"]}]}"#).await;
    api.move_to("2026-11-22T09:01[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    anna.changes(run, r#"{"schedule":{"kind":"daily"}}"#).await;
    api.move_to("2026-11-29T09:01[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
    let changed = anna.changes(run, r#"{"reminders":[{"time":"09:00","weekdays":["mon"]}]}"#).await;
    assert_eq!(changed.reminders.len(), 1, "the same reminder on another day");
    api.move_to("2026-11-30T09:01[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn a_reminder_can_be_put_off_until_a_time_of_the_users_own_clock() {
    let api = Api::at("2026-11-16T18:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Run", "18:01").await;
    api.move_to("2026-11-16T18:02[Europe/Berlin]");
    let delivery = api.due().await.remove(0);
    api.reports(&delivery, DeliveryOutcome::Sent { message_id: 5 }).await;
    for (snooze, due_at) in [
        (Snooze::Evening, "2026-11-16T19:00[Europe/Berlin]"),
        (Snooze::Tomorrow, "2026-11-17T18:01[Europe/Berlin]"),
        (Snooze::At("21:30".parse().unwrap()), "2026-11-16T21:30[Europe/Berlin]"),
    ] {
        let snoozed = api.bot.put_snooze(anna.id, delivery.id, &snooze).await.unwrap();
        assert_eq!(snoozed.due_at, instant(due_at));
    }
    api.move_to("2026-11-16T21:31[Europe/Berlin]");
    let again = api.claims().await.deliveries;
    assert_eq!(again.len(), 1, "the repetition was moved, not doubled");
}

#[tokio::test]
async fn a_reminder_in_quiet_hours_waits_for_their_end() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.sets(r#"{"quiet_hours":{"from":"22:00","to":"07:00"}}"#).await;
    let run = anna.keeps_with_reminder("Run", "22:30").await;
    anna.keeps_with_reminder("Read", "21:59").await;
    api.move_to("2026-11-16T21:59:30[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1, "before the quiet hours it comes at its time");
    api.move_to("2026-11-16T22:31[Europe/Berlin]");
    api.plans().await;
    let held = api.claims().await.deliveries;
    assert!(held.iter().all(|delivery| !asked_for(delivery).contains(&run)));
    api.move_to("2026-11-17T06:59[Europe/Berlin]");
    let held = api.claims().await.deliveries;
    assert!(held.iter().all(|delivery| !asked_for(delivery).contains(&run)));
    api.move_to("2026-11-17T07:00[Europe/Berlin]");
    let asked = api.claims().await.deliveries;
    let asked = asked.iter().flat_map(|delivery| &reminder(delivery).habits);
    let asked = asked.filter(|item| item.habit == run && item.day.day() == 16);
    assert_eq!(asked.count(), 1, "for the day it was made for");
}

#[tokio::test]
async fn what_is_answered_in_quiet_hours_is_not_asked_for_behind_them() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.sets(r#"{"quiet_hours":{"from":"22:00","to":"07:00"}}"#).await;
    let run = anna.keeps_with_reminder("Run", "22:30").await;
    api.move_to("2026-11-16T22:31[Europe/Berlin]");
    assert!(api.due().await.is_empty());
    anna.checks_in(run, "2026-11-16").await;
    api.move_to("2026-11-17T07:00[Europe/Berlin]");
    assert!(api.claims().await.deliveries.is_empty());
    assert_eq!(anna.sets(r#"{"quiet_hours":null}"#).await.quiet_hours, None);
    assert_eq!(
        api.refuses("PATCH", "/v1/users/7", r#"{"quiet_hours":{"from":"22:00","to":"22:00"}}"#).await,
        "/quiet_hours"
    );
}
