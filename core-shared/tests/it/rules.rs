//! What holds for every history. `PROPTEST_CASES` says how many are tried; `cargo xtask properties` tries
//! 100,000 each.

use std::collections::BTreeMap;

use core_shared::domain::settlement::{Freezing, Happening, Records, Wishes, settle};
use core_shared::domain::statistics::Counting;
use core_shared::domain::{
    DayState, Days, Execution, ExecutionState, HabitKind, History, Period, Plan, Progress, Rests, Statistics,
    Target, TargetDays, TargetMeasure, Terms,
};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

use crate::histories::{Case, LENGTH, START, cases, day, executions, plans, records, rests, terms, units};
use crate::reference;

/// The habit as the API keeps it: executions, and a cache that marks inside the window keep up.
#[derive(Debug, Clone)]
struct Ledger {
    executions: BTreeMap<Date, Execution>,
    cached: History,
    is_stale: bool,
    today: Date,
}

/// What somebody does.
#[derive(Debug, Clone)]
enum Deed {
    Marks(i32, Execution),
    Unmarks(i32),
    DaysPass(i32),
    Reads,
    Rests(Rests),
    Changes(Terms),
    RollsOver,
}

impl Ledger {
    fn new(plan: Plan, today: Date) -> Self {
        Self { executions: BTreeMap::new(), cached: History::beginning(plan, today), is_stale: false, today }
    }

    fn listed(&self) -> Vec<(Date, Execution)> {
        self.executions.iter().map(|(day, execution)| (*day, *execution)).collect()
    }

    fn rebuilt(&self) -> History {
        History::rebuild(self.cached.plan.clone(), &self.listed(), self.today)
    }

    fn marks(&mut self, day: Date, execution: Option<Execution>) {
        // A future day is refused, and one without room for it in the window sets the cache aside.
        if day > self.today || self.executions.get(&day).copied() == execution {
            return;
        }
        match execution {
            Some(execution) => self.executions.insert(day, execution),
            None => self.executions.remove(&day),
        };
        match self.cached.window.bit(day) {
            Some(_) => self.cached.window = self.cached.window.clone().with(day, execution),
            None => self.is_stale = true,
        }
    }

    fn reads(&mut self) -> Progress {
        if self.is_stale {
            self.cached = self.rebuilt();
            self.is_stale = false;
        }
        self.cached.progress(self.today)
    }

    fn does(&mut self, deed: Deed) {
        match deed {
            Deed::Marks(offset, execution) => self.marks(day(offset), Some(execution)),
            Deed::Unmarks(offset) => self.marks(day(offset), None),
            Deed::DaysPass(days) => self.today = self.today.saturating_add(days.days()),
            Deed::Reads => _ = self.reads(),
            Deed::Rests(rests) => {
                self.cached.plan.rests = rests;
                self.is_stale = true;
            }
            Deed::Changes(terms) => {
                let changed = self.cached.plan.schedules.changed(self.today, terms);
                self.is_stale |= changed.judges_anew(&self.cached.plan.schedules);
                self.cached.plan.schedules = changed;
            }
            Deed::RollsOver => self.rolls_over(self.cached.begins_on()),
        }
    }

    /// Closes every day from `from` on that is over.
    fn rolls_over(&mut self, from: Date) {
        let closing = Days { from, to: self.today.saturating_sub(1.day()) };
        for happening in self.settled(closing) {
            if let Happening::Froze(day) = happening {
                self.marks(day, Some(ExecutionState::Frozen.into()));
            }
        }
    }

    fn settled(&self, closing: Days) -> Vec<Happening> {
        let executions = self.listed();
        let records = Records::All { plan: &self.cached.plan, executions: &executions };
        settle(records, wishes(&Rests::default()), closing)
    }
}

fn wishes(pauses: &Rests) -> Wishes<'_> {
    let days = TargetDays::new(12).unwrap();
    let target = Target { days, measure: TargetMeasure::Total, archive_when_reached: false };
    Wishes { freezing: Freezing::On, target: Some(target), pauses }
}

