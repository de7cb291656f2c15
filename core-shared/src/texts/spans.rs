//! Numbers of days, weeks and months, in the words that go with them.

use super::{html, plain};
use crate::domain::{HabitKind, Locale, Period};
use crate::screen::Html;

/// "3 days"; with a period "3 weeks".
pub fn span(locale: Locale, period: Option<Period>, count: u32) -> String {
    let id = match period {
        None => "span-days",
        Some(Period::Week) => "span-weeks",
        Some(Period::Month) => "span-months",
    };
    plain(locale, id, &[("count", count.into())])
}

/// The same behind "of", which some languages say in another form.
pub fn out_of(locale: Locale, period: Option<Period>, count: u32) -> String {
    let id = match period {
        None => "out-of-days",
        Some(Period::Week) => "out-of-weeks",
        Some(Period::Month) => "out-of-months",
    };
    plain(locale, id, &[("count", count.into())])
}

/// "🔥 3 days in a row", or without a lapse; of a habit that counts times, "🔥 3 weeks in a row".
pub fn streak(locale: Locale, kind: HabitKind, period: Option<Period>, count: u32) -> Html {
    let id = match kind {
        HabitKind::Build => "streak",
        HabitKind::Quit => "streak-without-lapse",
    };
    html(locale, id, &[("span", span(locale, period, count).into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(locale: Locale, kind: HabitKind, period: Option<Period>, count: u32) -> String {
        streak(locale, kind, period, count).to_string()
    }

    #[test]
    fn numbers_choose_the_right_word_in_both_languages() {
        let days = |locale, count| said(locale, HabitKind::Build, None, count);
        assert_eq!(days(Locale::En, 1), "🔥 1 day in a row");
        assert_eq!(days(Locale::En, 2), "🔥 2 days in a row");
        assert_eq!(days(Locale::Ru, 1), "🔥 1 день подряд");
        assert_eq!(days(Locale::Ru, 3), "🔥 3 дня подряд");
        assert_eq!(days(Locale::Ru, 11), "🔥 11 дней подряд");
    }

    #[test]
    fn habits_that_count_times_have_weeks_and_months_in_a_row() {
        let weeks = |locale, count| said(locale, HabitKind::Build, Some(Period::Week), count);
        assert_eq!(
            [1, 2].map(|count| weeks(Locale::En, count)),
            ["🔥 1 week in a row", "🔥 2 weeks in a row"]
        );
        assert_eq!(
            [2, 5].map(|count| weeks(Locale::Ru, count)),
            ["🔥 2 недели подряд", "🔥 5 недель подряд"]
        );
        assert_eq!(said(Locale::Ru, HabitKind::Build, Some(Period::Month), 21), "🔥 21 месяц подряд");
        assert_eq!(said(Locale::En, HabitKind::Build, Some(Period::Month), 1), "🔥 1 month in a row");
    }

    #[test]
    fn days_without_a_lapse_are_counted_in_the_right_word() {
        assert_eq!(said(Locale::En, HabitKind::Quit, None, 1), "🔥 1 day without a lapse");
        assert_eq!(said(Locale::Ru, HabitKind::Quit, None, 2), "🔥 2 дня без срыва");
        assert_eq!(said(Locale::Ru, HabitKind::Quit, None, 21), "🔥 21 день без срыва");
    }

    #[test]
    fn what_is_out_of_a_number_has_its_own_form_in_russian() {
        let periods = [None, Some(Period::Week), Some(Period::Month)];
        assert_eq!(
            periods.map(|period| out_of(Locale::Ru, period, 21)),
            ["21 дня", "21 недели", "21 месяца"]
        );
        assert_eq!(
            periods.map(|period| out_of(Locale::Ru, period, 30)),
            ["30 дней", "30 недель", "30 месяцев"]
        );
        assert_eq!(
            periods.map(|period| out_of(Locale::En, period, 30)),
            ["30 days", "30 weeks", "30 months"]
        );
    }
}
