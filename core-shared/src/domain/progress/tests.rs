//! The rules by example.

use super::*;
use crate::domain::examples::{
    amount, carried, daily, date, executions, goal, kept, marked, mondays_and_thursdays,
};
use crate::domain::{
    DayState, Days, ExecutionState, GoalKind, HabitKind, Period, Rests, Schedule, Terms, Weekday, Weekdays,
};

fn state(history: &History, day: &str, today: &str) -> DayState {
    history.day_state(date(day), date(today)).unwrap()
}

fn resting(mut history: History, from: &str, to: &str) -> History {
    history.plan.rests = Rests::default().with(Days { from: date(from), to: date(to) });
    history
}

fn streak_and_best(history: &History, today: &str) -> (u32, u32) {
    let progress = history.progress(date(today));
    (progress.streak, progress.best)
}

#[test]
fn done_days_in_a_row_make_the_streak() {
    assert_eq!(streak_and_best(&daily("xxx"), "2026-11-04"), (3, 3));
}

#[test]
fn a_pending_today_does_not_break_the_streak_but_a_missed_yesterday_does() {
    assert_eq!(streak_and_best(&daily("xx"), "2026-11-04"), (2, 2));
    assert_eq!(streak_and_best(&daily("xx"), "2026-11-05"), (0, 2));
}

#[test]
fn a_skipped_day_neither_breaks_nor_extends_the_streak() {
    assert_eq!(streak_and_best(&daily("xsx"), "2026-11-04"), (2, 2));
}

#[test]
fn not_done_breaks_the_streak_at_once() {
    assert_eq!(streak_and_best(&daily("xxn"), "2026-11-04"), (0, 2));
}

#[test]
fn rest_days_are_not_asked_for() {
    let history = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "xxxxx..x");
    assert_eq!(streak_and_best(&history, "2026-11-09"), (6, 6));
    assert_eq!(history.day_state(date("2026-11-07"), date("2026-11-09")), Some(DayState::NotDue));
}

#[test]
fn doing_it_on_a_rest_day_counts_in_the_total_only() {
    let history = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "xxxxxxx");
    let progress = history.progress(date("2026-11-08"));
    assert_eq!((progress.streak, progress.total, progress.completion_rate), (5, 7, Some(1.0)));
}

#[test]
fn the_completion_rate_counts_due_days_that_are_over_or_done() {
    assert_eq!(daily("").progress(date("2026-11-02")).completion_rate, None);
    assert_eq!(daily("x.sx").progress(date("2026-11-06")).completion_rate, Some(2.0 / 3.0));
}

#[test]
fn somebody_who_comes_back_after_400_days_has_lost_the_streak_and_kept_the_best() {
    assert_eq!(streak_and_best(&daily("xxxx"), "2027-12-10"), (0, 4));
}

#[test]
fn days_look_done_missed_pending_or_not_due() {
    let history = daily("xs.");
    let seen = |day| history.day_state(date(day), date("2026-11-05")).unwrap();
    assert_eq!(seen("2026-11-02"), DayState::Done);
    assert_eq!(seen("2026-11-03"), DayState::Skipped);
    assert_eq!(seen("2026-11-04"), DayState::Missed);
    assert_eq!(seen("2026-11-05"), DayState::Pending);
    assert_eq!(seen("2026-11-01"), DayState::NotDue);
}

#[test]
fn an_archived_habit_misses_nothing_after_its_last_day() {
    let mut history = daily("xx");
    history.plan.schedules = history.plan.schedules.resting(date("2026-11-04"));
    assert_eq!(streak_and_best(&history, "2026-12-24"), (2, 2));
}

#[test]
fn a_past_day_is_judged_by_the_schedule_that_was_valid_on_it() {
    let mut history = daily("xxxxx..x");
    assert_eq!(streak_and_best(&history, "2026-11-09"), (1, 5));
    history.plan.schedules =
        history.plan.schedules.changed(date("2026-11-09"), Schedule::Weekdays { days: Weekdays::WORKDAYS });
    assert_eq!(streak_and_best(&history, "2026-11-09"), (1, 5));
}

