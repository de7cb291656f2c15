//! What has happened: every event once, with a cursor that goes on later.

use core_shared::contract::events::{EventKind, EventsBody};
use core_shared::contract::habit_order::PutHabitOrder;
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{Answer, UserId};

use crate::harness::{Api, User};

async fn reads(user: &User<'_>, after: Option<&str>, limit: Option<u32>) -> EventsBody {
    user.api.bot.list_events(user.id, after, limit).await.unwrap()
}

fn kinds(body: &EventsBody) -> Vec<EventKind> {
    body.events.iter().map(|event| event.kind).collect()
}

#[tokio::test]
async fn everything_that_happens_is_told_in_its_order() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let (anna, boris) = (api.user(7, "Europe/Berlin").await, api.user(8, "Europe/Berlin").await);
    let run = anna.makes(
        r#"{"name":"Run","schedule":{"kind":"daily"},"target":{"days":2,"archive_when_reached":true}}"#,
    );
    let run = run.await;
    let read = anna.keeps("Read").await;
    anna.checks_in(run, "2026-11-15").await;
    anna.checks_in(run, "2026-11-16").await;
    anna.marks(read, "2026-11-16", Answer::NotDone).await;
    anna.marks(read, "2026-11-16", Answer::Skipped).await;
    anna.unmarks(read, "2026-11-16").await;
    anna.changes(read, r#"{"name":"Write"}"#).await;
    let order = PutHabitOrder { habits: vec![read] };
    api.bot.put_habit_order(anna.id, &order).await.unwrap();
    api.bot.delete_habit(anna.id, read).await.unwrap();
    api.move_to("2026-11-17T01:00[Europe/Berlin]");
    while api.scheduler.run_rollovers().await.unwrap().more {}
    boris.keeps("Foreign").await;

    let told = reads(&anna, None, None).await;
    let expected = [
        EventKind::UserCreated,
        EventKind::HabitCreated,
        EventKind::HabitCreated,
        EventKind::ExecutionDone,
        EventKind::ExecutionDone,
        EventKind::ExecutionNotDone,
        EventKind::ExecutionSkipped,
        EventKind::ExecutionRemoved,
        EventKind::HabitChanged,
        EventKind::HabitsOrdered,
        EventKind::HabitDeleted,
        EventKind::TargetReached,
        EventKind::HabitArchived,
    ];
    assert_eq!(kinds(&told), expected);
    let done = &told.events[3];
    assert_eq!((done.habit, done.day.unwrap().to_string()), (Some(run), "2026-11-15".to_owned()));
    assert_eq!(done.at.to_string(), "2026-11-16T11:00:00Z");
    assert_eq!((told.events[0].habit, told.events[0].day), (None, None));
    assert!(!told.more);
}

#[tokio::test]
async fn the_cursor_goes_on_later_and_is_kept_when_nothing_has_happened() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps("Run").await;
    anna.keeps("Read").await;
    let first = reads(&anna, None, Some(2)).await;
    assert_eq!((first.events.len(), first.more), (2, true));
    let last = reads(&anna, first.next.as_deref(), Some(2)).await;
    assert_eq!((kinds(&last), last.more), (vec![EventKind::HabitCreated], false));
    let nothing = reads(&anna, last.next.as_deref(), Some(2)).await;
    assert_eq!((nothing.events.len(), &nothing.next, nothing.more), (0, &last.next, false));
    let swim = anna.keeps("Swim").await;
    let later = reads(&anna, nothing.next.as_deref(), Some(1)).await;
    assert_eq!(
        (later.events[0].habit, later.more),
        (Some(swim), false),
        "a full page is not one that goes on"
    );
    assert!(later.next.is_some() && later.next != nothing.next);
}

#[tokio::test]
async fn a_list_of_events_takes_one_statement_or_two() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let next = reads(&anna, None, None).await.next;
    assert_eq!(api.statements_of(reads(&anna, None, None)).await, 1);
    assert_eq!(api.statements_of(reads(&anna, next.as_deref(), None)).await, 2, "nothing new");
    assert_eq!(api.statements_of(api.bot.list_events(UserId(9), None, None)).await, 2, "an unknown user");
    let unknown = api.bot.list_events(UserId(9), None, None).await.unwrap_err();
    assert_eq!(unknown.kind(), Some(ProblemKind::NotFound));
}
