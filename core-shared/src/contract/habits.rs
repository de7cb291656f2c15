//! Habits: what a user wants to do.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::patch::{nullable, present};
use super::reminders::{CreateReminder, ReminderBody};
use crate::domain::{
    Amount, DayState, Goal, HabitId, HabitKind, HabitName, Progress, Schedule, Tag, Target, TargetMeasure,
};

/// Reminders that one habit can have.
pub const MAX_REMINDERS_PER_HABIT: usize = 10;

/// Habits that one page of a list can have, and has when nobody asks for fewer.
pub const HABITS_PAGE: u32 = 200;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateHabit {
    /// One line, 1 to 100 characters.
    pub name: HabitName,
    #[serde(default)]
    pub kind: HabitKind,
    pub schedule: Schedule,
    /// Makes it a measured habit. One to quit takes `at_most` only; a limit goes with days, not with
    /// `times_per`.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub goal: Option<Goal>,
    /// An undone due day is carried to the next days until it is done, or due again. Of no effect for
    /// `daily` and `times_per`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carry_over: bool,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub target: Option<Target>,
    /// The first day on which the habit is due; the user's today when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub starts_on: Option<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub reminders: Vec<CreateReminder>,
    /// What the habit is sorted by. Each is one line of 1 to 32 characters, and no two look the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10, example = json!(["home"])))]
    pub tags: Vec<Tag>,
}

impl CreateHabit {
    /// A habit to build with nothing but a name and a schedule.
    pub fn new(name: HabitName, schedule: Schedule) -> Self {
        Self {
            name,
            kind: HabitKind::Build,
            schedule,
            goal: None,
            carry_over: false,
            target: None,
            starts_on: None,
            reminders: Vec::new(),
            tags: Vec::new(),
        }
    }
}

/// `POST /v1/users/{user}/habits/{habit}/copy`: a new habit that begins today, without history.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CopyHabit {
    /// That of the habit when absent.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub name: Option<HabitName>,
}

/// `PATCH /v1/users/{user}/habits/{habit}`: absent fields stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PatchHabit {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub name: Option<HabitName>,
    /// Holds from the user's today on; past days keep the schedule that was valid on them.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub schedule: Option<Schedule>,
    /// Holds from the user's today on; null makes it a plain yes or no.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub goal: Option<Option<Goal>>,
    /// Holds from the user's today on.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub carry_over: Option<bool>,
    /// Null takes it away. One that is below the present value is reached when the day is over.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub target: Option<Option<Target>>,
    /// The last day of a pause that begins today, at most ten years from now; null ends the pause.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Option<Date>>,
    /// The whole list of reminders.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false, max_items = 10))]
    pub reminders: Option<Vec<CreateReminder>>,
    /// The whole list of tags; null takes them all away, as an empty list does.
    #[serde(default, deserialize_with = "nullable", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub tags: Option<Option<Vec<Tag>>>,
    /// An archived habit is not due and not reminded of; its history stays.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub archived: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitBody {
    pub id: HabitId,
    pub name: HabitName,
    pub kind: HabitKind,
    pub schedule: Schedule,
    pub goal: Option<Goal>,
    pub carry_over: bool,
    pub target: Option<TargetBody>,
    pub starts_on: Date,
    /// The last day of the present pause.
    pub paused_until: Option<Date>,
    pub archived_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub reminders: Vec<ReminderBody>,
    /// As they were typed.
    #[serde(default)]
    pub tags: Vec<Tag>,
    pub progress: Progress,
    /// The last [`RECENT_DAYS`] days, oldest first; the last one is the user's today.
    pub recent_days: Vec<DayBody>,
}

/// A target and how far the habit is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetBody {
    /// 1 to 3650.
    pub days: u16,
    pub measure: TargetMeasure,
    pub archive_when_reached: bool,
    /// The number that is measured against `days`, today.
    pub value: u32,
    /// The day at whose end it was found to be reached.
    pub reached_on: Option<Date>,
}

/// How many days [`HabitBody::recent_days`] shows: two weeks, so that each weekday appears twice.
pub const RECENT_DAYS: i32 = 14;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayBody {
    pub day: Date,
    pub state: DayState,
    /// What was recorded on a day of a measured habit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitsBody {
    /// In the user's own order; new ones come last.
    pub habits: Vec<HabitBody>,
    /// Where the next page begins, as `after`; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// `GET /v1/users/{user}/habits?status=&tag=&after=&limit=`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HabitsPage {
    #[serde(default)]
    pub status: HabitStatus,
    /// Only those with a tag that looks like this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// What `next` said on the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// 1 to [`HABITS_PAGE`], which it is when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum HabitStatus {
    #[default]
    Active,
    Archived,
}
