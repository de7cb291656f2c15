//! A vacation: days on which nothing is due.

use core_shared::callback::{Callback, Setting, SettingsTap, TypedSetting};
use core_shared::contract::users::UserBody;
use core_shared::domain::Locale;
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::back;
use crate::views::button;

/// How long it can be. It begins today, and says its last day: an old page means what it said.
pub(super) fn page(user: &UserBody) -> Screen {
    let locale = user.locale;
    let lasting = |id, span: Span| {
        let through = user.today.saturating_add(span).saturating_sub(1.day());
        let label = plain(locale, id, &[("date", said(locale, through, user.today).into())]);
        vec![Button::new(label, Callback::Settings(SettingsTap::Set(Setting::VacationThrough(through))))]
    };
    let ending = user.vacation.map(|vacation| {
        let id = if vacation.from <= user.today { "button-end-vacation" } else { "button-call-off-vacation" };
        button(locale, id, Callback::Settings(SettingsTap::Set(Setting::NoVacation)))
    });
    let other =
        button(locale, "button-other-days", Callback::Settings(SettingsTap::Ask(TypedSetting::Vacation)));
    let rows = [
        lasting("pause-three-days", 3.days()),
        lasting("pause-week", 1.week()),
        lasting("pause-two-weeks", 2.weeks()),
        vec![other],
        ending.into_iter().collect(),
        vec![back(locale)],
    ];
    let text = Html::lines([line(user), Html::default(), html(locale, "vacation-question", &[])]);
    Screen::new(text, Keyboard::rows(rows))
}

/// The present vacation, or the next.
pub(super) fn line(user: &UserBody) -> Html {
    let (locale, today) = (user.locale, user.today);
    let Some(vacation) = user.vacation else {
        return html(locale, "settings-no-vacation", &[]);
    };
    let to = said(locale, vacation.to, today);
    if vacation.from <= today {
        return html(locale, "settings-vacation", &[("to", to.into())]);
    }
    let from = said(locale, vacation.from, today);
    html(locale, "settings-vacation-to-come", &[("from", from.into()), ("to", to.into())])
}

/// A date, with its year when that is not the present one.
fn said(locale: Locale, date: Date, today: Date) -> String {
    if date.year() == today.year() { texts::date(locale, date) } else { texts::date_with_year(locale, date) }
}
