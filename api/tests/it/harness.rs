//! A running API with a database of its own, and the people who use it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use core_shared::client::ApiClient;
use core_shared::clock::Clock;
use core_shared::contract::deliveries::{
    ClaimBody, ClaimDeliveries, ClaimedDelivery, DeliveryContent, DeliveryOutcome, DeliveryReport,
    ReminderMessageBody, ReportDeliveries,
};
use core_shared::contract::executions::{AddAmount, CheckInBody, MarkedOn, PutExecution};
use core_shared::contract::habits::{CreateHabit, HabitBody};
use core_shared::contract::reminders::CreateReminder;
use core_shared::contract::users::{PatchUser, PutUser, UserBody};
use core_shared::contract::verification::VerificationBody;
use core_shared::domain::{Answer, HabitId, Schedule, UserId, Weekdays, Zone};
use core_shared::runtime::{
    install_tls,
    optional::Optional,
    telemetry::{LogFormat, TelemetrySettings},
};
use jiff::Timestamp;
use metrics_exporter_prometheus::PrometheusBuilder;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::PgPool;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(crate) const BOT_KEY: &str = "bot-key-of-the-test-suite-only";
pub(crate) const SCHEDULER_KEY: &str = "scheduler-key-of-the-test-suite-only";
pub(crate) const ADMIN_KEY: &str = "admin-key-of-the-test-suite-only";
pub(crate) const TASKS_KEY: &str = "tasks-key-of-the-test-suite-only";
pub(crate) const BOT_TOKEN: &str = "4242:AAtoken-of-the-test-suite-only";
pub(crate) const SIGNING_KEY: &str = "signing-key-of-the-test-suite-only";

/// Some that may be called, and some that would be refused only for their addresses.
const CALLED_HOSTS: &str =
    "8.8.8.8,10.1.2.3,localhost,nowhere.invalid,169.254.169.254,127.0.0.1,[::1],*.example.org";

/// A clock that stands still until a test moves it.
#[derive(Debug)]
pub(crate) struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

pub(crate) struct Api {
    pub(crate) url: String,
    pub(crate) db: PgPool,
    pub(crate) bot: ApiClient,
    pub(crate) scheduler: ApiClient,
    pub(crate) http: reqwest::Client,
    settings: api::Settings,
    clock: Arc<TestClock>,
    stop: CancellationToken,
    server: Option<JoinHandle<anyhow::Result<()>>>,
}

impl Api {
    /// An API at the moment `now`, such as `2026-11-16T12:00[Europe/Berlin]`.
    pub(crate) async fn at(now: &str) -> Self {
        Self::configured(now, |_| {}).await
    }

    /// An API with other settings than usual.
    pub(crate) async fn configured(now: &str, configure: impl FnOnce(&mut api::Settings)) -> Self {
        install_tls();
        let template = format!("habits_{}", migrations::fingerprint());
        let url = embedded_postgres::testing::database(&template, migrations::up).await.unwrap();
        let mut settings = settings(&url);
        configure(&mut settings);
        Self::serving(settings, Arc::new(TestClock(Mutex::new(instant(now))))).await
    }

    /// A second process on the same database.
    pub(crate) async fn beside(&self) -> Self {
        Self::serving(self.settings.clone(), self.clock.clone()).await
    }

