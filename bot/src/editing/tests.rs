//! What buttons and answers change, and what takes it back.

use core_shared::callback::Switch;
use core_shared::domain::{NagMinutes, Period};

use super::*;
use crate::views::sketch::{FRIDAY, goal, habit};

fn water() -> HabitBody {
    let mut water = habit("Water", &[]);
    water.goal = Some(goal(r#"{"kind":"at_least","amount":8,"unit":"glasses","step":2}"#));
    water.tags = vec![Tag::parse("home").unwrap()];
    water
}

fn patched(deed: Deed) -> PatchHabit {
    match deed {
        Deed::Patch { patch } => *patch,
        other => panic!("{other:?}"),
    }
}

fn typed(field: Field, text: &str) -> Result<PatchHabit, Hint> {
    read(field, text, &water(), FRIDAY).map(patched)
}

#[test]
fn every_deed_of_a_button_can_be_taken_back_and_taking_back_changes_what_it_changed() {
    let habit = water();
    let nag = OnReminder::Nag(NagMinutes::new(15).ok());
    for edit in [
        Edit::NoTags,
        Edit::Weekdays { bits: 0b11 },
        Edit::EveryN(3),
        Edit::Times { n: 3, period: Period::Week },
        Edit::Dates { bits: 0b11 },
        Edit::NoGoal,
        Edit::Target(21),
        Edit::CarryOver(Switch::On),
        Edit::Reminder(ReminderId(1), nag),
        Edit::Reminder(ReminderId(1), OnReminder::Weekdays { bits: 1 }),
        Edit::Reminder(ReminderId(1), OnReminder::Around(Switch::On)),
        Edit::Reminder(ReminderId(1), OnReminder::Remove),
    ] {
        let deed = wanted(edit, &habit, FRIDAY).unwrap();
        let back = back(&deed, &habit).unwrap();
        assert_ne!(back, deed, "{edit:?}");
        let kept = serde_json::to_value(&back).unwrap();
        assert_eq!(serde_json::from_value::<Deed>(kept).unwrap(), back, "{edit:?}");
    }
}

#[test]
fn what_is_so_already_changes_nothing() {
    let habit = water();
    for edit in [
        Edit::Daily,
        Edit::Weekdays { bits: 0b111_1111 },
        Edit::NoTarget,
        Edit::CarryOver(Switch::Off),
        Edit::Reminder(ReminderId(1), OnReminder::Nag(None)),
        Edit::Reminder(ReminderId(1), OnReminder::Weekdays { bits: 0b111_1111 }),
    ] {
        let deed = wanted(edit, &habit, FRIDAY).unwrap();
        assert_eq!(back(&deed, &habit), Some(deed), "{edit:?}");
    }
}

#[test]
fn a_button_that_makes_no_sense_changes_nothing() {
    for edit in [
        Edit::Weekdays { bits: 0 },
        Edit::Dates { bits: 0 },
        Edit::EveryN(366),
        Edit::EveryN(0),
        Edit::Times { n: 8, period: Period::Week },
        Edit::Times { n: 0, period: Period::Month },
        Edit::Target(0),
        Edit::Target(3651),
        Edit::ArchiveWhenReached(Switch::On),
        Edit::Menu,
    ] {
        assert_eq!(wanted(edit, &water(), FRIDAY), None, "{edit:?}");
    }
}

#[test]
fn the_dates_of_a_month_travel_as_bits() {
    let all = dates(u32::MAX).unwrap();
    assert_eq!(bits_of(all), u32::MAX);
    assert_eq!(dates(1).map(bits_of), Some(1));
}

#[test]
fn an_amount_is_read_with_its_unit_and_the_step_stays() {
    for (text, amount, unit) in [
        ("8 glasses", "8", Some("glasses")),
        ("2,5 км", "2.5", Some("км")),
        ("0.125", "0.125", None),
        ("20страниц", "20", Some("страниц")),
    ] {
        let goal = typed(Field::Goal(GoalKind::AtLeast), text).unwrap().goal.unwrap().unwrap();
        let said = (goal.amount.to_string(), goal.unit.map(|unit| unit.as_str().to_owned()));
        assert_eq!(said, (amount.to_owned(), unit.map(str::to_owned)), "{text}");
        assert_eq!(goal.step.map(|step| step.to_string()).as_deref(), Some("2"));
    }
    for text in ["", "many", "0", "-1", "1.2345", "1.", ".5", "1,2,3", "9999999999999", "1\n2", "1 000"] {
        assert_eq!(typed(Field::Goal(GoalKind::AtLeast), text), Err(Hint::Amount), "{text}");
    }
    assert!(typed(Field::Goal(GoalKind::AtMost), "0 cups").is_ok());
}

#[test]
fn tags_are_words_with_commas_and_each_is_there_once() {
    let tags = typed(Field::Tags, " home, #Health ,HOME,, <b> ").unwrap().tags.unwrap().unwrap();
    assert_eq!(tags.iter().map(Tag::as_str).collect::<Vec<_>>(), ["home", "Health", "<b>"]);
    let eleven = (0..11).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    for text in ["", ",", &"x".repeat(33), &eleven] {
        assert_eq!(typed(Field::Tags, text), Err(Hint::Tags), "{text}");
    }
}

#[test]
fn numbers_are_within_their_bounds() {
    assert!(typed(Field::EveryN, "3").unwrap().schedule.is_some());
    assert!(typed(Field::Target, " 100 ").unwrap().target.is_some());
    for text in ["0", "366", "-2", "x", "1.5", "99999999999"] {
        assert_eq!(typed(Field::EveryN, text), Err(Hint::EveryN), "{text}");
    }
    for text in ["0", "3651", "x"] {
        assert_eq!(typed(Field::Target, text), Err(Hint::Target), "{text}");
    }
}

#[test]
fn a_reminder_has_a_time_of_its_own() {
    assert_eq!(read(Field::Reminder, "21:30", &water(), FRIDAY), Err(Hint::TimeTaken));
    assert_eq!(read(Field::Reminder, "soon", &water(), FRIDAY), Err(Hint::Time));
    assert!(read(Field::Reminder, "7", &water(), FRIDAY).is_ok());
}
