//! The budget of the bot's token: slots are handed out once, evenly, and to all schedulers together.

use core_shared::contract::deliveries::{
    ClaimBody, ClaimDeliveries, DeliveryOutcome, DeliveryReport, ReportDeliveries,
};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};

use crate::harness::{Api, instant};

/// At 29.6 messages a second.
const INTERVAL_US: u64 = 33_784;

/// Slots within the two seconds ahead.
const HORIZON: usize = 60;

/// So many people, all of whom are to be asked at 21:00, and the moment has come.
async fn rush(people: i64) -> Api {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let user = api.user(1, "Europe/Berlin").await;
    user.keeps_with_reminder("Run", "21:00").await;
    api.clones(1, i32::try_from(people).unwrap() - 1).await;
    let reminders =
        "insert into reminders (user_id, habit_id, minute, zone, day_start, weekdays, since, active)
                     select h.user_id, h.id, r.minute, r.zone, r.day_start, r.weekdays, r.since, r.active
                     from habits h, reminders r
                     where h.user_id <> 1";
    sqlx::query(reminders).execute(&api.db).await.unwrap();
    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    assert_eq!(api.plans().await, people.unsigned_abs());
    api
}

/// Of a rush of 100.
async fn half_of_them_are_done(api: &Api) {
    let done = "insert into executions (user_id, habit_id, day, state, recorded_at)
                select user_id, id, '2026-11-16', 'done', '2026-11-16 20:00Z' from habits where user_id % 2 = 0";
    assert_eq!(sqlx::query(done).execute(&api.db).await.unwrap().rows_affected(), 50);
}

async fn claims(api: &Api, limit: u32) -> ClaimBody {
    api.scheduler.claim_deliveries(&ClaimDeliveries { limit }).await.unwrap()
}

/// So many claim ten at the same moment, `now`; their slots in order.
async fn slots_of_schedulers_at_once(api: &Api, schedulers: usize, now: Timestamp) -> Vec<Timestamp> {
    let pages = join_all((0..schedulers).map(|_| claims(api, 10))).await;
    let mut all: Vec<_> = pages.iter().flat_map(|page| slots(page, now)).collect();
    all.sort();
    all
}

/// Everything that was claimed comes back, with Telegram's word that it was too much.
async fn is_refused(api: &Api, page: &ClaimBody, seconds: u32) {
    let cause = "Too Many Requests".to_owned();
    let reports = page.deliveries.iter().map(|delivery| DeliveryReport {
        user: delivery.user,
        id: delivery.id,
        attempt: delivery.attempt,
        outcome: DeliveryOutcome::Retry { after_seconds: Some(seconds), cause: cause.clone() },
    });
    let body = ReportDeliveries { reports: reports.collect(), silence_seconds: Some(seconds) };
    api.scheduler.report_deliveries(&body).await.unwrap();
}

/// The slots of a page that was answered at `now`, to the millisecond.
fn slots(page: &ClaimBody, now: Timestamp) -> Vec<Timestamp> {
    let at = |number: usize| {
        let micros = page.first_slot_ms * 1000 + page.slot_interval_us * number as u64;
        now + SignedDuration::from_micros(micros.try_into().unwrap())
    };
    (0..page.deliveries.len()).map(at).collect()
}

fn assert_evenly_apart(slots: &[Timestamp]) {
    let gaps = slots.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_micros());
    let apart: Vec<_> = gaps.filter(|gap| (i128::from(INTERVAL_US) - gap).abs() > 1000).collect();
    assert_eq!(apart, [0; 0], "of {} slots", slots.len());
}

#[tokio::test]
async fn schedulers_that_claim_in_turn_share_one_even_row_of_slots() {
    let api = rush(200).await;
    let mut all = Vec::new();
    for second in 0..4 {
        let now = instant(&format!("2026-11-16T21:00:0{second}[Europe/Berlin]"));
        api.move_to(&format!("2026-11-16T21:00:0{second}[Europe/Berlin]"));
        for _scheduler in ["one", "two"] {
            all.extend(slots(&claims(&api, 20).await, now));
        }
    }
    assert_evenly_apart(&all);
    assert_eq!(all.len(), 148, "slots before 21:00:05 at 29.6 a second");
}

#[tokio::test]
async fn schedulers_that_claim_at_the_same_moment_get_different_slots() {
    let api = rush(50).await;
    let now = instant("2026-11-16T21:00[Europe/Berlin]");
    let all = slots_of_schedulers_at_once(&api, 4, now).await;
    assert_eq!(all.len(), 40);
    assert_evenly_apart(&all);
}

