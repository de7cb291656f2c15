//! The walk through the days of a habit: the rules of streaks, freezes and carried days in one place.
//!
//! Everything that is derived from a history takes this walk: numbers, statistics, explanations, rollovers.

use std::collections::VecDeque;

use jiff::ToSpan;
use jiff::civil::Date;

use super::plan::{Asks, Plan, Stretch};
use super::standing::Standing;
use super::strength::{Measure, Meter, units};
use super::window::days_between;
use super::{Amount, Carried, Execution, ExecutionState, Goal, GoalKind, Schedule, Snapshot, Terms, Window};

/// Consecutive satisfied due days that earn a freeze.
const DAYS_FOR_A_FREEZE: u32 = 7;

/// Freezes that are kept; more are not earned.
const MOST_FREEZES: u8 = 2;

/// Whether a day can still be done without being a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Openness {
    Open,
    Over,
}

/// What a step came to for the streak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Kept,
    Missed,
    /// It does not count.
    Excused,
    /// It is not decided yet.
    Pending,
    /// It was not done, and is carried to the next day.
    Carried,
}

/// A verdict, and the due day that it is about: the day itself, or the one that was carried to it. For a
/// period, the day on which it was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) of: Date,
    pub(super) verdict: Verdict,
}

/// What a day that counts did to the strength.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Counted {
    /// The strength before it.
    pub(super) before: f64,
    /// How far it fulfilled what was wanted, 0 to 1.
    pub(super) fulfilment: f64,
    /// The share of the strength before it that it left.
    pub(super) multiplier: f64,
}

/// Goes through the days of a plan in their order, and keeps the numbers.
#[derive(Debug, Clone)]
pub(super) struct Walk<'p> {
    plan: &'p Plan,
    begins_on: Date,
    pub(super) numbers: Snapshot,
    terms: Option<&'p Terms>,
    /// The last day on which `terms` are known to hold.
    holds_through: Option<Date>,
    stretch: Option<Stretch>,
    /// The measure of strength for the terms that hold at present.
    meter: Option<Meter>,
    /// What the last day did to the strength, if it counted.
    pub(super) counted: Option<Counted>,
    /// The amounts of the last month, newest last; kept for habits that were ever measured.
    amounts: Option<VecDeque<Option<Amount>>>,
}

impl<'p> Walk<'p> {
    /// A walk that has seen nothing yet.
    pub(super) fn new(plan: &'p Plan, begins_on: Date) -> Self {
        Self {
            plan,
            begins_on,
            numbers: Snapshot::default(),
            terms: None,
            holds_through: None,
            stretch: None,
            meter: None,
            counted: None,
            amounts: plan.schedules.was_measured().then(VecDeque::new),
        }
    }

    /// A walk that goes on behind the numbers of the day before `window`.
    pub(super) fn resumed(plan: &'p Plan, begins_on: Date, numbers: Snapshot, window: &Window) -> Self {
        let before = |ago: i32| window.amount(window.first.saturating_sub(ago.days()));
        let mut walk = Self::new(plan, begins_on);
        walk.numbers = numbers;
        walk.amounts = walk.amounts.map(|_| (1..=Window::DAYS_BEFORE).rev().map(before).collect());
        walk
    }

    /// One day further. `None` when the day asks for nothing.
    pub(super) fn go(
        &mut self,
        day: Date,
        execution: Option<Execution>,
        openness: Openness,
    ) -> Option<Judged> {
        if self.terms.is_none() || self.holds_through.is_none_or(|last| last < day) {
            self.look_up_terms(day);
        }
        let Some(terms) = self.terms else {
            self.stand_still(day, execution);
            return None;
        };
        self.go_by(terms, day, execution, openness)
    }

    fn look_up_terms(&mut self, day: Date) {
        let (terms, through) =
            if day < self.begins_on { (None, None) } else { self.plan.schedules.holding_on(day) };
        // Terms without an end hold for as long as anybody walks.
        self.holds_through = Some(through.unwrap_or(Date::MAX)).filter(|_| terms.is_some());
        if day == self.begins_on {
            self.numbers.strength = measure(self.plan.schedules.first()).initial_strength();
        }
        self.terms = terms;
        self.stretch = None;
        self.meter = terms.map(|terms| self.resume(terms, day));
    }

