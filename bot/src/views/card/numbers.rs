//! What came of a habit: streak, the way to the target, records, strength, and what comes next.

use core_shared::contract::habits::{HabitBody, TargetBody};
use core_shared::domain::{HabitKind, Locale, TargetMeasure};
use core_shared::screen::Html;
use core_shared::texts::{self, html};

pub(super) fn lines(locale: Locale, habit: &HabitBody) -> Vec<Html> {
    [
        Some(streak_line(locale, habit)),
        habit.target.as_ref().map(|target| target_line(locale, habit, target)),
        Some(totals_line(locale, habit)),
        Some(strength_line(locale, habit)),
        freezes_line(locale, habit),
        next_line(locale, habit),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn streak_line(locale: Locale, habit: &HabitBody) -> Html {
    match (habit.progress.streak, habit.kind) {
        (0, HabitKind::Build) => html(locale, "card-fresh", &[]),
        (0, HabitKind::Quit) => html(locale, "card-fresh-quit", &[]),
        (streak, kind) => texts::streak(locale, kind, habit.schedule.period(), streak),
    }
}

fn target_line(locale: Locale, habit: &HabitBody, target: &TargetBody) -> Html {
    let is_reached = target.reached_on.is_some() || target.value >= target.days.into();
    let days = u32::from(target.days);
    let period = match target.measure {
        TargetMeasure::Streak => habit.schedule.period(),
        TargetMeasure::Total => None,
    };
    let value = ("value", target.value.into());
    let span = || ("span", texts::span(locale, period, days).into());
    let out_of = || ("span", texts::out_of(locale, period, days).into());
    match (target.measure, is_reached) {
        (TargetMeasure::Streak, false) => html(locale, "card-target", &[value, out_of()]),
        (TargetMeasure::Total, false) => html(locale, "card-target-total", &[value, out_of()]),
        (TargetMeasure::Streak, true) => html(locale, "card-target-reached", &[span()]),
        (TargetMeasure::Total, true) => html(locale, "card-target-total-reached", &[span()]),
    }
}

fn totals_line(locale: Locale, habit: &HabitBody) -> Html {
    let progress = &habit.progress;
    let best = ("best", progress.best.into());
    let total = ("total", progress.total.into());
    match progress.completion_rate {
        None => html(locale, "card-numbers", &[best, total]),
        Some(rate) => {
            html(locale, "card-numbers-with-rate", &[best, total, ("percent", percent(rate).into())])
        }
    }
}

fn strength_line(locale: Locale, habit: &HabitBody) -> Html {
    html(locale, "card-strength", &[("percent", percent(habit.progress.strength).into())])
}

/// A share of 1 in whole percent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn freezes_line(locale: Locale, habit: &HabitBody) -> Option<Html> {
    let freezes = u32::from(habit.progress.freezes);
    (freezes > 0).then(|| html(locale, "card-freezes", &[("count", freezes.into())]))
}

fn next_line(locale: Locale, habit: &HabitBody) -> Option<Html> {
    let today = habit.recent_days.last().map(|day| day.day);
    let next = habit.progress.next_due.filter(|next| Some(*next) != today)?;
    Some(html(locale, "card-next", &[("date", texts::date(locale, next).into())]))
}
