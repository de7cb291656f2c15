//! A page for each setting: what it means in a line, and the choices, with a tick at the one that holds.

use core_shared::callback::{
    Callback, Freezing, Pinning, Reminding, Setting, SettingsPage, SettingsTap, TypedSetting,
};
use core_shared::contract::users::UserBody;
use core_shared::domain::{DayStart, Locale, MinuteOfDay, QuietHours, Weekday};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{html, plain, weekday};
use jiff::civil::Time;

use super::{back, vacation};
use crate::views::{language, privacy};

/// The hours at which days of people who stay up late begin, in rows.
const DAY_STARTS: [[i8; 3]; 2] = [[0, 1, 2], [3, 4, 5]];

/// Those on which weeks begin somewhere, and the others.
const FIRST_WEEKDAYS: [&[Weekday]; 2] =
    [&[Weekday::Mon, Weekday::Sun, Weekday::Sat], &[Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]];

/// From and to, in hours.
const QUIET_HOURS: [(i8, i8); 2] = [(22, 7), (23, 8)];

/// When a morning and an evening are told about, in hours and minutes.
const MORNINGS: [(i8, i8); 3] = [(7, 0), (8, 0), (9, 0)];
const EVENINGS: [(i8, i8); 3] = [(19, 0), (20, 30), (21, 30)];

/// What a page shows beside the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beside {
    /// The freezes of all habits together.
    pub(crate) freezes: u32,
}

/// The page; `None` for the overview and the clocks of the world, which are screens of their own.
pub(crate) fn page(user: &UserBody, page: SettingsPage, beside: Beside) -> Option<Screen> {
    match page {
        SettingsPage::Overview | SettingsPage::Zone => None,
        SettingsPage::Language => Some(languages(user.locale)),
        SettingsPage::DayStart => Some(day_start(user)),
        SettingsPage::FirstWeekday => Some(first_weekday(user)),
        SettingsPage::QuietHours => Some(quiet_hours(user)),
        SettingsPage::Digest => Some(digest(user)),
        SettingsPage::Nudge => Some(nudge(user)),
        SettingsPage::Pinned => Some(pinned(user)),
        SettingsPage::Reminders => Some(reminders(user)),
        SettingsPage::Vacation => Some(vacation::page(user)),
        SettingsPage::Freezes => Some(freezes(user, beside.freezes)),
        SettingsPage::Privacy => Some(privacy::privacy(user.locale)),
    }
}

fn languages(locale: Locale) -> Screen {
    let choices = Locale::ALL
        .into_iter()
        .map(|other| choice(language::name(other), other == locale, Setting::Language(other)));
    screen(locale, html(locale, "language-question", &[]), [choices.collect()])
}

fn day_start(user: &UserBody) -> Screen {
    let choices = DAY_STARTS.map(|row| {
        let starts = row.into_iter().filter_map(|hour| DayStart::new(minute(hour, 0)).ok());
        starts.map(|start| choice(start, start == user.day_start, Setting::DayStart(start))).collect()
    });
    let own = own(user.locale, &choices, Some(user.day_start.to_string()), TypedSetting::DayStart);
    let rows = choices.into_iter().chain([vec![own]]);
    screen(user.locale, html(user.locale, "day-start-question", &[]), rows)
}

fn first_weekday(user: &UserBody) -> Screen {
    let day = |day: &Weekday| {
        choice(weekday(user.locale, *day), *day == user.first_weekday, Setting::FirstWeekday(*day))
    };
    let rows = FIRST_WEEKDAYS.map(|row| row.iter().map(day).collect());
    screen(user.locale, html(user.locale, "first-weekday-question", &[]), rows)
}

fn quiet_hours(user: &UserBody) -> Screen {
    let locale = user.locale;
    let hours =
        QUIET_HOURS.into_iter().filter_map(|(from, to)| QuietHours::new(minute(from, 0), minute(to, 0)).ok());
    let is_present = |hours: QuietHours| user.quiet_hours == Some(hours);
    let choices: Vec<Button> =
        hours.map(|hours| choice(said(hours), is_present(hours), Setting::QuietHours(Some(hours)))).collect();
    let off = choice(plain(locale, "choice-off", &[]), user.quiet_hours.is_none(), Setting::QuietHours(None));
    let rows = [vec![off], choices];
    let own = own(locale, &rows, user.quiet_hours.map(said), TypedSetting::QuietHours);
    screen(locale, html(locale, "quiet-hours-question", &[]), rows.into_iter().chain([vec![own]]))
}

