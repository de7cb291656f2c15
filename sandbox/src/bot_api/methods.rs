//! Every method that the sandbox answers, with its parameters. What is not in this table is "method not found".

use super::{
    Call, Outcome, callbacks, chats, commands, edits, files,
    parameters::{
        Kind::{File, Flag, Integer, Json, Text},
        Parameter, may, must,
    },
    profile, sending, webhook,
};

/// A method of the Bot API.
pub(super) struct Method {
    pub(super) name: &'static str,
    pub(super) parameters: &'static [&'static [Parameter]],
    pub(super) answer: Answer,
    /// Counts towards the pace of messages.
    pub(super) counts: bool,
}

pub(super) enum Answer {
    AtOnce(fn(&mut Call<'_>) -> Outcome),
    /// getUpdates alone: waits for something to happen.
    LongPoll,
}

/// Names are not case-sensitive.
pub(super) fn find(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name.eq_ignore_ascii_case(name))
}

const fn method(
    name: &'static str,
    parameters: &'static [&'static [Parameter]],
    run: fn(&mut Call<'_>) -> Outcome,
) -> Method {
    Method { name, parameters, answer: Answer::AtOnce(run), counts: false }
}

/// A method that puts something into a chat.
const fn message(
    name: &'static str,
    parameters: &'static [&'static [Parameter]],
    run: fn(&mut Call<'_>) -> Outcome,
) -> Method {
    Method { counts: true, ..method(name, parameters, run) }
}

const CHAT: &[Parameter] = &[must("chat_id", Integer, "chat_id is empty")];
const MESSAGE: &[Parameter] = &[must("message_id", Integer, "message identifier is not specified")];
const TEXT: &[Parameter] = &[
    must("text", Text, "message text is empty"),
    may("parse_mode", Text),
    may("entities", Json),
    may("link_preview_options", Json),
];
const CAPTION: &[Parameter] = &[
    may("caption", Text),
    may("parse_mode", Text),
    may("caption_entities", Json),
    may("show_caption_above_media", Flag),
];
const MARKUP: &[Parameter] = &[may("reply_markup", Json)];
const SENDING: &[Parameter] = &[
    may("business_connection_id", Text),
    may("message_thread_id", Integer),
    may("disable_notification", Flag),
    may("protect_content", Flag),
    may("allow_paid_broadcast", Flag),
    may("message_effect_id", Text),
    may("reply_parameters", Json),
];
const BUSINESS: &[Parameter] = &[may("business_connection_id", Text)];
const LANGUAGE: &[Parameter] = &[may("language_code", Text)];
const SCOPE: &[Parameter] = &[may("scope", Json), may("language_code", Text)];
const UPLOAD: &[Parameter] = &[may("has_spoiler", Flag)];

const METHODS: &[Method] = &[
    Method {
        name: "getUpdates",
        parameters: &[&[
            may("offset", Integer),
            may("limit", Integer),
            may("timeout", Integer),
            may("allowed_updates", Json),
        ]],
        answer: Answer::LongPoll,
        counts: false,
    },
    method("getMe", &[], profile::get_me),
    message("sendMessage", &[CHAT, TEXT, SENDING, MARKUP], sending::send_message),
    message(
        "sendPhoto",
        &[CHAT, &[must("photo", File, "there is no photo in the request")], CAPTION, UPLOAD, SENDING, MARKUP],
        sending::send_photo,
    ),
    message(
        "sendDocument",
        &[
            CHAT,
            &[
                must("document", File, "there is no document in the request"),
                may("thumbnail", File),
                may("disable_content_type_detection", Flag),
            ],
            &[may("caption", Text), may("parse_mode", Text), may("caption_entities", Json)],
            SENDING,
            MARKUP,
        ],
        sending::send_document,
    ),
    method(
        "sendChatAction",
        &[
            CHAT,
            BUSINESS,
            &[must("action", Text, "wrong parameter action in request"), may("message_thread_id", Integer)],
        ],
        chats::send_chat_action,
    ),
    message("editMessageText", &[CHAT, MESSAGE, TEXT, BUSINESS, MARKUP], edits::edit_text),
    message("editMessageCaption", &[CHAT, MESSAGE, CAPTION, BUSINESS, MARKUP], edits::edit_caption),
    message("editMessageReplyMarkup", &[CHAT, MESSAGE, BUSINESS, MARKUP], edits::edit_markup),
    method("deleteMessage", &[CHAT, MESSAGE], edits::delete_one),
    method(
        "deleteMessages",
        &[CHAT, &[must("message_ids", Json, "message identifiers are not specified")]],
        edits::delete_many,
    ),
    message(
        "forwardMessage",
        &[
            CHAT,
            MESSAGE,
            &[
                must("from_chat_id", Integer, "from_chat_id is empty"),
                may("disable_notification", Flag),
                may("protect_content", Flag),
                may("message_thread_id", Integer),
            ],
        ],
        sending::forward,
    ),
    message(
        "copyMessage",
        &[CHAT, MESSAGE, &[must("from_chat_id", Integer, "from_chat_id is empty")], CAPTION, SENDING, MARKUP],
        sending::copy,
    ),
    method(
        "answerCallbackQuery",
        &[&[
            // An absent id is as wrong as an unknown one.
            must(
                "callback_query_id",
                Text,
                "query is too old and response timeout expired or query ID is invalid",
            ),
            may("text", Text),
            may("show_alert", Flag),
            may("url", Text),
            may("cache_time", Integer),
        ]],
        callbacks::answer,
    ),
    method("getFile", &[&[must("file_id", Text, "file_id not specified")]], files::get_file),
    method("getChat", &[CHAT], chats::get_chat),
    method("pinChatMessage", &[CHAT, MESSAGE, BUSINESS, &[may("disable_notification", Flag)]], chats::pin),
    method("unpinChatMessage", &[CHAT, BUSINESS, &[may("message_id", Integer)]], chats::unpin),
    method(
        "setMessageReaction",
        &[CHAT, MESSAGE, &[may("reaction", Json), may("is_big", Flag)]],
        chats::set_reaction,
    ),
    method(
        "setMyCommands",
        &[&[must("commands", Json, "parameter \"commands\" is required")], SCOPE],
        commands::set,
    ),
    method("getMyCommands", &[SCOPE], commands::get),
    method("deleteMyCommands", &[SCOPE], commands::delete),
    method("setMyName", &[&[may("name", Text)], LANGUAGE], profile::set_name),
    method("getMyName", &[LANGUAGE], profile::get_name),
    method("setMyDescription", &[&[may("description", Text)], LANGUAGE], profile::set_description),
    method("getMyDescription", &[LANGUAGE], profile::get_description),
    method(
        "setMyShortDescription",
        &[&[may("short_description", Text)], LANGUAGE],
        profile::set_short_description,
    ),
    method("getMyShortDescription", &[LANGUAGE], profile::get_short_description),
    method(
        "setChatMenuButton",
        &[&[may("chat_id", Integer), may("menu_button", Json)]],
        profile::set_menu_button,
    ),
    method("getChatMenuButton", &[&[may("chat_id", Integer)]], profile::get_menu_button),
    method(
        "setWebhook",
        &[&[
            may("url", Text),
            may("certificate", File),
            may("ip_address", Text),
            may("max_connections", Integer),
            may("allowed_updates", Json),
            may("drop_pending_updates", Flag),
            may("secret_token", Text),
        ]],
        webhook::set,
    ),
    method("deleteWebhook", &[&[may("drop_pending_updates", Flag)]], webhook::delete),
    method("getWebhookInfo", &[], webhook::info),
];
