//! The typed client of the REST API: one method per operation, the wire types of [`crate::contract`].
//!
//! Calls that are safe to repeat are repeated while the API cannot be reached, so that its restart is a
//! pause for its clients and not an error.

use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use jiff::civil::Date;
use reqwest::header::{ETAG, IF_MATCH};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::contract::calls::{ClaimCalls, ClaimedCallsBody, ReportCalls};
use crate::contract::dead_letters::DeadLettersBody;
use crate::contract::deliveries::{
    ClaimBody, ClaimDeliveries, DeliveriesBody, DeliveriesPage, ReminderMessageBody, ReportBody,
    ReportDeliveries, SnoozeBody,
};
use crate::contract::dialogues::DialogueBody;
use crate::contract::events::EventsBody;
use crate::contract::executions::{
    AddAmount, CheckInBody, ExecutionBody, ExecutionsBody, MarkedOn, PatchExecution, PutExecution,
};
use crate::contract::habit_order::{HabitOrderBody, PutHabitOrder};
use crate::contract::habits::{
    CopyHabit, CreateHabit, HabitBody, HabitStatus, HabitsBody, HabitsPage, PatchHabit,
};
use crate::contract::keys::{CreateKey, KeyBody, KeysBody, NewKeyBody, RotateKey};
use crate::contract::me::MeBody;
use crate::contract::problem::{Problem, ProblemKind};
use crate::contract::reminders::{CreateReminder, PatchReminder, PlanBody, ReminderBody, RemindersBody};
use crate::contract::rollovers::RolloverBody;
use crate::contract::schedules::SchedulesBody;
use crate::contract::sessions::{CreateSession, SessionBody};
use crate::contract::statistics::{HabitStatisticsBody, UserStatisticsBody};
use crate::contract::tasks::{CreateTask, TaskBody, TaskState, TasksBody};
use crate::contract::today::TodayBody;
use crate::contract::tokens::{CreateToken, NewTokenBody, TokensBody};
use crate::contract::updates::{
    ClaimUpdates, ClaimedUpdatesBody, ReportUpdates, ReportedUpdatesBody, StoreUpdates, StoredUpdatesBody,
};
use crate::contract::users::{PatchUser, PutUser, UserBody};
use crate::contract::verification::VerificationBody;
use crate::contract::{API_KEY_HEADER, IDEMPOTENCY_KEY_HEADER};
use crate::domain::{
    Days, DeliveryId, Explanation, HabitId, KeyId, Period, ReminderId, Snooze, TaskId, TokenId, UserId,
};

/// One answer has to arrive within this time.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// For work that has piled up: planning what hours of downtime have left, closing thousands of days.
const LONG_REQUEST_TIMEOUT: Duration = Duration::from_mins(2);

/// How long a connection is kept for the next call: well below the half minute after which the API ends one that is not
/// used, so that no call begins on a connection that is just being ended.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10);

/// The first pause before a call is repeated; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How often a call is repeated: with the pauses above, for about 15 seconds. A restart takes two.
const REPEATS: usize = 12;

/// Why a call has no answer.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The API answered with a problem.
    #[error("{} ({}){}", .0.title, .0.status, .0.detail.as_deref().map(|d| format!(": {d}")).unwrap_or_default())]
    Problem(Box<Problem>),
    /// The API cannot be reached or is not ready; nothing is known about what became of the call.
    #[error("the API is unavailable: {0}")]
    Unavailable(String),
    /// The answer is not one of this API.
    #[error("the API gave an answer that cannot be read: {0}")]
    Unreadable(String),
}

impl ClientError {
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Unavailable(_) => true,
            Self::Problem(problem) => problem.status == ProblemKind::Unavailable.status(),
            Self::Unreadable(_) => false,
        }
    }

    /// The kind of problem, if it is one of ours.
    pub fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Problem(problem) => ProblemKind::from_uri(&problem.kind),
            Self::Unavailable(_) | Self::Unreadable(_) => None,
        }
    }
}

