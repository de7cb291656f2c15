//! What was left open on the days before: a row for each habit and day, with all that it can have been. It stands in the
//! place of the list at the first contact of a day, and whatever is not answered stays as it is.

use core_shared::callback::{Callback, Mark, Surface};
use core_shared::contract::today::{OpenDay, TodayBody};
use core_shared::domain::{Answer, Locale, Weekday};
use core_shared::screen::{Button, Html, Keyboard, Screen};
use core_shared::texts::{self, html, plain};
use jiff::civil::Date;

use super::{button, shortened, today};

/// Rows at a time: as some are answered, the next ones follow.
const MOST_ROWS: usize = 8;

/// The name shares its row with two short buttons, each as wide as it. The weekday stands before it, where it is not cut
/// off: it says which day of the last week.
const LONGEST_NAME: usize = 12;

/// The list of the present day, or first what was left open before it.
pub(crate) fn home(body: &TodayBody) -> Screen {
    match body.left_open.first() {
        Some(oldest) => question(body, oldest.day),
        None => today::today(body, 0),
    }
}

fn question(body: &TodayBody, since: Date) -> Screen {
    let locale = body.locale;
    let shown = &body.left_open[..body.left_open.len().min(MOST_ROWS)];
    let mut lines = vec![html(locale, "left-open-headline", &[])];
    lines.extend(shown.iter().map(|open| line(locale, open)));
    let more = u32::try_from(body.left_open.len() - shown.len()).unwrap_or(u32::MAX);
    if more > 0 {
        lines.push(html(locale, "left-open-more", &[("count", more.into())]));
    }
    lines.push(html(locale, "left-open-hint", &[]));
    let mut rows: Vec<Vec<Button>> = shown.iter().map(|open| row(locale, open, since)).collect();
    rows.push(vec![button(locale, "button-leave-open", Callback::Today)]);
    Screen::new(Html::lines(lines), Keyboard::rows(rows))
}

fn line(locale: Locale, open: &OpenDay) -> Html {
    let date = texts::date(locale, open.day);
    html(locale, "left-open-day", &[("habit", open.name.as_str().into()), ("date", date.into())])
}

fn row(locale: Locale, open: &OpenDay, since: Date) -> Vec<Button> {
    let name = shortened(open.name.as_str(), LONGEST_NAME);
    let done = plain(
        locale,
        "button-done-on-day",
        &[("habit", name.into()), ("weekday", texts::weekday(locale, Weekday::of(open.day)).into())],
    );
    let check = |label: String, answer| {
        let (mark, surface) = (Mark::Set(answer), Surface::LeftOpen { since });
        Button::new(label, Callback::Check { habit: open.habit, day: open.day, mark, surface })
    };
    vec![
        check(done, Answer::Done),
        check(plain(locale, "button-skip-short", &[]), Answer::Skipped),
        check(plain(locale, "button-lapse-short", &[]), Answer::NotDone),
    ]
}

#[cfg(test)]
mod tests {
    use core_shared::callback::MAX_BYTES;
    use core_shared::domain::{DayState, HabitId, HabitName};
    use insta::assert_snapshot;
    use jiff::ToSpan as _;

    use super::super::sketch::{FRIDAY, NASTY, longest, sketch, today_habit};
    use super::*;

    fn open(id: i64, name: &str, days_back: i64) -> OpenDay {
        let day = FRIDAY.saturating_sub(days_back.days());
        OpenDay { day, habit: HabitId(id), name: HabitName::parse(name).unwrap() }
    }

    fn body(locale: Locale, left_open: Vec<OpenDay>) -> TodayBody {
        TodayBody {
            day: FRIDAY,
            today: FRIDAY,
            locale,
            active_habits: 1,
            vacation: None,
            habits: vec![today_habit(1, "Read", DayState::Pending, 0)],
            left_open,
        }
    }

    #[test]
    fn each_habit_and_day_has_a_row_with_all_that_it_can_have_been() {
        let left = || vec![open(1, NASTY, 2), open(1, NASTY, 1), open(2, "Run", 1)];
        assert_snapshot!(sketch(&home(&body(Locale::En, left()))), @r"
        🗓 <b>Left open before today</b>
        ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · Wed, 18 Nov
        ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · Thu, 19 Nov
        ▫️ <b>Run</b> · Thu, 19 Nov
        Did something happen after all? A tap marks it, and the rest stays as it is.
        [✅ Wed · <b>a & b</b…] [⏭] [✖️]
        [✅ Thu · <b>a & b</b…] [⏭] [✖️]
        [✅ Thu · Run] [⏭] [✖️]
        [👌 All as it is]
        ");
        assert_snapshot!(sketch(&home(&body(Locale::Ru, left()))), @r"
        🗓 <b>Осталось с прошлых дней</b>
        ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · ср, 18 ноября
        ▫️ <b>&lt;b&gt;a &amp; b&lt;/b&gt; 🚀 &quot;quoted&quot;</b> · чт, 19 ноября
        ▫️ <b>Run</b> · чт, 19 ноября
        Что-то всё-таки сделано? Отметьте касанием, остальное останется как есть.
        [✅ ср · <b>a & b</b…] [⏭] [✖️]
        [✅ чт · <b>a & b</b…] [⏭] [✖️]
        [✅ чт · Run] [⏭] [✖️]
        [👌 Всё как есть]
        ");
    }

    #[test]
    fn a_week_of_many_habits_is_asked_about_a_few_at_a_time() {
        let left: Vec<_> = (0..210).map(|row| open(row, &longest(), 7 - row / 30)).collect();
        let screen = home(&body(Locale::Ru, left));
        assert_eq!(screen.keyboard.rows.len(), MOST_ROWS + 1);
        assert!(screen.text.as_str().contains("… и ещё 202"), "{}", screen.text);
        assert!(screen.text.as_str().chars().count() < 4096);
        let buttons = screen.keyboard.rows.concat();
        assert!(buttons.iter().all(|button| button.callback().unwrap().encode().len() <= MAX_BYTES));
    }

    #[test]
    fn without_anything_left_open_it_is_the_list() {
        let body = body(Locale::En, Vec::new());
        assert_eq!(home(&body), today::today(&body, 0));
    }
}
