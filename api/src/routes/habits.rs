//! `/v1/users/{user}/habits`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use core_shared::contract::habits::{
    CopyHabit, CreateHabit, HabitBody, HabitStatus, HabitsBody, HabitsPage, PatchHabit,
};
use core_shared::domain::{HabitId, Tag, UserId};

use super::tagged::Tagged;
use crate::error::ApiResult;
use crate::etag::IfMatch;
use crate::extract::{Body, IdempotencyKey, IfNoneMatch, Now, Path, Query};
use crate::services::habits;
use crate::services::idempotency::Answered;
use crate::services::page::Page;
use crate::state::AppState;

/// Create a habit
#[utoipa::path(post, path = "/v1/users/{user}/habits", tag = "habits", request_body = CreateHabit,
    params(
        ("user" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 200, pattern = "^[!-~]([\\t -~]*[!-~])?$", description = "Makes the call safe to repeat: for a day, the same key creates once"),
    ),
    responses(
        (status = 201, body = HabitBody, headers(
            ("ETag" = String, description = "The version of this body"),
            ("Location" = String, description = "The new habit"),
            ("Idempotency-Replayed" = Option<String>, description = "`true` when it was made before"))),
        (status = 409, description = "The idempotency key belongs to another request, or the user has as many as they can have"),
    ))]
pub(super) async fn create_habit(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateHabit>,
) -> ApiResult<Answered<impl IntoResponse>> {
    let answered = habits::create(&state, user, &body, key.as_ref(), now).await?;
    Ok(answered.map(|habit| created(user, habit)))
}

/// The answer that brings a new habit.
fn created(user: UserId, habit: HabitBody) -> impl IntoResponse {
    let location = format!("/v1/users/{user}/habits/{}", habit.id);
    (StatusCode::CREATED, [(LOCATION, location)], Tagged(habit))
}

/// List habits
///
/// In the user's own order.
#[utoipa::path(get, path = "/v1/users/{user}/habits", tag = "habits",
    params(("user" = i64, Path), ("status" = Option<HabitStatus>, Query, description = "Active ones by default"),
        ("tag" = Option<Tag>, Query, description = "Only those with a tag that looks like this"),
        ("after" = Option<String>, Query, description = "What `next` said on the page before"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 200, description = "200 when absent")),
    responses((status = 200, body = HabitsBody)))]
pub(super) async fn list_habits(
    State(state): State<AppState>,
    Now(now): Now,
    Path(user): Path<UserId>,
    Query(query): Query<HabitsPage>,
) -> ApiResult<Json<HabitsBody>> {
    let HabitsPage { status, tag, after, limit } = query;
    let page = Page { after: after.as_deref(), limit };
    habits::list(&state.db, user, status, tag.as_ref(), page, now).await.map(Json)
}

/// Copy a habit
///
/// A new habit of the same kind with the schedule and the goal that hold now, with the same target, tags and reminders.
/// It begins today, without history, also when the other one is archived.
#[utoipa::path(post, path = "/v1/users/{user}/habits/{habit}/copy", tag = "habits", request_body = CopyHabit,
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 200, pattern = "^[!-~]([\\t -~]*[!-~])?$", description = "Makes the call safe to repeat: for a day, the same key copies once"),
    ),
    responses(
        (status = 201, body = HabitBody, headers(
            ("ETag" = String, description = "The version of this body"),
            ("Location" = String, description = "The new habit"),
            ("Idempotency-Replayed" = Option<String>, description = "`true` when it was made before"))),
        (status = 409, description = "The idempotency key belongs to another request, or the user has as many as they can have"),
    ))]
pub(super) async fn copy_habit(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CopyHabit>,
) -> ApiResult<Answered<impl IntoResponse>> {
    let answered = habits::copy(&state, user, habit, &body, key.as_ref(), now).await?;
    Ok(answered.map(|habit| created(user, habit)))
}

/// Read a habit
#[utoipa::path(get, path = "/v1/users/{user}/habits/{habit}", tag = "habits",
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("If-None-Match" = Option<String>, Header, pattern = r#"^(\*|(W/)?"[ !#-~]*"( *, *(W/)?"[ !#-~]*")*)$"#, example = r#""9b2c3f0c1d6e4a5f8b7a6c5d4e3f2a1b""#, description = "Versions that need not be sent again, as `ETag` said them"),
    ),
    responses(
        (status = 200, body = HabitBody, headers(("ETag" = String, description = "The version of this body"))),
        (status = 304, description = "The caller has this version"),
    ))]
pub(super) async fn get_habit(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
    known: IfNoneMatch,
) -> ApiResult<Response> {
    habits::find(&state.db, user, habit, now).await.map(|habit| Tagged(habit).unless(&known))
}

/// Change, archive or restore a habit
#[utoipa::path(patch, path = "/v1/users/{user}/habits/{habit}", tag = "habits", request_body = PatchHabit,
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("If-Match" = Option<String>, Header, pattern = r#"^(\*|(W/)?"[ !#-~]*"( *, *(W/)?"[ !#-~]*")*)$"#, example = r#""9b2c3f0c1d6e4a5f8b7a6c5d4e3f2a1b""#, description = "Changes only this version, as `ETag` said it"),
    ),
    responses(
        (status = 200, body = HabitBody, headers(("ETag" = String, description = "The version of this body"))),
        (status = 409, description = "The user has as many reminders as they can have"),
        (status = 412, description = "`If-Match` names another version than the present one"),
    ))]
pub(super) async fn patch_habit(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
    meant: IfMatch,
    Body(body): Body<PatchHabit>,
) -> ApiResult<Tagged<HabitBody>> {
    habits::change(&state, user, habit, &body, &meant, now).await.map(Tagged)
}

/// Delete a habit with its whole history
#[utoipa::path(delete, path = "/v1/users/{user}/habits/{habit}", tag = "habits",
    params(
        ("user" = i64, Path), ("habit" = i64, Path),
        ("If-Match" = Option<String>, Header, pattern = r#"^(\*|(W/)?"[ !#-~]*"( *, *(W/)?"[ !#-~]*")*)$"#, example = r#""9b2c3f0c1d6e4a5f8b7a6c5d4e3f2a1b""#, description = "Deletes only this version, as `ETag` said it"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 412, description = "`If-Match` names another version than the present one"),
    ))]
pub(super) async fn delete_habit(
    State(state): State<AppState>,
    Now(now): Now,
    Path((user, habit)): Path<(UserId, HabitId)>,
    meant: IfMatch,
) -> ApiResult<StatusCode> {
    habits::delete(&state.db, user, habit, &meant, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
