//! The card of a habit that was understood from a sentence: each thing that was understood on its line, what is asked
//! first below them.

use core_shared::callback::{Callback, DraftField, DraftTap};
use core_shared::domain::{Goal, GoalKind, HabitKind, Locale};
use core_shared::screen::{Button, Html, Keyboard, Screen, Style};
use core_shared::texts::{self, html};

use super::{button, new_habit, shortened};
use crate::quick_add::{Question, Understood};

/// More of a label is cut off on every phone. The card above says all of it.
const LONGEST_CHOICE: usize = 64;

/// Suggested times beside each other.
const TIMES_PER_ROW: usize = 4;

pub(crate) fn card(locale: Locale, draft: &Understood, asked: Option<DraftField>) -> Screen {
    let mut lines = lines(locale, draft);
    lines.extend([Html::default(), question(locale, draft, asked)]);
    let mut rows = if let Some(field) = asked {
        answers(locale, draft, field)
    } else {
        let save = button(locale, "button-save", Callback::Draft(DraftTap::Save));
        vec![vec![save.styled(Style::Success)]]
    };
    rows.extend(ways(locale, draft, asked));
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

/// The weekdays to choose from, these ones chosen.
pub(crate) fn days_grid(locale: Locale, draft: &Understood, bits: u8) -> Screen {
    let mut lines = lines(locale, draft);
    lines.extend([Html::default(), html(locale, "draft-pick-days", &[])]);
    let mut rows = new_habit::grid_rows(locale, bits);
    rows.push(vec![button(locale, "button-back", Callback::Draft(DraftTap::Edit(DraftField::Days)))]);
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

fn lines(locale: Locale, draft: &Understood) -> Vec<Html> {
    let name = match &draft.name {
        Some(name) => html(locale, "draft-headline", &[("habit", name.as_str().into())]),
        None => html(locale, "draft-nameless", &[]),
    };
    let quit = (draft.kind == HabitKind::Quit).then(|| html(locale, "card-quit", &[]));
    [
        Some(name),
        quit,
        Some(days_line(locale, draft)),
        goal_line(locale, draft),
        Some(time_line(locale, draft)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn days_line(locale: Locale, draft: &Understood) -> Html {
    let days = match (&draft.schedule, draft.question(DraftField::Days)) {
        (Some(schedule), _) => texts::schedule(locale, schedule),
        (None, Some(Question::Days { between })) if !between.is_empty() => {
            or(between.iter().map(|schedule| texts::schedule(locale, schedule)))
        }
        _ => return html(locale, "draft-days-open", &[]),
    };
    html(locale, "card-days", &[("days", days.into())])
}

fn goal_line(locale: Locale, draft: &Understood) -> Option<Html> {
    let goal = match (&draft.goal, draft.question(DraftField::Goal)) {
        (Some(goal), _) => texts::goal(locale, goal),
        (None, Some(Question::Goal { between })) => or(between.iter().map(|goal| texts::goal(locale, goal))),
        _ => return None,
    };
    Some(html(locale, "card-goal", &[("goal", goal.into())]))
}

fn time_line(locale: Locale, draft: &Understood) -> Html {
    if draft.question(DraftField::Time).is_some() {
        return html(locale, "draft-time-open", &[]);
    }
    if draft.reminders.is_empty() {
        return html(locale, "card-no-reminder", &[]);
    }
    let times: Vec<String> = draft.reminders.iter().map(ToString::to_string).collect();
    html(locale, "card-reminders", &[("times", times.join(", ").into())])
}

/// What was said in more than one way.
fn or(ways: impl Iterator<Item = String>) -> String {
    format!("{}?", ways.collect::<Vec<_>>().join(" / "))
}

fn question(locale: Locale, draft: &Understood, asked: Option<DraftField>) -> Html {
    let contradicts = asked.and_then(|field| draft.question(field)).is_some_and(|question| match question {
        Question::Days { between } => !between.is_empty(),
        Question::Goal { .. } => true,
        Question::Name | Question::Time { .. } => false,
    });
    match asked {
        None => html(locale, "draft-right", &[]),
        Some(_) if contradicts => html(locale, "draft-which", &[]),
        Some(DraftField::Name) => html(locale, "draft-ask-name", &[]),
        Some(DraftField::Days) => html(locale, "draft-ask-days", &[]),
        Some(DraftField::Goal) => html(locale, "draft-ask-goal", &[]),
        Some(DraftField::Time) => html(locale, "draft-ask-time", &[]),
    }
}

/// The answers that can be tapped.
fn answers(locale: Locale, draft: &Understood, field: DraftField) -> Vec<Vec<Button>> {
    match (draft.question(field), field) {
        (Some(Question::Days { between }), _) if !between.is_empty() => {
            choices(between.iter().map(|schedule| texts::schedule(locale, schedule)), 1)
        }
        (Some(Question::Goal { between }), _) => {
            let mut rows = choices(between.iter().map(|goal| texts::goal(locale, goal)), 1);
            rows.push(vec![no_goal(locale)]);
            rows
        }
        (Some(Question::Time { between }), _) => {
            let mut rows = choices(between.iter().map(ToString::to_string), TIMES_PER_ROW);
            rows.push(vec![button(locale, "button-no-reminder", Callback::RemindAt(None))]);
            rows
        }
        (_, DraftField::Name) => Vec::new(),
        (_, DraftField::Days) => new_habit::days_rows(locale),
        (_, DraftField::Goal) => {
            let mut rows = goal_rows(locale, draft.goal.as_ref());
            rows.extend(kind_row(locale, draft));
            rows
        }
        (_, DraftField::Time) => new_habit::time_rows(locale),
    }
}

fn choices(labels: impl Iterator<Item = String>, per_row: usize) -> Vec<Vec<Button>> {
    let numbered = (0u8..=u8::MAX).zip(labels);
    let choice = |(n, label): (u8, String)| {
        Button::new(shortened(&label, LONGEST_CHOICE), Callback::Draft(DraftTap::Choose(n)))
    };
    let buttons: Vec<Button> = numbered.map(choice).collect();
    buttons.chunks(per_row).map(<[Button]>::to_vec).collect()
}

/// The same amount the other way, and none.
fn goal_rows(locale: Locale, goal: Option<&Goal>) -> Vec<Vec<Button>> {
    let Some(goal) = goal else { return Vec::new() };
    let kind = match goal.kind {
        GoalKind::AtLeast => GoalKind::AtMost,
        GoalKind::AtMost => GoalKind::AtLeast,
    };
    let other = texts::goal(locale, &Goal { kind, ..goal.clone() });
    vec![vec![Button::new(other, Callback::Draft(DraftTap::Goal(kind)))], vec![no_goal(locale)]]
}

/// To do it, or to do without.
fn kind_row(locale: Locale, draft: &Understood) -> Option<Vec<Button>> {
    let (id, other) = match draft.kind {
        HabitKind::Build => ("button-do-without", HabitKind::Quit),
        HabitKind::Quit => ("button-do-it", HabitKind::Build),
    };
    draft.has_only_days_and_limits().then(|| vec![button(locale, id, Callback::Draft(DraftTap::Kind(other)))])
}

fn no_goal(locale: Locale) -> Button {
    button(locale, "button-no-goal", Callback::Draft(DraftTap::NoGoal))
}

/// To the other fields, back to the card, and out.
fn ways(locale: Locale, draft: &Understood, asked: Option<DraftField>) -> Vec<Vec<Button>> {
    let cancel = vec![button(locale, "button-cancel", Callback::Cancel)];
    if asked != draft.asked() {
        return vec![vec![button(locale, "button-back", Callback::Draft(DraftTap::Card))], cancel];
    }
    let edit = |id, field| {
        (asked != Some(field)).then(|| button(locale, id, Callback::Draft(DraftTap::Edit(field))))
    };
    let first = [edit("button-edit-name", DraftField::Name), edit("button-edit-days", DraftField::Days)];
    let second = [edit("button-edit-goal", DraftField::Goal), edit("button-edit-time", DraftField::Time)];
    vec![first.into_iter().flatten().collect(), second.into_iter().flatten().collect(), cancel]
}

#[cfg(test)]
mod tests;