    async fn serving(settings: api::Settings, clock: Arc<TestClock>) -> Self {
        let db = PgPool::connect(settings.database_url.expose_secret()).await.unwrap();
        let listener = api::listen(([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let server =
            tokio::spawn(api::serve(listener, settings.clone(), clock.clone(), metrics, stop.clone()));
        let http = reqwest::Client::builder().build().unwrap();
        // The listener takes connections before the server has started behind it.
        http.get(format!("{address}/readyz")).send().await.unwrap();
        Self {
            bot: ApiClient::new(&address, BOT_KEY.into()),
            scheduler: ApiClient::new(&address, SCHEDULER_KEY.into()),
            http,
            url: address,
            db,
            settings,
            clock,
            stop,
            server: Some(server),
        }
    }

    pub(crate) fn move_to(&self, now: &str) {
        self.set_to(instant(now));
    }

    pub(crate) fn set_to(&self, now: Timestamp) {
        *self.clock.0.lock().unwrap() = now;
    }

    pub(crate) async fn user(&self, id: i64, zone: &str) -> User<'_> {
        let user = UserId(id);
        let zone = Some(Zone::parse(zone).unwrap());
        self.bot.put_user(user, &PutUser { locale: None, zone }).await.unwrap();
        User { api: self, id: user }
    }

    /// Ends the server as a signal does.
    pub(crate) async fn stops(mut self) {
        self.stop.cancel();
        self.server.take().unwrap().await.unwrap().unwrap();
    }

    // What a scheduler does

    pub(crate) async fn plans(&self) -> u64 {
        self.scheduler.plan_reminders().await.unwrap().planned
    }

    pub(crate) async fn claims(&self) -> ClaimBody {
        self.scheduler.claim_deliveries(&ClaimDeliveries { limit: 100 }).await.unwrap()
    }

    /// Plans and claims: what a scheduler would send now.
    pub(crate) async fn due(&self) -> Vec<ClaimedDelivery> {
        self.plans().await;
        self.claims().await.deliveries
    }

    pub(crate) async fn reports(&self, delivery: &ClaimedDelivery, outcome: DeliveryOutcome) -> u64 {
        let ClaimedDelivery { user, id, attempt, .. } = *delivery;
        let reports = vec![DeliveryReport { user, id, attempt, outcome }];
        let body = ReportDeliveries { reports, silence_seconds: None };
        self.scheduler.report_deliveries(&body).await.unwrap().accepted
    }

    // What an operator does

    pub(crate) async fn verifies(&self) -> VerificationBody {
        ApiClient::new(&self.url, ADMIN_KEY.into()).verify_progress().await.unwrap()
    }

    // What only a test asks

    /// Locks the rows that a statement selects, until the transaction ends.
    pub(crate) async fn holds(&self, sql: &'static str) -> sqlx::PgTransaction<'static> {
        let mut held = self.db.begin().await.unwrap();
        sqlx::query(sql).execute(&mut *held).await.unwrap();
        held
    }

    /// Waits until so many statements wait for a lock.
    pub(crate) async fn waits_for_a_lock(&self, waiting: i64) {
        let sql = "select count(*) from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock'";
        let waits = async { while self.count(sql).await != waiting {} };
        tokio::time::timeout(Duration::from_secs(20), waits).await.expect("somebody waits");
    }

    /// The place of the first mistake that the API finds in a request: a pointer or a parameter.
    pub(crate) async fn refuses(&self, method: &str, path: &str, body: &'static str) -> String {
        let request = self.http.request(method.parse().unwrap(), format!("{}{path}", self.url));
        let request = request.header("x-api-key", BOT_KEY).header("content-type", "application/json");
        let response = request.body(body).send().await.unwrap();
        let status = response.status();
        let problem: serde_json::Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(status, 422, "{problem}");
        let mistake = &problem["errors"][0];
        mistake["pointer"].as_str().or(mistake["parameter"].as_str()).unwrap().to_owned()
    }

    /// The answer to a request of the bot, as it is on the wire.
    pub(crate) async fn answers(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> reqwest::Response {
        let request = self.http.request(method.parse().unwrap(), format!("{}{path}", self.url));
        let request = request.header("x-api-key", BOT_KEY).header("content-type", "application/json");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.body(body.to_owned()).send().await.unwrap()
    }

    /// Everything that days have left behind, without what depends on when it was written.
    pub(crate) async fn dump(&self) -> Vec<String> {
        let sql = "select user_id || ' ' || habit_id || ' ' || day || ' ' || state || ' ' ||
                          case when state = 'frozen' then recorded_at::text else '' end
                   from executions
                   union all
                   select user_id || ' ' || habit_id || ' ' || kind || ' ' || day || ' ' || at::text
                   from events
                   where kind in ('day_frozen', 'day_carried', 'day_held', 'target_reached')
                   union all
                   select id || ' through ' || coalesce(rolled_over_through::text, 'never') from users
                   union all
                   select zone || ' ' || day_start || ' ' || closed_through from zone_rollovers
                   order by 1";
        sqlx::query_scalar(sql).fetch_all(&self.db).await.unwrap()
    }

    /// As many more people as like as twins to this one.
    pub(crate) async fn clones(&self, user: i64, count: i32) {
        for table in ["users", "habits"] {
            let id = if table == "users" { "id" } else { "user_id" };
            let columns: Vec<String> = sqlx::query_scalar(
                "select column_name::text from information_schema.columns
                 where table_name = $1 and column_name <> $2 and is_identity = 'NO'",
            )
            .bind(table)
            .bind(id)
            .fetch_all(&self.db)
            .await
            .unwrap();
            let columns = columns.join(", ");
            let sql = format!(
                "insert into {table} ({id}, {columns})
                 select number, {columns} from {table}, generate_series(1000000, 1000000 + $2 - 1) number
                 where {id} = $1"
            );
            sqlx::query(sqlx::AssertSqlSafe(sql)).bind(user).bind(count).execute(&self.db).await.unwrap();
        }
    }

    /// The most pages that one statement beginning so has read on the average.
    pub(crate) async fn pages_read_by(&self, beginning: &str) -> i64 {
        sqlx::query_scalar(
            "select max((shared_blks_hit + shared_blks_read) / calls)::bigint
             from pg_stat_statements s
             join pg_database d on d.oid = s.dbid
             where d.datname = current_database() and starts_with(ltrim(s.query, E' \\n'), $1)",
        )
        .bind(beginning)
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    /// Statements that the API has sent to its database while `work` was done, transactions included.
    pub(crate) async fn statements_of<T>(&self, work: impl Future<Output = T>) -> i64 {
        sqlx::query("create extension if not exists pg_stat_statements").execute(&self.db).await.unwrap();
        let before = self.statements().await;
        work.await;
        self.statements().await - before
    }

    async fn statements(&self) -> i64 {
        sqlx::query_scalar(
            "select coalesce(sum(calls), 0)::bigint
             from pg_stat_statements s
             join pg_database d on d.oid = s.dbid
             where d.datname = current_database() and s.query not like '%pg_stat_statements%'",
        )
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.db).await.unwrap()
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A person, speaking through the bot's key.
#[derive(Clone, Copy)]
pub(crate) struct User<'a> {
    pub(crate) api: &'a Api,
    pub(crate) id: UserId,
}

impl User<'_> {
    pub(crate) async fn keeps(&self, name: &str) -> HabitId {
        self.keeps_on(name, Schedule::Daily {}, &[]).await
    }

    /// A daily habit with a reminder.
    pub(crate) async fn keeps_with_reminder(&self, name: &str, time: &str) -> HabitId {
        self.keeps_on(name, Schedule::Daily {}, &[time]).await
    }

    pub(crate) async fn keeps_on(&self, name: &str, schedule: Schedule, times: &[&str]) -> HabitId {
        let name = core_shared::domain::HabitName::parse(name).unwrap();
        let reminders = times.iter().map(|time| CreateReminder::at(time.parse().unwrap())).collect();
        let habit = CreateHabit { reminders, ..CreateHabit::new(name.clone(), schedule) };
        let key: String = name.as_str().chars().filter(char::is_ascii_graphic).collect();
        self.api.bot.create_habit(self.id, &habit, &key).await.unwrap().id
    }

    /// A habit from its JSON, such as `{"name":"Water","schedule":{"kind":"daily"}}`.
    pub(crate) async fn makes(&self, json: &str) -> HabitId {
        let habit: CreateHabit = serde_json::from_str(json).unwrap();
        self.api.bot.create_habit(self.id, &habit, habit.name.as_str()).await.unwrap().id
    }

    pub(crate) async fn changes(&self, habit: HabitId, json: &str) -> HabitBody {
        self.api.bot.patch_habit(self.id, habit, &serde_json::from_str(json).unwrap()).await.unwrap()
    }

    pub(crate) async fn sets(&self, json: &str) -> UserBody {
        self.api.bot.patch_user(self.id, &serde_json::from_str(json).unwrap()).await.unwrap()
    }

    pub(crate) async fn records(&self, habit: HabitId, day: &str, json: &str) -> CheckInBody {
        let put: PutExecution = serde_json::from_str(json).unwrap();
        self.api.bot.put_execution(self.id, habit, day.parse().unwrap(), &put).await.unwrap()
    }

    /// Adds the step of the goal, once for each `key`.
    pub(crate) async fn adds(&self, habit: HabitId, day: &str, key: &str) -> CheckInBody {
        let step = AddAmount::default();
        self.api.bot.add_amount(self.id, habit, day.parse().unwrap(), &step, key).await.unwrap()
    }

    pub(crate) async fn marks(&self, habit: HabitId, day: &str, answer: Answer) -> CheckInBody {
        self.api.bot.put_execution(self.id, habit, day.parse().unwrap(), &answer.into()).await.unwrap()
    }

    pub(crate) async fn checks_in(&self, habit: HabitId, day: &str) -> CheckInBody {
        self.marks(habit, day, Answer::Done).await
    }

    pub(crate) async fn unmarks(&self, habit: HabitId, day: &str) -> CheckInBody {
        self.api
            .bot
            .delete_execution(self.id, habit, day.parse().unwrap(), MarkedOn::default())
            .await
            .unwrap()
    }

    pub(crate) async fn habit(&self, habit: HabitId) -> HabitBody {
        self.api.bot.get_habit(self.id, habit).await.unwrap()
    }

    pub(crate) async fn streak(&self, habit: HabitId) -> u32 {
        self.habit(habit).await.progress.streak
    }

    pub(crate) async fn moves_to_zone(&self, zone: &str) {
        let patch = PatchUser { zone: Some(Zone::parse(zone).unwrap()), ..PatchUser::default() };
        self.api.bot.patch_user(self.id, &patch).await.unwrap();
    }

    pub(crate) async fn starts_days_at(&self, time: &str) {
        let start = core_shared::domain::DayStart::new(time.parse().unwrap()).unwrap();
        let patch = PatchUser { day_start: Some(start), ..PatchUser::default() };
        self.api.bot.patch_user(self.id, &patch).await.unwrap();
    }
}

pub(crate) fn workdays() -> Schedule {
    Schedule::Weekdays { days: Weekdays::WORKDAYS }
}

/// The reminder message that a delivery brings.
pub(crate) fn reminder(delivery: &ClaimedDelivery) -> &ReminderMessageBody {
    match &delivery.content {
        DeliveryContent::Reminder { reminder } | DeliveryContent::Redraw { reminder, .. } => reminder,
        other => panic!("{other:?}"),
    }
}

/// The habits that a delivery asks for, in their order.
pub(crate) fn asked_for(delivery: &ClaimedDelivery) -> Vec<HabitId> {
    reminder(delivery).habits.iter().map(|item| item.habit).collect()
}

pub(crate) fn instant(text: &str) -> Timestamp {
    text.parse::<jiff::Zoned>().unwrap().timestamp()
}

fn settings(database_url: &str) -> api::Settings {
    api::Settings {
        database_url: SecretString::from(database_url),
        api_bind: ([127, 0, 0, 1], 0).into(),
        metrics_bind: Optional(None),
        reminders: api::ReminderSettings {
            telegram_rate: api::SendRate::DEFAULT.parse().unwrap(),
            late_after_minutes: 120,
        },
        keys: api::Keys {
            bot_api_key: BOT_KEY.into(),
            scheduler_api_key: SCHEDULER_KEY.into(),
            admin_api_key: ADMIN_KEY.into(),
            tasks_api_key: TASKS_KEY.into(),
            metrics_api_key: "".into(),
            credentials_key: "credentials-key-of-the-test-suite-only".into(),
        },
        rates: api::RateSettings {
            key_requests_per_second: 20_000.try_into().unwrap(),
            user_requests_per_minute: 6_000.try_into().unwrap(),
        },
        telegram_bot_token: BOT_TOKEN.into(),
        telegram_bot_id: Optional(None),
        launches: api::LaunchSettings { telegram_public_key: "00".repeat(32), launch_max_age_seconds: 3600 },
        calls: api::CallSettings {
            task_signing_key: SIGNING_KEY.into(),
            task_hosts: CALLED_HOSTS.parse().unwrap(),
            task_private_networks: "10.1.0.0/16".parse().unwrap(),
        },
        quotas: api::Quotas { max_habits_per_user: 200, max_reminders_per_user: 50 },
        limits: api::Limits {
            max_connections: 1000,
            max_concurrent_requests: 100,
            max_bytes_of_bodies: 64 * 1024 * 1024,
            patience: api::Patience::default(),
        },
        cors_origins: "".parse().unwrap(),
        telemetry: TelemetrySettings {
            log_format: LogFormat::Text,
            rust_log: "warn".to_owned(),
            sentry_dsn: SecretString::from(""),
        },
        command: None,
    }
}