fn said(hours: QuietHours) -> String {
    format!("{} – {}", hours.from(), hours.to())
}

fn digest(user: &UserBody) -> Screen {
    let rows = daily(user.locale, user.digest_at, MORNINGS, Setting::Digest, TypedSetting::Digest);
    screen(user.locale, html(user.locale, "digest-question", &[]), rows)
}

fn nudge(user: &UserBody) -> Screen {
    let rows = daily(user.locale, user.nudge_at, EVENINGS, Setting::Nudge, TypedSetting::Nudge);
    screen(user.locale, html(user.locale, "nudge-question", &[]), rows)
}

/// Off, some times of day, and one's own.
fn daily(
    locale: Locale,
    present: Option<MinuteOfDay>,
    offered: [(i8, i8); 3],
    setting: fn(Option<MinuteOfDay>) -> Setting,
    typed: TypedSetting,
) -> Vec<Vec<Button>> {
    let times = offered.map(|(hour, minutes)| minute(hour, minutes));
    let choices = times.map(|time| choice(time, present == Some(time), setting(Some(time))));
    let off = choice(plain(locale, "choice-off", &[]), present.is_none(), setting(None));
    let mut rows = vec![vec![off], choices.into()];
    let own = own(locale, &rows, present.map(|time| time.to_string()), typed);
    rows.push(vec![own]);
    rows
}

fn pinned(user: &UserBody) -> Screen {
    let locale = user.locale;
    let (state, label, other) = if user.pinned_today {
        ("pinned-is-on", "button-turn-pinned-off", Pinning::Off)
    } else {
        ("pinned-is-off", "button-turn-pinned-on", Pinning::On)
    };
    let what = html(locale, "pinned-explained", &[]);
    let text = Html::lines([html(locale, state, &[]), Html::default(), what]);
    switch(locale, text, label, Setting::Pinned(other))
}

fn reminders(user: &UserBody) -> Screen {
    let (text, label, other) = if user.reminding {
        ("reminders-are-on", "button-turn-reminders-off", Reminding::Off)
    } else {
        ("reminders-are-off", "button-turn-reminders-on", Reminding::On)
    };
    switch(user.locale, html(user.locale, text, &[]), label, Setting::Reminders(other))
}

fn freezes(user: &UserBody, count: u32) -> Screen {
    let locale = user.locale;
    let what = html(locale, "freezes-explained", &[]);
    if user.freezes {
        let text =
            Html::lines([html(locale, "freezes-are-on", &[("count", count.into())]), Html::default(), what]);
        return switch(locale, text, "button-turn-freezes-off", Setting::Freezes(Freezing::Off));
    }
    let text = Html::lines([html(locale, "freezes-are-off", &[]), Html::default(), what]);
    switch(locale, text, "button-turn-freezes-on", Setting::Freezes(Freezing::On))
}

fn switch(locale: Locale, text: Html, label: &str, setting: Setting) -> Screen {
    let switch = Button::new(plain(locale, label, &[]), Callback::Settings(SettingsTap::Set(setting)));
    screen(locale, text, [vec![switch]])
}

fn screen(locale: Locale, text: Html, rows: impl IntoIterator<Item = Vec<Button>>) -> Screen {
    Screen::new(text, Keyboard::rows(rows.into_iter().chain([vec![back(locale)]])))
}

fn choice(label: impl std::fmt::Display, holds: bool, setting: Setting) -> Button {
    let mark = if holds { TICK } else { "" };
    Button::new(format!("{mark}{label}"), Callback::Settings(SettingsTap::Set(setting)))
}

const TICK: &str = "✓ ";

/// The button that asks for a value in words; it says the present value when no choice does.
fn own(locale: Locale, choices: &[Vec<Button>], present: Option<String>, setting: TypedSetting) -> Button {
    let is_offered = choices.iter().flatten().any(|choice| choice.label.starts_with(TICK));
    let label = match present.filter(|_| !is_offered) {
        Some(value) => plain(locale, "button-own-value", &[("value", value.into())]),
        None => plain(locale, "button-other-value", &[]),
    };
    Button::new(label, Callback::Settings(SettingsTap::Ask(setting)))
}

fn minute(hour: i8, minute: i8) -> MinuteOfDay {
    MinuteOfDay::of(Time::constant(hour, minute, 0, 0))
}
