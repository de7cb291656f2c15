//! The day as a whole, twice: what is due today in the morning, what is still open in the evening.

use crate::callback::Callback;
use crate::contract::deliveries::{DayPart, OverviewItem};
use crate::domain::Locale;
use crate::screen::{Button, Html, Keyboard, Screen};
use crate::texts::{self, html, plain};

/// Habits that are named; the list of today has the others.
const NAMED: usize = 25;

/// The overview, with a button that turns it into the list of today.
pub fn overview(locale: Locale, part: DayPart, habits: &[OverviewItem]) -> Screen {
    let count = |habits: usize| ("count", u32::try_from(habits).unwrap_or(u32::MAX).into());
    let headline = match part {
        DayPart::Morning => html(locale, "overview-morning", &[count(habits.len())]),
        DayPart::Evening => html(locale, "overview-evening", &[]),
    };
    let more = habits.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| html(locale, "overview-more", &[count(more)]));
    let lines = habits.iter().take(NAMED).map(|habit| line(locale, habit));
    let text = Html::lines([headline].into_iter().chain(lines).chain(more));
    let today = Button::new(plain(locale, "button-today", &[]), Callback::Today);
    Screen::new(text, Keyboard::rows([vec![today]]))
}

fn line(locale: Locale, habit: &OverviewItem) -> Html {
    let name = html(locale, "reminder-open", &[("habit", habit.habit_name.as_str().into())]);
    let amount = habit
        .goal
        .as_ref()
        .map(|goal| Html::escaped(&texts::measured(locale, habit.amount.unwrap_or_default(), goal)));
    Html::dotted([Some(name), amount].into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::domain::{DayState, HabitName};

    fn item(name: &str, goal: Option<&str>) -> OverviewItem {
        OverviewItem {
            habit_name: HabitName::parse(name).unwrap(),
            state: DayState::Pending,
            goal: goal.map(|json| serde_json::from_str(json).unwrap()),
            amount: None,
        }
    }

    #[test]
    fn the_morning_counts_and_the_evening_asks() {
        let habits = [item("<b>a & b</b>", None), item("Water", Some(r#"{"kind":"at_least","amount":8}"#))];
        assert_snapshot!(overview(Locale::En, DayPart::Morning, &habits).text, @r"
        ☀️ <b>Today: 2 habits</b>
        ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt;</b>
        ▫️ <b>Water</b> · 0 of 8
        ");
        assert_snapshot!(overview(Locale::Ru, DayPart::Evening, &habits).text, @r"
        🌙 <b>Сегодня ещё не отмечено</b>
        ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt;</b>
        ▫️ <b>Water</b> · 0 из 8
        ");
    }

    #[test]
    fn the_longest_day_fits_into_one_message() {
        let habits = vec![item(&"Ж".repeat(HabitName::MAX_CHARS), None); 200];
        let screen = overview(Locale::Ru, DayPart::Morning, &habits);
        assert!(screen.text.as_str().chars().count() < 4096);
        assert!(screen.text.as_str().ends_with("… и ещё 175"));
    }
}
