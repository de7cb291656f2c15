//! Why the strength is what it is: each of the newest days with its part, and what is left of those before.

use core_shared::callback::Callback;
use core_shared::contract::habits::HabitBody;
use core_shared::domain::explanation::ExplainedDay;
use core_shared::domain::{DayState, Explanation, Locale};
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::{self, html};

use super::button;
use super::day_states::{icon, legend};

/// Below this a part is shown as nothing: half of the last decimal.
const NOTHING: f64 = 0.0005;

pub(crate) fn explanation(locale: Locale, habit: &HabitBody, explanation: &Explanation) -> Screen {
    let points = ("percent", texts::points(locale, explanation.strength).into());
    let mut lines = vec![
        html(locale, "why-headline", &[("habit", habit.name.as_str().into())]),
        html(locale, "why-strength", &[points]),
        Html::default(),
    ];
    if explanation.days.is_empty() {
        lines.push(html(locale, "why-no-days", &[]));
    }
    lines.extend(explanation.days.iter().map(|day| day_line(locale, day)));
    if explanation.earlier >= NOTHING {
        let points = texts::points(locale, explanation.earlier);
        lines.push(html(locale, "why-earlier", &[("points", points.into())]));
    }
    let shown: Vec<DayState> = explanation.days.iter().map(|day| day.state).collect();
    lines.extend(legend(locale, habit, &shown));
    lines.extend(streak_lines(locale, explanation));
    let back = vec![button(locale, "button-back", Callback::Card { habit: habit.id })];
    Screen::new(Html::lines(lines), Keyboard::rows([back]))
}

fn day_line(locale: Locale, day: &ExplainedDay) -> Html {
    html(
        locale,
        "why-day",
        &[
            ("icon", icon(day.state).into()),
            ("date", texts::date(locale, day.day).into()),
            ("points", texts::points(locale, day.part).into()),
        ],
    )
}

fn streak_lines(locale: Locale, explanation: &Explanation) -> Vec<Html> {
    let line = |id, day| html(locale, id, &[("date", texts::date(locale, day).into())]);
    let since = explanation.streak_since.map(|day| line("why-streak-since", day));
    let broken = explanation.broken_on.map(|day| match explanation.streak_since {
        Some(_) => line("why-broken-on", day),
        None => line("why-last-broken-on", day),
    });
    let said: Vec<Html> = since.into_iter().chain(broken).collect();
    if said.is_empty() { said } else { [vec![Html::default()], said].concat() }
}

#[cfg(test)]
mod tests {
    use core_shared::domain::{Execution, ExecutionState, HabitKind, HabitName, History, Plan, Schedule};
    use insta::assert_snapshot;
    use jiff::ToSpan as _;

    use super::super::sketch::{FRIDAY, NASTY, habit, longest, sketch};
    use super::*;

    /// Kept every day for so long, but for these days before Friday.
    fn explained(days: i64, but_for: &[(i64, Option<ExecutionState>)]) -> Explanation {
        let first = FRIDAY.saturating_sub((days - 1).days());
        let mut executions: Vec<_> = (0..days)
            .rev()
            .filter_map(|back| {
                let other = but_for.iter().find(|(other, _)| *other == back);
                let state = other.map_or(Some(ExecutionState::Done), |(_, state)| *state)?;
                Some((FRIDAY.saturating_sub(back.days()), Execution::from(state)))
            })
            .collect();
        executions.sort_by_key(|(day, _)| *day);
        let plan = Plan::new(HabitKind::Build, first, Schedule::Daily {});
        History::rebuild(plan, &executions, FRIDAY).explain(FRIDAY)
    }

    #[test]
    fn every_day_has_its_part_and_the_rest_is_of_earlier_days() {
        let explained = explained(40, &[(2, None), (4, Some(ExecutionState::Skipped))]);
        assert_snapshot!(sketch(&explanation(Locale::En, &habit(NASTY, &[]), &explained)), @r"
        ❓ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b>
        💪 Strength 82.8%: how settled the habit is. Each day that counts gives points, and its points fade as new days come.

        ✅ Fri, 20 Nov: +5.2
        ✅ Thu, 19 Nov: +4.9
        ▫️ Wed, 18 Nov: +0.0
        ✅ Tue, 17 Nov: +4.4
        ✅ Sun, 15 Nov: +4.2
        ✅ Sat, 14 Nov: +4.0
        ✅ Fri, 13 Nov: +3.8
        ✅ Thu, 12 Nov: +3.6
        ✅ Wed, 11 Nov: +3.4
        ✅ Tue, 10 Nov: +3.2
        ✅ Mon, 9 Nov: +3.0
        ✅ Sun, 8 Nov: +2.9
        ✅ Sat, 7 Nov: +2.7
        ✅ Fri, 6 Nov: +2.6
        … and all days before: +34.9
        ▫️ missed

        🔥 The streak began on Thu, 19 Nov.
        📅 The one before it ended on Wed, 18 Nov.
        [‹ Back]
        ");
        assert_snapshot!(sketch(&explanation(Locale::Ru, &habit(&longest(), &[]), &explained)), @r"
        ❓ <b>ЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖЖ</b>
        💪 Сила 82,8 %: насколько привычка устоялась. Каждый день, который в счёт, даёт баллы, и с новыми днями они понемногу тают.

        ✅ пт, 20 ноября: +5,2
        ✅ чт, 19 ноября: +4,9
        ▫️ ср, 18 ноября: +0,0
        ✅ вт, 17 ноября: +4,4
        ✅ вс, 15 ноября: +4,2
        ✅ сб, 14 ноября: +4,0
        ✅ пт, 13 ноября: +3,8
        ✅ чт, 12 ноября: +3,6
        ✅ ср, 11 ноября: +3,4
        ✅ вт, 10 ноября: +3,2
        ✅ пн, 9 ноября: +3,0
        ✅ вс, 8 ноября: +2,9
        ✅ сб, 7 ноября: +2,7
        ✅ пт, 6 ноября: +2,6
        … и все дни до этого: +34,9
        ▫️ не отмечено

        🔥 Серия идёт с чт, 19 ноября.
        📅 Предыдущая прервалась: ср, 18 ноября.
        [‹ Назад]
        ");
    }

    #[test]
    fn a_new_habit_has_nothing_to_explain_yet() {
        let nothing = explained(1, &[(0, None)]);
        assert_snapshot!(sketch(&explanation(Locale::En, &habit("Read", &[]), &nothing)), @r"
        ❓ <b>Read</b>
        💪 Strength 0.0%: how settled the habit is. Each day that counts gives points, and its points fade as new days come.

        ⬜ Fri, 20 Nov: +0.0
        [‹ Back]
        ");
        assert_snapshot!(sketch(&explanation(Locale::Ru, &habit("Читать", &[]), &nothing)), @r"
        ❓ <b>Читать</b>
        💪 Сила 0,0 %: насколько привычка устоялась. Каждый день, который в счёт, даёт баллы, и с новыми днями они понемногу тают.

        ⬜ пт, 20 ноября: +0,0
        [‹ Назад]
        ");
    }

    #[test]
    fn the_longest_explanation_fits_into_one_message() {
        let longest = habit(&"&".repeat(HabitName::MAX_CHARS), &[]);
        let text = explanation(Locale::Ru, &longest, &explained(300, &[])).text;
        assert!(text.as_str().chars().count() < 4096);
    }
}
