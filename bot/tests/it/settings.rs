//! Every setting, changed as people do: one screen that changes in place, values in words, and always a way back.

use core_shared::callback::{Callback, Setting, SettingsPage, SettingsTap, TypedSetting};
use core_shared::contract::users::UserBody;
use core_shared::domain::{Days, Locale, Weekday};
use jiff::SignedDuration;
use jiff::civil::date;
use sandbox::Actor;

use crate::harness::Harness;

fn user(harness: &Harness, person: &Actor) -> UserBody {
    harness.api.user(person.id()).unwrap()
}

fn through(day: jiff::civil::Date) -> String {
    Callback::Settings(SettingsTap::Set(Setting::VacationThrough(day))).encode()
}

#[tokio::test]
async fn the_list_of_the_day_leads_to_the_settings_and_back_in_one_message() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&["Read"]).await;
    anna.says("/today").await;
    let list = anna.chat().last();
    anna.taps("⚙️ Settings").await;
    let settings = anna.chat().last();
    assert!(settings.text.starts_with("⚙️ Settings"), "{}", anna.chat());
    anna.taps("📋 Today").await;
    let back = anna.chat().last();
    assert_eq!((settings.id, back.id), (list.id, list.id));
    assert_eq!((back.text.clone(), back.labels()), (list.text.clone(), list.labels()));
    harness.expect_good_manners();
}

