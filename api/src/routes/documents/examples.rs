//! An example of every body: read as what it is an example of, so that none can be wrong.

use core_shared::contract::{
    calls, dead_letters, deliveries, dialogues, events, executions, habit_order, habits, keys, me, reminders,
    rollovers, schedules, sessions, statistics, tasks, today, tokens, updates, users, verification,
};
use core_shared::domain::Explanation;
use core_shared::domain::snooze::SnoozeFields;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, RefOr};

/// By the names of the schemas.
const EXAMPLES: &str = include_str!("examples.json");

/// Writes them beside the schemas of bodies.
pub(super) fn write_down(operation: &mut Operation, examples: &[(String, Value)]) {
    let requests = operation.request_body.iter_mut().filter_map(|body| match body {
        RefOr::T(body) => Some(body.content.values_mut()),
        RefOr::Ref(_) => None,
    });
    let responses = operation.responses.responses.values_mut().filter_map(|response| match response {
        RefOr::T(response) => Some(response.content.values_mut()),
        RefOr::Ref(_) => None,
    });
    for content in requests.flatten() {
        add(content, examples);
    }
    for content in responses.flatten() {
        add(content, examples);
    }
}

fn add(content: &mut RefOr<Content>, examples: &[(String, Value)]) {
    let RefOr::T(content) = content else { return };
    let Some(RefOr::Ref(reference)) = &content.schema else { return };
    let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
    if let Some((_, value)) = examples.iter().find(|(schema, _)| schema == name) {
        let example = ExampleBuilder::new().value(Some(value.clone())).build();
        content.examples.insert("example".to_owned(), example.into());
    }
}

macro_rules! read {
    ($all:expr, $($body:ty),* $(,)?) => {
        vec![$((<$body as ToSchema>::name().into_owned(), example::<$body>($all))),*]
    };
}

/// All of them, as the API would write them.
pub(super) fn read() -> Vec<(String, Value)> {
    let all: Value = serde_json::from_str(EXAMPLES).expect("a test makes the document");
    read!(
        &all,
        Explanation,
        SnoozeFields,
        calls::ClaimCalls,
        calls::ClaimedCallsBody,
        calls::ReportCalls,
        dead_letters::DeadLettersBody,
        deliveries::ClaimBody,
        deliveries::ClaimDeliveries,
        deliveries::DeliveriesBody,
        deliveries::ReminderMessageBody,
        deliveries::ReportBody,
        deliveries::ReportDeliveries,
        deliveries::SnoozeBody,
        dialogues::DialogueBody,
        events::EventsBody,
        executions::AddAmount,
        executions::CheckInBody,
        executions::ExecutionBody,
        executions::ExecutionsBody,
        executions::PatchExecution,
        executions::PutExecution,
        habit_order::HabitOrderBody,
        habit_order::PutHabitOrder,
        habits::CopyHabit,
        habits::CreateHabit,
        habits::HabitBody,
        habits::HabitsBody,
        habits::PatchHabit,
        keys::CreateKey,
        keys::KeyBody,
        keys::KeysBody,
        keys::NewKeyBody,
        keys::RotateKey,
        me::MeBody,
        reminders::CreateReminder,
        reminders::PatchReminder,
        reminders::PlanBody,
        reminders::ReminderBody,
        reminders::RemindersBody,
        rollovers::RolloverBody,
        schedules::SchedulesBody,
        sessions::CreateSession,
        sessions::SessionBody,
        statistics::HabitStatisticsBody,
        statistics::UserStatisticsBody,
        tasks::CreateTask,
        tasks::TaskBody,
        tasks::TasksBody,
        today::TodayBody,
        tokens::CreateToken,
        tokens::NewTokenBody,
        tokens::TokensBody,
        updates::ClaimUpdates,
        updates::ClaimedUpdatesBody,
        updates::ReportUpdates,
        updates::ReportedUpdatesBody,
        updates::StoreUpdates,
        updates::StoredUpdatesBody,
        users::PatchUser,
        users::PutUser,
        users::UserBody,
        verification::VerificationBody,
    )
}

fn example<T: ToSchema + Serialize + DeserializeOwned>(all: &Value) -> Value {
    let name = T::name();
    let written = all.get(name.as_ref()).unwrap_or_else(|| panic!("examples.json has no {name}"));
    let body: T = serde_json::from_value(written.clone())
        .unwrap_or_else(|error| panic!("the example of {name} cannot be read: {error}"));
    serde_json::to_value(body).expect("every body can be written")
}
