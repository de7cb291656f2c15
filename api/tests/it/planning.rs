//! The planner's SQL against the domain's slots: both say the same about every zone at every kind of change
//! of its clocks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use core_shared::domain::slots::slots_between;
use core_shared::domain::{Calendar, DayStart, MinuteOfDay, Zone};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, Unit};
use jiff_sqlx::ToSqlx as _;

use crate::harness::{Api, instant};

const FROM: &str = "2000-01-01T00:00[UTC]";
const TO: &str = "2041-01-01T00:00[UTC]";

/// When the planner runs, in minutes from a change: a scheduler that is there all the time, one that comes back
/// while the clock shows a repeated hour (or half hour) for the second time, one that was away for a night.
const TICKS: [&[i64]; 3] = [&[-120, -1, 0, 60, 180], &[-120, 20, 180], &[-600, 720]];

/// One change of a zone's clocks.
#[derive(Debug, Clone, Copy)]
struct Change {
    at: Timestamp,
    before: Offset,
    after: Offset,
}

/// What distinguishes one change of a zone from another: both offsets and the wall clock at the change.
type Kind = (Offset, Offset, Time);

impl Change {
    fn kind(&self) -> Kind {
        (self.before, self.after, self.before.to_datetime(self.at).time())
    }
}

/// Somebody in a zone, with a reminder at each of `minutes`.
struct Person {
    id: i64,
    calendar: Calendar,
    changes: Vec<Change>,
    minutes: Vec<MinuteOfDay>,
}

/// A reminder that is planned: person, day, minute, instant.
type Planned = (i64, Date, u16, Timestamp);

impl Person {
    fn expects(&self, after: Timestamp, through: Timestamp) -> impl Iterator<Item = Planned> {
        slots_between(&self.calendar.zone, &self.minutes, after, through).into_iter().map(|slot| {
            let day = self.calendar.day_of_slot(slot.date, slot.minute);
            (self.id, day, slot.minute.minutes(), slot.fires_at)
        })
    }
}

/// Every zone, every other one with days that start at three.
fn people() -> Vec<Person> {
    let late = DayStart::new("03:00".parse().unwrap()).unwrap();
    let zones: BTreeMap<String, Zone> = Zone::all().map(|zone| (zone.name().to_owned(), zone)).collect();
    (1000..)
        .zip(zones.into_values())
        .map(|(id, zone)| {
            let changes = changes(&zone);
            let minutes = minutes(&changes);
            let day_start = if id % 2 == 0 { DayStart::MIDNIGHT } else { late };
            Person { id, calendar: Calendar::new(zone, day_start), changes, minutes }
        })
        .collect()
}

