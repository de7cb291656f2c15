//! What has to happen when days are over: decided here, written by whoever closes the days.
//!
//! Closing is in order and looks at every day once. What it finds depends on the history alone, so it comes out
//! the same however late it is done.

use jiff::civil::Date;

use super::target::Target;
use super::walk::{Judged, Openness, Verdict, Walk, after};
use super::{Days, Execution, ExecutionState, History, Plan, Rests, Schedule};

/// The shortest streak that a freeze is spent on.
const SHORTEST_STREAK_TO_SAVE: u32 = 3;

/// What the closing of a day brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// A freeze is spent on this due day, on which nothing was recorded.
    Froze(Date),
    /// This due day was not done and is carried on.
    Carried(Date),
    /// Nothing happened on this day, and nothing was to happen.
    Held(Date),
    /// At the end of this day the target is reached.
    TargetReached(Date),
    /// The habit is archived: this is the first day on which it is not due.
    Archived(Date),
    /// The pause ended with this day.
    PauseEnded(Date),
}

/// What the owner of a habit has asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wishes<'h> {
    /// Whether missed days may be frozen.
    pub freezing: Freezing,
    /// The target, if there is one that was not reached before.
    pub target: Option<Target>,
    pub pauses: &'h Rests,
}

/// Whether the user lets freezes be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freezing {
    On,
    Off,
}

/// Where the executions of a habit are read from.
#[derive(Debug, Clone, Copy)]
pub enum Records<'h> {
    /// The cache, for days that it knows.
    Cached(&'h History),
    /// Every execution there is, in the order of their days.
    All { plan: &'h Plan, executions: &'h [(Date, Execution)] },
}

impl<'h> Records<'h> {
    fn plan(&self) -> &'h Plan {
        match self {
            Self::Cached(history) => &history.plan,
            Self::All { plan, .. } => plan,
        }
    }

    fn on(&self, day: Date) -> Option<Execution> {
        match self {
            Self::Cached(history) => history.window.execution(day),
            Self::All { executions, .. } => {
                let index = executions.binary_search_by_key(&day, |(recorded_on, _)| *recorded_on).ok()?;
                Some(executions[index].1)
            }
        }
    }

    /// The walk as it stands before `day`, and the next day of it.
    fn walk_up_to(&self, day: Date) -> (Walk<'h>, Date) {
        match self {
            Self::Cached(history) => {
                let next = day.max(history.window.first).max(history.begins_on());
                (history.walk_up_to(next), next)
            }
            Self::All { plan, executions } => {
                let recorded = executions.first().map(|(day, _)| *day);
                let begins_on = recorded.map_or(plan.starts_on, |day| day.min(plan.starts_on));
                let mut walk = Walk::new(plan, begins_on);
                let mut next = begins_on;
                while next < day {
                    walk.go(next, self.on(next), Openness::Over);
                    next = after(next);
                }
                (walk, next)
            }
        }
    }
}

/// The days that are over on `today` and were not closed yet: those behind `closed_through`. A first closing
/// is of yesterday. After a jump westwards there is nothing to close until the bookmark is reached again.
pub fn closing(closed_through: Option<Date>, today: Date) -> Option<Days> {
    let yesterday = today.yesterday().ok()?;
    let from = match closed_through {
        Some(through) => through.tomorrow().ok()?,
        None => yesterday,
    };
    (from <= yesterday).then_some(Days { from, to: yesterday })
}

