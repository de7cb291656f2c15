//! Versions: what has not changed is not sent again, and of two who change the same one wins.

use core_shared::contract::habits::{HabitBody, PatchHabit};
use core_shared::contract::problem::{Problem, ProblemKind};
use core_shared::contract::users::PatchUser;
use reqwest::Response;

use crate::harness::Api;

fn etag(response: &Response) -> String {
    response.headers()["etag"].to_str().unwrap().to_owned()
}

async fn kind(response: Response) -> Option<ProblemKind> {
    ProblemKind::from_uri(&response.json::<Problem>().await.unwrap().kind)
}

fn named(name: &str) -> PatchHabit {
    serde_json::from_str(&format!(r#"{{"name":"{name}"}}"#)).unwrap()
}

#[tokio::test]
async fn every_answer_of_one_habit_or_user_says_which_version_it_is() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let user = "/v1/users/7";
    let first = etag(&api.answers("PUT", user, &[], r#"{"zone":"Europe/Berlin"}"#).await);
    assert_eq!(etag(&api.answers("GET", user, &[], "").await), first);
    assert_eq!(etag(&api.answers("PUT", user, &[], "{}").await), first);
    let changed = etag(&api.answers("PATCH", user, &[], r#"{"locale":"ru"}"#).await);
    assert_ne!(changed, first);
    assert_eq!(etag(&api.answers("GET", user, &[], "").await), changed);

    let run = r#"{"name":"Run","schedule":{"kind":"daily"}}"#;
    let made = api.answers("POST", "/v1/users/7/habits", &[], run).await;
    let tag = etag(&made);
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() == 34, "{tag}");
    let made: HabitBody = made.json().await.unwrap();
    let path = format!("/v1/users/7/habits/{}", made.id);
    assert_eq!(etag(&api.answers("GET", &path, &[], "").await), tag);
    let renamed = etag(&api.answers("PATCH", &path, &[], r#"{"name":"Walk"}"#).await);
    assert_eq!(etag(&api.answers("GET", &path, &[], "").await), renamed);
    assert_eq!(etag(&api.answers("PATCH", &path, &[], r#"{"name":"Run"}"#).await), tag, "as it was before");
    let copy = api.answers("POST", &format!("{path}/copy"), &[], "{}").await;
    assert_ne!(etag(&copy), tag);
}

#[tokio::test]
async fn what_the_caller_has_is_not_sent_again() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for path in ["/v1/users/7".to_owned(), format!("/v1/users/7/habits/{run}")] {
        let tag = etag(&api.answers("GET", &path, &[], "").await);
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let response = api.answers("GET", &path, &[("if-none-match", &known)], "").await;
            assert_eq!((response.status().as_u16(), etag(&response)), (304, tag.clone()), "{known}");
            assert!(response.bytes().await.unwrap().is_empty());
        }
        let other = api.answers("GET", &path, &[("if-none-match", "\"x\"")], "").await;
        assert_eq!(other.status(), 200);
    }
    let path = format!("/v1/users/7/habits/{run}");
    let tag = etag(&api.answers("GET", &path, &[], "").await);
    anna.checks_in(run, "2026-11-16").await;
    let response = api.answers("GET", &path, &[("if-none-match", &tag)], "").await;
    assert_eq!(response.status(), 200, "the numbers are others");
    let gone = api.answers("GET", "/v1/users/7/habits/0", &[("if-none-match", "*")], "").await;
    assert_eq!(gone.status(), 404);
}

#[tokio::test]
async fn a_change_that_is_meant_for_another_version_is_refused() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for (path, body) in [
        ("/v1/users/7".to_owned(), r#"{"locale":"ru"}"#),
        (format!("/v1/users/7/habits/{run}"), r#"{"name":"Walk"}"#),
    ] {
        let tag = etag(&api.answers("GET", &path, &[], "").await);
        for (method, seen) in [
            ("PATCH", "\"x\"".to_owned()),
            ("PATCH", format!("W/{tag}")),
            ("DELETE", "\"x\"".to_owned()),
            ("DELETE", format!("W/{tag}, \"x\"")),
        ] {
            let response = api.answers(method, &path, &[("if-match", &seen)], body).await;
            assert_eq!(response.status(), 412, "{method} {seen}");
            assert_eq!(kind(response).await, Some(ProblemKind::ChangedMeanwhile));
        }
        let wrong = api.answers("PATCH", &path, &[("if-match", "x")], body).await;
        assert_eq!(wrong.status(), 422);
        assert_eq!(wrong.json::<Problem>().await.unwrap().errors[0].parameter.as_deref(), Some("If-Match"));
        assert_eq!(etag(&api.answers("GET", &path, &[], "").await), tag, "nothing has changed");

        let several = format!("\"x\", {tag}");
        let changed = api.answers("PATCH", &path, &[("if-match", &several)], body).await;
        assert_eq!(changed.status(), 200);
        let late = api.answers("PATCH", &path, &[("if-match", &tag)], body).await;
        assert_eq!(late.status(), 412, "read before it was changed");
        assert_eq!(api.answers("PATCH", &path, &[("if-match", "*")], body).await.status(), 200);
    }
    assert_eq!(api.answers("PATCH", "/v1/users/9", &[("if-match", "*")], "{}").await.status(), 404);
}

#[tokio::test]
async fn of_two_who_change_the_same_version_of_a_habit_exactly_one_wins() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for round in 0..10 {
        let seen = api.bot.get_habit_tagged(anna.id, run).await.unwrap().etag;
        let (one, other) = (format!("One {round}"), format!("Other {round}"));
        let (first, second) = (named(&one), named(&other));
        let (first, second) = tokio::join!(
            api.bot.patch_habit_if(anna.id, run, &seen, &first),
            api.bot.patch_habit_if(anna.id, run, &seen, &second),
        );
        let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
        assert_eq!(lost.unwrap_err().kind(), Some(ProblemKind::ChangedMeanwhile));
        let won = won.unwrap();
        assert_eq!(won, api.bot.get_habit_tagged(anna.id, run).await.unwrap());
    }
}

#[tokio::test]
async fn reminders_and_times_of_a_user_are_part_of_the_version_also_at_the_same_moment() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for hour in 1..10 {
        let seen = api.bot.get_habit_tagged(anna.id, run).await.unwrap().etag;
        let reminders =
            |minute| serde_json::from_str(&format!(r#"{{"reminders":[{{"time":"{hour:02}:{minute}"}}]}}"#));
        let (first, second): (PatchHabit, PatchHabit) = (reminders(10).unwrap(), reminders(20).unwrap());
        let (first, second) = tokio::join!(
            api.bot.patch_habit_if(anna.id, run, &seen, &first),
            api.bot.patch_habit_if(anna.id, run, &seen, &second),
        );
        assert!(first.is_ok() ^ second.is_ok(), "{first:?} {second:?}");

        let seen = api.bot.get_user_tagged(anna.id).await.unwrap().etag;
        let digest = |minute| serde_json::from_str(&format!(r#"{{"digest_at":"{hour:02}:{minute}"}}"#));
        let (first, second): (PatchUser, PatchUser) = (digest(10).unwrap(), digest(20).unwrap());
        let (first, second) = tokio::join!(
            api.bot.patch_user_if(anna.id, &seen, &first),
            api.bot.patch_user_if(anna.id, &seen, &second),
        );
        assert!(first.is_ok() ^ second.is_ok(), "{first:?} {second:?}");
    }
}

#[tokio::test]
async fn changes_of_different_things_at_the_same_moment_are_all_kept() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps_with_reminder("Run", "21:00").await;
    let id = anna.habit(run).await.reminders[0].id;
    for minute in 10..20 {
        let (digest, nudge) =
            (format!(r#"{{"digest_at":"08:{minute}"}}"#), format!(r#"{{"nudge_at":"20:{minute}"}}"#));
        tokio::join!(anna.sets(&digest), anna.sets(&nudge));
        let user = api.bot.get_user(anna.id).await.unwrap();
        let times = (user.digest_at.unwrap().to_string(), user.nudge_at.unwrap().to_string());
        assert_eq!(times, (format!("08:{minute}"), format!("20:{minute}")));

        let time = serde_json::from_str(&format!(r#"{{"time":"21:{minute}"}}"#)).unwrap();
        let nag = serde_json::from_str(&format!(r#"{{"nag_minutes":{minute}}}"#)).unwrap();
        let (time, nag) = tokio::join!(
            api.bot.patch_reminder(anna.id, run, id, &time),
            api.bot.patch_reminder(anna.id, run, id, &nag),
        );
        assert!(time.is_ok() && nag.is_ok());
        let reminder = api.bot.get_reminder(anna.id, run, id).await.unwrap();
        assert_eq!(reminder.time.to_string(), format!("21:{minute}"));
        assert_eq!(reminder.nag_minutes.unwrap().get(), minute);
    }
}

#[tokio::test]
async fn a_habit_whose_numbers_are_out_of_date_is_compared_as_it_would_be_shown() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-01-01").await;
    let seen = api.bot.get_habit_tagged(anna.id, run).await.unwrap().etag;
    sqlx::query("update habits set stale = true").execute(&api.db).await.unwrap();
    api.bot.patch_habit_if(anna.id, run, &seen, &named("Walk")).await.unwrap();
    anna.checks_in(run, "2026-01-02").await;
    let lost = api.bot.delete_habit_if(anna.id, run, &seen).await.unwrap_err();
    assert_eq!(lost.kind(), Some(ProblemKind::ChangedMeanwhile));
    let seen = api.bot.get_habit_tagged(anna.id, run).await.unwrap().etag;
    api.bot.delete_habit_if(anna.id, run, &seen).await.unwrap();
    assert_eq!(api.count("select count(*) from habits").await, 0);
}
