//! The rules of streaks and strength written the other way round: every day judged by itself from the whole
//! record, then read backwards from today. Slow, and with nothing in common with the walk but the rules.

use core_shared::domain::strength::Frequency;
use core_shared::domain::{Execution, ExecutionState, GoalKind, HabitKind, Schedule, Terms};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::histories::Case;

/// What the reference knows of a habit on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numbers {
    pub(crate) streak: u32,
    pub(crate) best: u32,
    pub(crate) total: u32,
    pub(crate) completion_rate: Option<f64>,
    pub(crate) strength: f64,
    pub(crate) freezes: u8,
}

/// A due day or a period that is decided, on the day on which it was.
#[derive(Debug, Clone, Copy)]
struct Unit {
    decided_on: Date,
    is_kept: bool,
    is_a_day: bool,
}

/// What a day says by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Yes,
    /// Within a limit: yes when the day is over.
    SoFar,
    Less,
    No,
    Excused,
    Silent,
}

pub(crate) fn numbers(case: &Case) -> Numbers {
    let units = units(case);
    let kept: Vec<bool> = units.iter().map(|unit| unit.is_kept).collect();
    let count = |wanted: bool| u32::try_from(kept.iter().filter(|kept| **kept == wanted).count()).unwrap();
    let due = count(true) + count(false);
    Numbers {
        streak: length(kept.iter().rev().take_while(|kept| **kept).count()),
        best: length(kept.split(|kept| !kept).map(<[bool]>::len).max().unwrap_or(0)),
        total: length(days(case).filter(|day| is_satisfied(case, *day)).count()),
        completion_rate: (due > 0).then(|| f64::from(count(true)) / f64::from(due)),
        strength: strength(case),
        freezes: freezes(case, &units),
    }
}

fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}

fn begins_on(case: &Case) -> Date {
    case.executions.keys().next().map_or(case.plan.starts_on, |first| case.plan.starts_on.min(*first))
}

fn days(case: &Case) -> impl Iterator<Item = Date> + use<'_> {
    begins_on(case).series(1.day()).take_while(|day| *day <= case.today)
}

fn terms(case: &Case, day: Date) -> Option<&Terms> {
    if day < begins_on(case) { None } else { case.plan.schedules.on(day) }
}

fn rests(case: &Case, day: Date) -> bool {
    case.plan.rests.iter().any(|rest| rest.from <= day && day <= rest.to)
}

fn is_due(case: &Case, day: Date) -> bool {
    !rests(case, day) && terms(case, day).is_some_and(|terms| terms.schedule.asks_on(day))
}

fn word(case: &Case, day: Date) -> Word {
    let goal = terms(case, day).and_then(|terms| terms.goal.as_ref());
    let Some(Execution { state, amount }) = case.executions.get(&day) else { return Word::Silent };
    match (state, goal, amount) {
        (ExecutionState::NotDone, ..) => Word::No,
        (ExecutionState::Skipped | ExecutionState::Frozen, ..) => Word::Excused,
        (ExecutionState::Done, Some(goal), Some(amount)) => match (goal.kind, amount.cmp(&goal.amount)) {
            (GoalKind::AtLeast, std::cmp::Ordering::Less) => Word::Less,
            (GoalKind::AtLeast, _) => Word::Yes,
            (GoalKind::AtMost, std::cmp::Ordering::Greater) => Word::No,
            (GoalKind::AtMost, _) => Word::SoFar,
        },
        (ExecutionState::Done, ..) => Word::Yes,
    }
}

/// Whether nothing was to happen on `day`, and nothing was said of it.
fn holds(case: &Case, day: Date) -> bool {
    let limited = |terms: &Terms| terms.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost);
    let is_quiet = case.plan.kind == HabitKind::Quit || terms(case, day).is_some_and(limited);
    is_quiet && is_due(case, day) && word(case, day) == Word::Silent
}

fn is_satisfied(case: &Case, day: Date) -> bool {
    let is_over = day < case.today;
    match word(case, day) {
        Word::Yes => true,
        // Outside of any terms nothing limits it.
        Word::SoFar => is_over,
        Word::Silent => is_over && holds(case, day),
        Word::Less | Word::No | Word::Excused => false,
    }
}

