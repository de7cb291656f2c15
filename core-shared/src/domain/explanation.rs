//! Why the numbers are what they are: the days that count, each with its part.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::walk::{Counted, Openness, Verdict, after};
use super::{DayState, History};

/// Where a habit's strength and streak come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// 0 to 1: the sum of the parts of `days` and of `earlier`.
    pub strength: f64,
    /// What is left of the strength that was there before the days below, 0 to 1.
    pub earlier: f64,
    /// The newest days that count, newest first.
    pub days: Vec<ExplainedDay>,
    /// The first day of the present streak; absent when it is 0 or longer than the days that are looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub streak_since: Option<Date>,
    /// The day that ended the streak before it; absent when there is none within the days that are looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_on: Option<Date>,
}

/// One day that counts, and what it adds to the strength.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExplainedDay {
    pub day: Date,
    pub state: DayState,
    /// How far what was wanted was fulfilled by then, 0 to 1.
    pub fulfilment: f64,
    /// The most that the day can add today, 0 to 1: what a perfect day adds, faded since.
    pub weight: f64,
    /// `fulfilment` times `weight`.
    pub part: f64,
}

/// Days that are told one by one: two weeks of a daily habit.
const MOST_DAYS: usize = 14;

impl History {
    /// The explanation of the numbers on `today`.
    pub fn explain(&self, today: Date) -> Explanation {
        let mut walk = self.walk_up_to(self.window.first.max(self.begins_on()));
        let mut day = self.window.first.max(self.begins_on());
        let mut steps: Vec<(Date, Counted)> = Vec::new();
        let (mut streak_since, mut broken_on) = (None, None);
        while day <= today {
            let openness = if day < today { Openness::Over } else { Openness::Open };
            let before = walk.numbers;
            let judged = walk.go(day, self.window.execution(day), openness);
            let of = judged.map_or(day, |judged| judged.of);
            let verdict = judged.map(|judged| judged.verdict);
            // What was carried here and is no longer undone counts anew, or not at all.
            let still_stands = matches!(verdict, Some(Verdict::Missed | Verdict::Pending | Verdict::Carried));
            if let Some(carried) = before.carried.filter(|_| !still_stands) {
                steps.pop_if(|(day, _)| *day == carried.due);
            }
            steps.extend(walk.counted.map(|counted| (of, counted)));
            match verdict {
                Some(Verdict::Missed) if before.streak > 0 => (streak_since, broken_on) = (None, Some(of)),
                Some(Verdict::Kept) if before.streak == 0 => streak_since = Some(of),
                _ => {}
            }
            day = after(day);
        }
        let strength = walk.numbers.strength;
        let shown = steps.len().saturating_sub(MOST_DAYS);
        let mut weight = 1.0;
        let mut days = Vec::new();
        for (day, counted) in steps[shown..].iter().rev() {
            let part_of_day = weight * (1.0 - counted.multiplier);
            days.push(ExplainedDay {
                day: *day,
                state: self.judge(*day, self.window.execution(*day), today),
                fulfilment: counted.fulfilment,
                weight: part_of_day,
                part: part_of_day * counted.fulfilment,
            });
            weight *= counted.multiplier;
        }
        let earlier = steps.get(shown).map_or(strength, |(_, counted)| counted.before * weight);
        Explanation { strength, earlier, days, streak_since, broken_on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::examples::{
        carried, daily, date, executions, goal, kept, marked, mondays_and_thursdays,
    };
    use crate::domain::{GoalKind, HabitKind, Schedule, Weekdays};

    /// What a daily habit keeps of its strength from one day to the next.
    fn kept_a_day() -> f64 {
        (-1.0_f64 / 13.0).exp2()
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-12
    }

    fn days(explanation: &Explanation) -> Vec<(String, DayState)> {
        explanation.days.iter().map(|day| (day.day.strftime("%m-%d").to_string(), day.state)).collect()
    }

    fn since_and_broken(history: &History, today: &str) -> [Option<String>; 2] {
        let explanation = history.explain(date(today));
        [explanation.streak_since, explanation.broken_on].map(|day| day.map(|day| day.to_string()))
    }

    #[test]
    fn the_newest_day_adds_the_most_and_a_missed_one_nothing() {
        let explained = daily("x.x").explain(date("2026-11-04"));
        let named = [("11-04", DayState::Done), ("11-03", DayState::Missed), ("11-02", DayState::Done)];
        assert_eq!(days(&explained), named.map(|(day, state)| (day.to_owned(), state)));
        let fresh = 1.0 - kept_a_day();
        for (ago, day) in (0..).zip(&explained.days) {
            assert!(close(day.weight, fresh * kept_a_day().powi(ago)), "{day:?}");
            assert!(close(day.part, if ago == 1 { 0.0 } else { day.weight }), "{day:?}");
        }
        assert!(close(explained.strength, explained.days[0].part + explained.days[2].part));
        assert!(close(explained.earlier, 0.0));
    }

    #[test]
    fn part_of_a_goal_adds_that_part() {
        let explained = kept(HabitKind::Build, goal(GoalKind::AtLeast, 8), "2").explain(date("2026-11-02"));
        assert!(close(explained.days[0].fulfilment, 0.25));
        assert!(close(explained.days[0].part, 0.25 * explained.days[0].weight));
    }

    #[test]
    fn two_weeks_are_told_day_by_day_and_the_rest_is_earlier() {
        let explained = daily("xxxxxxxxxxxxxxxx").explain(date("2026-11-17"));
        assert_eq!(explained.days.len(), 14);
        assert_eq!(explained.days[13].day, date("2026-11-04"));
        let two_days = 1.0 - kept_a_day().powi(2);
        assert!(close(explained.earlier, two_days * kept_a_day().powi(14)), "{explained:?}");
        let parts: f64 = explained.days.iter().map(|day| day.part).sum();
        assert!(close(explained.earlier + parts, explained.strength));
    }

    #[test]
    fn a_limit_was_kept_before_its_first_day() {
        let coffee = kept(HabitKind::Build, goal(GoalKind::AtMost, 2), "9");
        let explained = coffee.explain(date("2026-11-02"));
        assert!(close(explained.earlier, kept_a_day()) && close(explained.strength, kept_a_day()));
    }

    #[test]
    fn before_the_first_day_there_is_nothing_to_tell() {
        let nothing = daily("").explain(date("2026-11-01"));
        assert!(nothing.days.is_empty() && close(nothing.strength, 0.0) && close(nothing.earlier, 0.0));
    }

    #[test]
    fn days_that_do_not_count_are_left_out() {
        let workdays = marked(&Schedule::Weekdays { days: Weekdays::WORKDAYS }, "x.s.x.x");
        let told: Vec<_> =
            days(&workdays.explain(date("2026-11-08"))).into_iter().map(|(day, _)| day).collect();
        assert_eq!(told, ["11-06", "11-05", "11-03", "11-02"]);
    }

    #[test]
    fn today_is_told_while_it_is_open() {
        let explained = daily("x").explain(date("2026-11-03"));
        let named = [("11-03", DayState::Pending), ("11-02", DayState::Done)];
        assert_eq!(days(&explained), named.map(|(day, state)| (day.to_owned(), state)));
        assert!(close(explained.days[0].part, 0.0));
    }

    #[test]
    fn a_streak_is_told_with_its_first_day_and_the_day_that_broke_the_one_before() {
        let told =
            |since: Option<&str>, broken: Option<&str>| [since, broken].map(|day| day.map(str::to_owned));
        let history = daily("xx.xsx");
        assert_eq!(since_and_broken(&history, "2026-11-03"), told(Some("2026-11-02"), None));
        assert_eq!(since_and_broken(&history, "2026-11-04"), told(Some("2026-11-02"), None));
        let back_again = told(Some("2026-11-05"), Some("2026-11-04"));
        assert_eq!(since_and_broken(&history, "2026-11-05"), back_again);
        assert_eq!(since_and_broken(&history, "2026-11-07"), back_again, "skipped days change nothing");
        assert_eq!(since_and_broken(&history, "2026-11-09"), told(None, Some("2026-11-08")));
        assert_eq!(
            since_and_broken(&history, "2026-11-19"),
            told(None, Some("2026-11-08")),
            "and not later days"
        );
        assert_eq!(since_and_broken(&daily(""), "2026-11-05"), told(None, None));
    }

    #[test]
    fn a_streak_that_is_older_than_the_window_has_no_first_day() {
        let today = date("2026-12-31");
        let history = History::rebuild(daily("").plan, &executions(&"x".repeat(60)), today);
        let explained = history.explain(today);
        assert_eq!((explained.streak_since, explained.broken_on), (None, None));
    }

    #[test]
    fn a_day_that_is_done_late_is_told_as_the_day_it_was_due() {
        let late = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x....x");
        let explained = late.explain(date("2026-11-08"));
        let named = [("11-05", DayState::Carried), ("11-02", DayState::Done)];
        assert_eq!(days(&explained), named.map(|(day, state)| (day.to_owned(), state)));
        let in_time = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x..x");
        let parts =
            |explanation: Explanation| explanation.days.iter().map(|day| day.part).collect::<Vec<_>>();
        let same = parts(explained).into_iter().zip(parts(in_time.explain(date("2026-11-08"))));
        assert!(same.into_iter().all(|(late, in_time)| close(late, in_time)));
    }

    #[test]
    fn a_carried_day_that_is_let_go_is_left_out_and_one_that_is_missed_stays() {
        let told = |marks, today| {
            let history = kept(HabitKind::Build, carried(mondays_and_thursdays()), marks);
            let days = history.explain(date(today)).days;
            days.into_iter().map(|day| day.day.strftime("%m-%d").to_string()).collect::<Vec<_>>()
        };
        assert_eq!(told("x...s", "2026-11-06"), ["11-02"]);
        assert_eq!(told("x...n", "2026-11-06"), ["11-05", "11-02"]);
        assert_eq!(told("x", "2026-11-06"), ["11-05", "11-02"]);
        assert_eq!(told("x", "2026-11-09"), ["11-09", "11-05", "11-02"]);
    }

    #[test]
    fn a_carried_day_that_is_missed_broke_the_streak() {
        let bins = kept(HabitKind::Build, carried(mondays_and_thursdays()), "x");
        let told = since_and_broken(&bins, "2026-11-09");
        assert_eq!(told, [None, Some("2026-11-05".to_owned())]);
    }
}
