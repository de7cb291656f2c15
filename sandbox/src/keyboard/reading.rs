//! Reads `reply_markup`: exactly the fields of the Bot API, with Telegram's limits on labels, data, rows and counts.

use serde_json::{Map, Value};

use super::{
    Action, Asks, Button, Markup, ReplyButton, ReplyKeyboard, ReplyKeyboardLook,
    fields::{flag, known, object_of, text},
};
use crate::refusal::Refused;

/// More bytes than this in a callback button are refused.
const LONGEST_DATA: usize = 64;
/// More characters than this to copy are refused.
const LONGEST_COPY: usize = 256;
const MOST_BUTTONS: usize = 100;
const MOST_PER_ROW: usize = 8;

/// Reads a markup; an inline keyboard without buttons is no markup.
pub(crate) fn read(value: &Value) -> Result<Option<Markup>, Refused> {
    let object = object_of(value, "reply markup")?;
    if let Some(rows) = object.get("inline_keyboard") {
        known(object, &["inline_keyboard"])?;
        let rows = rows_of(rows, "inline keyboard", inline_button)?;
        return Ok((!rows.is_empty()).then_some(Markup::Inline(rows)));
    }
    if let Some(rows) = object.get("keyboard") {
        return reply_keyboard(object, rows).map(Some);
    }
    if flag(object, "remove_keyboard")? {
        known(object, &["remove_keyboard", "selective"])?;
        return Ok(Some(Markup::Remove));
    }
    if flag(object, "force_reply")? {
        known(object, &["force_reply", "input_field_placeholder", "selective"])?;
        let placeholder = placeholder(object)?;
        return Ok(Some(Markup::ForceReply { placeholder }));
    }
    Err(Refused::bad("object expected as reply markup"))
}

fn reply_keyboard(object: &Map<String, Value>, rows: &Value) -> Result<Markup, Refused> {
    known(
        object,
        &[
            "keyboard",
            "is_persistent",
            "resize_keyboard",
            "one_time_keyboard",
            "input_field_placeholder",
            "selective",
        ],
    )?;
    let rows = rows_of(rows, "reply keyboard", reply_button)?;
    if rows.is_empty() {
        return Err(Refused::bad("reply keyboard must contain at least one button"));
    }
    Ok(Markup::Reply(ReplyKeyboard {
        rows,
        placeholder: placeholder(object)?,
        look: ReplyKeyboardLook {
            resized: flag(object, "resize_keyboard")?,
            one_time: flag(object, "one_time_keyboard")?,
            persistent: flag(object, "is_persistent")?,
        },
    }))
}

fn rows_of<B>(
    rows: &Value,
    what: &str,
    read: fn(&Value) -> Result<B, Refused>,
) -> Result<Vec<Vec<B>>, Refused> {
    let complaint =
        || Refused::bad(format!("can't parse {what} markup JSON object: expected an array of arrays"));
    let mut result = Vec::new();
    for row in rows.as_array().ok_or_else(complaint)? {
        let row: Vec<B> = row.as_array().ok_or_else(complaint)?.iter().map(read).collect::<Result<_, _>>()?;
        if row.len() > MOST_PER_ROW {
            return Err(Refused::bad("reply markup is too long"));
        }
        if !row.is_empty() {
            result.push(row);
        }
    }
    if result.iter().map(Vec::len).sum::<usize>() > MOST_BUTTONS {
        return Err(Refused::bad("reply markup is too long"));
    }
    Ok(result)
}

fn inline_button(value: &Value) -> Result<Button, Refused> {
    const ACTIONS: [&str; 6] = [
        "callback_data",
        "url",
        "web_app",
        "copy_text",
        "switch_inline_query",
        "switch_inline_query_current_chat",
    ];
    let object = object_of(value, "inline keyboard button")?;
    known(object, &[&ACTIONS[..], &["text", "style", "icon_custom_emoji_id"]].concat())?;
    let label = label(object, "inline keyboard button")?;
    let given: Vec<&str> = ACTIONS.into_iter().filter(|action| object.contains_key(*action)).collect();
    let action = match given[..] {
        [] => {
            return Err(cannot_parse_button("Text buttons are unallowed in the inline keyboard"));
        }
        [name] => action(name, object)?,
        _ => {
            return Err(cannot_parse_button("exactly one of the optional fields must be used"));
        }
    };
    Ok(Button { label, action, style: style(object)?, icon: text(object, "icon_custom_emoji_id")? })
}

