//! Two users do a thousand things, with their own ids and with each other's: neither ever sees anything of the other.
//!
//! Everything of Anna's has a number of twelve digits that begins with 7 and a text with `anna` in it, everything of
//! Boris's one that begins with 8, and `boris`. So whatever leaks shows in the bytes of an answer.

use std::sync::atomic::{AtomicI64, Ordering};

use core_shared::contract::deliveries::DeliveryOutcome;
use core_shared::contract::sessions::CreateSession;
use core_shared::contract::tokens::{CreateToken, TokenAccess};
use core_shared::domain::{TokenName, UserId};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use reqwest::{Method, RequestBuilder};

use crate::harness::{Api, BOT_KEY};

const STEPS: i64 = 1000;

/// Numbers of one side have twelve digits, of which the first is its own.
const SPAN: i64 = 100_000_000_000;

/// Method, address and body; `{name}` and `{amount}` are those of whoever is answered.
const OPERATIONS: [(&str, &str, &str); 41] = [
    ("GET", "", ""),
    ("PATCH", "", r#"{"day_start":"03:00"}"#),
    ("PATCH", "", r#"{"zone":"Asia/Tokyo","quiet_hours":{"from":"23:00","to":"06:00"}}"#),
    ("GET", "/today", ""),
    ("GET", "/statistics?from=2026-11-01&to=2026-11-30", ""),
    ("GET", "/habits", ""),
    ("GET", "/habits?status=archived", ""),
    ("GET", "/habits?limit=1", ""),
    ("GET", "/habits?tag=tag {name}", ""),
    ("POST", "/habits", r#"{"name":"{name}","schedule":{"kind":"daily"}}"#),
    (
        "POST",
        "/habits",
        r#"{"name":"{name}","schedule":{"kind":"daily"},"goal":{"kind":"at_least","amount":{amount},"unit":"{name}"},"tags":["tag {name}"],"reminders":[{"time":"13:00"}]}"#,
    ),
    ("PUT", "/habit-order", r#"{"habits":[{habit}]}"#),
    ("GET", "/habits/{habit}", ""),
    ("PATCH", "/habits/{habit}", r#"{"name":"{name} again"}"#),
    ("PATCH", "/habits/{habit}", r#"{"archived":true}"#),
    ("PATCH", "/habits/{habit}", r#"{"archived":false}"#),
    ("PATCH", "/habits/{habit}", r#"{"goal":{"kind":"at_least","amount":{amount}}}"#),
    ("POST", "/habits/{habit}/copy", r#"{"name":"{name} copied"}"#),
    ("GET", "/habits/{habit}/schedules", ""),
    ("GET", "/habits/{habit}/explanation", ""),
    ("GET", "/habits/{habit}/statistics?from=2026-11-01&to=2026-11-30", ""),
    ("GET", "/habits/{habit}/executions?from=2026-11-01&to=2026-11-30", ""),
    ("PUT", "/habits/{habit}/executions/{day}", r#"{"state":"done","note":"{name} was here"}"#),
    ("PUT", "/habits/{habit}/executions/{day}", r#"{"state":"done","amount":{amount}}"#),
    ("PUT", "/habits/{habit}/executions/{day}", r#"{"state":"done","on_reminder":{delivery}}"#),
    ("PUT", "/habits/{habit}/executions/{day}", r#"{"state":"skipped"}"#),
    ("POST", "/habits/{habit}/executions/{day}/add", r#"{"amount":{amount}}"#),
    ("DELETE", "/habits/{habit}/executions/{day}", ""),
    ("DELETE", "/habits/{habit}", ""),
    ("GET", "/reminders", ""),
    ("POST", "/habits/{habit}/reminders", r#"{"time":"13:00"}"#),
    ("PATCH", "/habits/{habit}/reminders/{reminder}", r#"{"nag_minutes":10}"#),
    ("DELETE", "/habits/{habit}/reminders/{reminder}", ""),
    ("GET", "/deliveries", ""),
    ("GET", "/deliveries/{delivery}/message", ""),
    ("PUT", "/deliveries/{delivery}/snooze", r#"{"minutes":10}"#),
    ("GET", "/events", ""),
    ("GET", "/events?limit=2", ""),
    ("GET", "/tokens", ""),
    ("POST", "/tokens", r#"{"name":"{name} more","access":"read","valid_days":1}"#),
    ("DELETE", "/tokens/{token}", ""),
];

/// One thing that somebody does.
#[derive(Debug, Clone)]
struct Deed {
    actor: usize,
    /// By a token or session of their own, or through the bot.
    credential: Credential,
    operation: usize,
    /// Whose id stands in the address of the user, and whose elsewhere.
    user_of: usize,
    things_of: usize,
    /// Which of the things.
    number: usize,
    ago: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Credential {
    Token,
    Session,
    Bot,
}

fn deeds() -> impl Strategy<Value = Deed> {
    let credential = select(vec![Credential::Token, Credential::Session, Credential::Bot]);
    let whose = || prop_oneof![4 => Just(false), 1 => Just(true)];
    let deed = (0..2_usize, credential, 0..OPERATIONS.len(), whose(), whose(), any::<usize>(), 0..4_i64);
    deed.prop_map(|(actor, credential, operation, foreign_user, foreign_things, number, ago)| Deed {
        actor,
        credential,
        operation,
        user_of: if foreign_user { 1 - actor } else { actor },
        things_of: if foreign_things { 1 - actor } else { actor },
        number,
        ago,
    })
}

impl Deed {
    /// Through the bot it is the user in the address who is answered.
    fn answered(&self) -> usize {
        if self.credential == Credential::Bot { self.user_of } else { self.actor }
    }
}

/// One of the two.
struct Side {
    id: UserId,
    name: &'static str,
    digit: i64,
    token: String,
    session: String,
}

impl Side {
    async fn arrives(api: &Api, name: &'static str, digit: i64) -> Self {
        let id = UserId(digit * SPAN + 1);
        numbers_of(api, digit).await;
        api.user(id.0, "Europe/Berlin").await;
        let create = CreateToken {
            name: TokenName::parse(name).unwrap(),
            access: TokenAccess::Write,
            valid_days: Some(366),
        };
        let token = api.bot.create_token(id, &create).await.unwrap().secret.expose().to_owned();
        let mut side = Self { id, name, digit, token, session: String::new() };
        side.opens_a_session(api).await;
        side
    }

    async fn opens_a_session(&mut self, api: &Api) {
        let create = CreateSession { init_data: None, user: Some(self.id) };
        let session = api.bot.create_session(&create).await.unwrap();
        session.secret.expose().clone_into(&mut self.session);
    }

    fn shows(&self, credential: Credential, request: RequestBuilder) -> RequestBuilder {
        match credential {
            Credential::Token => request.bearer_auth(&self.token),
            Credential::Session => request.bearer_auth(&self.session),
            Credential::Bot => request.header("x-api-key", BOT_KEY),
        }
    }

    /// One of what they have, or a number of theirs that stands for nothing.
    async fn thing(&self, api: &Api, table: &'static str, number: usize) -> i64 {
        // The token that they act with stays.
        let which = if table == "tokens" { "and name like '%more'" } else { "" };
        let sql = format!("select id from {table} where user_id = $1 {which} order by id");
        let ids: Vec<i64> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(self.id.0).fetch_all(&api.db).await.unwrap();
        ids.get(number % ids.len().max(1)).copied().unwrap_or(self.digit * SPAN + SPAN - 1)
    }

    /// What of this side's stands in a text.
    fn found_in(&self, text: &str) -> Option<String> {
        let words = [self.name.to_owned(), format!("{}.", self.digit * 111)];
        let found = words.into_iter().find(|word| text.contains(word));
        let is_number = |word: &&str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_digit());
        let mut numbers = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_number);
        let digit = self.digit.to_string();
        found.or_else(|| numbers.find(|number| number.starts_with(&digit)).map(str::to_owned))
    }
}

/// Whatever is made next has a number of this side, that was not given before.
async fn numbers_of(api: &Api, digit: i64) {
    static ROUND: AtomicI64 = AtomicI64::new(1);
    let round = ROUND.fetch_add(1, Ordering::Relaxed);
    for table in ["habits", "reminders", "deliveries", "events", "tokens"] {
        sqlx::query("select setval(pg_get_serial_sequence($1, 'id'), $2)")
            .bind(table)
            .bind(digit * SPAN + 1000 * round)
            .execute(&api.db)
            .await
            .unwrap();
    }
}

/// A new day: what is due at one is asked of each, in their turn, and sent.
async fn next_day(api: &Api, sides: &mut [Side; 2], step: i64) {
    let day = 16 + step / 100;
    for side in &mut *sides {
        numbers_of(api, side.digit).await;
        // Only this one's reminders are looked at.
        sqlx::query("update reminders set active = user_id = $1")
            .bind(side.id.0)
            .execute(&api.db)
            .await
            .unwrap();
        let hour = if side.digit == 7 { 20 } else { 21 };
        api.move_to(&format!("2026-11-{day}T{hour}:00[Asia/Tokyo]"));
        for (message_id, delivery) in (1..).zip(api.due().await) {
            api.reports(&delivery, DeliveryOutcome::Sent { message_id }).await;
        }
    }
    sqlx::query("update reminders set active = true").execute(&api.db).await.unwrap();
    for side in sides {
        numbers_of(api, side.digit).await;
        side.opens_a_session(api).await;
    }
}

struct Answer {
    status: u16,
    text: String,
}

async fn done(api: &Api, sides: &[Side; 2], deed: &Deed, step: i64) -> Answer {
    let (actor, things) = (&sides[deed.actor], &sides[deed.things_of]);
    let (method, path, body) = OPERATIONS[deed.operation];
    let day = 16 + step / 100 - deed.ago;
    let mut filled = [path.to_owned(), body.to_owned()];
    for (place, table) in [
        ("{habit}", "habits"),
        ("{reminder}", "reminders"),
        ("{delivery}", "deliveries"),
        ("{token}", "tokens"),
    ] {
        let id = things.thing(api, table, deed.number).await;
        filled = filled.map(|text| text.replace(place, &id.to_string()));
    }
    let answered = &sides[deed.answered()];
    let amount = format!("{}.{step:03}", answered.digit * 111);
    let [path, body] = filled.map(|text| {
        let text = text.replace("{name}", answered.name).replace("{amount}", &amount);
        text.replace("{day}", &format!("2026-11-{day:02}"))
    });
    let user = sides[deed.user_of].id;
    let method: Method = method.parse().unwrap();
    let request = api.http.request(method, format!("{}/v1/users/{user}{path}", api.url));
    let request = actor.shows(deed.credential, request).header("idempotency-key", step.to_string());
    let request =
        if body.is_empty() { request } else { request.header("content-type", "application/json").body(body) };
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let headers = format!("{:?}", response.headers());
    Answer { status, text: format!("{headers}\n{}", response.text().await.unwrap()) }
}

#[tokio::test]
async fn two_users_and_a_thousand_deeds_and_neither_sees_anything_of_the_other() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let mut sides = [Side::arrives(&api, "anna", 7).await, Side::arrives(&api, "boris", 8).await];
    let mut runner = TestRunner::deterministic();
    let (mut accepted, mut refused) = ([0; OPERATIONS.len()], 0);
    for step in 0..STEPS {
        if step % 100 == 0 {
            next_day(&api, &mut sides, step).await;
        }
        let deed = deeds().new_tree(&mut runner).unwrap().current();
        numbers_of(&api, sides[deed.answered()].digit).await;
        let answer = done(&api, &sides, &deed, step).await;
        let other = &sides[1 - deed.answered()];
        let told = other.found_in(&answer.text);
        assert_eq!(told, None, "step {step}: {deed:?} {:?}\n{}", OPERATIONS[deed.operation], answer.text);
        assert!(answer.status < 500, "step {step}: {deed:?}\n{}", answer.text);
        if deed.credential != Credential::Bot && deed.user_of != deed.actor {
            assert!([403, 404].contains(&answer.status), "step {step}: {deed:?}\n{}", answer.text);
            refused += 1;
        } else if answer.status < 300 {
            accepted[deed.operation] += 1;
        }
    }
    let never: Vec<_> = OPERATIONS.iter().zip(accepted).filter(|(_, count)| *count == 0).collect();
    assert!(never.is_empty(), "never done: {never:?}");
    assert!(refused > 100, "{refused}");
}