    /// A day of the archive: what was done adds to the total.
    fn stand_still(&mut self, day: Date, execution: Option<Execution>) {
        self.counted = None;
        let is_done = Standing::of(execution, None).is_done();
        self.numbers.total += u32::from(is_done);
        self.remember(day, execution, is_done);
    }

    fn go_by(
        &mut self,
        terms: &'p Terms,
        day: Date,
        execution: Option<Execution>,
        openness: Openness,
    ) -> Option<Judged> {
        let asks = self.plan.asks_by(terms, day);
        let standing = Standing::of(execution, terms.goal.as_ref());
        let is_due = matches!(asks, Asks::Due(_));
        let holds = standing == Standing::Blank && is_due && self.plan.holds_by_itself(terms);
        let is_done = standing.is_done() || holds;
        self.remember(day, execution, is_done);
        let amount = counted_amount(terms, execution, is_done);
        let is_satisfied = standing == Standing::Satisfied
            || (openness == Openness::Over && (standing == Standing::Within || holds));
        self.numbers.total += u32::from(is_satisfied);
        if execution.is_some_and(|execution| execution.state == ExecutionState::Frozen) {
            self.numbers.freezes = self.numbers.freezes.saturating_sub(1);
        }
        if matches!(terms.schedule, Schedule::TimesPer { .. }) {
            let judged = self.go_in_period(terms, day, standing, asks, openness);
            self.measure(amount, is_due && standing != Standing::Neutral);
            return judged;
        }
        let judged = self.judge(terms, day, standing, is_due, openness);
        let verdict = judged.map(|judged| judged.verdict);
        match verdict {
            Some(Verdict::Kept) => self.numbers.keep(Earning::Freezes),
            Some(Verdict::Missed) => self.numbers.miss(),
            Some(Verdict::Excused | Verdict::Pending | Verdict::Carried) | None => {}
        }
        let carried = self.numbers.carried.take();
        if is_due {
            // As on any other day, what is still open lowers the strength until it is done.
            self.measure(amount, verdict != Some(Verdict::Excused));
            self.numbers.carried = self.carry(day).filter(|_| verdict == Some(Verdict::Carried));
        } else {
            self.measure(amount, false);
            self.numbers.carried = carried.filter(|_| verdict == Some(Verdict::Carried));
            self.judge_anew(carried, verdict, amount);
        }
        judged
    }

    /// What is carried from `day`, the last one that was measured.
    fn carry(&self, day: Date) -> Option<Carried> {
        let (counted, meter) = (self.counted?, self.meter.as_ref()?);
        Some(Carried { due: day, strength_before: counted.before, sum: meter.last_sum() })
    }

    /// What was said on a day that something was carried to is said of the day it comes from.
    fn judge_anew(&mut self, carried: Option<Carried>, verdict: Option<Verdict>, amount: i64) {
        let (Some(Carried { strength_before, sum, .. }), Some(meter)) = (carried, &mut self.meter) else {
            return;
        };
        match verdict {
            Some(Verdict::Kept) => {
                self.numbers.strength = meter.recount(strength_before, sum, amount);
                let (fulfilment, multiplier) = (meter.last_fulfilment(), meter.multiplier());
                self.counted = Some(Counted { before: strength_before, fulfilment, multiplier });
            }
            Some(Verdict::Excused) => self.numbers.strength = meter.restore(strength_before),
            Some(Verdict::Missed | Verdict::Pending | Verdict::Carried) | None => {}
        }
    }

