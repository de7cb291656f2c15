//! Sentences and what is understood of them: tables in both languages, and what holds for every text.

use core_shared::domain::{Locale, MonthDay, MonthDays, Period, Weekdays};
use core_shared::texts;
use proptest::prelude::*;

use super::*;

/// Friday, 20 November 2026.
const TODAY: Date = Date::constant(2026, 11, 20);

const TABLES: [&str; 3] = [
    include_str!("examples/english.txt"),
    include_str!("examples/russian.txt"),
    include_str!("examples/mixed.txt"),
];

/// Each row is a text and what is understood of it.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines =
        TABLES.into_iter().flat_map(str::lines).filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(|line| line.split_once(" => ").unwrap_or_else(|| panic!("{line}")))
}

fn understood(text: &str) -> Understood {
    understand(text, TODAY).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn sentences_are_understood_as_the_tables_say() {
    let mut wrong = Vec::new();
    for (text, expected) in rows() {
        let expected: serde_json::Value = serde_json::from_str(expected).unwrap_or_else(|_| panic!("{text}"));
        let found = serde_json::to_value(understood(text)).unwrap();
        if found != expected {
            wrong.push(format!("{text} => {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows().count() > 250, "{}", rows().count());
}

#[test]
fn what_is_kept_is_read_back() {
    for (text, kept) in rows() {
        assert_eq!(serde_json::from_str::<Understood>(kept).unwrap(), understood(text), "{text}");
    }
}

#[test]
fn letters_are_not_habits() {
    let long = format!("read {}", "x".repeat(HabitName::MAX_CHARS));
    for text in ["", "  ", "read\nevery day", "a\u{7}b", long.as_str(), &"every day ".repeat(30)] {
        let understood = understand(text, TODAY);
        assert!(understood.is_none_or(|understood| understood.name.is_none()), "{text}");
    }
    // As long as the name itself is short enough.
    let text = format!("{} every monday, tuesday and friday at 7:30 pm", "Ж".repeat(HabitName::MAX_CHARS));
    assert_eq!(understood(&text).name.unwrap().as_str(), "Ж".repeat(HabitName::MAX_CHARS));
}

#[test]
fn words_come_in_any_order() {
    let parts = ["read", "20 pages", "every day", "at 21:30"];
    let expected = understood(&parts.join(" "));
    for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 0, 1, 3], [0, 3, 2, 1], [2, 3, 0, 1], [3, 0, 2, 1]] {
        assert_eq!(understood(&order.map(|part| parts[part]).join(" ")), expected, "{order:?}");
    }
}

#[test]
fn case_and_the_letter_yo_make_no_difference() {
    let plain = understood("отчет раз в три дня в 7 вечера, темное пиво");
    let other = understood("отчёт РАЗ В ТРИ ДНЯ В 7 ВЕЧЕРА, тёмное пиво");
    assert_eq!((plain.schedule, plain.reminders), (other.schedule, other.reminders));
    assert_eq!(other.name.unwrap().as_str(), "отчёт тёмное пиво");
}

#[test]
fn times_beyond_what_a_habit_can_have_are_words() {
    let many: Vec<String> = (6..=17).map(|hour| format!("{hour}:00")).collect();
    let understood = understood(&format!("drink water at {}", many.join(", ")));
    assert_eq!(understood.reminders, []);
    assert!(understood.name.unwrap().as_str().contains("16:00, 17:00"));
}

/// Words of the grammar and others, in any order.
fn sentences() -> impl Strategy<Value = String> {
    let words = prop::sample::select(rows().flat_map(|(text, _)| text.split(' ')).collect::<Vec<_>>());
    prop::collection::vec(words, 0..14).prop_map(|words| words.join(" "))
}

fn schedules() -> impl Strategy<Value = Schedule> {
    let dates =
        prop::collection::vec(1u8..=31, 1..5).prop_map(|dates| dates.into_iter().map(MonthDay::Number));
    prop_oneof![
        Just(Schedule::Daily {}),
        (1u8..127).prop_map(|bits| days::of(Weekdays::from_bits(bits).unwrap())),
        (2u16..=365).prop_map(|n| Schedule::EveryNDays { n, anchor: TODAY }),
        (1u8..=7).prop_map(|n| Schedule::TimesPer { n, period: Period::Week }),
        (1u8..=28).prop_map(|n| Schedule::TimesPer { n, period: Period::Month }),
        (dates, any::<bool>()).prop_map(|(dates, last)| Schedule::MonthDays {
            dates: MonthDays::new(dates.chain(last.then_some(MonthDay::Last))).unwrap()
        }),
    ]
}

/// With two places at the most: what "10.000" is depends on the country.
fn goals() -> impl Strategy<Value = Option<Goal>> {
    let units = prop::sample::select(vec!["", "pages", "км", "glasses", "минут", "times", "шагов"]);
    let kinds = prop::sample::select(vec!["at_least", "at_most"]);
    let goals = (kinds, 1u32..2_000_000, units).prop_map(|(kind, hundredths, unit)| {
        let unit = (!unit.is_empty()).then_some(unit);
        let amount = f64::from(hundredths) / 100.0;
        serde_json::from_value(serde_json::json!({"kind": kind, "amount": amount, "unit": unit})).ok()
    });
    prop_oneof![Just(None), goals]
}

fn habits() -> impl Strategy<Value = Understood> {
    let names = prop::sample::select(vec![
        "read",
        "пить воду",
        "🏃 jog",
        "«Война и мир»",
        "push-ups & squats",
        "no sugar",
    ]);
    let times = prop::collection::btree_set(0u16..1440, 0..4)
        .prop_map(|times| times.into_iter().map(|time| MinuteOfDay::from_minutes(time).unwrap()).collect());
    (names, schedules(), goals(), times).prop_map(|(name, schedule, goal, reminders)| {
        let has_goal = |kind| goal.as_ref().is_some_and(|goal: &Goal| goal.kind == kind);
        let goal = goal
            .clone()
            .filter(|_| schedule.period().is_none() || !has_goal(core_shared::domain::GoalKind::AtMost));
        let gives_up = name.starts_with("no ") && schedule.period().is_none();
        let is_quit =
            gives_up && goal.as_ref().is_none_or(|goal| goal.kind == core_shared::domain::GoalKind::AtMost);
        let kind = if is_quit { HabitKind::Quit } else { HabitKind::Build };
        Understood {
            name: HabitName::parse(name).ok(),
            kind,
            schedule: Some(schedule),
            goal,
            reminders,
            open: Vec::new(),
        }
    })
}

/// The habit in the words of its card.
fn said(locale: Locale, habit: &Understood) -> String {
    // A short name alone may be another word: "get some sun".
    let on = match &habit.schedule {
        Some(Schedule::Weekdays { days }) if days.days().count() == 1 => "on ",
        _ => "",
    };
    let schedule =
        habit.schedule.as_ref().map(|schedule| format!("{on}{}", texts::schedule(locale, schedule)));
    let goal = habit.goal.as_ref().map(|goal| texts::goal(locale, goal));
    let times = habit.reminders.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let name = habit.name.as_ref().map(ToString::to_string);
    let parts = [name, goal, schedule, Some(times)].into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn no_text_is_a_panic(text in "\\PC{0,60}", sentence in sentences()) {
        let _ = understand(&text, TODAY);
        let _ = understand(&sentence, TODAY);
        let _ = understand(&format!("{sentence} {text}"), TODAY);
    }

    /// Every word belongs to one thing that was understood, or to the name.
    #[test]
    fn nothing_is_lost_and_nothing_is_said_twice(sentence in sentences(), text in "\\PC{0,20}") {
        let text = format!("{text} {sentence}");
        let words = words::words(&text);
        let mut assembly = assembly::Assembly::new(&text, &words, TODAY);
        let taken = assembly.taken();
        let mut end = 0;
        for piece in &assembly.pieces {
            prop_assert!(piece.words.start >= end && piece.words.end <= words.len());
            end = piece.words.end;
        }
        let all: String = words.iter().map(|word| &text[word.place.clone()]).collect();
        prop_assert_eq!(all, text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        let left: String = words.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(word, _)| &text[word.place.clone()]).collect();
        let name = name::left(&text, &words, &taken);
        prop_assert_eq!(name.chars().filter(|c| !c.is_whitespace()).collect::<String>(), left);
    }

    /// What was understood can be kept by the API, and nothing that is open can be saved.
    #[test]
    fn what_can_be_saved_is_a_habit_that_goes_together(sentence in sentences()) {
        let Some(understood) = understand(&sentence, TODAY) else { return Ok(()) };
        let habit = understood.habit();
        prop_assert_eq!(habit.is_some(), understood.open.is_empty());
        let Some(habit) = habit else { return Ok(()) };
        let counts = habit.schedule.period().is_some();
        let has = |kind| habit.goal.as_ref().is_some_and(|goal| goal.kind == kind);
        prop_assert!(!(habit.kind == HabitKind::Quit && (counts || has(core_shared::domain::GoalKind::AtLeast))));
        prop_assert!(!(counts && has(core_shared::domain::GoalKind::AtMost)));
        let json = serde_json::to_value(&habit).unwrap();
        prop_assert_eq!(serde_json::from_value::<core_shared::contract::habits::CreateHabit>(json).unwrap(), habit);
    }

    #[test]
    fn what_a_card_says_is_understood_as_the_same_habit(habit in habits(), locale in prop::sample::select(Locale::ALL.to_vec())) {
        let text = said(locale, &habit);
        prop_assert_eq!(understand(&text, TODAY), Some(habit), "{}", text);
    }
}
