//! One habit in the list of a day: what it is, how far it is, and what a tap does.

use jiff::civil::Date;

use crate::callback::{Callback, Mark, Surface};
use crate::contract::today::TodayHabit;
use crate::day_icon::icon;
use crate::domain::{Answer, DayState, Goal, GoalKind, Locale};
use crate::screen::Button;
use crate::texts::{self, plain};

/// More of a name is cut off on a phone, and with it what stands behind it: Telegram gives each button of a row the
/// same width, a half here.
const LONGEST_NAME: usize = 20;

/// The same for a third.
const LONGEST_NAME_IN_THIRD: usize = 12;

/// The day that a habit was carried from is said behind at most so many characters: its name, and how far it is.
const LONGEST_BEFORE_DATE: usize = 10;

/// Opens all that can be said of the day.
const MORE: &str = "…";

pub(super) fn row(locale: Locale, habit: &TodayHabit, day: Date, page: u16) -> Vec<Button> {
    let surface = Surface::Today { page };
    let menu = Callback::DayMenu { habit: habit.id, day };
    let mut row = match &habit.goal {
        None => vec![Button::new(label(locale, habit, LONGEST_NAME), toggle(habit, day, surface))],
        Some(goal) => {
            let add = Callback::Add { habit: habit.id, day, surface };
            let done = Callback::Check { habit: habit.id, day, mark: Mark::Set(Answer::Done), surface };
            // What was counted is not lost by a slip: it is taken back, or replaced by the goal, in the menu alone.
            let name = if is_nothing_counted(habit, goal) { done } else { menu.clone() };
            let label = label(locale, habit, LONGEST_NAME_IN_THIRD);
            vec![Button::new(label, name), Button::new(texts::step(locale, goal), add)]
        }
    };
    row.push(Button::new(MORE.to_owned(), menu));
    row
}

fn is_nothing_counted(habit: &TodayHabit, goal: &Goal) -> bool {
    habit.amount.is_none() && !habit.state.is_satisfied() && goal.kind == GoalKind::AtLeast
}

fn toggle(habit: &TodayHabit, day: Date, surface: Surface) -> Callback {
    let mark = if habit.state.is_satisfied() { Mark::Clear } else { Mark::Set(Answer::Done) };
    Callback::Check { habit: habit.id, day, mark, surface }
}

fn label(locale: Locale, habit: &TodayHabit, longest_name: usize) -> String {
    let sign = match habit.state {
        DayState::Pending | DayState::Missed | DayState::NotDue => "▫️",
        other => icon(other),
    };
    let name = texts::shortened(habit.name.as_str(), longest_name);
    let reached = habit.goal.as_ref().and_then(|goal| reached(locale, habit, goal));
    // Before the name, because a phone cuts off what stands last.
    let reached = reached.map(|reached| format!("{reached} ")).unwrap_or_default();
    let has_room = name.chars().count() + reached.chars().count() <= LONGEST_BEFORE_DATE;
    let carried_from = habit.carried_from.filter(|_| has_room);
    let carried_from = carried_from.map(|day| format!(" · {}", texts::date(locale, day))).unwrap_or_default();
    let streak = match habit.progress.streak {
        0 => String::new(),
        days => format!(" · 🔥{days}"),
    };
    format!("{sign} {reached}{name}{carried_from}{streak}")
}

/// "3/8", "1 (max 2)"; nothing when the goal was met and nobody said by how much.
fn reached(locale: Locale, habit: &TodayHabit, goal: &Goal) -> Option<String> {
    if habit.amount.is_none() && !habit.state.is_open() {
        return None;
    }
    let amount = texts::amount(locale, habit.amount.unwrap_or_default());
    let wanted = texts::amount(locale, goal.amount);
    Some(match goal.kind {
        GoalKind::AtLeast => format!("{amount}/{wanted}"),
        GoalKind::AtMost => {
            plain(locale, "today-limit", &[("amount", amount.into()), ("limit", wanted.into())])
        }
    })
}
