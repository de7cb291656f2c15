//! A habit as the stand-in keeps it: what it is meant to be and what was done, judged by the real domain.

use std::collections::BTreeMap;

use core_shared::contract::deliveries::ReminderItem;
use core_shared::contract::executions::{ExecutionBody, PatchExecution};
use core_shared::contract::habits::{CreateHabit, DayBody, HabitBody, PatchHabit, RECENT_DAYS, TargetBody};
use core_shared::contract::problem::ProblemKind;
use core_shared::contract::reminders::{CreateReminder, ReminderBody};
use core_shared::contract::today::TodayHabit;
use core_shared::domain::{
    DayState, Days, Execution, Goal, GoalKind, HabitId, History, Note, Plan, Proof, ReminderId, Target,
    Terms, Weekdays,
};
use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan as _};

use super::Refusal;

#[derive(Debug)]
pub(super) struct KnownHabit {
    pub(super) made: CreateHabit,
    pub(super) plan: Plan,
    pub(super) target: Option<Target>,
    pub(super) archived_at: Option<Timestamp>,
    pub(super) executions: BTreeMap<Date, Execution>,
    /// What is said of marked days.
    pub(super) notes: BTreeMap<Date, Note>,
    pub(super) proofs: BTreeMap<Date, Proof>,
    pub(super) reminders: BTreeMap<i64, CreateReminder>,
    /// New ones come last.
    pub(super) place: i64,
}

impl KnownHabit {
    pub(super) fn new(made: CreateHabit, starts_on: Date) -> Self {
        let terms =
            Terms { schedule: made.schedule.clone(), goal: made.goal.clone(), carry_over: made.carry_over };
        Self {
            plan: Plan::new(made.kind, starts_on, terms),
            target: made.target,
            archived_at: None,
            executions: BTreeMap::new(),
            notes: BTreeMap::new(),
            proofs: BTreeMap::new(),
            reminders: (1..).zip(made.reminders.clone()).collect(),
            place: 0,
            made,
        }
    }

    pub(super) fn goal(&self) -> Option<&Goal> {
        self.plan.schedules.current().goal.as_ref()
    }

    /// From today on.
    pub(super) fn wants(&mut self, goal: Option<Goal>, today: Date) {
        let terms = Terms { goal, ..self.plan.schedules.current().clone() };
        self.plan.schedules = self.plan.schedules.changed(today, terms);
    }

    /// From today on, what is said; a limit goes with days alone.
    pub(super) fn changes(&mut self, said: &PatchHabit, today: Date) -> Result<(), Refusal> {
        let before = self.plan.schedules.current().clone();
        let terms = Terms {
            schedule: said.schedule.clone().unwrap_or(before.schedule),
            goal: said.goal.clone().unwrap_or(before.goal),
            carry_over: said.carry_over.unwrap_or(before.carry_over),
        };
        let has_limit = terms.goal.as_ref().is_some_and(|goal| goal.kind == GoalKind::AtMost);
        if has_limit && terms.schedule.period().is_some() {
            return Err(Refusal(ProblemKind::Invalid));
        }
        self.plan.schedules = self.plan.schedules.changed(today, terms);
        Ok(())
    }

    /// From today on, through this day.
    pub(super) fn pauses(&mut self, until: Option<Date>, today: Date) {
        let before = self.plan.rests.until(today);
        self.plan.rests = match until {
            Some(to) => before.with(Days { from: today, to }),
            None => before,
        };
    }

    pub(super) fn history(&self, vacation: Option<Days>, today: Date) -> History {
        let executions: Vec<_> = self.executions.iter().map(|(day, execution)| (*day, *execution)).collect();
        let mut plan = self.plan.clone();
        if let Some(vacation) = vacation {
            plan.rests = plan.rests.with(vacation);
        }
        History::rebuild(plan, &executions, today)
    }

