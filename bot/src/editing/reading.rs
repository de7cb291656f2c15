//! What a typed answer means for the field that was asked for.

use core_shared::contract::habits::{HabitBody, PatchHabit};
use core_shared::contract::reminders::{CreateReminder, PatchReminder};
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{Amount, Goal, GoalKind, HabitName, Tag, Unit};
use jiff::civil::Date;

use super::{Deed, Field, every_n, has_reminder_at, target_of};
use crate::typed_time;

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    Name(TextLineError),
    Tags,
    EveryN,
    Amount,
    Target,
    Time,
    TimeTaken,
    /// The API says that it does not go with the rest of the habit.
    DoesNotGo,
    /// There are as many as there can be.
    TooMany,
}

/// Digits that a thousandth can have.
const PLACES: usize = 3;

pub(crate) fn read(field: Field, text: &str, habit: &HabitBody, today: Date) -> Result<Deed, Hint> {
    match field {
        Field::Name => {
            let name = HabitName::parse(text).map_err(Hint::Name)?;
            Ok(Deed::patch(PatchHabit { name: Some(name), ..PatchHabit::default() }))
        }
        Field::Tags => tags(text).map(Deed::tags).ok_or(Hint::Tags),
        Field::EveryN => {
            let n = text.trim().parse().ok().and_then(|n| every_n(n, today));
            n.map(Deed::schedule).ok_or(Hint::EveryN)
        }
        Field::Goal(kind) => goal(kind, text, habit),
        Field::Step => step(text, habit),
        Field::Target => {
            let target = text.trim().parse().ok().and_then(|days| target_of(days, habit));
            target.map(|target| Deed::target(Some(target))).ok_or(Hint::Target)
        }
        Field::Reminder => {
            let time = typed_time::parse(text).ok_or(Hint::Time)?;
            if has_reminder_at(habit, time) {
                return Err(Hint::TimeTaken);
            }
            Ok(Deed::AddReminder { reminder: CreateReminder::at(time) })
        }
        Field::ReminderTime(id) => {
            let time = typed_time::parse(text).ok_or(Hint::Time)?;
            let patch = PatchReminder { time: Some(time), ..PatchReminder::default() };
            Ok(Deed::PatchReminder { id, patch })
        }
        // The unit is that of the goal, and may be said again.
        Field::Amount(day) => {
            let (amount, _) = measure(text).ok_or(Hint::Amount)?;
            Ok(Deed::Amount { day, amount })
        }
    }
}

/// Words with commas between them; what is there twice is there once.
fn tags(text: &str) -> Option<Vec<Tag>> {
    let mut tags: Vec<Tag> = Vec::new();
    for word in text.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        let tag = Tag::parse(word.trim_start_matches('#')).ok()?;
        if tags.iter().all(|other| other.look() != tag.look()) {
            tags.push(tag);
        }
    }
    (1..=Tag::MAX_PER_HABIT).contains(&tags.len()).then_some(tags)
}

/// "8 glasses": the step stays as it is.
fn goal(kind: GoalKind, text: &str, habit: &HabitBody) -> Result<Deed, Hint> {
    let (amount, unit) = measure(text).ok_or(Hint::Amount)?;
    if kind == GoalKind::AtLeast && amount == Amount::ZERO {
        return Err(Hint::Amount);
    }
    let step = habit.goal.as_ref().and_then(|goal| goal.step);
    let goal = Goal { kind, amount, unit, step };
    Ok(Deed::patch(PatchHabit { goal: Some(Some(goal)), ..PatchHabit::default() }))
}

/// The unit is that of the goal, and may be said again.
fn step(text: &str, habit: &HabitBody) -> Result<Deed, Hint> {
    let (step, _) = measure(text).filter(|(step, _)| *step > Amount::ZERO).ok_or(Hint::Amount)?;
    let goal = habit.goal.clone().ok_or(Hint::DoesNotGo)?;
    let goal = Goal { step: Some(step), ..goal };
    Ok(Deed::patch(PatchHabit { goal: Some(Some(goal)), ..PatchHabit::default() }))
}

/// A number, with a comma or a point, and what it counts.
fn measure(text: &str) -> Option<(Amount, Option<Unit>)> {
    let text = text.trim().trim_start_matches('+');
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let rest = rest.trim();
    // "1 000" is no thousand of ours, and no 1 of something that is called 000.
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let unit = if rest.is_empty() { None } else { Some(Unit::parse(rest).ok()?) };
    Some((decimal(number)?, unit))
}

fn decimal(number: &str) -> Option<Amount> {
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    if whole.is_empty() || fraction.len() > PLACES || number.ends_with(['.', ',']) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<3}").parse().ok()?;
    Amount::from_thousandths(whole.checked_mul(1000)?.checked_add(fraction)?).ok()
}