fn is_periodic(terms: &Terms) -> bool {
    matches!(terms.schedule, Schedule::TimesPer { .. })
}

fn units(case: &Case) -> Vec<Unit> {
    let due = days(case).filter(|day| is_due(case, *day) && !terms(case, *day).is_some_and(is_periodic));
    let unit = |decided_on, is_kept| Some(Unit { decided_on, is_kept, is_a_day: true });
    let mut units: Vec<Unit> = due
        .filter_map(|day| match decided(case, day) {
            Decided::Kept(on) => unit(on, true),
            Decided::Missed(on) => unit(on, false),
            Decided::Open | Decided::Excused(_) => None,
        })
        .chain(periods(case))
        .collect();
    units.sort_by_key(|unit| unit.decided_on);
    units
}

/// When and how a due day was decided.
enum Decided {
    Kept(Date),
    Missed(Date),
    Open,
    Excused(Date),
}

/// Whether a day that `day` could have been done for was let go, on it or later.
pub(crate) fn is_let_go(case: &Case, day: Date) -> bool {
    let due = days(case).take_while(|due| *due <= day).filter(|due| is_due(case, *due)).last();
    due.is_some_and(|due| matches!(decided(case, due), Decided::Excused(on) if on >= day))
}

fn decided(case: &Case, due: Date) -> Decided {
    let mut day = due;
    loop {
        let is_over = day < case.today;
        match word(case, day) {
            Word::Yes => return Decided::Kept(day),
            Word::SoFar if is_over => return Decided::Kept(day),
            Word::No => return Decided::Missed(day),
            Word::Excused => return Decided::Excused(day),
            Word::Silent if is_over && day == due && holds(case, day) => return Decided::Kept(day),
            Word::Silent | Word::SoFar | Word::Less if !is_over => return Decided::Open,
            Word::Silent | Word::SoFar | Word::Less => {}
        }
        let next = day.tomorrow().unwrap();
        let goes_on =
            |terms: &Terms| terms.carry_over && !is_periodic(terms) && terms.schedule != Schedule::Daily {};
        let is_the_same = terms(case, day) == terms(case, next);
        if !terms(case, day).is_some_and(goes_on) || is_due(case, next) || !is_the_same {
            return Decided::Missed(day);
        }
        day = next;
    }
}

fn periods(case: &Case) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut stretch: Vec<Date> = Vec::new();
    let all: Vec<Date> = days(case).collect();
    for day in all.iter().copied() {
        let Some(terms) = terms(case, day).filter(|terms| is_periodic(terms)) else { continue };
        let Schedule::TimesPer { n, period } = terms.schedule else { continue };
        stretch.push(day);
        let (_, last) = period.around(day, case.plan.first_weekday);
        let next = day.tomorrow().unwrap();
        let is_end = day == last || self::terms(case, next) != Some(terms);
        if is_end || day == case.today {
            let is_over = is_end && day < case.today;
            units.extend(period_unit(case, &stretch, usize::from(n), is_over));
            stretch.clear();
        }
    }
    units
}

fn period_unit(case: &Case, stretch: &[Date], n: usize, is_over: bool) -> Option<Unit> {
    let counts = |day: &&Date| !rests(case, **day) && matches!(word(case, **day), Word::Yes | Word::SoFar);
    let excused =
        stretch.iter().filter(|day| rests(case, **day) || word(case, **day) == Word::Excused).count();
    let done: Vec<Date> = stretch.iter().filter(counts).copied().collect();
    if let Some(decided_on) = done.get(n - 1) {
        return Some(Unit { decided_on: *decided_on, is_kept: true, is_a_day: false });
    }
    let is_missed = is_over && stretch.len() >= n && done.len() + excused < n;
    is_missed.then(|| Unit { decided_on: *stretch.last().unwrap(), is_kept: false, is_a_day: false })
}