fn deeds(kind: HabitKind) -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (-5i32..LENGTH, executions()).prop_map(|(day, execution)| Deed::Marks(day, execution)),
        3 => (-5i32..LENGTH).prop_map(Deed::Unmarks),
        4 => (0i32..20).prop_map(Deed::DaysPass),
        1 => Just(Deed::DaysPass(80)),
        1 => Just(Deed::Reads),
        1 => rests().prop_map(Deed::Rests),
        1 => terms(kind).prop_map(Deed::Changes),
        1 => Just(Deed::RollsOver),
    ]
}

type Listed = Vec<(Date, Execution)>;

fn in_two_orders() -> impl Strategy<Value = (Listed, Listed)> {
    let listed = records().prop_map(|records| records.into_iter().collect::<Vec<_>>());
    listed.prop_flat_map(|listed| (Just(listed.clone()).prop_shuffle(), Just(listed).prop_shuffle()))
}

fn close(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-12
}

fn same(left: &Progress, right: &Progress) -> bool {
    let without_strength = |progress: &Progress| Progress { strength: 0.0, ..*progress };
    without_strength(left) == without_strength(right) && close(left.strength, right.strength)
}

fn with(case: &Case, day: Date, execution: Option<Execution>) -> Case {
    let mut case = case.clone();
    match execution {
        Some(execution) => case.executions.insert(day, execution),
        None => case.executions.remove(&day),
    };
    case
}

fn progress(case: &Case) -> Progress {
    History::rebuild(case.plan.clone(), &case.listed(), case.today).progress(case.today)
}

