//! The first minutes: a greeting, the zone, the first habit.

use crate::harness::Harness;

#[tokio::test]
async fn somebody_new_finds_their_clock_and_is_offered_a_first_habit() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/start").await;
    let messages = anna.chat().bot_messages();
    assert!(messages[0].text.starts_with("👋 I help you keep your habits."), "{}", messages[0].text);
    assert!(messages[1].text.starts_with("🕐 What time is it where you are?"), "{}", messages[1].text);
    anna.taps("13:00").await;
    anna.taps("Berlin").await;
    let settled = anna.chat().last();
    assert_eq!(settled.id, messages[1].id, "one message is edited in place");
    assert!(settled.text.starts_with("🌍 Europe/Berlin, it is 13:00 there."), "{}", settled.text);
    assert_eq!(
        settled.labels().concat(),
        [
            "💧 Drink water · 8 glasses",
            "📖 Read 20 pages · 21:30",
            "🚶 Move for 30 minutes · 18:00",
            "✏️ In my own words",
            "🕐 Change"
        ]
    );
    harness.expect_good_manners();
}

#[tokio::test]
async fn from_start_to_the_first_tick_it_takes_four_taps() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    let began = harness.telegram.clock().now();
    anna.says("/start").await;
    for tap in ["13:00", "Berlin", "Read 20 pages"] {
        anna.taps(tap).await;
    }
    let day = anna.chat().last();
    assert!(day.text.starts_with("🌱 Saved: Read 20 pages\n🔔 21:30\nDone already today?"), "{}", day.text);
    assert!(day.text.contains("📋 Mon, 4 Mar"), "{}", day.text);
    anna.taps_on(day.id, "▫️ Read 20 pages").await;
    assert!(anna.chat().last().text.contains("1 of 1"), "{}", anna.chat());
    assert_eq!(anna.chat().last().id, day.id, "one message is edited in place");
    assert_eq!(anna.chat().sent_by_bot(), 2, "the greeting, and the message that changes");
    let minute = jiff::SignedDuration::from_mins(1);
    assert!(harness.telegram.clock().now().duration_since(began) < minute);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_template_that_is_tapped_twice_is_one_habit() {
    let harness = Harness::start().await;
    let boris = harness.boris();
    boris.says("/start").await;
    boris.says("Казань").await;
    let offer = boris.chat().last().id;
    let quick = || boris.tap_data(offer, "n.w");
    tokio::join!(quick(), quick());
    assert_eq!(harness.api.habits_of(boris.id()), ["Пить воду"]);
    boris.taps("+1").await;
    assert_eq!(boris.toast().as_deref(), Some("🔹 Пить воду: 1 из 8 стаканов"));
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn the_first_habit_can_be_said_in_own_words_and_templates_wait_for_the_zone() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/start").await;
    anna.tap_data(anna.chat().last().id, "n.m").await;
    assert!(anna.chat().last().text.starts_with("🕐 What time is it"), "{}", anna.chat());
    assert!(harness.api.habits_of(anna.id()).is_empty());
    anna.says("Berlin").await;
    anna.taps("In my own words").await;
    assert!(anna.chat().last().text.starts_with("✏️ A new habit."), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_link_that_hands_something_over_is_a_plain_start() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/start <b>'; drop table users; --").await;
    let first = anna.chat().bot_messages();
    assert!(first[0].text.starts_with("👋 I help you keep your habits."), "{}", first[0].text);
    anna.says("Berlin").await;
    anna.says(&format!("/start {}", "x".repeat(64))).await;
    assert!(anna.chat().last().text.starts_with("👋 Good to see you again!"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn telegrams_language_is_spoken_until_another_one_is_chosen() {
    let harness = Harness::start().await;
    let boris = harness.boris();
    boris.says("/start").await;
    assert!(boris.chat().last().text.starts_with("🕐 Который у вас час?"));
    boris.taps("English").await;
    let messages = boris.chat().bot_messages();
    assert!(messages[0].text.starts_with("👋 I help you"), "{}", messages[0].text);
    assert!(messages[1].text.starts_with("🕐 What time is it"), "{}", messages[1].text);
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_city_a_clock_or_an_iana_name_can_be_typed() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/start").await;
    anna.says("Asgard").await;
    assert!(anna.chat().last().text.starts_with("🤔 I don’t know a place called “Asgard”."));
    anna.says("13:01").await;
    assert!(anna.chat().last().text.starts_with("🕐 It is 13:00."));
    anna.says("asia/kathmandu").await;
    assert!(anna.chat().last().text.starts_with("🌍 Asia/Kathmandu, it is 17:45 there."));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_location_can_be_shared_and_its_button_goes_away() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/start").await;
    anna.taps("By location").await;
    assert!(anna.chat().reply_keyboard().is_some());
    anna.shares_location(52.52, 13.40).await;
    assert!(anna.chat().reply_keyboard().is_none());
    assert!(anna.chat().last().text.starts_with("🌍 Europe/Berlin"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_button_for_the_location_goes_away_when_it_was_not_needed() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/start").await;
    anna.taps("By location").await;
    anna.taps("13:00").await;
    anna.taps("Berlin").await;
    assert!(anna.chat().reply_keyboard().is_none());
    anna.says("/timezone").await;
    anna.taps("By location").await;
    anna.says("/today").await;
    assert!(anna.chat().reply_keyboard().is_none());
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_zone_can_be_changed_later() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/timezone").await;
    anna.says("Tokyo").await;
    assert_eq!(anna.chat().last().text, "🌍 Asia/Tokyo, it is 21:00 there.");
    anna.taps("Change").await;
    anna.says("Berlin").await;
    assert_eq!(anna.chat().last().text, "🌍 Europe/Berlin, it is 13:00 there.");
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_location_out_of_the_blue_is_a_question() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.shares_location(27.7, 85.3).await;
    assert!(anna.chat().last().text.starts_with("📍 That is Asia/Kathmandu"));
    anna.taps("Yes").await;
    assert!(anna.chat().last().text.starts_with("🌍 Asia/Kathmandu"));
    harness.expect_good_manners();
}

#[tokio::test]
async fn whoever_wanted_something_before_the_zone_was_known_gets_it_afterwards() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/new Read 20 pages").await;
    assert!(anna.chat().last().text.starts_with("🕐 What time is it"));
    anna.says("Berlin").await;
    assert!(
        anna.chat().last().text.starts_with("✨ Read\n📅 on which days?\n🎯 at least 20 pages"),
        "{}",
        anna.chat()
    );
    let boris = harness.boris();
    boris.says("/today").await;
    boris.says("Казань").await;
    assert!(boris.chat().last().text.starts_with("📋 пн, 4 марта"), "{}", boris.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn whoever_is_known_comes_home_and_keeps_the_settings() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/language").await;
    anna.taps("Русский").await;
    anna.says("/start").await;
    let home = anna.chat().last();
    assert!(home.text.starts_with("👋 Рад вас видеть!\n\n📋 пн, 4 марта"), "{}", home.text);
    assert_eq!(home.labels()[0], ["▫️ Read", "…"]);
    harness.expect_good_manners();
}

#[tokio::test]
async fn commands_are_offered_in_the_language_of_the_app() {
    let harness = Harness::start().await;
    harness.boris();
    let first = |language| harness.telegram.commands(1002, language).first().cloned();
    let describes = |text| move |command: sandbox::Command| command.description == text;
    harness.until("commands are there", |_| first("ru").is_some_and(describes("Привычки на сегодня"))).await;
    assert!(first("pt").is_some_and(describes("Today’s habits")));
    harness.expect_good_manners();
}
