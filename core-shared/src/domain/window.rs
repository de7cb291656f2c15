//! The last 64 days of a habit: what its numbers need of its executions, in a few bytes.

use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::{Amount, Execution, ExecutionState};

/// The last days of a habit as bitmaps: bit `i` is the day `first + i`. A day outside has no execution
/// unless it lies before `first`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    pub first: Date,
    /// Days that were done. Together with `neutral`: frozen.
    pub satisfied: u64,
    /// Days that do not count: skipped, or with `satisfied` frozen.
    pub neutral: u64,
    /// Days with an execution of any kind.
    pub marked: u64,
    /// Of a measured habit: the amounts from [`Self::DAYS_BEFORE`] days before `first` on, one for each
    /// day. Empty for a habit that was never measured.
    pub amounts: Vec<Option<Amount>>,
}

impl Window {
    /// Days that fit into a window; also the width of the bitmaps.
    pub const DAYS: i32 = 64;
    /// Days before the window whose amounts are known: a month's, which strength looks back to.
    pub const DAYS_BEFORE: i32 = 30;
    /// Days before today that a new window covers, so that most corrections stay inside it.
    const REACH: i32 = 31;

    /// A window without executions that serves `today` for the next weeks.
    pub fn around(today: Date) -> Self {
        let first = today.saturating_sub(Self::REACH.days());
        Self { first, satisfied: 0, neutral: 0, marked: 0, amounts: Vec::new() }
    }

    /// The same with room for amounts.
    #[must_use]
    pub(super) fn measured(mut self) -> Self {
        let days = usize::try_from(Self::DAYS_BEFORE + Self::DAYS).unwrap_or(0);
        self.amounts = vec![None; days];
        self
    }

    /// The bit of `day`, `None` outside the window.
    pub fn bit(&self, day: Date) -> Option<u64> {
        let offset = days_between(self.first, day);
        (0..Self::DAYS).contains(&offset).then(|| 1 << offset)
    }

    /// The window with `execution` on `day`, or with none.
    #[must_use]
    pub fn with(mut self, day: Date, execution: Option<Execution>) -> Self {
        self.record(day, execution);
        self
    }

    pub(super) fn record(&mut self, day: Date, execution: Option<Execution>) {
        let amount = execution.and_then(|execution| execution.amount);
        if let Some(index) = self.amount_index(day) {
            self.amounts[index] = amount;
        }
        let Some(bit) = self.bit(day) else { return };
        let state = execution.map(|execution| execution.state);
        let set = |bits: u64, on: bool| if on { bits | bit } else { bits & !bit };
        self.satisfied =
            set(self.satisfied, matches!(state, Some(ExecutionState::Done | ExecutionState::Frozen)));
        self.neutral =
            set(self.neutral, matches!(state, Some(ExecutionState::Skipped | ExecutionState::Frozen)));
        self.marked = set(self.marked, state.is_some());
    }

    /// What is recorded on `day`, as far as the window knows.
    pub fn execution(&self, day: Date) -> Option<Execution> {
        let bit = self.bit(day).filter(|bit| self.marked & bit != 0)?;
        let state = match (self.satisfied & bit != 0, self.neutral & bit != 0) {
            (true, true) => ExecutionState::Frozen,
            (true, false) => ExecutionState::Done,
            (false, true) => ExecutionState::Skipped,
            (false, false) => ExecutionState::NotDone,
        };
        Some(Execution { state, amount: self.amount(day) })
    }

    /// The amount of `day`, also shortly before the window.
    pub(super) fn amount(&self, day: Date) -> Option<Amount> {
        self.amount_index(day).and_then(|index| self.amounts[index])
    }

    fn amount_index(&self, day: Date) -> Option<usize> {
        let index = usize::try_from(days_between(self.first, day) + Self::DAYS_BEFORE).ok()?;
        (index < self.amounts.len()).then_some(index)
    }

    pub(super) fn first_marked(&self) -> Option<Date> {
        let offset = i32::try_from(self.marked.trailing_zeros()).unwrap_or(Self::DAYS);
        (self.marked != 0).then(|| self.first.saturating_add(offset.days()))
    }
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until((Unit::Day, to)).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 20);

    fn half() -> Amount {
        Amount::from_thousandths(500).unwrap()
    }

    #[test]
    fn every_kind_of_execution_can_be_read_back() {
        for state in
            [ExecutionState::Done, ExecutionState::NotDone, ExecutionState::Skipped, ExecutionState::Frozen]
        {
            let marked = Window::around(TODAY).with(TODAY, Some(state.into()));
            assert_eq!(marked.execution(TODAY), Some(state.into()));
            assert_eq!(marked.execution(TODAY.yesterday().unwrap()), None);
            assert_eq!(marked.with(TODAY, None), Window::around(TODAY), "{state:?}");
        }
    }

    #[test]
    fn amounts_are_kept_where_there_is_room_for_them() {
        let measured = Some(Execution::measured(half()));
        let plain = Window::around(TODAY).with(TODAY, measured);
        assert_eq!(plain.execution(TODAY), Some(ExecutionState::Done.into()));
        let with_room = Window::around(TODAY).measured().with(TODAY, measured);
        assert_eq!(with_room.execution(TODAY), measured);
        assert_eq!(with_room.with(TODAY, None), Window::around(TODAY).measured());
    }

    #[test]
    fn a_month_before_the_window_its_amounts_are_known_and_nothing_else() {
        let window = Window::around(TODAY).measured();
        let first = window.first;
        let before = |days: i32| first.saturating_sub(days.days());
        let window = window.with(before(30), Some(Execution::measured(half())));
        assert_eq!((window.amount(before(30)), window.amount(before(29))), (Some(half()), None));
        assert_eq!((window.execution(before(30)), window.marked), (None, 0));
        let beyond = window.clone().with(before(31), Some(Execution::measured(half())));
        assert_eq!((beyond.amount(before(31)), &beyond), (None, &window));
        let end = first.saturating_add(63.days());
        assert_eq!(window.clone().with(end, Some(Execution::measured(half()))).amount(end), Some(half()));
        for execution in [ExecutionState::Done.into(), Execution::measured(half())] {
            assert_eq!(window.clone().with(end.tomorrow().unwrap(), Some(execution)), window);
        }
    }

    #[test]
    fn the_first_mark_is_found_at_both_ends() {
        let window = Window::around(TODAY);
        assert_eq!(window.first_marked(), None);
        for day in [window.first, TODAY, window.first.saturating_add(63.days())] {
            let marked = window.clone().with(day, Some(ExecutionState::NotDone.into()));
            assert_eq!(marked.first_marked(), Some(day));
        }
    }

    #[test]
    fn marking_a_day_twice_is_marking_it_once() {
        for state in [ExecutionState::Done, ExecutionState::Skipped, ExecutionState::Frozen] {
            let once = Window::around(TODAY).with(TODAY, Some(state.into()));
            assert_eq!(once.clone().with(TODAY, Some(state.into())), once);
        }
    }
}
