//! Below the habits of a day: its other pages, the days beside it, and the rest of the bot.

use jiff::ToSpan as _;

use super::button;
use crate::callback::{Callback, SettingsPage, SettingsTap};
use crate::contract::today::TodayBody;
use crate::screen::Button;
use crate::texts;

/// So many days back the list goes; earlier ones are corrected nowhere but on the wire.
const MOST_DAYS_BACK: u32 = 7;

/// How long the day is over, in days; 0 for the present one.
pub(super) fn days_back(today: &TodayBody) -> u32 {
    let days = (today.today - today.day).get_days();
    u32::try_from(days).unwrap_or(0)
}

/// The pages before and behind this one.
pub(super) fn turning(today: &TodayBody, page: usize, pages: usize) -> Option<Vec<Button>> {
    let turn = |label: &str, page: Option<usize>| {
        let page = u16::try_from(page.filter(|page| *page < pages)?).ok()?;
        Some(Button::new(label.to_owned(), Callback::Day { day: today.day, page }))
    };
    let here = format!("{}/{pages}", page + 1);
    let row = [turn("‹", page.checked_sub(1)), turn(&here, Some(page)), turn("›", page.checked_add(1))];
    (pages > 1).then(|| row.into_iter().flatten().collect())
}

/// The last rows. A past day has its neighbours there, the present one also the rest of the bot.
pub(super) fn bottom(today: &TodayBody) -> Vec<Vec<Button>> {
    let new = button(today.locale, "button-new", Callback::New);
    let settings = Callback::Settings(SettingsTap::Show(SettingsPage::Overview));
    let settings = button(today.locale, "button-settings", settings);
    match (days_back(today), today.active_habits) {
        (0, 0) => vec![vec![new], vec![settings]],
        (0, _) => vec![
            vec![button(today.locale, "button-yesterday", to(today, -1)), new],
            vec![button(today.locale, "button-habits", Callback::Habits { page: 0 }), settings],
        ],
        (_, 0) => vec![vec![to_today(today)]],
        (back, _) => {
            let earlier =
                (back < MOST_DAYS_BACK).then(|| Button::new(format!("‹ {}", name(today, -1)), to(today, -1)));
            let later = (back > 1).then(|| Button::new(format!("{} ›", name(today, 1)), to(today, 1)));
            vec![[earlier, Some(to_today(today)), later].into_iter().flatten().collect()]
        }
    }
}

fn to_today(today: &TodayBody) -> Button {
    button(today.locale, "button-today", Callback::Today)
}

/// The list so many days later.
fn to(today: &TodayBody, days: i32) -> Callback {
    Callback::Day { day: today.day.saturating_add(days.days()), page: 0 }
}

fn name(today: &TodayBody, days: i32) -> String {
    texts::date(today.locale, today.day.saturating_add(days.days()))
}
