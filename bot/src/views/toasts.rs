//! The few words that answer a tap: what it reached, or else what it did.

use core_shared::callback::Mark;
use core_shared::contract::executions::{Celebration, CheckInBody};
use core_shared::contract::habits::HabitBody;
use core_shared::domain::{Answer, HabitKind, Locale, TargetMeasure};
use core_shared::texts::{self, plain};
use jiff::civil::Date;

use super::day_states::icon;

/// After a mark; the day is said when it is not today.
pub(crate) fn marked(locale: Locale, done: &CheckInBody, mark: Mark, today: Date) -> String {
    if let Some(celebration) = done.celebration {
        return celebrated(locale, &done.habit, celebration);
    }
    if let Some(words) = marked_at_rest(locale, done).filter(|_| mark != Mark::Clear) {
        return words;
    }
    let date = || texts::date(locale, done.day).into();
    let is_quitting = done.habit.kind == HabitKind::Quit && done.habit.goal.is_none();
    match (mark, done.day == today) {
        (Mark::Set(Answer::Done), true) if is_quitting => plain(locale, "toast-kept", &[]),
        (Mark::Set(Answer::NotDone), true) if is_quitting => plain(locale, "toast-lapse", &[]),
        (Mark::Set(Answer::Done), true) => {
            plain(locale, "toast-done", &[("habit", done.habit.name.as_str().into())])
        }
        (Mark::Set(_), _) => plain(locale, "toast-marked-for", &[("date", date())]),
        (Mark::Clear, true) => plain(locale, "toast-cleared", &[]),
        (Mark::Clear, false) => plain(locale, "toast-cleared-for", &[("date", date())]),
    }
}

/// After a step.
pub(crate) fn added(locale: Locale, done: &CheckInBody, today: Date) -> String {
    if let Some(celebration) = done.celebration {
        return celebrated(locale, &done.habit, celebration);
    }
    if let Some(words) = marked_at_rest(locale, done) {
        return words;
    }
    match (&done.habit.goal, done.amount) {
        (Some(goal), Some(amount)) if done.day == today => {
            let reached = texts::measured(locale, amount, goal);
            format!("{} {}: {reached}", icon(done.state), done.habit.name)
        }
        _ => plain(locale, "toast-marked-for", &[("date", texts::date(locale, done.day).into())]),
    }
}

/// The button is older than the rest of its habit: what it did counts, and is not asked for.
fn marked_at_rest(locale: Locale, done: &CheckInBody) -> Option<String> {
    let date = || [("date", texts::date(locale, done.day).into())];
    if done.habit.archived_at.is_some() {
        Some(plain(locale, "toast-marked-archived", &date()))
    } else if done.habit.paused_until.is_some() {
        Some(plain(locale, "toast-marked-paused", &date()))
    } else {
        None
    }
}

fn celebrated(locale: Locale, habit: &HabitBody, celebration: Celebration) -> String {
    let period = habit.schedule.period();
    let (id, span) = match (celebration, habit.kind) {
        (Celebration::Milestone { streak }, HabitKind::Build) => {
            ("toast-milestone", texts::span(locale, period, streak))
        }
        (Celebration::Milestone { streak }, HabitKind::Quit) => {
            ("toast-milestone-quit", texts::span(locale, period, streak))
        }
        (Celebration::Target { days, measure: TargetMeasure::Streak }, _) => {
            ("toast-target", texts::span(locale, period, days.into()))
        }
        (Celebration::Target { days, measure: TargetMeasure::Total }, _) => {
            ("toast-target-total", texts::span(locale, None, days.into()))
        }
    };
    plain(locale, id, &[("span", span.into())])
}

#[cfg(test)]
mod tests {
    use core_shared::domain::DayState;
    use insta::assert_snapshot;

    use super::super::sketch::{FRIDAY, goal, habit, longest};
    use super::*;

    const DONE: Mark = Mark::Set(Answer::Done);

    fn check_in(kind: HabitKind, celebration: Option<Celebration>) -> CheckInBody {
        let mut habit = habit("Read", &[DayState::Done]);
        habit.kind = kind;
        CheckInBody { day: FRIDAY, state: DayState::Done, amount: None, celebration, habit }
    }

