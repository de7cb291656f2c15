//! When the habit asks next, by the clock of its user.

use core_shared::contract::habits::HabitBody;
use core_shared::contract::users::UserBody;
use core_shared::domain::slots::next_slot_after;
use core_shared::domain::{Calendar, Weekday};
use core_shared::screen::Html;
use core_shared::texts::{self, html};
use jiff::Timestamp;
use jiff::civil::Date;

pub(super) fn line(user: &UserBody, habit: &HabitBody, now: Timestamp) -> Option<Html> {
    let instant = next(user, habit, now)?;
    let calendar = Calendar::new(user.zone.clone()?, user.day_start);
    let at = calendar.local(instant);
    let time = ("time", Html::time(instant, &at.time().strftime("%H:%M").to_string()).into());
    Some(if at.date() == calendar.local(now).date() {
        html(user.locale, "card-next-reminder-today", &[time])
    } else {
        let date = texts::date(user.locale, at.date());
        html(user.locale, "card-next-reminder", &[time, ("date", date.into())])
    })
}

/// `None` when nothing asks: there is no reminder, the habit or its user rests for good, or nobody knows the zone.
fn next(user: &UserBody, habit: &HabitBody, now: Timestamp) -> Option<Timestamp> {
    let zone = user.zone.as_ref().filter(|_| user.reminding && habit.archived_at.is_none())?;
    let next_due = habit.progress.next_due?;
    let calendar = Calendar::new(zone.clone(), user.day_start);
    let asks = |day: Date| day == next_due || (day > next_due && habit.schedule.asks_on(day));
    let slots = habit.reminders.iter().filter_map(|reminder| {
        next_slot_after(zone, reminder.time, now, |date| {
            let day = calendar.day_of_slot(date, reminder.time);
            asks(day) && reminder.weekdays.contains(Weekday::of(day))
        })
    });
    let first = slots.map(|slot| slot.fires_at).min()?;
    // What would come in the quiet hours comes at their end.
    let quiet = user.quiet_hours.and_then(|hours| hours.end_after(&calendar, first));
    Some(quiet.unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use core_shared::domain::{DayState, Locale, QuietHours};
    use core_shared::screen::{Keyboard, Screen};

    use super::super::super::sketch::{habit, user};
    use super::*;

    fn said(user: &UserBody, habit: &HabitBody, now: &str) -> Option<String> {
        line(user, habit, now.parse().unwrap())
            .map(|line| Screen::new(line, Keyboard::none()).plain().text.to_string())
    }

    fn due_on(day: &str) -> HabitBody {
        let mut habit = habit("Read", &[DayState::Pending]);
        habit.progress.next_due = Some(day.parse().unwrap());
        habit
    }

    #[test]
    fn it_is_said_by_the_clock_of_the_user() {
        let (anna, boris) = (user(Locale::En), user(Locale::Ru));
        let today = due_on("2026-11-20");
        let at = |user: &UserBody, now| said(user, &today, now).unwrap();
        assert_eq!(at(&anna, "2026-11-20T11:00:00Z"), "⏰ next question: today at 21:30");
        assert_eq!(at(&anna, "2026-11-20T20:30:00Z"), "⏰ next question: Sat, 21 Nov at 21:30");
        assert_eq!(at(&boris, "2026-11-20T20:30:00Z"), "⏰ следующий вопрос: сб, 21 ноября в 21:30");
    }

    #[test]
    fn rests_weekdays_and_quiet_hours_are_kept() {
        let mut anna = user(Locale::En);
        let now = "2026-11-20T11:00:00Z";
        let mut rests = due_on("2026-12-07");
        assert_eq!(said(&anna, &rests, now).unwrap(), "⏰ next question: Mon, 7 Dec at 21:30");
        rests.reminders[0].weekdays = core_shared::domain::Weekdays::from_bits(0b10).unwrap();
        assert_eq!(said(&anna, &rests, now).unwrap(), "⏰ next question: Tue, 8 Dec at 21:30");
        let quiet = QuietHours::new("21:00".parse().unwrap(), "07:00".parse().unwrap()).unwrap();
        anna.quiet_hours = Some(quiet);
        assert_eq!(said(&anna, &rests, now).unwrap(), "⏰ next question: Wed, 9 Dec at 07:00");
    }

    #[test]
    fn where_nothing_asks_nothing_is_said() {
        let now = "2026-11-20T11:00:00Z";
        let mut silent = user(Locale::En);
        silent.reminding = false;
        assert_eq!(said(&silent, &due_on("2026-11-20"), now), None);
        let mut without = due_on("2026-11-20");
        without.reminders.clear();
        assert_eq!(said(&user(Locale::En), &without, now), None);
        assert_eq!(said(&user(Locale::En), &habit("Read", &[]), now), None);
    }
}