fn action(name: &str, object: &Map<String, Value>) -> Result<Action, Refused> {
    match name {
        "web_app" => return Ok(Action::WebApp(web_app(object)?)),
        "copy_text" => return copy_text(object),
        _ => {}
    }
    let value = text(object, name)?.unwrap_or_default();
    match name {
        "callback_data" if value.is_empty() || value.len() > LONGEST_DATA => {
            Err(Refused::bad("BUTTON_DATA_INVALID"))
        }
        "callback_data" => Ok(Action::Callback(value)),
        "url" => link(value),
        "switch_inline_query" => Ok(Action::SwitchInline(value)),
        _ => Ok(Action::SwitchInlineHere(value)),
    }
}

fn link(url: String) -> Result<Action, Refused> {
    let complaint = |why: &str| Refused::bad(format!("inline keyboard button URL '{url}' is invalid: {why}"));
    if url.is_empty() {
        return Err(complaint("URL is empty"));
    }
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", &url));
    if !matches!(scheme, "http" | "https" | "tg" | "ton") {
        return Err(complaint("Unsupported URL protocol"));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty()
        || host.contains(char::is_whitespace)
        || (scheme.starts_with("http") && !host.contains('.'))
    {
        return Err(complaint("Wrong HTTP URL"));
    }
    Ok(Action::Url(url))
}

fn web_app(object: &Map<String, Value>) -> Result<String, Refused> {
    let inner = object_of(&object["web_app"], "web app")?;
    known(inner, &["url"])?;
    let url = text(inner, "url")?.unwrap_or_default();
    if url.starts_with("https://") {
        return Ok(url);
    }
    Err(Refused::bad(format!(
        "inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
    )))
}

fn copy_text(object: &Map<String, Value>) -> Result<Action, Refused> {
    let inner = object_of(&object["copy_text"], "copy text button")?;
    known(inner, &["text"])?;
    let value = text(inner, "text")?.unwrap_or_default();
    if value.is_empty() || value.chars().count() > LONGEST_COPY {
        return Err(Refused::bad("BUTTON_COPY_TEXT_INVALID"));
    }
    Ok(Action::CopyText(value))
}

/// A reply button may also be a plain text.
fn reply_button(value: &Value) -> Result<ReplyButton, Refused> {
    if let Some(label) = value.as_str().filter(|label| !label.is_empty()) {
        return Ok(ReplyButton { label: label.to_owned(), asks: Asks::Text, style: None });
    }
    let object = object_of(value, "keyboard button")?;
    known(
        object,
        &["text", "request_location", "request_contact", "web_app", "style", "icon_custom_emoji_id"],
    )?;
    let asks =
        match (flag(object, "request_location")?, flag(object, "request_contact")?, object.get("web_app")) {
            (false, false, None) => Asks::Text,
            (true, false, None) => Asks::Location,
            (false, true, None) => Asks::Contact,
            (false, false, Some(_)) => Asks::WebApp(web_app(object)?),
            _ => {
                return Err(Refused::bad(
                    "can't parse keyboard button: at most one of the optional fields must be used",
                ));
            }
        };
    Ok(ReplyButton { label: label(object, "keyboard button")?, asks, style: style(object)? })
}

fn cannot_parse_button(why: &str) -> Refused {
    Refused::bad(format!("can't parse inline keyboard button: {why}"))
}

fn label(object: &Map<String, Value>, what: &str) -> Result<String, Refused> {
    match text(object, "text")? {
        None => Err(Refused::bad(format!("can't parse {what}: Can't find field \"text\""))),
        Some(label) if label.trim().is_empty() => Err(Refused::bad(format!("{what} text must be non-empty"))),
        Some(label) => Ok(label),
    }
}

fn style(object: &Map<String, Value>) -> Result<Option<String>, Refused> {
    match text(object, "style")? {
        Some(style) if !matches!(style.as_str(), "primary" | "success" | "danger") => {
            Err(Refused::bad("invalid button style specified"))
        }
        style => Ok(style),
    }
}

fn placeholder(object: &Map<String, Value>) -> Result<Option<String>, Refused> {
    match text(object, "input_field_placeholder")? {
        Some(text) if text.chars().count() > 64 => Err(Refused::bad("input field placeholder is too long")),
        placeholder => Ok(placeholder),
    }
}
