//! What an update is taken for, from Telegram's own JSON.

use serde_json::{Value, json};

use super::*;

const BOT: &str = "habit_bot";

fn update(kind: &str, content: &Value) -> Update {
    // As text, like Telegram sends it: the types of updates cannot be read from a tree.
    serde_json::from_str(&json!({"update_id": 7, kind: content}).to_string()).unwrap()
}

fn anna() -> Value {
    json!({"id": 42, "is_bot": false, "first_name": "Anna", "language_code": "ru"})
}

fn private() -> Value {
    json!({"id": 42, "type": "private", "first_name": "Anna"})
}

fn group() -> Value {
    json!({"id": -100, "type": "group", "title": "Friends"})
}

fn message(chat: &Value, content: &Value) -> Update {
    let mut message = json!({"message_id": 1, "date": 1_790_000_000, "chat": chat, "from": anna()});
    message.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
    update("message", &message)
}

fn says(chat: &Value, text: &str) -> Update {
    message(chat, &json!({"text": text}))
}

fn taps(chat: &Value, data: &str) -> Update {
    let below = json!({"message_id": 9, "date": 1_790_000_000, "chat": chat, "text": "…"});
    update(
        "callback_query",
        &json!({"id": "1", "from": anna(), "chat_instance": "1", "data": data, "message": below}),
    )
}

fn membership(status: &str) -> Update {
    let bot = json!({"id": 1, "is_bot": true, "first_name": "Habits"});
    let member = |status: &str| match status {
        "kicked" => json!({"status": "kicked", "user": bot, "until_date": 0}),
        other => json!({"status": other, "user": bot}),
    };
    update(
        "my_chat_member",
        &json!({"chat": private(), "from": anna(), "date": 1_790_000_000,
            "old_chat_member": member("member"), "new_chat_member": member(status)}),
    )
}

fn route(update: &Update) -> Option<Route<'_>> {
    read(update, BOT).map(|incoming| incoming.route)
}

#[test]
fn commands_and_texts_are_told_apart() {
    let private = private();
    let new = Command::New { name: "Read" };
    assert_eq!(route(&says(&private, "/new Read")), Some(Route::Command(new)));
    assert_eq!(route(&says(&private, "/today@habit_bot")), Some(Route::Command(Command::Today)));
    assert_eq!(route(&says(&private, "/today@other_bot")), Some(Route::Command(Command::Unknown)));
    assert_eq!(route(&says(&private, "Read")), Some(Route::Text("Read")));
}

#[test]
fn a_location_and_other_things_that_are_not_text() {
    let place = json!({"location": {"latitude": 52.5, "longitude": 13.4}});
    assert_eq!(
        route(&message(&private(), &place)),
        Some(Route::Location { latitude: 52.5, longitude: 13.4 })
    );
    let voice = json!({"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1, "file_size": 1,
        "mime_type": "audio/ogg"}});
    assert_eq!(route(&message(&private(), &voice)), Some(Route::Media));
}

#[test]
fn in_a_group_only_who_asks_the_bot_is_answered() {
    let group = group();
    for text in
        ["/start@habit_bot", "/help", "/help@habit_bot", "/today@habit_bot", "/nonsense@habit_bot now"]
    {
        assert_eq!(route(&says(&group, text)), Some(Route::InGroup), "{text}");
    }
    for text in ["/today", "/api", "/help@other_bot", "/nonsense", "hello", "hello @habit_bot"] {
        assert_eq!(route(&says(&group, text)), None, "{text}");
    }
}

#[test]
fn a_tap_is_what_its_button_says_or_an_old_button() {
    let tap = |callback| Some(Route::Tap { message: MessageId(9), callback });
    assert_eq!(route(&taps(&private(), "t")), tap(Ok(Callback::Today)));
    assert_eq!(route(&taps(&private(), "from another version")), tap(Err(UnknownCallback)));
    for data in ["t", "T.0", "N", "D.1"] {
        assert_eq!(route(&taps(&group(), data)), Some(Route::Nowhere), "{data}");
    }
}

#[test]
fn a_block_needs_nothing_and_its_end_does() {
    assert_eq!(route(&membership("kicked")), None);
    assert_eq!(route(&membership("member")), Some(Route::Unblocked));
}

#[test]
fn what_is_unknown_is_passed_over() {
    let invention = json!({"anything": ["goes"]});
    assert_eq!(route(&update("telepathy", &invention)), None);
    assert_eq!(route(&update("message", &invention)), None);
    let edited = json!({"message_id": 1, "date": 1_790_000_000, "edit_date": 1_790_000_001, "chat": private(),
        "from": anna(), "text": "Read"});
    assert_eq!(route(&update("edited_message", &edited)), None);
    let pinned =
        json!({"pinned_message": {"message_id": 1, "date": 1_790_000_000, "chat": private(), "text": "x"}});
    assert_eq!(route(&message(&private(), &pinned)), None);
}
