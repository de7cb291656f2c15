//! Changes of zone and day start: recorded days stay, nothing is closed twice, skipped dates are nobody's.

use core_shared::domain::DayState;

use crate::harness::Api;

async fn today(api: &Api, user: i64) -> String {
    api.bot.get_user(core_shared::domain::UserId(user)).await.unwrap().today.to_string()
}

#[tokio::test]
async fn from_kiritimati_to_honolulu_a_settled_day_comes_again_and_is_not_closed_again() {
    let api = Api::at("2026-11-17T10:00[Pacific/Kiritimati]").await;
    let anna = api.user(7, "Pacific/Kiritimati").await;
    let sugar = anna.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    api.move_to("2026-11-18T00:10[Pacific/Kiritimati]");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 1);
    anna.moves_to_zone("Pacific/Honolulu").await;
    assert_eq!(today(&api, 7).await, "2026-11-17");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 0);
    anna.records(sugar, "2026-11-17", r#"{"state":"not_done"}"#).await;
    api.move_to("2026-11-18T00:10[Pacific/Honolulu]");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 0, "the 17th was closed in Kiritimati");
    api.move_to("2026-11-19T00:10[Pacific/Honolulu]");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 1);
    let told = "select count(*) from events where kind = 'day_held' and day = '2026-11-17'";
    assert_eq!(api.count(told).await, 1);
    assert_eq!(anna.streak(sugar).await, 1);
}

#[tokio::test]
async fn a_date_that_is_jumped_over_is_not_missed() {
    let api = Api::at("2026-11-16T23:30[Pacific/Pago_Pago]").await;
    let anna = api.user(7, "Pacific/Pago_Pago").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    anna.moves_to_zone("Pacific/Kiritimati").await;
    assert_eq!(today(&api, 7).await, "2026-11-18");
    let after = anna.checks_in(run, "2026-11-18").await.habit;
    assert_eq!(after.progress.streak, 2);
    assert_eq!(after.recent_days[12].state, DayState::Paused);
    assert_eq!(api.verifies().await.repaired, 0);
}

#[tokio::test]
async fn the_day_that_samoa_skipped_is_nobodys() {
    let api = Api::at("2011-12-29T12:00[Pacific/Apia]").await;
    let anna = api.user(7, "Pacific/Apia").await;
    let run = anna.keeps_with_reminder("Run", "12:00").await;
    anna.checks_in(run, "2011-12-29").await;
    api.move_to("2011-12-31T13:00[Pacific/Apia]");
    let asked: Vec<_> = api.due().await.into_iter().map(|delivery| delivery.due_at.to_string()).collect();
    assert_eq!(asked, ["2011-12-30T22:00:00Z"]);
    assert_eq!(anna.checks_in(run, "2011-12-31").await.habit.progress.streak, 2);
    anna.moves_to_zone("Europe/Berlin").await;
    assert_eq!(anna.streak(run).await, 2, "it stays skipped for who lived there");
}

#[tokio::test]
async fn whoever_moves_east_closes_the_days_that_the_others_have_closed_already() {
    let api = Api::at("2026-11-16T12:00[Asia/Tokyo]").await;
    let boris = api.user(8, "Asia/Tokyo").await;
    boris.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.makes(r#"{"name":"No sugar","kind":"quit","schedule":{"kind":"daily"}}"#).await;
    api.move_to("2026-11-17T00:10[Asia/Tokyo]");
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 1);
    anna.moves_to_zone("Asia/Tokyo").await;
    assert_eq!(api.scheduler.run_rollovers().await.unwrap().users, 1);
    let told = "select count(*) from events where kind = 'day_held' and day = '2026-11-16'";
    assert_eq!(api.count(told).await, 2);
}

#[tokio::test]
async fn a_leap_day_counts_and_a_day_that_starts_at_three_survives_the_gap() {
    let api = Api::at("2028-02-28T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.starts_days_at("03:00").await;
    let run = anna.keeps("Run").await;
    for day in ["2028-02-28", "2028-02-29", "2028-03-01"] {
        api.move_to(&format!("{day}T23:00[Europe/Berlin]"));
        anna.checks_in(run, day).await;
    }
    assert_eq!(anna.streak(run).await, 3);
    api.move_to("2028-03-26T01:59[Europe/Berlin]");
    assert_eq!(today(&api, 7).await, "2028-03-25");
    api.move_to("2028-03-26T03:00[Europe/Berlin]");
    assert_eq!(today(&api, 7).await, "2028-03-26");
}

#[tokio::test]
async fn zones_and_day_starts_can_be_changed_all_day_without_a_trace() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let run = anna.keeps("Run").await;
    anna.checks_in(run, "2026-11-16").await;
    let before = anna.habit(run).await;
    for zone in
        ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin"]
    {
        anna.moves_to_zone(zone).await;
        anna.starts_days_at("12:00").await;
        anna.starts_days_at("00:00").await;
        api.scheduler.run_rollovers().await.unwrap();
    }
    assert_eq!(anna.habit(run).await, before);
}
