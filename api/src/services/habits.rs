//! Habits: created, changed, archived, shown with their numbers.

mod making;

use std::collections::BTreeMap;

use core_shared::contract::habits::{
    DayBody, HABITS_PAGE, HabitBody, HabitStatus, HabitsBody, MAX_REMINDERS_PER_HABIT, PatchHabit,
    RECENT_DAYS, TargetBody,
};
use core_shared::contract::problem::InvalidValue;
use core_shared::contract::reminders::CreateReminder;
use core_shared::domain::{
    Days, HabitId, HabitKind, History, MinuteOfDay, Progress, Schedule, Tag, Target, Terms, UserId, Weekdays,
};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sqlx::{PgConnection, PgPool};

pub(crate) use self::making::{copy, create};
use super::history::{fresh, fresh_held};
use super::page::{self, More, Page};
use super::quotas::{self, Added};
use super::users::{known, yesterday};
use crate::error::{ApiError, ApiResult};
use crate::etag::IfMatch;
use crate::repositories::habits::{self, Cache, Habit, Place, Shelf};
use crate::repositories::{reminders, rollovers, users};
use crate::state::AppState;

/// Days before this are not a person's history but a mistake.
pub(crate) const EARLIEST_DAY: Date = Date::constant(1970, 1, 1);

/// A pause or a vacation that ends later is a farewell.
pub(crate) const LATEST_REST_DAYS: i32 = 3660;

/// What goes together: to quit is to leave something or to keep a limit, and limits are about days.
fn check_terms(kind: HabitKind, terms: &Terms) -> ApiResult<()> {
    let invalid = |pointer, detail: &str| Err(ApiError::invalid(InvalidValue::in_body(pointer, detail)));
    let counts_times = matches!(terms.schedule, Schedule::TimesPer { .. });
    if kind == HabitKind::Quit && counts_times {
        return invalid("/schedule/kind", "goes with habits to build; one to quit has days of its own");
    }
    if counts_times && terms.has_limit() {
        return invalid(
            "/goal/kind",
            "is a limit for a day, and times_per has no days of its own; send another schedule",
        );
    }
    if kind == HabitKind::Quit && terms.goal.is_some() && !terms.has_limit() {
        return invalid("/goal/kind", "has to be at_most for a habit to quit");
    }
    Ok(())
}

fn check_reminders(reminders: &[CreateReminder]) -> ApiResult<()> {
    if reminders.len() > MAX_REMINDERS_PER_HABIT {
        let detail = format!("has more than {MAX_REMINDERS_PER_HABIT} items");
        return Err(ApiError::invalid(InvalidValue::in_body("/reminders", detail)));
    }
    Ok(())
}

fn check_tags(tags: &[Tag]) -> ApiResult<()> {
    if tags.len() > Tag::MAX_PER_HABIT {
        let detail = format!("has more than {} items", Tag::MAX_PER_HABIT);
        return Err(ApiError::invalid(InvalidValue::in_body("/tags", detail)));
    }
    if let Some(place) = Tag::first_double(tags) {
        let detail = "looks like a tag before it; send each once";
        return Err(ApiError::invalid(InvalidValue::in_body(format!("/tags/{place}"), detail)));
    }
    Ok(())
}

/// Being asked twice in one minute is being asked once: on the days of either.
fn distinct(reminders: &[CreateReminder]) -> Vec<CreateReminder> {
    let mut distinct: BTreeMap<MinuteOfDay, CreateReminder> = BTreeMap::new();
    for reminder in reminders {
        let known = distinct.entry(reminder.time).or_insert_with(|| reminder.clone());
        let weekdays = |reminder: &CreateReminder| reminder.weekdays.unwrap_or(Weekdays::ALL);
        known.weekdays = Some(weekdays(known).or(weekdays(reminder)));
        known.nag_minutes = known.nag_minutes.into_iter().chain(reminder.nag_minutes).min();
        known.around |= reminder.around;
    }
    distinct.into_values().collect()
}