#[tokio::test]
async fn every_setting_is_three_taps_away_in_one_message() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    let screen = anna.chat().last().id;
    let sent = anna.chat().sent_by_bot();
    for (page, choice, line) in [
        ("Day begins", "03:00", "🌅 the day begins at 03:00"),
        ("Week begins", "Sun", "📅 the week begins on Sun"),
        ("Quiet hours", "22:00 – 07:00", "🌙 quiet from 22:00 to 07:00"),
        ("Morning", "08:00", "☀️ what is due: at 08:00"),
        ("Evening", "20:30", "🌆 what is still open: at 20:30"),
        ("Vacation", "A week", "🏖 vacation through Sun, 10 Mar"),
        ("Freezes", "Turn freezes on", "🧊 freezes are on"),
        ("Reminders", "Turn reminders off", "🔕 no reminders"),
    ] {
        anna.taps(page).await;
        anna.taps(choice).await;
        assert_eq!(anna.toast().as_deref(), Some("✓ Saved"));
        assert!(anna.chat().last().text.contains(line), "{}", anna.chat());
    }
    assert_eq!((anna.chat().last().id, anna.chat().sent_by_bot()), (screen, sent), "{}", anna.chat());
    let now = user(&harness, &anna);
    assert_eq!(now.day_start.to_string(), "03:00");
    assert_eq!((now.first_weekday, now.freezes, now.reminding), (Weekday::Sun, true, false));
    assert_eq!(now.quiet_hours.map(|hours| hours.to().to_string()).as_deref(), Some("07:00"));
    assert_eq!(now.digest_at.map(|at| at.to_string()).as_deref(), Some("08:00"));
    assert_eq!(now.nudge_at.map(|at| at.to_string()).as_deref(), Some("20:30"));
    assert_eq!(now.vacation, Some(Days { from: date(2030, 3, 4), to: date(2030, 3, 10) }));
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_list_of_the_day_can_be_kept_pinned_from_the_next_day_on() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    for (choice, toast, is_pinned) in
        [("Pin the list", "📌 Comes with your next day", true), ("Stop pinning", "✓ Saved", false)]
    {
        anna.taps("Pinned list").await;
        anna.taps(choice).await;
        assert_eq!(anna.toast().as_deref(), Some(toast));
        assert_eq!(user(&harness, &anna).pinned_today, is_pinned);
    }
    assert!(anna.chat().last().text.contains("📌 no pinned list"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn what_was_set_can_be_taken_back() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let before = user(&harness, &anna);
    anna.says("/settings").await;
    for (page, there, back) in [
        ("Quiet hours", "23:00", "Off"),
        ("Morning", "07:00", "Off"),
        ("Evening", "19:00", "Off"),
        ("Vacation", "Two weeks", "End the vacation"),
        ("Freezes", "freezes on", "freezes off"),
        ("Reminders", "reminders off", "reminders on"),
    ] {
        for choice in [there, back] {
            anna.taps(page).await;
            anna.taps(choice).await;
        }
    }
    assert_eq!(user(&harness, &anna), before);
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_language_changes_on_the_spot_and_so_does_an_open_question() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    let settings = anna.chat().last().id;
    anna.says("/new").await;
    let form = anna.chat().last().id;
    anna.taps_on(settings, "Language").await;
    anna.taps_on(settings, "Русский").await;
    assert!(anna.chat().message(settings).unwrap().text.starts_with("⚙️ Настройки"), "{}", anna.chat());
    assert!(anna.chat().message(form).unwrap().text.starts_with("✏️ Новая привычка"), "{}", anna.chat());
    assert_eq!(user(&harness, &anna).locale, Locale::Ru);
    harness.expect_good_manners();
}

#[tokio::test]
async fn values_can_be_written_and_the_overview_answers() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    for (page, words, line) in [
        ("Day begins", "3:30", "🌅 the day begins at 03:30"),
        ("Quiet hours", "22:30-7", "🌙 quiet from 22:30 to 07:00"),
        ("Morning", "at 6:45", "☀️ what is due: at 06:45"),
        ("Evening", "9pm", "🌆 what is still open: at 21:00"),
        ("Vacation", "20.12-05.01", "🏖 vacation from Fri, 20 Dec through 5 Jan 2031"),
    ] {
        anna.taps(page).await;
        let asking = anna.chat().last().id;
        anna.taps("Other").await;
        assert_eq!(anna.chat().last().id, asking, "the question is asked in place");
        anna.says(words).await;
        let answer = anna.chat().last();
        assert!(answer.text.starts_with("✓ Saved\n\n⚙️ Settings"), "{}", anna.chat());
        assert!(answer.text.contains(line), "{}", anna.chat());
        assert!(anna.chat().message(asking).unwrap().labels().is_empty(), "{}", anna.chat());
    }
    let vacation = user(&harness, &anna).vacation;
    assert_eq!(vacation, Some(Days { from: date(2030, 12, 20), to: date(2031, 1, 5) }));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_mistake_is_explained_and_the_question_stays_until_it_is_answered() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    anna.taps("Vacation").await;
    anna.taps("Other days").await;
    for (words, complaint) in [
        ("when it is warm", "I can’t read that as a date."),
        ("1.3.2030", "Those days are over already."),
        ("5.4.2030-4.4.2030", "That ends before it begins."),
        ("1.1.2050", "That is too far away: come back within ten years."),
    ] {
        anna.says(words).await;
        assert!(anna.chat().last().text.starts_with(complaint), "{}", anna.chat());
        assert!(anna.chat().last().text.contains("such as 20.12-05.01"), "{}", anna.chat());
        assert_eq!(user(&harness, &anna).vacation, None);
    }
    anna.says("10.03").await;
    assert_eq!(user(&harness, &anna).vacation.map(|days| days.to), Some(date(2030, 3, 10)));
    harness.expect_good_manners();
}

#[tokio::test]
async fn a_question_is_left_by_its_way_back_by_a_command_and_by_cancelling() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    let before = user(&harness, &anna);
    for leave in ["‹ Back", "/today", "/cancel"] {
        anna.says("/settings").await;
        anna.taps("Day begins").await;
        anna.taps("Other").await;
        assert_eq!(harness.api.stage_of(anna.id()), "setting");
        if leave.starts_with('/') {
            anna.says(leave).await;
        } else {
            anna.taps(leave).await;
        }
        anna.says("5").await;
        assert!(anna.chat().last().text.starts_with("New habit “5”?"), "{leave}\n{}", anna.chat());
        anna.says("/cancel").await;
    }
    assert_eq!(user(&harness, &anna), before);
    harness.expect_good_manners();
}