proptest! {
    #[test]
    fn the_walk_gives_the_numbers_of_the_rules(case in cases()) {
        let (walked, judged) = (progress(&case), reference::numbers(&case));
        let seen = (walked.streak, walked.best, walked.total, walked.completion_rate, walked.freezes);
        prop_assert_eq!(seen, (judged.streak, judged.best, judged.total, judged.completion_rate, judged.freezes));
        prop_assert!(close(walked.strength, judged.strength), "{} {}", walked.strength, judged.strength);
    }

    #[test]
    fn cached_progress_is_progress_from_scratch_after_anything(
        (plan, deeds) in plans().prop_flat_map(|plan| {
            let deeds = prop::collection::vec(deeds(plan.kind), 1..60);
            (Just(plan), deeds)
        }),
    ) {
        let mut ledger = Ledger::new(plan, START);
        for deed in deeds {
            ledger.does(deed);
            let cached = ledger.reads();
            let from_scratch = ledger.rebuilt().progress(ledger.today);
            prop_assert!(same(&cached, &from_scratch), "{cached:?}\n{from_scratch:?}");
        }
    }

    #[test]
    fn doing_and_undoing_leaves_no_trace(case in cases(), offset in -5i32..LENGTH, execution in executions()) {
        let mut ledger = Ledger::new(case.plan.clone(), START);
        ledger.today = case.today;
        for (day, execution) in case.listed() {
            ledger.marks(day, Some(execution));
        }
        let before = (ledger.reads(), ledger.rebuilt());
        let was = ledger.executions.get(&day(offset)).copied();
        ledger.marks(day(offset), Some(execution));
        ledger.reads();
        ledger.marks(day(offset), was);
        prop_assert_eq!((ledger.reads(), ledger.rebuilt()), before);
    }

    #[test]
    fn correcting_the_past_in_any_order_gives_the_same_numbers(
        case in cases(), (one, other) in in_two_orders(),
    ) {
        let numbers = |corrections: &[(Date, Execution)]| {
            let mut ledger = Ledger::new(case.plan.clone(), START);
            ledger.today = case.today;
            for (day, execution) in corrections {
                ledger.marks(*day, Some(*execution));
                ledger.reads();
            }
            ledger.reads()
        };
        prop_assert!(same(&numbers(&one), &numbers(&other)));
    }

    #[test]
    fn the_streak_never_exceeds_the_best_nor_the_best_what_was_due(case in cases()) {
        let numbers = progress(&case);
        prop_assert!(numbers.streak <= numbers.best && numbers.best <= numbers.due);
        prop_assert!(numbers.kept <= numbers.due && numbers.best <= numbers.kept);
        prop_assert!((0.0..=1.0).contains(&numbers.strength));
    }

    #[test]
    fn a_day_that_does_not_count_never_lengthens_or_breaks_a_streak(
        case in cases(), offset in -5i32..LENGTH, state in neutral_states(),
    ) {
        let day = day(offset).min(case.today).max(begins_on(&case));
        let without = with(&case, day, None);
        if day < begins_on(&without) {
            // Recording a day before the first one moves the beginning back.
            return Ok(());
        }
        let (before, after) = (progress(&without), progress(&with(&without, day, Some(state.into()))));
        // Quiet days of a limit are kept by themselves: not counting such a day takes it away.
        prop_assert!(after.kept <= before.kept, "{before:?} {after:?}");
        prop_assert!(after.due - after.kept <= before.due - before.kept, "{before:?} {after:?}");
        let taken_away = before.kept - after.kept;
        prop_assert!(taken_away <= 1 && after.streak + taken_away >= before.streak, "{before:?} {after:?}");
    }

    #[test]
    fn rests_never_lengthen_or_break_a_streak(case in cases(), from in 0i32..LENGTH, length in 0i32..15) {
        let rest = Days { from: day(from), to: day(from + length) };
        let mut rested = case.clone();
        rested.plan.rests = rested.plan.rests.with(rest);
        let (before, after) = (reference::numbers(&case), progress(&rested));
        let before_due = progress(&case);
        prop_assert!(after.kept <= before_due.kept, "{before:?} {after:?}");
        prop_assert!(after.due - after.kept <= before_due.due - before_due.kept, "{before:?} {after:?}");
        let taken_away = before_due.kept - after.kept;
        prop_assert!(after.streak + taken_away >= before_due.streak, "{before:?} {after:?}");
    }

    #[test]
    fn doing_more_never_lowers_the_strength_nor_raises_it_when_it_is_limited(
        case in cases(), offset in 0i32..LENGTH, more in 1i64..5000,
    ) {
        let day = day(offset).min(case.today).max(begins_on(&case));
        let limits = |day: Date| case.plan.schedules.on(day).is_some_and(Terms::has_limit);
        let is_limited = limits(day);
        if day.series(1.day()).take_while(|later| *later <= case.today).any(|later| limits(later) != is_limited) {
            // What is too much of one thing may be some of another.
            return Ok(());
        }
        if reference::is_let_go(&case, day) {
            // Skipped on it or on its behalf it did not count, and then does: half of a rare habit's two
            // periods, when the one before was missed.
            return Ok(());
        }
        let (done, is_better) = match case.executions.get(&day) {
            None | Some(Execution { state: ExecutionState::NotDone, .. }) => (ExecutionState::Done.into(), true),
            Some(Execution { state: ExecutionState::Done, amount: Some(amount) }) => {
                (Execution::measured(amount.saturating_add(units(more))), !is_limited)
            }
            Some(_) => return Ok(()),
        };
        let (before, after) = (progress(&case).strength, progress(&with(&case, day, Some(done))).strength);
        let (less, more) = if is_better { (before, after) } else { (after, before) };
        prop_assert!(more >= less - 1e-12, "{before} {after}");
    }

    #[test]
    fn closing_days_late_is_closing_them_in_time(case in cases(), split in 0i32..LENGTH) {
        let mut late = Ledger::new(case.plan.clone(), case.today);
        late.executions = case.executions.clone();
        let mut in_time = late.clone();
        let closing = Days { from: begins_on(&case).min(case.today), to: case.today };
        let at_once = late.settled(closing);
        let until = day(split).clamp(closing.from, closing.to);
        let mut one_by_one = Vec::new();
        for days in [Days { to: until, ..closing }, Days { from: until.tomorrow().unwrap(), ..closing }] {
            let happened = in_time.settled(days);
            for happening in &happened {
                if let Happening::Froze(day) = happening {
                    in_time.executions.insert(*day, ExecutionState::Frozen.into());
                }
            }
            let is_reached = |happening: &Happening| matches!(happening, Happening::TargetReached(_));
            let known = one_by_one.iter().any(is_reached);
            one_by_one.extend(happened.into_iter().filter(|happening| !known || !is_reached(happening)));
        }
        prop_assert_eq!(&at_once, &one_by_one);
        // What was frozen stays frozen: closing the same days again finds nothing more to freeze.
        let again = in_time.settled(closing);
        prop_assert!(!again.iter().any(|happening| matches!(happening, Happening::Froze(_))), "{again:?}");
    }

    #[test]
    fn the_cache_settles_as_the_whole_record_does(case in cases(), back in 0i32..30) {
        let history = History::rebuild(case.plan.clone(), &case.listed(), case.today);
        let from = case.today.saturating_sub(back.days());
        let closing = Days { from, to: case.today };
        let pauses = case.plan.rests.clone();
        let listed = case.listed();
        let all = Records::All { plan: &case.plan, executions: &listed };
        prop_assert_eq!(settle(Records::Cached(&history), wishes(&pauses), closing), settle(all, wishes(&pauses), closing));
    }

    #[test]
    fn the_parts_of_an_explanation_make_the_strength(case in cases()) {
        let history = History::rebuild(case.plan.clone(), &case.listed(), case.today);
        let explanation = history.explain(case.today);
        let parts: f64 = explanation.days.iter().map(|day| day.part).sum();
        prop_assert!(close(explanation.strength, history.progress(case.today).strength));
        prop_assert!((explanation.earlier + parts - explanation.strength).abs() < 1e-9, "{explanation:?}");
    }

    #[test]
    fn statistics_of_everything_are_the_numbers_of_progress(case in cases()) {
        let begins_on = begins_on(&case);
        let listed = case.listed();
        let range = Days { from: begins_on.min(case.today), to: case.today };
        let counting = Counting { plan: &case.plan, begins_on, executions: &listed, range, today: case.today };
        let (whole, numbers) = (counting.whole(), progress(&case));
        prop_assert_eq!((whole.due, whole.kept, whole.done), (numbers.due, numbers.kept, numbers.total));
        prop_assert_eq!((whole.best_streak, whole.completion_rate), (numbers.best, numbers.completion_rate));
        for period in [Period::Week, Period::Month] {
            let parts = counting.parts(period, case.plan.first_weekday);
            let sum = |of: fn(&Statistics) -> u32| parts.iter().map(|(_, part)| of(part)).sum::<u32>();
            prop_assert_eq!((sum(|part| part.due), sum(|part| part.kept)), (whole.due, whole.kept));
            prop_assert_eq!((sum(|part| part.done), sum(|part| part.skipped)), (whole.done, whole.skipped));
            prop_assert!(parts.windows(2).all(|pair| pair[0].0.to.tomorrow().unwrap() == pair[1].0.from));
        }
    }

    #[test]
    fn what_is_open_today_is_what_is_next(case in cases()) {
        let history = History::rebuild(case.plan.clone(), &case.listed(), case.today);
        let next = history.next_due(case.today);
        let state = history.day_state(case.today, case.today).unwrap();
        prop_assert_eq!(next == Some(case.today), state.is_open());
        prop_assert!(next.is_none_or(|day| day >= case.today));
    }

    #[test]
    fn days_look_missed_only_when_they_are_due_and_over(case in cases(), offset in 0i32..31) {
        let history = History::rebuild(case.plan.clone(), &case.listed(), case.today);
        let day = case.today.saturating_sub(offset.days());
        let state = history.day_state(day, case.today).unwrap();
        let recorded = case.executions.contains_key(&day);
        let silent = [DayState::Kept, DayState::Missed, DayState::Pending, DayState::Carried, DayState::Paused, DayState::NotDue];
        prop_assert_eq!(silent.contains(&state), !recorded);
        if state == DayState::Missed {
            prop_assert!(day < case.today && !case.plan.rests.contains(day));
            let terms = case.plan.schedules.on(day).unwrap();
            prop_assert!(terms.schedule.asks_on(day));
        }
    }
}

fn neutral_states() -> impl Strategy<Value = ExecutionState> {
    prop_oneof![Just(ExecutionState::Skipped), Just(ExecutionState::Frozen)]
}

fn begins_on(case: &Case) -> Date {
    case.executions.keys().next().map_or(case.plan.starts_on, |first| case.plan.starts_on.min(*first))
}
