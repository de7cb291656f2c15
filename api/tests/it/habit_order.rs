//! The order of habits: every list follows it, and two who order at once take turns.

use core_shared::contract::habit_order::PutHabitOrder;
use core_shared::contract::habits::{HabitStatus, HabitsPage};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{HabitId, UserId};

use crate::harness::{Api, User};

async fn orders(user: &User<'_>, habits: &[HabitId]) -> Vec<HabitId> {
    let put = PutHabitOrder { habits: habits.to_vec() };
    user.api.bot.put_habit_order(user.id, &put).await.unwrap().habits
}

async fn listed(user: &User<'_>, status: HabitStatus) -> Vec<HabitId> {
    let list = user.api.bot.list_habits(user.id, status).await.unwrap();
    list.habits.iter().map(|habit| habit.id).collect()
}

async fn keeps<const N: usize>(user: &User<'_>) -> [HabitId; N] {
    let mut habits = [HabitId(0); N];
    for (number, habit) in habits.iter_mut().enumerate() {
        *habit = user.keeps(&format!("Habit {number}")).await;
    }
    habits
}

#[tokio::test]
async fn every_list_follows_the_order_and_new_habits_come_last() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let [run, read, swim, write] = keeps(&anna).await;
    assert_eq!(orders(&anna, &[swim, run]).await, [swim, run, read, write], "the others keep their order");
    let late = anna.keeps("Late").await;
    let expected = [swim, run, read, write, late];
    assert_eq!(listed(&anna, HabitStatus::Active).await, expected);
    let today = api.bot.get_today(anna.id).await.unwrap();
    assert_eq!(today.habits.iter().map(|habit| habit.id).collect::<Vec<_>>(), expected);
    let day = "2026-11-16".parse().unwrap();
    let range = core_shared::domain::Days { from: day, to: day };
    let statistics = api.bot.get_user_statistics(anna.id, range).await.unwrap();
    assert_eq!(statistics.habits.iter().map(|habit| habit.id).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn an_archived_habit_keeps_its_place() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let [run, read, swim] = keeps(&anna).await;
    anna.changes(read, r#"{"archived":true}"#).await;
    assert_eq!(orders(&anna, &[swim]).await, [swim, run, read]);
    anna.changes(read, r#"{"archived":false}"#).await;
    assert_eq!(listed(&anna, HabitStatus::Active).await, [swim, run, read]);
}

#[tokio::test]
async fn the_same_order_twice_changes_nothing_and_says_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let [run, read] = keeps(&anna).await;
    for _ in 0..2 {
        assert_eq!(orders(&anna, &[read]).await, [read, run]);
    }
    assert_eq!(orders(&anna, &[]).await, [read, run]);
    assert_eq!(api.count("select count(*) from events where kind = 'habits_ordered'").await, 1);
}

#[tokio::test]
async fn habits_that_are_named_twice_or_are_not_there_change_nothing() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let ([run, read], foreign) = (keeps(&anna).await, boris.keeps("Foreign").await);
    let pointer = async |habits: String| {
        let body = format!(r#"{{"habits":[{habits}]}}"#);
        let response = api.answers("PUT", "/v1/users/7/habit-order", &[], &body).await;
        assert_eq!(response.status(), 422, "{body}");
        let problem: serde_json::Value = response.json().await.unwrap();
        problem["errors"][0]["pointer"].as_str().unwrap().to_owned()
    };
    assert_eq!(pointer(format!("{read},{run},{read}")).await, "/habits/2");
    assert_eq!(pointer(format!("{read},{foreign}")).await, "/habits/1");
    assert_eq!(pointer(format!("{read},null")).await, "/habits/1");
    assert_eq!(pointer("9223372036854775808".to_owned()).await, "/habits/0");
    assert_eq!(pointer(format!("{read},9223372036854775807,0")).await, "/habits/1");
    for (body, pointer) in [
        (r#"{"habits":null}"#, "/habits"),
        (r#"{"habits":{}}"#, "/habits"),
        (r#"{"habits":[1e400]}"#, "/habits/0"),
        (r#"{"habits":["<b>"]}"#, "/habits/0"),
        (r#"{"habits":["\u0000"]}"#, "/habits/0"),
        (r#"{"habits":[],"🚀":1}"#, "/🚀"),
        ("{}", "/habits"),
    ] {
        assert_eq!(api.refuses("PUT", "/v1/users/7/habit-order", body).await, pointer, "{body}");
    }
    assert_eq!(listed(&anna, HabitStatus::Active).await, [run, read]);
    let stranger = api.bot.put_habit_order(UserId(9), &PutHabitOrder { habits: Vec::new() }).await;
    assert_eq!(stranger.unwrap_err().kind(), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn whoever_orders_at_the_same_moment_takes_turns() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let [run, read, swim, write] = keeps(&anna).await;
    let (one, other) = ([write, run], [swim, read]);
    let late = tokio::join!(orders(&anna, &one), orders(&anna, &other), anna.keeps("Late")).2;
    let after = listed(&anna, HabitStatus::Active).await;
    let (last, before) = if after[..2] == one { (one, other) } else { (other, one) };
    assert_eq!(after, [&last[..], &before, &[late]].concat(), "as one after the other");
    let places = "select count(distinct position) from habits";
    assert_eq!(api.count(places).await, 5);
}

#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let habits: [HabitId; 5] = keeps(&anna).await;
    let order = [habits[4], habits[0], habits[3], habits[1], habits[2]];
    orders(&anna, &order).await;
    let mut page = HabitsPage { limit: Some(2), ..HabitsPage::default() };
    let mut seen = Vec::new();
    for expected in [2, 2, 1] {
        let found = api.bot.list_habits_page(anna.id, &page).await.unwrap();
        assert_eq!((found.habits.len(), found.next.is_some()), (expected, expected == 2));
        seen.extend(found.habits.iter().map(|habit| habit.id));
        page.after = found.next;
    }
    assert_eq!(seen, order);
    let all = HabitsPage { limit: Some(5), ..HabitsPage::default() };
    assert_eq!(
        api.bot.list_habits_page(anna.id, &all).await.unwrap().next,
        None,
        "nothing follows a full page"
    );
}

#[tokio::test]
async fn a_page_that_makes_no_sense_is_refused() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await;
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=-1", "limit"),
        ("limit=9223372036854775808", "limit"),
        ("after=", "after"),
        ("after=7", "after"),
        ("after=1.9223372036854775808", "after"),
        ("after=%00", "after"),
        ("tag=", "tag"),
        ("tag=%00", "tag"),
        ("page=1", "page"),
    ] {
        let path = format!("/v1/users/7/habits?{query}");
        assert_eq!(api.refuses("GET", &path, "").await, parameter, "{query}");
    }
}

#[tokio::test]
async fn a_list_takes_one_statement_and_two_when_it_is_empty_or_of_a_tag() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let statements = async |user: i64, tag: Option<&str>| {
        let tag = tag.map(|tag| core_shared::domain::Tag::parse(tag).unwrap());
        let page = HabitsPage { tag, ..HabitsPage::default() };
        api.statements_of(api.bot.list_habits_page(UserId(user), &page)).await
    };
    assert_eq!(statements(7, None).await, 2, "an empty list");
    keeps::<3>(&anna).await;
    assert_eq!(statements(7, None).await, 1);
    assert_eq!(statements(7, Some("home")).await, 2);
    assert_eq!(statements(9, None).await, 2, "an unknown user");
    assert_eq!(statements(9, Some("home")).await, 1);
}
