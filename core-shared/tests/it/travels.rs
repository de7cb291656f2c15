//! People who change their zone and the start of their day, at any moment and as often as they like.

use std::collections::BTreeSet;

use core_shared::domain::settlement::closing;
use core_shared::domain::{Calendar, DayStart, MinuteOfDay, Travels, Zone};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Waits(i64),
    Moves(Zone, u16),
    DaysAreClosed,
}

/// A person with a watch: which days they lived, and which were closed.
#[derive(Debug)]
struct Traveller {
    now: Timestamp,
    calendar: Calendar,
    travels: Travels,
    lived: BTreeSet<Date>,
    closed: Vec<Date>,
}

impl Traveller {
    fn new(now: Timestamp, calendar: Calendar) -> Self {
        let today = calendar.day_of(now);
        Self {
            now,
            calendar,
            travels: Travels::default(),
            lived: BTreeSet::from([today]),
            closed: Vec::new(),
        }
    }

    fn today(&self) -> Date {
        self.calendar.day_of(self.now)
    }

    fn goes(&mut self, step: Step) {
        match step {
            Step::Waits(minutes) => self.lives_until(self.now + SignedDuration::from_mins(minutes)),
            Step::Moves(zone, day_start) => {
                let day_start = DayStart::new(MinuteOfDay::from_minutes(day_start).unwrap()).unwrap();
                let new = Calendar::new(zone, day_start);
                self.travels = self.travels.moved(&self.calendar, &new, self.now);
                self.calendar = new;
            }
            Step::DaysAreClosed => {
                let through = self.closed.last().copied().unwrap_or(*self.lived.first().unwrap());
                if let Some(days) = closing(Some(through), self.today()) {
                    self.closed.extend(days.from.series(1.day()).take_while(|day| *day <= days.to));
                }
            }
        }
        self.lived.insert(self.today());
    }

    /// Awake all the time: every day that has an instant until then is lived, however short it is.
    fn lives_until(&mut self, then: Timestamp) {
        let days = self.today().series(1.day()).take_while(|day| self.calendar.begin_of(*day) <= then);
        let lived: Vec<_> =
            days.filter(|day| self.calendar.begin_of(*day) < self.calendar.end_of(*day)).collect();
        self.lived.extend(lived);
        self.now = then;
    }

    fn is_skipped(&self, day: Date) -> bool {
        self.travels.skipped_through(&self.calendar, self.today()).contains(day)
    }
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (1i64..20 * 60).prop_map(Step::Waits),
        3 => (zones(), 0u16..=720).prop_map(|(zone, day_start)| Step::Moves(zone, day_start)),
        2 => Just(Step::DaysAreClosed),
    ]
}

/// Any zone, and those around the date line more often than others.
fn zones() -> impl Strategy<Value = Zone> {
    let all: Vec<Zone> = Zone::all().collect();
    let edges =
        ["Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Honolulu", "Pacific/Auckland"];
    let edges: Vec<Zone> = edges.iter().map(|name| Zone::parse(name).unwrap()).collect();
    prop_oneof![prop::sample::select(all), prop::sample::select(edges)]
}

proptest! {
    #[test]
    fn every_date_was_lived_or_is_neutral_and_none_is_closed_twice(
        began in prop_oneof![Just("2011-12-24T00:00Z"), Just("2026-03-20T00:00Z"), Just("2028-02-25T00:00Z")],
        zone in zones(), steps in prop::collection::vec(steps(), 1..40),
    ) {
        let calendar = Calendar::new(zone, DayStart::MIDNIGHT);
        let mut traveller = Traveller::new(began.parse().unwrap(), calendar);
        for step in steps {
            traveller.goes(step);
            let today = traveller.today();
            prop_assert!(!traveller.is_skipped(today), "{today} is lived right now");
            let first = *traveller.lived.first().unwrap();
            for day in first.series(1.day()).take_while(|day| *day < today) {
                let was_lived = traveller.lived.contains(&day);
                prop_assert!(was_lived || traveller.is_skipped(day), "{day} is gone");
            }
        }
        prop_assert!(traveller.closed.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", traveller.closed);
    }
}
