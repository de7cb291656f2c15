//! Everything about a habit is changed in the chat and holds in the API; each change is taken back with one tap.

use core_shared::callback::{Callback, Edit};
use core_shared::client::ApiClient;
use core_shared::contract::habits::{CreateHabit, HabitBody, HabitStatus, PatchHabit};
use core_shared::domain::{Answer, HabitId, HabitName, UserId};
use jiff::ToSpan as _;
use sandbox::{Actor, Person};
use serde_json::{Value, json};

use crate::one_process::OneProcess;
use crate::processes::{Processes, Service};
use crate::story::{ZONE, assert_telegram_was_content, moves_to_next};

const ANNA: UserId = UserId(1001);

const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

/// What a person does.
#[derive(Debug, Clone, Copy)]
enum Step {
    Taps(&'static str),
    Says(&'static str),
}

use Step::{Says, Taps};

/// Anna and her habit of which everything is set, in the whole product.
struct Story {
    product: OneProcess,
    api: ApiClient,
    anna: Actor,
    habit: HabitId,
}

impl Story {
    /// At noon in Berlin, with the card open.
    async fn begins() -> Self {
        let product = OneProcess::start().await;
        moves_to_next(&product.sandbox, "12:00");
        let anna = product.person(ANNA.0, "Anna", "en");
        let api = ApiClient::new(&product.api_url, product.bot_key.clone().into());
        settles(&anna).await;
        let habit = api.create_habit(ANNA, &water(), "water").await.unwrap().id;
        opens(&anna, "Water").await;
        Self { product, api, anna, habit }
    }

    async fn habit(&self) -> HabitBody {
        self.api.get_habit(ANNA, self.habit).await.unwrap()
    }

    async fn wishes(&self) -> Value {
        wishes(&self.habit().await)
    }

    async fn walks(&self, steps: &[Step]) {
        for step in steps {
            walks(&self.anna, *step).await;
        }
    }

    async fn ends(self) {
        assert_telegram_was_content(&self.product.sandbox);
        self.product.stops().await;
    }
}

async fn walks(anna: &Actor, step: Step) {
    match step {
        Taps(label) => anna.taps(label).await,
        Says(words) => anna.says(words).await,
    }
}

async fn settles(anna: &Actor) {
    anna.says("/start").await;
    anna.says("Berlin").await;
    anna.sees(ZONE).await;
}

async fn opens(anna: &Actor, habit: &str) {
    anna.says("/habits").await;
    anna.taps(habit).await;
}

fn water() -> CreateHabit {
    let water = json!({
        "name": "Water", "schedule": {"kind": "weekdays", "days": ["mon", "wed", "sun"]},
        "goal": {"kind": "at_least", "amount": 8, "unit": "glasses", "step": 2},
        "target": {"days": 66, "measure": "streak"}, "tags": ["morning"],
        "reminders": [{"time": "20:00", "weekdays": ["mon", "wed"], "nag_minutes": 30}],
    });
    serde_json::from_value(water).unwrap()
}

/// What somebody wants of a habit, without what came of it and without ids.
fn wishes(habit: &HabitBody) -> Value {
    let mut wishes = serde_json::to_value(habit).unwrap();
    for other in ["id", "created_at", "starts_on", "progress", "recent_days"] {
        wishes.as_object_mut().unwrap().remove(other);
    }
    for reminder in wishes["reminders"].as_array_mut().unwrap() {
        let reminder = reminder.as_object_mut().unwrap();
        reminder.remove("id");
        reminder.entry("nag_minutes").or_insert(Value::Null);
    }
    wishes
}

/// Each changes what the pointer names to the value, and nothing else.
async fn each_holds_and_is_taken_back(ways: &[(&[Step], &str, Value)]) {
    let story = Story::begins().await;
    let card = story.anna.chat().last().id;
    let before = story.wishes().await;
    for (steps, place, value) in ways {
        story.anna.taps("✏️ Change").await;
        story.walks(steps).await;
        let mut expected = before.clone();
        *expected.pointer_mut(place).unwrap() = value.clone();
        assert_eq!(story.wishes().await, expected, "{steps:?}\n{}", story.anna.chat());
        assert_eq!(story.anna.chat().last().id, card, "one message is edited in place");
        story.anna.taps("↩️ Undo").await;
        assert_eq!(story.anna.toast().as_deref(), Some("↩️ It is as it was"), "{steps:?}");
        assert_eq!(story.wishes().await, before, "{steps:?}");
    }
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_name_the_tags_and_every_kind_of_days_hold_and_are_taken_back() {
    let monday = |days: &[&str]| json!({"kind": "weekdays", "days": days});
    let ways: [(&[Step], &str, Value); 10] = [
        (&[Taps("✏️ Name"), Says(NASTY)], "/name", json!(NASTY)),
        (&[Taps("🏷 Tags"), Says("home, <b>, HOME")], "/tags", json!(["home", "<b>"])),
        (&[Taps("🏷 Tags"), Taps("No tags")], "/tags", json!([])),
        (&[Taps("📅 Days"), Taps("Every day")], "/schedule", json!({"kind": "daily"})),
        (&[Taps("📅 Days"), Taps("Mon–Fri")], "/schedule", monday(&["mon", "tue", "wed", "thu", "fri"])),
        (
            &[Taps("📅 Days"), Taps("Choose days"), Taps("Tue"), Taps("Mon"), Taps("Save")],
            "/schedule",
            monday(&["tue", "wed", "sun"]),
        ),
        (
            &[Taps("📅 Days"), Taps("Dates of the month"), Taps("15"), Taps("last day"), Taps("Save")],
            "/schedule",
            json!({"kind": "month_days", "dates": [15, "last"]}),
        ),
        (
            &[Taps("📅 Days"), Taps("Times a week"), Taps("3")],
            "/schedule",
            json!({"kind": "times_per", "n": 3, "period": "week"}),
        ),
        (
            &[Taps("📅 Days"), Taps("Times a month"), Taps("20")],
            "/schedule",
            json!({"kind": "times_per", "n": 20, "period": "month"}),
        ),
        (&[Taps("↪️ Carry over")], "/carry_over", json!(true)),
    ];
    each_holds_and_is_taken_back(&ways).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_few_days_is_tapped_or_typed_and_begins_today() {
    let story = Story::begins().await;
    let before = story.wishes().await;
    let today = story.api.get_user(ANNA).await.unwrap().today;
    for (answer, n) in [(Taps("10"), 10), (Says("12"), 12)] {
        story.walks(&[Taps("✏️ Change"), Taps("📅 Days"), Taps("Every few days"), answer]).await;
        let schedule = json!({"kind": "every_n_days", "n": n, "anchor": today});
        assert_eq!(story.wishes().await["schedule"], schedule);
        story.anna.taps("↩️ Undo").await;
        assert_eq!(story.wishes().await, before);
    }
    story.walks(&[Taps("✏️ Change"), Taps("📅 Days"), Taps("Every few days"), Says("366")]).await;
    assert!(
        story.anna.chat().last().text.starts_with("I need a number from 1 to 365."),
        "{}",
        story.anna.chat()
    );
    assert_eq!(story.wishes().await, before);
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_goal_its_step_and_the_target_hold_and_are_taken_back() {
    let goal = |kind: &str, amount: f64, unit: &str, step: f64| {
        let goal = json!({"kind": kind, "amount": amount, "unit": unit, "step": step});
        // As the API writes numbers.
        let goal: core_shared::domain::Goal = serde_json::from_value(goal).unwrap();
        serde_json::to_value(goal).unwrap()
    };
    let ways: [(&[Step], &str, Value); 9] = [
        (&[Taps("🎯 Goal"), Taps("At least"), Says("2,5 km")], "/goal", goal("at_least", 2.5, "km", 2.0)),
        (&[Taps("🎯 Goal"), Taps("At most"), Says("2 cups")], "/goal", goal("at_most", 2.0, "cups", 2.0)),
        (&[Taps("🎯 Goal"), Taps("A tap adds"), Says("0.5")], "/goal", goal("at_least", 8.0, "glasses", 0.5)),
        (&[Taps("🎯 Goal"), Taps("Yes or no")], "/goal", Value::Null),
        (&[Taps("🏁 Target"), Taps("21")], "/target/days", json!(21)),
        (&[Taps("🏁 Target"), Says("123")], "/target/days", json!(123)),
        (&[Taps("🏁 Target"), Taps("in all")], "/target/measure", json!("total")),
        (&[Taps("🏁 Target"), Taps("Archive it then")], "/target/archive_when_reached", json!(true)),
        (&[Taps("🏁 Target"), Taps("No target")], "/target", Value::Null),
    ];
    each_holds_and_is_taken_back(&ways).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_is_changed_in_every_way_and_taken_back() {
    let one = "🔔 20:00";
    let ways: [(&[Step], &str, Value); 8] = [
        (
            &[Taps("🔔 Reminders"), Taps(one), Taps("🕐 Time"), Says("6:45")],
            "/reminders/0/time",
            json!("06:45"),
        ),
        (
            &[Taps("🔔 Reminders"), Taps(one), Taps("📅 Weekdays"), Taps("Mon"), Taps("Fri"), Taps("Save")],
            "/reminders/0/weekdays",
            json!(["wed", "fri"]),
        ),
        (&[Taps("🔔 Reminders"), Taps(one), Taps("every 15 min")], "/reminders/0/nag_minutes", json!(15)),
        (&[Taps("🔔 Reminders"), Taps(one), Taps("every 60 min")], "/reminders/0/nag_minutes", json!(60)),
        (&[Taps("🔔 Reminders"), Taps(one), Taps("once")], "/reminders/0/nag_minutes", Value::Null),
        (&[Taps("🔔 Reminders"), Taps(one), Taps("〰️ Around")], "/reminders/0/around", json!(true)),
        (&[Taps("🔔 Reminders"), Taps(one), Taps("🗑 Remove")], "/reminders", json!([])),
        // Once more: the undone one is another one, and is taken away just as well.
        (&[Taps("🔔 Reminders"), Taps(one), Taps("🗑 Remove")], "/reminders", json!([])),
    ];
    each_holds_and_is_taken_back(&ways).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_are_added_by_a_tap_and_by_words_and_come_at_their_time() {
    let story = Story::begins().await;
    story.walks(&[Taps("✏️ Change"), Taps("📅 Days"), Taps("Every day")]).await;
    story.walks(&[Taps("✏️ Change"), Taps("🔔 Reminders"), Taps("One more"), Taps("15:00")]).await;
    story.walks(&[Taps("One more"), Says("15:00")]).await;
    assert!(
        story.anna.chat().last().text.starts_with("There is a reminder at this time"),
        "{}",
        story.anna.chat()
    );
    story.walks(&[Says("16:10"), Taps("🔔 15:00"), Taps("🗑 Remove")]).await;
    let times: Vec<String> =
        story.habit().await.reminders.iter().map(|reminder| reminder.time.to_string()).collect();
    assert_eq!(times, ["16:10", "20:00"]);
    let said = story.anna.chat().last().id;
    moves_to_next(&story.product.sandbox, "16:10");
    story.anna.sees_that("the question", |chat| chat.last().id > said).await;
    let asked = story.anna.chat().last();
    assert!(asked.text.starts_with("🔔 Water"), "{}", asked.text);
    story.anna.taps_on(asked.id, "+2").await;
    let marked = story.habit().await.recent_days.pop().unwrap().amount.unwrap();
    assert_eq!(marked.to_string(), "2");
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_habit_is_moved_copied_paused_archived_and_brought_back() {
    let story = Story::begins().await;
    let (api, anna) = (&story.api, &story.anna);
    for (name, key) in [("Read", "read"), (NASTY, "nasty")] {
        let other = CreateHabit::new(HabitName::parse(name).unwrap(), water().schedule);
        api.create_habit(ANNA, &other, key).await.unwrap();
    }
    let names = || async {
        let list = api.list_habits(ANNA, HabitStatus::Active).await.unwrap();
        list.habits.iter().map(|habit| habit.name.to_string()).collect::<Vec<_>>()
    };
    for (tap, order) in [
        ("⬇️ Down", ["Read", "Water", NASTY]),
        ("⏬ Last", ["Read", NASTY, "Water"]),
        ("⬆️ Up", ["Read", "Water", NASTY]),
        ("⏫ First", ["Water", "Read", NASTY]),
    ] {
        story.walks(&[Taps("✏️ Change"), Taps("↕️ Order")]).await;
        let before = names().await;
        anna.taps(tap).await;
        assert_eq!(names().await, order, "{tap}");
        anna.taps("↩️ Undo").await;
        assert_eq!(names().await, before, "{tap}");
        story.walks(&[Taps("✏️ Change"), Taps("↕️ Order"), Taps(tap), Taps("‹ Back"), Taps("‹ Back")]).await;
        assert_eq!(names().await, order, "{tap}");
    }

    story.walks(&[Taps("✏️ Change"), Taps("📄 Copy")]).await;
    assert_eq!(names().await, ["Water", "Read", NASTY, "Water"]);
    let copy = api.list_habits(ANNA, HabitStatus::Active).await.unwrap().habits.pop().unwrap();
    assert_eq!(wishes(&copy), story.wishes().await);
    assert_ne!(copy.id, story.habit);
    // The card of the copy took the place of that of the original.
    story.walks(&[Taps("🗑 Delete"), Taps("🗑 Delete")]).await;
    assert_eq!(names().await, ["Water", "Read", NASTY]);

    opens(anna, "Water").await;
    let (before, today) = (story.wishes().await, api.get_user(ANNA).await.unwrap().today);
    story.walks(&[Taps("⏸ Pause"), Taps("A week")]).await;
    assert_eq!(story.habit().await.paused_until, Some(today.saturating_add(6.days())));
    anna.taps("▶️ Go on").await;
    assert_eq!(story.wishes().await, before);

    anna.taps("📦 Archive").await;
    assert_eq!(names().await, ["Read", NASTY]);
    anna.taps("↩️ Undo").await;
    assert_eq!(names().await, ["Water", "Read", NASTY]);
    story.walks(&[Taps("📦 Archive"), Says("/habits"), Taps("📦 Archived (1)"), Taps("Water")]).await;
    anna.taps("↩️ Restore").await;
    assert_eq!(names().await, ["Water", "Read", NASTY]);
    assert_eq!(story.wishes().await, before);
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_counted_and_can_be_kept_as_a_file_first() {
    let story = Story::begins().await;
    let (api, anna) = (&story.api, &story.anna);
    let today = api.get_user(ANNA).await.unwrap().today;
    let days = [0, 1, 400].map(|back: i64| today.saturating_sub(back.days()));
    for day in days {
        api.put_execution(ANNA, story.habit, day, &Answer::Done.into()).await.unwrap();
    }
    let card = anna.chat().last().id;
    opens(anna, "Water").await;
    anna.taps("🗑 Delete").await;
    let question = anna.chat().last();
    assert!(question.text.contains("3 days of its history go with it, for good."), "{}", question.text);
    anna.taps("Keep").await;
    anna.taps("🗑 Delete").await;
    anna.taps("💾 Save as a file").await;
    let document = anna.chat().last();
    assert_eq!(document.caption(), Some("💾 Everything about Water"));
    let export: Value = serde_json::from_slice(&anna.opens(document.id)).unwrap();
    assert_eq!(export["habit"], serde_json::to_value(story.habit().await).unwrap());
    let kept = export["executions"].as_array().unwrap().iter().map(|entry| entry["day"].clone());
    assert_eq!(kept.rev().collect::<Vec<_>>(), days.map(|day| json!(day)));
    anna.taps_on(question.id, "🗑 Delete").await;
    assert!(api.list_habits(ANNA, HabitStatus::Active).await.unwrap().habits.is_empty());
    anna.taps_on(card, "✏️ Change").await;
    assert_eq!(anna.toast().as_deref(), Some("This habit no longer exists."));
    assert!(anna.chat().message(card).unwrap().text.starts_with("No habits yet."), "{}", anna.chat());
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_in_the_middle_leaves_every_question() {
    let story = Story::begins().await;
    let (anna, before) = (&story.anna, story.wishes().await);
    let questions: [&[Step]; 8] = [
        &[Taps("✏️ Name")],
        &[Taps("🏷 Tags")],
        &[Taps("📅 Days"), Taps("Every few days")],
        &[Taps("🎯 Goal"), Taps("At least")],
        &[Taps("🎯 Goal"), Taps("A tap adds")],
        &[Taps("🏁 Target")],
        &[Taps("🔔 Reminders"), Taps("One more")],
        &[Taps("🔔 Reminders"), Taps("🔔 20:00"), Taps("🕐 Time")],
    ];
    for (question, command) in
        questions.into_iter().zip(["/today", "/help", "/settings", "/cancel"].into_iter().cycle())
    {
        anna.taps("✏️ Change").await;
        story.walks(question).await;
        let asked = anna.chat().last().id;
        anna.says(command).await;
        assert!(
            anna.chat().message(asked).unwrap().labels().is_empty(),
            "{question:?} {command}\n{}",
            anna.chat()
        );
        // It would be an answer to most of the questions.
        anna.says("12").await;
        assert_eq!(story.wishes().await, before, "{question:?} {command}");
        opens(anna, "Water").await;
    }
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_elsewhere_meanwhile_is_not_written_over() {
    let story = Story::begins().await;
    let (api, anna) = (&story.api, &story.anna);
    story.walks(&[Taps("✏️ Change"), Taps("✏️ Name")]).await;
    let elsewhere = PatchHabit { name: Some(HabitName::parse("Juice").unwrap()), ..PatchHabit::default() };
    api.patch_habit(ANNA, story.habit, &elsewhere).await.unwrap();
    anna.says("Tea").await;
    assert!(anna.chat().last().text.starts_with("It was changed elsewhere meanwhile."), "{}", anna.chat());
    assert_eq!(story.habit().await.name.as_str(), "Juice");
    // A tick is no obstacle, and neither is another field.
    story.walks(&[Taps("✏️ Change"), Taps("✏️ Name")]).await;
    let today = api.get_user(ANNA).await.unwrap().today;
    api.put_execution(ANNA, story.habit, today, &Answer::Done.into()).await.unwrap();
    let elsewhere = PatchHabit { tags: Some(None), ..PatchHabit::default() };
    api.patch_habit(ANNA, story.habit, &elsewhere).await.unwrap();
    anna.says("Tea").await;
    let habit = story.habit().await;
    assert_eq!((habit.name.as_str(), habit.tags.len()), ("Tea", 0), "{}", anna.chat());
    // The version that somebody has seen is the only one that they change: of two, one wins.
    let seen = api.get_habit_tagged(ANNA, story.habit).await.unwrap();
    let patch = |name| PatchHabit { name: Some(HabitName::parse(name).unwrap()), ..PatchHabit::default() };
    api.patch_habit_if(ANNA, story.habit, &seen.etag, &patch("Milk")).await.unwrap();
    assert!(api.patch_habit_if(ANNA, story.habit, &seen.etag, &patch("Wine")).await.is_err());
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_card_knows_no_way_back_and_says_so() {
    let story = Story::begins().await;
    let anna = &story.anna;
    story.walks(&[Taps("✏️ Change"), Taps("📅 Days"), Taps("Every day")]).await;
    let old = anna.chat().last().id;
    opens(anna, "Water").await;
    story.walks(&[Taps("✏️ Change"), Taps("🏁 Target"), Taps("21")]).await;
    let undo = Callback::Edit { habit: story.habit, edit: Edit::Undo }.encode();
    anna.tap_data(old, &undo).await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    let habit = story.wishes().await;
    assert_eq!((&habit["schedule"], &habit["target"]["days"]), (&json!({"kind": "daily"}), &json!(21)));
    anna.taps("↩️ Undo").await;
    assert_eq!(story.wishes().await["target"]["days"], 66);
    story.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_killed_while_somebody_changes_a_habit_each_change_is_made_once_and_can_be_taken_back() {
    let mut processes = Processes::start().await;
    moves_to_next(&processes.stage.sandbox, "12:00");
    let anna = processes.stage.sandbox.person(Person::new(ANNA.0, "Anna").language("en"));
    settles(&anna).await;
    let habit = processes.stage.client().create_habit(ANNA, &water(), "water").await.unwrap();
    opens(&anna, "Water").await;
    let steps = [
        (Taps("✏️ Change"), Service::Bot),
        (Taps("✏️ Name"), Service::Api),
        (Says("Tea"), Service::Bot),
        (Taps("↩️ Undo"), Service::Bot),
        (Taps("✏️ Change"), Service::Api),
        (Taps("🔔 Reminders"), Service::Bot),
        (Taps("🔔 20:00"), Service::Api),
        (Taps("🗑 Remove"), Service::Bot),
        (Taps("↩️ Undo"), Service::Api),
        (Taps("✏️ Change"), Service::Bot),
        (Taps("📄 Copy"), Service::Bot),
    ];
    for (step, service) in steps {
        let told = match step {
            Taps(label) => anna.taps_and_leaves(label),
            Says(words) => anna.says_and_leaves(words),
        };
        processes.kills(service);
        anna.waits_for(told).await;
    }
    let api = processes.stage.client();
    let habits = api.list_habits(ANNA, HabitStatus::Active).await.unwrap().habits;
    assert_eq!(habits.len(), 2, "{}", anna.chat());
    for now in &habits {
        assert_eq!(wishes(now), wishes(&habit), "{}", anna.chat());
    }
}