#[test]
fn recording_a_day_before_the_start_moves_the_start_back_until_it_is_undone() {
    let before = daily("");
    let early = date("2026-10-31");
    let mut history = before.clone();
    history.window = history.window.with(early, Some(ExecutionState::Done.into()));
    assert_eq!(history.begins_on(), early);
    assert_eq!(history.day_state(date("2026-11-01"), date("2026-11-02")), Some(DayState::Missed));
    history.window = history.window.with(early, None);
    assert_eq!(history, before);
}

#[test]
fn a_week_with_enough_times_counts_once_and_the_running_one_breaks_nothing() {
    let thrice = Schedule::TimesPer { n: 3, period: Period::Week };
    let history = marked(&thrice, "x.x.x..xx....");
    assert_eq!(streak_and_best(&history, "2026-11-06"), (1, 1), "counted as soon as there are three");
    assert_eq!(streak_and_best(&history, "2026-11-15"), (1, 1), "Sunday is still open");
    assert_eq!(streak_and_best(&history, "2026-11-16"), (0, 1), "two of three");
}

#[test]
fn more_times_than_asked_for_count_once() {
    let once = Schedule::TimesPer { n: 1, period: Period::Week };
    let progress = marked(&once, "xxxxxxx").progress(date("2026-11-08"));
    assert_eq!((progress.streak, progress.total, progress.completion_rate), (1, 7, Some(1.0)));
}

#[test]
fn a_week_in_which_too_few_days_count_is_neutral() {
    let twice = Schedule::TimesPer { n: 2, period: Period::Week };
    assert_eq!(streak_and_best(&marked(&twice, "xx.....xs.....x"), "2026-11-16"), (1, 1));
}

#[test]
fn a_first_week_too_short_for_its_times_is_not_missed() {
    let five = Schedule::TimesPer { n: 5, period: Period::Week };
    let mut history = marked(&five, "");
    history.plan.starts_on = date("2026-11-07");
    assert_eq!(history.progress(date("2026-11-09")).completion_rate, None);
    assert_eq!(history.progress(date("2026-11-16")).completion_rate, Some(0.0));
}

#[test]
fn any_day_is_asked_for_until_there_are_enough_and_none_is_missed() {
    let twice = Schedule::TimesPer { n: 2, period: Period::Week };
    let history = marked(&twice, "x.x");
    let seen = |day, today| history.day_state(date(day), date(today)).unwrap();
    assert_eq!(seen("2026-11-03", "2026-11-03"), DayState::NotDue, "the week has its two already");
    assert_eq!(seen("2026-11-09", "2026-11-09"), DayState::Pending);
    assert_eq!(seen("2026-11-09", "2026-11-20"), DayState::NotDue);
}

#[test]
fn a_week_follows_the_users_first_day() {
    let mut history = marked(&Schedule::TimesPer { n: 2, period: Period::Week }, "......xx");
    assert_eq!(streak_and_best(&history, "2026-11-09").0, 0, "Sunday and Monday lie in two weeks");
    history.plan.first_weekday = Weekday::Sun;
    assert_eq!(streak_and_best(&history, "2026-11-09").0, 1);
}

#[test]
fn a_perfect_run_of_13_days_is_half_way() {
    let progress = daily("xxxxxxxxxxxxx").progress(date("2026-11-14"));
    assert!((progress.strength - 0.5).abs() < 1e-9, "{}", progress.strength);
}

#[test]
fn rest_days_repeat_the_strength_and_missed_weeks_lower_it() {
    let workdays = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "xxxxx");
    let strength = |day| workdays.progress(date(day)).strength;
    assert!(strength("2026-11-06") > 0.0);
    assert!((strength("2026-11-08") - strength("2026-11-06")).abs() < f64::EPSILON);
    assert!(strength("2026-11-30") < strength("2026-11-13"));
}