pub type ClientResult<T> = Result<T, ClientError>;

/// A client with its own connections; cheap to clone.
#[derive(Debug, Clone)]
pub struct ApiClient {
    base: String,
    credential: Credential,
    http: reqwest::Client,
}

/// What a client shows to be let in.
#[derive(Debug, Clone)]
enum Credential {
    ServiceKey(SecretString),
    /// A personal token or a session.
    Token(SecretString),
}

impl ApiClient {
    /// A client of the API at `base`, such as `http://127.0.0.1:8080`, with a service key.
    pub fn new(base: &str, key: SecretString) -> Self {
        Self::with(base, Credential::ServiceKey(key))
    }

    /// A client that speaks for one user, with a personal token or a session.
    pub fn with_token(base: &str, token: SecretString) -> Self {
        Self::with(base, Credential::Token(token))
    }

    fn with(base: &str, credential: Credential) -> Self {
        let http = reqwest::Client::builder()
            .timeout(REQUEST_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client without own certificates can be built");
        Self { base: base.trim_end_matches('/').to_owned(), credential, http }
    }

    // Users

    /// First contact or contact again. The flag tells whether the user is new.
    pub async fn put_user(&self, user: UserId, body: &PutUser) -> ClientResult<(UserBody, FirstContact)> {
        let response = self.respond(|| self.request(Method::PUT, &user_path(user, "")).json(body)).await?;
        let first =
            if response.status() == StatusCode::CREATED { FirstContact::Yes } else { FirstContact::No };
        Ok((read(response).await?, first))
    }

    pub async fn get_user(&self, user: UserId) -> ClientResult<UserBody> {
        self.call(|| self.request(Method::GET, &user_path(user, ""))).await
    }

    pub async fn patch_user(&self, user: UserId, body: &PatchUser) -> ClientResult<UserBody> {
        self.call(|| self.request(Method::PATCH, &user_path(user, "")).json(body)).await
    }

    /// The user with their version, which a change can be made to depend on.
    pub async fn get_user_tagged(&self, user: UserId) -> ClientResult<Tagged<UserBody>> {
        tagged(self.respond(|| self.request(Method::GET, &user_path(user, ""))).await?).await
    }

    /// Changes this very version; another one is [`ProblemKind::ChangedMeanwhile`]. Not repeated: the answer to a
    /// repetition would be that somebody has changed it.
    pub async fn patch_user_if(
        &self,
        user: UserId,
        etag: &str,
        body: &PatchUser,
    ) -> ClientResult<Tagged<UserBody>> {
        let request = self.request(Method::PATCH, &user_path(user, "")).header(IF_MATCH, etag);
        tagged(send(request.json(body)).await?).await
    }

    /// Deletes a user with everything that is known of them.
    pub async fn delete_user(&self, user: UserId) -> ClientResult<()> {
        self.respond(|| self.request(Method::DELETE, &user_path(user, ""))).await.map(drop)
    }

    // Habits

    /// Creates a habit once per `key`, however often it is called.
    pub async fn create_habit(&self, user: UserId, body: &CreateHabit, key: &str) -> ClientResult<HabitBody> {
        let path = user_path(user, "/habits");
        self.call(|| self.request(Method::POST, &path).header(IDEMPOTENCY_KEY_HEADER, key).json(body)).await
    }

    /// Copies a habit once per `key`, however often it is called.
    pub async fn copy_habit(
        &self,
        user: UserId,
        habit: HabitId,
        body: &CopyHabit,
        key: &str,
    ) -> ClientResult<HabitBody> {
        let path = habit_path(user, habit, "/copy");
        self.call(|| self.request(Method::POST, &path).header(IDEMPOTENCY_KEY_HEADER, key).json(body)).await
    }

    pub async fn list_schedules(&self, user: UserId, habit: HabitId) -> ClientResult<SchedulesBody> {
        self.call(|| self.request(Method::GET, &habit_path(user, habit, "/schedules"))).await
    }

    /// Every habit, page by page.
    pub async fn list_habits(&self, user: UserId, status: HabitStatus) -> ClientResult<HabitsBody> {
        let mut list = HabitsBody { habits: Vec::new(), next: None };
        loop {
            let page = HabitsPage { status, after: list.next.take(), ..HabitsPage::default() };
            let HabitsBody { habits, next } = self.list_habits_page(user, &page).await?;
            list.habits.extend(habits);
            if next.is_none() {
                return Ok(list);
            }
            list.next = next;
        }
    }

    pub async fn list_habits_page(&self, user: UserId, page: &HabitsPage) -> ClientResult<HabitsBody> {
        let path = user_path(user, "/habits");
        self.call(|| self.request(Method::GET, &path).query(page)).await
    }

    pub async fn put_habit_order(&self, user: UserId, body: &PutHabitOrder) -> ClientResult<HabitOrderBody> {
        self.call(|| self.request(Method::PUT, &user_path(user, "/habit-order")).json(body)).await
    }

    pub async fn get_habit(&self, user: UserId, habit: HabitId) -> ClientResult<HabitBody> {
        self.call(|| self.request(Method::GET, &habit_path(user, habit, ""))).await
    }

    pub async fn patch_habit(
        &self,
        user: UserId,
        habit: HabitId,
        body: &PatchHabit,
    ) -> ClientResult<HabitBody> {
        self.call(|| self.request(Method::PATCH, &habit_path(user, habit, "")).json(body)).await
    }

    /// The habit with its version, which a change can be made to depend on.
    pub async fn get_habit_tagged(&self, user: UserId, habit: HabitId) -> ClientResult<Tagged<HabitBody>> {
        tagged(self.respond(|| self.request(Method::GET, &habit_path(user, habit, ""))).await?).await
    }

    /// Changes this very version; another one is [`ProblemKind::ChangedMeanwhile`]. Not repeated: the answer to a
    /// repetition would be that somebody has changed it.
    pub async fn patch_habit_if(
        &self,
        user: UserId,
        habit: HabitId,
        etag: &str,
        body: &PatchHabit,
    ) -> ClientResult<Tagged<HabitBody>> {
        let request = self.request(Method::PATCH, &habit_path(user, habit, "")).header(IF_MATCH, etag);
        tagged(send(request.json(body)).await?).await
    }

    /// Deletes this very version; another one is [`ProblemKind::ChangedMeanwhile`].
    pub async fn delete_habit_if(&self, user: UserId, habit: HabitId, etag: &str) -> ClientResult<()> {
        let request = self.request(Method::DELETE, &habit_path(user, habit, "")).header(IF_MATCH, etag);
        send(request).await.map(drop)
    }

    pub async fn delete_habit(&self, user: UserId, habit: HabitId) -> ClientResult<()> {
        self.respond(|| self.request(Method::DELETE, &habit_path(user, habit, ""))).await.map(drop)
    }

    // Reminders

    pub async fn list_reminders(&self, user: UserId) -> ClientResult<RemindersBody> {
        self.call(|| self.request(Method::GET, &user_path(user, "/reminders"))).await
    }

    /// Adds a reminder once per `key`, however often it is called.
    pub async fn create_reminder(
        &self,
        user: UserId,
        habit: HabitId,
        body: &CreateReminder,
        key: &str,
    ) -> ClientResult<ReminderBody> {
        let path = habit_path(user, habit, "/reminders");
        self.call(|| self.request(Method::POST, &path).header(IDEMPOTENCY_KEY_HEADER, key).json(body)).await
    }

    pub async fn get_reminder(
        &self,
        user: UserId,
        habit: HabitId,
        reminder: ReminderId,
    ) -> ClientResult<ReminderBody> {
        let path = habit_path(user, habit, &format!("/reminders/{reminder}"));
        self.call(|| self.request(Method::GET, &path)).await
    }

    pub async fn patch_reminder(
        &self,
        user: UserId,
        habit: HabitId,
        reminder: ReminderId,
        body: &PatchReminder,
    ) -> ClientResult<ReminderBody> {
        let path = habit_path(user, habit, &format!("/reminders/{reminder}"));
        self.call(|| self.request(Method::PATCH, &path).json(body)).await
    }

    pub async fn delete_reminder(
        &self,
        user: UserId,
        habit: HabitId,
        reminder: ReminderId,
    ) -> ClientResult<()> {
        let path = habit_path(user, habit, &format!("/reminders/{reminder}"));
        self.respond(|| self.request(Method::DELETE, &path)).await.map(drop)
    }

    // Executions

    pub async fn put_execution(
        &self,
        user: UserId,
        habit: HabitId,
        day: Date,
        body: &PutExecution,
    ) -> ClientResult<CheckInBody> {
        let path = habit_path(user, habit, &format!("/executions/{day}"));
        self.call(|| self.request(Method::PUT, &path).json(body)).await
    }

    pub async fn patch_execution(
        &self,
        user: UserId,
        habit: HabitId,
        day: Date,
        body: &PatchExecution,
    ) -> ClientResult<ExecutionBody> {
        let path = habit_path(user, habit, &format!("/executions/{day}"));
        self.call(|| self.request(Method::PATCH, &path).json(body)).await
    }

    /// Adds to the amount of a day once per `key`, however often it is called.
    pub async fn add_amount(
        &self,
        user: UserId,
        habit: HabitId,
        day: Date,
        body: &AddAmount,
        key: &str,
    ) -> ClientResult<CheckInBody> {
        let path = habit_path(user, habit, &format!("/executions/{day}/add"));
        self.call(|| self.request(Method::POST, &path).header(IDEMPOTENCY_KEY_HEADER, key).json(body)).await
    }

    pub async fn delete_execution(
        &self,
        user: UserId,
        habit: HabitId,
        day: Date,
        on: MarkedOn,
    ) -> ClientResult<CheckInBody> {
        let path = habit_path(user, habit, &format!("/executions/{day}"));
        self.call(|| self.request(Method::DELETE, &path).query(&on)).await
    }

    pub async fn list_executions(
        &self,
        user: UserId,
        habit: HabitId,
        from: Date,
        to: Date,
    ) -> ClientResult<ExecutionsBody> {
        let path = habit_path(user, habit, "/executions");
        self.call(|| self.request(Method::GET, &path).query(&[("from", from), ("to", to)])).await
    }

    // Numbers and where they come from

    pub async fn get_explanation(&self, user: UserId, habit: HabitId) -> ClientResult<Explanation> {
        self.call(|| self.request(Method::GET, &habit_path(user, habit, "/explanation"))).await
    }

    pub async fn get_habit_statistics(
        &self,
        user: UserId,
        habit: HabitId,
        range: Days,
        by: Option<Period>,
    ) -> ClientResult<HabitStatisticsBody> {
        let path = habit_path(user, habit, "/statistics");
        self.call(|| {
            self.request(Method::GET, &path)
                .query(&[("from", range.from), ("to", range.to)])
                .query(&[("by", by)])
        })
        .await
    }

    pub async fn get_user_statistics(&self, user: UserId, range: Days) -> ClientResult<UserStatisticsBody> {
        let path = user_path(user, "/statistics");
        self.call(|| self.request(Method::GET, &path).query(&[("from", range.from), ("to", range.to)])).await
    }

    // Today

    pub async fn get_today(&self, user: UserId) -> ClientResult<TodayBody> {
        self.call(|| self.request(Method::GET, &user_path(user, "/today"))).await
    }

    /// The same, with what was left open from a day on, whether the user was asked about it or not.
    pub async fn get_today_open_since(&self, user: UserId, since: Date) -> ClientResult<TodayBody> {
        let path = user_path(user, "/today");
        self.call(|| self.request(Method::GET, &path).query(&[("open_since", since)])).await
    }

    /// The same for a day of the last weeks.
    pub async fn get_day(&self, user: UserId, day: Date) -> ClientResult<TodayBody> {
        self.call(|| self.request(Method::GET, &user_path(user, "/today")).query(&[("day", day)])).await
    }

    // Dialogues

    pub async fn get_dialogue(&self, user: UserId) -> ClientResult<DialogueBody> {
        self.call(|| self.request(Method::GET, &user_path(user, "/dialogue"))).await
    }

    /// Replaces the dialogue; a null state ends it.
    pub async fn put_dialogue(&self, user: UserId, body: &DialogueBody) -> ClientResult<DialogueBody> {
        self.call(|| self.request(Method::PUT, &user_path(user, "/dialogue")).json(body)).await
    }

    // Events

    /// What has happened, oldest first, behind what `next` said before.
    pub async fn list_events(
        &self,
        user: UserId,
        after: Option<&str>,
        limit: Option<u32>,
    ) -> ClientResult<EventsBody> {
        let path = user_path(user, "/events");
        self.call(|| self.request(Method::GET, &path).query(&[("after", after)]).query(&[("limit", limit)]))
            .await
    }

    // Deliveries

    pub async fn list_deliveries(&self, user: UserId, page: &DeliveriesPage) -> ClientResult<DeliveriesBody> {
        self.call(|| self.request(Method::GET, &user_path(user, "/deliveries")).query(page)).await
    }

    /// The reminder of a message comes again later. Sent twice, the same repetition is moved.
    pub async fn get_message(&self, user: UserId, delivery: DeliveryId) -> ClientResult<ReminderMessageBody> {
        let path = user_path(user, &format!("/deliveries/{delivery}/message"));
        self.call(|| self.request(Method::GET, &path)).await
    }

    pub async fn put_snooze(
        &self,
        user: UserId,
        delivery: DeliveryId,
        snooze: &Snooze,
    ) -> ClientResult<SnoozeBody> {
        let path = user_path(user, &format!("/deliveries/{delivery}/snooze"));
        self.call(|| self.request(Method::PUT, &path).json(snooze)).await
    }

    // Who is calling

    pub async fn get_me(&self) -> ClientResult<MeBody> {
        self.call(|| self.request(Method::GET, "/v1/me")).await
    }

    /// Not repeated: what an answer that was lost has made, nobody can show.
    pub async fn create_token(&self, user: UserId, body: &CreateToken) -> ClientResult<NewTokenBody> {
        self.call_once(self.request(Method::POST, &user_path(user, "/tokens")).json(body)).await
    }

    pub async fn list_tokens(&self, user: UserId) -> ClientResult<TokensBody> {
        self.call(|| self.request(Method::GET, &user_path(user, "/tokens"))).await
    }

    pub async fn revoke_token(&self, user: UserId, token: TokenId) -> ClientResult<()> {
        let path = user_path(user, &format!("/tokens/{token}"));
        self.respond(|| self.request(Method::DELETE, &path)).await.map(drop)
    }

    pub async fn create_session(&self, body: &CreateSession) -> ClientResult<SessionBody> {
        self.call_once(self.request(Method::POST, "/v1/sessions").json(body)).await
    }

    // The bot's own

    /// Keeps updates, each once. Called once: who calls knows better how long Telegram waits.
    pub async fn store_updates(&self, body: &StoreUpdates) -> ClientResult<StoredUpdatesBody> {
        self.call_once(self.request(Method::POST, "/v1/bot/updates").json(body)).await
    }

    pub async fn claim_updates(&self, body: &ClaimUpdates) -> ClientResult<ClaimedUpdatesBody> {
        self.call_once(self.request(Method::POST, "/v1/bot/updates/claim").json(body)).await
    }

    /// A report that arrives twice counts once. Called once: it may claim, too.
    pub async fn report_updates(&self, body: &ReportUpdates) -> ClientResult<ReportedUpdatesBody> {
        self.call_once(self.request(Method::POST, "/v1/bot/updates/report").json(body)).await
    }

    // The scheduler's own

    pub async fn plan_reminders(&self) -> ClientResult<PlanBody> {
        let request = self.request(Method::POST, "/v1/scheduler/reminders/plan");
        self.call_once(request.timeout(LONG_REQUEST_TIMEOUT)).await
    }

    pub async fn claim_deliveries(&self, body: &ClaimDeliveries) -> ClientResult<ClaimBody> {
        self.call_once(self.request(Method::POST, "/v1/scheduler/deliveries/claim").json(body)).await
    }

    /// Repeated while the API is away: a report that arrives twice counts once.
    pub async fn report_deliveries(&self, body: &ReportDeliveries) -> ClientResult<ReportBody> {
        self.call(|| self.request(Method::POST, "/v1/scheduler/deliveries/report").json(body)).await
    }

    pub async fn run_rollovers(&self) -> ClientResult<RolloverBody> {
        let request = self.request(Method::POST, "/v1/scheduler/rollovers/run");
        self.call_once(request.timeout(LONG_REQUEST_TIMEOUT)).await
    }

    pub async fn claim_calls(&self, body: &ClaimCalls) -> ClientResult<ClaimedCallsBody> {
        self.call_once(self.request(Method::POST, "/v1/scheduler/calls/claim").json(body)).await
    }

    /// Repeated while the API is away: a report that arrives twice counts once.
    pub async fn report_calls(&self, body: &ReportCalls) -> ClientResult<ReportBody> {
        self.call(|| self.request(Method::POST, "/v1/scheduler/calls/report").json(body)).await
    }

    // Tasks

    /// Queues a task once for its key, however often it is called.
    pub async fn create_task(&self, body: &CreateTask) -> ClientResult<TaskBody> {
        self.call(|| self.request(Method::POST, "/v1/tasks").json(body)).await
    }

    pub async fn get_task(&self, task: TaskId) -> ClientResult<TaskBody> {
        self.call(|| self.request(Method::GET, &format!("/v1/tasks/{task}"))).await
    }

    /// A page of tasks, behind what `next` said on the page before.
    pub async fn list_tasks(&self, state: Option<TaskState>, after: Option<&str>) -> ClientResult<TasksBody> {
        self.call(|| {
            self.request(Method::GET, "/v1/tasks").query(&[("state", state)]).query(&[("after", after)])
        })
        .await
    }

    pub async fn cancel_task(&self, task: TaskId) -> ClientResult<TaskBody> {
        self.call(|| self.request(Method::POST, &format!("/v1/tasks/{task}/cancel"))).await
    }

    pub async fn replay_task(&self, task: TaskId) -> ClientResult<TaskBody> {
        self.call_once(self.request(Method::POST, &format!("/v1/tasks/{task}/replay"))).await
    }

    // The operator's own

    pub async fn create_key(&self, body: &CreateKey) -> ClientResult<NewKeyBody> {
        self.call_once(self.request(Method::POST, "/v1/admin/keys").json(body)).await
    }

    pub async fn list_keys(&self) -> ClientResult<KeysBody> {
        self.call(|| self.request(Method::GET, "/v1/admin/keys")).await
    }

    pub async fn rotate_key(&self, key: KeyId, body: &RotateKey) -> ClientResult<NewKeyBody> {
        let path = format!("/v1/admin/keys/{key}/rotate");
        self.call_once(self.request(Method::POST, &path).json(body)).await
    }

    pub async fn revoke_key(&self, key: KeyId) -> ClientResult<KeyBody> {
        self.call(|| self.request(Method::DELETE, &format!("/v1/admin/keys/{key}"))).await
    }

    pub async fn verify_progress(&self) -> ClientResult<VerificationBody> {
        self.call_once(self.request(Method::POST, "/v1/admin/progress/verify")).await
    }

    /// A page of deliveries that were given up, behind what `next` said on the page before.
    pub async fn list_dead_letters(&self, after: Option<&str>) -> ClientResult<DeadLettersBody> {
        let path = "/v1/admin/dead-letters";
        self.call(|| self.request(Method::GET, path).query(&[("after", after)])).await
    }

    pub async fn replay_dead_letter(&self, user: UserId, delivery: DeliveryId) -> ClientResult<()> {
        let path = format!("/v1/admin/dead-letters/{user}/{delivery}/replay");
        send(self.request(Method::POST, &path)).await.map(drop)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &self.credential {
            Credential::ServiceKey(key) => request.header(API_KEY_HEADER, key.expose_secret()),
            Credential::Token(token) => request.bearer_auth(token.expose_secret()),
        }
    }

    async fn call<T: DeserializeOwned>(&self, request: impl Fn() -> RequestBuilder) -> ClientResult<T> {
        read(self.respond(request).await?).await
    }

    async fn call_once<T: DeserializeOwned>(&self, request: RequestBuilder) -> ClientResult<T> {
        read(send(request).await?).await
    }

    async fn respond(&self, request: impl Fn() -> RequestBuilder) -> ClientResult<Response> {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(FIRST_PAUSE)
            .with_max_delay(LONGEST_PAUSE)
            .with_max_times(REPEATS)
            .with_jitter();
        (|| send(request())).retry(pauses).when(ClientError::is_unavailable).await
    }
}

/// A body, and which version of the thing it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged<T> {
    pub body: T,
    /// As it goes into `If-Match`.
    pub etag: String,
}

