//! What was sent to a user, and what became of it, as they may know it.

use core_shared::client::ApiClient;
use core_shared::contract::deliveries::{
    ClaimedDelivery, DeliveriesPage, DeliveryBody, DeliveryKind, DeliveryOutcome, DeliveryState,
};
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::UserId;

use crate::harness::{Api, TASKS_KEY, User};

async fn listed(user: &User<'_>, state: Option<DeliveryState>) -> Vec<DeliveryBody> {
    let page = DeliveriesPage { state, ..DeliveriesPage::default() };
    user.api.bot.list_deliveries(user.id, &page).await.unwrap().deliveries
}

async fn due_at(api: &Api, time: &str) -> ClaimedDelivery {
    api.move_to(&format!("2026-11-16T{time}[Europe/Berlin]"));
    let due = api.due().await;
    assert_eq!(due.len(), 1);
    due.into_iter().next().unwrap()
}

#[tokio::test]
async fn what_became_of_a_reminder_can_be_seen_newest_first() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.keeps_with_reminder("Run", "13:00").await;
    let task = r#"{"dedup_key":"hello","message":{"user":7,"text":"secret of a service"}}"#;
    let tasks = ApiClient::new(&api.url, TASKS_KEY.into());
    tasks.create_task(&serde_json::from_str(task).unwrap()).await.unwrap();
    let hello = due_at(&api, "12:01").await;
    let cause = "Bad Request: <b>no</b>".to_owned();
    api.reports(&hello, DeliveryOutcome::Retry { after_seconds: Some(1), cause: cause.clone() }).await;
    assert_eq!(listed(&anna, None).await[0].cause, None, "it is tried again");
    let hello = due_at(&api, "12:02").await;
    api.reports(&hello, DeliveryOutcome::Rejected { cause: cause.clone() }).await;
    let reminder = due_at(&api, "13:00").await;
    api.reports(&reminder, DeliveryOutcome::Sent { message_id: 42 }).await;

    let [first, second] = &listed(&anna, None).await[..] else { panic!("two") };
    assert_eq!((first.kind, first.state), (DeliveryKind::Reminder, DeliveryState::Sent));
    assert_eq!((first.habit, first.day.unwrap().to_string()), (Some(run), "2026-11-16".to_owned()));
    assert_eq!((first.message_id, first.attempts), (Some(42), 1));
    assert_eq!((first.due_at, first.finished_at), (reminder.due_at, Some(reminder.due_at)));
    assert_eq!(
        (second.kind, second.state, second.attempts),
        (DeliveryKind::Message, DeliveryState::Rejected, 2)
    );
    assert_eq!((second.habit, &second.cause), (None, &Some(cause)));
    let text = api.answers("GET", "/v1/users/7/deliveries", &[], "").await.text().await.unwrap();
    assert!(!text.contains("secret"), "{text}");

    assert_eq!(listed(&anna, Some(DeliveryState::Sent)).await, std::slice::from_ref(first));
    assert_eq!(listed(&anna, Some(DeliveryState::Open)).await, []);
    assert_eq!(listed(&boris, None).await, []);
}

#[tokio::test]
async fn pages_follow_each_other_also_while_more_is_queued() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let times = ["13:00", "13:01", "13:02", "13:03", "13:04", "13:05"];
    anna.keeps_on("Run", core_shared::domain::Schedule::Daily {}, &times).await;
    api.move_to("2026-11-16T13:04[Europe/Berlin]");
    assert_eq!(api.plans().await, 5);
    let mut page = DeliveriesPage { limit: Some(2), ..DeliveriesPage::default() };
    let mut seen = Vec::new();
    for expected in [2, 2, 1] {
        let found = api.bot.list_deliveries(anna.id, &page).await.unwrap();
        assert_eq!((found.deliveries.len(), found.next.is_some()), (expected, expected == 2));
        seen.extend(found.deliveries.iter().map(|delivery| delivery.due_at));
        page.after = found.next;
        api.move_to("2026-11-16T13:05[Europe/Berlin]");
        api.plans().await;
    }
    let mut newest_first = seen.clone();
    newest_first.sort_by(|a, b| b.cmp(a));
    assert_eq!((seen.len(), seen), (5, newest_first));
}

#[tokio::test]
async fn a_list_of_deliveries_takes_one_statement_or_two() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let page = DeliveriesPage::default();
    assert_eq!(api.statements_of(api.bot.list_deliveries(anna.id, &page)).await, 2, "an empty list");
    anna.keeps_with_reminder("Run", "12:01").await;
    api.move_to("2026-11-16T12:01[Europe/Berlin]");
    api.plans().await;
    assert_eq!(api.statements_of(api.bot.list_deliveries(anna.id, &page)).await, 1);
    assert_eq!(api.statements_of(api.bot.list_deliveries(UserId(9), &page)).await, 2, "an unknown user");
    let unknown = api.bot.list_deliveries(UserId(9), &page).await.unwrap_err();
    assert_eq!(unknown.kind(), Some(ProblemKind::NotFound));
}

#[tokio::test]
async fn questions_about_deliveries_and_events_that_make_no_sense() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await;
    for (list, query, parameter) in [
        ("deliveries", "state=done", "state"),
        ("deliveries", "state=<b>", "state"),
        ("deliveries", "limit=0", "limit"),
        ("deliveries", "limit=101", "limit"),
        ("deliveries", "limit=9223372036854775808", "limit"),
        ("deliveries", "after=x", "after"),
        ("deliveries", "after=9223372036854775808", "after"),
        ("deliveries", "after=%00", "after"),
        ("deliveries", "sort=id", "sort"),
        ("events", "limit=0", "limit"),
        ("events", "limit=501", "limit"),
        ("events", "after=", "after"),
        ("events", "after=%F0%9F%9A%80", "after"),
        ("events", "after=1e400", "after"),
        ("events", "kind=x", "kind"),
    ] {
        let path = format!("/v1/users/7/{list}?{query}");
        assert_eq!(api.refuses("GET", &path, "").await, parameter, "{path}");
    }
}
