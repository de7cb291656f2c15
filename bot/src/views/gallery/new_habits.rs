//! A new habit: the form, the card of a sentence that was understood, and what was saved.

use core_shared::callback::DraftField;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{HabitName, Schedule, Weekdays};
use core_shared::screen::Screen;

use super::super::sketch::{FRIDAY, NASTY, longest};
use super::super::{new_habit, quick_add};
use super::samples::{full, plain};
use super::variants::{by_name, each, only};
use super::{Exhibit, Variant};
use crate::form::Hint;
use crate::quick_add::{Refused, Understood, understand};

pub(super) fn exhibits() -> Vec<Exhibit> {
    vec![
        exhibit!(question = new_habit::name_question, |locale| only(question(locale))),
        exhibit!(question = new_habit::days_question, |locale| named(|name| question(locale, name))),
        exhibit!(grid = new_habit::days_grid, |locale| named(|name| grid(locale, name, 0b101))),
        exhibit!(question = new_habit::reminder_question, |locale| {
            let schedule = Schedule::Weekdays { days: Weekdays::WORKDAYS };
            named(|name| question(locale, name, &schedule))
        }),
        exhibit!(saved = new_habit::saved, |locale| {
            let mut quiet = plain(NASTY);
            quiet.reminders.clear();
            let habits = [
                ("the nastiest name", plain(NASTY)),
                ("the longest name, with everything", full(&longest())),
                ("without a reminder", quiet),
            ];
            each(habits, |habit| saved(locale, &habit))
        }),
        exhibit!(offer = new_habit::offer, |locale| named(|name| offer(locale, name))),
        exhibit!(offer = new_habit::offer_before_zone, |locale| named(|name| offer(locale, name))),
        exhibit!(cancelled = new_habit::cancelled, |locale| only(cancelled(locale))),
        exhibit!(many = new_habit::too_many, |locale| only(many(locale))),
        exhibit!(hinted = new_habit::hinted, |locale| {
            each(hints(), |hint| hinted(locale, hint, new_habit::name_question(locale)))
        }),
        exhibit!(card = quick_add::card, |locale| drafts(|draft, asked| card(locale, draft, asked))),
        exhibit!(grid = quick_add::days_grid, |locale| {
            by_name(|name| grid(locale, &draft(&format!("{name} every day at 7")), 0b101))
        }),
    ]
}

fn named(screen: impl Fn(&HabitName) -> Screen) -> Vec<Variant> {
    by_name(|name| screen(&HabitName::parse(name).unwrap()))
}

fn draft(text: &str) -> Understood {
    understand(text, FRIDAY).unwrap()
}

/// As they are shown first, and with each question.
fn drafts(screen: impl Fn(&Understood, Option<DraftField>) -> Screen) -> Vec<Variant> {
    let mut variants = by_name(|name| {
        let draft = draft(&format!("{name} every day"));
        screen(&draft, draft.asked())
    });
    variants.extend(each(
        [
            ("measured", "read 20 pages every evening at 21:30"),
            ("to be left", "no sugar"),
            ("without a name", "every day at 7"),
            ("two kinds of days", "gym every day 3 times a week"),
            ("two goals", "читать 20 страниц 30 минут в день"),
            ("two times", "run every morning at 21:30"),
            ("a part of the day", "дневник каждый вечер"),
        ],
        |text| screen(&draft(text), draft(text).asked()),
    ));
    let dates = (1..=28).map(|number| format!("{number}-го")).collect::<Vec<_>>().join(", ");
    let dates = draft(&format!("отчёт {dates} каждый день"));
    variants.push(("every day and many dates".to_owned(), screen(&dates, dates.asked())));
    let fields = [
        ("its name is asked for", DraftField::Name),
        ("its days are asked for", DraftField::Days),
        ("its goal is asked for", DraftField::Goal),
        ("its time is asked for", DraftField::Time),
    ];
    let coffee = draft("coffee at most 2 cups a day");
    variants.extend(each(fields, |field| screen(&coffee, Some(field))));
    variants
}

fn hints() -> [(&'static str, Hint); 8] {
    [
        ("no name", Hint::Name(TextLineError::Empty)),
        ("a name that is too long", Hint::Name(TextLineError::TooLong { max: HabitName::MAX_CHARS })),
        ("a name of two lines", Hint::Name(TextLineError::ControlCharacter)),
        ("no days", Hint::Days),
        ("no time", Hint::Time),
        ("no days of a draft", Hint::Draft(Refused::Days)),
        ("no goal of a draft", Hint::Draft(Refused::Goal)),
        ("no time of a draft", Hint::Draft(Refused::Time)),
    ]
}