#[tokio::test]
async fn nothing_is_handed_out_for_later_than_the_horizon() {
    let api = rush(100).await;
    let full = claims(&api, 100).await;
    assert_eq!((full.deliveries.len(), full.more), (HORIZON, false));
    assert_eq!((full.first_slot_ms, full.slot_interval_us), (0, INTERVAL_US));
    assert_eq!(claims(&api, 100).await.deliveries, []);

    api.move_to("2026-11-16T21:00:01[Europe/Berlin]");
    let next = claims(&api, 100).await;
    assert_eq!(next.deliveries.len(), 29);
    assert_eq!(next.first_slot_ms, 60 * INTERVAL_US / 1000 - 1000);
}

#[tokio::test]
async fn idleness_saves_up_no_slots() {
    let api = rush(100).await;
    claims(&api, 1).await;
    api.move_to("2026-11-16T21:10[Europe/Berlin]");
    let page = claims(&api, 100).await;
    assert_eq!((page.deliveries.len(), page.first_slot_ms), (HORIZON, 0));
}

#[tokio::test]
async fn what_is_not_wanted_any_more_gives_its_slot_back() {
    let api = rush(100).await;
    half_of_them_are_done(&api).await;
    let (one, two) = (claims(&api, 40).await, claims(&api, 40).await);
    assert!(one.more && two.more);
    let now = instant("2026-11-16T21:00[Europe/Berlin]");
    let mut all = slots(&one, now);
    all.extend(slots(&two, now));
    all.extend(slots(&claims(&api, 40).await, now));
    assert_eq!(all.len(), 50);
    assert_evenly_apart(&all);
}

#[tokio::test]
async fn a_slot_that_is_given_back_is_not_handed_out_twice_while_others_claim() {
    let api = rush(100).await;
    half_of_them_are_done(&api).await;
    let now = instant("2026-11-16T21:00[Europe/Berlin]");
    let all = slots_of_schedulers_at_once(&api, 10, now).await;
    let gaps = all.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_micros());
    assert!(gaps.min() > Some(i128::from(INTERVAL_US) - 1000), "{all:?}");
}

#[tokio::test]
async fn when_telegram_refuses_one_all_are_silent() {
    let api = rush(100).await;
    let page = claims(&api, 30).await;
    is_refused(&api, &page, 30).await;
    assert_eq!(claims(&api, 100).await.deliveries, []);
    api.move_to("2026-11-16T21:00:27[Europe/Berlin]");
    assert_eq!(claims(&api, 100).await.deliveries, []);

    api.move_to("2026-11-16T21:00:29[Europe/Berlin]");
    let page = claims(&api, 100).await;
    assert_eq!(page.first_slot_ms, 1000, "the first slot lies behind the silence");
    api.move_to("2026-11-16T21:00:31[Europe/Berlin]");
    assert!(!claims(&api, 100).await.deliveries.is_empty());
}

#[tokio::test]
async fn a_refusal_costs_a_hundredth_of_the_rate_and_it_comes_back_slowly_at_first() {
    let api = rush(200).await;
    let page = claims(&api, 1).await;
    for _again in 0..3 {
        is_refused(&api, &page, 10).await;
    }
    let rate = async |at: &str| {
        api.move_to(&format!("2026-11-16T21:{at}[Europe/Berlin]"));
        1e6 / (f64::from(u32::try_from(claims(&api, 1).await.slot_interval_us).unwrap()))
    };
    assert_near(rate("00:10").await, 29.6 * 0.99);
    assert_near(rate("01:00").await, 29.6 * 0.9905);
    assert_near(rate("01:58").await, 29.6 * 0.995);
    assert_near(rate("02:30").await, 29.6);
    assert_near(rate("05:00").await, 29.6);
}

#[tokio::test]
async fn what_telegram_takes_in_a_second_is_learned_from_a_refusal() {
    let api = rush(200).await;
    let page = claims(&api, 1).await;
    is_refused(&api, &page, 2).await;
    // Behind the silence twenty are taken, and not one more.
    api.move_to("2026-11-16T21:00:02[Europe/Berlin]");
    let page = claims(&api, 100).await;
    let (taken, refused) = page.deliveries.split_at(20);
    for delivery in taken {
        api.reports(delivery, DeliveryOutcome::Sent { message_id: 1 }).await;
    }
    let refused = ClaimBody { deliveries: refused.to_vec(), ..page.clone() };
    is_refused(&api, &refused, 2).await;
    api.move_to("2026-11-16T21:00:05[Europe/Berlin]");
    let interval = claims(&api, 1).await.slot_interval_us;
    assert_near(1e6 / f64::from(u32::try_from(interval).unwrap()), 20.0 * 0.985);
}