    /// A day of a calendar: its own, or on behalf of the one that was carried to it.
    fn judge(
        &self,
        terms: &Terms,
        day: Date,
        standing: Standing,
        is_due: bool,
        openness: Openness,
    ) -> Option<Judged> {
        let of = if is_due { day } else { self.numbers.carried?.due };
        let verdict = match (standing, openness) {
            (Standing::Satisfied, _) | (Standing::Within, Openness::Over) => Verdict::Kept,
            (Standing::NotDone | Standing::Exceeded, _) => Verdict::Missed,
            (Standing::Neutral, _) => Verdict::Excused,
            (Standing::Within | Standing::Partial | Standing::Blank, Openness::Open) => Verdict::Pending,
            (Standing::Blank, Openness::Over) if is_due && self.plan.holds_by_itself(terms) => Verdict::Kept,
            (Standing::Partial | Standing::Blank, Openness::Over) => {
                if self.is_carried_from(terms, day) {
                    Verdict::Carried
                } else {
                    Verdict::Missed
                }
            }
        };
        Some(Judged { of, verdict })
    }

    /// Whether what was not done on `day` is carried to the next: unless that is due itself, judged by other
    /// terms, or lies in the archive.
    fn is_carried_from(&self, terms: &Terms, day: Date) -> bool {
        let holds_on = self.holds_through.is_some_and(|last| last > day);
        terms.carries() && holds_on && !self.plan.is_due(after(day))
    }

    /// A period counts once, as soon as there are enough times. It is missed when it is over without them,
    /// unless the days that do not count would have made up for it, or there were too few days at all.
    fn go_in_period(
        &mut self,
        terms: &Terms,
        day: Date,
        standing: Standing,
        asks: Asks<'_>,
        openness: Openness,
    ) -> Option<Judged> {
        if self.stretch.is_none_or(|stretch| stretch.last < day) {
            self.stretch = self.plan.stretch(terms, day, self.begins_on);
        }
        let Stretch { n, first, last } = self.stretch?;
        let numbers = &mut self.numbers;
        if day == first {
            (numbers.period_done, numbers.period_excused) = (0, 0);
        }
        let mut verdict = Verdict::Pending;
        if matches!(asks, Asks::Rest(_)) || standing == Standing::Neutral {
            numbers.period_excused += 1;
            verdict = Verdict::Excused;
        } else if standing.is_done() {
            numbers.period_done += 1;
            if numbers.period_done == n {
                numbers.keep(Earning::Nothing);
                verdict = Verdict::Kept;
            }
        }
        let is_over = day == last && openness == Openness::Over;
        let is_possible = days_between(first, last) + 1 >= i32::from(n);
        if is_over && is_possible && numbers.period_done + numbers.period_excused < n {
            numbers.miss();
            verdict = Verdict::Missed;
        }
        Some(Judged { of: day, verdict })
    }

    /// A freeze is spent on the day that was carried to here: it no longer counts.
    pub(super) fn freeze_carried(&mut self) {
        if let Some(Carried { strength_before, .. }) = self.numbers.carried.take() {
            self.numbers.strength = strength_before;
            if let Some(meter) = &mut self.meter {
                meter.restore(strength_before);
            }
        }
        self.numbers.freezes = self.numbers.freezes.saturating_sub(1);
    }

    /// The strength after a day of `amount`. On a day that does not count it repeats.
    fn measure(&mut self, amount: i64, counts: bool) {
        self.counted = None;
        let Some(meter) = &mut self.meter else { return };
        if !counts {
            self.numbers.strength = meter.repeat(amount);
            return;
        }
        let before = self.numbers.strength;
        self.numbers.strength = meter.count(amount);
        self.counted =
            Some(Counted { before, fulfilment: meter.last_fulfilment(), multiplier: meter.multiplier() });
    }

    /// Keeps what the terms that follow have to know of `day`.
    fn remember(&mut self, day: Date, execution: Option<Execution>, is_done: bool) {
        self.numbers.tail = self.numbers.tail << 1 | u64::from(is_done);
        if is_done {
            self.numbers.last_done = [Some(day), self.numbers.last_done[0]];
        }
        if let Some(amounts) = &mut self.amounts {
            amounts.push_back(execution.and_then(|execution| execution.amount));
            if amounts.len() > usize::try_from(Window::DAYS_BEFORE).unwrap_or(0) {
                amounts.pop_front();
            }
        }
    }

