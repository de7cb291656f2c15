//! The surface: every operation with its documentation, the scopes that guard them, and what all requests share.

mod admission;
mod calls;
mod dead_letters;
mod deliveries;
mod dialogues;
mod documents;
mod events;
mod executions;
mod explanation;
mod habit_order;
mod habits;
mod headers;
mod health;
mod keys;
mod me;
mod reminders;
mod replayed;
mod request;
mod rollovers;
mod schedules;
mod sessions;
mod statistics;
mod tagged;
mod tasks;
mod today;
mod tokens;
mod updates;
mod users;
mod verification;

use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use core_shared::contract::keys::Scope;
use core_shared::contract::problem::ProblemKind;
use core_shared::runtime::metrics_server;
use metrics_exporter_prometheus::PrometheusHandle;
use tower::util::option_layer;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::{Access, guard};
use crate::cors_origins::CorsOrigins;
use crate::error::ApiError;
use crate::settings::Patience;
use crate::state::AppState;

/// The whole API on one router, with what is served `beside` it.
pub(crate) fn app(state: AppState, cors: &CorsOrigins, beside: Router<AppState>) -> Router {
    let (router, openapi) = documented(&state).split_for_parts();
    router
        .merge(health::router())
        .merge(beside)
        .merge(documents::router(openapi))
        .fallback(|| std::future::ready(ApiError::not_found()))
        .method_not_allowed_fallback(|| std::future::ready(ApiError::new(ProblemKind::MethodNotAllowed)))
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(headers::compression())
        .layer(option_layer(headers::cors(cors)))
        .layer(from_fn(headers::add))
        .layer(from_fn(request::watched))
        .with_state(state)
}

/// `/metrics` on the address of the API: open, unless there is a key for it.
pub(crate) fn metrics(state: &AppState, metrics: PrometheusHandle, is_guarded: bool) -> Router<AppState> {
    let route = metrics_server::metrics_route(metrics);
    if !is_guarded {
        return route;
    }
    route.route_layer(from_fn_with_state((state.clone(), Access::Service(Scope::Metrics)), guard))
}

fn documented(state: &AppState) -> OpenApiRouter<AppState> {
    // From the last line up: whoever may call is let in, and worked on as soon as the body has arrived.
    let guarded = |router: OpenApiRouter<AppState>, (access, routes): (Access, OpenApiRouter<AppState>)| {
        let patience = patience_for(access, state.patience);
        let routes = routes
            .route_layer(from_fn_with_state((state.clone(), patience), admission::admit))
            .route_layer(from_fn_with_state((state.clone(), access), guard));
        router.merge(routes)
    };
    operations().into_iter().fold(OpenApiRouter::with_openapi(documents::description()), guarded)
}

/// What has piled up may take longer than what a person waits for.
fn patience_for(access: Access, Patience { request, long_request, .. }: Patience) -> Duration {
    match access {
        Access::Service(Scope::Scheduler | Scope::Admin) => long_request,
        _ => request,
    }
}

/// Every operation, by who may call it, which its documentation says, too.
fn operations() -> [(Access, OpenApiRouter<AppState>); 8] {
    let mut operations = [
        (Access::User, user_routes()),
        (Access::Account, account_routes()),
        (Access::Service(Scope::Bot), bot_routes()),
        (Access::Service(Scope::Scheduler), scheduler_routes()),
        (Access::Service(Scope::Tasks), task_routes()),
        (Access::Service(Scope::Admin), admin_routes()),
        (Access::Anyone, OpenApiRouter::new().routes(routes!(me::get_me))),
        (Access::Open, OpenApiRouter::new().routes(routes!(sessions::create_session))),
    ];
    for (access, routes) in &mut operations {
        documents::say_who_may_call(routes.get_openapi_mut(), *access);
    }
    operations
}

fn user_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::get_user, users::patch_user))
        .routes(routes!(habits::create_habit, habits::list_habits))
        .routes(routes!(habits::get_habit, habits::patch_habit, habits::delete_habit))
        .routes(routes!(habits::copy_habit))
        .routes(routes!(schedules::list_schedules))
        .routes(routes!(reminders::list_reminders))
        .routes(routes!(reminders::create_reminder))
        .routes(routes!(reminders::get_reminder, reminders::patch_reminder, reminders::delete_reminder))
        .routes(routes!(habit_order::put_habit_order))
        .routes(routes!(executions::list_executions))
        .routes(routes!(executions::put_execution, executions::patch_execution, executions::delete_execution))
        .routes(routes!(executions::add_amount))
        .routes(routes!(explanation::get_explanation))
        .routes(routes!(statistics::get_habit_statistics))
        .routes(routes!(statistics::get_user_statistics))
        .routes(routes!(today::get_today))
        .routes(routes!(events::list_events))
        .routes(routes!(deliveries::list_deliveries))
        .routes(routes!(deliveries::get_message))
        .routes(routes!(deliveries::put_snooze))
}

/// What a lost token must not be able to do.
fn account_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::delete_user))
        .routes(routes!(tokens::create_token, tokens::list_tokens))
        .routes(routes!(tokens::revoke_token))
}

/// What only the bot can know of a user.
fn bot_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::put_user))
        .routes(routes!(dialogues::get_dialogue, dialogues::put_dialogue))
        .routes(routes!(updates::store_updates))
        .routes(routes!(updates::claim_updates))
        .routes(routes!(updates::report_updates))
}

fn scheduler_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(reminders::plan_reminders))
        .routes(routes!(deliveries::claim_deliveries))
        .routes(routes!(deliveries::report_deliveries))
        .routes(routes!(calls::claim_calls))
        .routes(routes!(calls::report_calls))
        .routes(routes!(rollovers::run_rollovers))
}

fn task_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(tasks::create_task, tasks::list_tasks))
        .routes(routes!(tasks::get_task))
        .routes(routes!(tasks::cancel_task))
        .routes(routes!(tasks::replay_task))
}

fn admin_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(verification::verify_progress))
        .routes(routes!(dead_letters::list_dead_letters))
        .routes(routes!(dead_letters::replay_dead_letter))
        .routes(routes!(keys::create_key, keys::list_keys))
        .routes(routes!(keys::rotate_key))
        .routes(routes!(keys::revoke_key))
}

/// The OpenAPI document, as `/openapi.json` serves it.
pub fn openapi() -> OpenApi {
    let all = operations().into_iter().map(|(_, routes)| routes);
    let router = all.fold(OpenApiRouter::with_openapi(documents::description()), OpenApiRouter::merge);
    let mut document = router.into_openapi();
    documents::finish(&mut document);
    document
}