/// Earned by every seventh day in a row, two at the most, spent by frozen days.
fn freezes(case: &Case, units: &[Unit]) -> u8 {
    let (mut streak, mut freezes) = (0u32, 0u8);
    for day in days(case) {
        let is_frozen =
            case.executions.get(&day).is_some_and(|execution| execution.state == ExecutionState::Frozen);
        if is_frozen && terms(case, day).is_some() {
            freezes = freezes.saturating_sub(1);
        }
        for unit in units.iter().filter(|unit| unit.decided_on == day) {
            streak = if unit.is_kept { streak + 1 } else { 0 };
            if unit.is_kept && unit.is_a_day && streak % 7 == 0 {
                freezes = 2.min(freezes + 1);
            }
        }
    }
    freezes
}

/// By the definition of the measure: every day that counts looks back over all executions.
fn strength(case: &Case) -> f64 {
    let first = case.plan.schedules.first();
    let limits = first.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost);
    let begins = if days(case).next().is_some() && limits { 1.0 } else { 0.0 };
    days(case).fold(begins, |strength, day| {
        let Some(terms) = terms(case, day) else { return strength };
        let Some(worth) = worth(case, terms, day) else { return strength };
        let multiplier = terms.schedule.frequency().multiplier();
        multiplier * strength + (1.0 - multiplier) * fulfilment(case, terms, day, worth)
    })
}

/// What a day that counts was worth beyond what is recorded on it: what was done on its behalf later. `None`
/// for a day that does not count.
fn worth(case: &Case, terms: &Terms, day: Date) -> Option<f64> {
    if !is_due(case, day) || word(case, day) == Word::Excused {
        return None;
    }
    if is_periodic(terms) {
        return Some(0.0);
    }
    match decided(case, day) {
        Decided::Kept(on) if on > day => Some(own_amount(case, self::terms(case, on)?, on)),
        Decided::Kept(_) | Decided::Missed(_) | Decided::Open => Some(0.0),
        Decided::Excused(_) => None,
    }
}

/// What `day` adds to a sum under `terms`: 1 when done, or its amount.
fn own_amount(case: &Case, terms: &Terms, past: Date) -> f64 {
    let Some(goal) = &terms.goal else { return f64::from(u8::from(was_done(case, past))) };
    let of_goal = in_units(goal.amount.thousandths());
    match (case.executions.get(&past), goal.kind) {
        (Some(Execution { state: ExecutionState::Done, amount: Some(amount) }), _) => {
            in_units(amount.thousandths())
        }
        (Some(Execution { state: ExecutionState::Done, .. }), GoalKind::AtLeast) => of_goal,
        (Some(Execution { state: ExecutionState::NotDone, .. }), GoalKind::AtMost) => 2.0 * of_goal.max(0.5),
        // Nothing was said while the habit was one to let be: that was a day like any that is done.
        (None, GoalKind::AtLeast) if was_done(case, past) => of_goal,
        _ => 0.0,
    }
}

fn fulfilment(case: &Case, terms: &Terms, day: Date, worth: f64) -> f64 {
    let frequency = terms.schedule.frequency();
    let sum = |span: u32| -> f64 {
        let first = day.saturating_sub((i64::from(span) - 1).days()).max(begins_on(case));
        let days = first.series(1.day()).take_while(|past| *past <= day);
        days.map(|past| own_amount(case, terms, past)).sum::<f64>() + worth
    };
    match &terms.goal {
        None => {
            let (quota, span) = quota(frequency);
            (sum(span) / f64::from(quota)).min(1.0)
        }
        Some(goal) => {
            let (span, days) =
                if is_periodic(terms) { (frequency.days(), frequency.times()) } else { (1, 1) };
            let target = in_units(goal.amount.thousandths()) * f64::from(days);
            match goal.kind {
                GoalKind::AtLeast => (sum(span) / target).min(1.0),
                GoalKind::AtMost => (2.0 - sum(span) / target).clamp(0.0, 1.0),
            }
        }
    }
}

fn was_done(case: &Case, day: Date) -> bool {
    matches!(word(case, day), Word::Yes | Word::SoFar) || holds(case, day)
}

fn quota(frequency: Frequency) -> (u32, u32) {
    let (times, days) = (frequency.times(), frequency.days());
    if times < days { (2 * times, 2 * days) } else { (times, days) }
}

fn in_units(thousandths: i64) -> f64 {
    f64::from(i32::try_from(thousandths).unwrap()) / 1000.0
}