/// Whether a user was seen for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstContact {
    Yes,
    No,
}

async fn send(request: RequestBuilder) -> ClientResult<Response> {
    let response = request.send().await.map_err(|error| ClientError::Unavailable(cause(error)))?;
    if response.status().is_success() {
        return Ok(response);
    }
    let status = response.status();
    let body = response.bytes().await.map_err(|error| ClientError::Unavailable(cause(error)))?;
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => Err(ClientError::Problem(Box::new(problem))),
        // A proxy in between says so in its own words.
        Err(_) if status.is_server_error() => Err(ClientError::Unavailable(status.to_string())),
        Err(_) => Err(ClientError::Unreadable(status.to_string())),
    }
}

async fn read<T: DeserializeOwned>(response: Response) -> ClientResult<T> {
    let body = response.bytes().await.map_err(|error| ClientError::Unavailable(cause(error)))?;
    serde_json::from_slice(&body).map_err(|error| ClientError::Unreadable(error.to_string()))
}

async fn tagged<T: DeserializeOwned>(response: Response) -> ClientResult<Tagged<T>> {
    let etag = response.headers().get(ETAG).and_then(|etag| etag.to_str().ok()).map(str::to_owned);
    let etag = etag.ok_or_else(|| ClientError::Unreadable("it has no ETag".to_owned()))?;
    Ok(Tagged { body: read(response).await?, etag })
}

/// The error without its URL and with its innermost reason, which is the one that tells something.
fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        text = inner.to_string();
        source = inner.source();
    }
    text
}

fn user_path(user: UserId, rest: &str) -> String {
    format!("/v1/users/{user}{rest}")
}

fn habit_path(user: UserId, habit: HabitId, rest: &str) -> String {
    format!("/v1/users/{user}/habits/{habit}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_not_part_of_what_a_client_shows_of_itself() {
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = ApiClient::new("http://localhost:1/", SecretString::from("very-secret"));
        assert!(!format!("{client:?}").contains("very-secret"));
    }
}
