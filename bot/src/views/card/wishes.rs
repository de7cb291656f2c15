//! What a habit asks for: days, goal, reminders, and the pause it is in.

use core_shared::contract::habits::HabitBody;
use core_shared::contract::reminders::ReminderBody;
use core_shared::domain::{HabitKind, Locale, Tag, Weekdays};
use core_shared::screen::Html;
use core_shared::texts::{self, html};

pub(crate) fn lines(locale: Locale, habit: &HabitBody) -> Vec<Html> {
    let quit = (habit.kind == HabitKind::Quit).then(|| html(locale, "card-quit", &[]));
    let goal = habit.goal.as_ref().map(|goal| texts::goal(locale, goal));
    let goal = goal.map(|goal| html(locale, "card-goal", &[("goal", goal.into())]));
    let pause = habit.paused_until.map(|day| texts::date(locale, day));
    let pause = pause.map(|date| html(locale, "card-paused", &[("date", date.into())]));
    let tags = (!habit.tags.is_empty()).then(|| tags_line(locale, habit));
    [quit, Some(days_line(locale, habit)), goal, Some(reminders_line(locale, habit)), tags, pause]
        .into_iter()
        .flatten()
        .collect()
}

fn tags_line(locale: Locale, habit: &HabitBody) -> Html {
    let tags: Vec<&str> = habit.tags.iter().map(Tag::as_str).collect();
    html(locale, "card-tags", &[("tags", tags.join(", ").into())])
}

fn days_line(locale: Locale, habit: &HabitBody) -> Html {
    html(locale, "card-days", &[("days", texts::schedule(locale, &habit.schedule).into())])
}

pub(crate) fn reminders_line(locale: Locale, habit: &HabitBody) -> Html {
    if habit.reminders.is_empty() {
        return html(locale, "card-no-reminder", &[]);
    }
    let times: Vec<String> = habit.reminders.iter().map(|reminder| reminder_time(locale, reminder)).collect();
    html(locale, "card-reminders", &[("times", times.join(", ").into())])
}

/// The weekdays are said when they are fewer than those of the habit may be.
fn reminder_time(locale: Locale, reminder: &ReminderBody) -> String {
    match reminder.weekdays {
        Weekdays::ALL => reminder.time.to_string(),
        some => format!("{} ({})", reminder.time, texts::weekdays(locale, some)),
    }
}
