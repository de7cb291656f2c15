//! Which problems an operation can answer with: what follows from its form, and what is its own.

use axum::http::StatusCode;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use core_shared::contract::problem::{InvalidValue, PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
use utoipa::ToSchema as _;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{
    Content, ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder,
    example::ExampleBuilder, schema::Type,
};

/// The problems that an operation can answer with by what it does, not by its form.
const OWN: [(&str, &[ProblemKind]); 17] = [
    ("patch_user", &[ProblemKind::ChangedMeanwhile]),
    ("delete_user", &[ProblemKind::ChangedMeanwhile]),
    ("create_habit", &[ProblemKind::KeyReused, ProblemKind::QuotaReached]),
    ("copy_habit", &[ProblemKind::KeyReused, ProblemKind::QuotaReached]),
    ("patch_habit", &[ProblemKind::QuotaReached, ProblemKind::ChangedMeanwhile]),
    ("delete_habit", &[ProblemKind::ChangedMeanwhile]),
    ("create_reminder", &[ProblemKind::KeyReused, ProblemKind::ReminderExists, ProblemKind::QuotaReached]),
    ("patch_reminder", &[ProblemKind::ReminderExists]),
    ("add_amount", &[ProblemKind::KeyReused]),
    ("create_token", &[ProblemKind::NameTaken, ProblemKind::QuotaReached]),
    ("create_session", &[ProblemKind::NotFound]),
    ("create_task", &[ProblemKind::KeyReused]),
    ("cancel_task", &[ProblemKind::TaskState]),
    ("replay_task", &[ProblemKind::TaskState]),
    ("create_key", &[ProblemKind::NameTaken]),
    ("rotate_key", &[ProblemKind::KeyState]),
    ("revoke_key", &[ProblemKind::KeyState]),
];

/// Whatever is called: the guard is before it, and a database behind it.
const OF_ALL: [ProblemKind; 5] = [
    ProblemKind::Unauthorized,
    ProblemKind::Forbidden,
    ProblemKind::RateLimited,
    ProblemKind::Internal,
    ProblemKind::Unavailable,
];

/// Makes what it names, so that nothing can be absent.
const MAKES_ITS_ADDRESS: [&str; 1] = ["put_user"];

/// Writes them into the responses, each with an example.
pub(super) fn write_down(operation: &mut Operation) {
    let kinds = kinds_of(operation);
    let statuses: std::collections::BTreeSet<u16> = kinds.iter().map(|kind| kind.status()).collect();
    for status in statuses {
        let of_status: Vec<_> = kinds.iter().copied().filter(|kind| kind.status() == status).collect();
        let responses = &mut operation.responses.responses;
        let said = match responses.get(&status.to_string()) {
            Some(RefOr::T(response)) if !response.description.is_empty() => {
                Some(response.description.clone())
            }
            _ => None,
        };
        responses.insert(status.to_string(), response(&of_status, said).into());
    }
}

fn kinds_of(operation: &Operation) -> Vec<ProblemKind> {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    let has_path = parameters.iter().any(
        |parameter| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path),
    );
    let has_body = operation.request_body.is_some();
    let mut kinds = OF_ALL.to_vec();
    if has_path || has_body {
        kinds.push(ProblemKind::Malformed);
    }
    if has_body || !parameters.is_empty() {
        kinds.push(ProblemKind::Invalid);
    }
    if has_path && !MAKES_ITS_ADDRESS.contains(&id) {
        kinds.push(ProblemKind::NotFound);
    }
    if has_body {
        kinds.extend([ProblemKind::TooSlow, ProblemKind::TooLarge, ProblemKind::UnsupportedMediaType]);
    }
    kinds.extend(OWN.iter().filter(|(own, _)| *own == id).flat_map(|(_, kinds)| *kinds));
    kinds
}

fn response(kinds: &[ProblemKind], said: Option<String>) -> Response {
    let titles: Vec<_> = kinds.iter().map(|kind| kind.title()).collect();
    let mut response = ResponseBuilder::new()
        .description(said.unwrap_or_else(|| titles.join("; or: ")))
        .content(PROBLEM_MEDIA_TYPE, content(kinds));
    for header in kinds.iter().filter_map(|kind| header_of(*kind)) {
        response = response.header(
            header.0,
            HeaderBuilder::new().schema(Some(header.2)).description(Some(header.1)).build(),
        );
    }
    response.build()
}

/// Name, description and form of the header that comes with a problem.
fn header_of(kind: ProblemKind) -> Option<(&'static str, &'static str, ObjectBuilder)> {
    let form = |form| ObjectBuilder::new().schema_type(form);
    match StatusCode::from_u16(kind.status()).ok()? {
        StatusCode::UNAUTHORIZED => {
            Some((WWW_AUTHENTICATE.as_str(), "The credentials that are taken", form(Type::String)))
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Some((RETRY_AFTER.as_str(), "Seconds to wait", form(Type::Integer)))
        }
        _ => None,
    }
}

fn content(kinds: &[ProblemKind]) -> Content {
    let examples = kinds.iter().map(|kind| {
        let uri = kind.uri();
        let name = uri.rsplit(':').next().unwrap_or_default().to_owned();
        (
            name,
            ExampleBuilder::new()
                .summary(kind.title())
                .value(serde_json::to_value(example(*kind)).ok())
                .build(),
        )
    });
    ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(Problem::name())))
        .examples_from_iter(examples)
        .build()
}

fn example(kind: ProblemKind) -> Problem {
    let is_about_a_value = kind == ProblemKind::Invalid;
    Problem {
        kind: kind.uri(),
        title: kind.title().to_owned(),
        status: kind.status(),
        detail: None,
        request_id: Some("4f0c1d52a9b34e6f8d7a1c2b3e4f5a6b".to_owned()),
        errors: is_about_a_value
            .then(|| InvalidValue::in_body("/name", "is empty; send at least one character"))
            .into_iter()
            .collect(),
    }
}