pub(crate) async fn find(db: &PgPool, user: UserId, habit: HabitId, now: Timestamp) -> ApiResult<HabitBody> {
    let found = habits::find(db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    Ok(body(&fresh(db, user, found, now).await?, now))
}

pub(crate) async fn list(
    db: &PgPool,
    user: UserId,
    status: HabitStatus,
    tag: Option<&Tag>,
    page: Page<'_>,
    now: Timestamp,
) -> ApiResult<HabitsBody> {
    let (limit, behind) = (page.limit(HABITS_PAGE)?, page.behind()?);
    let tags = match tag {
        Some(tag) => Some(spellings(db, user, tag).await?),
        None => None,
    };
    let shelf = match status {
        HabitStatus::Active => Shelf::Active,
        HabitStatus::Archived => Shelf::Archived,
    };
    let wanted = habits::Page {
        shelf,
        tags: tags.as_deref(),
        behind: behind.unwrap_or(Place::FRONT),
        limit: page::looked_for(limit),
    };
    let mut found = habits::list(db, user, wanted).await?;
    if found.is_empty() && tags.is_none() {
        known(db, user).await?;
    }
    let more = page::cut(&mut found, limit);
    let next = found.last().filter(|_| more == More::Yes).map(|last| last.place.to_string());
    let mut bodies = Vec::with_capacity(found.len());
    for habit in found {
        bodies.push(body(&fresh(db, user, habit, now).await?, now));
    }
    Ok(HabitsBody { habits: bodies, next })
}

/// How the user has spelled the tags that look like this one.
async fn spellings(db: &PgPool, user: UserId, tag: &Tag) -> ApiResult<Vec<String>> {
    let look = tag.look();
    let mut known = habits::list_tags(db, user).await?.ok_or_else(ApiError::not_found)?;
    known.retain(|text| Tag::parse(text).is_ok_and(|known| known.look() == look));
    Ok(known)
}

pub(crate) async fn change(
    state: &AppState,
    user: UserId,
    habit: HabitId,
    patch: &PatchHabit,
    meant: &IfMatch,
    now: Timestamp,
) -> ApiResult<HabitBody> {
    check_reminders(patch.reminders.as_deref().unwrap_or_default())?;
    let tags = patch.tags.as_ref().and_then(Option::as_deref);
    check_tags(tags.unwrap_or_default())?;
    let mut transaction = state.db.begin().await?;
    // The user first: closing days takes the locks in this order, too.
    let found = held(&mut transaction, user, habit, meant, now).await?;
    let before = found.history.plan.schedules.clone();
    let changed = patched(found, patch, now)?;
    let is_stale = changed.history.plan.schedules.judges_anew(&before);
    let cache = if is_stale { Cache::IsStale } else { Cache::Holds };
    habits::update(&mut *transaction, user, &changed, cache, now).await?;
    if let Some(wanted) = &patch.reminders {
        let wanted = distinct(wanted);
        let added = Added { habits: 0, reminders: wanted.len().saturating_sub(changed.reminders.len()) };
        quotas::admit(&mut *transaction, state.quotas, user, added).await?;
        reminders::replace(&mut *transaction, user, &changed, &wanted, now).await?;
    }
    if changed.settles(changed.calendar.day_of(now)) {
        let through = yesterday(&changed.calendar, now);
        rollovers::watch(&mut *transaction, user, &changed.calendar, through).await?;
    }
    transaction.commit().await?;
    find(&state.db, user, habit, now).await
}

/// The habit, with its row and that of its user held, if it is the version that is meant.
async fn held(
    db: &mut PgConnection,
    user: UserId,
    habit: HabitId,
    meant: &IfMatch,
    now: Timestamp,
) -> ApiResult<Habit> {
    users::hold(&mut *db, user).await?.ok_or_else(ApiError::not_found)?;
    let mut found = habits::find_for_update(&mut *db, user, habit).await?.ok_or_else(ApiError::not_found)?;
    if meant.is_choosy() {
        found = fresh_held(db, found, now).await?;
        meant.check(|| body(&found, now))?;
    }
    Ok(found)
}

/// The habit with the changes of a patch.
fn patched(mut habit: Habit, patch: &PatchHabit, now: Timestamp) -> ApiResult<Habit> {
    let today = habit.calendar.day_of(now);
    if let Some(name) = &patch.name {
        habit.name = name.clone();
    }
    if let Some(tags) = &patch.tags {
        habit.tags = tags.clone().unwrap_or_default();
    }
    archive_or_restore(&mut habit, patch, now);
    change_terms(&mut habit, patch, today)?;
    pause(&mut habit, patch, today)?;
    if let Some(target) = patch.target.filter(|target| *target != habit.target) {
        habit.target = target;
        habit.target_reached_on = None;
    }
    Ok(habit)
}

fn archive_or_restore(habit: &mut Habit, patch: &PatchHabit, now: Timestamp) {
    let today = habit.calendar.day_of(now);
    match (patch.archived, habit.archived_at) {
        (Some(true), None) => {
            habit.archived_at = Some(now);
            let from = first_day_of_rest(habit, today);
            habit.history.plan.schedules = habit.history.plan.schedules.resting(from);
        }
        (Some(false), Some(_)) => {
            habit.archived_at = None;
            let terms = habit.history.plan.schedules.current().clone();
            habit.history.plan.schedules = habit.history.plan.schedules.changed(today, terms);
        }
        _ => {}
    }
}

/// Schedule, goal and carrying over hold from today on; past days keep theirs.
fn change_terms(habit: &mut Habit, patch: &PatchHabit, today: Date) -> ApiResult<()> {
    let mut terms = habit.history.plan.schedules.current().clone();
    if let Some(schedule) = &patch.schedule {
        refuse_archived(habit, "/schedule")?;
        terms.schedule = schedule.clone();
    }
    if let Some(goal) = &patch.goal {
        refuse_archived(habit, "/goal")?;
        terms.goal.clone_from(goal);
    }
    if let Some(carry_over) = patch.carry_over {
        refuse_archived(habit, "/carry_over")?;
        terms.carry_over = carry_over;
    }
    if terms != *habit.history.plan.schedules.current() {
        check_terms(habit.history.plan.kind, &terms)?;
        habit.history.plan.schedules = habit.history.plan.schedules.changed(today, terms);
    }
    Ok(())
}

fn pause(habit: &mut Habit, patch: &PatchHabit, today: Date) -> ApiResult<()> {
    let Some(until) = patch.paused_until else { return Ok(()) };
    habit.pauses = habit.pauses.until(today);
    let Some(until) = until else { return Ok(()) };
    refuse_archived(habit, "/paused_until")?;
    if until < today || until > today.saturating_add(LATEST_REST_DAYS.days()) {
        let detail = "is the last day of the pause; send today or a day within ten years";
        return Err(ApiError::invalid(InvalidValue::in_body("/paused_until", detail)));
    }
    let from = first_day_of_rest(habit, today);
    if from <= until {
        habit.pauses = habit.pauses.with(Days { from, to: until });
    }
    Ok(())
}

fn refuse_archived(habit: &Habit, pointer: &str) -> ApiResult<()> {
    if habit.archived_at.is_none() {
        return Ok(());
    }
    Err(ApiError::invalid(InvalidValue::in_body(pointer, "belongs to an archived habit; restore it first")))
}

/// A day on which something was recorded stays part of the history when its habit is archived or paused.
fn first_day_of_rest(habit: &Habit, today: Date) -> Date {
    match habit.history.window.execution(today) {
        Some(_) => today.saturating_add(1.day()),
        None => today,
    }
}

pub(crate) async fn delete(
    db: &PgPool,
    user: UserId,
    habit: HabitId,
    meant: &IfMatch,
    now: Timestamp,
) -> ApiResult<()> {
    let mut transaction = db.begin().await?;
    held(&mut transaction, user, habit, meant, now).await?;
    habits::delete(&mut *transaction, user, habit, now).await?;
    transaction.commit().await?;
    Ok(())
}

/// A habit as clients see it at `now`.
pub(crate) fn body(habit: &Habit, now: Timestamp) -> HabitBody {
    let today = habit.calendar.day_of(now);
    let history = &habit.history;
    let terms = history.plan.schedules.current();
    let progress = history.progress(today);
    HabitBody {
        id: habit.id,
        name: habit.name.clone(),
        kind: history.plan.kind,
        schedule: terms.schedule.clone(),
        goal: terms.goal.clone(),
        carry_over: terms.carry_over,
        target: habit.target.map(|target| target_body(target, habit.target_reached_on, &progress)),
        starts_on: history.begins_on(),
        paused_until: habit.pauses.present_or_next(today).map(|pause| pause.to),
        archived_at: habit.archived_at,
        created_at: habit.created_at,
        reminders: habit.reminders.clone(),
        tags: habit.tags.clone(),
        progress,
        recent_days: recent_days(history, today),
    }
}

fn target_body(target: Target, reached_on: Option<Date>, progress: &Progress) -> TargetBody {
    TargetBody {
        days: target.days.get(),
        measure: target.measure,
        archive_when_reached: target.archive_when_reached,
        value: target.value(progress.streak, progress.total),
        reached_on,
    }
}

fn recent_days(history: &History, today: Date) -> Vec<DayBody> {
    let recent = (0..RECENT_DAYS).rev().map(|ago| today.saturating_sub(ago.days()));
    recent
        // A window reaches further back than the recent days.
        .filter_map(|day| {
            let state = history.day_state(day, today)?;
            let amount = history.window.execution(day).and_then(|execution| execution.amount);
            Some(DayBody { day, state, amount })
        })
        .collect()
}
