//! Fields of a keyboard's JSON: the kinds they must have, and no others than the Bot API knows.

use serde_json::{Map, Value};

use crate::refusal::Refused;

pub(super) fn object_of<'v>(value: &'v Value, what: &str) -> Result<&'v Map<String, Value>, Refused> {
    value
        .as_object()
        .ok_or_else(|| Refused::bad(format!("can't parse {what} JSON object: expected an Object")))
}

pub(super) fn known(object: &Map<String, Value>, names: &[&str]) -> Result<(), Refused> {
    match object.keys().find(|key| !names.contains(&key.as_str())) {
        Some(key) => Err(Refused::bad(format!("unknown field \"{key}\" in reply markup"))),
        None => Ok(()),
    }
}

pub(super) fn text(object: &Map<String, Value>, name: &str) -> Result<Option<String>, Refused> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Refused::bad(format!("field \"{name}\" must be of type String"))),
    }
}

pub(super) fn flag(object: &Map<String, Value>, name: &str) -> Result<bool, Refused> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(Refused::bad(format!("field \"{name}\" must be of type Boolean"))),
    }
}
