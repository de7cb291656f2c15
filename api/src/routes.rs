//! The surface: every operation with its documentation, the scopes that guard them, and what all requests share.

mod admission;
mod calls;
mod dead_letters;
mod deliveries;
mod dialogues;
mod documents;
mod executions;
mod explanation;
mod habits;
mod headers;
mod health;
mod reminders;
mod request;
mod rollovers;
mod statistics;
mod tasks;
mod today;
mod users;
mod verification;

use std::time::Duration;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use core_shared::contract::problem::ProblemKind;
use tower::util::option_layer;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::auth::require;
use crate::cors_origins::CorsOrigins;
use crate::error::ApiError;
use crate::scope::Scope;
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

fn documented(state: &AppState) -> OpenApiRouter<AppState> {
    let Patience { request, long_request, .. } = state.patience;
    // From the last line up: whoever may call is let in, and worked on as soon as the body has arrived.
    let guarded = |routes: OpenApiRouter<AppState>, scope, patience: Duration| {
        routes
            .route_layer(from_fn_with_state((state.clone(), patience), admission::admit))
            .route_layer(from_fn_with_state((state.clone(), scope), require))
    };
    OpenApiRouter::with_openapi(documents::description())
        .merge(guarded(user_routes(), Scope::Bot, request))
        .merge(guarded(scheduler_routes(), Scope::Scheduler, long_request))
        .merge(guarded(task_routes(), Scope::Tasks, request))
        .merge(guarded(admin_routes(), Scope::Admin, long_request))
}

fn user_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::put_user, users::get_user, users::patch_user))
        .routes(routes!(habits::create_habit, habits::list_habits))
        .routes(routes!(habits::get_habit, habits::patch_habit, habits::delete_habit))
        .routes(routes!(executions::list_executions))
        .routes(routes!(executions::put_execution, executions::delete_execution))
        .routes(routes!(executions::add_amount))
        .routes(routes!(explanation::get_explanation))
        .routes(routes!(statistics::get_habit_statistics))
        .routes(routes!(statistics::get_user_statistics))
        .routes(routes!(today::get_today))
        .routes(routes!(dialogues::get_dialogue, dialogues::put_dialogue))
        .routes(routes!(deliveries::get_message))
        .routes(routes!(deliveries::put_snooze))
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
}

/// The OpenAPI document, as `/openapi.json` serves it.
pub fn openapi() -> OpenApi {
    let mut document = OpenApiRouter::<AppState>::with_openapi(documents::description())
        .merge(user_routes())
        .merge(scheduler_routes())
        .merge(task_routes())
        .merge(admin_routes())
        .into_openapi();
    documents::finish(&mut document);
    document
}