/// What happens to a habit when the days `closing` are closed, in the order in which it happens.
pub fn settle(records: Records<'_>, wishes: Wishes<'_>, closing: Days) -> Vec<Happening> {
    let (mut walk, mut day) = records.walk_up_to(closing.from);
    let mut happenings = Vec::new();
    while day <= closing.to {
        let execution = records.on(day);
        let before = (wishes.freezing == Freezing::On).then(|| walk.clone());
        let judged = walk.go(day, execution, Openness::Over);
        if let Some(before) = before
            && let Some(missed) = judged.and_then(|judged| savable(records, judged, day))
            && before.numbers.freezes > 0
            && before.numbers.streak >= SHORTEST_STREAK_TO_SAVE
        {
            walk = frozen(before, missed, day);
            happenings.push(Happening::Froze(missed));
        }
        happenings.extend(judged.and_then(|judged| happened(judged, day, execution)));
        if wishes.pauses.iter().any(|pause| pause.to == day) {
            happenings.push(Happening::PauseEnded(day));
        }
        let reached =
            wishes.target.filter(|target| target.is_reached(walk.numbers.streak, walk.numbers.total));
        if let Some(target) = reached.filter(|_| !is_reached_already(&happenings)) {
            happenings.push(Happening::TargetReached(day));
            if target.archive_when_reached {
                // What would have happened on later days does not: the habit is no longer there.
                happenings.push(Happening::Archived(after(day)));
                return happenings;
            }
        }
        day = after(day);
    }
    happenings
}

fn is_reached_already(happenings: &[Happening]) -> bool {
    happenings.iter().any(|happening| matches!(happening, Happening::TargetReached(_)))
}

/// The day that was missed, if it is one on which nothing was recorded: what was recorded stands, and freezes
/// are about days, not about periods.
fn savable(records: Records<'_>, Judged { of, verdict }: Judged, day: Date) -> Option<Date> {
    let counts_times = records
        .plan()
        .schedules
        .on(day)
        .is_some_and(|terms| matches!(terms.schedule, Schedule::TimesPer { .. }));
    let is_blank = records.on(day).is_none() && records.on(of).is_none();
    (verdict == Verdict::Missed && is_blank && !counts_times).then_some(of)
}

