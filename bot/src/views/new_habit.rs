//! The form of a new habit, stage by stage, and the card of what was saved.

use core_shared::callback::Callback;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{HabitKind, HabitName, Locale, MinuteOfDay, Schedule, Weekday, Weekdays};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, weekday};

use super::{button, card, help};
use crate::form::Hint;
use crate::quick_add::Refused;

/// The hours at which people like to be asked.
const HOURS: [u16; 16] = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22];
const HOURS_PER_ROW: usize = 4;

pub(crate) fn name_question(locale: Locale) -> Screen {
    let cancel = vec![button(locale, "button-cancel", Callback::Cancel)];
    Screen::new(html(locale, "new-name", &[]), Keyboard::rows([cancel]))
}

pub(crate) fn days_question(locale: Locale, name: &HabitName) -> Screen {
    let mut rows = days_rows(locale);
    rows.push(vec![button(locale, "button-cancel", Callback::Cancel)]);
    Screen::new(html(locale, "new-days", &[("habit", name.as_str().into())]), Keyboard::rows(rows))
}

/// The days that most people want, and a way to all others.
pub(crate) fn days_rows(locale: Locale) -> Vec<Vec<Button>> {
    let days = |id, days: Weekdays| button(locale, id, Callback::Days { bits: days.bits() });
    vec![
        vec![days("button-every-day", Weekdays::ALL), days("button-workdays", Weekdays::WORKDAYS)],
        vec![button(locale, "button-pick-days", Callback::PickDays { bits: 0 })],
    ]
}

pub(crate) fn days_grid(locale: Locale, name: &HabitName, bits: u8) -> Screen {
    let mut rows = grid_rows(locale, bits);
    rows.push(vec![button(locale, "button-cancel", Callback::Cancel)]);
    Screen::new(html(locale, "new-pick-days", &[("habit", name.as_str().into())]), Keyboard::rows(rows))
}

/// Seven buttons, each of which puts its day in or takes it out; "Save" once there is one.
pub(crate) fn grid_rows(locale: Locale, bits: u8) -> Vec<Vec<Button>> {
    let toggle = |day: Weekday| {
        let bit = Weekdays::from_days([day]).map_or(0, Weekdays::bits);
        let mark = if bits & bit == 0 { "" } else { "✓ " };
        Button::new(format!("{mark}{}", weekday(locale, day)), Callback::PickDays { bits: bits ^ bit })
    };
    let days = Weekday::ALL.map(toggle);
    let save = Weekdays::from_bits(bits)
        .map(|chosen| button(locale, "button-save", Callback::Days { bits: chosen.bits() }))
        .ok();
    vec![days[..4].to_vec(), days[4..].to_vec(), save.into_iter().collect()]
}

pub(crate) fn reminder_question(locale: Locale, name: &HabitName, schedule: &Schedule) -> Screen {
    let days = texts::schedule(locale, schedule);
    let mut rows = time_rows(locale);
    rows.push(vec![button(locale, "button-cancel", Callback::Cancel)]);
    let text = html(locale, "new-reminder", &[("habit", name.as_str().into()), ("days", days.into())]);
    Screen::new(text, Keyboard::rows(rows))
}

/// The hours of the day, and no reminder.
pub(crate) fn time_rows(locale: Locale) -> Vec<Vec<Button>> {
    let times: Vec<Button> = HOURS
        .into_iter()
        .filter_map(|hour| MinuteOfDay::from_minutes(hour * 60).ok())
        .map(|time| Button::new(time.to_string(), Callback::RemindAt(Some(time))))
        .collect();
    let mut rows: Vec<Vec<Button>> = times.chunks(HOURS_PER_ROW).map(<[Button]>::to_vec).collect();
    rows.push(vec![button(locale, "button-no-reminder", Callback::RemindAt(None))]);
    rows
}

