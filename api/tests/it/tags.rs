//! Tags: what habits are sorted by.

use core_shared::contract::habits::{HabitStatus, HabitsPage};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{HabitId, Tag, UserId};

use crate::harness::{Api, User};

fn texts(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(Tag::as_str).collect()
}

async fn tagged(user: &User<'_>, tag: &str) -> Vec<HabitId> {
    let page = HabitsPage { tag: Some(Tag::parse(tag).unwrap()), ..HabitsPage::default() };
    let list = user.api.bot.list_habits_page(user.id, &page).await.unwrap();
    list.habits.iter().map(|habit| habit.id).collect()
}

fn habit(name: &str, tags: &str) -> String {
    format!(r#"{{"name":"{name}","schedule":{{"kind":"daily"}},"tags":{tags}}}"#)
}

#[tokio::test]
async fn tags_are_kept_as_typed_until_they_are_changed_or_taken_away() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.makes(&habit("Run", r#"[" Дом ","<b>🚀</b>"]"#)).await;
    assert_eq!(texts(&anna.habit(run).await.tags), ["Дом", "<b>🚀</b>"]);
    assert_eq!(texts(&anna.changes(run, r#"{"name":"Walk"}"#).await.tags), ["Дом", "<b>🚀</b>"]);
    assert_eq!(texts(&anna.changes(run, r#"{"tags":["дом"]}"#).await.tags), ["дом"]);
    assert!(anna.changes(run, r#"{"tags":null}"#).await.tags.is_empty());
    anna.changes(run, r#"{"tags":["x"]}"#).await;
    assert!(anna.changes(run, r#"{"tags":[]}"#).await.tags.is_empty());
}

#[tokio::test]
async fn habits_are_found_by_what_their_tags_look_like() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.makes(&habit("Run", r#"["Caf\u00e9","health"]"#)).await;
    let read = anna.makes(&habit("Read", r#"["cafe\u0301"]"#)).await;
    let swim = anna.makes(&habit("Swim", r#"["HEALTH"]"#)).await;
    boris.makes(&habit("Foreign", r#"["health"]"#)).await;
    assert_eq!(tagged(&anna, "CAFÉ").await, [run, read]);
    assert_eq!(tagged(&anna, "Health").await, [run, swim]);
    anna.changes(swim, r#"{"archived":true}"#).await;
    assert_eq!(tagged(&anna, "Health").await, [run]);
    assert!(tagged(&anna, "heal").await.is_empty());
    let page = HabitsPage {
        tag: Some(Tag::parse("x").unwrap()),
        status: HabitStatus::Active,
        ..HabitsPage::default()
    };
    let stranger = api.bot.list_habits_page(UserId(9), &page).await.unwrap_err();
    assert_eq!(stranger.kind(), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn tags_that_make_no_sense_are_refused_where_they_stand() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.makes(&habit("Run", r#"["kept"]"#)).await;
    let long = format!(r#"["{}"]"#, "я".repeat(33));
    let eleven = format!("[{}]", (0..11).map(|tag| format!(r#""{tag}""#)).collect::<Vec<_>>().join(","));
    for (tags, pointer) in [
        (r#"["home","Home"]"#, "/tags/1"),
        (r#"["a","b","\u200ba"]"#, "/tags/2"),
        (r#"["a",null]"#, "/tags/1"),
        (r#"["a",7]"#, "/tags/1"),
        (r#"["a",1e400]"#, "/tags/1"),
        (r#"[""]"#, "/tags/0"),
        (r#"["\u200b"]"#, "/tags/0"),
        (r#"["a\u0000"]"#, "/tags/0"),
        (r#"["a\nb"]"#, "/tags/0"),
        (r#""home""#, "/tags"),
        (&long, "/tags/0"),
        (&eleven, "/tags"),
    ] {
        let patch = format!(r#"{{"tags":{tags}}}"#);
        for (method, path, body) in [
            ("POST", "/v1/users/7/habits".to_owned(), habit("x", tags)),
            ("PATCH", format!("/v1/users/7/habits/{run}"), patch),
        ] {
            let response = api.answers(method, &path, &[], &body).await;
            assert_eq!(response.status(), 422, "{body}");
            let problem: serde_json::Value = response.json().await.unwrap();
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
        }
    }
    assert_eq!(
        api.refuses("POST", "/v1/users/7/habits", r#"{"name":"x","schedule":{"kind":"daily"},"tags":null}"#)
            .await,
        "/tags"
    );
    assert_eq!(texts(&anna.habit(run).await.tags), ["kept"]);
    assert_eq!(api.count("select count(*) from habits").await, 1);
}
