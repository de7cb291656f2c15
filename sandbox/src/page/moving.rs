//! Moves the clock from the page. Times of day and days are meant in a zone that the person names, and computed in that zone: a day
//! may have 23 or 25 hours.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use jiff::{
    SignedDuration, Timestamp, ToSpan, Zoned,
    civil::{DateTime, Time},
    tz::TimeZone,
};
use serde::Deserialize;
use serde_json::json;

use super::acting::complaint;
use crate::world::World;

/// Where the clock is to go.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Move {
    /// So much later.
    By { seconds: i64 },
    /// The same time of day, so many days later.
    Days { days: i32, zone: String },
    /// The next time that clocks in the zone show this.
    Time { time: Time, zone: String },
    /// A date and time in the zone.
    Moment { at: DateTime, zone: String },
}

pub(super) async fn move_clock(State(world): State<Arc<World>>, Json(wanted): Json<Move>) -> Response {
    let moved = target(&wanted, world.clock.now())
        .map_err(|error| error.to_string())
        .and_then(|moment| world.clock.move_to(moment).map_err(|error| error.to_string()));
    match moved {
        Ok(now) => Json(json!({"now": now.as_millisecond()})).into_response(),
        Err(error) => complaint(&error),
    }
}

fn target(wanted: &Move, now: Timestamp) -> Result<Timestamp, jiff::Error> {
    match wanted {
        Move::By { seconds } => now.checked_add(SignedDuration::from_secs(*seconds)),
        Move::Days { days, zone } => Ok(in_zone(now, zone)?.checked_add(days.days())?.timestamp()),
        Move::Time { time, zone } => next_time(&in_zone(now, zone)?, *time),
        Move::Moment { at, zone } => Ok(at.to_zoned(TimeZone::get(zone)?)?.timestamp()),
    }
}

/// Today's, if it is still to come; else tomorrow's.
fn next_time(now: &Zoned, time: Time) -> Result<Timestamp, jiff::Error> {
    let today = now.date().to_datetime(time).to_zoned(now.time_zone().clone())?;
    if &today > now {
        return Ok(today.timestamp());
    }
    let tomorrow = now.date().tomorrow()?.to_datetime(time);
    Ok(tomorrow.to_zoned(now.time_zone().clone())?.timestamp())
}

fn in_zone(now: Timestamp, zone: &str) -> Result<Zoned, jiff::Error> {
    Ok(now.to_zoned(TimeZone::get(zone)?))
}

#[cfg(test)]
mod tests {
    use super::{Move, target};

    /// Where a move in Berlin ends, as its clocks show it.
    fn moved(from: &str, wanted: &str) -> String {
        let now: jiff::Zoned = from.parse().expect("a moment in Berlin");
        let wanted: Move = serde_json::from_str(wanted).expect("a move");
        let end = target(&wanted, now.timestamp()).expect("it can be reached");
        end.in_tz("Europe/Berlin").expect("Berlin is known").to_string()
    }

    #[test]
    fn a_time_of_day_is_the_next_one() {
        let nine = r#"{"kind": "time", "time": "21:00", "zone": "Europe/Berlin"}"#;
        assert_eq!(
            moved("2026-11-21T10:00[Europe/Berlin]", nine),
            "2026-11-21T21:00:00+01:00[Europe/Berlin]"
        );
        assert_eq!(
            moved("2026-11-21T21:00[Europe/Berlin]", nine),
            "2026-11-22T21:00:00+01:00[Europe/Berlin]"
        );
    }

    #[test]
    fn a_day_ends_at_the_same_time_of_day_also_when_clocks_change() {
        let day = r#"{"kind": "days", "days": 1, "zone": "Europe/Berlin"}"#;
        assert_eq!(moved("2026-10-24T12:00[Europe/Berlin]", day), "2026-10-25T12:00:00+01:00[Europe/Berlin]");
    }

    #[test]
    fn a_time_that_clocks_skip_is_the_first_after_the_gap() {
        let gap = r#"{"kind": "time", "time": "02:30", "zone": "Europe/Berlin"}"#;
        assert_eq!(moved("2026-03-28T12:00[Europe/Berlin]", gap), "2026-03-29T03:30:00+02:00[Europe/Berlin]");
    }

    #[test]
    fn a_moment_may_be_given_without_seconds() {
        let moment = r#"{"kind": "moment", "at": "2027-01-01T08:00", "zone": "Europe/Berlin"}"#;
        assert_eq!(
            moved("2026-11-21T10:00[Europe/Berlin]", moment),
            "2027-01-01T08:00:00+01:00[Europe/Berlin]"
        );
    }
}
