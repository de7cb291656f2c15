//! What a typed answer means for the field that was asked for.

use core_shared::contract::habits::{HabitBody, PatchHabit};
use core_shared::contract::reminders::{CreateReminder, PatchReminder};
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{Amount, Goal, GoalKind, HabitName, Tag};
use jiff::civil::Date;

use super::{Deed, Field, every_n, has_reminder_at, target_of};
use crate::{typed_amount, typed_time};

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
    let (amount, unit) = typed_amount::measure(plus_less(text)).ok_or(Hint::Amount)?;
    if kind == GoalKind::AtLeast && amount == Amount::ZERO {
        return Err(Hint::Amount);
    }
    let step = habit.goal.as_ref().and_then(|goal| goal.step);
    let goal = Goal { kind, amount, unit, step };
    Ok(Deed::patch(PatchHabit { goal: Some(Some(goal)), ..PatchHabit::default() }))
}

/// The unit is that of the goal, and may be said again.
fn step(text: &str, habit: &HabitBody) -> Result<Deed, Hint> {
    let (step, _) = typed_amount::measure(plus_less(text))
        .filter(|(step, _)| *step > Amount::ZERO)
        .ok_or(Hint::Amount)?;
    let goal = habit.goal.clone().ok_or(Hint::DoesNotGo)?;
    let goal = Goal { step: Some(step), ..goal };
    Ok(Deed::patch(PatchHabit { goal: Some(Some(goal)), ..PatchHabit::default() }))
}

/// "+5" is how a button says it.
fn plus_less(text: &str) -> &str {
    text.trim().trim_start_matches('+')
}
