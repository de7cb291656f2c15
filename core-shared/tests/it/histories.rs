//! Histories to try the rules on: every kind of habit, plan and record that the API lets exist.

use std::collections::BTreeMap;

use core_shared::domain::{
    Amount, Days, Execution, ExecutionState, Goal, GoalKind, HabitKind, MonthDay, MonthDays, Period, Plan,
    Rests, Schedule, ScheduleHistory, Terms, Weekday, Weekdays,
};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

/// The first day of most plans.
pub(crate) const START: Date = Date::constant(2026, 1, 1);

/// Days after [`START`] that histories reach at the most.
pub(crate) const LENGTH: i32 = 220;

/// A habit with everything that happened to it, as seen on `today`.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) plan: Plan,
    pub(crate) executions: BTreeMap<Date, Execution>,
    pub(crate) today: Date,
}

impl Case {
    pub(crate) fn listed(&self) -> Vec<(Date, Execution)> {
        self.executions.iter().map(|(day, execution)| (*day, *execution)).collect()
    }
}

pub(crate) fn day(offset: i32) -> Date {
    START.saturating_add(offset.days())
}

pub(crate) fn units(thousandths: i64) -> Amount {
    Amount::from_thousandths(thousandths).unwrap()
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    (plans(), records(), 0..LENGTH).prop_map(|(plan, executions, today)| {
        let today = day(today);
        let executions = executions.into_iter().filter(|(day, _)| *day <= today).collect();
        Case { plan, executions, today }
    })
}

pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    (habits(), weekdays(), rests(), 0i32..60).prop_flat_map(
        |((kind, first), first_weekday, rests, starts)| {
            versions(kind).prop_map(move |versions| {
                let starts_on = day(starts);
                let mut schedules = ScheduleHistory::new(starts_on, first.clone());
                for (later, terms) in versions {
                    let from = day(starts + later);
                    schedules = match terms {
                        Some(terms) => schedules.changed(from, terms),
                        None => schedules.resting(from),
                    };
                }
                Plan { kind, starts_on, schedules, first_weekday, rests: rests.clone() }
            })
        },
    )
}

/// Later versions in the order of their days: other terms, or the archive.
fn versions(kind: HabitKind) -> impl Strategy<Value = Vec<(i32, Option<Terms>)>> {
    let version = (1i32..120, prop::option::weighted(0.8, terms(kind)));
    prop::collection::vec(version, 0..3).prop_map(|mut versions| {
        versions.sort_by_key(|(later, _)| *later);
        versions
    })
}

fn habits() -> impl Strategy<Value = (HabitKind, Terms)> {
    prop_oneof![3 => Just(HabitKind::Build), 1 => Just(HabitKind::Quit)]
        .prop_flat_map(|kind| (Just(kind), terms(kind)))
}

pub(crate) fn terms(kind: HabitKind) -> BoxedStrategy<Terms> {
    let limit = || goals(GoalKind::AtMost);
    let at_least = || goals(GoalKind::AtLeast);
    let terms = |schedule, goal, carry_over| Terms { schedule, goal, carry_over };
    match kind {
        HabitKind::Quit => (calendars(), prop::option::of(limit()), Just(false))
            .prop_map(move |(s, g, c)| terms(s, g, c))
            .boxed(),
        HabitKind::Build => prop_oneof![
            (calendars(), Just(None), any::<bool>()).prop_map(move |(s, g, c)| terms(s, g, c)),
            (calendars(), at_least().prop_map(Some), any::<bool>()).prop_map(move |(s, g, c)| terms(s, g, c)),
            (calendars(), limit().prop_map(Some), any::<bool>()).prop_map(move |(s, g, c)| terms(s, g, c)),
            (times(), prop::option::of(at_least()), Just(false)).prop_map(move |(s, g, c)| terms(s, g, c)),
        ]
        .boxed(),
    }
}

fn goals(kind: GoalKind) -> impl Strategy<Value = Goal> {
    (500i64..4000).prop_map(move |amount| Goal { kind, amount: units(amount), unit: None, step: None })
}

fn calendars() -> impl Strategy<Value = Schedule> {
    let month_days =
        prop::collection::vec(prop_oneof![Just(MonthDay::Last), (1u8..=31).prop_map(MonthDay::Number)], 1..4);
    prop_oneof![
        Just(Schedule::Daily {}),
        (1u8..128).prop_map(|bits| Schedule::Weekdays { days: Weekdays::from_bits(bits).unwrap() }),
        (2u16..90).prop_map(|n| Schedule::EveryNDays { n, anchor: Date::constant(2026, 3, 5) }),
        month_days.prop_map(|days| Schedule::MonthDays { dates: MonthDays::new(days).unwrap() }),
    ]
}

fn times() -> impl Strategy<Value = Schedule> {
    prop_oneof![
        (1u8..=7).prop_map(|n| Schedule::TimesPer { n, period: Period::Week }),
        (1u8..=28).prop_map(|n| Schedule::TimesPer { n, period: Period::Month }),
    ]
}

fn weekdays() -> impl Strategy<Value = Weekday> {
    (0usize..7).prop_map(|index| Weekday::ALL[index])
}

pub(crate) fn rests() -> impl Strategy<Value = Rests> {
    let rest =
        (0i32..LENGTH, 0i32..15).prop_map(|(from, length)| Days { from: day(from), to: day(from + length) });
    prop::collection::vec(rest, 0..3).prop_map(Rests::from)
}

pub(crate) fn records() -> impl Strategy<Value = BTreeMap<Date, Execution>> {
    let record = prop::option::weighted(0.7, executions());
    (-5i32..70, prop::collection::vec(record, 0..150)).prop_map(|(from, records)| {
        (from..).map(day).zip(records).filter_map(|(day, record)| Some((day, record?))).collect()
    })
}

pub(crate) fn executions() -> impl Strategy<Value = Execution> {
    prop_oneof![
        4 => Just(ExecutionState::Done.into()),
        4 => (0i64..5000).prop_map(|amount| Execution::measured(units(amount))),
        1 => Just(ExecutionState::NotDone.into()),
        1 => Just(ExecutionState::Skipped.into()),
        1 => Just(ExecutionState::Frozen.into()),
    ]
}