#[test]
fn an_amount_below_the_goal_is_partial_and_breaks_the_streak_only_when_the_day_is_over() {
    let water = kept(HabitKind::Build, goal(GoalKind::AtLeast, 8), "893");
    assert_eq!(streak_and_best(&water, "2026-11-04"), (2, 2));
    assert_eq!(state(&water, "2026-11-04", "2026-11-04"), DayState::Partial);
    assert_eq!(water.progress(date("2026-11-04")).next_due, Some(date("2026-11-04")));
    assert_eq!(streak_and_best(&water, "2026-11-05"), (0, 2));
    assert_eq!(state(&water, "2026-11-04", "2026-11-05"), DayState::Partial);
    assert_eq!(water.progress(date("2026-11-05")).total, 2);
}

#[test]
fn done_without_an_amount_meets_the_goal() {
    let water = kept(HabitKind::Build, goal(GoalKind::AtLeast, 8), "x8");
    let progress = water.progress(date("2026-11-03"));
    assert_eq!((progress.streak, progress.total), (2, 2));
    let loop_like = kept(HabitKind::Build, goal(GoalKind::AtLeast, 8), "88").progress(date("2026-11-03"));
    assert!((progress.strength - loop_like.strength).abs() < f64::EPSILON);
}

#[test]
fn a_limit_is_judged_when_the_day_closes_and_above_it_at_once() {
    let coffee = kept(HabitKind::Build, goal(GoalKind::AtMost, 2), "222");
    assert_eq!(streak_and_best(&coffee, "2026-11-04"), (2, 2), "today is not over");
    assert_eq!(state(&coffee, "2026-11-04", "2026-11-04"), DayState::Partial);
    assert_eq!(state(&coffee, "2026-11-04", "2026-11-05"), DayState::Done);
    assert_eq!(streak_and_best(&coffee, "2026-11-05"), (3, 3));
    let too_much = kept(HabitKind::Build, goal(GoalKind::AtMost, 2), "223");
    assert_eq!(streak_and_best(&too_much, "2026-11-04"), (0, 2));
    assert_eq!(state(&too_much, "2026-11-04", "2026-11-04"), DayState::Exceeded);
}

#[test]
fn a_day_without_an_entry_keeps_a_limit_once_it_is_over() {
    let coffee = kept(HabitKind::Build, goal(GoalKind::AtMost, 2), "");
    assert_eq!(streak_and_best(&coffee, "2026-11-05"), (3, 3));
    assert_eq!(state(&coffee, "2026-11-04", "2026-11-05"), DayState::Kept);
    assert_eq!(state(&coffee, "2026-11-05", "2026-11-05"), DayState::Pending);
    let progress = coffee.progress(date("2026-11-05"));
    assert_eq!(progress.total, 3);
    assert!((progress.strength - 1.0).abs() < f64::EPSILON, "who has had nothing has kept the limit");
}

#[test]
fn a_lapse_of_unknown_size_leaves_nothing_of_the_day() {
    let strength = |marks| {
        kept(HabitKind::Build, goal(GoalKind::AtMost, 2), marks).progress(date("2026-11-02")).strength
    };
    assert!((strength("n") - strength("9")).abs() < f64::EPSILON && strength("n") < strength("3"));
}

#[test]
fn to_quit_is_to_let_days_pass_without_a_lapse() {
    let sugar = kept(HabitKind::Quit, Schedule::Daily {}, "...n..");
    assert_eq!(streak_and_best(&sugar, "2026-11-05"), (0, 3));
    assert_eq!(streak_and_best(&sugar, "2026-11-08"), (2, 3));
    assert_eq!(state(&sugar, "2026-11-03", "2026-11-08"), DayState::Kept);
    assert_eq!(state(&sugar, "2026-11-05", "2026-11-08"), DayState::NotDone);
    assert_eq!(state(&sugar, "2026-11-08", "2026-11-08"), DayState::Pending);
    assert_eq!(sugar.progress(date("2026-11-08")).total, 5);
}

