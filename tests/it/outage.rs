//! Nobody sends for three hours: then each person gets one message for what was missed, and no flood.

use sandbox::{Actor, Person};

use crate::people::{self, Habit};
use crate::processes::{Service, Stage, fresh_database};
use crate::story::{self, moves_to_next};

const PEOPLE: i64 = 30;

const HABITS: &[Habit] = &[("Run", "18:00"), ("Read", "18:30"), ("Swim", "20:45")];

#[tokio::test(flavor = "multi_thread")]
async fn three_hours_without_a_scheduler_are_one_message_each_and_the_next_day_is_as_usual() {
    let stage = Stage::over(fresh_database().await, None).await;
    moves_to_next(&stage.sandbox, "12:00");
    let _api = stage.starts(Service::Api, &[("TELEGRAM_RATE", "1000")]);
    stage.waits_for_the_api().await;
    people::arrive(&stage, people::numbered(PEOPLE), HABITS).await;
    moves_to_next(&stage.sandbox, "21:00");
    let _schedulers = [(); 2].map(|()| stage.starts(Service::Scheduler, &[]));

    // What is a quarter of an hour late comes as usual.
    stage.sandbox.has_posted(count(2)).await;
    story::post_is_settled(&stage.database_url).await;
    for person in everybody(&stage) {
        let mut texts: Vec<_> =
            person.chat().bot_messages().iter().map(|message| message.text.clone()).collect();
        texts.sort();
        assert_eq!(texts, ["🔔 Swim", "🕰 You were asked for\n▫️ Run\n▫️ Read"], "{}", person.chat());
    }
    moves_to_next(&stage.sandbox, "18:00");
    stage.sandbox.has_posted(count(3)).await;
    story::post_is_settled(&stage.database_url).await;
    assert_eq!(stage.sandbox.posted(), count(3));
    for person in everybody(&stage) {
        assert_eq!(person.chat().last().text, "🔔 Run", "{}", person.chat());
    }
    assert!(stage.sandbox.refusals().is_empty(), "{:?}", stage.sandbox.refusals());
}

/// So many messages for each.
fn count(each: i64) -> usize {
    usize::try_from(PEOPLE * each).unwrap()
}

fn everybody(stage: &Stage) -> impl Iterator<Item = Actor> {
    people::numbered(PEOPLE).map(|person| stage.sandbox.person(Person::new(person, "Anna")))
}
