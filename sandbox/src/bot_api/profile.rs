//! What a bot is called and says about itself.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Call, Outcome, sending::TRUE};
use crate::{profile::in_language, refusal::Refused};

const LONGEST_NAME: usize = 64;
const LONGEST_DESCRIPTION: usize = 512;
const LONGEST_SHORT_DESCRIPTION: usize = 120;

#[expect(clippy::unnecessary_wraps, reason = "every method of the table has this shape")]
pub(super) fn get_me(call: &mut Call<'_>) -> Outcome {
    let mut me = call.state.bot_user();
    for (name, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
    ] {
        me[name] = json!(value);
    }
    Ok(me)
}

pub(super) fn set_name(call: &mut Call<'_>) -> Outcome {
    let text = call.limited("name", LONGEST_NAME, "BOT_TITLE_INVALID")?;
    Ok(put(&mut call.state.profile.names, text))
}

pub(super) fn get_name(call: &mut Call<'_>) -> Outcome {
    let language = call.language()?;
    let name = in_language(&call.state.profile.names, &language).unwrap_or(&call.state.bot.first_name);
    Ok(json!({"name": name}))
}

pub(super) fn set_description(call: &mut Call<'_>) -> Outcome {
    let text = call.limited("description", LONGEST_DESCRIPTION, "BOT_DESCRIPTION_INVALID")?;
    Ok(put(&mut call.state.profile.descriptions, text))
}

pub(super) fn get_description(call: &mut Call<'_>) -> Outcome {
    let language = call.language()?;
    let text = in_language(&call.state.profile.descriptions, &language).unwrap_or_default();
    Ok(json!({"description": text}))
}

pub(super) fn set_short_description(call: &mut Call<'_>) -> Outcome {
    let text =
        call.limited("short_description", LONGEST_SHORT_DESCRIPTION, "BOT_SHORT_DESCRIPTION_INVALID")?;
    Ok(put(&mut call.state.profile.short_descriptions, text))
}

pub(super) fn get_short_description(call: &mut Call<'_>) -> Outcome {
    let language = call.language()?;
    let text = in_language(&call.state.profile.short_descriptions, &language).unwrap_or_default();
    Ok(json!({"short_description": text}))
}

pub(super) fn set_menu_button(call: &mut Call<'_>) -> Outcome {
    let button = call.params.json("menu_button")?;
    if let Some(button) = &button {
        check_menu_button(button)?;
    }
    if call.params.values.contains_key("chat_id") {
        call.any_chat()?.menu_button = button;
    } else {
        call.state.profile.menu_button = button;
    }
    Ok(TRUE)
}

pub(super) fn get_menu_button(call: &mut Call<'_>) -> Outcome {
    let own =
        if call.params.values.contains_key("chat_id") { call.any_chat()?.menu_button.clone() } else { None };
    let button = own.or_else(|| call.state.profile.menu_button.clone());
    Ok(button.unwrap_or_else(|| json!({"type": "commands"})))
}

/// A two-letter language, or none.
pub(super) fn check_language(given: Option<&str>) -> Result<String, Refused> {
    let language = given.unwrap_or_default();
    let well_formed = language.is_empty()
        || (language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase()));
    if !well_formed {
        return Err(Refused::bad("invalid language code specified"));
    }
    Ok(language.to_owned())
}

fn check_menu_button(button: &Value) -> Result<(), Refused> {
    match button["type"].as_str() {
        Some("default" | "commands") => Ok(()),
        Some("web_app") => {
            let url = button["web_app"]["url"].as_str().unwrap_or_default();
            if button["text"].as_str().is_none_or(str::is_empty) {
                return Err(Refused::bad("menu button text must be non-empty"));
            }
            if !url.starts_with("https://") {
                return Err(Refused::bad(format!(
                    "menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                )));
            }
            Ok(())
        }
        _ => Err(Refused::bad("can't parse menu button: Unsupported type specified")),
    }
}

/// An empty text takes the language's text away.
fn put(texts: &mut BTreeMap<String, String>, (language, text): (String, String)) -> Value {
    if text.is_empty() {
        texts.remove(&language);
    } else {
        texts.insert(language, text);
    }
    TRUE
}

impl Call<'_> {
    fn language(&self) -> Result<String, Refused> {
        check_language(self.params.text("language_code"))
    }

    fn limited(&self, name: &str, longest: usize, complaint: &str) -> Result<(String, String), Refused> {
        let text = self.params.text(name).unwrap_or_default();
        if text.chars().count() > longest {
            return Err(Refused::bad(complaint));
        }
        Ok((self.language()?, text.to_owned()))
    }
}
