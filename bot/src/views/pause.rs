//! A pause: how long it can be, and the words for its beginning and its end.

use core_shared::callback::Callback;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::Locale;
use core_shared::screen::{Button, Keyboard, Screen};
use core_shared::texts::{self, html, plain};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::{button, card};

/// How long a pause can be. It begins today, and says its last day: an old menu means what it said.
pub(crate) fn menu(locale: Locale, habit: &HabitBody, today: Date) -> Screen {
    let lasting = |id, span: Span| {
        let until = today.saturating_add(span).saturating_sub(1.day());
        let label = plain(locale, id, &[("date", texts::date(locale, until).into())]);
        vec![Button::new(label, Callback::Pause { habit: habit.id, until })]
    };
    let rows = [
        lasting("pause-three-days", 3.days()),
        lasting("pause-week", 1.week()),
        lasting("pause-two-weeks", 2.weeks()),
        lasting("pause-month", 1.month()),
        vec![button(locale, "button-back", Callback::Card { habit: habit.id })],
    ];
    Screen::new(
        html(locale, "pause-question", &[("habit", habit.name.as_str().into())]),
        Keyboard::rows(rows),
    )
}

fn paused_toast(locale: Locale, until: Date) -> String {
    plain(locale, "toast-paused", &[("date", texts::date(locale, until).into())])
}

pub(crate) fn resumed_toast(locale: Locale) -> String {
    plain(locale, "toast-resumed", &[])
}

/// Why the habit is not asked for at the moment.
pub(crate) fn resting_toast(locale: Locale, habit: &HabitBody) -> Option<String> {
    if habit.archived_at.is_some() {
        return Some(card::archived_toast(locale));
    }
    habit.paused_until.map(|until| paused_toast(locale, until))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::{FRIDAY, NASTY, habit, longest, sketch};
    use super::*;

    #[test]
    fn every_way_to_pause_says_its_last_day() {
        assert_snapshot!(sketch(&menu(Locale::En, &habit(NASTY, &[]), FRIDAY)), @r"
        ⏸ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        For how long? Paused days are not asked for, and the streak stays.
        [3 days, through Sun, 22 Nov]
        [A week, through Thu, 26 Nov]
        [Two weeks, through Thu, 3 Dec]
        [A month, through Sat, 19 Dec]
        [‹ Back]
        ");
        assert_snapshot!(sketch(&menu(Locale::Ru, &habit(&longest(), &[]), FRIDAY)), @r"
        ⏸ <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
        Надолго? В дни паузы я не спрашиваю, и серия сохраняется.
        [3 дня, по вс, 22 ноября]
        [Неделя, по чт, 26 ноября]
        [Две недели, по чт, 3 декабря]
        [Месяц, по сб, 19 декабря]
        [‹ Назад]
        ");
    }

    #[test]
    fn beginning_and_end_are_said_in_a_word() {
        assert_eq!(paused_toast(Locale::En, FRIDAY), "⏸ Paused through Fri, 20 Nov");
        assert_eq!(paused_toast(Locale::Ru, FRIDAY), "⏸ Пауза по пт, 20 ноября");
        assert_eq!(resumed_toast(Locale::En), "▶️ It goes on");
    }
}
