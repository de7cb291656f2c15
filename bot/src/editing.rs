//! What changes about a habit, and what takes it back. Pure: a button or a text and the habit in, a deed out.

mod reading;

use core_shared::callback::{Edit, OnReminder};
use core_shared::contract::habits::{HabitBody, PatchHabit, TargetBody};
use core_shared::contract::reminders::{CreateReminder, PatchReminder, ReminderBody};
use core_shared::domain::{
    GoalKind, HabitKind, MinuteOfDay, MonthDay, MonthDays, ReminderId, Schedule, Tag, Target, TargetDays,
    TargetMeasure, Weekdays,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use reading::{Hint, read};

/// The fewest and the most days from one to the next.
pub(crate) const EVERY_N: std::ops::RangeInclusive<u16> = 2..=365;

/// One change. It says what shall be, so that doing it twice is doing it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(crate) enum Deed {
    Patch { patch: Box<PatchHabit> },
    AddReminder { reminder: CreateReminder },
    PatchReminder { id: ReminderId, patch: PatchReminder },
    RemoveReminder { id: ReminderId },
    Place { place: u16 },
}

/// What a person types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Field {
    Name,
    Tags,
    EveryN,
    Goal(GoalKind),
    Step,
    Target,
    Reminder,
    ReminderTime(ReminderId),
}

impl Deed {
    fn patch(patch: PatchHabit) -> Self {
        Self::Patch { patch: Box::new(patch) }
    }

    fn schedule(schedule: Schedule) -> Self {
        Self::patch(PatchHabit { schedule: Some(schedule), ..PatchHabit::default() })
    }

    fn target(target: Option<Target>) -> Self {
        Self::patch(PatchHabit { target: Some(target), ..PatchHabit::default() })
    }

    fn tags(tags: Vec<Tag>) -> Self {
        let tags = (!tags.is_empty()).then_some(tags);
        Self::patch(PatchHabit { tags: Some(tags), ..PatchHabit::default() })
    }
}

/// What a button that needs no further answer brings about; `None` for one that only shows or asks, and for one that
/// makes no sense for the habit as it is.
pub(crate) fn wanted(edit: Edit, habit: &HabitBody, today: Date) -> Option<Deed> {
    let patch = |patch| Some(Deed::patch(patch));
    match edit {
        Edit::NoTags => Some(Deed::tags(Vec::new())),
        Edit::Daily => Some(Deed::schedule(Schedule::Daily {})),
        Edit::Weekdays { bits } => Weekdays::from_bits(bits).ok().map(weekly).map(Deed::schedule),
        Edit::EveryN(n) => every_n(n, today).map(Deed::schedule),
        Edit::Times { n, period } => {
            let fits = (1..=period.most_times()).contains(&n);
            fits.then(|| Deed::schedule(Schedule::TimesPer { n, period }))
        }
        Edit::Dates { bits } => Some(Deed::schedule(Schedule::MonthDays { dates: dates(bits)? })),
        Edit::NoGoal => patch(PatchHabit { goal: Some(None), ..PatchHabit::default() }),
        Edit::Target(days) => target_of(days, habit).map(|target| Deed::target(Some(target))),
        Edit::NoTarget => Some(Deed::target(None)),
        Edit::Measure(measure) => {
            let target = habit.target.as_ref().and_then(as_target)?;
            Some(Deed::target(Some(Target { measure, ..target })))
        }
        Edit::ArchiveWhenReached(switch) => {
            let target = habit.target.as_ref().and_then(as_target)?;
            Some(Deed::target(Some(Target { archive_when_reached: switch.is_on(), ..target })))
        }
        Edit::CarryOver(switch) => {
            patch(PatchHabit { carry_over: Some(switch.is_on()), ..PatchHabit::default() })
        }
        Edit::AddReminder(time) => Some(Deed::AddReminder { reminder: CreateReminder::at(time) }),
        Edit::Reminder(id, act) => on_reminder(id, act),
        Edit::Place(place) => Some(Deed::Place { place }),
        _ => None,
    }
}

fn on_reminder(id: ReminderId, act: OnReminder) -> Option<Deed> {
    let patch = match act {
        OnReminder::Weekdays { bits } => {
            let days = Weekdays::from_bits(bits).ok()?;
            PatchReminder { weekdays: Some(some_of(days)), ..PatchReminder::default() }
        }
        OnReminder::Nag(minutes) => PatchReminder { nag_minutes: Some(minutes), ..PatchReminder::default() },
        OnReminder::Around(switch) => {
            PatchReminder { around: Some(switch.is_on()), ..PatchReminder::default() }
        }
        OnReminder::Remove => return Some(Deed::RemoveReminder { id }),
        OnReminder::Show | OnReminder::AskTime | OnReminder::PickWeekdays { .. } => return None,
    };
    Some(Deed::PatchReminder { id, patch })
}

/// What the button asks for in words.
pub(crate) fn asked(edit: Edit) -> Option<Field> {
    match edit {
        Edit::AskName => Some(Field::Name),
        Edit::AskTags => Some(Field::Tags),
        Edit::AskEveryN => Some(Field::EveryN),
        Edit::AskGoal(kind) => Some(Field::Goal(kind)),
        Edit::AskStep => Some(Field::Step),
        Edit::AskTarget => Some(Field::Target),
        Edit::AskReminder => Some(Field::Reminder),
        Edit::Reminder(id, OnReminder::AskTime) => Some(Field::ReminderTime(id)),
        _ => None,
    }
}

