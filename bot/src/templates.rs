//! Habits that many begin with, so that the first one takes a tap and no typing. Pure: a template and a language in, a
//! habit out, with a name that can be changed like any other.

use core_shared::callback::Template;
use core_shared::contract::habits::CreateHabit;
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::goal::Unit;
use core_shared::domain::{Amount, Goal, GoalKind, HabitName, Locale, MinuteOfDay, Schedule};
use core_shared::texts::plain;

/// Glasses of water in a day.
const GLASSES: i64 = 8;

/// When the day's reading is asked for: before the light goes out.
const READING: u16 = 21 * 60 + 30;

/// When moving is asked for: work is over, and supper is not yet there.
const MOVING: u16 = 18 * 60;

pub(crate) fn habit(locale: Locale, template: Template) -> CreateHabit {
    let (name, goal, time) = match template {
        Template::Water => ("template-water", Some(glasses(locale)), None),
        Template::Read => ("template-read", None, Some(READING)),
        Template::Move => ("template-move", None, Some(MOVING)),
    };
    let name = HabitName::parse(&plain(locale, name, &[])).expect("a test reads the name of every template");
    let time = time.and_then(|minutes| MinuteOfDay::from_minutes(minutes).ok());
    CreateHabit {
        goal,
        reminders: time.into_iter().map(CreateReminder::at).collect(),
        ..CreateHabit::new(name, Schedule::Daily {})
    }
}

fn glasses(locale: Locale) -> Goal {
    Goal {
        kind: GoalKind::AtLeast,
        amount: Amount::from_thousandths(GLASSES * 1000).unwrap_or(Amount::MAX),
        unit: Unit::parse(&plain(locale, "template-water-unit", &[])).ok(),
        step: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_habit_in_every_language() {
        let said = |locale| {
            Template::ALL.map(|template| {
                let habit = habit(locale, template);
                let goal = habit.goal.map(|goal| format!("{} {}", goal.amount, goal.unit.unwrap()));
                let time = habit.reminders.first().map(|reminder| reminder.time.to_string());
                [Some(habit.name.to_string()), goal, time]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(", ")
            })
        };
        assert_eq!(
            said(Locale::En),
            ["Drink water, 8 glasses", "Read 20 pages, 21:30", "Move for 30 minutes, 18:00"]
        );
        assert_eq!(
            said(Locale::Ru),
            ["Пить воду, 8 стаканов", "Прочитать 20 страниц, 21:30", "30 минут движения, 18:00"]
        );
    }
}
