//! One habit: its card, its pause, why its numbers are what they are, and putting it away.

use core_shared::contract::habits::HabitBody;
use core_shared::domain::{Execution, ExecutionState, Explanation, HabitKind, History, Plan, Schedule};
use core_shared::screen::Screen;
use jiff::ToSpan as _;

use super::super::sketch::{FRIDAY, NASTY, habit, longest, user};
use super::super::{card, explanation, pause};
use super::samples::{full, now, plain, quit, resting};
use super::variants::{by_name, each};
use super::{Exhibit, Variant};

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(card = card::card, |locale| of_every_kind(|habit| card(&user(locale), habit, now()))),
        exhibit!(archived = card::archived, |locale| by_name(|name| archived(locale, &resting(name)))),
        exhibit!(question = card::delete_question, |locale| {
            each(
                [("without entries", 0), ("1 entry", 1), ("3 entries", 3), ("5000 entries", 5000)],
                |entries| {
                    let name = if entries > 3 { longest() } else { NASTY.to_owned() };
                    question(locale, &plain(&name), entries)
                },
            )
        }),
        exhibit!(menu = pause::menu, |locale| by_name(|name| menu(locale, &plain(name), FRIDAY))),
        exhibit!(why = explanation::explanation, |locale| explained(|habit, days| why(locale, habit, days))),
    ]
}

fn of_every_kind(screen: impl Fn(&HabitBody) -> Screen) -> Vec<Variant> {
    each(
        [
            ("the nastiest name, done or not", plain(NASTY)),
            ("the longest name, as much as there can be", full(&longest())),
            ("to be left", quit(NASTY)),
            ("archived, and paused before", resting(&longest())),
            ("without a day yet", habit(NASTY, &[])),
        ],
        |habit| screen(&habit),
    )
}

fn explained(screen: impl Fn(&HabitBody, &Explanation) -> Screen) -> Vec<Variant> {
    let missed = [2, 5, 6];
    each(
        [
            ("the nastiest name, and a break", (plain(NASTY), explanation_of(40, &missed))),
            ("the longest name", (plain(&longest()), explanation_of(300, &[]))),
            ("nothing yet", (plain("Read"), explanation_of(1, &[0]))),
        ],
        |(habit, days)| screen(&habit, &days),
    )
}

/// Kept for so many days up to Friday, but for some days before it.
fn explanation_of(days: i64, missed: &[i64]) -> Explanation {
    let day = |back: i64| FRIDAY.saturating_sub(back.days());
    let kept = (0..days).rev().filter(|back| !missed.contains(back));
    let executions: Vec<_> = kept.map(|back| (day(back), Execution::from(ExecutionState::Done))).collect();
    let plan = Plan::new(HabitKind::Build, day(days - 1), Schedule::Daily {});
    History::rebuild(plan, &executions, FRIDAY).explain(FRIDAY)
}