    /// The measure for `terms` as it stands behind these numbers, before `day`.
    fn resume(&self, terms: &Terms, day: Date) -> Meter {
        let meter = meter(terms);
        let was_done = |ago: i64| match u32::try_from(ago) {
            Ok(ago) if ago < u64::BITS => self.numbers.tail >> ago & 1 == 1,
            _ => self.numbers.last_done.contains(&Some(day.saturating_sub((ago + 1).days()))),
        };
        let amount_of = |ago: i64| {
            let index =
                usize::try_from(ago + 1).ok().and_then(|back| self.amounts.as_ref()?.len().checked_sub(back));
            let recorded = index.and_then(|index| self.amounts.as_ref()?.get(index).copied().flatten());
            let execution = match recorded {
                Some(amount) => Some(Execution::measured(amount)),
                None => was_done(ago).then_some(ExecutionState::Done.into()),
            };
            counted_amount(terms, execution, was_done(ago))
        };
        let span = i64::try_from(meter.span()).unwrap_or(i64::MAX);
        meter.resumed(self.numbers.strength, (0..span).rev().map(amount_of))
    }
}

/// Whether a kept unit counts towards a freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earning {
    /// A due day: the seventh in a row earns one.
    Freezes,
    /// A period: freezes are about days.
    Nothing,
}

impl Snapshot {
    fn keep(&mut self, earning: Earning) {
        self.streak += 1;
        self.best = self.best.max(self.streak);
        self.due += 1;
        self.kept += 1;
        if earning == Earning::Freezes && self.streak.is_multiple_of(DAYS_FOR_A_FREEZE) {
            self.freezes = (self.freezes + 1).min(MOST_FREEZES);
        }
    }

    fn miss(&mut self) {
        self.streak = 0;
        self.due += 1;
    }
}

/// The next day. Nobody lives to see the last one that a calendar has.
pub(super) fn after(day: Date) -> Date {
    day.tomorrow().expect("days that people record lie before the year 9999")
}

/// What strength measures under `terms`. Amounts are judged day by day; those of a habit that counts times
/// together, as Loop judges amounts of a week or a month.
fn measure(terms: &Terms) -> Measure {
    match &terms.goal {
        None => Measure::Repetitions,
        Some(goal) => {
            let days = match terms.schedule {
                Schedule::TimesPer { .. } => terms.schedule.frequency().times(),
                _ => 1,
            };
            let target = units(goal.amount.thousandths()) * f64::from(days);
            match goal.kind {
                GoalKind::AtLeast => Measure::AtLeast { target },
                GoalKind::AtMost => Measure::AtMost { target },
            }
        }
    }
}

fn meter(terms: &Terms) -> Meter {
    let meter = Meter::new(measure(terms), terms.schedule.frequency());
    match (&terms.goal, &terms.schedule) {
        (None, _) | (Some(_), Schedule::TimesPer { .. }) => meter,
        (Some(_), _) => meter.over_single_days(),
    }
}

/// What a day adds to the sum that strength is judged by: 1 when done, or an amount in thousandths.
fn counted_amount(terms: &Terms, execution: Option<Execution>, is_done: bool) -> i64 {
    match &terms.goal {
        None => i64::from(is_done),
        Some(goal) => measured_amount(goal, execution).thousandths(),
    }
}

fn measured_amount(goal: &Goal, execution: Option<Execution>) -> Amount {
    match (execution, goal.kind) {
        (Some(Execution { state: ExecutionState::Done, amount: Some(amount) }), _) => amount,
        // Done without an amount met the goal.
        (Some(Execution { state: ExecutionState::Done, amount: None }), GoalKind::AtLeast) => goal.amount,
        // A lapse of unknown size is one that leaves nothing of the day.
        (Some(Execution { state: ExecutionState::NotDone, .. }), GoalKind::AtMost) => {
            goal.amount.saturating_add(goal.amount).max(goal.step())
        }
        _ => Amount::ZERO,
    }
}