#[test]
fn a_clean_day_can_be_said_before_it_is_over() {
    let sugar = kept(HabitKind::Quit, Schedule::Daily {}, "..x");
    assert_eq!(streak_and_best(&sugar, "2026-11-04"), (3, 3));
    let strengths = ["...", "..x"]
        .map(|marks| kept(HabitKind::Quit, Schedule::Daily {}, marks).progress(date("2026-11-04")).strength);
    assert!((strengths[0] - strengths[1]).abs() < f64::EPSILON);
}

#[test]
fn rest_days_of_a_habit_to_quit_count_nothing() {
    let workdays = Schedule::Weekdays { days: Weekdays::WORKDAYS };
    let progress = kept(HabitKind::Quit, workdays, "").progress(date("2026-11-09"));
    assert_eq!((progress.streak, progress.total, progress.completion_rate), (5, 5, Some(1.0)));
}

#[test]
fn a_frozen_day_neither_breaks_nor_extends_the_streak() {
    assert_eq!(streak_and_best(&daily("xxxxxxxf.x"), "2026-11-09"), (7, 7));
    assert_eq!(state(&daily("xxxxxxxf"), "2026-11-09", "2026-11-10"), DayState::Frozen);
    assert_eq!(streak_and_best(&daily("xxxxxxxfx"), "2026-11-10"), (8, 8));
}

#[test]
fn seven_days_in_a_row_earn_a_freeze_and_two_are_kept() {
    let freezes = |marks: &str| daily(marks).progress(date("2026-11-30")).freezes;
    assert_eq!(freezes("xxxxxx"), 0);
    assert_eq!(freezes("xxxxxxx"), 1);
    assert_eq!(freezes("xxsxxsxxx"), 1, "what does not count does not interrupt");
    assert_eq!(freezes("xxxxxx.x"), 0);
    assert_eq!(freezes("xxxxxxxxxxxxxx"), 2);
    assert_eq!(freezes("xxxxxxxxxxxxxxxxxxxxx"), 2);
    assert_eq!(freezes("xxxxxxxxxxxxxxf"), 1);
    assert_eq!(freezes("f"), 0);
}

#[test]
fn a_period_earns_no_freezes() {
    let once = Schedule::TimesPer { n: 1, period: Period::Week };
    assert_eq!(
        marked(&once, "x......x......x......x......x......x......x......x")
            .progress(date("2026-12-25"))
            .freezes,
        0
    );
}

#[test]
fn paused_days_are_neutral_whatever_is_done_on_them() {
    let paused = resting(daily("xx.x.x"), "2026-11-04", "2026-11-06");
    assert_eq!(streak_and_best(&paused, "2026-11-07"), (3, 3));
    assert_eq!(state(&paused, "2026-11-04", "2026-11-07"), DayState::Paused);
    assert_eq!(state(&paused, "2026-11-05", "2026-11-07"), DayState::Done);
    assert_eq!(paused.progress(date("2026-11-07")).total, 4);
    assert_eq!(paused.progress(date("2026-11-05")).next_due, Some(date("2026-11-07")));
}

#[test]
fn a_pause_excuses_its_days_of_a_week() {
    let thrice = Schedule::TimesPer { n: 3, period: Period::Week };
    let two_of_three = marked(&thrice, "x.....x");
    assert_eq!(two_of_three.progress(date("2026-11-09")).completion_rate, Some(0.0));
    let paused = resting(two_of_three, "2026-11-04", "2026-11-04");
    assert_eq!(paused.progress(date("2026-11-09")).completion_rate, None);
    let full = resting(marked(&thrice, "xx.x"), "2026-11-04", "2026-11-04");
    assert_eq!(streak_and_best(&full, "2026-11-05"), (1, 1));
}

