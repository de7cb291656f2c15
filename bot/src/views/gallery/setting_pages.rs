//! The settings, a page for each, and the questions for values in words.

use core_shared::callback::{SettingsPage, TypedSetting};
use core_shared::contract::users::UserBody;
use core_shared::domain::Locale;
use core_shared::screen::Screen;

use super::super::settings;
use super::super::settings::pages::Beside;
use super::super::sketch::user;
use super::samples::{newcomer, now, settled};
use super::variants::each;
use super::{Exhibit, Variant};
use crate::typed_setting::Complaint;

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(overview = settings::overview, |locale| of_people(locale, |user| overview(user, now()))),
        exhibit!(saved = settings::saved, |locale| of_people(locale, |user| saved(user, now()))),
        exhibit!(page = settings::pages::page, |locale| pages(locale, |user, shown, freezes| {
            page(user, shown, Beside { freezes }).expect("it is a page")
        })),
        exhibit!(question = settings::typed::question, |locale| {
            each(typed(), |setting| question(locale, setting))
        }),
        exhibit!(again = settings::typed::asked_again, |locale| {
            each(complaints(), |(setting, complaint)| again(locale, setting, complaint))
        }),
    ]
}

fn of_people(locale: Locale, screen: impl Fn(&UserBody) -> Screen) -> Vec<Variant> {
    let people = [
        ("somebody in Berlin", user(locale)),
        ("everything set, and the longest name of a zone", settled(locale)),
        ("nothing known yet", newcomer(locale)),
    ];
    each(people, |user| screen(&user))
}

/// Each page to somebody who has set nothing, and to somebody who has set everything.
fn pages(locale: Locale, screen: impl Fn(&UserBody, SettingsPage, u32) -> Screen) -> Vec<Variant> {
    let pages = [
        ("the language", SettingsPage::Language),
        ("the start of the day", SettingsPage::DayStart),
        ("the first weekday", SettingsPage::FirstWeekday),
        ("quiet hours", SettingsPage::QuietHours),
        ("the morning", SettingsPage::Digest),
        ("the evening", SettingsPage::Nudge),
        ("reminders", SettingsPage::Reminders),
        ("vacation", SettingsPage::Vacation),
        ("freezes", SettingsPage::Freezes),
        ("privacy", SettingsPage::Privacy),
    ];
    let mut variants = Vec::new();
    for (title, page) in pages {
        variants.push((format!("{title}, nothing set"), screen(&newcomer(locale), page, 0)));
        variants.push((format!("{title}, set"), screen(&settled(locale), page, 22)));
    }
    variants
}

fn typed() -> [(&'static str, TypedSetting); 5] {
    [
        ("the start of the day", TypedSetting::DayStart),
        ("quiet hours", TypedSetting::QuietHours),
        ("the morning", TypedSetting::Digest),
        ("the evening", TypedSetting::Nudge),
        ("vacation", TypedSetting::Vacation),
    ]
}

fn complaints() -> [(&'static str, (TypedSetting, Complaint)); 8] {
    [
        ("no time", (TypedSetting::Digest, Complaint::NotATime)),
        ("after noon", (TypedSetting::DayStart, Complaint::AfterNoon)),
        ("not two times", (TypedSetting::QuietHours, Complaint::NotTwoTimes)),
        ("the same time twice", (TypedSetting::QuietHours, Complaint::SameTimeTwice)),
        ("no date", (TypedSetting::Vacation, Complaint::NotADate)),
        ("over", (TypedSetting::Vacation, Complaint::Over)),
        ("backwards", (TypedSetting::Vacation, Complaint::Backwards)),
        ("too far", (TypedSetting::Vacation, Complaint::TooFar)),
    ]
}
