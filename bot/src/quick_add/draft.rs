//! A draft is looked over and corrected, field by field. Pure: an answer in, the draft with it out.

use core_shared::callback::DraftField;
use core_shared::contract::habits::CreateHabit;
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::text_line::TextLineError;
use core_shared::domain::{Amount, Goal, GoalKind, HabitKind, HabitName, MinuteOfDay, Schedule, Unit};
use jiff::civil::Date;

use super::{Question, Understood, numbers, understand, words};
use crate::typed_time;

/// Why a typed answer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    Name(TextLineError),
    Days,
    Goal,
    Time,
}

impl Question {
    pub(crate) fn field(&self) -> DraftField {
        match self {
            Self::Name => DraftField::Name,
            Self::Days { .. } => DraftField::Days,
            Self::Goal { .. } => DraftField::Goal,
            Self::Time { .. } => DraftField::Time,
        }
    }

    fn schedules(&self) -> &[Schedule] {
        if let Self::Days { between } = self { between } else { &[] }
    }

    fn goals(&self) -> &[Goal] {
        if let Self::Goal { between } = self { between } else { &[] }
    }
}

impl Understood {
    /// Nothing but a name was said.
    pub(crate) fn is_a_name_only(&self) -> bool {
        let Self { name, kind, schedule, goal, reminders, open } = self;
        name.is_some()
            && *kind == HabitKind::Build
            && schedule.is_none()
            && goal.is_none()
            && reminders.is_empty()
            && *open == [Question::Days { between: Vec::new() }]
    }

    /// Days, a time of day, or something to do without was said: nobody calls a habit so. A number may be part of a name.
    pub(crate) fn is_more_than_a_name(&self) -> bool {
        self.schedule.is_some() || !self.reminders.is_empty() || self.kind == HabitKind::Quit
    }

    /// The habit, once nothing is open.
    pub(crate) fn habit(&self) -> Option<CreateHabit> {
        let (Some(name), Some(schedule), true) = (&self.name, &self.schedule, self.open.is_empty()) else {
            return None;
        };
        Some(CreateHabit {
            kind: self.kind,
            goal: self.goal.clone(),
            reminders: self.reminders.iter().copied().map(CreateReminder::at).collect(),
            ..CreateHabit::new(name.clone(), schedule.clone())
        })
    }

    #[must_use]
    pub(crate) fn called(mut self, name: HabitName) -> Self {
        self.name = Some(name);
        self.answered(DraftField::Name)
    }

    #[must_use]
    pub(crate) fn on(mut self, schedule: Schedule) -> Self {
        self.schedule = Some(schedule);
        self.answered(DraftField::Days)
    }

    #[must_use]
    pub(crate) fn measured_by(mut self, goal: Option<Goal>) -> Self {
        self.goal = goal;
        self.answered(DraftField::Goal)
    }

    /// To do it, or to do without: that has nothing to reach and no times in a week.
    #[must_use]
    pub(crate) fn meant_to(mut self, kind: HabitKind) -> Self {
        self.kind = if self.has_only_days_and_limits() { kind } else { HabitKind::Build };
        self
    }

    pub(crate) fn has_only_days_and_limits(&self) -> bool {
        let said = self.schedule.iter().chain(self.open.iter().flat_map(Question::schedules));
        let goals = self.goal.iter().chain(self.open.iter().flat_map(Question::goals));
        said.into_iter().all(|schedule| schedule.period().is_none())
            && goals.into_iter().all(|goal| goal.kind == GoalKind::AtMost)
    }

    #[must_use]
    pub(crate) fn asked_at(mut self, times: Vec<MinuteOfDay>) -> Self {
        self.reminders = times;
        self.answered(DraftField::Time)
    }

    /// What has to be answered before it can be saved.
    pub(crate) fn asked(&self) -> Option<DraftField> {
        self.open.first().map(Question::field)
    }

    /// The question for a field, if it is open.
    pub(crate) fn question(&self, field: DraftField) -> Option<&Question> {
        self.open.iter().find(|question| question.field() == field)
    }

    /// The n-th of the answers that suggest themselves.
    pub(crate) fn choose(&self, field: DraftField, n: usize) -> Option<Self> {
        let draft = self.clone();
        match self.question(field)? {
            Question::Days { between } => Some(draft.on(between.get(n)?.clone())),
            Question::Goal { between } => Some(draft.measured_by(Some(between.get(n)?.clone()))),
            Question::Time { between } => Some(draft.asked_at(vec![*between.get(n)?])),
            Question::Name => None,
        }
    }

    /// The draft with what was typed for a field.
    pub(crate) fn typed(self, field: DraftField, text: &str, today: Date) -> Result<Self, Refused> {
        match field {
            DraftField::Name => HabitName::parse(text).map(|name| self.called(name)).map_err(Refused::Name),
            DraftField::Days => typed_days(text, today).map(|days| self.on(days)).ok_or(Refused::Days),
            DraftField::Goal => {
                typed_goal(text, today).map(|goal| self.measured_by(Some(goal))).ok_or(Refused::Goal)
            }
            DraftField::Time => {
                typed_times(text, today).map(|times| self.asked_at(times)).ok_or(Refused::Time)
            }
        }
    }

    /// What was answered last holds; what it leaves no room for gives way, or is asked.
    fn answered(mut self, field: DraftField) -> Self {
        self.open.retain(|question| question.field() != field);
        let kind = self.kind;
        self = self.meant_to(kind);
        // A limit holds for a day, and times in a week have none.
        let counts = self.schedule.as_ref().is_some_and(|schedule| schedule.period().is_some());
        let has_limit = self.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost);
        if counts && has_limit {
            if field == DraftField::Days {
                self.goal = None;
            } else {
                self.schedule = None;
                self.open.insert(0, Question::Days { between: Vec::new() });
            }
        }
        self
    }
}