#[test]
fn an_undone_day_is_carried_until_it_is_done() {
    let bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x...");
    assert_eq!(state(&bins, "2026-11-05", "2026-11-06"), DayState::Carried);
    assert_eq!(state(&bins, "2026-11-06", "2026-11-06"), DayState::Carried);
    assert_eq!(bins.carried_to(date("2026-11-06"), date("2026-11-06")), Some(date("2026-11-05")));
    assert_eq!(bins.progress(date("2026-11-06")).next_due, Some(date("2026-11-06")));
    assert_eq!(streak_and_best(&bins, "2026-11-08"), (1, 1), "it can still be done");
    let late = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x....x");
    assert_eq!(streak_and_best(&late, "2026-11-08"), (2, 2));
    assert_eq!(state(&late, "2026-11-05", "2026-11-08"), DayState::Carried);
    assert_eq!(state(&late, "2026-11-08", "2026-11-08"), DayState::NotDue);
    assert_eq!(late.carried_to(date("2026-11-08"), date("2026-11-08")), None);
}

#[test]
fn a_carried_day_is_missed_when_the_next_one_is_due() {
    let bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x");
    assert_eq!(streak_and_best(&bins, "2026-11-08"), (1, 1));
    assert_eq!(streak_and_best(&bins, "2026-11-09"), (0, 1));
    assert_eq!(state(&bins, "2026-11-05", "2026-11-09"), DayState::Missed);
    assert_eq!(bins.progress(date("2026-11-09")).completion_rate, Some(0.5));
}

#[test]
fn what_is_said_on_a_carried_day_is_said_of_the_day_it_comes_from() {
    let given_up = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x...n");
    assert_eq!(streak_and_best(&given_up, "2026-11-06"), (0, 1));
    assert_eq!(state(&given_up, "2026-11-05", "2026-11-06"), DayState::Missed);
    let let_go = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x...s");
    assert_eq!(streak_and_best(&let_go, "2026-11-09"), (1, 1));
    assert_eq!(state(&let_go, "2026-11-05", "2026-11-09"), DayState::Carried);
    assert_eq!(state(&let_go, "2026-11-07", "2026-11-07"), DayState::NotDue);
}

#[test]
fn days_that_follow_each_other_carry_nothing() {
    let daily = kept(HabitKind::Build, carried(Schedule::Daily {}), "x.");
    assert_eq!(streak_and_best(&daily, "2026-11-04"), (0, 1));
    let pair = Schedule::Weekdays { days: Weekdays::from_days([Weekday::Mon, Weekday::Tue]).unwrap() };
    let pair = kept(HabitKind::Build, carried(pair), ".");
    assert_eq!(state(&pair, "2026-11-02", "2026-11-03"), DayState::Missed);
}

#[test]
fn a_carried_day_that_is_archived_undone_is_missed() {
    let mut bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x");
    bins.plan.schedules = bins.plan.schedules.resting(date("2026-11-07"));
    assert_eq!(streak_and_best(&bins, "2026-11-06"), (1, 1));
    assert_eq!(state(&bins, "2026-11-05", "2026-11-06"), DayState::Carried);
    assert_eq!(streak_and_best(&bins, "2026-12-01"), (0, 1));
    assert_eq!(state(&bins, "2026-11-05", "2026-11-09"), DayState::Missed);
    assert_eq!(bins.progress(date("2026-12-01")).next_due, None);
}

#[test]
fn a_day_that_is_carried_into_a_pause_asks_again_behind_it() {
    let bins =
        resting(kept(HabitKind::Build, carried(mondays_and_thursdays()), "x"), "2026-11-06", "2026-11-07");
    assert_eq!(state(&bins, "2026-11-06", "2026-11-06"), DayState::Paused);
    assert_eq!(bins.progress(date("2026-11-06")).next_due, Some(date("2026-11-08")));
    assert_eq!(state(&bins, "2026-11-08", "2026-11-08"), DayState::Carried);
    let done =
        resting(kept(HabitKind::Build, carried(mondays_and_thursdays()), "x..x"), "2026-11-06", "2026-11-07");
    assert_eq!(done.progress(date("2026-11-06")).next_due, Some(date("2026-11-09")));
}

