//! The command menu: lists by scope and language, with Telegram's limits.

use serde_json::{Value, json};

use super::{Call, Outcome, profile::check_language, sending::TRUE};
use crate::{profile::Command, refusal::Refused};

const MOST_COMMANDS: usize = 100;
const LONGEST_COMMAND: usize = 32;
const LONGEST_DESCRIPTION: usize = 256;

pub(super) fn set(call: &mut Call<'_>) -> Outcome {
    let given: Vec<Value> = call.params.structure("commands")?.unwrap_or_default();
    if given.len() > MOST_COMMANDS {
        return Err(Refused::bad("too many commands specified"));
    }
    let list = given.iter().map(command).collect::<Result<Vec<_>, _>>()?;
    let (scope, language) = call.scope()?;
    call.state.profile.set_commands(&scope, &language, list);
    Ok(TRUE)
}

pub(super) fn get(call: &mut Call<'_>) -> Outcome {
    let (scope, language) = call.scope()?;
    Ok(json!(call.state.profile.commands(&scope, &language).unwrap_or_default()))
}

pub(super) fn delete(call: &mut Call<'_>) -> Outcome {
    let (scope, language) = call.scope()?;
    call.state.profile.delete_commands(&scope, &language);
    Ok(TRUE)
}

fn command(value: &Value) -> Result<Command, Refused> {
    let object = value.as_object().ok_or_else(|| Refused::bad("expected an Object as a command"))?;
    if let Some(name) = object.keys().find(|name| !matches!(name.as_str(), "command" | "description")) {
        return Err(Refused::bad(format!("unknown field \"{name}\" in a command")));
    }
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let command = text("command").trim_start_matches('/');
    let well_formed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if command.is_empty() || command.len() > LONGEST_COMMAND || !command.bytes().all(well_formed) {
        return Err(Refused::bad("BOT_COMMAND_INVALID"));
    }
    let description = text("description").trim();
    if description.is_empty() || description.chars().count() > LONGEST_DESCRIPTION {
        return Err(Refused::bad("BOT_COMMAND_DESCRIPTION_INVALID"));
    }
    Ok(Command { command: command.to_owned(), description: description.to_owned() })
}

impl Call<'_> {
    /// The key of a list: its scope in words, and its language.
    fn scope(&self) -> Result<(String, String), Refused> {
        let scope = self.params.json("scope")?.unwrap_or_else(|| json!({"type": "default"}));
        let kind = scope["type"].as_str().unwrap_or_default();
        let key = match kind {
            "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
                kind.to_owned()
            }
            "chat" => {
                let chat = scope["chat_id"].as_i64().filter(|id| self.state.chats.contains_key(id));
                format!("chat {}", chat.ok_or_else(|| Refused::bad("chat not found"))?)
            }
            _ => {
                return Err(Refused::bad("can't parse BotCommandScope: Unsupported type specified"));
            }
        };
        Ok((key, check_language(self.params.text("language_code"))?))
    }
}
