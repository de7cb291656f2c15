//! One private chat, as the bot writes to it: screens are sent and edited in place, taps are answered.
//! What Telegram complains about is either normal and passed over, or told apart in [`TelegramError`].

mod errors;
mod messages;

use core_shared::screen::{Html, Screen, is_too_new};
use serde::Serialize;
use teloxide::payloads::{
    AnswerCallbackQuerySetters as _, SendDocumentSetters as _, SendMessageSetters as _,
};
use teloxide::prelude::Requester as _;
use teloxide::requests::{JsonRequest, Payload, Request as _};
use teloxide::types::{
    ButtonRequest, CallbackQueryId, ChatId, InputFile, KeyboardButton, KeyboardMarkup, KeyboardRemove,
    LinkPreviewOptions, Message, MessageId, ParseMode, ReplyMarkup,
};
use teloxide::{ApiError, Bot, RequestError};

use messages::{Editing, Sending};

pub(crate) use errors::{TelegramError, describe, once_more_after_a_pause};

/// Longer toasts are refused.
const LONGEST_TOAST: usize = 200;

#[derive(Debug, Clone)]
pub(crate) struct Chat {
    bot: Bot,
    id: ChatId,
}

impl Chat {
    pub(crate) fn new(bot: Bot, id: ChatId) -> Self {
        Self { bot, id }
    }

    /// Sends a message and returns its id.
    pub(crate) async fn send(&self, screen: &Screen) -> Result<MessageId, TelegramError> {
        let sent = self.showing(screen, |screen| Sending::new(self.id, screen)).await;
        Ok(sent.map_err(TelegramError::from)?.id)
    }

    /// Sends a message with a button below the input field that shares the person's location.
    pub(crate) async fn ask_location(&self, text: &Html, label: String) -> Result<MessageId, TelegramError> {
        let button = KeyboardButton::new(label).request(ButtonRequest::Location);
        let keyboard = KeyboardMarkup::new([[button]]).resize_keyboard().one_time_keyboard();
        self.send_with(text, Some(ReplyMarkup::Keyboard(keyboard))).await
    }

    /// Sends a message that takes that button away.
    pub(crate) async fn remove_location_button(&self, text: &Html) -> Result<MessageId, TelegramError> {
        self.send_with(text, Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new()))).await
    }

    /// Sends a file with words below it.
    pub(crate) async fn send_document(
        &self,
        name: String,
        bytes: Vec<u8>,
        caption: &Html,
    ) -> Result<(), TelegramError> {
        let file = InputFile::memory(bytes).file_name(name);
        let sent = once_more_after_a_pause(|| async {
            let request = self.bot.send_document(self.id, file.clone()).caption(caption.as_str());
            request.parse_mode(ParseMode::Html).await
        });
        sent.await.map(drop).map_err(TelegramError::from)
    }

    /// Turns a message into `screen`; a message that can no longer be edited is sent anew. Returns the id of the
    /// message that shows it.
    pub(crate) async fn edit(&self, message: MessageId, screen: &Screen) -> Result<MessageId, TelegramError> {
        let edited = self.showing(screen, |screen| Editing::new(self.id, message, screen));
        match edited.await.map_err(TelegramError::from) {
            Ok(_) | Err(TelegramError::NotModified) => Ok(message),
            Err(TelegramError::Lost) => self.send(screen).await,
            Err(error) => Err(error),
        }
    }

    /// Makes a call that shows a screen; once more in a plain form, should this server of the Bot API be too old for it.
    async fn showing<P>(&self, screen: &Screen, call: impl Fn(&Screen) -> P) -> Result<Message, RequestError>
    where
        P: Payload<Output = Message> + Serialize + 'static,
    {
        let made = once_more_after_a_pause(|| JsonRequest::new(self.bot.clone(), call(screen)).send()).await;
        match made {
            Err(RequestError::Api(ApiError::Unknown(words))) if is_too_new(&words) => {
                let plain = screen.plain();
                once_more_after_a_pause(|| JsonRequest::new(self.bot.clone(), call(&plain)).send()).await
            }
            made => made,
        }
    }

    /// Takes the buttons off a message; one that has none, or is gone, is fine.
    pub(crate) async fn strip(&self, message: MessageId) -> Result<(), TelegramError> {
        let stripped =
            once_more_after_a_pause(|| async { self.bot.edit_message_reply_markup(self.id, message).await });
        match stripped.await.map_err(TelegramError::from) {
            Ok(_) | Err(TelegramError::NotModified | TelegramError::Lost) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Deletes a message. One that is too old for that becomes `rest`; one that is gone is fine.
    pub(crate) async fn remove(&self, message: MessageId, rest: &Screen) -> Result<(), TelegramError> {
        let removed = once_more_after_a_pause(|| async { self.bot.delete_message(self.id, message).await });
        match removed.await.map_err(TelegramError::from) {
            Ok(_) | Err(TelegramError::Lost) => Ok(()),
            Err(TelegramError::TooOld) => self.edit(message, rest).await.map(drop),
            Err(error) => Err(error),
        }
    }

    async fn send_with(&self, text: &Html, markup: Option<ReplyMarkup>) -> Result<MessageId, TelegramError> {
        let sent = once_more_after_a_pause(|| async {
            let mut request = self
                .bot
                .send_message(self.id, text.as_str())
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview());
            request.reply_markup.clone_from(&markup);
            request.await
        });
        Ok(sent.await.map_err(TelegramError::from)?.id)
    }
}

/// Answers a tap, with a few words or without. What Telegram says to it does not matter: the query may be too old,
/// or may have been answered before the bot was restarted.
pub(crate) async fn answer(bot: &Bot, query: &CallbackQueryId, toast: Option<&str>) {
    let mut request = bot.answer_callback_query(query.clone());
    if let Some(toast) = toast {
        request = request.text(toast.chars().take(LONGEST_TOAST).collect::<String>());
    }
    if let Err(error) = request.await {
        log_unanswered(&error);
    }
}

fn log_unanswered(error: &RequestError) {
    tracing::debug!(reason = describe(error), "a tap could not be answered");
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
