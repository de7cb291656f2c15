//! The columns that a habit's history is read from, in one place: whoever shows numbers selects them.

use core_shared::domain::{
    Amount, Calendar, Carried, HabitKind, History, Plan, Rests, ScheduleHistory, Snapshot, Travels, Weekday,
    Window,
};
use jiff::civil;
use jiff_sqlx::Date;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use sqlx::types::Json;

/// Json that is read when its row is: one that cannot be read is an error of its row, and not of all that were
/// fetched with it. (Names of columns have 63 bytes, types included: a short word.)
pub(super) type Raw = Json<Box<RawValue>>;

/// Dates beyond this are not announced to be skipped by any zone.
const HORIZON: civil::Date = civil::Date::constant(2100, 1, 1);

/// A statement that selects the columns of a history, of habits named `h` and their users named `u`, between
/// what stands before and behind them. The columns of its rows are read by [`history!`].
macro_rules! with_history {
    ($($before:literal)+; $after:literal, $($argument:expr),* $(,)?) => {
        sqlx::query!(
            $($before +)+ r#"
                   h.kind as "kind!", h.schedules as "schedules!: crate::repositories::history::Raw",
                   h.starts_on as "starts_on!", h.pauses as "pauses!: crate::repositories::history::Raw",
                   h.window_first as "window_first!", h.satisfied as "satisfied!", h.neutral as "neutral!",
                   h.marked as "marked!", h.amounts as "amounts?: Vec<Option<i64>>",
                   h.streak as "streak!", h.best as "best!", h.total as "total!", h.due as "due!", h.kept as "kept!",
                   h.period_done as "period_done!", h.period_excused as "period_excused!", h.freezes as "freezes!",
                   h.carried as "carried?: crate::repositories::history::Raw", h.strength as "strength!",
                   h.tail as "tail!", h.last_done as "last_done?", h.second_last_done as "second_last_done?",
                   h.recorded_before as "recorded_before?", h.stale as "stale!",
                   u.zone as "zone?", u.day_start as "day_start!", u.first_weekday as "first_weekday!",
                   u.vacations as "vacations!: crate::repositories::history::Raw",
                   u.travels as "travels!: crate::repositories::history::Raw"
            "# + $after,
            $($argument),*
        )
    };
}
pub(super) use with_history;

/// What the columns of [`with_history!`] tell.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) kind: String,
    pub(super) schedules: Raw,
    pub(super) starts_on: Date,
    pub(super) pauses: Raw,
    pub(super) window_first: Date,
    pub(super) bitmaps: [i64; 3],
    pub(super) amounts: Option<Vec<Option<i64>>>,
    pub(super) numbers: [i32; 5],
    pub(super) days: [i16; 3],
    pub(super) carried: Option<Raw>,
    pub(super) strength: f64,
    pub(super) tail: i64,
    pub(super) last_done: [Option<Date>; 2],
    pub(super) recorded_before: Option<Date>,
    pub(super) first_weekday: Weekday,
    pub(super) vacations: Raw,
    pub(super) travels: Raw,
}

/// The history that a row of [`with_history!`] tells, on the calendar of its owner.
macro_rules! history {
    ($row:ident, $calendar:expr) => {
        crate::repositories::history::Columns {
            kind: $row.kind,
            schedules: $row.schedules,
            starts_on: $row.starts_on,
            pauses: $row.pauses,
            window_first: $row.window_first,
            bitmaps: [$row.satisfied, $row.neutral, $row.marked],
            amounts: $row.amounts,
            numbers: [$row.streak, $row.best, $row.total, $row.due, $row.kept],
            days: [$row.period_done, $row.period_excused, $row.freezes],
            carried: $row.carried,
            strength: $row.strength,
            tail: $row.tail,
            last_done: [$row.last_done, $row.second_last_done],
            recorded_before: $row.recorded_before,
            first_weekday: crate::repositories::users::stored_weekday($row.first_weekday),
            vacations: $row.vacations,
            travels: $row.travels,
        }
        .history($calendar)
    };
}
pub(super) use history;

impl Columns {
    pub(super) fn history(self, calendar: &Calendar) -> sqlx::Result<History> {
        let travels: Travels = read(&self.travels)?;
        let skipped = travels.skipped_through(calendar, HORIZON);
        let (pauses, vacations): (Rests, Rests) = (read(&self.pauses)?, read(&self.vacations)?);
        let [streak, best, total, due, kept] = self.numbers.map(i32::unsigned_abs);
        // At most the days of a month.
        let [period_done, period_excused, freezes] =
            self.days.map(|days| u8::try_from(days).unwrap_or(u8::MAX));
        let [satisfied, neutral, marked] = self.bitmaps.map(i64::cast_unsigned);
        Ok(History {
            plan: Plan {
                kind: stored_kind(&self.kind)?,
                starts_on: self.starts_on.to_jiff(),
                schedules: read::<ScheduleHistory>(&self.schedules)?,
                first_weekday: self.first_weekday,
                rests: pauses.and(&vacations).and(&skipped),
            },
            recorded_before: self.recorded_before.map(Date::to_jiff),
            snapshot: Snapshot {
                streak,
                best,
                total,
                due,
                kept,
                period_done,
                period_excused,
                freezes,
                carried: self.carried.as_ref().map(read::<Carried>).transpose()?,
                strength: self.strength,
                tail: self.tail.cast_unsigned(),
                last_done: self.last_done.map(|day| day.map(Date::to_jiff)),
            },
            window: Window {
                first: self.window_first.to_jiff(),
                satisfied,
                neutral,
                marked,
                amounts: stored_amounts(self.amounts)?,
            },
        })
    }
}

/// The value that was stored as `raw`.
pub(super) fn read<T: DeserializeOwned>(raw: &Raw) -> sqlx::Result<T> {
    serde_json::from_str(raw.0.get()).map_err(|error| sqlx::Error::Decode(error.into()))
}

fn stored_kind(text: &str) -> sqlx::Result<HabitKind> {
    match text {
        "build" => Ok(HabitKind::Build),
        "quit" => Ok(HabitKind::Quit),
        other => Err(sqlx::Error::Decode(format!("{other} is not a kind of habit").into())),
    }
}

fn stored_amounts(amounts: Option<Vec<Option<i64>>>) -> sqlx::Result<Vec<Option<Amount>>> {
    amounts.unwrap_or_default().into_iter().map(stored_amount).collect()
}

pub(super) fn stored_amount(thousandths: Option<i64>) -> sqlx::Result<Option<Amount>> {
    thousandths.map(Amount::from_thousandths).transpose().map_err(|error| sqlx::Error::Decode(error.into()))
}

pub(super) fn kind_column(kind: HabitKind) -> &'static str {
    match kind {
        HabitKind::Build => "build",
        HabitKind::Quit => "quit",
    }
}

/// Null for a habit that was never measured.
pub(super) fn amounts_column(window: &Window) -> Option<Vec<Option<i64>>> {
    let column = || window.amounts.iter().map(|amount| amount.map(Amount::thousandths)).collect();
    (!window.amounts.is_empty()).then(column)
}