#[test]
fn a_carried_day_that_is_done_late_is_worth_what_it_was_worth_in_time() {
    let strength = |marks, today| {
        kept(HabitKind::Build, carried(mondays_and_thursdays()), marks).progress(date(today)).strength
    };
    let same = |left: f64, right: f64| (left - right).abs() < 1e-12;
    let monday = strength("x", "2026-11-02");
    assert!(strength("x", "2026-11-06") < strength("x..x", "2026-11-06"), "undone, it lowers the strength");
    assert!(same(strength("x....x", "2026-11-08"), strength("x..x", "2026-11-08")));
    assert!(same(strength("x....s", "2026-11-08"), monday), "let go, it does not count");
}

#[test]
fn the_next_due_day_is_today_until_it_is_done() {
    let next = |history: &History, today| history.progress(date(today)).next_due.map(|day| day.to_string());
    let bins = marked(&mondays_and_thursdays(), "x");
    assert_eq!(next(&bins, "2026-11-02").as_deref(), Some("2026-11-05"));
    assert_eq!(next(&bins, "2026-11-05").as_deref(), Some("2026-11-05"));
    assert_eq!(next(&bins, "2026-11-06").as_deref(), Some("2026-11-09"));
    let twice = marked(&Schedule::TimesPer { n: 2, period: Period::Week }, "x.x");
    assert_eq!(next(&twice, "2026-11-02").as_deref(), Some("2026-11-09"), "the week has its two already");
    assert_eq!(next(&twice, "2026-11-10").as_deref(), Some("2026-11-10"));
    let mut later = daily("");
    later.plan.starts_on = date("2027-06-01");
    assert_eq!(next(&later, "2026-11-02").as_deref(), Some("2027-06-01"));
}

#[test]
fn a_goal_that_changes_leaves_the_days_before_as_they_were() {
    let mut water = kept(HabitKind::Build, goal(GoalKind::AtLeast, 2), "2222");
    water.plan.schedules = water.plan.schedules.changed(date("2026-11-04"), goal(GoalKind::AtLeast, 3));
    assert_eq!(state(&water, "2026-11-03", "2026-11-06"), DayState::Done);
    assert_eq!(state(&water, "2026-11-04", "2026-11-06"), DayState::Partial);
    assert_eq!(streak_and_best(&water, "2026-11-06"), (0, 2));
}

#[test]
fn days_before_the_window_look_like_nothing_without_their_execution() {
    let plan = daily("").plan;
    let today = date("2026-12-31");
    let history = History::rebuild(plan, &executions(&"x".repeat(60)), today);
    let first = history.window.first;
    assert_eq!(history.day_state(first, today), Some(DayState::Done));
    let before = first.yesterday().unwrap();
    assert_eq!(history.day_state(before, today), None);
    assert_eq!(history.day_state(date("2026-11-02"), today), None);
    assert_eq!(history.day_state(date("2026-11-01"), today), Some(DayState::NotDue));
    assert_eq!(history.judge(before, Some(ExecutionState::Done.into()), today), DayState::Done);
}

#[test]
fn an_undone_day_is_carried_to_today_and_to_no_other_day() {
    let bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x");
    assert_eq!(state(&bins, "2026-11-07", "2026-11-06"), DayState::NotDue);
    for day in ["2026-11-06", "2026-11-08"] {
        assert_eq!(bins.carried_to(date(day), date("2026-11-07")), None);
    }
}

#[test]
fn the_amounts_of_a_month_before_the_window_are_known() {
    let plan = Plan::new(HabitKind::Build, date("2026-11-02"), goal(GoalKind::AtLeast, 2));
    let history = History::rebuild(plan, &executions(&"3".repeat(80)), date("2027-01-20"));
    let known = |ago: i32| history.window.amount(history.window.first.saturating_sub(ago.days()));
    assert_eq!((known(1), known(30), known(31)), (Some(amount(3)), Some(amount(3)), None));
}

