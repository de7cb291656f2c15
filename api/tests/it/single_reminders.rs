//! Reminders one by one: added, changed and taken away without touching the others.

use core_shared::client::ClientResult;
use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::reminders::{CreateReminder, ReminderBody};
use core_shared::domain::{HabitId, ReminderId, UserId, Weekdays};

use crate::harness::{Api, User};

async fn adds(user: &User<'_>, habit: HabitId, time: &str) -> ClientResult<ReminderBody> {
    let reminder = CreateReminder::at(time.parse().unwrap());
    user.api.bot.create_reminder(user.id, habit, &reminder, &format!("{habit} {time}")).await
}

async fn patches(user: &User<'_>, habit: HabitId, id: ReminderId, json: &str) -> ClientResult<ReminderBody> {
    user.api.bot.patch_reminder(user.id, habit, id, &serde_json::from_str(json).unwrap()).await
}

/// What there is of all habits: the habit, the reminder, its time.
async fn listed(user: &User<'_>) -> Vec<(HabitId, ReminderId, String)> {
    let list = user.api.bot.list_reminders(user.id).await.unwrap().reminders;
    list.into_iter().map(|item| (item.habit, item.reminder.id, item.reminder.time.to_string())).collect()
}

fn kind<T: std::fmt::Debug>(result: ClientResult<T>) -> Option<ProblemKind> {
    result.unwrap_err().kind()
}

