//! The Bot API over HTTP: who may call, which method it is, whether it fails on demand, and the answer's envelope. The methods
//! themselves stand in the files below, by topic.

use std::sync::Arc;

use axum::{
    Json,
    extract::{ConnectInfo, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    connection::Line,
    failures::Failure,
    files::LARGEST_DOWNLOAD,
    journal::{Answered, Sender},
    refusal::Refused,
    world::World,
};

mod body;
mod callbacks;
mod chats;
mod commands;
mod edits;
mod files;
mod methods;
mod parameters;
mod polling;
mod profile;
mod sending;
mod texts;
pub(crate) mod webhook;

use methods::{Answer, Method};
use parameters::Params;

/// One call of a method while it runs, under the lock of the state.
pub(crate) struct Call<'c> {
    pub(crate) state: &'c mut crate::world::State,
    pub(crate) params: &'c mut Params,
    pub(crate) now: jiff::Timestamp,
}

/// What every method returns.
pub(crate) type Outcome = Result<Value, Refused>;

/// `/bot<token>/<method>`
pub(crate) async fn call(
    state: State<Arc<World>>,
    Path((bot, name)): Path<(String, String)>,
    line: ConnectInfo<Line>,
    request: Request,
) -> Response {
    call_by_name(state, Path((String::new(), bot, name)), line, request).await
}

/// `/<caller>/bot<token>/<method>`: the same, by one of several programs that share the bot.
pub(crate) async fn call_by_name(
    State(world): State<Arc<World>>,
    Path((caller, bot, name)): Path<(String, String, String)>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let Some(token) = bot.strip_prefix("bot") else {
        return answer(&Err(Refused::not_found()));
    };
    let method = match known_method(&world, token, &name) {
        Ok(method) => method,
        Err(refused) => return refuse(&world, &name, refused),
    };
    let failure = world.note(|state| state.failures.next(method.name));
    match failure {
        Some(Failure::DropsConnection) => return line.cut(),
        Some(Failure::ServerError) => return answer(&Err(Refused::server_error())),
        Some(Failure::TooManyRequests { retry_after }) => {
            return answer(&Err(Refused::too_many(retry_after)));
        }
        Some(Failure::DropsAnswer | Failure::KeepsAnswer) | None => {}
    }
    let answered = if failure.is_some() { Answered::Never } else { Answered::AtOnce };
    let sender = Sender { caller, answered };
    let response = match perform(&world, method, request, sender).await {
        Ok(result) => answer(&Ok(result)),
        Err(refused) => refuse(&world, method.name, refused),
    };
    match failure {
        None => response,
        Some(Failure::KeepsAnswer) => {
            // Dropped with the connection, when the caller gives up or the sandbox ends.
            world.stopping.cancelled().await;
            line.cut()
        }
        Some(_) => line.cut(),
    }
}

/// `/file/bot<token>/<path>`
pub(crate) async fn download(
    State(world): State<Arc<World>>,
    Path((bot, path)): Path<(String, String)>,
) -> Response {
    if bot.strip_prefix("bot") != Some(&world.token) {
        return answer(&Err(Refused::unauthorized()));
    }
    let found = world
        .read(|state| state.files.find_by_path(&path).map(|(file, bytes)| (file.clone(), bytes.to_vec())));
    match found {
        Some((file, bytes)) if file.size <= LARGEST_DOWNLOAD => {
            ([(header::CONTENT_TYPE, file.mime)], bytes).into_response()
        }
        _ => answer(&Err(Refused::not_found())),
    }
}

fn known_method(world: &World, token: &str, name: &str) -> Result<&'static Method, Refused> {
    if token != world.token {
        return Err(Refused::unauthorized());
    }
    methods::find(name).ok_or_else(Refused::unknown_method)
}

async fn perform(world: &World, method: &'static Method, request: Request, sender: Sender) -> Outcome {
    let mut params = body::read(request).await?;
    params.check(method.parameters)?;
    match method.answer {
        Answer::LongPoll => polling::get_updates(world, &params).await,
        Answer::AtOnce(run) => world.change(|state, now| {
            if method.counts {
                keep_pace(state, &params)?;
            }
            let result = run(&mut Call { state, params: &mut params, now })?;
            state.journal.note(sender, &result);
            Ok(result)
        }),
    }
}

fn keep_pace(state: &mut crate::world::State, params: &Params) -> Result<(), Refused> {
    let Some(limits) = state.limits else { return Ok(()) };
    let chat = params.integer("chat_id");
    state.pace.count(limits, chat, Instant::now()).map_err(Refused::too_many)
}

fn refuse(world: &World, method: &str, refused: Refused) -> Response {
    tracing::debug!(method, code = refused.code, description = refused.description, "refused");
    world.note(|state| state.record_refusal(method, &refused));
    answer(&Err(refused))
}

fn answer(outcome: &Outcome) -> Response {
    match outcome {
        Ok(result) => Json(json!({"ok": true, "result": result})).into_response(),
        Err(refused) => {
            let status = StatusCode::from_u16(refused.code).expect("refusals carry codes of HTTP");
            (status, Json(refused.body())).into_response()
        }
    }
}
