//! One habit: when it is due, what came of it, the last two weeks day by day, and what can be done with it.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::contract::habits::{DayBody, HabitBody};
use core_shared::domain::{DayState, ExecutionState, Locale};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};

use super::button;

/// Days in one row, so that each column is a weekday.
const WEEK: usize = 7;

pub(crate) fn card(locale: Locale, habit: &HabitBody) -> Screen {
    let headline = if habit.archived_at.is_some() { "card-archived" } else { "card-headline" };
    let mut lines = vec![
        html(locale, headline, &[("habit", habit.name.as_str().into())]),
        days_line(locale, habit),
        reminders_line(locale, habit),
        Html::default(),
        streak_line(locale, habit),
        numbers_line(locale, habit),
        strength_line(locale, habit),
    ];
    lines.extend(recent_days(locale, &habit.recent_days));
    Screen::new(Html::lines(lines), Keyboard::rows(rows(locale, habit)))
}

/// The habit rests now, and can be brought back.
pub(crate) fn archived(locale: Locale, habit: &HabitBody) -> Screen {
    let text = html(locale, "archived-notice", &[("habit", habit.name.as_str().into())]);
    let rows = [
        vec![button(locale, "button-undo", Callback::Restore { habit: habit.id })],
        vec![button(locale, "button-to-habits", Callback::Habits { page: 0 })],
    ];
    Screen::new(text, Keyboard::rows(rows))
}

/// Asks once, and says what goes.
pub(crate) fn delete_question(locale: Locale, habit: &HabitBody) -> Screen {
    let text = html(
        locale,
        "delete-question",
        &[("habit", habit.name.as_str().into()), ("total", habit.progress.total.into())],
    );
    let row = vec![
        button(locale, "button-delete", Callback::Delete { habit: habit.id }),
        button(locale, "button-keep", Callback::Card { habit: habit.id }),
    ];
    Screen::new(text, Keyboard::rows([row]))
}

pub(crate) fn archived_toast(locale: Locale) -> String {
    plain(locale, "toast-archived", &[])
}

pub(crate) fn restored_toast(locale: Locale) -> String {
    plain(locale, "toast-restored", &[])
}

pub(crate) fn deleted_toast(locale: Locale) -> String {
    plain(locale, "toast-deleted", &[])
}

pub(crate) fn days_line(locale: Locale, habit: &HabitBody) -> Html {
    html(locale, "card-days", &[("days", texts::schedule(locale, &habit.schedule).into())])
}

pub(crate) fn reminders_line(locale: Locale, habit: &HabitBody) -> Html {
    if habit.reminders.is_empty() {
        return html(locale, "card-no-reminder", &[]);
    }
    let times: Vec<String> = habit.reminders.iter().map(|reminder| reminder.time.to_string()).collect();
    html(locale, "card-reminders", &[("times", times.join(", ").into())])
}

fn streak_line(locale: Locale, habit: &HabitBody) -> Html {
    match habit.progress.streak {
        0 => html(locale, "card-fresh", &[]),
        days => html(locale, "streak", &[("days", days.into())]),
    }
}

fn strength_line(locale: Locale, habit: &HabitBody) -> Html {
    let percent = format!("{:.0}", habit.progress.strength * 100.0);
    html(locale, "card-strength", &[("percent", percent.into())])
}

fn numbers_line(locale: Locale, habit: &HabitBody) -> Html {
    let progress = &habit.progress;
    let best = ("best", progress.best.into());
    let total = ("total", progress.total.into());
    match progress.completion_rate {
        None => html(locale, "card-numbers", &[best, total]),
        Some(rate) => {
            let percent = format!("{:.0}", rate * 100.0);
            html(locale, "card-numbers-with-rate", &[best, total, ("percent", percent.into())])
        }
    }
}

/// The days as marks in two rows, from when to when, and what the marks mean that do not speak for themselves.
fn recent_days(locale: Locale, days: &[DayBody]) -> Vec<Html> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Vec::new();
    };
    let range =
        [("from", texts::date(locale, first.day).into()), ("to", texts::date(locale, last.day).into())];
    let marks = days
        .chunks(WEEK)
        .map(|week| Html::escaped(&week.iter().map(|day| icon(day.state)).collect::<String>()));
    let mut lines = vec![Html::default()];
    lines.extend(marks);
    lines.push(html(locale, "card-range", &range));
    lines.extend(legend(locale, days));
    lines
}

fn icon(state: DayState) -> &'static str {
    match state {
        DayState::Done => "✅",
        DayState::NotDone => "✖️",
        DayState::Skipped => "⏭",
        DayState::Missed => "▫️",
        DayState::Pending => "⬜",
        // As wide as the others.
        DayState::NotDue => "➖",
    }
}

fn legend(locale: Locale, days: &[DayBody]) -> Option<Html> {
    const MEANINGS: [(DayState, &str); 3] = [
        (DayState::Missed, "legend-missed"),
        (DayState::NotDone, "legend-not-done"),
        (DayState::Skipped, "legend-skipped"),
    ];
    let meanings: Vec<String> = MEANINGS
        .into_iter()
        .filter(|(state, _)| days.iter().any(|day| day.state == *state))
        .map(|(_, id)| plain(locale, id, &[]))
        .collect();
    (!meanings.is_empty()).then(|| Html::escaped(&meanings.join("  ")))
}

fn rows(locale: Locale, habit: &HabitBody) -> Vec<Vec<Button>> {
    let delete = button(locale, "button-delete", Callback::AskDelete { habit: habit.id });
    if habit.archived_at.is_some() {
        let restore = button(locale, "button-restore", Callback::Restore { habit: habit.id });
        let back = button(locale, "button-back", Callback::Archived { page: 0 });
        return vec![vec![restore, delete], vec![back]];
    }
    let archive = button(locale, "button-archive", Callback::Archive { habit: habit.id });
    let back = button(locale, "button-back", Callback::Habits { page: 0 });
    vec![marks(locale, habit), vec![archive, delete], vec![back]]
}

