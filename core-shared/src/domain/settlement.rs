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
