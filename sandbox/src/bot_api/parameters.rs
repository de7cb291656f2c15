//! Parameters of a call: each method declares what it takes; unknown names, missing ones and wrong kinds are refused before the method
//! runs. Unknown names are refused although Telegram ignores them: a misspelt parameter is a bug that should be seen.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::refusal::Refused;

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Flag,
    /// An object or a list; in a form, as JSON text.
    Json,
    /// An upload, or the id or address of a file as text.
    File,
}

/// A parameter that a method takes.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// How Telegram complains when it is absent; none for optional ones.
    pub(crate) missing: Option<&'static str>,
}

pub(crate) const fn may(name: &'static str, kind: Kind) -> Parameter {
    Parameter { name, kind, missing: None }
}

pub(crate) const fn must(name: &'static str, kind: Kind, missing: &'static str) -> Parameter {
    Parameter { name, kind, missing: Some(missing) }
}

/// A file that came with a call.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) mime: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// What came with a call.
#[derive(Debug, Default)]
pub(crate) struct Params {
    pub(crate) values: BTreeMap<String, Value>,
    pub(crate) uploads: BTreeMap<String, Upload>,
}

impl Params {
    /// Holds the call against the declared groups of parameters.
    pub(crate) fn check(&mut self, groups: &[&[Parameter]]) -> Result<(), Refused> {
        let declared = || groups.iter().flat_map(|group| group.iter());
        let attached: Vec<&str> = self.attachments().collect();
        let names = self.values.keys().chain(self.uploads.keys());
        for name in names {
            let known =
                declared().any(|parameter| parameter.name == name) || attached.contains(&name.as_str());
            if !known {
                return Err(Refused::bad(format!("unknown parameter \"{name}\"")));
            }
        }
        for parameter in declared() {
            self.check_one(parameter)?;
        }
        Ok(())
    }

    fn check_one(&mut self, parameter: &Parameter) -> Result<(), Refused> {
        let name = parameter.name;
        let is_empty = self.values.get(name).is_some_and(|value| value.as_str() == Some(""));
        if is_empty && parameter.kind != Kind::Text {
            self.values.remove(name);
        }
        let uploaded = parameter.kind == Kind::File && self.uploads.contains_key(name);
        match (self.values.get(name), parameter.missing) {
            (None, Some(complaint)) if !uploaded => Err(Refused::bad(complaint)),
            (None, _) => Ok(()),
            (Some(value), _) => match wrong_kind(value, parameter.kind) {
                Some(wanted) => Err(Refused::bad(format!("parameter \"{name}\" must be of type {wanted}"))),
                None => Ok(()),
            },
        }
    }

    /// Uploads that a parameter refers to by `attach://name`.
    fn attachments(&self) -> impl Iterator<Item = &str> {
        self.values.values().filter_map(|value| value.as_str()?.strip_prefix("attach://"))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        integer(self.values.get(name)?)
    }

    /// An absent flag is off.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.values.get(name).and_then(flag).unwrap_or_default()
    }

    /// An object or list, read from text if it came in a form.
    pub(crate) fn json(&self, name: &str) -> Result<Option<Value>, Refused> {
        match self.values.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text).map(Some).map_err(|_| unreadable(name)),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// A structured value of a known shape.
    pub(crate) fn structure<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Refused> {
        let Some(value) = self.json(name)? else {
            return Ok(None);
        };
        serde_json::from_value(value).map(Some).map_err(|_| unreadable(name))
    }

    pub(crate) fn take_upload(&mut self, name: &str) -> Option<Upload> {
        self.uploads.remove(name)
    }
}

fn unreadable(name: &str) -> Refused {
    match name {
        "reply_markup" => Refused::bad("can't parse reply keyboard markup JSON object"),
        _ => Refused::bad(format!("can't parse {name} JSON object")),
    }
}

fn wrong_kind(value: &Value, kind: Kind) -> Option<&'static str> {
    let (fits, wanted) = match kind {
        Kind::Text | Kind::File => (value.is_string(), "String"),
        Kind::Integer => (integer(value).is_some() || is_username(value), "Integer"),
        Kind::Flag => (flag(value).is_some(), "Boolean"),
        Kind::Json => (value.is_object() || value.is_array() || value.is_string(), "Object"),
    };
    (!fits).then_some(wanted)
}

/// A chat may be named by `@username`; private chats never are found by it.
fn is_username(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('@'))
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.parse().ok(),
        number => number.as_i64(),
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