/// What was made, what comes next, and a way to undo it.
pub(crate) fn saved(locale: Locale, habit: &HabitBody) -> Screen {
    let times: Vec<String> = habit.reminders.iter().map(|reminder| reminder.time.to_string()).collect();
    let next = if times.is_empty() && habit.kind == HabitKind::Quit {
        html(locale, "saved-next-kept", &[])
    } else if times.is_empty() {
        html(locale, "saved-next-today", &[])
    } else {
        html(locale, "saved-next-reminder", &[("time", times.join(", ").into())])
    };
    let mut lines = vec![html(locale, "saved-headline", &[("habit", habit.name.as_str().into())])];
    lines.extend(card::wishes(locale, habit));
    lines.extend([Html::default(), next]);
    let rows = [
        vec![
            button(locale, "button-today", Callback::Today),
            button(locale, "button-another", Callback::New),
        ],
        vec![button(locale, "button-undo", Callback::Unmake { habit: habit.id })],
    ];
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

/// Offers to make a habit of what was written: on which days?
pub(crate) fn offer(locale: Locale, name: &HabitName) -> Screen {
    let mut rows = days_rows(locale);
    rows.push(vec![button(locale, "button-no", Callback::Cancel)]);
    let text = html(locale, "offer-days", &[("habit", name.as_str().into())]);
    Screen::new(text, Keyboard::rows(rows))
}

/// The same to somebody who has to be asked for their zone first.
pub(crate) fn offer_before_zone(locale: Locale, name: &HabitName) -> Screen {
    let row =
        vec![button(locale, "button-add", Callback::TakeName), button(locale, "button-no", Callback::Cancel)];
    Screen::new(html(locale, "offer", &[("habit", name.as_str().into())]), Keyboard::rows([row]))
}

/// There are as many as there can be.
pub(crate) fn too_many(locale: Locale) -> Screen {
    let list = button(locale, "button-habits", Callback::Habits { page: 0 });
    Screen::new(html(locale, "habits-too-many", &[]), Keyboard::rows([vec![list]]))
}

pub(crate) fn cancelled(locale: Locale) -> Screen {
    Screen::new(html(locale, "cancelled", &[]), help::ways(locale))
}

/// Why a text is no name.
pub(super) fn name_hint(locale: Locale, error: TextLineError) -> Html {
    match error {
        TextLineError::Empty => html(locale, "name-empty", &[]),
        TextLineError::TooLong { max } => {
            let most = u32::try_from(max).unwrap_or(u32::MAX);
            html(locale, "name-too-long", &[("max", most.into())])
        }
        TextLineError::ControlCharacter => html(locale, "name-one-line", &[]),
    }
}

/// The question again, with the reason why the answer was not taken.
pub(crate) fn hinted(locale: Locale, hint: Hint, question: Screen) -> Screen {
    let reason = match hint {
        Hint::Name(error) | Hint::Draft(Refused::Name(error)) => name_hint(locale, error),
        Hint::Days => html(locale, "days-hint", &[]),
        Hint::Time | Hint::Draft(Refused::Time) => html(locale, "time-hint", &[]),
        Hint::Draft(Refused::Days) => html(locale, "draft-days-hint", &[]),
        Hint::Draft(Refused::Goal) => html(locale, "draft-goal-hint", &[]),
    };
    Screen::new(Html::lines([reason, Html::default(), question.text]), question.keyboard)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::sketch::{NASTY, RIGHT_TO_LEFT, habit, longest, sketch};
    use super::*;

    fn name(text: &str) -> HabitName {
        HabitName::parse(text).unwrap()
    }

    #[test]
    fn whoever_has_too_many_is_told_what_to_do() {
        assert_snapshot!(sketch(&too_many(Locale::En)), @r"
        📚 That is as much as I can keep for you. Delete a habit that you no longer need, and there is room for another.
        [📊 Habits]
        ");
        assert_snapshot!(sketch(&too_many(Locale::Ru)), @r"
        📚 Больше я хранить не могу. Удалите привычку, которая больше не нужна, и место для новой найдётся.
        [📊 Привычки]
        ");
    }

    #[test]
    fn a_name_is_asked_for_with_an_example() {
        assert_snapshot!(sketch(&name_question(Locale::En)), @r"
        ✏️ <b>A new habit.</b> What shall I call it?
        For example: <i>Read 20 pages</i>
        [✖️ Cancel]
        ");
        let too_long = hinted(
            Locale::Ru,
            Hint::Name(TextLineError::TooLong { max: HabitName::MAX_CHARS }),
            name_question(Locale::Ru),
        );
        assert_snapshot!(sketch(&too_long), @r"
        Слишком длинно для названия: не больше 100 знаков.

        ✏️ <b>Новая привычка.</b> Как её назвать?
        Например: <i>Прочитать 20 страниц</i>
        [✖️ Отмена]
        ");
    }

    #[test]
    fn days_are_chosen_by_one_tap_or_in_a_grid() {
        assert_snapshot!(sketch(&days_question(Locale::En, &name(NASTY))), @r"
        ✏️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        On which days?
        [Every day] [Mon–Fri]
        [Choose days…]
        [✖️ Cancel]
        ");
        assert_snapshot!(sketch(&days_grid(Locale::Ru, &name(RIGHT_TO_LEFT), 0b101)), @r"
        ✏️ <b>קריאה – 20 עמודים</b>
        Отметьте дни и нажмите «Сохранить».
        [✓ пн] [вт] [✓ ср] [чт]
        [пт] [сб] [вс]
        [✓ Сохранить]
        [✖️ Отмена]
        ");
    }

    #[test]
    fn no_day_cannot_be_saved_and_made_up_bits_are_not_shown() {
        let labels = |bits| sketch(&days_grid(Locale::En, &name("Read"), bits));
        assert!(!labels(0).contains("Save]"));
        assert!(labels(0b1000_0000).lines().all(|line| !line.contains("[✓")));
    }

    #[test]
    fn a_reminder_is_asked_for_with_what_was_understood_so_far() {
        let schedule = Schedule::Weekdays { days: Weekdays::WORKDAYS };
        assert_snapshot!(sketch(&reminder_question(Locale::En, &name(NASTY), &schedule)), @r"
        ✏️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        📅 Monday to Friday

        When shall I ask? Tap a time or write one, such as 21:30.
        [07:00] [08:00] [09:00] [10:00]
        [11:00] [12:00] [13:00] [14:00]
        [15:00] [16:00] [17:00] [18:00]
        [19:00] [20:00] [21:00] [22:00]
        [🔕 No reminder]
        [✖️ Cancel]
        ");
        let hinted = hinted(
            Locale::Ru,
            Hint::Time,
            reminder_question(Locale::Ru, &name("Читать"), &Schedule::Daily {}),
        );
        assert_snapshot!(sketch(&hinted), @r"
        Не понимаю, который это час. Напишите, например, 21:30 или нажмите кнопку.

        ✏️ <b>Читать</b>
        📅 каждый день

        Когда спросить? Нажмите на время или напишите своё, например 21:30.
        [07:00] [08:00] [09:00] [10:00]
        [11:00] [12:00] [13:00] [14:00]
        [15:00] [16:00] [17:00] [18:00]
        [19:00] [20:00] [21:00] [22:00]
        [🔕 Не напоминать]
        [✖️ Отмена]
        ");
    }

    #[test]
    fn the_saved_card_says_what_comes_next() {
        let mut saved_habit = habit(NASTY, &[]);
        assert_snapshot!(sketch(&saved(Locale::En, &saved_habit)), @r"
        🌱 Saved: <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        📅 every day
        🔔 21:30

        I’ll ask you at 21:30. One tap is enough then.
        [📋 Today] [➕ One more]
        [↩️ Undo]
        ");
        saved_habit.reminders.clear();
        assert_snapshot!(sketch(&saved(Locale::Ru, &saved_habit)), @r"
        🌱 Сохранено: <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        📅 каждый день
        🔕 без напоминания

        Когда сделаете, отметьте в /today.
        [📋 Сегодня] [➕ Ещё одна]
        [↩️ Отменить]
        ");
        saved_habit.kind = HabitKind::Quit;
        let next = |locale| sketch(&saved(locale, &saved_habit)).lines().nth(5).map(str::to_owned);
        let kept = "A day counts by itself. When it did not work out, say so in /today.";
        assert_eq!(next(Locale::En).as_deref(), Some(kept));
        let kept = "День засчитывается сам. Если не получилось, отметьте это в /today.";
        assert_eq!(next(Locale::Ru).as_deref(), Some(kept));
    }

    #[test]
    fn an_offer_shows_the_text_as_it_is() {
        assert_snapshot!(sketch(&offer(Locale::En, &name(NASTY))), @r"
        New habit “&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;”?
        On which days?
        [Every day] [Mon–Fri]
        [Choose days…]
        [No]
        ");
        assert_snapshot!(sketch(&offer_before_zone(Locale::En, &name(NASTY))), @r"
        Add “&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;” as a habit?
        [➕ Yes] [No]
        ");
        assert_snapshot!(sketch(&offer(Locale::Ru, &name(&longest()))), @r"
        Новая привычка «ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ»?
        По каким дням?
        [Каждый день] [Пн–Пт]
        [Выбрать дни…]
        [Нет]
        ");
    }
}
