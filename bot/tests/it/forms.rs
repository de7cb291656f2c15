//! The form of a new habit, and leaving it.

use crate::harness::Harness;

const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

#[tokio::test]
async fn a_habit_is_made_in_one_message_that_changes() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.taps("In my own words").await;
    anna.says(NASTY).await;
    let form = anna.chat().last().id;
    anna.taps("Choose days").await;
    anna.taps("Mon").await;
    anna.taps("Wed").await;
    anna.taps("Save").await;
    anna.taps("21:00").await;
    let saved = anna.chat().last();
    assert_eq!(saved.id, form);
    assert_eq!(
        saved.text,
        format!("🌱 Saved: {NASTY}\n📅 Mon, Wed\n🔔 21:00\n\nI’ll ask you at 21:00. One tap is enough then.")
    );
    assert_eq!(harness.api.habits_of(anna.id()), [NASTY]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn answers_can_be_typed_and_wrong_ones_are_explained() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new").await;
    anna.says(&"Ж".repeat(101)).await;
    assert!(anna.chat().last().text.starts_with("That is too long for a name: 100 characters"));
    anna.says("Read").await;
    anna.taps("Mon–Fri").await;
    anna.says("later").await;
    assert!(anna.chat().last().text.starts_with("I can’t read that as a time."));
    anna.says("at 9pm").await;
    assert!(anna.chat().last().text.contains("📅 Monday to Friday\n🔔 21:00"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn two_quick_taps_on_a_form_are_one() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new Read").await;
    let (form, data) = (anna.chat().last().id, "w.127");
    let quick = || anna.tap_data(form, data);
    tokio::join!(quick(), quick());
    assert!(anna.chat().last().text.contains("When shall I ask?"), "{}", anna.chat());
    anna.taps("21:00").await;
    anna.tap_data(form, "e.1260").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn buttons_of_an_older_form_say_so_and_go() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new Read").await;
    let older = anna.chat().last().id;
    anna.says("/new Run").await;
    anna.tap_data(older, "w.127").await;
    assert_eq!(anna.toast().as_deref(), Some("This button is old."));
    assert!(anna.chat().message(older).unwrap().labels().is_empty());
    anna.taps("Every day").await;
    assert!(anna.chat().last().text.starts_with("✏️ Run"));
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_command_in_the_middle_leaves_the_form() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/new").await;
    anna.says("/habits").await;
    anna.says("Read").await;
    assert_eq!(anna.chat().last().text, "New habit “Read”?\nOn which days?");
    harness.expect_good_manners();
}

#[tokio::test]
async fn cancelling_says_whether_there_was_something_to_cancel() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/cancel").await;
    assert_eq!(anna.chat().last().text, "There is nothing to cancel.");
    anna.says("/new Read").await;
    anna.taps("Cancel").await;
    assert_eq!(anna.chat().last().text, "👌 Okay, nothing was saved.");
    anna.says("/new Read").await;
    anna.says("/cancel").await;
    assert_eq!(anna.chat().last().text, "👌 Okay, nothing was saved.");
    assert!(harness.api.habits_of(anna.id()).is_empty());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_text_out_of_the_blue_is_offered_as_a_habit() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("Drink water").await;
    anna.taps("Every day").await;
    anna.taps("No reminder").await;
    assert_eq!(harness.api.habits_of(anna.id()), ["Drink water"]);
    anna.sends_photo().await;
    assert!(anna.chat().last().text.starts_with("I understand words and buttons."));
    anna.says("/what").await;
    assert!(anna.chat().last().text.starts_with("I don’t know this command."));
    harness.expect_good_manners();
}
