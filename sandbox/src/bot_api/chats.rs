//! Methods about a chat as a whole: what the bot is doing there, pins, reactions.

use serde::Deserialize;
use serde_json::json;

use super::{Call, Outcome, sending::TRUE};
use crate::{message::Message, refusal::Refused};

const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Reaction {
    Emoji { emoji: String },
    CustomEmoji { custom_emoji_id: String },
}

pub(super) fn send_chat_action(call: &mut Call<'_>) -> Outcome {
    let action = call.params.text("action").unwrap_or_default().to_owned();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(Refused::bad("wrong parameter action in request"));
    }
    let now = call.now;
    call.chat()?.activity = Some((action, now));
    Ok(TRUE)
}

pub(super) fn get_chat(call: &mut Call<'_>) -> Outcome {
    let chat = call.any_chat()?;
    let mut result = chat.person.as_chat();
    result["accent_color_id"] = json!(0);
    result["max_reaction_count"] = json!(11);
    result["accepted_gift_types"] = json!({
        "unlimited_gifts": true,
        "limited_gifts": true,
        "unique_gifts": true,
        "premium_subscription": true,
        "gifts_from_channels": true,
    });
    Ok(result)
}

pub(super) fn pin(call: &mut Call<'_>) -> Outcome {
    call.message("message to pin not found")?.pinned = true;
    Ok(TRUE)
}

/// Without a message, the newest pinned one.
pub(super) fn unpin(call: &mut Call<'_>) -> Outcome {
    let wanted = call.params.integer("message_id");
    let chat = call.chat()?;
    let mut pinned = chat.messages.iter_mut().rev().filter(|message| message.pinned);
    let found = pinned.find(|message| wanted.is_none_or(|id| message.id == id));
    found.ok_or_else(|| Refused::bad("message to unpin not found"))?.pinned = false;
    Ok(TRUE)
}

/// Bots set one reaction to a message, or none.
pub(super) fn set_reaction(call: &mut Call<'_>) -> Outcome {
    let mut reactions: Vec<Reaction> = call.params.structure("reaction")?.unwrap_or_default();
    if reactions.len() > 1 {
        return Err(Refused::bad("REACTIONS_TOO_MANY"));
    }
    let reaction = match reactions.pop() {
        None => None,
        Some(Reaction::Emoji { emoji }) if is_emoji(&emoji) => Some(emoji),
        Some(Reaction::Emoji { .. }) => return Err(Refused::bad("REACTION_INVALID")),
        Some(Reaction::CustomEmoji { custom_emoji_id }) => Some(custom_emoji_id),
    };
    call.message("message to react not found")?.reaction = reaction;
    Ok(TRUE)
}

fn is_emoji(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 3 && !text.is_ascii()
}

impl Call<'_> {
    fn message(&mut self, missing: &str) -> Result<&mut Message, Refused> {
        let id = self.params.integer("message_id").unwrap_or_default();
        self.chat()?.message_mut(id).ok_or_else(|| Refused::bad(missing))
    }
}
