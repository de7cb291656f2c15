//! What a person does on the page, passed on to the chat.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::{
    actions::{Impossible, Sent, Told},
    people::Person,
    world::{self, World},
};

/// New people get ids from here on.
const FIRST_ID: i64 = 1001;

#[derive(Deserialize)]
pub(super) struct Meet {
    first_name: String,
    language: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Say {
    person: i64,
    text: String,
    reply_to: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct Tap {
    person: i64,
    message: i64,
    data: String,
}

#[derive(Deserialize)]
pub(super) struct Press {
    person: i64,
    label: String,
}

#[derive(Deserialize)]
pub(super) struct Place {
    person: i64,
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
pub(super) struct Upload {
    person: i64,
    name: String,
    kind: UploadKind,
    #[serde(default)]
    caption: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum UploadKind {
    Photo,
    Document,
}

#[derive(Deserialize)]
pub(super) struct Who {
    person: i64,
}

pub(super) async fn meet(State(world): State<Arc<World>>, Json(meet): Json<Meet>) -> Response {
    let first_name = meet.first_name.trim();
    if first_name.is_empty() {
        return complaint(&"a person needs a name");
    }
    let id = world.change(|state, _| {
        let id = state.chats.keys().next_back().map_or(FIRST_ID, |last| (last + 1).max(FIRST_ID));
        let mut person = Person::new(id, first_name);
        person.language = meet.language.filter(|language| !language.trim().is_empty());
        state.meet(person);
        id
    });
    Json(json!({"id": id})).into_response()
}

pub(super) async fn say(State(world): State<Arc<World>>, Json(say): Json<Say>) -> Response {
    act(&world, |state, now| state.person_sends(say.person, Sent::Text(say.text), say.reply_to, now))
}

pub(super) async fn tap(State(world): State<Arc<World>>, Json(tap): Json<Tap>) -> Response {
    match world.change(|state, now| state.person_taps(tap.person, tap.message, &tap.data, now)) {
        Ok((_, query)) => Json(json!({"query": query})).into_response(),
        Err(impossible) => complaint(&impossible),
    }
}

pub(super) async fn press(State(world): State<Arc<World>>, Json(press): Json<Press>) -> Response {
    act(&world, |state, now| {
        let sent = state.pressed(press.person, &press.label).unwrap_or(Sent::Text(press.label));
        state.person_sends(press.person, sent, None, now)
    })
}

/// The place is remembered: buttons that ask for the location send it too.
pub(super) async fn share_location(State(world): State<Arc<World>>, Json(place): Json<Place>) -> Response {
    let Place { person, latitude, longitude } = place;
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return complaint(&"there is no such place on earth");
    }
    act(&world, |state, now| {
        if let Some(chat) = state.chats.get_mut(&person) {
            chat.place = (latitude, longitude);
        }
        state.person_sends(person, Sent::Location { latitude, longitude }, None, now)
    })
}

pub(super) async fn upload(
    State(world): State<Arc<World>>,
    Query(upload): Query<Upload>,
    body: Bytes,
) -> Response {
    let Upload { person, name, kind, caption } = upload;
    let bytes = body.to_vec();
    let sent = match kind {
        UploadKind::Photo => Sent::Photo { bytes, caption },
        UploadKind::Document => Sent::Document { name, bytes, caption },
    };
    act(&world, |state, now| state.person_sends(person, sent, None, now))
}

pub(super) async fn block(State(world): State<Arc<World>>, Json(who): Json<Who>) -> Response {
    act(&world, |state, now| state.person_blocks(who.person, now))
}

/// As in Telegram's apps, restarting the bot also says /start.
pub(super) async fn unblock(State(world): State<Arc<World>>, Json(who): Json<Who>) -> Response {
    act(&world, |state, now| {
        state.person_unblocks(who.person, now)?;
        state.person_sends(who.person, Sent::Text("/start".to_owned()), None, now)
    })
}

pub(super) async fn read(State(world): State<Arc<World>>, Json(who): Json<Who>) -> Response {
    act(&world, |state, _| {
        let chat = state.chats.get_mut(&who.person).ok_or(Impossible::UnknownPerson)?;
        chat.read_through = chat.messages.last().map_or(0, |message| message.id);
        Ok(None)
    })
}

/// A file for the eyes of a person. Only pictures are shown; everything else is downloaded.
pub(super) async fn file(State(world): State<Arc<World>>, Path(id): Path<String>) -> Response {
    let found = world.read(|state| state.files.find(&id).map(|(file, bytes)| (file.clone(), bytes.to_vec())));
    let Some((file, bytes)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_picture = matches!(file.mime.as_str(), "image/png" | "image/jpeg");
    let kind = if is_picture { file.mime.as_str() } else { "application/octet-stream" };
    let disposition = if is_picture { "inline" } else { "attachment" };
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

fn act(
    world: &World,
    act: impl FnOnce(&mut world::State, Timestamp) -> Result<Told, Impossible>,
) -> Response {
    match world.change(act) {
        Ok(_) => Json(json!({})).into_response(),
        Err(impossible) => complaint(&impossible),
    }
}

/// Words for the person at the page.
pub(super) fn complaint(why: &impl ToString) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"error": why.to_string()}))).into_response()
}
