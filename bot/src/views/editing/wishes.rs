//! How much, and how far: the goal of a day and the target of the habit.

use core_shared::callback::{Edit, Switch};
use core_shared::contract::habits::HabitBody;
use core_shared::domain::{GoalKind, Locale, TargetMeasure};
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};

use super::{labelled, prompt, ticked, to};
use crate::editing::takes_goal;

/// Three weeks, the 66 days of a well-known study, and a round number.
const TARGETS: [u16; 3] = [21, 66, 100];

pub(crate) fn goal(locale: Locale, habit: &HabitBody) -> Screen {
    let edit = |id, edit| to(locale, id, habit.id, edit);
    let kind =
        |kind, id| if takes_goal(habit, kind) { vec![edit(id, Edit::AskGoal(kind))] } else { Vec::new() };
    let mut rows =
        vec![kind(GoalKind::AtLeast, "button-goal-least"), kind(GoalKind::AtMost, "button-goal-most")];
    let mut lines = vec![html(locale, "edit-goal", &[("habit", habit.name.as_str().into())])];
    match &habit.goal {
        None => lines.push(html(locale, "edit-goal-none", &[])),
        Some(goal) => {
            lines.push(html(locale, "card-goal", &[("goal", texts::goal(locale, goal).into())]));
            lines.push(html(locale, "edit-goal-step", &[("step", texts::step(locale, goal).into())]));
            rows.push(vec![edit("button-step", Edit::AskStep), edit("button-card-no-goal", Edit::NoGoal)]);
        }
    }
    rows.push(vec![edit("button-back", Edit::Menu)]);
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

pub(crate) fn target(locale: Locale, habit: &HabitBody) -> Screen {
    let present = habit.target.as_ref();
    let days = TARGETS.map(|days| {
        let label = ticked(present.is_some_and(|target| target.days == days), &days.to_string());
        labelled(label, habit.id, Edit::Target(days))
    });
    let mut rows = vec![days.to_vec()];
    if let Some(target) = present {
        let measure = |measure, id| {
            let label = ticked(target.measure == measure, &plain(locale, id, &[]));
            labelled(label, habit.id, Edit::Measure(measure))
        };
        rows.push(vec![
            measure(TargetMeasure::Streak, "button-measure-streak"),
            measure(TargetMeasure::Total, "button-measure-total"),
        ]);
        let archives =
            ticked(target.archive_when_reached, &plain(locale, "button-archive-when-reached", &[]));
        let other = Switch::of(!target.archive_when_reached);
        rows.push(vec![labelled(archives, habit.id, Edit::ArchiveWhenReached(other))]);
        rows.push(vec![to(locale, "button-no-target", habit.id, Edit::NoTarget)]);
    }
    prompt(locale, "edit-target", habit, rows, Edit::Menu)
}
