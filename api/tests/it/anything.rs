//! Whatever somebody does, in any order and at any time: the stored numbers are those of the history.

use core_shared::contract::executions::{AddAmount, MarkedOn};
use core_shared::domain::HabitId;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::harness::{Api, User};

const HABITS: [&str; 4] = [
    r#"{"name":"Run","schedule":{"kind":"daily"},"target":{"days":5}}"#,
    r#"{"name":"Water","schedule":{"kind":"times_per","n":3,"period":"week"},"goal":{"kind":"at_least","amount":2}}"#,
    r#"{"name":"Coffee","kind":"quit","schedule":{"kind":"weekdays","days":["mon","wed"]},"goal":{"kind":"at_most","amount":1}}"#,
    r#"{"name":"Bins","schedule":{"kind":"every_n_days","n":5,"anchor":"2026-11-02"},"carry_over":true}"#,
];

const CHANGES: [&str; 8] = [
    r#"{"goal":{"kind":"at_least","amount":3}}"#,
    r#"{"goal":null}"#,
    r#"{"schedule":{"kind":"month_days","dates":[1,15,"last"]}}"#,
    r#"{"schedule":{"kind":"daily"}}"#,
    r#"{"archived":true}"#,
    r#"{"archived":false}"#,
    r#"{"paused_until":null}"#,
    r#"{"carry_over":true}"#,
];

const SETTINGS: [&str; 6] = [
    r#"{"zone":"Pacific/Kiritimati"}"#,
    r#"{"zone":"Pacific/Pago_Pago"}"#,
    r#"{"day_start":"03:00"}"#,
    r#"{"first_weekday":"sun"}"#,
    r#"{"freezes":true}"#,
    r#"{"vacation":{"from":"2026-11-10","to":"2026-11-20"}}"#,
];

/// What somebody does; days are counted back from today.
#[derive(Debug, Clone)]
enum Deed {
    Records { habit: usize, ago: i32, json: String },
    Adds { habit: usize, ago: i32, key: u8 },
    Unmarks { habit: usize, ago: i32 },
    Changes { habit: usize, json: &'static str },
    Sets(&'static str),
    HoursPass(i64),
    RollsOver,
}

fn deeds() -> impl Strategy<Value = Deed> {
    let habit = || 0..HABITS.len();
    let ago = || prop_oneof![4 => 0i32..8, 1 => 0i32..120];
    let records = prop_oneof![
        Just(r#"{"state":"done"}"#.to_owned()),
        Just(r#"{"state":"not_done"}"#.to_owned()),
        Just(r#"{"state":"skipped"}"#.to_owned()),
        (0u32..5).prop_map(|amount| format!(r#"{{"state":"done","amount":{amount}.5}}"#)),
    ];
    prop_oneof![
        6 => (habit(), ago(), records).prop_map(|(habit, ago, json)| Deed::Records { habit, ago, json }),
        3 => (habit(), ago(), any::<u8>()).prop_map(|(habit, ago, key)| Deed::Adds { habit, ago, key }),
        2 => (habit(), ago()).prop_map(|(habit, ago)| Deed::Unmarks { habit, ago }),
        2 => (habit(), prop::sample::select(&CHANGES[..])).prop_map(|(habit, json)| Deed::Changes { habit, json }),
        1 => prop::sample::select(&SETTINGS[..]).prop_map(Deed::Sets),
        4 => (1i64..40).prop_map(Deed::HoursPass),
        1 => Just(Deed::HoursPass(24 * 50)),
        2 => Just(Deed::RollsOver),
    ]
}

struct Story<'a> {
    api: &'a Api,
    anna: User<'a>,
    habits: Vec<HabitId>,
    now: Timestamp,
}

impl Story<'_> {
    /// Refusals are fine: an amount of a habit that is not measured, a change of an archived one.
    async fn goes(&mut self, deed: Deed) {
        let (bot, user) = (&self.api.bot, self.anna.id);
        let today = bot.get_user(user).await.unwrap().today;
        let day = |ago: i32| -> Date { today.saturating_sub(ago.days()) };
        match deed {
            Deed::Records { habit, ago, json } => {
                let put = serde_json::from_str(&json).unwrap();
                bot.put_execution(user, self.habits[habit], day(ago), &put).await.ok();
            }
            Deed::Adds { habit, ago, key } => {
                let (step, key) = (AddAmount::default(), key.to_string());
                bot.add_amount(user, self.habits[habit], day(ago), &step, &key).await.ok();
            }
            Deed::Unmarks { habit, ago } => {
                bot.delete_execution(user, self.habits[habit], day(ago), MarkedOn::default()).await.unwrap();
            }
            Deed::Changes { habit, json } => {
                bot.patch_habit(user, self.habits[habit], &serde_json::from_str(json).unwrap()).await.ok();
            }
            Deed::Sets(json) => _ = self.anna.sets(json).await,
            Deed::HoursPass(hours) => {
                self.now += SignedDuration::from_hours(hours);
                self.api.move_to(&format!("{}[UTC]", self.now));
            }
            Deed::RollsOver => {
                assert_eq!(self.api.scheduler.run_rollovers().await.unwrap().failed, 0);
            }
        }
    }
}

async fn is_told(deeds: Vec<Deed>) {
    let api = Api::at("2026-11-16T12:00[UTC]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let mut habits = Vec::new();
    for habit in HABITS {
        habits.push(anna.makes(habit).await);
    }
    let mut story = Story { api: &api, anna, habits, now: "2026-11-16T12:00Z".parse().unwrap() };
    for deed in deeds {
        let told = format!("{deed:?}");
        story.goes(deed).await;
        let report = api.verifies().await;
        assert_eq!((report.repaired, report.unreadable), (0, 0), "after {told}: {report:?}");
    }
}

#[test]
fn the_stored_numbers_are_those_of_the_history_whatever_is_done_in_any_order() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // Each case has a database of its own and some hundred requests.
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let stories = prop::collection::vec(deeds(), 40..80);
    runner
        .run(&stories, |deeds| {
            runtime.block_on(is_told(deeds));
            Ok(())
        })
        .unwrap();
}
