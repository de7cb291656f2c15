//! What the page shows: a picture of one person's chat, sent again after every change.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Query, State},
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::stream::{self, Stream};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    message::Author,
    people::Chat,
    profile::in_language,
    world::{self, World},
};

/// Changes that follow each other this closely make one picture.
const BREATH: Duration = Duration::from_millis(25);
/// So many of the newest messages are shown.
const SHOWN: usize = 300;
/// So many of the newest taps are told about.
const TAPS: usize = 20;
/// Telegram shows what a bot is doing for this long.
const ACTIVITY: SignedDuration = SignedDuration::from_secs(5);

#[derive(Deserialize)]
pub(super) struct Watched {
    person: Option<i64>,
}

pub(super) async fn events(
    State(world): State<Arc<World>>,
    Query(watched): Query<Watched>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let pictures = stream::unfold(Watch::new(world, watched.person), async |mut watch| {
        let picture = watch.next().await?;
        let event = Event::default().json_data(picture).expect("a picture is plain JSON");
        Some((Ok(event), watch))
    });
    Sse::new(pictures).keep_alive(KeepAlive::default())
}

struct Watch {
    changes: tokio::sync::watch::Receiver<u64>,
    moves: tokio::sync::watch::Receiver<i64>,
    world: Arc<World>,
    person: Option<i64>,
    is_first: bool,
}

impl Watch {
    fn new(world: Arc<World>, person: Option<i64>) -> Self {
        Self { changes: world.changes(), moves: world.clock.moves(), world, person, is_first: true }
    }

    /// The next picture; none when the sandbox stops.
    async fn next(&mut self) -> Option<Value> {
        if !self.is_first {
            tokio::select! {
                changed = self.changes.changed() => changed.ok()?,
                moved = self.moves.changed() => moved.ok()?,
                () = self.world.stopping.cancelled() => return None,
            }
            tokio::time::sleep(BREATH).await;
        }
        self.is_first = false;
        self.changes.borrow_and_update();
        self.moves.borrow_and_update();
        let now = self.world.clock.now();
        Some(self.world.read(|state| picture(state, self.person, now)))
    }
}

fn picture(state: &world::State, person: Option<i64>, now: Timestamp) -> Value {
    let chat = person.and_then(|id| state.chats.get(&id));
    let language = chat.and_then(|chat| chat.person.language.as_deref()).unwrap_or_default();
    json!({
        "now": now.as_millisecond(),
        "bot": {
            "name": in_language(&state.profile.names, language).unwrap_or(&state.bot.first_name),
            "username": state.bot.username,
            "description": in_language(&state.profile.descriptions, language),
        },
        "people": state.chats.values().map(summary).collect::<Vec<_>>(),
        "chat": chat.map(|chat| open_chat(state, chat, language, now)),
    })
}

/// A line of the list of people.
fn summary(chat: &Chat) -> Value {
    let unread = chat.bot_messages().filter(|message| message.id > chat.read_through).count();
    let last = chat.messages.last().map(|message| {
        json!({
            "text": message.text,
            "has_media": message.media.is_some(),
            "is_own": message.author == Author::Person,
            "date": message.date,
        })
    });
    json!({"person": chat.person, "standing": chat.standing, "unread": unread, "last": last})
}

fn open_chat(state: &world::State, chat: &Chat, language: &str, now: Timestamp) -> Value {
    let skipped = chat.messages.len().saturating_sub(SHOWN);
    let taps: Vec<_> = state.callbacks.of(chat.person.id).rev().take(TAPS).collect();
    let activity = chat.activity.as_ref().filter(|(_, since)| now.duration_since(*since) < ACTIVITY);
    json!({
        "person": chat.person,
        "standing": chat.standing,
        "messages": chat.messages[skipped..],
        "read_through": chat.read_through,
        "reply_keyboard": chat.reply_keyboard,
        "activity": activity.map(|(action, _)| action),
        "commands": state.profile.commands_for(chat.person.id, language),
        "menu_button": chat.menu_button.as_ref().or(state.profile.menu_button.as_ref()),
        "taps": taps,
    })
}