/// The deed that brings back what `deed` changes; `None` when nothing does. One that is the same as `deed` says that
/// nothing changes.
pub(crate) fn back(deed: &Deed, habit: &HabitBody) -> Option<Deed> {
    match deed {
        Deed::Patch { patch } => Some(Deed::patch(present(patch, habit))),
        Deed::PatchReminder { id, patch } => {
            let reminder = reminder(habit, *id)?;
            let patch = PatchReminder {
                time: patch.time.map(|_| reminder.time),
                weekdays: patch.weekdays.map(|_| some_of(reminder.weekdays)),
                nag_minutes: patch.nag_minutes.map(|_| reminder.nag_minutes),
                around: patch.around.map(|_| reminder.around),
            };
            Some(Deed::PatchReminder { id: *id, patch })
        }
        Deed::RemoveReminder { id } => {
            reminder(habit, *id).map(|reminder| Deed::AddReminder { reminder: again(reminder) })
        }
        // What is not part of the habit has its own way back.
        Deed::AddReminder { .. } | Deed::Place { .. } => None,
    }
}

/// The fields that `patch` changes, as they are.
fn present(patch: &PatchHabit, habit: &HabitBody) -> PatchHabit {
    let tags = || if habit.tags.is_empty() { None } else { Some(habit.tags.clone()) };
    PatchHabit {
        name: patch.name.as_ref().map(|_| habit.name.clone()),
        schedule: patch.schedule.as_ref().map(|_| habit.schedule.clone()),
        goal: patch.goal.as_ref().map(|_| habit.goal.clone()),
        carry_over: patch.carry_over.map(|_| habit.carry_over),
        target: patch.target.map(|_| habit.target.as_ref().and_then(as_target)),
        paused_until: patch.paused_until.map(|_| habit.paused_until),
        reminders: patch.reminders.as_ref().map(|_| habit.reminders.iter().map(again).collect()),
        tags: patch.tags.as_ref().map(|_| tags()),
        archived: patch.archived.map(|_| habit.archived_at.is_some()),
    }
}

pub(crate) fn reminder(habit: &HabitBody, id: ReminderId) -> Option<&ReminderBody> {
    habit.reminders.iter().find(|reminder| reminder.id == id)
}

pub(crate) fn has_reminder_at(habit: &HabitBody, time: MinuteOfDay) -> bool {
    habit.reminders.iter().any(|reminder| reminder.time == time)
}

fn again(reminder: &ReminderBody) -> CreateReminder {
    CreateReminder {
        time: reminder.time,
        weekdays: some_of(reminder.weekdays),
        nag_minutes: reminder.nag_minutes,
        around: reminder.around,
    }
}

/// All days are no choice.
fn some_of(days: Weekdays) -> Option<Weekdays> {
    (days != Weekdays::ALL).then_some(days)
}

fn weekly(days: Weekdays) -> Schedule {
    if days == Weekdays::ALL { Schedule::Daily {} } else { Schedule::Weekdays { days } }
}

fn every_n(n: u16, today: Date) -> Option<Schedule> {
    match n {
        1 => Some(Schedule::Daily {}),
        n if EVERY_N.contains(&n) => Some(Schedule::EveryNDays { n, anchor: today }),
        _ => None,
    }
}

/// Bit 0 is the last date of a month, bit n the n-th.
fn dates(bits: u32) -> Option<MonthDays> {
    let numbers = (1u8..=31).filter(|number| bits & (1 << number) != 0).map(MonthDay::Number);
    let last = (bits & 1 != 0).then_some(MonthDay::Last);
    MonthDays::new(numbers.chain(last)).ok()
}

/// The bits of [`dates`].
pub(crate) fn bits_of(dates: MonthDays) -> u32 {
    dates.days().fold(0, |bits, day| {
        bits | match day {
            MonthDay::Number(number) => 1 << number,
            MonthDay::Last => 1,
        }
    })
}

/// What is measured, and how, stays as it is.
fn target_of(days: u16, habit: &HabitBody) -> Option<Target> {
    let days = TargetDays::new(days).ok()?;
    let before = habit.target.as_ref();
    Some(Target {
        days,
        measure: before.map_or(TargetMeasure::Streak, |target| target.measure),
        archive_when_reached: before.is_some_and(|target| target.archive_when_reached),
    })
}

fn as_target(target: &TargetBody) -> Option<Target> {
    let TargetBody { days, measure, archive_when_reached, .. } = *target;
    Some(Target { days: TargetDays::new(days).ok()?, measure, archive_when_reached })
}

/// A habit to quit has a limit, or nothing that is measured; what counts times in a week or month has no limit.
pub(crate) fn takes_goal(habit: &HabitBody, kind: GoalKind) -> bool {
    match kind {
        GoalKind::AtLeast => habit.kind == HabitKind::Build,
        GoalKind::AtMost => habit.schedule.period().is_none(),
    }
}

#[cfg(test)]
mod tests;
