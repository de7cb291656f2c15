//! The pace against a timer that a test makes late.

use super::*;

const TENTH: Duration = Duration::from_millis(100);
const MILLISECOND: Duration = Duration::from_millis(1);

fn idle() -> (Pace, Instant) {
    let start = Instant::now();
    (Pace::new(start), start)
}

/// When the messages with these slots leave that all want to leave from `now` on, with a timer that is `late`.
fn departures(
    pace: &mut Pace,
    slots: impl IntoIterator<Item = Slot>,
    mut now: Instant,
    late: Duration,
) -> Vec<Instant> {
    let mut left = Vec::new();
    for slot in slots {
        while let Err(wait) = pace.take(slot, now) {
            let Wait::For(wait) = wait else { panic!("{slot:?} was missed at {now:?}") };
            now += wait + late;
        }
        left.push(now);
    }
    left
}

#[test]
fn messages_leave_at_their_slots() {
    let (mut pace, start) = idle();
    let slots: Vec<_> = Slot::row(start + TENTH / 2, TENTH).take(50).collect();
    let left = departures(&mut pace, slots.clone(), start, Duration::ZERO);
    assert!(slots.iter().map(|slot| slot.at).eq(left));
}

#[test]
fn slots_of_two_claims_interleave() {
    let start = Instant::now();
    let (one, two) = (Slot::row(start, TENTH).take(20), Slot::row(start + TENTH * 20, TENTH).take(20));
    let (mut here, mut there) = (Pace::new(start), Pace::new(start));
    let mut left = departures(&mut here, one, start, Duration::ZERO);
    left.extend(departures(&mut there, two, start, Duration::ZERO));
    for (number, at) in (0..).zip(left) {
        assert_eq!(at, start + TENTH * number);
    }
}

#[test]
fn a_late_timer_costs_no_rate() {
    for (interval, late) in [(TENTH, MILLISECOND * 4), (MILLISECOND, MILLISECOND * 2)] {
        let (mut pace, start) = idle();
        let left = departures(&mut pace, Slot::row(start, interval).take(101), start, late);
        let took = left[100] - start;
        assert!(took <= interval * 100 + late, "{took:?} at one in {interval:?}");
    }
}

#[test]
fn no_second_takes_more_than_telegram_grants_however_late_one_message_is() {
    let second = Duration::from_secs(1);
    for (granted, paced_at) in [(30, 29.6), (100, 99.0), (1000, 990.0)] {
        let interval = second.div_f64(paced_at);
        for late in (0..60).map(|millis| MILLISECOND * millis) {
            let (mut pace, start) = idle();
            let mut slots = Slot::row(start + interval, interval);
            let mut left = departures(&mut pace, slots.next(), start, late);
            let on_time = departures(&mut pace, slots.take(granted + 10), left[0], Duration::ZERO);
            left.extend(on_time);
            let is_fine = left.windows(granted + 1).all(|window| window[granted] - window[0] >= second);
            assert!(is_fine, "{granted} a second, one message late by {late:?}");
        }
    }
}

#[test]
fn claims_that_were_answered_unevenly_cause_no_burst() {
    let (mut pace, start) = idle();
    // The second claim was answered half a slot too early for its slots to follow those of the first.
    let slots = Slot::row(start, TENTH).take(5).chain(Slot::row(start + TENTH * 9 / 2, TENTH).take(5));
    let left = departures(&mut pace, slots, start, Duration::ZERO);
    assert!(left.is_sorted_by(|one, next| *next - *one >= TENTH), "{left:?}");
}

#[test]
fn idleness_saves_up_no_burst() {
    let (mut pace, start) = idle();
    let later = start + Duration::from_secs(1);
    let left = departures(&mut pace, Slot::row(start, TENTH).take(5), later, Duration::ZERO);
    for (number, at) in (0..).zip(left) {
        assert_eq!(at, later + TENTH * number);
    }
}

#[test]
fn a_slot_that_was_missed_by_far_is_given_up() {
    let (mut pace, start) = idle();
    let slot = Slot { at: start, interval: TENTH };
    assert_eq!(pace.take(slot, start + PATIENCE + MILLISECOND), Err(Wait::ForEver));
    assert_eq!(pace.take(slot, start + PATIENCE), Ok(()));
}

#[test]
fn silence_holds_everybody_and_a_shorter_one_does_not_end_it() {
    let (mut pace, start) = idle();
    let seconds = Duration::from_secs;
    pace.hold(Silence::ForAll(seconds(30)), start);
    pace.hold(Silence::ForAll(seconds(5)), start);
    assert_eq!(remaining(pace.silent_until, start + seconds(10)), Some(seconds(20)));
    let slot = |at| Slot { at: start + at, interval: TENTH };
    assert_eq!(pace.take(slot(seconds(29)), start + seconds(29)), Err(Wait::ForEver));
    assert_eq!(pace.take(slot(seconds(29)), start + seconds(30)), Err(Wait::ForEver), "its slot is void");
    assert_eq!(pace.take(slot(seconds(30)), start + seconds(30)), Ok(()));
    let burst = pace.take(slot(seconds(30)), start + seconds(30));
    assert_eq!(burst, Err(Wait::For(TENTH)), "no burst after the silence");
}

#[test]
fn the_ordinary_pace_is_no_silence() {
    let (mut pace, start) = idle();
    pace.take(Slot { at: start, interval: TENTH }, start).unwrap();
    assert_eq!(remaining(pace.silent_until, start), None);
}

#[test]
fn a_fault_of_this_scheduler_holds_nobody_else() {
    let (mut pace, start) = idle();
    pace.hold(Silence::ForMe(TENTH), start);
    assert_eq!(remaining(pace.silent_until, start), Some(TENTH));
    assert_eq!(remaining(pace.all_silent_until, start), None);
}

#[tokio::test]
async fn who_would_wait_too_long_is_told_so() {
    let pacer = Pacer::new();
    let mut slots = Slot::row(Instant::now(), MILLISECOND);
    assert_eq!(pacer.leave(slots.next().unwrap()).await, Ok(()));
    assert_eq!(pacer.leave(slots.next().unwrap()).await, Ok(()));
    pacer.hold(Silence::ForAll(Duration::from_mins(1)));
    assert_eq!(pacer.leave(slots.next().unwrap()).await, Err(Missed));
}
