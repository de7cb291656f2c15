//! Where numbers come from: explanations, and counts of a range of days.

use core_shared::domain::{Days, Period};

use crate::harness::Api;

fn days(from: &str, to: &str) -> Days {
    Days { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

#[tokio::test]
async fn a_range_is_counted_as_a_whole_and_month_by_month() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for day in ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-04"] {
        anna.checks_in(run, day).await;
    }
    anna.records(run, "2026-11-02", r#"{"state":"skipped"}"#).await;
    let range = days("2026-10-30", "2026-11-05");
    let counted = api.bot.get_habit_statistics(anna.id, run, range, Some(Period::Month)).await.unwrap();
    let whole = counted.whole;
    assert_eq!((whole.due, whole.kept, whole.missed, whole.skipped, whole.done), (6, 4, 2, 1, 4));
    assert_eq!(whole.best_streak, 3, "a skipped day does not break it");
    let months: Vec<_> =
        counted.parts.iter().map(|part| (part.from.to_string(), part.statistics.kept)).collect();
    assert_eq!(months, [("2026-10-30".to_owned(), 2), ("2026-11-01".to_owned(), 2)]);
}

#[tokio::test]
async fn all_habits_are_counted_together_without_mixing_their_amounts() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    let water = anna
        .makes(r#"{"name":"Water","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":8}}"#)
        .await;
    anna.checks_in(run, "2026-11-16").await;
    anna.records(water, "2026-11-16", r#"{"state":"done","amount":9.5}"#).await;
    anna.changes(run, r#"{"archived":true}"#).await;
    let range = days("2026-11-16", "2026-11-16");
    let counted = api.bot.get_user_statistics(anna.id, range).await.unwrap();
    assert_eq!((counted.together.due, counted.together.kept), (2, 2));
    let amounts: Vec<_> = counted.habits.iter().map(|habit| habit.statistics.amount.to_string()).collect();
    assert_eq!(
        (amounts, counted.together.amount.to_string().as_str()),
        (vec!["0".into(), "9.5".into()], "0")
    );
}

#[tokio::test]
async fn a_range_that_makes_no_sense_is_refused() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for (query, parameter) in [
        ("from=2026-11-16&to=2026-11-15", "to"),
        ("from=2016-01-01&to=2026-11-16", "to"),
        ("from=1969-12-31&to=2026-11-16", "from"),
        ("from=-0005-01-01&to=2026-11-16", "from"),
        ("from=2026-11-16&to=20000-01-01", "to"),
        ("from=2026-11-16&to=2026-11-16&by=year", "by"),
        ("from=2026-11-16", "to"),
    ] {
        let path = format!("/v1/users/7/habits/{run}/statistics?{query}");
        assert_eq!(api.refuses("GET", &path, "").await, parameter, "{query}");
    }
    let unknown =
        api.bot.get_user_statistics(core_shared::domain::UserId(8), days("2026-11-16", "2026-11-16"));
    assert!(unknown.await.is_err());
}

#[tokio::test]
async fn the_strength_is_explained_by_the_days_that_count() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    for day in ["2026-11-12", "2026-11-13", "2026-11-15", "2026-11-16"] {
        anna.checks_in(run, day).await;
    }
    let why = api.bot.get_explanation(anna.id, run).await.unwrap();
    assert_eq!(why.strength.to_bits(), anna.habit(run).await.progress.strength.to_bits());
    assert_eq!(why.days.iter().map(|day| day.day.day()).collect::<Vec<_>>(), [16, 15, 14, 13, 12]);
    let parts: f64 = why.days.iter().map(|day| day.part).sum();
    assert!((parts + why.earlier - why.strength).abs() < 1e-9);
    assert_eq!(why.streak_since, Some("2026-11-15".parse().unwrap()));
    assert_eq!(why.broken_on, Some("2026-11-14".parse().unwrap()));
}
