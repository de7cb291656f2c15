//! The form of a new habit: which answer leads to which stage. Pure: a stage and an answer in, a step out.

use core_shared::callback::{DraftField, DraftTap};
use core_shared::contract::habits::CreateHabit;
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{Goal, HabitKind, HabitName, MinuteOfDay, Schedule, Weekdays};

use jiff::civil::Date;

use crate::dialogue::Stage;
use crate::quick_add::{self, Refused, Understood};
use crate::typed_time;

/// What a person answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer<'a> {
    Text(&'a str),
    TakeName,
    Days(Weekdays),
    RemindAt(Option<MinuteOfDay>),
    Draft(DraftTap),
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    To(Stage),
    /// Everything is known.
    Create(CreateHabit),
    /// The same question again, with the reason.
    Ask(Hint),
    /// It does not answer the present question.
    Unfit,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    Name(TextLineError),
    Days,
    Time,
    /// Not an answer to what is asked of a draft.
    Draft(Refused),
}

pub(crate) fn step(stage: &Stage, answer: &Answer<'_>, today: Date) -> Step {
    match (stage, answer) {
        (Stage::Draft { draft, asked }, answer) => of_draft(draft, *asked, answer, today),
        (Stage::Name, Answer::Text(text)) => named(text, today),
        (Stage::Offer { name }, Answer::TakeName) => Step::To(Stage::Days { name: name.clone() }),
        (Stage::Days { name } | Stage::Offer { name }, Answer::Days(days)) => {
            Step::To(Stage::Reminder { name: name.clone(), schedule: schedule(*days) })
        }
        (Stage::Days { .. }, Answer::Text(_)) => Step::Ask(Hint::Days),
        (Stage::Reminder { name, schedule }, Answer::RemindAt(time)) => create(name, schedule, *time),
        (Stage::Reminder { name, schedule }, Answer::Text(text)) => match typed_time::parse(text) {
            Some(time) => create(name, schedule, Some(time)),
            None => Step::Ask(Hint::Time),
        },
        _ => Step::Unfit,
    }
}

/// The words are the name, unless they say when it shall be, or what shall not be: then they are a whole habit.
fn named(text: &str, today: Date) -> Step {
    if let Some(draft) = quick_add::understand(text, today).filter(Understood::is_more_than_a_name) {
        let asked = draft.asked();
        return Step::To(Stage::Draft { draft, asked });
    }
    match HabitName::parse(text) {
        Ok(name) => Step::To(Stage::Days { name }),
        Err(error) => Step::Ask(Hint::Name(error)),
    }
}

/// A draft is answered field by field, and saved when nothing is open.
fn of_draft(draft: &Understood, asked: Option<DraftField>, answer: &Answer<'_>, today: Date) -> Step {
    let next = |draft: Understood| {
        let asked = draft.asked();
        Step::To(Stage::Draft { draft, asked })
    };
    let again = || draft.clone();
    match (asked, answer) {
        (Some(field), Answer::Text(text)) => match again().typed(field, text, today) {
            Ok(draft) => next(draft),
            Err(refused) => Step::Ask(Hint::Draft(refused)),
        },
        (Some(DraftField::Days), Answer::Days(days)) => next(again().on(schedule(*days))),
        (Some(DraftField::Time), Answer::RemindAt(time)) => {
            next(again().asked_at(time.iter().copied().collect()))
        }
        (_, Answer::Draft(tap)) => tapped(draft, asked, *tap).map_or(Step::Unfit, |tapped| match tapped {
            Tapped::Changed(draft) => next(draft),
            Tapped::Asked(asked) => Step::To(Stage::Draft { draft: again(), asked }),
            Tapped::Saved(habit) => Step::Create(habit),
        }),
        _ => Step::Unfit,
    }
}

/// What a tap on the card of a draft leads to.
enum Tapped {
    Changed(Understood),
    Asked(Option<DraftField>),
    Saved(CreateHabit),
}