/// A text that says nothing but the days.
fn typed_days(text: &str, today: Date) -> Option<Schedule> {
    let understood = understand(text, today)?;
    let is_all = understood.open == [Question::Name] && understood.reminders.is_empty();
    understood.schedule.filter(|_| is_all && understood.goal.is_none())
}

/// A time, or several: "9, 14 and 20".
fn typed_times(text: &str, today: Date) -> Option<Vec<MinuteOfDay>> {
    if let Some(time) = typed_time::parse(text) {
        return Some(vec![time]);
    }
    [text.to_owned(), format!("at {text}")].iter().find_map(|text| {
        let understood = understand(text, today)?;
        let says_more = understood.schedule.is_some() || understood.goal.is_some();
        let is_all = understood.name.is_none() && !says_more;
        Some(understood.reminders).filter(|times| is_all && !times.is_empty())
    })
}

/// An amount of a day. Here any word may be a unit: "12 burpees", "2 tomes", "max 2".
fn typed_goal(text: &str, today: Date) -> Option<Goal> {
    let understood = understand(text, today)?;
    let says_more = !understood.reminders.is_empty()
        || understood.schedule.is_some_and(|days| days != Schedule::Daily {});
    match (understood.goal, understood.name) {
        _ if says_more => None,
        (Some(goal), None) => Some(goal),
        (Some(goal), Some(name)) if goal.unit.is_none() => {
            let unit = Unit::parse(name.as_str()).ok()?;
            Some(Goal { unit: Some(unit), ..goal })
        }
        (Some(_), Some(_)) => None,
        (None, _) => number_and_unit(text),
    }
}

fn number_and_unit(text: &str) -> Option<Goal> {
    let text = text.trim();
    let words = words::words(text);
    let (length, amount) = numbers::amount(&words)?;
    let rest = words.get(length).map(|word| &text[word.place.start..]);
    let unit = rest.map(Unit::parse).transpose().ok()?;
    let goal = Goal { kind: GoalKind::AtLeast, amount, unit, step: None };
    (amount > Amount::ZERO).then_some(goal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 20);

    fn draft(text: &str) -> Understood {
        understand(text, TODAY).unwrap()
    }

    #[test]
    fn an_amount_is_typed_with_any_unit_or_none() {
        let typed = |text| typed_goal(text, TODAY).map(|goal| serde_json::to_string(&goal).unwrap());
        for (text, expected) in [
            ("20 pages", r#"{"kind":"at_least","amount":20,"unit":"pages"}"#),
            ("20 pages a day", r#"{"kind":"at_least","amount":20,"unit":"pages"}"#),
            ("12 burpees", r#"{"kind":"at_least","amount":12,"unit":"burpees"}"#),
            ("2 tomes", r#"{"kind":"at_least","amount":2,"unit":"tomes"}"#),
            ("8", r#"{"kind":"at_least","amount":8}"#),
            ("max 2", r#"{"kind":"at_most","amount":2}"#),
            ("не больше 1,5 л", r#"{"kind":"at_most","amount":1.5,"unit":"л"}"#),
        ] {
            assert_eq!(typed(text).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["many", "0", "20 pages at 9", "20 pages on mondays", "3 times a week", "read 20 pages", ""]
        {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_times_are_typed_with_nothing_else() {
        for text in ["mon wed fri", "по будням", "every 3 days", "twice a week", "1 и 15 числа"]
        {
            assert!(typed_days(text, TODAY).is_some(), "{text}");
        }
        for text in ["every evening", "mon at 7", "every day, please", "every day 3 times a week", "7"] {
            assert_eq!(typed_days(text, TODAY), None, "{text}");
        }
        let times = |text| typed_times(text, TODAY).map(|times| format!("{times:?}"));
        assert_eq!(times("9, 14 and 20").as_deref(), Some("[09:00, 14:00, 20:00]"));
        assert_eq!(times("в 9 вечера").as_deref(), Some("[21:00]"));
        assert_eq!([times("in the evening"), times("9 on mondays"), times("read at 9")], [None, None, None]);
    }

    #[test]
    fn what_was_answered_last_holds_and_the_rest_gives_way() {
        let twice_a_week = typed_days("twice a week", TODAY).unwrap();
        let quit = draft("no sugar on weekdays");
        assert_eq!(quit.kind, HabitKind::Quit);
        assert_eq!(quit.clone().on(twice_a_week.clone()).kind, HabitKind::Build);
        assert_eq!(quit.clone().measured_by(typed_goal("2 cups", TODAY)).kind, HabitKind::Build);
        assert_eq!(quit.measured_by(typed_goal("max 2 cups", TODAY)).kind, HabitKind::Quit);

        let limited = draft("coffee max 2 cups a day");
        assert_eq!(limited.on(twice_a_week.clone()).goal, None);
        let counted = draft("coffee").on(twice_a_week).measured_by(typed_goal("max 2 cups", TODAY));
        assert_eq!((counted.schedule.clone(), counted.asked()), (None, Some(DraftField::Days)));
        assert_eq!(counted.habit(), None);
    }

    #[test]
    fn an_answer_that_nobody_offered_is_none() {
        let draft = draft("gym every day 3 times a week");
        assert!(draft.choose(DraftField::Days, 1).is_some());
        for (field, n) in [(DraftField::Days, 2), (DraftField::Goal, 0), (DraftField::Name, 0)] {
            assert_eq!(draft.choose(field, n), None);
        }
    }
}
