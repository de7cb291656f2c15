//! The card while it is changed, with every question that can be asked of a habit.

use core_shared::contract::habits::HabitBody;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{GoalKind, HabitId, HabitName, Period, ReminderId, Schedule};
use core_shared::screen::Screen;

use super::super::editing;
use super::super::sketch::{NASTY, goal, longest};
use super::samples::{full, plain};
use super::variants::{MANY, by_name, each};
use super::{Exhibit, Variant};
use crate::editing::{Field, Hint};

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(menu = editing::menu, |locale| of_habits(|habit| menu(locale, habit))),
        exhibit!(question = editing::question, |locale| {
            each(fields(), |field| question(locale, &full(NASTY), field))
        }),
        exhibit!(hinted = editing::hinted, |locale| {
            let question = || editing::question(locale, &full(&longest()), Field::Tags);
            each(hints(), |hint| hinted(locale, hint, question()))
        }),
        exhibit!(worded = editing::worded, |locale| each(
            [
                ("changed", editing::changed_words(locale)),
                ("changed by somebody else", editing::changed_meanwhile(locale)),
            ],
            |words| worded(words, editing::menu(locale, &full(NASTY))),
        )),
        exhibit!(with_undo = editing::with_undo, |locale| {
            by_name(|name| with_undo(locale, HabitId(7), editing::menu(locale, &plain(name))))
        }),
        exhibit!(days = editing::days, |locale| of_habits(|habit| days(locale, habit))),
        exhibit!(grid = editing::weekdays_grid, |locale| {
            each([("no day", 0), ("two days", 0b101), ("every day", 0b111_1111)], |bits| {
                grid(locale, &plain(&longest()), bits)
            })
        }),
        exhibit!(grid = editing::dates_grid, |locale| {
            each([("no date", 0), ("the last and the 15th", 1 | 1 << 15), ("all", u32::MAX)], |bits| {
                grid(locale, &plain(NASTY), bits)
            })
        }),
        exhibit!(every_n = editing::every_n, |locale| by_name(|name| every_n(locale, &plain(name)))),
        exhibit!(times = editing::times, |locale| {
            each([("a week", Period::Week), ("a month", Period::Month)], |period| {
                times(locale, &plain(&longest()), period)
            })
        }),
        exhibit!(order = editing::order, |locale| placed(|habits, id| {
            order(locale, habits, id).expect("the habit is among them")
        })),
        exhibit!(reminders = editing::reminders, |locale| {
            let mut none = plain(NASTY);
            none.reminders.clear();
            let mut variants = of_habits(|habit| reminders(locale, habit));
            variants.extend(each([("nothing", none)], |habit| reminders(locale, &habit)));
            variants
        }),
        exhibit!(reminder = editing::reminder, |locale| {
            of_habits(|habit| reminder(locale, habit, ReminderId(1)))
        }),
        exhibit!(days = editing::reminder_days, |locale| {
            each([("no day", 0), ("workdays", 0b1_1111)], |bits| {
                days(locale, &full(&longest()), ReminderId(1), bits)
            })
        }),
        exhibit!(new = editing::new_reminder, |locale| of_habits(|habit| new(locale, habit))),
        exhibit!(goal = editing::goal, |locale| wished(|habit| goal(locale, habit))),
        exhibit!(target = editing::target, |locale| of_habits(|habit| target(locale, habit))),
    ]
}

fn of_habits(screen: impl Fn(&HabitBody) -> Screen) -> Vec<Variant> {
    let habits = [
        ("the nastiest name, with nothing set", plain(NASTY)),
        ("the longest name, with everything set", full(&longest())),
    ];
    each(habits, |habit| screen(&habit))
}

/// Goals of both kinds, and where only one of them can be.
fn wished(screen: impl Fn(&HabitBody) -> Screen) -> Vec<Variant> {
    let mut coffee = plain("Coffee");
    coffee.goal = Some(goal(r#"{"kind":"at_most","amount":2,"unit":"<cups>"}"#));
    let mut weekly = plain(NASTY);
    weekly.schedule = Schedule::TimesPer { n: 3, period: Period::Week };
    let mut variants = of_habits(&screen);
    variants.extend(each([("a limit", coffee), ("some times a week", weekly)], |habit| screen(&habit)));
    variants
}

/// Alone, and first, amid and last of many.
fn placed(screen: impl Fn(&[HabitBody], HabitId) -> Screen) -> Vec<Variant> {
    let numbered = |number: usize| {
        let name = if number.is_multiple_of(2) { longest() } else { NASTY.to_owned() };
        HabitBody { id: HabitId(i64::try_from(number).unwrap()), ..plain(&name) }
    };
    let many: Vec<HabitBody> = (1..=MANY).map(numbered).collect();
    let last = HabitId(i64::try_from(MANY).unwrap());
    let mut variants =
        each([("the first of 30", HabitId(1)), ("amid 30", HabitId(15)), ("the last of 30", last)], |id| {
            screen(&many, id)
        });
    variants.extend(each([("alone", HabitId(1))], |id| screen(&many[..1], id)));
    variants
}

fn fields() -> [(&'static str, Field); 9] {
    [
        ("the name", Field::Name),
        ("the tags", Field::Tags),
        ("every so many days", Field::EveryN),
        ("at least", Field::Goal(GoalKind::AtLeast)),
        ("at most", Field::Goal(GoalKind::AtMost)),
        ("the step", Field::Step),
        ("the target", Field::Target),
        ("a new reminder", Field::Reminder),
        ("the time of a reminder", Field::ReminderTime(ReminderId(1))),
    ]
}

fn hints() -> [(&'static str, Hint); 11] {
    [
        ("no name", Hint::Name(TextLineError::Empty)),
        ("a name that is too long", Hint::Name(TextLineError::TooLong { max: HabitName::MAX_CHARS })),
        ("a name of two lines", Hint::Name(TextLineError::ControlCharacter)),
        ("no tags", Hint::Tags),
        ("no number of days", Hint::EveryN),
        ("no amount", Hint::Amount),
        ("no target", Hint::Target),
        ("no time", Hint::Time),
        ("a time that is taken", Hint::TimeTaken),
        ("what does not go with the rest", Hint::DoesNotGo),
        ("too many", Hint::TooMany),
    ]
}
