//! The last days as marks in two rows, from when to when, and what the marks mean that do not speak for themselves.

use core_shared::contract::habits::HabitBody;
use core_shared::domain::{DayState, Locale};
use core_shared::screen::Html;
use core_shared::texts::{self, html};

use super::super::day_states::{icon, legend};

/// Days in one row, so that each column is a weekday.
const WEEK: usize = 7;

pub(super) fn lines(locale: Locale, habit: &HabitBody) -> Vec<Html> {
    let (Some(first), Some(last)) = (habit.recent_days.first(), habit.recent_days.last()) else {
        return Vec::new();
    };
    let range =
        [("from", texts::date(locale, first.day).into()), ("to", texts::date(locale, last.day).into())];
    let marks = habit
        .recent_days
        .chunks(WEEK)
        .map(|week| Html::escaped(&week.iter().map(|day| icon(day.state)).collect::<String>()));
    let mut lines = vec![Html::default()];
    lines.extend(marks);
    lines.push(html(locale, "card-range", &range));
    let shown: Vec<DayState> = habit.recent_days.iter().map(|day| day.state).collect();
    lines.extend(legend(locale, habit, &shown));
    lines
}
