//! The list of habits, the archive, the list of today, and what was left open before it.

use core_shared::contract::habits::HabitBody;
use core_shared::contract::today::{OpenDay, TodayBody, TodayHabit};
use core_shared::domain::{DayState, Days, HabitId, HabitName, Locale};
use core_shared::screen::Screen;
use jiff::ToSpan as _;

use super::super::habits::Archive;
use super::super::sketch::{FRIDAY, NASTY, amount, goal, today_habit};
use super::super::{habits, left_open};
use super::samples::{plain, resting};
use super::variants::{by_name, by_number, each};
use super::{Exhibit, Variant};
use core_shared::today_message;

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(active = habits::active, |locale| by_number(|names| {
            let habits: Vec<HabitBody> = names.iter().map(|name| plain(name)).collect();
            active(locale, &habits, Archive { count: names.len() }, 1)
        })),
        exhibit!(archived = habits::archived, |locale| by_number(|names| {
            let habits: Vec<HabitBody> = names.iter().map(|name| resting(name)).collect();
            archived(locale, &habits, 1)
        })),
        exhibit!(today = today_message::today, |locale| listings(locale, |listed| today(listed, 1))),
        exhibit!(pinned = today_message::pinned, |locale| {
            let over = |listed: &TodayBody| TodayBody { today: FRIDAY.tomorrow().unwrap(), ..listed.clone() };
            let mut variants = listings(locale, pinned);
            variants.extend(listings(locale, |listed| pinned(&over(listed))));
            variants
        })
        .ending("a day that is over is one line"),
        exhibit!(home = left_open::home, |locale| {
            let mut variants = by_name(|name| home(&left(locale, &[name.to_owned()])));
            variants.extend(by_number(|names| home(&left(locale, names))));
            variants
        }),
    ]
}

/// The present day of somebody with these habits: every third is measured, every fifth a limit, all states in turn.
pub(super) fn listed(locale: Locale, names: &[String]) -> TodayBody {
    let habits: Vec<TodayHabit> = (0usize..).zip(names).map(|(place, name)| placed(place, name)).collect();
    TodayBody {
        day: FRIDAY,
        today: FRIDAY,
        locale,
        active_habits: u32::try_from(habits.len()).unwrap(),
        vacation: None,
        habits,
        left_open: Vec::new(),
    }
}

fn placed(place: usize, name: &str) -> TodayHabit {
    const STATES: [DayState; 5] =
        [DayState::Pending, DayState::Done, DayState::Skipped, DayState::NotDone, DayState::Carried];
    let id = i64::try_from(place + 1).unwrap();
    let mut habit = today_habit(id, name, STATES[place % STATES.len()], 1_001);
    habit.asks_at =
        [Some("07:30"), Some("13:00"), Some("23:59"), None][place % 4].map(|at| at.parse().unwrap());
    habit.carried_from = (habit.state == DayState::Carried).then(|| FRIDAY.yesterday().unwrap());
    if place % 3 == 2 {
        habit.goal = Some(goal(r#"{"kind":"at_least","amount":2.5,"unit":"<км>","step":0.5}"#));
        habit.amount = amount(1500);
    }
    if place % 5 == 4 {
        habit.goal = Some(goal(r#"{"kind":"at_most","amount":999999999.999,"unit":"cups"}"#));
        habit.amount = amount(999_999_998_999);
    }
    habit
}

fn listings(locale: Locale, screen: impl Fn(&TodayBody) -> Screen) -> Vec<Variant> {
    let one = |name: &str| listed(locale, &[name.to_owned()]);
    let vacation = TodayBody {
        vacation: Some(Days { from: FRIDAY, to: FRIDAY.saturating_add(30.days()) }),
        ..listed(locale, &[])
    };
    let day_before = TodayBody { day: FRIDAY.yesterday().unwrap(), ..one(NASTY) };
    let week_before = TodayBody { day: FRIDAY.saturating_sub(7.days()), ..one(NASTY) };
    let mut variants = by_name(|name| screen(&one(name)));
    variants.extend(by_number(|names| screen(&listed(locale, names))));
    variants.extend(each(
        [
            ("nothing due", TodayBody { active_habits: 30, ..listed(locale, &[]) }),
            ("vacation", TodayBody { active_habits: 30, ..vacation }),
            ("the day before", day_before),
            ("a week before", week_before),
        ],
        |listed| screen(&listed),
    ));
    variants
}

/// Each of these left open on a day before.
fn left(locale: Locale, names: &[String]) -> TodayBody {
    let open = |(place, name): (i64, &String)| OpenDay {
        day: FRIDAY.saturating_sub((7 - place / 5).days()),
        habit: HabitId(place),
        name: HabitName::parse(name).unwrap(),
    };
    TodayBody { left_open: (0..).zip(names).map(open).collect(), ..listed(locale, &[]) }
}
