//! The story that every way of running the product has to tell alike.

use jiff::{Timestamp, Zoned};
use sandbox::{Actor, Handle, Message, Person};
use sqlx::PgPool;

/// Anna lives in Berlin, whatever the machine thinks of the time.
pub(crate) const ZONE: &str = "Europe/Berlin";

/// /start, a zone, a habit at 21:00, a tap and its undoing, the reminder, the receipt, the next morning
/// with a streak of 1, and a missed day.
pub(crate) async fn from_start_to_a_missed_day(sandbox: &Handle, database_url: &str) {
    moves_to_next(sandbox, "12:00");
    let anna = sandbox.person(Person::new(1001, "Anna").language("en"));
    makes_a_habit(&anna, "Read 20 pages").await;

    anna.says("/today").await;
    anna.taps("Read 20 pages").await;
    assert!(anna.chat().last().text.contains("1 of 1"), "{}", anna.chat().transcript());
    anna.taps("Read 20 pages").await;
    assert!(anna.chat().last().text.contains("0 of 1"), "{}", anna.chat().transcript());

    moves_to_next(sandbox, "21:00");
    let reminder = anna.sees("🔔 Read 20 pages").await;
    assert_eq!(reminder.labels(), [["✅ Done", "⏭ Skip", "💤 Later"]]);
    anna.taps_on(reminder.id, "Done").await;
    let receipt = anna.chat().message(reminder.id).unwrap();
    assert!(receipt.text.starts_with("✅ Read 20 pages"), "{}", receipt.text);
    assert!(receipt.text.contains("1 day in a row"), "{}", receipt.text);

    moves_to_next(sandbox, "08:00");
    let card = card(&anna, "Read 20 pages").await;
    assert!(card.text.contains("1 day in a row"), "{}", card.text);

    // The reminder of the second day stays unanswered, so its message is closed when the day is over.
    moves_to_next(sandbox, "21:00");
    let unanswered = anna.sees("🔔 Read 20 pages").await;
    post_is_settled(database_url).await;
    moves_to_next(sandbox, "08:00");
    anna.sees_that("the reminder of yesterday without buttons", |chat| {
        chat.message(unanswered.id).is_some_and(|message| message.labels().is_empty())
    })
    .await;
    let card = self::card(&anna, "Read 20 pages").await;
    assert!(!card.text.contains("in a row"), "{}", card.text);
    assert!(card.text.contains("best 1"), "{}", card.text);
    assert!(
        card.text.contains("✅✖️⬜") || card.text.contains("✅▫️⬜"),
        "the missed day is visible: {}",
        card.text
    );
}

/// Waits until every message that was handed out is reported: the clock must not jump over the lease of
/// one that is in flight, or it is sent again. Asked again and again, because the database tells nobody.
pub(crate) async fn post_is_settled(database_url: &str) {
    let db = PgPool::connect(database_url).await.unwrap();
    // What is held back until the end of quiet hours is in nobody's hands.
    let open = "select count(*) from deliveries
                where state = 'open' and attempts > 0 and ready_at is distinct from held_until";
    while sqlx::query_scalar::<_, i64>(open).fetch_one(&db).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
    db.close().await;
}

/// From nothing to a habit with a reminder at 21:00.
pub(crate) async fn makes_a_habit(person: &Actor, name: &str) {
    person.says("/start").await;
    person.says("Berlin").await;
    person.sees(ZONE).await;
    person.says("/new").await;
    person.says(name).await;
    person.taps("Every day").await;
    person.taps("21:00").await;
    person.sees("Saved").await;
}

/// The card of a habit, as /habits shows it.
pub(crate) async fn card(person: &Actor, habit: &str) -> Message {
    person.says("/habits").await;
    person.taps(habit).await;
    person.chat().last()
}

/// Moves the clock to the next time the wall clock in [`ZONE`] shows `time`.
pub(crate) fn moves_to_next(sandbox: &Handle, time: &str) {
    let now = sandbox.clock().now().in_tz(ZONE).unwrap();
    sandbox.clock().move_to(next(&now, time)).unwrap();
}

fn next(now: &Zoned, time: &str) -> Timestamp {
    let at = now.with().time(time.parse().unwrap()).build().unwrap();
    let at = if at > *now {
        at
    } else {
        at.tomorrow().unwrap().with().time(time.parse().unwrap()).build().unwrap()
    };
    at.timestamp()
}

/// Nothing that the bot sent was refused, and nobody was left with a spinning button.
pub(crate) fn assert_telegram_was_content(sandbox: &Handle) {
    assert!(sandbox.refusals().is_empty(), "{:#?}", sandbox.refusals());
    assert!(sandbox.unanswered_callbacks().is_empty(), "{:?}", sandbox.unanswered_callbacks());
}
