//! Everything that can be set is set in the chat and holds; everything can be taken along; and whoever leaves is gone.

use core_shared::client::ApiClient;
use core_shared::contract::habits::{CreateHabit, HabitStatus, PatchHabit};
use core_shared::contract::reminders::CreateReminder;
use core_shared::contract::users::UserBody;
use core_shared::domain::{Answer, HabitName, Schedule, UserId};
use jiff::ToSpan as _;
use jiff::civil::Date;
use sandbox::{Actor, Message};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::one_process::OneProcess;
use crate::processes::{Processes, Service};
use crate::story::{assert_telegram_was_content, makes_a_habit, moves_to_next, post_is_settled};

const ANNA: UserId = UserId(1001);

fn client(product: &OneProcess) -> ApiClient {
    ApiClient::new(&product.api_url, product.bot_key.clone().into())
}

async fn arrives(product: &OneProcess) -> Actor {
    moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(ANNA.0, "Anna", "en");
    makes_a_habit(&anna, "Read 20 pages").await;
    anna
}

/// How many rows of theirs there are, in all tables that know a user.
async fn rows_of(database_url: &str, user: UserId) -> Vec<(String, i64)> {
    let db = PgPool::connect(database_url).await.unwrap();
    let columns = "select table_name::text, column_name::text from information_schema.columns
                   where table_schema = 'public' and (column_name = 'user_id' or (table_name, column_name) = ('users', 'id'))
                   order by 1";
    let columns: Vec<(String, String)> = sqlx::query_as(columns).fetch_all(&db).await.unwrap();
    assert!(columns.len() > 8, "{columns:?}");
    let mut rows = Vec::new();
    for (table, column) in columns {
        let count = format!("select count(*) from {table} where {column} = $1");
        let count = sqlx::query_scalar(sqlx::AssertSqlSafe(count)).bind(user.0).fetch_one(&db).await.unwrap();
        rows.push((table, count));
    }
    db.close().await;
    rows.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn settings_of(user: &UserBody) -> Value {
    let mut settings = serde_json::to_value(user).unwrap();
    for other in ["id", "created_at", "today", "reviewed_through"] {
        settings.as_object_mut().unwrap().remove(other);
    }
    settings
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_tapped_in_the_settings_holds_in_the_api() {
    let product = OneProcess::start().await;
    let anna = arrives(&product).await;
    let today = client(&product).get_user(ANNA).await.unwrap().today;
    anna.says("/settings").await;
    for (page, choice) in [
        ("Day begins", "04:00"),
        ("Week begins", "Sat"),
        ("Quiet hours", "23:00 – 08:00"),
        ("Morning", "09:00"),
        ("Evening", "19:00"),
        ("Pinned list", "Pin the list of the day"),
        ("Reminders", "Turn reminders off"),
        ("Vacation", "A week"),
        ("Freezes", "Turn freezes on"),
        ("Language", "Русский"),
    ] {
        anna.taps(page).await;
        anna.taps(choice).await;
    }
    let user = client(&product).get_user(ANNA).await.unwrap();
    let expected = json!({
        "locale": "ru", "zone": "Europe/Berlin", "day_start": "04:00", "first_weekday": "sat", "freezes": true,
        "quiet_hours": {"from": "23:00", "to": "08:00"}, "digest_at": "09:00", "nudge_at": "19:00",
        "pinned_today": true, "reminding": false, "vacation": {"from": today, "to": today.saturating_add(6.days())},
    });
    assert_eq!(settings_of(&user), expected);
    for (page, choice) in [
        ("Начало дня", "00:00"),
        ("Начало недели", "пн"),
        ("Тихие часы", "Нет"),
        ("Утро", "Нет"),
        ("Вечер", "Нет"),
        ("Список дня", "Не закреплять"),
        ("Напоминания", "Включить"),
        ("Отпуск", "Закончить отпуск"),
        ("Заморозки", "Выключить"),
        ("Язык", "English"),
    ] {
        anna.taps(page).await;
        anna.taps(choice).await;
    }
    let user = client(&product).get_user(ANNA).await.unwrap();
    let expected = json!({
        "locale": "en", "zone": "Europe/Berlin", "day_start": "00:00", "first_weekday": "mon", "freezes": false,
        "quiet_hours": null, "digest_at": null, "nudge_at": null, "pinned_today": false, "reminding": true, "vacation": null,
    });
    assert_eq!(settings_of(&user), expected);
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_in_the_settings_holds_in_the_api_and_in_the_chat() {
    let product = OneProcess::start().await;
    let anna = arrives(&product).await;
    let today = client(&product).get_user(ANNA).await.unwrap().today;
    let (from, to) = (today.saturating_add(10.days()), today.saturating_add(20.days()));
    let dotted = |day: Date| day.strftime("%d.%m.%Y").to_string();
    anna.says("/settings").await;
    for (page, words) in [
        ("Time zone", "Tokyo"),
        ("Day begins", "3:30"),
        ("Quiet hours", "from 22:30 to 6"),
        ("Morning", "6:45"),
        ("Evening", "20:15"),
        ("Vacation", &format!("{}-{}", dotted(from), dotted(to))),
    ] {
        anna.taps(page).await;
        if page == "Time zone" {
            anna.says(words).await;
            anna.taps("‹ Settings").await;
        } else {
            anna.taps("Other").await;
            anna.says(words).await;
        }
    }
    anna.taps("Vacation").await;
    anna.taps("Other").await;
    anna.says("1.1.2999").await;
    assert!(anna.chat().last().text.starts_with("That is too far away"), "{}", anna.chat());
    anna.taps("‹ Back").await;
    let user = client(&product).get_user(ANNA).await.unwrap();
    let expected = json!({
        "locale": "en", "zone": "Asia/Tokyo", "day_start": "03:30", "first_weekday": "mon", "freezes": false,
        "quiet_hours": {"from": "22:30", "to": "06:00"}, "digest_at": "06:45", "nudge_at": "20:15", "pinned_today": false,
        "reminding": true, "vacation": {"from": from, "to": to},
    });
    assert_eq!(settings_of(&user), expected);
    // In Tokyo it is 6:45 when it is 22:45 or 23:45 in Berlin.
    moves_to_next(&product.sandbox, "23:50");
    anna.sees("☀️ Today: 1 habit").await;
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_export_is_what_the_api_has() {
    let product = OneProcess::start().await;
    let anna = arrives(&product).await;
    let api = client(&product);
    let today = api.get_user(ANNA).await.unwrap().today;
    let mut water = CreateHabit::new(HabitName::parse("Water <b>").unwrap(), Schedule::Daily {});
    water.reminders = vec![CreateReminder::at("09:00".parse().unwrap())];
    let water = api.create_habit(ANNA, &water, "water").await.unwrap().id;
    let days = [0, 1, 400, 800].map(|back: i64| today.saturating_sub(back.days()));
    for day in days {
        api.put_execution(ANNA, water, day, &Answer::Done.into()).await.unwrap();
    }
    let archive = PatchHabit { archived: Some(true), ..PatchHabit::default() };
    api.patch_habit(ANNA, water, &archive).await.unwrap();
    let token = json!({"name": "Watch", "access": "read"});
    let secret = api.create_token(ANNA, &serde_json::from_value(token).unwrap()).await.unwrap().secret;
    anna.says("/settings").await;
    anna.taps("Tokens").await;
    assert!(anna.chat().last().text.contains("Watch"), "{}", anna.chat());
    anna.taps("‹ Settings").await;
    anna.taps("Delete everything").await;
    assert!(anna.chat().last().text.contains("• 2 habits\n• 4 marked days"), "{}", anna.chat());
    anna.taps("Export").await;
    let document = anna.chat().last();
    assert_eq!(document.file().unwrap().name, format!("habits-{today}.json"));
    let export: Value = serde_json::from_slice(&anna.opens(document.id)).unwrap();
    assert_eq!(export["user"], serde_json::to_value(api.get_user(ANNA).await.unwrap()).unwrap());
    assert_eq!(export["tokens"], serde_json::to_value(api.list_tokens(ANNA).await.unwrap().tokens).unwrap());
    assert_eq!(export["tokens"][0]["name"], "Watch");
    assert!(!String::from_utf8(anna.opens(document.id)).unwrap().contains(secret.expose()));
    let mut habits = api.list_habits(ANNA, HabitStatus::Active).await.unwrap().habits;
    habits.extend(api.list_habits(ANNA, HabitStatus::Archived).await.unwrap().habits);
    assert_eq!(export["habits"].as_array().unwrap().len(), habits.len());
    for (exported, habit) in export["habits"].as_array().unwrap().iter().zip(habits) {
        assert_eq!(exported["habit"], serde_json::to_value(&habit).unwrap());
        let schedules = api.list_schedules(ANNA, habit.id).await.unwrap().schedules;
        assert_eq!(exported["schedules"], serde_json::to_value(schedules).unwrap());
    }
    let exported = export["habits"][1]["executions"].as_array().unwrap();
    let exported: Vec<Value> = exported.iter().rev().map(|execution| execution["day"].clone()).collect();
    assert_eq!(exported, days.map(|day| json!(day)));
    anna.taps("Keep everything").await;
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_word_deletes_nothing_and_the_right_one_everything() {
    let product = OneProcess::start().await;
    let anna = arrives(&product).await;
    let boris = product.person(2002, "Boris", "en");
    makes_a_habit(&boris, "Run").await;
    moves_to_next(&product.sandbox, "21:00");
    anna.sees("🔔 Read 20 pages").await;
    anna.taps("Done").await;
    boris.sees("🔔 Run").await;
    post_is_settled(&product.database_url).await;
    let of_boris = rows_of(&product.database_url, UserId(2002)).await;
    anna.says("/delete_me").await;
    assert!(anna.chat().last().text.contains("• 1 habit\n• 1 marked day\n"), "{}", anna.chat());
    anna.says("Remove").await;
    assert!(anna.chat().last().text.starts_with("That is another word"), "{}", anna.chat());
    assert!(!rows_of(&product.database_url, ANNA).await.is_empty());
    anna.says("delete").await;
    assert!(anna.chat().last().text.starts_with("👋 Done"), "{}", anna.chat());
    assert_eq!(rows_of(&product.database_url, ANNA).await, []);
    assert_eq!(rows_of(&product.database_url, UserId(2002)).await, of_boris);
    // The next evening asks Boris alone.
    let said = anna.chat().sent_by_bot();
    let before = boris.chat().last().id;
    moves_to_next(&product.sandbox, "21:00");
    boris
        .sees_that("the next question", |chat| {
            let is_new = |message: &Message| message.id > before && message.text.starts_with("🔔");
            chat.bot_messages().iter().any(is_new)
        })
        .await;
    post_is_settled(&product.database_url).await;
    assert_eq!(anna.chat().sent_by_bot(), said, "{}", anna.chat());
    makes_a_habit(&anna, "Swim").await;
    assert_eq!(client(&product).list_habits(ANNA, HabitStatus::Active).await.unwrap().habits.len(), 1);
    assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_while_somebody_sets_and_leaves_what_they_said_is_done() {
    let mut processes = Processes::start().await;
    moves_to_next(&processes.stage.sandbox, "12:00");
    let anna = processes.stage.sandbox.person(sandbox::Person::new(ANNA.0, "Anna").language("en"));
    makes_a_habit(&anna, "Read 20 pages").await;
    let mut steps = [Service::Bot, Service::Api].into_iter().cycle();
    let mut kills = |processes: &mut Processes| processes.kills(steps.next().unwrap());
    let settings = anna.says_and_leaves("/settings");
    kills(&mut processes);
    anna.waits_for(settings).await;
    for label in ["Quiet hours", "Other"] {
        let tap = anna.taps_and_leaves(label);
        kills(&mut processes);
        anna.waits_for(tap).await;
    }
    let words = anna.says_and_leaves("22:30-7");
    kills(&mut processes);
    anna.waits_for(words).await;
    let quiet = processes.stage.client().get_user(ANNA).await.unwrap().quiet_hours.unwrap();
    assert_eq!((quiet.from().to_string(), quiet.to().to_string()), ("22:30".to_owned(), "07:00".to_owned()));
    for words in ["/delete_me", "Delete"] {
        let said = anna.says_and_leaves(words);
        kills(&mut processes);
        anna.waits_for(said).await;
    }
    assert!(anna.chat().last().text.starts_with("👋 Done"), "{}", anna.chat());
    assert_eq!(rows_of(&processes.stage.database_url, ANNA).await, []);
}