    pub(super) fn body(&self, id: i64, vacation: Option<Days>, today: Date) -> HabitBody {
        let history = self.history(vacation, today);
        let progress = history.progress(today);
        let terms = self.plan.schedules.current();
        let recent_days = (0..RECENT_DAYS).rev().map(|back| today.saturating_sub(back.days())).map(|day| {
            let execution = self.executions.get(&day).copied();
            let amount = execution.and_then(|execution| execution.amount);
            DayBody { day, state: history.judge(day, execution, today), amount }
        });
        HabitBody {
            id: HabitId(id),
            name: self.made.name.clone(),
            kind: self.plan.kind,
            schedule: terms.schedule.clone(),
            goal: terms.goal.clone(),
            carry_over: terms.carry_over,
            target: self.target.map(|target| TargetBody {
                days: target.days.get(),
                measure: target.measure,
                archive_when_reached: target.archive_when_reached,
                value: target.value(progress.streak, progress.total),
                reached_on: None,
            }),
            starts_on: self.plan.starts_on,
            paused_until: self.plan.rests.around(today).map(|pause| pause.to),
            archived_at: self.archived_at,
            created_at: Timestamp::UNIX_EPOCH,
            reminders: self.reminders.keys().map(|id| self.reminder_body(*id)).collect(),
            tags: self.made.tags.clone(),
            progress,
            recent_days: recent_days.collect(),
        }
    }

    pub(super) fn reminder_body(&self, id: i64) -> ReminderBody {
        let reminder = &self.reminders[&id];
        ReminderBody {
            id: ReminderId(id),
            time: reminder.time,
            weekdays: reminder.weekdays.unwrap_or(Weekdays::ALL),
            nag_minutes: reminder.nag_minutes,
            around: reminder.around,
        }
    }

    /// As a reminder of today has it.
    pub(super) fn reminder(
        &self,
        id: i64,
        snoozed_until: Option<DateTime>,
        vacation: Option<Days>,
        today: Date,
    ) -> ReminderItem {
        let history = self.history(vacation, today);
        let execution = self.executions.get(&today).copied();
        ReminderItem {
            habit: HabitId(id),
            habit_name: self.made.name.clone(),
            habit_kind: self.plan.kind,
            day: today,
            state: history.judge(today, execution, today),
            streak: history.progress(today).streak,
            period: None,
            goal: self.goal().cloned(),
            amount: execution.and_then(|execution| execution.amount),
            snoozed_until,
            is_closed: false,
        }
    }

    pub(super) fn state(&self, vacation: Option<Days>, day: Date, today: Date) -> DayState {
        self.history(vacation, today).judge(day, self.executions.get(&day).copied(), today)
    }

    pub(super) fn execution(&self, day: Date) -> Option<ExecutionBody> {
        let Execution { state, amount } = self.executions.get(&day).copied()?;
        Some(ExecutionBody {
            day,
            state,
            amount,
            note: self.notes.get(&day).cloned(),
            proof: self.proofs.get(&day).cloned(),
            recorded_at: Timestamp::UNIX_EPOCH,
        })
    }

    /// Absent stays, null goes.
    pub(super) fn says(&mut self, day: Date, said: PatchExecution) {
        match said.note {
            Some(Some(note)) => drop(self.notes.insert(day, note)),
            Some(None) => drop(self.notes.remove(&day)),
            None => {}
        }
        match said.proof {
            Some(Some(proof)) => drop(self.proofs.insert(day, proof)),
            Some(None) => drop(self.proofs.remove(&day)),
            None => {}
        }
    }

    /// `None` when the day asks for nothing and nothing was done.
    pub(super) fn listed(
        &self,
        id: i64,
        vacation: Option<Days>,
        day: Date,
        today: Date,
    ) -> Option<TodayHabit> {
        let history = self.history(vacation, today);
        let execution = self.executions.get(&day).copied();
        let state = history.judge(day, execution, today);
        let is_shown = !matches!(state, DayState::NotDue | DayState::Paused);
        is_shown.then(|| TodayHabit {
            id: HabitId(id),
            name: self.made.name.clone(),
            kind: self.plan.kind,
            state,
            goal: self.goal().cloned(),
            amount: execution.and_then(|execution| execution.amount),
            carried_from: history.carried_to(day, today),
            asks_at: self.made.reminders.iter().map(|reminder| reminder.time).min(),
            progress: history.progress(today),
        })
    }
}
