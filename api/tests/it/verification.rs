//! Verification: stored numbers that are not those of the history are found and mended.

use core_shared::client::ApiClient;

use crate::harness::{ADMIN_KEY, Api};

#[tokio::test]
async fn what_the_api_has_written_is_right_and_what_somebody_else_has_is_found_and_mended() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (run, read) = (anna.keeps("Run").await, anna.keeps("Read").await);
    for day in ["2026-11-16", "2026-11-14", "2025-03-01"] {
        anna.checks_in(run, day).await;
        anna.checks_in(read, day).await;
    }
    let admin = ApiClient::new(&api.url, ADMIN_KEY.into());
    let report = admin.verify_progress().await.unwrap();
    assert_eq!((report.habits, report.repaired, report.unreadable), (2, 0, 0), "{report:?}");

    let right = anna.habit(run).await;
    let broken = sqlx::query("update habits set best = 99, satisfied = 0 where id = $1").bind(run.0);
    broken.execute(&api.db).await.unwrap();
    let report = admin.verify_progress().await.unwrap();
    assert_eq!((report.repaired, report.mismatches[0].habit), (1, run), "{report:?}");
    assert_eq!(anna.habit(run).await, right);
    assert_eq!(admin.verify_progress().await.unwrap().repaired, 0);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_reported_and_stops_none_of_the_others() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let (bad, _good) = (anna.keeps("Bad").await, anna.keeps("Good").await);
    let broken = sqlx::query("update habits set schedules = '[]' where id = $1").bind(bad.0);
    broken.execute(&api.db).await.unwrap();
    let admin = ApiClient::new(&api.url, ADMIN_KEY.into());
    let report = admin.verify_progress().await.unwrap();
    assert_eq!((report.habits, report.unreadable), (2, 1), "{report:?}");
}
