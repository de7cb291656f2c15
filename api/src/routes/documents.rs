//! The OpenAPI document and the page that shows it; both work without any other server.

mod examples;
mod links;
mod problems;
mod requests;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use core_shared::contract::deliveries::DeliveryState;
use core_shared::contract::habits::HabitStatus;
use core_shared::contract::keys::Scope;
use core_shared::contract::problem::Problem;
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, InfoBuilder, OpenApi, OpenApiBuilder, RefOr, SecurityRequirement};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::auth::Access;
use crate::state::AppState;

/// Service keys, and what a person's own programs show.
const API_KEY: &str = "api_key";
const TOKEN: &str = "token";

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

/// Adds what all operations have in common: credentials, problems, examples and links.
pub(super) fn finish(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    let header = ApiKeyValue::with_description("X-API-Key", "A service key with the scope of the operation");
    components.add_security_scheme(API_KEY, SecurityScheme::ApiKey(ApiKey::Header(header)));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A personal token, or a session"))
        .build();
    components.add_security_scheme(TOKEN, SecurityScheme::Http(bearer));
    declare::<Problem>(components);
    // Parameters refer to them, which alone does not bring them into the document.
    declare::<HabitStatus>(components);
    declare::<DeliveryState>(components);
    let examples = examples::read();
    for_each_operation(document, |_, _, operation| {
        requests::complete(operation);
        problems::write_down(operation);
        examples::write_down(operation, &examples);
        describe_success(operation);
    });
    requests::close(document);
    links::write_down(document);
}

/// Brings a schema into the document, and all that it refers to.
fn declare<T: ToSchema>(components: &mut Components) {
    let mut nested = Vec::new();
    T::schemas(&mut nested);
    components.schemas.extend(nested);
    components.schemas.insert(T::name().into_owned(), T::schema());
}

/// Writes down which credentials an operation takes. The scope `admin` may call every one.
pub(super) fn say_who_may_call(document: &mut OpenApi, access: Access) {
    let key = |scope: Scope| SecurityRequirement::new(API_KEY, [scope.name()]);
    let token = |access: &str| SecurityRequirement::new(TOKEN, [access]);
    for_each_operation(document, |_, method, operation| {
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

fn for_each_operation(document: &mut OpenApi, mut change: impl FnMut(&str, HttpMethod, &mut Operation)) {
    for (path, item) in &mut document.paths.paths {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                change(path, method, operation);
            }
        }
    }
}

/// An answer has to be described, also where the status says it all.
fn describe_success(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            let status = status.parse().ok().and_then(|status| StatusCode::from_u16(status).ok());
            let reason = status.and_then(|status| status.canonical_reason());
            response.description = reason.unwrap_or_default().into();
        }
    }
}