    #[test]
    fn a_mark_for_another_day_says_which() {
        let mut late = check_in(HabitKind::Build, None);
        assert_eq!(marked(Locale::En, &late, DONE, FRIDAY), "✅ Read");
        late.day = "2026-11-19".parse().unwrap();
        assert_eq!(marked(Locale::En, &late, DONE, FRIDAY), "Marked for Thu, 19 Nov");
        assert_eq!(marked(Locale::Ru, &late, Mark::Clear, FRIDAY), "Отметка за чт, 19 ноября снята");
        assert_eq!(added(Locale::En, &late, FRIDAY), "Marked for Thu, 19 Nov");
    }

    #[test]
    fn a_mark_of_a_habit_at_rest_says_that_it_rests() {
        let mut resting = check_in(HabitKind::Build, None);
        resting.habit.paused_until = Some(FRIDAY);
        let paused = Locale::ALL.map(|locale| marked(locale, &resting, DONE, FRIDAY)).join("\n");
        resting.habit.archived_at = Some("2026-11-20T12:00:00Z".parse().unwrap());
        let archived = Locale::ALL.map(|locale| added(locale, &resting, FRIDAY)).join("\n");
        assert_snapshot!(format!("{paused}\n{archived}"), @r"
        Marked for Fri, 20 Nov. This habit is paused.
        Отмечено за пт, 20 ноября. Эта привычка на паузе.
        Marked for Fri, 20 Nov. This habit is archived.
        Отмечено за пт, 20 ноября. Эта привычка в архиве.
        ");
        assert_eq!(marked(Locale::En, &resting, Mark::Clear, FRIDAY), "↩️ No longer marked");
    }

    #[test]
    fn a_lapse_is_noted_without_reproach() {
        let lapse = check_in(HabitKind::Quit, None);
        let said = |locale| {
            [DONE, Mark::Set(Answer::NotDone)].map(|mark| marked(locale, &lapse, mark, FRIDAY)).join("\n")
        };
        assert_snapshot!(said(Locale::En), @r"
        🌿 Kept today
        Noted. It happens, and a new count begins.
        ");
        assert_snapshot!(said(Locale::Ru), @r"
        🌿 Сегодня получилось
        Записано. Бывает: начинаем новый отсчёт.
        ");
    }

    #[test]
    fn what_was_reached_is_said_instead_of_what_was_done() {
        let (streak, total) = (TargetMeasure::Streak, TargetMeasure::Total);
        let said = |locale| {
            [
                (HabitKind::Build, Celebration::Milestone { streak: 7 }),
                (HabitKind::Quit, Celebration::Milestone { streak: 3 }),
                (HabitKind::Build, Celebration::Target { days: 21, measure: streak }),
                (HabitKind::Build, Celebration::Target { days: 100, measure: total }),
            ]
            .map(|(kind, celebration)| marked(locale, &check_in(kind, Some(celebration)), DONE, FRIDAY))
            .join("\n")
        };
        assert_snapshot!(said(Locale::En), @r"
        🔥 7 days in a row!
        🔥 3 days without a lapse!
        🏁 21 days in a row: this is a habit now.
        🏁 100 days in all: this is a habit now.
        ");
        assert_snapshot!(said(Locale::Ru), @r"
        🔥 7 дней подряд!
        🔥 3 дня без срыва!
        🏁 21 день подряд: теперь это привычка.
        🏁 Всего 100 дней: теперь это привычка.
        ");
    }

    #[test]
    fn the_longest_toast_is_short_enough() {
        let mut water = check_in(HabitKind::Build, None);
        water.habit = habit(&longest(), &[]);
        water.habit.goal = Some(goal(&format!(
            r#"{{"kind":"at_most","amount":999999999.999,"unit":"{}"}}"#,
            "Ж".repeat(32)
        )));
        water.amount = water.habit.goal.as_ref().map(|goal| goal.amount);
        for locale in Locale::ALL {
            let toast = added(locale, &water, FRIDAY);
            assert!(toast.chars().count() <= 200, "{toast}");
        }
    }
}