/// Today, and yesterday when it was asked for: the day that is most often forgotten.
fn marks(locale: Locale, habit: &HabitBody) -> Vec<Button> {
    let mut latest = habit.recent_days.iter().rev();
    let today = latest.next().map(|day| match day.state {
        DayState::Done => mark(habit, day, Mark::Clear, plain(locale, "button-undo-today", &[])),
        _ => mark(habit, day, Mark::Set(ExecutionState::Done), plain(locale, "button-done-today", &[])),
    });
    let yesterday = latest.next().filter(|day| day.state != DayState::NotDue).map(|day| {
        let date = [("date", texts::date(locale, day.day).into())];
        match day.state {
            DayState::Done => mark(habit, day, Mark::Clear, plain(locale, "button-undo-on", &date)),
            _ => mark(habit, day, Mark::Set(ExecutionState::Done), plain(locale, "button-done-on", &date)),
        }
    });
    today.into_iter().chain(yesterday).collect()
}

fn mark(habit: &HabitBody, day: &DayBody, mark: Mark, label: String) -> Button {
    Button::new(label, Callback::Check { habit: habit.id, day: day.day, mark, surface: Surface::Card })
}

#[cfg(test)]
mod tests {
    use DayState::{Done, Missed, NotDone, NotDue, Pending, Skipped};
    use insta::assert_snapshot;

    use super::super::sketch::{NASTY, RIGHT_TO_LEFT, habit, longest, progress, sketch};
    use super::*;

    const EVERYTHING: [DayState; 9] = [Done, Done, Missed, Done, NotDone, Skipped, NotDue, Missed, Pending];

    #[test]
    fn a_card_shows_the_numbers_and_every_missed_day() {
        assert_snapshot!(sketch(&card(Locale::En, &habit(NASTY, &EVERYTHING))), @r"
        <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        📅 every day
        🔔 21:30

        🔥 3 days in a row
        🏆 best 5 · ✅ 12 in all · 80 % kept
        💪 strength 63 %

        ➖➖➖➖➖✅✅
        ▫️✅✖️⏭➖▫️⬜
        Sat, 7 Nov – Fri, 20 Nov
        ▫️ missed  ✖️ not done  ⏭ skipped
        [✅ Done today] [✅ Thu, 19 Nov]
        [📦 Archive] [🗑 Delete]
        [‹ Back]
        ");
        assert_snapshot!(sketch(&card(Locale::Ru, &habit(&longest(), &EVERYTHING))), @r"
        <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
        📅 каждый день
        🔔 21:30

        🔥 3 дня подряд
        🏆 рекорд 5 · ✅ всего 12 · выполнено 80 %
        💪 сила привычки 63 %

        ➖➖➖➖➖✅✅
        ▫️✅✖️⏭➖▫️⬜
        сб, 7 ноября – пт, 20 ноября
        ▫️ не отмечено  ✖️ не сделано  ⏭ пропуск
        [✅ Сделано сегодня] [✅ чт, 19 ноября]
        [📦 В архив] [🗑 Удалить]
        [‹ Назад]
        ");
    }

    #[test]
    fn a_new_habit_has_a_card_without_a_rate() {
        let mut new = habit(RIGHT_TO_LEFT, &[Pending]);
        new.progress = progress(0, 0, 0);
        new.reminders.clear();
        assert_snapshot!(sketch(&card(Locale::En, &new)), @r"
        <b>קריאה – 20 עמודים</b>
        📅 every day
        🔕 no reminder

        🌱 a new streak begins with the next ✅
        🏆 best 0 · ✅ 0 in all
        💪 strength 0 %

        ➖➖➖➖➖➖➖
        ➖➖➖➖➖➖⬜
        Sat, 7 Nov – Fri, 20 Nov
        [✅ Done today]
        [📦 Archive] [🗑 Delete]
        [‹ Back]
        ");
    }

    #[test]
    fn two_full_weeks_need_no_legend() {
        let card = sketch(&card(Locale::Ru, &habit("Читать", &[Done; 14])));
        assert!(!card.contains("не отмечено") && card.contains("[↩️ чт, 19 ноября]"), "{card}");
    }

    #[test]
    fn an_archived_habit_can_be_restored_or_deleted_but_not_marked() {
        let mut old = habit(NASTY, &EVERYTHING);
        old.archived_at = Some("2026-11-20T12:00:00Z".parse().unwrap());
        let labels: Vec<_> =
            card(Locale::En, &old).keyboard.rows.concat().into_iter().map(|button| button.label).collect();
        assert_eq!(labels, ["↩️ Restore", "🗑 Delete", "‹ Back"]);
    }

    #[test]
    fn deleting_asks_once_and_names_what_goes() {
        assert_snapshot!(sketch(&delete_question(Locale::En, &habit(NASTY, &[]))), @r"
        🗑 Delete “<b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>”?
        12 days of its history go with it, for good.
        [🗑 Delete] [Keep]
        ");
        assert_snapshot!(sketch(&delete_question(Locale::Ru, &habit(NASTY, &[]))), @r"
        🗑 Удалить «<b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>»?
        Вместе с ней навсегда исчезнет история: 12 дней.
        [🗑 Удалить] [Оставить]
        ");
        assert_snapshot!(sketch(&archived(Locale::En, &habit(NASTY, &[]))), @r"
        📦 <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> is archived: I no longer ask about it.
        Its history stays.
        [↩️ Undo]
        [‹ Habits]
        ");
    }
}
