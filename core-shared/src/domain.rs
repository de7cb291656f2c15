//! What the product computes: values in, values out. No IO, no async, no clock, no HTTP.

pub mod calendar;
pub mod execution;
pub mod habit_name;
pub mod ids;
pub mod locale;
pub mod loop_compat;
pub mod minute_of_day;
pub mod month_days;
pub mod period;
pub mod progress;
pub mod schedule;
pub mod schedule_history;
pub mod slots;
pub mod strength;
pub mod weekdays;
pub mod window;
pub mod zone;

pub use calendar::Calendar;
pub use execution::{DayState, ExecutionState};
pub use habit_name::HabitName;
pub use ids::{DeliveryId, HabitId, ReminderId, UserId};
pub use locale::Locale;
pub use minute_of_day::{DayStart, MinuteOfDay};
pub use month_days::{MonthDay, MonthDays};
pub use period::Period;
pub use progress::{History, Progress, Snapshot};
pub use schedule::Schedule;
pub use schedule_history::ScheduleHistory;
pub use weekdays::{Weekday, Weekdays};
pub use window::Window;
pub use zone::Zone;
