//! What people see of the bot before they write: its commands and descriptions, set in every language at each start.
//! Setting them again changes nothing; a failure is logged and harms nobody.

use std::future::IntoFuture;

use core_shared::domain::Locale;
use core_shared::texts::plain;
use teloxide::payloads::{
    SetMyCommandsSetters as _, SetMyDescriptionSetters as _, SetMyShortDescriptionSetters as _,
};
use teloxide::prelude::Requester as _;
use teloxide::types::{BotCommand, BotCommandScope};
use teloxide::{Bot, RequestError};

use crate::commands;
use crate::telegram::describe;

pub(crate) async fn publish(bot: &Bot) {
    // Whose language is none of ours reads the default one.
    publish_in(bot, Locale::default(), None).await;
    for locale in Locale::ALL {
        publish_in(bot, locale, Some(locale.code())).await;
    }
}

async fn publish_in(bot: &Bot, locale: Locale, language: Option<&'static str>) {
    let mut list = bot.set_my_commands(listed(locale, &commands::OFFERED));
    let in_groups = listed(locale, &commands::OFFERED_IN_GROUPS);
    let mut in_groups = bot.set_my_commands(in_groups).scope(BotCommandScope::AllGroupChats);
    let mut description = bot.set_my_description().description(plain(locale, "bot-description", &[]));
    let mut short =
        bot.set_my_short_description().short_description(plain(locale, "bot-short-description", &[]));
    if let Some(code) = language {
        list = list.language_code(code);
        in_groups = in_groups.language_code(code);
        description = description.language_code(code);
        short = short.language_code(code);
    }
    attempt("commands", list).await;
    attempt("commands in groups", in_groups).await;
    attempt("description", description).await;
    attempt("short description", short).await;
}

fn listed(locale: Locale, offered: &[(&'static str, &'static str)]) -> Vec<BotCommand> {
    offered.iter().map(|&(name, text)| BotCommand::new(name, plain(locale, text, &[]))).collect()
}

async fn attempt<T>(what: &str, request: impl IntoFuture<Output = Result<T, RequestError>>) {
    if let Err(error) = request.await {
        tracing::warn!(reason = describe(&error), "the {what} of the bot could not be set");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_as_short_as_telegram_wants_it() {
        let length = |locale, id: &str| plain(locale, id, &[]).chars().count();
        for locale in Locale::ALL {
            assert!(length(locale, "bot-description") <= 512);
            assert!(length(locale, "bot-short-description") <= 120);
            for command in listed(locale, &commands::OFFERED) {
                assert!((3..=256).contains(&command.description.chars().count()), "{command:?}");
            }
        }
    }
}