#[tokio::test]
async fn a_refusal_that_comes_early_costs_no_more_than_half() {
    let api = rush(200).await;
    let page = claims(&api, 1).await;
    is_refused(&api, &page, 2).await;
    api.move_to("2026-11-16T21:00:02[Europe/Berlin]");
    let page = claims(&api, 2).await;
    api.reports(&page.deliveries[0], DeliveryOutcome::Sent { message_id: 1 }).await;
    let refused = ClaimBody { deliveries: page.deliveries[1..].to_vec(), ..page.clone() };
    is_refused(&api, &refused, 2).await;
    api.move_to("2026-11-16T21:00:05[Europe/Berlin]");
    let interval = claims(&api, 1).await.slot_interval_us;
    assert_near(1e6 / f64::from(u32::try_from(interval).unwrap()), 29.6 * 0.99 / 2.0);
}

#[tokio::test]
async fn however_often_telegram_refuses_one_message_a_second_is_left() {
    let api = rush(50).await;
    for second in (0..60).step_by(3) {
        api.move_to(&format!("2026-11-16T21:00:{second:02}[Europe/Berlin]"));
        let page = claims(&api, 1).await;
        is_refused(&api, &page, 1).await;
    }
    api.move_to("2026-11-16T21:01[Europe/Berlin]");
    let page = claims(&api, 1).await;
    assert_eq!((page.deliveries.len(), page.slot_interval_us), (1, 1_000_000));
}

fn assert_near(rate: f64, expected: f64) {
    assert!((rate - expected).abs() < 0.01, "{rate} instead of {expected} a second");
}

#[tokio::test]
async fn a_rush_is_planned_claimed_and_reported_by_key_whatever_the_planner_believes() {
    const MANY: i32 = 20_000;
    let api = Api::at("2026-11-16T20:59[Europe/Berlin]").await;
    api.user(7, "Europe/Berlin").await.keeps_with_reminder("Run", "21:00").await;
    api.clones(7, MANY).await;
    let reminders =
        "insert into reminders (user_id, habit_id, minute, zone, day_start, weekdays, since, active)
         select h.user_id, h.id, r.minute, r.zone, r.day_start, r.weekdays, r.since, true
         from habits h, reminders r
         where h.user_id >= 1000000";
    sqlx::query(reminders).execute(&api.db).await.unwrap();
    let history = "insert into deliveries
             (user_id, dedup_key, kind, habit_id, reminder_id, day, state, due_at, ready_at, expires_at, finished_at, closed_at)
         select user_id, 'reminder/' || id || '/' || day, 'reminder', habit_id, id, day, 'sent', day, day, day, day, day
         from reminders, generate_series(date '2026-11-13', '2026-11-15', '1 day') day";
    sqlx::query(history).execute(&api.db).await.unwrap();
    // Nothing is open when the planner looks, and very much a moment later.
    sqlx::query("vacuum (analyze)").execute(&api.db).await.unwrap();
    sqlx::query("create extension if not exists pg_stat_statements").execute(&api.db).await.unwrap();
    for second in 1..60 {
        api.move_to(&format!("2026-11-16T20:59:{second:02}[Europe/Berlin]"));
        assert_eq!(api.plans().await, 0);
    }
    let idle = api.pages_read_by("with clock as").await;
    assert!(idle < 500, "{idle} pages for a tick at which nothing is due");

    api.move_to("2026-11-16T21:00[Europe/Berlin]");
    assert_eq!(api.plans().await, u64::try_from(MANY).unwrap() + 1);
    for second in 0..5 {
        api.move_to(&format!("2026-11-16T21:00:0{second}[Europe/Berlin]"));
        for delivery in api.claims().await.deliveries {
            api.reports(&delivery, DeliveryOutcome::Sent { message_id: 1 }).await;
        }
    }
    let (claim, report) =
        (api.pages_read_by("with pace as").await, api.pages_read_by("with report as").await);
    // A plan that reads all that is open reads some thousand pages, again and again.
    assert!(claim < 2200, "{claim} pages for a claim of thirty to sixty");
    assert!(report < 500, "{report} pages for a report of one");
}
