//! One day of a habit, and a month of them.

use core_shared::contract::executions::ExecutionBody;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::{DayState, ExecutionState, HabitId, Locale, Note, Proof, ProofFile, ProofKind};
use core_shared::screen::Screen;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::super::day_menu::OnDay;
use super::super::sketch::{FRIDAY, NASTY, longest, user};
use super::super::{day_menu, history};
use super::lists::listed;
use super::samples::{entry, full, longest_note, plain, quit};
use super::variants::{by_number, each, only};
use super::{Exhibit, Variant};
use crate::dialogue::HabitDay;

/// It began on a Sunday.
const NOVEMBER: Date = date(2026, 11, 1);

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(menu = day_menu::menu, |locale| on_days(locale, menu)),
        exhibit!(question = day_menu::amount_question, |locale| on_days(locale, question)),
        exhibit!(hint = day_menu::amount_hint, |locale| on_days(locale, hint)),
        exhibit!(question = day_menu::note_question, |locale| on_days(locale, question)),
        exhibit!(hint = day_menu::note_hint, |locale| on_days(locale, hint)),
        exhibit!(question = day_menu::noted_question, |locale| {
            on_days(locale, |day| question(day, &Note::parse(&longest_note()).unwrap()))
        }),
        exhibit!(long = day_menu::too_long, |locale| only(long(locale))),
        exhibit!(none = day_menu::no_such_day, |locale| only(none(locale))),
        exhibit!(which = day_menu::which, |locale| by_number(|names| {
            let listed = listed(locale, names);
            let about: Vec<HabitDay> =
                (1..).take(names.len()).map(|id| HabitDay { habit: HabitId(id), day: FRIDAY }).collect();
            which(&listed, &about)
        })),
        exhibit!(month = history::month, |locale| months(|habit, entries| {
            month(&user(locale), habit, NOVEMBER, entries)
        })),
    ]
}

fn of_days(screen: impl Fn(&HabitBody, Option<&ExecutionBody>) -> Screen) -> Vec<Variant> {
    let in_state = |habit: HabitBody, state| {
        let mut habit = habit;
        habit.recent_days.iter_mut().rev().take(1).for_each(|today| today.state = state);
        habit
    };
    let mut noted = entry(FRIDAY, ExecutionState::Done, &longest_note());
    noted.proof = Some(Proof { kind: ProofKind::Photo, file: ProofFile::parse("a-file").unwrap() });
    let skipped = entry(FRIDAY, ExecutionState::Skipped, NASTY);
    each(
        [
            ("the nastiest name, open", (plain(NASTY), None)),
            (
                "the longest name, measured, the longest note",
                (in_state(full(&longest()), DayState::Partial), Some(noted)),
            ),
            (
                "the nastiest name and note, to be left",
                (in_state(quit(NASTY), DayState::Skipped), Some(skipped)),
            ),
        ],
        |(habit, entry)| screen(&habit, entry.as_ref()),
    )
}

fn on_days(locale: Locale, screen: impl Fn(&OnDay<'_>) -> Screen) -> Vec<Variant> {
    of_days(|habit, execution| screen(&OnDay { locale, today: FRIDAY, habit, day: FRIDAY, execution }))
}

/// Nothing, some marks with nasty notes, and the longest note on every day.
fn months(screen: impl Fn(&HabitBody, &[ExecutionBody]) -> Screen) -> Vec<Variant> {
    let days = || NOVEMBER.series(1.day()).take(20);
    let states =
        [ExecutionState::Done, ExecutionState::Skipped, ExecutionState::NotDone, ExecutionState::Frozen];
    let marked = days().zip(states.into_iter().cycle()).map(|(day, state)| entry(day, state, NASTY));
    let full_days = days().map(|day| entry(day, ExecutionState::Done, &longest_note()));
    each(
        [
            ("nothing", (plain(NASTY), Vec::new())),
            ("the nastiest name and notes", (since_2024(&plain(NASTY)), marked.collect())),
            ("the longest name and notes", (full(&longest()), full_days.collect())),
        ],
        |(habit, entries)| screen(&habit, &entries),
    )
}

fn since_2024(habit: &HabitBody) -> HabitBody {
    HabitBody { starts_on: date(2024, 2, 29), ..habit.clone() }
}
