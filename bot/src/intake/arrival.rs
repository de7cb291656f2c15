//! What Telegram sends, as it is kept: with its number and the chat that orders it.

use core_shared::contract::updates::{MAX_UPDATE_BYTES, NewUpdate};
use serde_json::Value;
use teloxide::types::{CallbackQueryId, Update};
use thiserror::Error;

/// An update, and how long it is.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) update: NewUpdate,
    pub(crate) bytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum NoUpdate {
    #[error("it is no update: {0}")]
    Unreadable(String),
    #[error("update {0} has {1} bytes, which is too long")]
    TooLong(i64, usize),
}

/// The number of an update, if it has one.
pub(crate) fn number_of(raw: &Value) -> Option<i64> {
    raw.get("update_id")?.as_i64()
}

/// The tap that an update is, if it is one.
pub(super) fn tap_of(arrival: &Arrival) -> Option<CallbackQueryId> {
    let id = arrival.update.body.get("callback_query")?.get("id")?.as_str()?;
    Some(CallbackQueryId(id.to_owned()))
}

/// Reads just enough to keep it. Kinds that nobody knows yet are updates, too.
pub(super) fn read(mut body: Value) -> Result<Arrival, NoUpdate> {
    without_nul(&mut body);
    let update = parse(&body)?;
    let update_id = i64::from(update.id.0);
    let bytes = body.to_string().len();
    if bytes > MAX_UPDATE_BYTES {
        return Err(NoUpdate::TooLong(update_id, bytes));
    }
    let chat = update.chat().map(|chat| chat.id.0);
    Ok(Arrival { update: NewUpdate { update_id, chat, body }, bytes })
}

/// An update as teloxide knows it, which reads the kind of an update from text alone.
pub(crate) fn parse(body: &Value) -> Result<Update, NoUpdate> {
    serde_json::from_str(&body.to_string()).map_err(|error| NoUpdate::Unreadable(error.to_string()))
}

/// Postgres keeps no NUL characters, and nobody can see one.
fn without_nul(value: &mut Value) {
    match value {
        Value::String(text) if text.contains('\0') => *text = text.replace('\0', ""),
        Value::Array(items) => items.iter_mut().for_each(without_nul),
        Value::Object(fields) => fields.values_mut().for_each(without_nul),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn message(text: &str) -> Value {
        let person = json!({"id": 7, "is_bot": false, "first_name": "Anna"});
        let chat = json!({"id": 7, "type": "private", "first_name": "Anna"});
        json!({"update_id": 10, "message": {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": text}})
    }

    #[test]
    fn a_message_is_ordered_by_its_chat_and_kept_as_it_came() {
        let arrival = read(message("hello")).unwrap();
        assert_eq!((arrival.update.update_id, arrival.update.chat), (10, Some(7)));
        assert_eq!(arrival.update.body, message("hello"));
    }

    #[test]
    fn a_kind_that_is_not_known_yet_is_kept_and_waits_for_nothing() {
        let arrival = read(json!({"update_id": 10, "telepathy": {}})).unwrap();
        assert_eq!((arrival.update.update_id, arrival.update.chat), (10, None));
    }

    #[test]
    fn what_is_no_update_is_told_apart() {
        for raw in
            [json!({}), json!("hello"), json!([]), json!({"update_id": "ten"}), json!({"update_id": -1})]
        {
            assert!(matches!(read(raw.clone()), Err(NoUpdate::Unreadable(_))), "{raw}");
        }
        let long = read(message(&"x".repeat(MAX_UPDATE_BYTES))).unwrap_err();
        assert!(matches!(long, NoUpdate::TooLong(10, _)));
    }

    #[test]
    fn a_character_that_cannot_be_kept_is_left_out() {
        assert_eq!(read(message("a\0b")).unwrap().update.body["message"]["text"], "ab");
    }
}