fn tapped(draft: &Understood, asked: Option<DraftField>, tap: DraftTap) -> Option<Tapped> {
    match (tap, asked) {
        (DraftTap::Save, _) => draft.habit().map(Tapped::Saved),
        (DraftTap::Card, _) => Some(Tapped::Asked(draft.asked())),
        (DraftTap::Edit(field), _) => Some(Tapped::Asked(Some(field))),
        (DraftTap::Choose(n), Some(field)) => draft.choose(field, n.into()).map(Tapped::Changed),
        (DraftTap::NoGoal, Some(DraftField::Goal)) => Some(Tapped::Changed(draft.clone().measured_by(None))),
        (DraftTap::Goal(kind), Some(DraftField::Goal)) => {
            let goal = Goal { kind, ..draft.goal.clone()? };
            Some(Tapped::Changed(draft.clone().measured_by(Some(goal))))
        }
        (DraftTap::Kind(kind), Some(DraftField::Goal)) => Some(Tapped::Changed(draft.clone().meant_to(kind))),
        _ => None,
    }
}

fn schedule(days: Weekdays) -> Schedule {
    if days == Weekdays::ALL { Schedule::Daily {} } else { Schedule::Weekdays { days } }
}

fn create(name: &HabitName, schedule: &Schedule, time: Option<MinuteOfDay>) -> Step {
    Step::Create(CreateHabit {
        name: name.clone(),
        kind: HabitKind::Build,
        schedule: schedule.clone(),
        goal: None,
        carry_over: false,
        target: None,
        starts_on: None,
        reminders: time.into_iter().map(CreateReminder::at).collect(),
        tags: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 20);

    fn step(stage: &Stage, answer: &Answer<'_>) -> Step {
        super::step(stage, answer, TODAY)
    }

    fn name() -> HabitName {
        HabitName::parse("Read").unwrap()
    }

    fn at_reminder() -> Stage {
        Stage::Reminder { name: name(), schedule: Schedule::Daily {} }
    }

    #[test]
    fn a_name_then_days_then_a_time_make_a_habit() {
        let Step::To(days) = step(&Stage::Name, &Answer::Text(" Read ")) else { panic!() };
        assert_eq!(days, Stage::Days { name: name() });
        let Step::To(reminder) = step(&days, &Answer::Days(Weekdays::WORKDAYS)) else { panic!() };
        let Step::Create(habit) = step(&reminder, &Answer::Text("21.30")) else { panic!() };
        assert_eq!(habit.schedule, Schedule::Weekdays { days: Weekdays::WORKDAYS });
        assert_eq!(habit.reminders, [CreateReminder::at("21:30".parse().unwrap())]);
    }

    #[test]
    fn words_that_say_when_or_what_not_are_more_than_a_name() {
        for text in ["swim mon wed", "бегать пн ср пт в 7", "no sugar", "без сахара"] {
            let Step::To(Stage::Draft { draft, .. }) = step(&Stage::Name, &Answer::Text(text)) else {
                panic!("{text}")
            };
            assert!(draft.is_more_than_a_name(), "{text}");
        }
        for text in ["Read 20 pages", "Walk"] {
            let Step::To(Stage::Days { name }) = step(&Stage::Name, &Answer::Text(text)) else {
                panic!("{text}")
            };
            assert_eq!(name.as_str(), text);
        }
    }

    #[test]
    fn seven_days_are_every_day() {
        let step = step(&Stage::Days { name: name() }, &Answer::Days(Weekdays::ALL));
        assert_eq!(step, Step::To(at_reminder()));
    }

    #[test]
    fn a_habit_may_have_no_reminder() {
        let Step::Create(habit) = step(&at_reminder(), &Answer::RemindAt(None)) else { panic!() };
        assert_eq!(habit.reminders, []);
    }

    #[test]
    fn an_answer_that_cannot_be_taken_says_why() {
        assert_eq!(
            step(&Stage::Name, &Answer::Text("a\nb")),
            Step::Ask(Hint::Name(TextLineError::ControlCharacter))
        );
        assert_eq!(step(&at_reminder(), &Answer::Text("soon")), Step::Ask(Hint::Time));
        assert_eq!(step(&Stage::Days { name: name() }, &Answer::Text("daily")), Step::Ask(Hint::Days));
    }

    #[test]
    fn a_button_of_another_question_leads_nowhere() {
        for stage in [Stage::Idle, Stage::Name, at_reminder(), Stage::Cancelled] {
            assert_eq!(step(&stage, &Answer::Days(Weekdays::ALL)), Step::Unfit);
            assert_eq!(step(&stage, &Answer::TakeName), Step::Unfit);
        }
        assert_eq!(step(&Stage::Name, &Answer::RemindAt(None)), Step::Unfit);
    }
}
