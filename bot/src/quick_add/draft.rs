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
    let is_all = understood.name.is_none() && understood.goal.is_none() && understood.reminders.is_empty();
    understood.schedule.filter(|_| is_all)
}

fn typed_times(text: &str, today: Date) -> Option<Vec<MinuteOfDay>> {
    if let Some(time) = typed_time::parse(text) {
        return Some(vec![time]);
    }
    // "9, 14 and 20"
    let times = [text.to_owned(), format!("at {text}")];
    let alone = |text: &String| {
        let understood = understand(text, today)?;
        let is_all = understood.name.is_none() && understood.goal.is_none() && understood.schedule.is_none();
        Some(understood.reminders).filter(|times| is_all && !times.is_empty())
    };
    times.iter().find_map(alone)
}

/// Here any word may be a unit: "12 burpees", "max 2".
fn typed_goal(text: &str, today: Date) -> Option<Goal> {
    let understood = understand(text, today)?;
    let days_or_times = understood.reminders.is_empty();
    let name = understood.name.as_ref().map(HabitName::as_str);
    match (understood.goal, name) {
        (Some(goal), None) if days_or_times => Some(goal),
        // "max 2 coffees", "20 pushups"
        (Some(goal), Some(name)) if goal.unit.is_none() => {
            Unit::parse(name).ok().map(|unit| Goal { unit: Some(unit), ..goal })
        }
        _ => number_and_unit(text),
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