/// The walk of before, one day further, with `missed` frozen: the day itself or the one that was carried to it.
fn frozen(mut walk: Walk<'_>, missed: Date, day: Date) -> Walk<'_> {
    if missed == day {
        walk.go(day, Some(ExecutionState::Frozen.into()), Openness::Over);
    } else {
        walk.freeze_carried();
        walk.go(day, None, Openness::Over);
    }
    walk
}

fn happened(Judged { of, verdict }: Judged, day: Date, execution: Option<Execution>) -> Option<Happening> {
    match verdict {
        Verdict::Carried if of == day => Some(Happening::Carried(of)),
        Verdict::Kept if of == day && execution.is_none() => Some(Happening::Held(of)),
        Verdict::Kept | Verdict::Missed | Verdict::Excused | Verdict::Pending | Verdict::Carried => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::Happening::{Archived, Carried, Froze, Held, PauseEnded, TargetReached};
    use super::*;
    use crate::domain::examples::{START, carried, date, executions, goal, mondays_and_thursdays};
    use crate::domain::{GoalKind, HabitKind, Period, TargetDays, TargetMeasure, Terms, Weekdays};

    static NO_PAUSES: LazyLock<Rests> = LazyLock::new(Rests::default);

    fn wishes() -> Wishes<'static> {
        Wishes { freezing: Freezing::On, target: None, pauses: &NO_PAUSES }
    }

    fn in_all(days: u16, archive_when_reached: bool) -> Wishes<'static> {
        aiming_at(TargetMeasure::Total, days, archive_when_reached)
    }

    fn aiming_at(measure: TargetMeasure, days: u16, archive_when_reached: bool) -> Wishes<'static> {
        let days = TargetDays::new(days).unwrap();
        Wishes { target: Some(Target { days, measure, archive_when_reached }), ..wishes() }
    }

    fn daily() -> Plan {
        Plan::new(HabitKind::Build, START, Schedule::Daily {})
    }

    fn bins() -> Plan {
        Plan::new(HabitKind::Build, START, carried(mondays_and_thursdays()))
    }

    /// What happens when the days from the first one to `through` are closed.
    fn happens(plan: &Plan, marks: &str, wishes: Wishes<'_>, through: &str) -> Vec<Happening> {
        let executions = executions(marks);
        let closing = Days { from: START, to: date(through) };
        settle(Records::All { plan, executions: &executions }, wishes, closing)
    }

    fn on(happening: fn(Date) -> Happening, days: &[&str]) -> Vec<Happening> {
        days.iter().map(|day| happening(date(day))).collect()
    }

    #[test]
    fn a_freeze_is_spent_on_a_missed_day_of_a_streak() {
        assert_eq!(happens(&daily(), "xxxxxxx", wishes(), "2026-11-09"), on(Froze, &["2026-11-09"]));
        assert_eq!(happens(&daily(), "xxxxxx", wishes(), "2026-11-09"), [], "none was earned");
    }

    #[test]
    fn a_streak_of_three_is_saved_and_a_shorter_one_is_not() {
        assert_eq!(happens(&daily(), "xxxxxxxnxx", wishes(), "2026-11-12"), []);
        assert_eq!(happens(&daily(), "xxxxxxxnxxx", wishes(), "2026-11-13"), on(Froze, &["2026-11-13"]));
    }

    #[test]
    fn two_freezes_are_spent_at_the_most() {
        let three_weeks = "xxxxxxxxxxxxxxxxxxxxx";
        let happened = happens(&daily(), three_weeks, wishes(), "2026-11-30");
        assert_eq!(happened, on(Froze, &["2026-11-23", "2026-11-24"]));
    }

    #[test]
    fn a_streak_goes_on_behind_a_frozen_day() {
        let week_and_a_week = "xxxxxxx.xxxxxxx.";
        let happened = happens(&daily(), week_and_a_week, wishes(), "2026-11-17");
        assert_eq!(happened, on(Froze, &["2026-11-09", "2026-11-17"]));
    }

    #[test]
    fn what_was_recorded_is_not_frozen() {
        assert_eq!(happens(&daily(), "xxxxxxxn", wishes(), "2026-11-09"), []);
        assert_eq!(happens(&daily(), "xxxxxxxs", wishes(), "2026-11-09"), []);
        let water = Plan::new(HabitKind::Build, START, goal(GoalKind::AtLeast, 8));
        assert_eq!(happens(&water, "88888883", wishes(), "2026-11-09"), []);
    }

    #[test]
    fn freezes_are_kept_for_those_who_do_not_spend_them() {
        let unfrozen = Wishes { freezing: Freezing::Off, ..wishes() };
        assert_eq!(happens(&daily(), "xxxxxxx", unfrozen, "2026-11-12"), []);
    }

    #[test]
    fn a_missed_period_is_not_frozen() {
        let weekly = Schedule::TimesPer { n: 1, period: Period::Week };
        let mut plan = daily();
        plan.schedules = plan.schedules.changed(date("2026-11-09"), weekly);
        assert_eq!(happens(&plan, "xxxxxxx", wishes(), "2026-11-15"), []);
    }

    #[test]
    fn a_carried_day_is_told_once() {
        assert_eq!(happens(&bins(), "x", wishes(), "2026-11-08"), on(Carried, &["2026-11-05"]));
        assert_eq!(happens(&bins(), "x..x", wishes(), "2026-11-08"), []);
    }

    #[test]
    fn a_carried_day_is_frozen_when_it_is_missed_at_last() {
        let seven_times = "x..x...x..x...x..x...x";
        let happened = happens(&bins(), seven_times, wishes(), "2026-11-29");
        assert_eq!(happened, [Carried(date("2026-11-26")), Froze(date("2026-11-26"))]);
        let eight_in_a_row = aiming_at(TargetMeasure::Streak, 8, false);
        let and_again = happens(&bins(), &format!("{seven_times}......x"), eight_in_a_row, "2026-11-30");
        assert_eq!(and_again.last(), Some(&TargetReached(date("2026-11-30"))));
    }

    #[test]
    fn a_freeze_for_a_carried_day_is_gone_like_any_other() {
        let then_missed = "x..x...x..x...x..x...x......x..x...";
        let happened = happens(&bins(), then_missed, wishes(), "2026-12-09");
        let carried = on(Carried, &["2026-11-26", "2026-12-07"]);
        assert_eq!(happened, [carried[0], Froze(date("2026-11-26")), carried[1]]);
    }

    #[test]
    fn a_carried_day_that_something_was_said_of_is_not_frozen() {
        let given_up = "x..x...x..x...x..x...x.....n";
        assert_eq!(happens(&bins(), given_up, wishes(), "2026-11-29"), on(Carried, &["2026-11-26"]));
        let terms =
            Terms { schedule: mondays_and_thursdays(), carry_over: true, ..goal(GoalKind::AtLeast, 2) };
        let begun = Plan::new(HabitKind::Build, START, terms);
        let marks = "2..2...2..2...2..2...2..1";
        assert_eq!(happens(&begun, marks, wishes(), "2026-11-29"), on(Carried, &["2026-11-26"]));
    }

    #[test]
    fn the_quiet_days_of_a_limit_held() {
        let sugar = Plan::new(HabitKind::Quit, START, Schedule::Daily {});
        let held = on(Held, &["2026-11-02", "2026-11-03", "2026-11-06"]);
        assert_eq!(happens(&sugar, "..nx", wishes(), "2026-11-06"), held);
        let coffee = Plan::new(HabitKind::Build, START, goal(GoalKind::AtMost, 2));
        assert_eq!(happens(&coffee, "2.3s", wishes(), "2026-11-05"), on(Held, &["2026-11-03"]));
    }

    #[test]
    fn rest_days_hold_nothing() {
        let sugar =
            Plan::new(HabitKind::Quit, date("2026-11-06"), Schedule::Weekdays { days: Weekdays::WORKDAYS });
        assert_eq!(happens(&sugar, "", wishes(), "2026-11-09"), on(Held, &["2026-11-06", "2026-11-09"]));
    }

    #[test]
    fn a_target_is_told_once() {
        assert_eq!(happens(&daily(), "xx", in_all(3, false), "2026-11-03"), []);
        assert_eq!(
            happens(&daily(), "xxxxx", in_all(3, false), "2026-11-06"),
            on(TargetReached, &["2026-11-04"])
        );
    }

    #[test]
    fn a_habit_that_is_archived_at_its_target_is_gone_the_next_day() {
        let sugar = Plan::new(HabitKind::Quit, START, Schedule::Daily {});
        let held = on(Held, &["2026-11-02", "2026-11-03"]);
        let formed = [TargetReached(date("2026-11-03")), Archived(date("2026-11-04"))];
        assert_eq!(happens(&sugar, "", in_all(2, true), "2026-11-09"), [&held[..], &formed].concat());
    }

    #[test]
    fn a_pause_is_over_after_its_last_day() {
        let day = |from, to| Days { from: date(from), to: date(to) };
        let pauses = Rests::from(vec![day("2026-11-03", "2026-11-04"), day("2026-11-06", "2026-11-09")]);
        let resting = Wishes { pauses: &pauses, ..wishes() };
        assert_eq!(happens(&daily(), "xxxxxxxxx", resting, "2026-11-08"), on(PauseEnded, &["2026-11-04"]));
        let both = on(PauseEnded, &["2026-11-04", "2026-11-09"]);
        assert_eq!(happens(&daily(), "xxxxxxxxx", resting, "2026-11-09"), both);
    }

    #[test]
    fn days_that_were_closed_before_bring_nothing_about_again() {
        let executions = executions("xxxxxxxfx");
        let plan = daily();
        let closing = Days { from: date("2026-11-09"), to: date("2026-11-11") };
        let happened = settle(Records::All { plan: &plan, executions: &executions }, wishes(), closing);
        assert_eq!(happened, [], "the one freeze is spent");
    }

    #[test]
    fn the_days_behind_the_bookmark_are_closed_up_to_yesterday() {
        let closed = |through: &str| closing(Some(date(through)), date("2026-11-09"));
        let days = |from| Some(Days { from: date(from), to: date("2026-11-08") });
        assert_eq!(closed("2026-11-05"), days("2026-11-06"));
        assert_eq!(closed("2026-11-07"), days("2026-11-08"));
        assert_eq!(closed("2026-11-08"), None);
        assert_eq!(closed("2026-11-10"), None, "after a jump westwards");
        assert_eq!(closing(None, date("2026-11-09")), days("2026-11-08"));
    }
}
