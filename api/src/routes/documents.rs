//! The OpenAPI document and the page that shows it; both work without any other server.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use core_shared::contract::keys::Scope;
use core_shared::contract::problem::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, ResponseBuilder, SecurityRequirement,
};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::auth::Access;
use crate::state::AppState;

/// Service keys, and what a person's own programs show.
const API_KEY: &str = "api_key";
const TOKEN: &str = "token";

/// What any operation can answer, besides its own answers.
const SHARED_PROBLEMS: [ProblemKind; 11] = [
    ProblemKind::Malformed,
    ProblemKind::Unauthorized,
    ProblemKind::Forbidden,
    ProblemKind::NotFound,
    ProblemKind::TooSlow,
    ProblemKind::TooLarge,
    ProblemKind::UnsupportedMediaType,
    ProblemKind::Invalid,
    ProblemKind::RateLimited,
    ProblemKind::Internal,
    ProblemKind::Unavailable,
];

const DOCUMENT: &str = "/openapi.json";
const PAGE: &str = "/docs";

pub(super) fn router(mut document: OpenApi) -> Router<AppState> {
    finish(&mut document);
    // Written once: anybody may ask for it, as often as they like.
    let document = Bytes::from(serde_json::to_vec(&document).expect("a document is text and lists of text"));
    let answer = move || std::future::ready(([(CONTENT_TYPE, "application/json")], document));
    let page = SwaggerUi::new(PAGE).config(Config::from(DOCUMENT));
    Router::new().route(DOCUMENT, get(answer)).merge(page)
}

/// Whether an address is that of a document, which tells nothing about anybody.
pub(super) fn is_document(path: &str) -> bool {
    path == DOCUMENT || is_page(path)
}

/// Whether an address belongs to the page, which is shown in a browser.
pub(super) fn is_page(path: &str) -> bool {
    path.strip_prefix(PAGE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The document before its operations.
pub(super) fn description() -> OpenApi {
    let info =
        InfoBuilder::new().title("Habit tracker").version(env!("CARGO_PKG_VERSION")).description(Some(
            "Habits, what was done on which day, and the reminders that ask for it. Days are civil dates of \
             the user's own calendar. Errors are RFC 9457 problems: branch on `type`.",
        ));
    OpenApiBuilder::new().info(info.build()).build()
}

/// Adds what all operations have in common: the key and the problems.
pub(super) fn finish(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let header = ApiKeyValue::with_description("X-API-Key", "A service key with the scope of the operation");
    components.add_security_scheme(API_KEY, SecurityScheme::ApiKey(ApiKey::Header(header)));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A personal token, or a session"))
        .build();
    components.add_security_scheme(TOKEN, SecurityScheme::Http(bearer));
    let mut nested = Vec::new();
    Problem::schemas(&mut nested);
    components.schemas.extend(nested);
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    for_each_operation(document, |_, operation| complete(operation));
}

/// Writes down which credentials an operation takes. The scope `admin` may call every one.
pub(super) fn say_who_may_call(document: &mut OpenApi, access: Access) {
    let key = |scope: Scope| SecurityRequirement::new(API_KEY, [scope.name()]);
    let token = |access: &str| SecurityRequirement::new(TOKEN, [access]);
    for_each_operation(document, |method, operation| {
        operation.security = Some(match access {
            Access::Service(scope) => vec![key(scope)],
            Access::User if method == HttpMethod::Get => vec![key(Scope::Bot), token("read")],
            Access::User => vec![key(Scope::Bot), token("write")],
            Access::Account => vec![key(Scope::Bot), token("session")],
            Access::Anyone => Scope::ALL.map(key).into_iter().chain([token("read")]).collect(),
            Access::Open => vec![SecurityRequirement::default(), key(Scope::Bot)],
        });
    });
}

fn for_each_operation(document: &mut OpenApi, mut change: impl FnMut(HttpMethod, &mut Operation)) {
    for path in document.paths.paths.values_mut() {
        let operations = [
            (HttpMethod::Get, &mut path.get),
            (HttpMethod::Put, &mut path.put),
            (HttpMethod::Post, &mut path.post),
            (HttpMethod::Patch, &mut path.patch),
            (HttpMethod::Delete, &mut path.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                change(method, operation);
            }
        }
    }
}

fn complete(operation: &mut Operation) {
    for kind in SHARED_PROBLEMS {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
        let response = ResponseBuilder::new().description(kind.title()).content(PROBLEM_MEDIA_TYPE, content);
        operation.responses.responses.insert(kind.status().to_string(), response.build().into());
    }
}
