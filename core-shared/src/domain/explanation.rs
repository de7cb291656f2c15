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
                Some(Verdict::Missed) => (streak_since, broken_on) = (None, Some(of)),
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
