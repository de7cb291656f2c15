//! The two calls that show a screen, as Telegram takes them today: buttons have colours that teloxide's types do not know.

use core_shared::screen::{Keyboard, Screen};
use serde::Serialize;
use teloxide::requests::Payload;
use teloxide::types::{ChatId, Message, MessageId, ParseMode};

/// What a message shows.
#[derive(Debug, Clone, Serialize)]
struct Shown {
    text: String,
    parse_mode: ParseMode,
    link_preview_options: LinkPreview,
    /// One without buttons takes those away that are there.
    reply_markup: Keyboard,
}

/// Names may hold addresses; nobody wants to see their pages below a list.
#[derive(Debug, Clone, Serialize)]
struct LinkPreview {
    is_disabled: bool,
}

impl Shown {
    fn new(screen: &Screen) -> Self {
        Self {
            text: screen.text.as_str().to_owned(),
            parse_mode: ParseMode::Html,
            link_preview_options: LinkPreview { is_disabled: true },
            reply_markup: screen.keyboard.clone(),
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Sending {
    chat_id: ChatId,
    #[serde(flatten)]
    shown: Shown,
}

impl Sending {
    pub(super) fn new(chat_id: ChatId, screen: &Screen) -> Self {
        Self { chat_id, shown: Shown::new(screen) }
    }
}

impl Payload for Sending {
    type Output = Message;
    const NAME: &'static str = "SendMessage";
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Editing {
    chat_id: ChatId,
    #[serde(flatten)]
    message_id: MessageId,
    #[serde(flatten)]
    shown: Shown,
}

impl Editing {
    pub(super) fn new(chat_id: ChatId, message_id: MessageId, screen: &Screen) -> Self {
        Self { chat_id, message_id, shown: Shown::new(screen) }
    }
}

impl Payload for Editing {
    type Output = Message;
    const NAME: &'static str = "EditMessageText";
}

#[cfg(test)]
mod tests {
    use core_shared::callback::Callback;
    use core_shared::screen::{Button, Html, Style};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_screen_is_written_as_telegram_reads_it() {
        let save = Button::new("Save", Callback::Today).styled(Style::Success);
        let screen = Screen { text: Html::escaped("a<b"), keyboard: Keyboard::rows([vec![save]]) };
        let edit = serde_json::to_value(Editing::new(ChatId(7), MessageId(9), &screen)).unwrap();
        let expected = json!({
            "chat_id": 7,
            "message_id": 9,
            "text": "a&lt;b",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true},
            "reply_markup": {"inline_keyboard": [[{"text": "Save", "callback_data": "t", "style": "success"}]]},
        });
        assert_eq!(edit, expected);
        let send = serde_json::to_value(Sending::new(
            ChatId(7),
            &Screen { text: Html::escaped("x"), keyboard: Keyboard::none() },
        ));
        assert_eq!(send.unwrap()["reply_markup"], json!({"inline_keyboard": []}));
    }
}
