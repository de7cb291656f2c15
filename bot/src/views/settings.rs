//! The settings: all of them on one screen with what holds, and a page for each.

pub(crate) mod pages;
pub(crate) mod typed;
mod vacation;

use core_shared::callback::{Callback, Pinning, Setting, SettingsPage, SettingsTap};
use core_shared::contract::users::UserBody;
use core_shared::domain::Locale;
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{html, plain, weekday};
use jiff::Timestamp;

use super::{button, language};

/// What holds, and the way to each setting.
pub(crate) fn overview(user: &UserBody, now: Timestamp) -> Screen {
    let locale = user.locale;
    let lines =
        [html(locale, "settings-headline", &[]), Html::default()].into_iter().chain(values(user, now));
    let page = |id, page| button(locale, id, show(page));
    let keyboard = Keyboard::rows([
        vec![
            page("button-settings-language", SettingsPage::Language),
            page("button-settings-zone", SettingsPage::Zone),
        ],
        vec![
            page("button-settings-day-start", SettingsPage::DayStart),
            page("button-settings-first-weekday", SettingsPage::FirstWeekday),
        ],
        vec![
            page("button-settings-reminders", SettingsPage::Reminders),
            page("button-settings-quiet-hours", SettingsPage::QuietHours),
        ],
        vec![
            page("button-settings-digest", SettingsPage::Digest),
            page("button-settings-nudge", SettingsPage::Nudge),
        ],
        vec![page("button-settings-pinned", SettingsPage::Pinned)],
        vec![
            page("button-settings-vacation", SettingsPage::Vacation),
            page("button-settings-freezes", SettingsPage::Freezes),
        ],
        vec![
            button(locale, "button-settings-tokens", Callback::Tokens { page: 0 }),
            page("button-settings-privacy", SettingsPage::Privacy),
        ],
        vec![button(
            locale,
            "button-delete-everything",
            Callback::Settings(SettingsTap::AskDeleteEverything),
        )],
        vec![button(locale, "button-today", Callback::Today)],
    ]);
    Screen::new(Html::lines(lines), keyboard)
}

/// The same after something was set in words.
pub(crate) fn saved(user: &UserBody, now: Timestamp) -> Screen {
    let screen = overview(user, now);
    let saved = html(user.locale, "setting-saved", &[]);
    Screen::new(Html::lines([saved, Html::default(), screen.text]), screen.keyboard)
}

/// What can not be seen at once is said.
pub(crate) fn saved_toast(locale: Locale, setting: Setting) -> String {
    let id = if setting == Setting::Pinned(Pinning::On) { "pinned-from-next-day" } else { "setting-saved" };
    plain(locale, id, &[])
}

pub(crate) fn show(page: SettingsPage) -> Callback {
    Callback::Settings(SettingsTap::Show(page))
}

/// The way back from a page.
pub(crate) fn back(locale: Locale) -> Button {
    button(locale, "button-to-settings", show(SettingsPage::Overview))
}

fn values(user: &UserBody, now: Timestamp) -> impl Iterator<Item = Html> {
    let locale = user.locale;
    let word = |id: &'static str| html(locale, id, &[]);
    [
        html(locale, "settings-language", &[("language", language::name(locale).into())]),
        zone(user, now),
        html(locale, "settings-day-start", &[("time", user.day_start.to_string().into())]),
        html(locale, "settings-first-weekday", &[("day", weekday(locale, user.first_weekday).into())]),
        word(if user.reminding { "settings-reminders-on" } else { "settings-reminders-off" }),
        quiet_hours(user),
        match user.digest_at {
            Some(at) => html(locale, "settings-digest-at", &[("time", at.to_string().into())]),
            None => word("settings-digest-off"),
        },
        match user.nudge_at {
            Some(at) => html(locale, "settings-nudge-at", &[("time", at.to_string().into())]),
            None => word("settings-nudge-off"),
        },
        word(if user.pinned_today { "settings-pinned-on" } else { "settings-pinned-off" }),
        vacation::line(user),
        word(if user.freezes { "settings-freezes-on" } else { "settings-freezes-off" }),
    ]
    .into_iter()
}

fn zone(user: &UserBody, now: Timestamp) -> Html {
    let Some(zone) = &user.zone else {
        return html(user.locale, "settings-no-zone", &[]);
    };
    let time = zone.rules().to_datetime(now).strftime("%H:%M").to_string();
    html(user.locale, "settings-zone", &[("zone", zone.name().into()), ("time", time.into())])
}

fn quiet_hours(user: &UserBody) -> Html {
    match user.quiet_hours {
        Some(hours) => html(
            user.locale,
            "settings-quiet-hours",
            &[("from", hours.from().to_string().into()), ("to", hours.to().to_string().into())],
        ),
        None => html(user.locale, "settings-no-quiet-hours", &[]),
    }
}

#[cfg(test)]
mod tests;