fn changes(zone: &Zone) -> Vec<Change> {
    let offset_before = |at: Timestamp| zone.rules().to_offset(at - SignedDuration::from_nanos(1));
    zone.rules()
        .following(instant(FROM))
        .take_while(|change| change.timestamp() < instant(TO))
        .map(|change| Change {
            at: change.timestamp(),
            before: offset_before(change.timestamp()),
            after: change.offset(),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// The minutes at, just before and just after both ends of every gap and fold, and within.
fn minutes(changes: &[Change]) -> Vec<MinuteOfDay> {
    let mut minutes: BTreeSet<i64> = BTreeSet::from([0, 12 * 60, 24 * 60 - 1]);
    for change in changes {
        let wall_clock = |offset: Offset| (change.at.as_second() + i64::from(offset.seconds())) / 60;
        let (before, after) = (wall_clock(change.before), wall_clock(change.after));
        for minute in [before, after, before.midpoint(after)] {
            minutes.extend([minute - 1, minute, minute + 1].map(|minute| minute.rem_euclid(24 * 60)));
        }
    }
    let minute = |minutes: i64| MinuteOfDay::from_minutes(u16::try_from(minutes).unwrap()).unwrap();
    minutes.into_iter().map(minute).collect()
}

/// The instants to look at, each with those whose clocks change then.
///
/// There are too many for each to be looked at, unless `EVERY_CHANGE` is set: of the changes of one zone that are of
/// the same kind only one is (Berlin's clocks go forward at 02:00 in forty years of this span). It is the one that it
/// shares with most zones.
fn rounds(people: &[Person]) -> BTreeMap<Timestamp, Vec<&Person>> {
    let mut everybody: BTreeMap<Timestamp, Vec<&Person>> = BTreeMap::new();
    for person in people {
        for change in &person.changes {
            everybody.entry(change.at).or_default().push(person);
        }
    }
    let chosen: BTreeSet<Timestamp> = people
        .iter()
        .flat_map(|person| {
            let mut kinds: HashMap<Kind, Timestamp> = HashMap::new();
            for change in &person.changes {
                let best = kinds.entry(change.kind()).or_insert(change.at);
                if everybody[best].len() < everybody[&change.at].len() {
                    *best = change.at;
                }
            }
            kinds.into_values()
        })
        .collect();
    if std::env::var_os("EVERY_CHANGE").is_none() {
        everybody.retain(|at, _| chosen.contains(at));
    }
    // Those whose clocks stand still all the time are asked once.
    let still = people.iter().filter(|person| person.changes.is_empty());
    everybody.entry(instant("2026-11-16T12:00[UTC]")).or_default().extend(still);
    everybody
}

/// Everybody as a copy of one user who was made through the front door, with their minutes.
async fn settle(api: &Api, people: &[Person]) {
    api.user(1, "UTC").await.keeps_with_reminder("Run", "12:00").await;
    let ids: Vec<i64> = people.iter().map(|person| person.id).collect();
    let zones: Vec<&str> = people.iter().map(|person| person.calendar.zone.name()).collect();
    let day_starts: Vec<i16> =
        people.iter().map(|person| column(person.calendar.day_start.minute())).collect();
    for copies in [
        "insert into users
         select (jsonb_populate_record(u, jsonb_build_object('id', c.id, 'zone', c.zone, 'day_start', c.day_start))).*
         from users u, unnest($1::bigint[], $2::text[], $3::smallint[]) as c (id, zone, day_start)
         where u.id = 1",
        "insert into habits overriding system value
         select (jsonb_populate_record(h, jsonb_build_object('user_id', c.id))).*
         from habits h, unnest($1::bigint[], $2::text[], $3::smallint[]) as c (id, zone, day_start)
         where h.user_id = 1",
    ] {
        let copies = sqlx::query(copies).bind(&ids).bind(&zones).bind(&day_starts);
        copies.execute(&api.db).await.unwrap();
    }
    let (owners, minutes): (Vec<i64>, Vec<i16>) = people
        .iter()
        .flat_map(|person| person.minutes.iter().map(|minute| (person.id, column(*minute))))
        .unzip();
    sqlx::query(
        "insert into reminders overriding system value
         select (jsonb_populate_record(r, jsonb_build_object(
                    'user_id', c.id, 'id', c.minute + 1, 'minute', c.minute, 'zone', u.zone, 'day_start', u.day_start
                ))).*
         from reminders r, unnest($1::bigint[], $2::smallint[]) as c (id, minute)
         join users u on u.id = c.id
         where r.user_id = 1",
    )
    .bind(&owners)
    .bind(&minutes)
    .execute(&api.db)
    .await
    .unwrap();
    for done in ["delete from users where id = 1", "analyze"] {
        sqlx::query(done).execute(&api.db).await.unwrap();
    }
}

fn column(minute: MinuteOfDay) -> i16 {
    i16::try_from(minute.minutes()).unwrap()
}

/// Only these people's zones are watched, and everything through `start` is planned.
async fn watch(api: &Api, people: &[&Person], start: Timestamp) {
    sqlx::query("delete from zone_watermarks").execute(&api.db).await.unwrap();
    let zones: Vec<&str> = people.iter().map(|person| person.calendar.zone.name()).collect();
    let clocks: Vec<jiff_sqlx::DateTime> = people
        .iter()
        .map(|person| person.calendar.local(start).round(Unit::Minute).unwrap().to_sqlx())
        .collect();
    sqlx::query("insert into zone_watermarks select * from unnest($1::text[], $2::timestamp[])")
        .bind(&zones)
        .bind(&clocks)
        .execute(&api.db)
        .await
        .unwrap();
}

/// What one tick plans. It is taken out of the way, so that the unique key cannot hide what comes twice.
async fn planned(api: &Api, now: Timestamp) -> BTreeSet<Planned> {
    api.move_to(&format!("{now}[UTC]"));
    api.plans().await;
    let rows: Vec<(i64, jiff_sqlx::Date, i16, jiff_sqlx::Timestamp)> = sqlx::query_as(
        "delete from deliveries d
         using reminders r
         where r.user_id = d.user_id and r.id = d.reminder_id
         returning d.user_id, d.day, r.minute, d.due_at",
    )
    .fetch_all(&api.db)
    .await
    .unwrap();
    let planned = |(user, day, minute, due_at): (i64, jiff_sqlx::Date, i16, jiff_sqlx::Timestamp)| {
        (user, day.to_jiff(), u16::try_from(minute).unwrap(), due_at.to_jiff())
    };
    rows.into_iter().map(planned).collect()
}

#[tokio::test]
async fn the_planner_and_the_domain_agree_at_every_kind_of_change_in_every_zone() {
    let people = people();
    let api = Api::at("1999-12-01T00:00[UTC]").await;
    settle(&api, &people).await;
    let mut differences = Vec::new();
    let mut slots = 0;
    for (change, people) in &rounds(&people) {
        for ticks in TICKS {
            let ticks: Vec<Timestamp> =
                ticks.iter().map(|minutes| *change + SignedDuration::from_mins(*minutes)).collect();
            watch(&api, people, ticks[0]).await;
            for span in ticks.windows(2) {
                let expected: BTreeSet<Planned> =
                    people.iter().flat_map(|person| person.expects(span[0], span[1])).collect();
                let planned = planned(&api, span[1]).await;
                slots += planned.len();
                let difference = expected.symmetric_difference(&planned);
                differences.extend(difference.map(|slot| (*change, span[1], expected.contains(slot), *slot)));
            }
        }
    }
    let zone = |id: i64| people.iter().find(|person| person.id == id).map(|person| &person.calendar.zone);
    let told: Vec<String> = differences
        .iter()
        .take(20)
        .map(|(change, tick, expected, slot)| {
            let fault = if *expected { "not planned" } else { "planned" };
            format!("{:?}, change at {change}, tick at {tick}: {fault}: {slot:?}", zone(slot.0))
        })
        .collect();
    assert!(differences.is_empty(), "{} differences, such as\n{}", differences.len(), told.join("\n"));
    assert!(slots > people.len(), "{slots}");
}

#[tokio::test]
async fn a_scheduler_that_slept_through_a_time_that_came_twice_asks_at_the_second() {
    let api = Api::at("2026-10-25T01:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    anna.keeps_with_reminder("Night", "02:30").await;
    api.move_to("2026-10-25T02:00+01:00[Europe/Berlin]");
    let due = api.due().await;
    assert_eq!(
        due.iter().map(|delivery| delivery.due_at).collect::<Vec<_>>(),
        ["2026-10-25T00:30:00Z".parse().unwrap()]
    );
}

#[tokio::test]
async fn the_date_that_samoa_skipped_is_not_asked_for() {
    let api = Api::at("2011-12-29T08:00[Pacific/Apia]").await;
    let anna = api.user(7, "Pacific/Apia").await;
    anna.keeps_with_reminder("Run", "09:00").await;
    api.move_to("2011-12-29T09:00[Pacific/Apia]");
    assert_eq!(api.plans().await, 1);
    api.move_to("2011-12-31T08:59[Pacific/Apia]");
    assert_eq!(api.plans().await, 0);
    api.move_to("2011-12-31T09:00[Pacific/Apia]");
    assert_eq!(api.plans().await, 1);
}
