//! What cannot be done is said: in the answer of the tap, or in a message that leads on.

use core_shared::contract::problem::ProblemKind;

use crate::harness::Harness;

#[tokio::test]
async fn a_failure_is_told_and_no_button_keeps_spinning() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    harness.api.refuses_habits(Some(ProblemKind::Internal));
    anna.says("/today").await;
    let told = anna.chat().last();
    assert!(told.text.starts_with("😔 Something went wrong on my side."), "{}", anna.chat());
    assert_eq!(told.labels(), [["📋 Today", "➕ New habit"]]);
    // The call was repeated until the button had to stop: so it is a message.
    anna.taps("Today").await;
    let again = anna.chat().last();
    assert!(again.id > told.id && again.text.starts_with("😔 Something went wrong"), "{}", anna.chat());
    harness.api.refuses_habits(None);
    anna.taps("Today").await;
    assert!(anna.chat().last().text.contains("0 of 1"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn whoever_has_as_many_habits_as_there_can_be_is_told_what_to_do() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    harness.api.refuses_habits(Some(ProblemKind::QuotaReached));
    anna.says("swim every day").await;
    anna.taps("Save").await;
    let told = anna.chat().last();
    assert!(told.text.starts_with("📚 That is as much as I can keep for you."), "{}", anna.chat());
    anna.taps("📊 Habits").await;
    assert!(
        anna.chat().last().labels().concat().iter().any(|label| label.contains("Read")),
        "{}",
        anna.chat()
    );
    assert_eq!(harness.api.habits_of(anna.id()), ["Read"]);
    harness.expect_good_manners();
}