#[tokio::test]
async fn reminders_are_listed_over_all_habits_in_the_order_of_these() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    anna.sets(r#"{"digest_at":"08:00"}"#).await;
    assert_eq!(api.statements_of(listed(&anna)).await, 2, "an empty list");
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    let read = anna.keeps_with_reminder("Read", "20:00").await;
    boris.keeps_with_reminder("Foreign", "07:00").await;
    anna.changes(run, r#"{"archived":true}"#).await;
    let early = adds(&anna, run, "06:30").await.unwrap().id;
    let of = async |habit| anna.habit(habit).await.reminders.last().unwrap().id;
    let (late, other) = (of(run).await, of(read).await);
    let time = str::to_owned;
    let expected = [(run, early, time("06:30")), (run, late, time("21:00")), (read, other, time("20:00"))];
    assert_eq!(listed(&anna).await, expected);
    assert_eq!(api.statements_of(listed(&anna)).await, 1);
    assert_eq!(api.statements_of(api.bot.get_reminder(anna.id, run, early)).await, 1);
    assert_eq!(api.statements_of(api.bot.list_reminders(UserId(9))).await, 2, "an unknown user");
    assert_eq!(kind(api.bot.list_reminders(UserId(9)).await), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn a_reminder_is_added_once_for_its_key_and_can_be_found_where_it_says() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    let path = format!("/v1/users/7/habits/{run}/reminders");
    let body = r#"{"time":"07:00","weekdays":["mon"],"nag_minutes":15,"around":true}"#;
    let post = || api.answers("POST", &path, &[("idempotency-key", "key")], body);
    let first = post().await;
    assert_eq!((first.status().as_u16(), first.headers().get("idempotency-replayed")), (201, None));
    let location = first.headers()["location"].to_str().unwrap().to_owned();
    let made: ReminderBody = first.json().await.unwrap();
    assert_eq!(location, format!("{path}/{}", made.id));
    assert_eq!((made.weekdays.bits(), made.around), (1, true));
    assert_eq!(anna.habit(run).await.reminders[0], made);
    let read: ReminderBody = api.answers("GET", &location, &[], "").await.json().await.unwrap();
    assert_eq!(read, made);

    let moved = patches(&anna, run, made.id, r#"{"time":"08:00"}"#).await.unwrap();
    let again = post().await;
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(again.json::<ReminderBody>().await.unwrap(), moved, "as it is now");
    api.bot.delete_reminder(anna.id, run, made.id).await.unwrap();
    assert_eq!(post().await.status(), 404, "what it has made is gone");
    assert_eq!(anna.habit(run).await.reminders.len(), 1);
}

#[tokio::test]
async fn what_is_not_named_stays_and_null_takes_away_what_need_not_be_there() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna
        .makes(
            r#"{"name":"Run","schedule":{"kind":"daily"},"reminders":[
            {"time":"07:00","weekdays":["mon"],"nag_minutes":15,"around":true},{"time":"21:00"}]}"#,
        )
        .await;
    let [first, other] = &anna.habit(run).await.reminders[..] else { panic!("two") };
    let events = "select count(*) from events where kind = 'habit_changed'";
    assert_eq!(&patches(&anna, run, first.id, "{}").await.unwrap(), first);
    assert_eq!(&patches(&anna, run, first.id, r#"{"time":"07:00"}"#).await.unwrap(), first);
    assert_eq!(api.count(events).await, 0, "nothing has changed");
    let later = patches(&anna, run, first.id, r#"{"time":"07:30"}"#).await.unwrap();
    assert_eq!(later, ReminderBody { time: "07:30".parse().unwrap(), ..first.clone() });
    let plain = patches(&anna, run, first.id, r#"{"weekdays":null,"nag_minutes":null,"around":false}"#);
    let plain = plain.await.unwrap();
    assert_eq!((plain.weekdays, plain.nag_minutes, plain.around), (Weekdays::ALL, None, false));
    assert_eq!(anna.habit(run).await.reminders, [plain, other.clone()], "ids stay");
    assert_eq!(api.count(events).await, 2);
}

#[tokio::test]
async fn a_habit_asks_once_in_a_minute_also_when_two_add_at_the_same_moment() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, read) = (anna.keeps_with_reminder("Run", "21:00").await, anna.keeps("Read").await);
    assert_eq!(kind(adds(&anna, run, "21:00").await), Some(ProblemKind::ReminderExists));
    let early = adds(&anna, run, "07:00").await.unwrap().id;
    let onto = patches(&anna, run, early, r#"{"time":"21:00"}"#).await;
    assert_eq!(kind(onto), Some(ProblemKind::ReminderExists));
    adds(&anna, read, "21:00").await.unwrap();

    let reminder = CreateReminder::at("09:00".parse().unwrap());
    let add = async |key| api.bot.create_reminder(anna.id, run, &reminder, key).await;
    let moved = patches(&anna, run, early, r#"{"time":"09:00"}"#);
    let (one, other, moved) = tokio::join!(add("one"), add("other"), moved);
    let refused = [one, other, moved].into_iter().filter_map(Result::err);
    let kinds: Vec<_> = refused.map(|error| error.kind()).collect();
    assert_eq!(kinds, [Some(ProblemKind::ReminderExists); 2], "one of three has got the minute");
    assert_eq!(api.count("select count(*) from reminders where minute = 540").await, 1);
}

#[tokio::test]
async fn a_habit_has_ten_and_a_user_as_many_as_the_operator_says_also_at_the_same_moment() {
    let quotas = api::Quotas { max_habits_per_user: 9, max_reminders_per_user: 12 };
    let api = Api::configured("2026-11-16T12:00[Europe/Berlin]", |settings| settings.quotas = quotas).await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, read) = (anna.keeps("Run").await, anna.keeps("Read").await);
    let times: Vec<String> = (0..12).map(|hour| format!("{hour:02}:00")).collect();
    let added = futures_util::future::join_all(times.iter().map(|time| adds(&anna, run, time))).await;
    let refused: Vec<String> =
        added.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(
        refused.len() == 2 && refused.iter().all(|text| text.contains("10 reminders of at most 10")),
        "{refused:?}"
    );
    let added = futures_util::future::join_all(times[..4].iter().map(|time| adds(&anna, read, time))).await;
    let refused: Vec<_> = added.into_iter().filter(Result::is_err).map(kind).collect();
    assert_eq!(refused, [Some(ProblemKind::QuotaReached); 2]);
    assert_eq!(api.count("select count(*) from reminders").await, 12);
}

#[tokio::test]
async fn what_is_added_or_moved_asks_at_its_time_and_on_its_weekdays() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let passed = adds(&anna, run, "11:00").await.unwrap().id;
    let evening = adds(&anna, run, "21:00").await.unwrap().id;
    patches(&anna, run, evening, r#"{"time":"13:00"}"#).await.unwrap();
    api.move_to("2026-11-16T13:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(due.len(), 1, "not the one whose minute was over");
    api.reports(&due[0], DeliveryOutcome::Sent { message_id: 1 }).await;
    patches(&anna, run, evening, r#"{"time":"20:00"}"#).await.unwrap();
    patches(&anna, run, passed, r#"{"weekdays":["wed"]}"#).await.unwrap();
    api.move_to("2026-11-16T20:00[Europe/Berlin]");
    assert!(api.due().await.is_empty(), "it has asked today");
    api.move_to("2026-11-17T11:00[Europe/Berlin]");
    assert!(api.due().await.is_empty(), "not on Tuesdays");
    api.move_to("2026-11-17T20:00[Europe/Berlin]");
    assert_eq!(api.due().await.len(), 1);
}

#[tokio::test]
async fn a_reminder_that_is_taken_away_asks_no_more() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "13:00").await;
    api.move_to("2026-11-16T13:00[Europe/Berlin]");
    assert_eq!(api.plans().await, 1);
    let id = anna.habit(run).await.reminders[0].id;
    api.bot.delete_reminder(anna.id, run, id).await.unwrap();
    assert_eq!(kind(api.bot.delete_reminder(anna.id, run, id).await), Some(ProblemKind::NotFound));
    assert!(api.claims().await.deliveries.is_empty());
}

#[tokio::test]
async fn what_belongs_to_another_user_or_habit_is_not_there() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let (run, read) = (anna.keeps_with_reminder("Run", "21:00").await, anna.keeps("Read").await);
    let before = anna.habit(run).await;
    let id = before.reminders[0].id;
    for (user, habit) in [(boris, run), (anna, read), (User { id: UserId(9), ..anna }, run)] {
        let refused = [
            kind(api.bot.get_reminder(user.id, habit, id).await),
            kind(patches(&user, habit, id, r#"{"time":"07:00"}"#).await),
            kind(api.bot.delete_reminder(user.id, habit, id).await),
        ];
        assert_eq!(refused, [Some(ProblemKind::NotFound); 3]);
    }
    assert_eq!(kind(adds(&boris, run, "07:00").await), Some(ProblemKind::NotFound));
    assert_eq!(anna.habit(run).await, before);
}

#[tokio::test]
async fn what_makes_no_reminder() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    let before = anna.habit(run).await;
    let path = format!("/v1/users/7/habits/{run}/reminders");
    let one = format!("{path}/{}", before.reminders[0].id);
    for (body, pointer) in [
        (r#"{"time":null}"#, "/time"),
        (r#"{"time":"24:00"}"#, "/time"),
        (r#"{"time":"7:00\u0000"}"#, "/time"),
        (r#"{"time":9223372036854775808}"#, "/time"),
        (r#"{"time":1e400}"#, "/time"),
        (r#"{"time":"07:00","weekdays":[]}"#, "/weekdays"),
        (r#"{"time":"07:00","weekdays":["<b>"]}"#, "/weekdays/0"),
        (r#"{"time":"07:00","nag_minutes":4}"#, "/nag_minutes"),
        (r#"{"time":"07:00","nag_minutes":9223372036854775808}"#, "/nag_minutes"),
        (r#"{"time":"07:00","around":null}"#, "/around"),
        (r#"{"time":"07:00","🚀":1}"#, "/🚀"),
        ("null", ""),
    ] {
        assert_eq!(api.refuses("POST", &path, body).await, pointer, "{body}");
        assert_eq!(api.refuses("PATCH", &one, body).await, pointer, "{body}");
    }
    for body in ["{}", r#"{"time":"07:00","weekdays":null}"#, r#"{"time":"07:00","nag_minutes":null}"#] {
        api.refuses("POST", &path, body).await;
    }
    assert_eq!(api.refuses("DELETE", &format!("{path}/9223372036854775808"), "").await, "reminder");
    assert_eq!(anna.habit(run).await, before);
}