#[test]
fn a_first_day_on_the_edge_of_the_window_can_be_undone() {
    let today = date("2026-12-31");
    let edge = Window::around(today).first;
    let plan = Plan::new(HabitKind::Build, date("2026-12-20"), Schedule::Daily {});
    let mut history = History::rebuild(plan, &[(edge, ExecutionState::Done.into())], today);
    assert_eq!((history.begins_on(), history.recorded_before), (edge, None));
    history.window = history.window.with(edge, None);
    assert_eq!(history.begins_on(), date("2026-12-20"));
}

#[test]
fn nothing_is_carried_into_the_archive() {
    let mut bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x");
    bins.plan.schedules = bins.plan.schedules.resting(date("2026-11-07"));
    let carried = |day| bins.carried_to(date(day), date(day)).map(|due| due.to_string());
    assert_eq!((carried("2026-11-06").as_deref(), carried("2026-11-07")), (Some("2026-11-05"), None));
    assert_eq!(state(&bins, "2026-11-07", "2026-11-07"), DayState::NotDue);
}

#[test]
fn a_long_history_is_counted_from_its_first_day() {
    let history = History::rebuild(daily("").plan, &executions(&"x".repeat(80)), date("2027-01-20"));
    let progress = history.progress(date("2027-01-20"));
    assert_eq!((progress.streak, progress.best, progress.total), (80, 80, 80));
    assert_eq!(
        (history.recorded_before, history.begins_on()),
        (Some(date("2026-11-02")), date("2026-11-02"))
    );
}

fn a_week_of(times: u8, goal_of_a_day: u32) -> Terms {
    Terms {
        schedule: Schedule::TimesPer { n: times, period: Period::Week },
        ..goal(GoalKind::AtLeast, goal_of_a_day)
    }
}

fn fulfilment(history: &History, today: &str) -> f64 {
    history.explain(date(today)).days[0].fulfilment
}

#[test]
fn amounts_of_a_week_are_judged_together() {
    let pages = kept(HabitKind::Build, a_week_of(3, 2), "1.2");
    assert!((fulfilment(&pages, "2026-11-04") - 3.0 / 6.0).abs() < 1e-12);
    assert!((fulfilment(&pages, "2026-11-08") - 3.0 / 6.0).abs() < 1e-12);
    assert!((fulfilment(&pages, "2026-11-09") - 2.0 / 6.0).abs() < 1e-12, "the first one is a week ago");
}

#[test]
fn what_was_done_before_the_schedule_changed_still_helps_after_it() {
    let mut history = marked(&Schedule::TimesPer { n: 1, period: Period::Week }, "x..xx");
    let twice = Schedule::TimesPer { n: 2, period: Period::Week };
    history.plan.schedules = history.plan.schedules.changed(date("2026-11-09"), twice);
    assert!((fulfilment(&history, "2026-11-09") - 3.0 / 4.0).abs() < 1e-12);
    assert!((fulfilment(&history, "2026-11-16") - 2.0 / 4.0).abs() < 1e-12);
}

#[test]
fn amounts_from_before_the_goal_changed_count_towards_the_new_one() {
    let mut pages = kept(HabitKind::Build, a_week_of(2, 2), "2.1");
    pages.plan.schedules = pages.plan.schedules.changed(date("2026-11-06"), a_week_of(2, 3));
    assert!((fulfilment(&pages, "2026-11-06") - 3.0 / 6.0).abs() < 1e-12);
    assert!((fulfilment(&pages, "2026-11-09") - 1.0 / 6.0).abs() < 1e-12);
}

#[test]
fn a_carried_day_is_missed_when_other_terms_hold_from_the_next_day_on() {
    let mut bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x");
    let mondays = Schedule::Weekdays { days: Weekdays::from_days([Weekday::Mon]).unwrap() };
    bins.plan.schedules = bins.plan.schedules.changed(date("2026-11-06"), carried(mondays));
    assert_eq!(streak_and_best(&bins, "2026-11-06"), (0, 1));
    assert_eq!(state(&bins, "2026-11-05", "2026-11-06"), DayState::Missed);
}