#[tokio::test]
async fn the_zone_is_set_from_the_settings_and_left_as_it_is_by_the_way_back() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    anna.taps("Time zone").await;
    anna.taps("By location").await;
    anna.taps("‹ Settings").await;
    assert!(anna.chat().reply_keyboard().is_none(), "{}", anna.chat());
    assert!(anna.sees("🌍 Europe/Berlin, it is 13:00").await.text.starts_with("⚙️ Settings"));
    assert_eq!(harness.api.stage_of(anna.id()), "idle");
    anna.says("/settings").await;
    anna.taps("Time zone").await;
    anna.says("Tokyo").await;
    assert!(anna.chat().last().text.starts_with("🌍 Asia/Tokyo"), "{}", anna.chat());
    anna.taps("‹ Settings").await;
    assert!(anna.chat().last().text.contains("🌍 Asia/Tokyo, it is 21:00"), "{}", anna.chat());
    harness.expect_good_manners();
}

#[tokio::test]
async fn every_page_has_a_way_back_also_for_somebody_who_has_told_nothing_yet() {
    let harness = Harness::start().await;
    let anna = harness.anna();
    anna.says("/settings").await;
    let message = anna.chat().last().id;
    assert!(anna.chat().last().text.contains("🌍 no time zone yet"), "{}", anna.chat());
    for page in SettingsPage::ALL {
        anna.tap_data(message, &Callback::Settings(SettingsTap::Show(page)).encode()).await;
        let labels = anna.chat().last().labels().concat().join(" ");
        match page {
            SettingsPage::Overview => assert!(labels.contains("Today"), "{labels}"),
            // Somebody without a zone is asked for it, and answers.
            SettingsPage::Zone => assert!(labels.contains("By location"), "{labels}"),
            _ => assert!(labels.contains("‹ Settings"), "{page:?}: {labels}"),
        }
    }
    for setting in TypedSetting::ALL {
        anna.tap_data(message, &Callback::Settings(SettingsTap::Ask(setting)).encode()).await;
        anna.taps("‹ Back").await;
        assert!(anna.chat().last().labels().concat().contains(&"‹ Settings"), "{}", anna.chat());
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn an_old_page_does_what_it_says_or_shows_what_holds() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    let message = anna.chat().last().id;
    harness.telegram.clock().advance(SignedDuration::from_hours(48)).unwrap();
    anna.tap_data(message, &through(date(2030, 3, 10))).await;
    let vacation = Days { from: date(2030, 3, 6), to: date(2030, 3, 10) };
    assert_eq!(user(&harness, &anna).vacation, Some(vacation));
    for over in [date(2030, 3, 5), date(2050, 3, 5)] {
        anna.tap_data(message, &through(over)).await;
        assert_eq!(anna.toast().as_deref(), Some("This button is old."));
        assert_eq!(user(&harness, &anna).vacation, Some(vacation));
    }
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn a_bot_that_is_killed_in_the_middle_goes_on_with_the_question_and_saves_once() {
    let mut harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/settings").await;
    anna.taps("Quiet hours").await;
    anna.taps("Other").await;
    harness.kill_bot().await;
    harness.run_bot();
    anna.says("at night").await;
    assert!(anna.chat().last().text.starts_with("I can’t read that as two times."), "{}", anna.chat());
    harness.telegram.fails(sandbox::Failure::DropsConnection, "getUpdates", 1000);
    let words = anna.says_and_leaves("22:30-7");
    harness.until("it is saved", |harness| harness.api.stage_of(1001) == "idle").await;
    let sent = anna.chat().sent_by_bot();
    harness.kill_bot().await;
    harness.telegram.recovers();
    harness.run_bot();
    anna.waits_for(words).await;
    assert_eq!(anna.chat().sent_by_bot(), sent, "{}", anna.chat());
    assert!(anna.chat().last().text.contains("🌙 quiet from 22:30 to 07:00"), "{}", anna.chat());
    harness.expect_nothing_worse_than_repetition();
}

#[tokio::test]
async fn privacy_says_what_is_kept_and_leads_on() {
    let harness = Harness::start().await;
    let anna = harness.anna_with(&[]).await;
    anna.says("/privacy").await;
    assert!(anna.chat().last().text.starts_with("🔒 What I keep"), "{}", anna.chat());
    anna.taps("‹ Settings").await;
    anna.taps("🔒 Privacy").await;
    assert!(anna.chat().last().text.starts_with("🔒 What I keep"), "{}", anna.chat());
    harness.expect_good_manners();
}