#[test]
fn a_habit_that_comes_round_rarely_remembers_its_last_times() {
    let fulfilled = |done: [&str; 2]| {
        let rarely = Schedule::EveryNDays { n: 80, anchor: date("2026-11-02") };
        let plan = Plan::new(HabitKind::Build, date("2026-11-02"), rarely);
        let done = done.map(|day| (date(day), ExecutionState::Done.into()));
        fulfilment(&History::rebuild(plan, &done, date("2027-04-11")), "2027-04-11")
    };
    assert!((fulfilled(["2026-11-03", "2027-01-21"]) - 1.0).abs() < 1e-12);
    assert!(
        (fulfilled(["2026-11-02", "2027-01-21"]) - 1.0 / 2.0).abs() < 1e-12,
        "the first one is too long ago"
    );
    assert!((fulfilled(["2026-11-02", "2026-12-24"]) - 1.0 / 2.0).abs() < 1e-12);
}

#[test]
fn quiet_days_count_like_done_ones_when_the_schedule_changes() {
    let on =
        |days: &[Weekday]| Schedule::Weekdays { days: Weekdays::from_days(days.iter().copied()).unwrap() };
    let changed = |marks| {
        let mut sugar = kept(HabitKind::Quit, on(&[Weekday::Mon]), marks);
        let more = on(&[Weekday::Mon, Weekday::Thu]);
        sugar.plan.schedules = sugar.plan.schedules.changed(date("2026-11-09"), more);
        fulfilment(&sugar, "2026-11-10")
    };
    assert!((changed("") - 2.0 / 4.0).abs() < 1e-12);
    assert!((changed("n") - 1.0 / 4.0).abs() < 1e-12, "a lapse is no quiet day");
}

#[test]
fn a_first_week_with_just_enough_days_can_be_missed() {
    let rate = |first| {
        let mut history = marked(&Schedule::TimesPer { n: 3, period: Period::Week }, "");
        history.plan.starts_on = date(first);
        history.progress(date("2026-11-09")).completion_rate
    };
    assert_eq!((rate("2026-11-06"), rate("2026-11-07")), (Some(0.0), None));
}

#[test]
fn days_of_a_week_that_do_not_count_repeat_the_strength() {
    let thrice = marked(&Schedule::TimesPer { n: 3, period: Period::Week }, "xs");
    let paused = resting(thrice, "2026-11-04", "2026-11-04");
    let strength = |day| paused.progress(date(day)).strength;
    assert!(strength("2026-11-02") > 0.0);
    assert!((strength("2026-11-04") - strength("2026-11-02")).abs() < f64::EPSILON);
    assert!(strength("2026-11-05") > strength("2026-11-04"), "one of three in a week is something");
}

#[test]
fn what_is_done_in_the_archive_counts_in_the_total_only() {
    let mut history = daily("xxx.xx");
    history.plan.schedules = history.plan.schedules.resting(date("2026-11-05"));
    let progress = history.progress(date("2026-11-09"));
    assert_eq!((progress.streak, progress.due, progress.total), (3, 3, 5));
}

#[test]
fn doing_what_was_carried_up_to_the_archive_lowers_nothing() {
    let strength = |marks| {
        let mut habit = kept(HabitKind::Build, goal(GoalKind::AtMost, 2), marks);
        let mondays = Schedule::Weekdays { days: Weekdays::from_days([Weekday::Mon]).unwrap() };
        habit.plan.schedules = habit.plan.schedules.changed(date("2026-11-03"), carried(mondays));
        habit.plan.schedules = habit.plan.schedules.resting(date("2026-11-23"));
        habit.progress(date("2026-12-01")).strength
    };
    let (left, done) = (strength("1......n......."), strength("1......n............x"));
    assert!(left < done && done < 1.0, "{left} {done}");
}
